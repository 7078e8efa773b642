/** A place in which nearly every form of the product can be met: contacts at each stage, drafts, a call, letters, duties. */
import { findContact } from '@/lib/contact/store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { arrives, at, claims, decides, earlyHelp, harm } from '../integration/deciding';
import { recordFrom } from '../integration/letter-scene';
import { knowNobody, makePlace, type PersonName, type Place } from '../integration/people';
import { asSystem } from '../integration/waiting';
import { benign, crawl, different, freshCookie, post, routeTo, urlencoded, type SeenForm } from './crawl';
import { DEEP } from './depth';
import { STEPS } from '@/lib/contact/report/steps';

/** Who looks round: one of each kind of work. */
export const LOOKERS = ['teacher', 'lead', 'desk', 'worker', 'night', 'manager', 'auditor', 'administrator', 'serviceAdministrator'] as const satisfies readonly PersonName[];

/** What begins something: a draft, a call, a search. Its page is looked at, too. */
const BEGINS: readonly [PersonName, string, Record<string, string>][] = [
  ['teacher', '/report/start', {}],
  ['worker', '/calls/start', {}],
  ['night', '/calls/start', {}],
  ['teacher', '/talk/start', {}],
  ['worker', '/talk/start', {}],
  ['worker', '/search/run', { reason: 'call', reasonWords: 'A caller asks', givenName: 'Odalys', familyName: 'Penhale 1' }],
  ['manager', '/search/run', { reason: 'call', reasonWords: 'A caller asks', givenName: 'Odalys', familyName: 'Penhale 1' }],
];

/** Pages inside a contact that a link shows only at its time. */
const OF_A_CONTACT = ['', '/decision', '/decision/child', '/decision/check', '/hold', '/household', '/countersign', '/emergency', '/protected', '/source', '/sharing', '/duties', '/unborn', '/family', '/who-sees', '/address', '/linked', '/before'];

/** Who reads casework: the pages inside a contact are looked at as these. */
const CASEWORKERS: ReadonlySet<PersonName> = new Set<PersonName>(['worker', 'night', 'manager']);

/** What would end the walk: a session, an account, a place of work, a draft. */
export const ENDS = /\/(disable|role|end|switch|discard|put-away|close|withdraw)\b/;

export interface HostileScene {
  here: Place;
  forms: SeenForm[];
  broken: string[];
  pages: number;
  contacts: { contactId: string; reference: string }[];
  /** Where each of the lookers began their walk. */
  from: Map<PersonName, string[]>;
}

/** Makes the place, walks through it as everybody, and keeps every form that is met. */
export async function hostileScene(): Promise<HostileScene> {
  const here = await makePlace();
  const { worker, officer, night } = here.people;
  const hourAgo = now().subtract({ hours: 1 }).toString();
  const minutesAgo = now().subtract({ minutes: 20 }).toString();
  const fresh = await arrives(here, hourAgo, harm());
  const held = await arrives(here, hourAgo, earlyHelp());
  const waits = await arrives(here, hourAgo, harm());
  const told = await arrives(here, hourAgo, earlyHelp());
  const polices = await recordFrom(here, officer, hourAgo);
  const nights = await arrives(here, hourAgo, harm());
  const contacts = [fresh, held, waits, told, polices, nights];
  for (const { contactId } of contacts) {
    await knowNobody(here, contactId);
    await asSystem(here, minutesAgo, (tx) => writeReceipt(tx, contactId));
  }
  for (const each of [held, waits, told]) await claims(each, worker, minutesAgo);
  await claims(nights, night, minutesAgo);
  await withActor(worker, async (tx) => {
    const head = await findContact(tx, held.reference);
    if (head) await askReferrer(tx, head, 'Who collects her?');
  }, at(minutesAgo));
  await decides(waits, worker, 'CIN_ASSESS', minutesAgo);
  await decides(told, worker, 'EH_SINGLE', minutesAgo).then(({ decisionId }) => withActor(worker, (tx) => writeOutcomeLetter(tx, decisionId)));

  const start = new Map<PersonName, string[]>(LOOKERS.map((who) => [who, []]));
  for (const [who, path, typed] of BEGINS) {
    const answer = await post(path, urlencoded(Object.entries(typed)), { cookie: await freshCookie(here.people[who]) });
    const to = answer.headers.get('location') ?? '';
    start.get(who)?.push(to);
    const draft = /^\/report\/([0-9a-f-]{36})\//.exec(to)?.[1];
    if (draft !== undefined) start.get(who)?.push(...STEPS.map((step) => `/report/${draft}/${step}`), ...['check', 'danger', 'copy', 'sent'].map((page) => `/report/${draft}/${page}`));
  }
  const plain = routesPlain();
  const all: SeenForm[] = [];
  const broken: string[] = [];
  let pages = 0;
  for (const who of LOOKERS) {
    const inside = contacts.flatMap(({ reference }) => (who === 'teacher' || who === 'lead' || who === 'desk' ? [`/my/contacts/${reference}`] : CASEWORKERS.has(who) ? OF_A_CONTACT.map((page) => `/contacts/${reference}${page}`) : []));
    const from = [...(start.get(who) ?? []), ...inside, ...plain];
    start.set(who, from);
    const met = await crawl(here, who, from);
    all.push(...met.forms);
    broken.push(...met.broken);
    pages += met.pages;
    if (!DEEP) continue;
    // What is sent shows further pages with further forms: a call that is taken, a shift, a restricted child.
    const onward: string[] = [];
    for (const form of different(met.forms)) {
      if (ENDS.test(form.key)) continue;
      const answer = await post(form.path, urlencoded(benign(form)), { cookie: await freshCookie(here.people[who]) });
      const to = answer.headers.get('location');
      if (to !== null && !to.startsWith('/sign-in')) onward.push(to);
    }
    const again = await crawl(here, who, [...onward, ...plain]);
    all.push(...again.forms);
    broken.push(...again.broken);
    pages += again.pages;
  }
  return { here, forms: different(all), broken, pages, contacts, from: start };
}

/** Pages whose address names nothing. */
function routesPlain(): string[] {
  return ['/home', '/workplaces', '/preferences', '/report', '/my/drafts', '/my/contacts', '/calls', '/talk', '/ring-backs', '/slots', '/follow-ups', '/queue', '/closed', '/search', '/countersign', '/hand-over', '/duties', '/duties/overdue', '/alarms', '/rota', '/morning', '/unsent', '/restricted', '/admin/people', '/admin/keys', '/admin/night', '/admin/notices', '/line', '/ledger', '/service'].filter((path) => routeTo('GET', path) !== null);
}
