/** A match that comes while somebody writes on a contact costs them no words, and nobody else reads these (architecture 2; safe practice 7.14). */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { addAcquaintance } from '@/lib/restriction/opening-store';
import { readSharing } from '@/lib/sharing/sharing-store';
import { askPage, cookieOf } from './asking-pages';
import { arrives, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const POSTS = import.meta.glob<{ POST: Handler }>('../../app/contacts/[[]reference[]]/{open,sharing/[[]record[]]}/route.ts');
async function posts(path: string, params: Record<string, string>, fields: Record<string, string>, person: Person): Promise<Response> {
  const request = new NextRequest(`http://localhost:3000/contacts/${params['reference'] ?? ''}${path}`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin }, body: new URLSearchParams(fields) });
  const handler = (await POSTS[`../../app/contacts/[reference]${path === '/open' ? '/open' : '/sharing/[record]'}/route.ts`]?.())?.POST;
  if (handler === undefined) throw new Error(`no ${path}`);
  return handler(request, { params: Promise.resolve(params) });
}

const WHY = 'The GP may know </textarea> whether he is well & fed.';
const BASIS = { 'basis.basis': 'public_task', 'basis.why': WHY };
const keeps = ({ reference }: Case, person: Person, fields: Record<string, string> = BASIS) => posts('/sharing/basis', { reference, record: 'basis' }, fields, person);
const answers = ({ reference }: Case, person: Person, knows: string) => posts('/open', { reference }, { knows, reason: 'My name is a common one.', typed: 'kept' }, person);
const bases = async ({ contactId }: Case) => (await withActor(place.people.manager, (tx) => readSharing(tx, contactId))).bases;
const contactPage = async ({ reference }: Case, person: Person) => {
  const page = await askPage('../../app/contacts/[reference]/page.tsx', person, { reference });
  return page.kind === 'shown' ? page.html() : page.kind;
};

/** A contact that somebody has opened, and in which they are matched while they write. */
async function matchedWhileWriting(person: Person): Promise<Case> {
  const of = await arrives(place, now().subtract({ minutes: 30 }).toString(), earlyHelp());
  await knowNobody(place, of.contactId);
  await asSystem(place, now().add({ seconds: 1 }).toString(), (tx) => addAcquaintance(tx, of.contactId, person.actorId, ['own_name']));
  await new Promise((done) => setTimeout(done, 1_100));
  return of;
}

test('what was typed comes back to its author once they have said who they are to the family, and is written down once', async () => {
  const { worker, otherWorker, manager } = place.people;
  const of = await matchedWhileWriting(worker);
  const asked = await keeps(of, worker);
  expect([asked.status, asked.headers.get('location')]).toEqual([303, `/contacts/${of.reference}/before?typed=kept`]);
  expect(await bases(of)).toEqual([]);
  const before = await askPage('../../app/contacts/[reference]/before/page.tsx', worker, { reference: of.reference }, { typed: 'kept' });
  expect(before.kind === 'shown' ? await before.html() : '').toContain('What you typed was not sent. It is kept, and nobody else reads it.');
  for (const other of [otherWorker, manager]) expect(await withActor(other, (tx) => tx.db.draft.findMany({ where: { contactId: of.contactId } })), other.name).toEqual([]);

  const back = await answers(of, worker, 'no');
  expect(back.status).toBe(200);
  const page = await back.text();
  expect(page).toContain('<blockquote>The GP may know &lt;/textarea&gt; whether he is well &amp; fed.</blockquote>');
  expect(page).toContain(`action="/contacts/${of.reference}/sharing/basis"`);
  expect(await contactPage(of, worker)).toContain('Go back to what you typed');
  expect(await bases(of), 'nothing is written that nobody sends').toEqual([]);
  const typed = Object.fromEntries([...page.matchAll(/<textarea name="([^"]+)" hidden>\n([^<]*)</g)].map(([, name = '', value = '']) => [name, value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')]));
  expect((await keeps(of, worker, typed)).headers.get('location')).toBe(`/contacts/${of.reference}/sharing?done=basis`);
  expect((await bases(of)).map(({ why }) => why)).toEqual([WHY]);
  expect(await contactPage(of, worker)).not.toContain('Go back to what you typed');
});

test('whoever may not open it is told that their words were not sent, and nobody reads them', async () => {
  const { otherWorker, worker, manager } = place.people;
  const of = await matchedWhileWriting(otherWorker);
  await keeps(of, otherWorker);
  expect((await answers(of, otherWorker, 'not_sure')).headers.get('location')).toBe('/queue?kept=out&typed=kept');
  const queue = await askPage('../../app/queue/page.tsx', otherWorker, {}, { kept: 'out', typed: 'kept' });
  expect(queue.kind === 'shown' ? await queue.html() : '').toContain('What you had typed was not sent, and nobody reads it');
  expect(await bases(of)).toEqual([]);
  for (const other of [worker, manager]) expect(await withActor(other, (tx) => tx.db.draft.findMany({ where: { contactId: of.contactId } })), other.name).toEqual([]);
  expect(await contactPage(of, otherWorker)).toBe('missing');
});

test('a button that says nothing but whom one knows leaves nothing behind', async () => {
  const { worker } = place.people;
  const of = await matchedWhileWriting(worker);
  expect((await keeps(of, worker, { knows: 'no' })).headers.get('location')).toBe(`/contacts/${of.reference}/before`);
  expect((await answers(of, worker, 'no')).headers.get('location')).toBe(`/contacts/${of.reference}`);
});
