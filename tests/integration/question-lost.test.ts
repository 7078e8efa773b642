/** A question of which no e-mail can tell: somebody rings, and nobody waits in vain (safe practice 7.20; architecture, decision 7). Monday 2 March 2026. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import type { ContactHead } from '@/lib/contact/head';
import { cameInUnread } from '@/lib/contact/queue/queue-store';
import { findContact } from '@/lib/contact/store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { recordAnswer } from '@/lib/contact/verbs/record-answer';
import { readDecisionContact } from '@/lib/decision/store';
import { findOpenDuty } from '@/lib/duty/store';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { writeQuestionLetter } from '@/lib/letter/verbs/write-question-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { QUEUE_OPTIONS } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

test('the contact is marked and the one who asked reads to ring them, until the question is read or answered', async () => {
  const { worker, teacher } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
  await knowNobody(place, of.contactId);
  await claims(of, worker, '2026-03-02T09:10:00Z');
  const letterId = await withActor(worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    const asked = head === null ? null : await askReferrer(tx, head, 'Who fetches him from school?');
    return asked?.ok === true ? ((await writeQuestionLetter(tx, worker, of.contactId, asked.value.questionId)) ?? '') : '';
  }, at('2026-03-02T09:20:00Z'));
  const { id: messageId } = await asSystem(place, '2026-03-02T09:21:00Z', async (tx) => tx.db.message.findFirstOrThrow({ where: { letterId } }));
  const refuse = async () => Promise.reject(new Error('550'));
  for (let tries = 0; tries < QUEUE_OPTIONS.retryLimit; tries += 1) await expect(deliverMessage({ authorityId: place.id, messageId }, refuse)).rejects.toThrow('550');
  expect(await queueRow(place, of.contactId), 'while it is tried').toMatchObject({ state: 'waiting_for_referrer', marks: [] });
  await expect(deliverMessage({ authorityId: place.id, messageId }, refuse)).rejects.toThrow('550');
  expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'waiting_for_referrer', marks: ['question_not_delivered'] });
  const shown = async () => {
    const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  expect(await shown()).toContain('No e-mail could tell them of it. Ring them');

  await withActor(teacher, async (tx) => openLetter(tx, of.contactId, letterId));
  expect(await queueRow(place, of.contactId)).toMatchObject({ marks: [] });
  expect(await shown()).not.toContain('No e-mail could tell them of it');
});

/** Asked at 9:20 and decided at 9:40, with the question outstanding. */
async function askedAndDecided(): Promise<{ of: Case; questionId: string }> {
  const { worker } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
  await knowNobody(place, of.contactId);
  await claims(of, worker, '2026-03-02T09:10:00Z');
  const asked = await on(of, worker, '2026-03-02T09:20:00Z', async (tx, head) => askReferrer(tx, head, 'Who fetches him from school?'));
  if (!asked.ok) throw new Error(asked.problem);
  await decides(of, worker, 'EH_SINGLE', '2026-03-02T09:40:00Z', { withoutReason: 'Help can begin; who fetches him changes nothing of it.' });
  return { of, questionId: asked.value.questionId };
}

const on = async <T>(of: Case, person: Person, when: string, work: (tx: Tx, head: ContactHead) => Promise<T>): Promise<T> =>
  withActor(person, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('it is there');
    return work(tx, head);
  }, at(when));
const outstanding = async (of: Case) => withActor(place.people.manager, async (tx) => (await readDecisionContact(tx, of.contactId)).outstanding.map(({ what }) => what));
const decidedAgain = async (of: Case) => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => (await findOpenDuty(tx, of.contactId, 'DECIDE_AGAIN')) !== null);

