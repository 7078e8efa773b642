import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { addEvent } from '@/lib/contact/event-store';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { readContact, readProposal } from '@/lib/contact/store';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { progressOf } from '@/lib/letter/progress';
import { myContacts, readProgress } from '@/lib/letter/progress-store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { recordNotTold } from '@/lib/letter/verbs/record-not-told';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { openDrafts } from '@/lib/platform/draft/store';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { canaryReport, decideFor, recordFrom, type Scene } from './letter-scene';
import { makePlace, type Place } from './people';
import { postForm } from './report-scene';
import { asSystem, queueRow } from './waiting';

const RECEIVED = '2026-03-02T09:00:00Z';
const LATER = '2026-03-02T12:00:00Z';
const ADDED = '2026-03-02T14:00:00Z';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at: string) => withActor(person, work, { at: Temporal.Instant.from(at) });

const nothing = { text: 'She came again today.', indicators: {}, immediate: false };
const add = (scene: Scene, given: Partial<Parameters<typeof addToContact>[2]> = {}, person = place.people.teacher, at = ADDED) =>
  as(person, (tx) => addToContact(tx, scene.contactId, { key: newId(), ...nothing, ...given }), at);

async function decidedAndTold(scene: Scene): Promise<void> {
  const { worker } = place.people;
  const decisionId = await asSystem(place, '2026-03-02T11:00:00Z', (tx) => decideFor(tx, scene.contactId, { by: worker.actorId, level: 2, route: 'EH_SINGLE' }));
  await as(worker, async (tx) => {
    const letterId = (await writeOutcomeLetter(tx, decisionId)) ?? '';
    await previewLetter(tx, worker, scene.contactId, letterId);
    expect((await sendLetter(tx, worker, { contactId: scene.contactId, letterId })).ok).toBe(true);
  }, LATER);
}

describe('adding to a contact', () => {
  test('a high-risk sign raises the proposal to 4 on all facts; it is unread again; the earlier clock stays', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    await as(place.people.worker, (tx) => addEvent(tx, scene.contactId, 'read'), '2026-03-02T10:00:00Z');
    const before = await asSystem(place, LATER, (tx) => readProposal(tx, scene.contactId));
    expect(await add(scene, { indicators: { '1': ['I109'] } })).toEqual({ ok: true, value: { added: true, urgent: true, hidden: [] } });
    const after = await asSystem(place, ADDED, (tx) => readProposal(tx, scene.contactId));
    expect([before?.version, after?.version]).toEqual([1, 2]);
    expect(after?.level).toBe(4);
    expect(after?.input.children[0]?.indicators).toMatchObject({ I018: 'present', I109: 'present' });
    const row = await queueRow(place, scene.contactId);
    expect(row).toMatchObject({ level: 4, readAt: null, state: 'received' });
    // Received Monday 2 March 09:00: 24 hours end on Tuesday at 09:00, before the addition's own and before 17:00.
    expect(row?.nextDueAt?.toISOString()).toBe('2026-03-03T09:00:00.000Z');
  });

  test('after a decision it opens the contact again under its own clocks, with the duty to decide again', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    await decidedAndTold(scene);
    expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told', nextDueAt: null });
    await add(scene);
    const row = await queueRow(place, scene.contactId);
    expect(row).toMatchObject({ state: 'received' });
    // Added Monday 2 March 14:00: 24 hours end on Tuesday at 14:00, before the working day does at 17:00.
    expect(row?.nextDueAt?.toISOString()).toBe('2026-03-03T14:00:00.000Z');
    const duty = await asSystem(place, ADDED, (tx) => tx.db.duty.findFirstOrThrow({ where: { contactId: scene.contactId, code: 'DECIDE_AGAIN' } }));
    expect(duty.dueAt?.toISOString()).toBe('2026-03-03T14:00:00.000Z');
    expect(await as(place.people.worker, (tx) => closeContact(tx, place.people.worker, scene.contactId), '2026-03-02T15:00:00Z')).toEqual({ ok: false, problem: 'decide_again' });
  });

  test('danger now goes to the top', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    await add(scene, { text: '', immediate: true });
    expect(await queueRow(place, scene.contactId)).toMatchObject({ immediate: true, riskRank: 0, level: 4, route: 'IMMEDIATE' });
  });

  test('twenty of the same at once are one; other words under the same key are refused and the first kept', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    const key = newId();
    const results = await Promise.all(Array.from({ length: 20 }, () => add(scene, { key })));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(results.filter((result) => result.ok && result.value.added)).toHaveLength(1);
    expect(await add(scene, { key, text: 'Something else.' })).toEqual({ ok: false, problem: 'same_key_other_content' });
    const kept = await as(place.people.teacher, (tx) => additionsOf(tx, scene.contactId), ADDED);
    expect(kept.map(({ text, at }) => [text, at.toString()])).toEqual([['She came again today.', ADDED]]);
    expect((await asSystem(place, ADDED, (tx) => readProposal(tx, scene.contactId)))?.version).toBe(2);
  });

  test('words are kept exactly; nothing said, and too much, are answered', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    const text = '  «Мама» سلام 👩‍👧\n\n   said  twice ';
    await add(scene, { text });
    expect((await as(place.people.worker, (tx) => additionsOf(tx, scene.contactId), ADDED)).map((each) => each.text)).toEqual([text]);
    expect(await add(scene, { text: ' \n ' })).toEqual({ ok: false, problem: 'nothing_said' });
    expect(await add(scene, { text: '👩'.repeat(20_000) })).toMatchObject({ ok: true });
    expect(await add(scene, { text: 'a'.repeat(20_001) })).toEqual({ ok: false, problem: 'too_long' });
  });

  test('nothing is added to a contact that is closed', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    await decidedAndTold(scene);
    await as(place.people.worker, (tx) => closeContact(tx, place.people.worker, scene.contactId), '2026-03-02T13:00:00Z');
    expect(await add(scene)).toEqual({ ok: false, problem: 'closed' });
    expect(await as(place.people.teacher, (tx) => additionsOf(tx, scene.contactId), ADDED)).toEqual([]);
  });
});

