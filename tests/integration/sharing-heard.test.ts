/**
 * An objection that was made on a contact before it was joined is heard at the one that it was joined into (safe practice 7.8, 7.16; decision
 * 32: "An objection stands until an agreement says that whoever objected agrees now"). What was agreed there opens nothing here.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { unjoinContact } from '@/lib/contact/verbs/unjoin-contact';
import { closeDatabase } from '@/lib/platform/db';
import { addBar } from '@/lib/restriction/bar-store';
import { addAcquaintance } from '@/lib/restriction/opening-store';
import { fieldsOf } from '@/lib/sharing/right-schema';
import { answerChecks } from '@/lib/sharing/verbs/answer-checks';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { putRightSent } from '@/lib/sharing/verbs/put-right-sent';
import { earlyHelp, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { as, basisOf, childOf, day, gone, joins, outboundOf, pageOf, says, sends, under, waiting, withHead } from './sharing-scene';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Two children of one family; or of another each time. */
const family = (): ReportInput => {
  const [child] = earlyHelp().children ?? [];
  return { ...earlyHelp(), children: [{ ...child, givenName: 'Mila' }, { ...child, givenName: 'Noah', dateOfBirth: '2018-05-01' }] };
};
const only = (report: ReportInput, name: string): ReportInput => ({ ...report, children: (report.children ?? []).filter(({ givenName }) => givenName === name) });
const CLOSED = { ok: false, problem: 'gate_closed' };

/** The same child told of twice, with what was said on the second before it is joined into the first at noon. */
async function joined(before: (first: Case, second: Case) => Promise<unknown>, report: [ReportInput, ReportInput] | null = null): Promise<{ first: Case; second: Case; basisId: string }> {
  const same = earlyHelp();
  const [first, second] = [await waiting(place, report?.[0] ?? same), await waiting(place, report?.[1] ?? same)];
  await before(first, second);
  await joins(second, first, day('12:00'));
  return { first, second, basisId: await basisOf(first) };
}

test('what a parent objected to on the contact that was joined in closes the gate here, and the page says where it was said', async () => {
  const { first, second, basisId } = await joined(async (one, other) => {
    await says(one, 'agree', day('11:00'), { toldWhom: 'Father' });
    await says(other, 'object', day('11:10'), { toldWhom: 'Mother Anwen' });
  });
  expect(await sends(first, basisId)).toEqual(CLOSED);
  await pageOf(second);
  const page = await pageOf(first);
  for (const words of ['Mother Anwen', `href="/contacts/${second.reference}/sharing"`, 'It is heard here, too', 'Nothing goes to another agency yet', 'If they agree: is it they who did not agree before?']) expect(page, words).toContain(words);
});

test('what was agreed there opens nothing here', async () => {
  const { first, basisId } = await joined(async (_one, other) => says(other, 'agree', day('11:00')));
  expect(await sends(first, basisId)).toEqual(CLOSED);
  expect(await pageOf(first)).not.toContain('heard here');
});

test('an agreement here ends it only where it says that whoever objected agrees now, and only after the join', async () => {
  const { first, basisId } = await joined(async (one, other) => {
    await says(other, 'object', day('11:00'));
    await says(one, 'object', day('11:10'), { toldWhom: 'Father' });
    // Of those who had objected on this one: nobody knew here of any other.
    await says(one, 'agree', day('11:30'), { toldWhom: 'Father', objectorsAgree: 'yes' });
  });
  expect(await sends(first, basisId)).toEqual(CLOSED);
  expect((await says(first, 'agree', day('12:10'))).ok, 'it is asked whether it is they').toBe(false);
  expect((await says(first, 'agree', day('12:20'), { objectorsAgree: 'no' })).ok).toBe(true);
  expect(await sends(first, basisId)).toEqual(CLOSED);
  expect((await says(first, 'agree', day('12:30'), { objectorsAgree: 'yes' })).ok).toBe(true);
  expect((await sends(first, basisId)).ok).toBe(true);
  expect(await pageOf(first), 'it is history').not.toContain('heard here');
});

test('an objection that was ended there before the join is none', async () => {
  const { first, basisId } = await joined(async (one, other) => {
    await says(one, 'agree', day('11:00'));
    await says(other, 'object', day('11:00'));
    await says(other, 'agree', day('11:30'), { objectorsAgree: 'yes' });
  });
  expect((await sends(first, basisId)).ok).toBe(true);
});

test('a manager who agreed before the join knew nothing of it, and is asked again; one who agrees after it did', async () => {
  const asksManager = async (of: Case, asked: string, answered: string) => {
    const request = await as(place.people.worker, async (tx) => askForChecks(tx, of.contactId, under('checks', { person: 'all', agencies: 'Market Street Surgery', question: 'Seen?', reason: 'RISK', why: 'She may be hurt.' })), asked);
    if (!request.ok) throw new Error(request.problem);
    const { requestId } = request.value;
    const answer = await as(place.people.manager, async (tx) => answerChecks(tx, place.people.manager, of.contactId, { requestId, fields: under('answer', { verdict: 'agreed', comment: 'It cannot wait.' }) }), answered);
    expect(answer.ok).toBe(true);
    return requestId;
  };
  let before = '';
  const { first, basisId } = await joined(async (one, other) => {
    await says(other, 'object', day('11:00'));
    before = await asksManager(one, day('11:10'), day('11:20'));
  });
  expect(await sends(first, basisId, { under: before })).toEqual(CLOSED);
  const after = await asksManager(first, day('12:10'), day('12:20'));
  expect((await sends(first, basisId, { under: after })).ok).toBe(true);
});

