/** Two who were taken for one child across a join are said to be two (safe practice 8; decisions 34 and 55). Expectations are by hand. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { notSameChild } from '@/lib/contact/verbs/not-same-child';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { dutiesOfContact } from '@/lib/duty/store';
import { lettersOf } from '@/lib/letter/store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { stopPartedLetters } from '@/lib/letter/verbs/stop-parted-letters';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { ContactHead } from '@/lib/contact/head';
import { at } from './deciding';
import { decideFor, recordFrom, type Scene } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const LATER = '2026-03-02T12:00:00Z';
const report = (givenName: string, dateOfBirth: string): ReportInput => ({ children: [{ givenName, familyName: 'Rosewarne', dateOfBirth, indicators: { I018: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });

async function on<T>(of: Scene, when: string, work: (tx: Tx, head: ContactHead) => Promise<T>): Promise<T> {
  return withActor(place.people.worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('it is there');
    return work(tx, head);
  }, at(when));
}

const childOf = async ({ contactId }: Scene) => asSystem(place, LATER, async (tx) => (await tx.db.contactPerson.findFirstOrThrow({ where: { authorityId: place.id, contactId, kind: 'child' } })).id);
const duties = async (of: Scene, code: string) => asSystem(place, LATER, async (tx) => (await dutiesOfContact(tx, of.contactId)).filter((duty) => duty.code === code && duty.discharge === null).map(({ personId, dueAt }) => [personId, dueAt?.toString()]));
const letterOf = async (of: Scene) => asSystem(place, LATER, async (tx) => (await lettersOf(tx, of.contactId)).find(({ kind }) => kind === 'outcome'));

/** Two reports of one child, the second by the police and joined in; decided, and both letters written. */
async function told(name: string, otherName: string, link: boolean): Promise<{ main: Scene; other: Scene }> {
  const { teacher, officer, worker } = place.people;
  const [main, other] = [await recordFrom(place, teacher, '2026-03-02T09:00:00Z', report(name, '2015-02-03')), await recordFrom(place, officer, '2026-03-02T09:30:00Z', report(otherName, link ? '2015-02-04' : '2015-02-03'))];
  const said = { childId: await childOf(other), otherId: await childOf(main), outcome: 'same', reason: 'Her mother says so.' };
  if (link) expect((await on(other, '2026-03-02T09:40:00Z', async (tx, head) => sayWho(tx, head, said))).ok).toBe(true);
  expect((await on(other, '2026-03-02T10:00:00Z', async (tx, head) => joinContact(tx, worker, head, { into: main.reference, prefix: place.prefix, reason: 'The same child.' }))).ok).toBe(true);
  const decisionId = await asSystem(place, '2026-03-02T11:00:00Z', async (tx) => decideFor(tx, main.contactId, { by: worker.actorId, level: 3, route: 'CIN_ASSESS' }));
  await withActor(worker, async (tx) => writeOutcomeLetter(tx, decisionId), at('2026-03-02T11:00:00Z'));
  expect(JSON.stringify((await letterOf(other))?.text)).toContain(`${otherName}: Level 3`);
  return { main, other };
}

/** What has to follow, whichever way it was said. */
async function itIsSettled({ main, other }: { main: Scene; other: Scene }): Promise<void> {
  await withActor(place.people.worker, async (tx) => stopPartedLetters(tx, other.contactId), at(LATER));
  const letter = await letterOf(other);
  expect(letter?.state).toBe('cancelled');
  expect(letter?.events.at(-1)).toMatchObject({ what: 'cancelled', detail: { why: 'recipient_changed' } });
  // Said on Monday at noon: a new decision by both clocks, Tuesday at noon; how her child stands by Tuesday at 17:00.
  expect(await duties(main, 'DECIDE_AGAIN')).toEqual([[null, '2026-03-03T12:00:00Z']]);
  expect(await duties(main, 'CHILD_NOT_KNOWN')).toEqual([[await childOf(other), '2026-03-03T17:00:00Z']]);
  expect(await queueRow(place, main.contactId)).toMatchObject({ state: 'received', marks: ['reopened'] });
  const own = await letterOf(main);
  expect(await on(main, LATER, async (tx) => {
    await previewLetter(tx, place.people.worker, main.contactId, own?.id ?? '');
    return sendLetter(tx, place.people.worker, { contactId: main.contactId, letterId: own?.id ?? '' });
  })).toMatchObject({ ok: false, problem: 'not_in_force' });
}

test('a link that is undone stops the letter that told of another’s child, and the decision is made again', async () => {
  const both = await told('Tamsin', 'Tammy', true);
  const said = { childId: await childOf(both.main), otherId: await childOf(both.other), outcome: 'undone', reason: 'They are cousins.' };
  expect((await on(both.main, LATER, async (tx, head) => sayWho(tx, head, said))).ok).toBe(true);
  await itIsSettled(both);
});

test('so does what two were by name and birth, when they are told apart', async () => {
  const both = await told('Elestren', 'Elestren', false);
  expect((await on(both.other, LATER, async (tx, head) => notSameChild(tx, head, { personId: await childOf(both.other), otherPersonId: await childOf(both.main), reason: 'Twins’ cousins.' }))).ok).toBe(true);
  await itIsSettled(both);
});

test('a link that is undone of two who are the same by name and birth, too, changes nothing', async () => {
  const both = await told('Jenna', 'Jenna', false);
  const said = { childId: await childOf(both.main), otherId: await childOf(both.other), reason: 'Said so.' };
  for (const outcome of ['same', 'undone']) expect((await on(both.main, LATER, async (tx, head) => sayWho(tx, head, { ...said, outcome }))).ok).toBe(true);
  await withActor(place.people.worker, async (tx) => stopPartedLetters(tx, both.other.contactId), at(LATER));
  expect([(await letterOf(both.other))?.state, await duties(both.main, 'DECIDE_AGAIN')]).toEqual(['to_preview', []]);
});