describe('answering a question', () => {
  async function asked(): Promise<{ scene: Scene; questionId: string }> {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    const questionId = newId();
    await asSystem(place, LATER, (tx) => tx.db.question.create({ data: { authorityId: place.id, id: questionId, contactId: scene.contactId, askedAt: new Date(LATER), askedBy: place.people.worker.actorId, text: 'Who collects her?' } }));
    return { scene, questionId };
  }
  const answer = (scene: Scene, questionId: string, words: string) => as(place.people.teacher, (tx) => answerQuestion(tx, scene.contactId, { questionId, answer: words }), ADDED);

  test('once, word for word; the same again is no quarrel, other words are', async () => {
    const { scene, questionId } = await asked();
    expect(await answer(scene, questionId, ' ')).toEqual({ ok: false, problem: 'nothing_said' });
    expect(await answer(scene, questionId, ' Her gran,\n on foot. ')).toEqual({ ok: true, value: null });
    expect(await answer(scene, questionId, ' Her gran,\n on foot. ')).toEqual({ ok: true, value: null });
    expect(await answer(scene, questionId, 'Nobody.')).toEqual({ ok: false, problem: 'answered_already' });
    expect(await asSystem(place, ADDED, (tx) => tx.db.question.findFirstOrThrow({ where: { id: questionId } }))).toMatchObject({ answer: ' Her gran,\n on foot. ', answeredBy: place.people.teacher.actorId });
    expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'received' });
  });

  const posts = async (scene: Scene, typed: Record<string, string>) => (await postForm(place.people.teacher, 'my/contacts/[reference]/answer', { reference: scene.reference }, typed)).to;
  const added = async (scene: Scene) => as(place.people.worker, (tx) => additionsOf(tx, scene.contactId), ADDED);
  const TOP = { immediate: true, riskRank: 0, level: 4, readAt: null };

  test('danger now goes to the top of the queue at once; the words stand once, as the answer; twice is once (domain 7.1)', async () => {
    const { scene, questionId } = await asked();
    const words = 'He is here now, she is hiding.';
    for (const _ of [1, 2]) expect(await posts(scene, { question: questionId, answer: words, immediate: 'yes' })).toBe(`/my/contacts/${scene.reference}?done=danger`);
    expect(await asSystem(place, ADDED, (tx) => tx.db.question.findFirstOrThrow({ where: { id: questionId } }))).toMatchObject({ answer: words });
    expect(await added(scene)).toMatchObject([{ immediate: true, by: place.people.teacher.actorId }]);
    expect(JSON.stringify(await added(scene))).not.toContain(words);
    expect(await queueRow(place, scene.contactId)).toMatchObject(TOP);
  });

  test('danger now waits for no answer, and goes with other words than were answered before', async () => {
    const { scene, questionId } = await asked();
    await posts(scene, { question: questionId, answer: ' ', immediate: 'yes' });
    expect(await added(scene)).toMatchObject([{ immediate: true, text: '' }]);
    expect(await asSystem(place, ADDED, (tx) => tx.db.question.findFirstOrThrow({ where: { id: questionId } }))).toMatchObject({ answeredAt: null });
    await posts(scene, { question: questionId, answer: 'Her gran.' });
    expect(await posts(scene, { question: questionId, answer: 'He is at the gate.', immediate: 'yes' })).toContain('done=danger');
    expect((await added(scene)).map(({ immediate, text }) => [immediate, text])).toEqual([[true, ''], [true, 'He is at the gate.']]);
    expect(await queueRow(place, scene.contactId)).toMatchObject(TOP);
  });

  test('danger now, of a contact that has ended, begins a new one at the top of the queue', async () => {
    const { scene, questionId } = await asked();
    await decidedAndTold(scene);
    await as(place.people.worker, (tx) => closeContact(tx, place.people.worker, scene.contactId), '2026-03-02T13:00:00Z');
    expect(await posts(scene, { question: questionId, answer: 'He is here now.', immediate: 'yes' })).toMatch(/^\/my\/contacts\/[A-Z0-9-]+\?done=again_urgent$/);
    const next = await asSystem(place, ADDED, (tx) => tx.db.contact.findFirstOrThrow({ where: { followsId: scene.contactId } }));
    expect(await queueRow(place, next.id)).toMatchObject(TOP);
  });

  test('of a contact that was finished meanwhile is kept, once, and begins a new one with the question, which nobody has read', async () => {
    const { scene, questionId } = await asked();
    const { teacher, worker } = place.people;
    await decidedAndTold(scene);
    await as(worker, (tx) => closeContact(tx, worker, scene.contactId), '2026-03-02T13:00:00Z');
    const sends = (words: string) => posts(scene, { question: questionId, answer: words });
    const shown = async () => {
      const page = await askPage('../../app/my/contacts/[reference]/page.tsx', teacher, { reference: scene.reference });
      return page.kind === 'shown' ? page.html() : page.kind;
    };
    // Whoever opens the message after the end finds room for the answer, and reads what becomes of it.
    const before = await shown();
    expect([before.includes(`action="/my/contacts/${scene.reference}/answer"`), before.includes('it begins a new report with the question')]).toEqual([true, true]);
    expect(await sends(' Her gran,\n on foot. ')).toMatch(/^\/my\/contacts\/[A-Z0-9-]+\?done=again$/);
    expect(await asSystem(place, ADDED, (tx) => tx.db.question.findFirstOrThrow({ where: { id: questionId } }))).toMatchObject({ answer: ' Her gran,\n on foot. ', answeredBy: teacher.actorId });
    const follows = () => asSystem(place, ADDED, (tx) => tx.db.contact.findMany({ where: { followsId: scene.contactId } }));
    const [fresh] = await follows();
    expect(fresh).toMatchObject({ referrerId: teacher.actorId });
    expect((await as(worker, (tx) => readContact(tx, fresh?.id ?? ''), ADDED))?.report.incident.what).toBe('Who collects her?\n\n Her gran,\n on foot. ');
    expect(await queueRow(place, fresh?.id ?? '')).toMatchObject({ state: 'received', readAt: null });
    expect((await as(worker, (tx) => readWorkspace(tx, fresh?.id ?? ''), ADDED)).earlier.map(({ reference }) => reference)).toContain(scene.reference);
    expect([(await shown()).includes(`action="/my/contacts/${scene.reference}/answer"`), (await shown()).includes('on foot.')]).toEqual([false, true]);
    // What was typed waits in no draft, and the same again makes nothing new.
    expect(await as(teacher, (tx) => openDrafts(tx, 'answer', scene.contactId), ADDED)).toEqual([]);
    await sends(' Her gran,\n on foot. ');
    expect(await follows()).toHaveLength(1);
    expect(await sends('Nobody.')).toContain('answer=answered_already');
  });

  test('a question of another contact is not there', async () => {
    const [one, other] = [await asked(), await asked()];
    expect(await answer(one.scene, other.questionId, 'Her gran.')).toEqual({ ok: false, problem: 'missing' });
  });
});