test('it is heard of the child of whom it was said, of a sister only where all were meant, and of no child whom that contact did not name', async () => {
  const report = family();
  const ofOne = await joined(async (one, other) => {
    await says(one, 'agree', day('11:00'));
    await says(other, 'object', day('11:10'), { person: await childOf(other, 'Mila') });
  }, [report, report]);
  const [mila, noah] = [await childOf(ofOne.first, 'Mila'), await childOf(ofOne.first, 'Noah')];
  expect(await sends(ofOne.first, ofOne.basisId, { person: mila })).toEqual(CLOSED);
  expect(await sends(ofOne.first, ofOne.basisId)).toEqual(CLOSED);
  expect((await sends(ofOne.first, ofOne.basisId, { person: noah })).ok).toBe(true);

  const other = family();
  const ofAll = await joined(async (one, joining) => {
    await says(one, 'agree', day('11:00'));
    await says(joining, 'object', day('11:10'));
  }, [other, only(other, 'Noah')]);
  expect(await sends(ofAll.first, ofAll.basisId, { person: await childOf(ofAll.first, 'Noah') })).toEqual(CLOSED);
  expect((await sends(ofAll.first, ofAll.basisId, { person: await childOf(ofAll.first, 'Mila') })).ok).toBe(true);
});

test('through a join within a join; a join that is undone takes it back', async () => {
  const report = earlyHelp();
  const [first, second, third] = [await waiting(place, report), await waiting(place, report), await waiting(place, report)];
  await says(first, 'agree', day('10:50'));
  await says(third, 'object', day('11:00'));
  await joins(third, second, day('11:30'));
  await joins(second, first, day('12:00'));
  const basisId = await basisOf(first);
  expect(await sends(first, basisId)).toEqual(CLOSED);
  const undone = await withHead(second, place.people.manager, day('12:30'), async (tx, head) => unjoinContact(tx, place.people.manager, head, { reason: 'Another boy.', joinedAt: day('12:00') }));
  expect(undone.ok).toBe(true);
  expect((await sends(first, basisId)).ok).toBe(true);
});

test('what went before the join goes by what had been said here; what went after it by both', async () => {
  const { first, basisId } = await joined(async (one, other) => {
    await says(one, 'agree', day('11:00'));
    await says(other, 'object', day('11:10'));
  });
  for (const time of ['11:40', '12:40']) expect((await sends(first, basisId, { ...gone(time), words: `Late ${time}` })).ok).toBe(true);
  expect((await outboundOf(first)).map(({ words, ground }) => [words, ground]).sort()).toEqual([['Late 11:40', 'told_and_agreed'], ['Late 12:40', 'none']]);
});

test('nor does what is put right: a time after the join stands without ground as it did', async () => {
  const { first, basisId } = await joined(async (one, other) => {
    await says(one, 'agree', day('11:00'));
    await says(other, 'object', day('11:10'));
  });
  for (const time of ['11:40', '12:40']) expect((await sends(first, basisId, { ...gone(time), words: `Late ${time}` })).ok).toBe(true);
  for (const [was, time] of [['12:40', '12:41'], ['11:40', '12:50']] as const) {
    const fact = (await outboundOf(first)).find(({ words }) => words === `Late ${was}`);
    if (fact === undefined) throw new Error('it was recorded');
    const right = { ...fieldsOf(fact), ...under('right', { what: 'different', why: 'My watch was slow.', last: '', time }) };
    expect(await as(place.people.worker, async (tx) => putRightSent(tx, place.people.worker, first.contactId, fact.id, right), day('13:30'))).toEqual({ ok: true, value: null });
  }
  expect((await outboundOf(first)).map(({ words, ground }) => [words, ground]).sort()).toEqual([['Late 11:40', 'none'], ['Late 12:40', 'none']]);
});

test('whoever may not open what was joined in is bound by it all the same, and reads none of its words', async () => {
  const { first, second, basisId } = await joined(async (one, other) => {
    await says(one, 'agree', day('11:00'));
    await says(other, 'object', day('11:10'), { toldWhom: 'Mother Anwen' });
  });
  const { worker } = place.people;
  await asSystem(place, day('12:10'), async (tx) => addAcquaintance(tx, second.contactId, worker.actorId, ['own_name']));
  const matched = await pageOf(first);
  expect(matched).toContain('heard here');
  expect(matched).not.toContain('Mother Anwen');
  await asSystem(place, day('12:20'), async (tx) => addBar(tx, { contactId: second.contactId, accountId: worker.actorId, ground: 'declared', reason: 'Her neighbour.' }));
  expect(await sends(first, basisId)).toEqual(CLOSED);
  const barred = await pageOf(first);
  expect(barred).toContain('heard here');
  for (const words of ['Mother Anwen', second.reference]) expect(barred).not.toContain(words);
});
