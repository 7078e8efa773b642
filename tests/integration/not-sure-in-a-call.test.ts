/** Whether a child could be hurt before somebody reads it: "not sure", said on a call that is put to a contact, is no "no" there either (safe practice 1, 8). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { closeDatabase } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { as, BEGAN, made } from './calling';
import { arrives, claims, decides, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { queueRow } from './waiting';

const RECEIVED = '2026-03-02T09:00:00Z';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

async function waiting(): Promise<Case> {
  const of = await arrives(place, RECEIVED, earlyHelp());
  await knowNobody(place, of.contactId);
  return of;
}

async function decided(): Promise<Case> {
  const of = await waiting();
  await claims(of, place.people.worker, RECEIVED);
  await decides(of, place.people.worker, 'EH_SINGLE', '2026-03-02T11:00:00Z');
  return of;
}

/** The school rings about it, and answers so whether a child could be hurt. */
async function rings({ reference }: Case, couldBeHurt: string): Promise<void> {
  await made(place.people.worker, { 'call.kind': 'update', 'call.reference': reference, 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'Rosalie Mensah', 'call.verified': 'known', 'you.phone': '01632 960771', 'happened.what': 'She was not in school.', 'safety.cannotWait': couldBeHurt });
}

/** How it stands in the queue: level, rank, since when it asks for attention in minutes, and whether it says that they are not sure. */
async function standing({ contactId }: Case) {
  const row = await queueRow(place, contactId);
  return [row?.level, row?.riskRank, row?.urgentSince, row?.marks.includes('perhaps_immediate')];
}

test.each([
  ['undecided', waiting],
  ['decided', decided],
])('%s: it stands as at level 4 from when the call began, as a report with that answer does; no, or nothing said, changes nothing', async (_, before) => {
  const of = await before();
  for (const said of ['', 'no']) await rings(of, said);
  expect(await standing(of)).toEqual([2, 3, null, false]);
  await rings(of, 'not_known');
  expect(await standing(of)).toEqual([2, 1, new Date(BEGAN), true]);
});

test('whoever reads the contact sees it marked beside what was said, and the answer with its question where it was the only one', async () => {
  const of = await waiting();
  await made(place.people.worker, { 'call.kind': 'update', 'call.reference': of.reference, 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'Rosalie Mensah', 'call.verified': 'known', 'you.phone': '01632 960771', 'safety.cannotWait': 'not_known' });
  const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: of.reference });
  const html = page.kind === 'shown' ? await page.html() : JSON.stringify(page);
  expect(html).toMatch(/<strong class="ds-mark">may not be able to wait<\/strong>.*Could be hurt before anybody can act: Not known/s);
  expect(html).not.toContain('ds-mark">danger now');
});

test('and so it stands in the contact into which that one is joined', async () => {
  const [of, into] = [await waiting(), await waiting()];
  await rings(of, 'not_known');
  const joined = await as(place.people.worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('the contact is there');
    return joinContact(tx, place.people.worker, head, { into: into.reference, prefix: place.prefix, reason: 'Children of one concern.', otherChildren: true });
  }, '2026-03-04T12:00:00Z');
  expect(joined.ok).toBe(true);
  expect((await standing(into)).at(-1)).toBe(true);
});