/** Safe practice 5 and 8: a letter says how to challenge; whoever is signed in can do it there, too, and a manager owes an answer. */
describe('saying that one does not agree', () => {
  const sends = async ({ reference }: Pick<Scene, 'reference'>, typed: Record<string, string>) => (await postForm(place.people.teacher, 'my/contacts/[reference]/add', { reference }, { key: newId(), ...typed })).to;
  const challenges = (contactId: string) => asSystem(place, ADDED, (tx) => tx.db.duty.findMany({ where: { contactId, code: 'ANSWER_CHALLENGE' }, select: { ownerRole: true, ownerId: true } }));
  const WORDS = 'Early help is not enough: she was hurt again.';

  test('a manager answers it, once for its words; it is decided again as well, and a plain addition owes no such answer', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    await decidedAndTold(scene);
    expect(await sends(scene, { text: 'She came again today.' })).toBe(`/my/contacts/${scene.reference}?done=added`);
    expect(await sends(scene, { text: ' ', act: 'challenge' })).toContain('add=nothing_said');
    expect(await challenges(scene.contactId)).toEqual([]);
    const key = newId();
    for (const _ of [1, 2]) expect(await sends(scene, { key, text: WORDS, act: 'challenge' })).toBe(`/my/contacts/${scene.reference}?done=challenged`);
    expect(await challenges(scene.contactId)).toEqual([{ ownerRole: 'manager', ownerId: null }]);
    expect(await asSystem(place, ADDED, (tx) => tx.db.contactEvent.count({ where: { contactId: scene.contactId, kind: 'challenged' } }))).toBe(1);
    expect(await asSystem(place, ADDED, (tx) => tx.db.duty.count({ where: { contactId: scene.contactId, code: 'DECIDE_AGAIN', open: true } }))).toBe(1);
    const page = await askPage('../../app/my/contacts/[reference]/page.tsx', place.people.teacher, { reference: scene.reference }, { done: 'challenged' });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    for (const words of ['Send it as a challenge', 'A manager answers a challenge within one working day']) expect(html).toContain(words);
  });

  test('danger ticked beside an empty challenge is taken all the same; words that had gone as an addition are answered once they are one', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    expect(await sends(scene, { text: '', act: 'challenge', immediate: 'yes' })).toBe(`/my/contacts/${scene.reference}?done=danger`);
    expect(await asSystem(place, ADDED, (tx) => tx.db.addition.findMany({ where: { contactId: scene.contactId }, select: { immediate: true } }))).toEqual([{ immediate: true }]);
    const key = newId();
    expect(await sends(scene, { key, text: WORDS })).toContain('?done=');
    expect(await challenges(scene.contactId)).toEqual([]);
    expect(await sends(scene, { key, text: WORDS, act: 'challenge' })).toMatch(/\?done=challenged/);
    expect(await challenges(scene.contactId)).toEqual([{ ownerRole: 'manager', ownerId: null }]);
  });

  test('of a contact that is finished it begins a new one, whose challenge a manager answers', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    await decidedAndTold(scene);
    await as(place.people.worker, (tx) => closeContact(tx, place.people.worker, scene.contactId), '2026-03-02T13:00:00Z');
    expect(await sends(scene, { text: WORDS, act: 'challenge' })).toMatch(/^\/my\/contacts\/[A-Z0-9-]+\?done=challenged_again$/);
    const next = await asSystem(place, ADDED, (tx) => tx.db.contact.findFirstOrThrow({ where: { followsId: scene.contactId } }));
    expect([await challenges(scene.contactId), await challenges(next.id)]).toEqual([[], [{ ownerRole: 'manager', ownerId: null }]]);
  });
});

