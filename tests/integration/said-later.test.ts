/** What is said later of what was answered before: a refusal (domain 2.2 behaviour 9), and a second time missing (safe practice 15: 72 hours from being found, each episode). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findContact, readProposal } from '@/lib/contact/store';
import type { ReportInput } from '@/lib/contact/schema';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { dischargeDuty, dutiesOfContact } from '@/lib/duty/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { made } from './calling';
import { arrives, at, basisOf, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

// The calls of calling.ts come on Wednesday 4 March 2026 and begin at 10:00.
const RECEIVED = '2026-03-02T09:00:00Z';
const LATER = '2026-03-04T12:00:00Z';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

let families = 0;
async function waiting(child: object, more: ReportInput = {}, familyName = `Kitto ${(families += 1)}`): Promise<Case> {
  const of = await arrives(place, RECEIVED, { children: [{ givenName: 'Odalys', familyName, dateOfBirth: '2012-03-01', ...child }], reporter: { continuingRole: 'yes', aboutColleague: 'no' }, ...more });
  await knowNobody(place, of.contactId);
  return of;
}
const rings = (of: Case, more: Fields, began?: string, ended = began) => made(place.people.worker, { 'call.kind': 'update', 'call.reference': of.reference, 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'Rosalie Mensah', 'call.verified': 'known', 'happened.what': 'More is known.', ...more }, began, ended);
const found = (day: string, time: string): Fields => ({ 'child.1.found.day': day, 'child.1.found.month': '3', 'child.1.found.year': '2026', 'child.1.found.time': time });
const signs = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, 'present' as const]));

describe('a refusal that is said later', () => {
  const refused = async (of: Case) => {
    const proposal = await asSystem(place, LATER, (tx) => readProposal(tx, of.contactId));
    return [proposal?.level, proposal?.document.flags.refusalNoted, (await basisOf(of)).situation.agreementRefused];
  };

  test.each(['given', 'not_sought'] as const)('by a call, where agreement was %s: noted, a date to look again is asked for, and nothing is raised', async (agreement) => {
    const of = await waiting({ indicators: signs('I018') }, { openness: { agreement } });
    expect(await refused(of)).toEqual([2, false, false]);
    await rings(of, { 'openness.agreement': 'refused' });
    expect(await refused(of)).toEqual([2, true, true]);
    // What is said after it takes it not back.
    await rings(of, { 'openness.agreement': 'given' });
    expect(await refused(of)).toEqual([2, true, true]);
  });

  test.each([['the same child', true], ['other children of the same concern', false]])('by a contact that is joined in, of %s', async (_, same) => {
    const name = `Kitto ${(families += 1)}`;
    const of = await waiting({ indicators: signs('I018') }, { openness: { agreement: 'given' } }, name);
    const other = await waiting({ indicators: signs('I037') }, { openness: { agreement: 'refused' } }, same ? name : undefined);
    const { worker } = place.people;
    const joined = await withActor(worker, async (tx) => {
      const head = await findContact(tx, other.reference);
      return head && joinContact(tx, worker, head, { into: of.reference, prefix: place.prefix, reason: 'The same family', otherChildren: !same });
    }, at(LATER));
    expect(joined?.ok).toBe(true);
    expect(await refused(of)).toEqual([2, true, true]);
  });
});

describe('a second time missing', () => {
  const FIRST = '2026-02-27T10:00:00Z';
  /** Each return interview: which time, when it is due, whether it is done. */
  const interviews = async (of: Case) => (await asSystem(place, LATER, (tx) => dutiesOfContact(tx, of.contactId))).filter(({ code }) => code === 'RETURN_INTERVIEW').map(({ episode, dueAt, discharge }) => [episode, dueAt?.toString() ?? null, discharge !== null]).sort();
  const done = (of: Case) => asSystem(place, LATER, async (tx) => {
    for (const { id, code } of await dutiesOfContact(tx, of.contactId)) if (code === 'RETURN_INTERVIEW') await dischargeDuty(tx, id, 'done', 'She talked to Ms Nance.');
  });
  const adds = (of: Case, id: string) => withActor(place.people.teacher, (tx) => addToContact(tx, of.contactId, { key: crypto.randomUUID(), text: 'She was away again.', indicators: { 1: [id] }, immediate: false }), at(LATER));
  const firstDue = '2026-03-02T10:00:00Z';

  test('found again, by a call: its own 72 hours, whether the first is running or done', async () => {
    for (const finished of [false, true]) {
      const of = await waiting({ foundAt: FIRST });
      expect(await interviews(of)).toEqual([[1, firstDue, false]]);
      if (finished) await done(of);
      // Found on Tuesday 3 March at 21:30: 72 hours end on Friday 6 March at 21:30.
      await rings(of, found('3', '21:30'));
      expect(await interviews(of)).toEqual([[1, firstDue, finished], [2, '2026-03-06T21:30:00Z', false]]);
      // Told of once more, by somebody who knows only the day, it is the same time.
      await rings(of, found('3', ''));
      expect(await interviews(of)).toHaveLength(2);
    }
  });

  test('said to be the first finding again: nothing new', async () => {
    const of = await waiting({ foundAt: FIRST });
    await rings(of, { 'child.1.found.day': '27', 'child.1.found.month': '2', 'child.1.found.year': '2026', 'child.1.found.time': '10:20' });
    expect(await interviews(of)).toEqual([[1, firstDue, false]]);
  });

  test('missing again on the day of a finding: found that evening, it has its own 72 hours', async () => {
    // Found on Wednesday 4 March at 02:00, away again, and found at 09:30: 72 hours end on Saturday 7 March at 09:30.
    const of = await waiting({ indicators: signs('I069') });
    await rings(of, found('4', '02:00'));
    await asSystem(place, '2026-03-04T09:00:00Z', (tx) => addToContact(tx, of.contactId, { key: crypto.randomUUID(), text: 'She is away again.', indicators: { 1: ['I069'] }, immediate: false }));
    expect(await interviews(of)).toEqual([[1, '2026-03-07T02:00:00Z', false], [2, null, false]]);
    await rings(of, found('4', '09:30'));
    expect(await interviews(of)).toEqual([[1, '2026-03-07T02:00:00Z', false], [2, '2026-03-07T09:30:00Z', false]]);
  });

  test('where nobody told of it in between, too; and within the hour it is the finding that is known', async () => {
    const of = await waiting({ foundAt: FIRST });
    const again = (time: string) => rings(of, { 'child.1.found.day': '27', 'child.1.found.month': '2', 'child.1.found.year': '2026', 'child.1.found.time': time });
    await again('11:00');
    expect(await interviews(of)).toHaveLength(1);
    // Found on Friday 27 February at 22:00.
    await again('22:00');
    expect(await interviews(of)).toEqual([[1, firstDue, false], [2, '2026-03-02T22:00:00Z', false]]);
  });

  test('nobody knew that she had come home when the first time was told: a finding before it ends that time', async () => {
    // Told on Monday 2 March at 09:00, home since Saturday 28 February at 22:00: 72 hours end on Tuesday 3 March at 22:00.
    const of = await waiting({ indicators: signs('I069') });
    expect(await interviews(of)).toEqual([[1, null, false]]);
    await rings(of, { 'child.1.found.day': '28', 'child.1.found.month': '2', 'child.1.found.year': '2026', 'child.1.found.time': '22:00' });
    expect(await interviews(of)).toEqual([[1, '2026-03-03T22:00:00Z', false]]);
  });

  test('a time later than the call is a slip, and puts the 72 hours off by nothing', async () => {
    const of = await waiting({ indicators: signs('I069') });
    await rings(of, found('4', '23:30'));
    expect(await interviews(of)).toEqual([[1, '2026-03-07T10:00:00Z', false]]);
  });

  test('the finding of a time that was told of before begins its 72 hours', async () => {
    const of = await waiting({ indicators: signs('I069') });
    expect(await interviews(of)).toEqual([[1, null, false]]);
    await rings(of, found('4', '08:00'));
    expect(await interviews(of)).toEqual([[1, '2026-03-07T08:00:00Z', false]]);
  });

  test('found last night, of a time that was told of before: it waits no longer', async () => {
    const of = await waiting({ indicators: signs('I069') });
    await rings(of, { 'child.1.found.time': 'last night' });
    expect(await interviews(of)).toEqual([[1, '2026-03-07T10:00:00Z', false]]);
    // Away again, while nobody knows when she had been found: another time.
    await adds(of, 'I069');
    expect(await interviews(of)).toEqual([[1, '2026-03-07T10:00:00Z', false], [2, null, false]]);
  });

  test('found last night, away again, and found on Friday: a time of its own, not that of which we were told on Wednesday', async () => {
    const of = await waiting({ indicators: signs('I069') });
    await rings(of, { 'child.1.found.time': 'last night' });
    // Found on Friday 6 March at 22:00, told on Saturday: 72 hours end on Monday 9 March at 22:00.
    await rings(of, found('6', '22:00'), '2026-03-07T09:00:00Z');
    expect(await interviews(of)).toEqual([[1, '2026-03-07T10:00:00Z', false], [2, '2026-03-09T22:00:00Z', false]]);
  });

  test('found last night, and away again: the time of that finding ends not the second time, that of a later one does', async () => {
    const of = await waiting({ indicators: signs('I069') });
    await rings(of, { 'child.1.found.time': 'last night' });
    await adds(of, 'I069');
    // Told on Thursday 5 March: found on Tuesday 3 March at 22:00, 72 hours end on Friday at 22:00; she is still away.
    const first = [1, '2026-03-06T22:00:00Z', false];
    await rings(of, found('3', '22:00'), '2026-03-05T09:00:00Z');
    expect(await interviews(of)).toEqual([first, [2, null, false]]);
    // Told of once more it is the finding that is known, and ends nothing.
    await rings(of, found('3', '22:20'), '2026-03-05T09:30:00Z');
    expect(await interviews(of)).toEqual([first, [2, null, false]]);
    // Found on Thursday, nobody knows at what time: 72 hours end on Sunday 8 March, as it begins.
    await rings(of, found('5', ''), '2026-03-05T20:00:00Z');
    expect(await interviews(of)).toEqual([first, [2, '2026-03-08T00:00:00Z', false]]);
  });

  test('told that she is away, and found that day at nobody knows what time: it is the end of that', async () => {
    const of = await waiting({ indicators: signs('I069') });
    // Monday 2 March, the day on which we were told at 09:00.
    await rings(of, found('2', ''));
    expect(await interviews(of)).toEqual([[1, '2026-03-05T00:00:00Z', false]]);
  });

  test('found, and nobody could say when: the 72 hours run by the time at which we were told; a day alone counts from its start, so that the 72 hours end for nobody too late', async () => {
    const of = await waiting({ indicators: signs('I018') });
    await rings(of, { 'child.1.found.time': 'last night' });
    // Told on Wednesday 4 March at 10:00: found by then, so that the 72 hours end on Saturday at 10:00 at the latest.
    expect(await interviews(of)).toEqual([[1, '2026-03-07T10:00:00Z', false]]);
    await rings(of, { 'child.1.found.time': 'last night' });
    expect(await interviews(of)).toHaveLength(1);
    // Tuesday 3 March: 72 hours end on Friday 6 March, as it begins.
    await rings(of, found('3', ''));
    expect(await interviews(of)).toEqual([[1, '2026-03-06T00:00:00Z', false]]);
  });

  test('a sign that is ticked afterwards: a new time that waits for the finding, and no third while it waits', async () => {
    for (const id of ['I033', 'I069', 'I107']) {
      const of = await waiting({ foundAt: FIRST });
      await done(of);
      await adds(of, id);
      expect(await interviews(of), id).toEqual([[1, firstDue, true], [2, null, false]]);
      await adds(of, id);
      expect(await interviews(of), id).toHaveLength(2);
    }
  });

  test('what says nothing of being missing opens nothing', async () => {
    const of = await waiting({ foundAt: FIRST });
    await done(of);
    await adds(of, 'I018');
    await rings(of, {});
    expect(await interviews(of)).toEqual([[1, firstDue, true]]);
  });

  test('the first time of all is opened by the guide, once', async () => {
    const of = await waiting({ indicators: signs('I018') });
    await rings(of, found('3', '21:30'));
    expect(await interviews(of)).toEqual([[1, '2026-03-06T21:30:00Z', false]]);
  });
});