test('what they answer on the telephone is their answer: nobody rings again, it is outstanding no more, and what was decided is decided again', async () => {
  const { worker, teacher } = place.people;
  const { of, questionId } = await askedAndDecided();
  const told = (answer: string, when: string, more: { immediate?: boolean; questionId?: string } = {}) => on(of, worker, when, async (tx, head) => recordAnswer(tx, head, { questionId, answer, ...more }));
  const pages = async () => {
    const [ours, theirs] = [await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference }), await askPage('../../app/my/contacts/[reference]/page.tsx', teacher, { reference: of.reference })];
    return [ours.kind === 'shown' ? await ours.html() : '', theirs.kind === 'shown' ? await theirs.html() : ''] as const;
  };
  const [before, asks] = await pages();
  expect([before.includes(`action="/contacts/${of.reference}/answered"`), asks.includes('Send the answer')]).toEqual([true, true]);
  expect(await outstanding(of)).toEqual(['The referrer: Who fetches him from school?']);
  expect([await told(' ', '2026-03-02T10:00:00Z'), await told('His gran.', '2026-03-02T10:00:00Z', { questionId: newId() })]).toEqual([{ ok: false, problem: 'text_missing' }, { ok: false, problem: 'no_question' }]);
  expect(await decidedAgain(of)).toBe(false);

  expect(await told('His gran, on foot.', '2026-03-02T10:00:00Z')).toEqual({ ok: true, value: null });
  const kept = await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => tx.db.question.findFirstOrThrow({ where: { id: questionId } }));
  expect(kept).toMatchObject({ answer: 'His gran, on foot.', byTelephone: true, answeredBy: worker.actorId, answeredAt: new Date('2026-03-02T10:00:00Z') });
  // Twice is once; what they first said stays.
  expect([await told('His gran, on foot.', '2026-03-02T10:01:00Z'), await told('Nobody.', '2026-03-02T10:01:00Z')]).toEqual([{ ok: true, value: null }, { ok: false, problem: 'answered_already' }]);
  expect([await outstanding(of), await decidedAgain(of)]).toEqual([[], true]);
  // Unread for everyone again (safe practice 8): one who had read everything has not read this.
  expect(await on(of, worker, '2026-03-02T10:02:00Z', async (tx) => (await cameInUnread(tx, of.contactId))?.toString())).toBe('2026-03-02T10:00:00Z');
  const [ours, theirs] = await pages();
  expect([ours.includes(`action="/contacts/${of.reference}/answered"`), theirs.includes('Send the answer')]).toEqual([false, false]);
  expect(ours).toContain(`written down by <bdi>${worker.name}</bdi>`);
  expect(theirs).toContain('Answered by telephone');
});

test('whoever wrote it down has not read it for the one who decides: it stays new however often they look', async () => {
  const { worker, otherWorker } = place.people;
  const { of, questionId } = await askedAndDecided();
  const looks = async (person: Person, search: Record<string, string> = {}) => askPage('../../app/contacts/[reference]/page.tsx', person, { reference: of.reference }, search);
  const cameIn = async () => on(of, worker, '2026-03-31T00:00:00Z', async (tx) => (await cameInUnread(tx, of.contactId))?.toString() ?? null);
  await looks(worker);
  expect(await cameIn()).toBeNull();
  expect(await on(of, otherWorker, now().toString(), async (tx, head) => recordAnswer(tx, head, { questionId, answer: 'The stepfather is back.' }))).toMatchObject({ ok: true });
  for (const search of [{ done: 'answered' }, {}]) expect((await looks(otherWorker, search)).kind).toBe('shown');
  expect(await cameIn()).not.toBeNull();
  await looks(worker);
  expect(await cameIn()).toBeNull();
});

test('danger that they tell of on the telephone is danger now, with or without an answer', async () => {
  const { of, questionId } = await askedAndDecided();
  expect(await on(of, place.people.worker, '2026-03-02T10:00:00Z', async (tx, head) => recordAnswer(tx, head, { questionId, answer: '', immediate: true }))).toEqual({ ok: true, value: null });
  expect(await queueRow(place, of.contactId)).toMatchObject({ immediate: true, riskRank: 0 });
  expect(await outstanding(of)).toHaveLength(1);
});