describe('the list', () => {
  test('a lead sees the agency’s contacts, but not past the agency and not about a colleague; a teacher their own', async () => {
    const own = await makePlace();
    const { teacher, otherTeacher, lead } = own.people;
    const open = await recordFrom(own, teacher, RECEIVED);
    const past = await recordFrom(own, teacher, RECEIVED, canaryReport({ reporter: { leadKnows: 'past_lead' } }));
    const colleague = await recordFrom(own, teacher, RECEIVED, canaryReport({ reporter: { aboutColleague: 'yes' } }));
    const list = async (person: Person) => (await as(person, (tx) => myContacts(tx, ''), LATER)).contacts;
    const references = async (person: Person) => (await list(person)).map(({ reference }) => reference).sort();
    expect(await references(teacher)).toEqual([open, past, colleague].map(({ reference }) => reference).sort());
    expect(await references(lead)).toEqual([open.reference]);
    expect(await references(otherTeacher)).toEqual([]);
    const [shown] = await list(lead);
    expect(shown).toMatchObject({ childrenLine: '1 child, 6', referrerName: 'Bryony Castle', mine: false });
    expect(JSON.stringify(await list(teacher))).not.toContain('Mirela');
  });

  test('pages follow each other without a gap or a repeat', async () => {
    const own = await makePlace();
    const { teacher } = own.people;
    const sent: string[] = [];
    for (let minute = 0; minute < 27; minute += 1) sent.push((await recordFrom(own, teacher, `2026-03-02T09:${String(minute).padStart(2, '0')}:00Z`)).reference);
    const first = await as(teacher, (tx) => myContacts(tx, ''), LATER);
    const second = await as(teacher, (tx) => myContacts(tx, first.next ?? ''), LATER);
    expect([first.contacts.length, second.contacts.length, second.next]).toEqual([25, 2, null]);
    expect([...first.contacts, ...second.contacts].map(({ reference }) => reference)).toEqual(sent.reverse());
  });

  test('how far it is: received, read, decided, written; and nothing of a decision that is kept from its referrer', async () => {
    const { teacher, worker } = place.people;
    const progress = async (scene: Scene) => {
      const facts = (await as(teacher, (tx) => readProgress(tx, [scene.contactId]), LATER)).get(scene.contactId);
      if (facts === undefined) throw new Error('not there');
      return progressOf(facts, Temporal.Instant.from(LATER));
    };
    const scene = await recordFrom(place, teacher, RECEIVED);
    expect((await progress(scene)).words).toBe('We have it. A person has not read it yet.');
    await decidedAndTold(scene);
    expect((await progress(scene)).steps.map(({ at }) => at?.toString() ?? null)).toEqual([RECEIVED, null, '2026-03-02T11:00:00Z', LATER]);

    const kept = await recordFrom(place, teacher, RECEIVED);
    const decisionId = await asSystem(place, '2026-03-02T11:00:00Z', (tx) => decideFor(tx, kept.contactId, { by: worker.actorId, level: 4, route: 'STRATEGY' }));
    await as(worker, async (tx) => {
      await writeOutcomeLetter(tx, decisionId);
      expect(await recordNotTold(tx, place.people.worker, { contactId: kept.contactId }, { ground: 'would_prejudice_investigation', reason: 'The police asked.' })).toMatchObject({ ok: true });
    }, LATER);
    const said = await progress(kept);
    expect(said.steps).toHaveLength(2);
    expect(said.words).not.toMatch(/decision|written/);
  });
});
