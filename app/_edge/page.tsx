import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Person } from '@/lib/access/model';
import { can, type RouteKey } from '@/lib/access/policy';
import { readAuthority, type Authority } from '@/lib/access/store';
import { readPlace } from '@/lib/attention/doorway-store';
import { anonymousOf, authorityList, withActor, type Tx } from '@/lib/platform/db';
import { config } from '@/lib/platform/config';
import { timed } from '@/lib/platform/metrics';
import { isKeepable } from '@/lib/platform/text';
import { orTryAgain, orWithout, withoutWords } from './failure';
import { Frame, type View } from './frame';
import { currentPath, currentRequestId, currentSession } from './session';
import { AskFirst, beforePath, Missing, subjectOf, type Subject } from './subject';

export interface NextPage {
  params: Promise<Record<string, string>>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export interface PageContext extends Subject {
  tx: Tx;
  person: Person;
  authority: Authority;
  params: Record<string, string>;
  /** First value of a query parameter, or an empty string. Never names or search terms. */
  query: (name: string) => string;
  queryAll: (name: string) => string[];
}

type Search = Record<string, string | string[] | undefined>;
/** A query holds codes and ids of ours: never what cannot be kept, nor a name that every object has, under which a list of words would answer with no word. */
const isOurs = (value: string) => !(value in Object.prototype) && isKeepable(value);
const all = (search: Search, name: string): string[] => {
  const value = search[name];
  return (value === undefined ? [] : typeof value === 'string' ? [value] : value).filter(isOurs);
};

async function noteRefusal(person: Person, key: RouteKey, missing: { objectKind: string; objectId: string }, requestId: string): Promise<void> {
  await withActor(person, async (tx) => tx.ledger({ action: 'refused', objectKind: missing.objectKind, objectId: missing.objectId, detail: { route: key } }), { requestId });
}

/**
 * A page for signed-in people: session, policy, everything loaded in one transaction with its ledger
 * entries, then rendered inside the frame. A thing that is not for this person answers like a missing one.
 */
export function page(key: RouteKey, render: (context: PageContext) => Promise<ReactNode | View>) {
  return timed(key, async function Page({ params: pending, searchParams }: NextPage) {
    const [params, search, session, requestId] = await Promise.all([pending, searchParams, orTryAgain(currentSession()), currentRequestId()]);
    if (session === null || session.state !== 'active') redirect(`/sign-in?return=${encodeURIComponent(await currentPath())}`);
    const { person } = session;
    const verdict = can(person, key);
    const anyObject = /\[/.test(key);
    if (!verdict.allowed && (verdict.reason !== 'relation' || !anyObject)) {
      await orTryAgain(noteRefusal(person, key, { objectKind: 'page', objectId: key }, requestId));
      notFound();
    }
    let missing: Missing | undefined;
    let content: ReactNode | View;
    let authority: Authority | undefined;
    let alarmWaits = false;
    try {
      [authority, content] = await orTryAgain(withActor(
        person,
        async (tx) => {
          const subject = await subjectOf(tx, person, key, params);
          if (subject.contact) tx.ledger({ action: key === 'GET /contacts/[reference]/before' ? 'contact.asked_first' : 'contact.opened', objectKind: 'contact', objectId: subject.contact.id, detail: { route: key } });
          const { authority: own, called } = subject.place ?? (await readPlace(tx));
          alarmWaits = called && key !== 'GET /alarms' && can(person, 'POST /alarms/accept').allowed;
          return [own, await render({ ...subject, tx, person, authority: own, params, query: (name) => all(search, name)[0] ?? '', queryAll: (name) => all(search, name) })];
        },
        { requestId, reading: true },
      ));
    } catch (error) {
      if (error instanceof AskFirst) redirect(beforePath(error.reference, await currentPath()));
      if (!(error instanceof Missing)) throw withoutWords(error, requestId);
      missing = error;
    }
    if (missing !== undefined || authority === undefined) {
      await orTryAgain(noteRefusal(person, key, missing ?? { objectKind: 'page', objectId: key }, requestId));
      notFound();
    }
    return (
      <Frame person={person} authority={authority} demo={config().demo} routeKey={key} alarmWaits={alarmWaits}>
        {content}
      </Frame>
    );
  });
}

/** A page of one authority that needs no sign-in. */
export function areaPage(key: RouteKey, render: (context: { tx: Tx; authority: Authority; params: Record<string, string>; query: (name: string) => string }) => Promise<ReactNode | View>) {
  return timed(key, async function Page({ params: pending, searchParams }: NextPage) {
    const [params, search, requestId, session] = await Promise.all([pending, searchParams, currentRequestId(), orTryAgain(currentSession())]);
    const area = (await orTryAgain(authorityList())).find((row) => row.id === params['area']);
    if (!area) notFound();
    const [authority, content] = await orTryAgain(withActor(
      anonymousOf(area.id),
      async (tx) => {
        const own = await readAuthority(tx);
        return [own, await render({ tx, authority: own, params, query: (name) => all(search, name)[0] ?? '' })];
      },
      { requestId, reading: true },
    ));
    return (
      <Frame person={session?.state === 'active' ? session.person : null} authority={authority} demo={config().demo} routeKey={key}>
        {content}
      </Frame>
    );
  });
}

/** A page of the service itself, of no authority. */
export function openPage(key: RouteKey, render: (context: { person: Person | null; query: (name: string) => string; params: Record<string, string> }) => Promise<ReactNode | View>) {
  return timed(key, async function Page({ params: pending, searchParams }: NextPage) {
    // Help and the door to sign in are shown while the database is away, too: nobody in particular is who they are for.
    const [params, search, session] = await Promise.all([pending, searchParams, orWithout(currentSession())]);
    // Rendered for each request: the nonce of the content security policy is in its headers.
    await headers();
    const demo = config().demo;
    if (!can(null, key, 'own_authority', demo).allowed || !Object.values(params).every(isKeepable)) notFound();
    const person = session?.state === 'active' ? session.person : null;
    return (
      <Frame person={person} authority={null} demo={demo} routeKey={key}>
        {await orTryAgain(render({ person, params, query: (name) => all(search, name)[0] ?? '' }))}
      </Frame>
    );
  });
}
