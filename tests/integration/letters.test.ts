import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { recordNotTold } from '@/lib/letter/verbs/record-not-told';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { writeQuestionLetter } from '@/lib/letter/verbs/write-question-letter';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { letterPdf } from '@/lib/letter/pdf';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { keyOfPerson, lettersOf, readLetter } from '@/lib/letter/store';
import { saidOfReaching } from '@/lib/letter/way-store';
import { wordsOfLetter } from '@/lib/letter/model';
import { findContact } from '@/lib/contact/store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { speaksOfPregnancy } from '@/lib/people/unborn';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { CANARIES, DECIDED, LATER, RECEIVED, canaryReport, decideFor, recordFrom, type Scene } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = LATER) => withActor(person, work, { at: Temporal.Instant.from(at) });
const worker = () => place.people.worker;

async function decided(scene: Scene, more: Partial<Parameters<typeof decideFor>[2]> = {}, at = DECIDED): Promise<string> {
  return asSystem(place, at, (tx) => decideFor(tx, scene.contactId, { by: worker().actorId, level: 3, route: 'CIN_ASSESS', ...more }));
}

const write = (decisionId: string) => as(worker(), (tx) => writeOutcomeLetter(tx, decisionId));
const preview = (scene: Scene, letterId: string) => as(worker(), (tx) => previewLetter(tx, worker(), scene.contactId, letterId));
const send = (scene: Scene, letterId: string, person = worker()) => as(person, (tx) => sendLetter(tx, person, { contactId: scene.contactId, letterId }));

async function written(more: Partial<Parameters<typeof decideFor>[2]> = {}, from: Person | null = place.people.teacher): Promise<{ scene: Scene; decisionId: string; letterId: string }> {
  const scene = await recordFrom(place, from, RECEIVED);
  const decisionId = await decided(scene, more);
  const letterId = await write(decisionId);
  if (letterId === null) throw new Error('no letter');
  return { scene, decisionId, letterId };
}

async function headOf(tx: Tx, { reference }: Scene) {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('the contact is there');
  return head;
}

describe('what a letter gives away', () => {
  test('a professional reads the decision on the child they reported, and nothing of anybody else’s', async () => {
    const { scene, letterId } = await written();
    const letter = await as(worker(), (tx) => readLetter(tx, scene.contactId, letterId));
    const said = JSON.stringify(letter?.text);
    expect(said).toContain('Mirela: Level 3, Child in need. Social work assessment.');
    for (const canary of Object.values(CANARIES)) expect(said).not.toContain(canary);
  });

  test('another referrer of the same child is in neither’s letter', async () => {
    const theirs = await recordFrom(place, place.people.officer, '2026-03-01T09:00:00Z');
    const { scene, letterId } = await written();
    const said = JSON.stringify(await as(worker(), async (tx) => (await readLetter(tx, scene.contactId, letterId))?.text));
    for (const kept of [theirs.reference, place.people.officer.name, place.agencies.police.name, 'police', 'earlier contact', 'in 12 months']) expect(said.toLowerCase()).not.toContain(kept.toLowerCase());
  });

  test('by post it names nobody but its reader', async () => {
    const { scene, letterId } = await written({}, null);
    const letter = await as(worker(), (tx) => readLetter(tx, scene.contactId, letterId));
    expect(letter?.recipient).toMatchObject({ key: 'post:1', accountId: null, name: 'Ottoline Pryce' });
    expect(JSON.stringify(letter?.text)).not.toContain('Mirela');
  });

  /** Safe practice 12: whoever reported a pregnancy reads of it signed in; an envelope may be opened by anybody. */
  test('a pregnancy stands in the letter to whoever reported it, and in none by post', async () => {
    const report = canaryReport({ children: [{ unborn: true, pregnancyKnown: 'mother_only', indicators: { I084: 'present', I040: 'present' } }] });
    const wordsTo = async (from: Person | null) => {
      const scene = await recordFrom(place, from, RECEIVED, report);
      const letterId = await write(await decided(scene));
      const letter = await as(worker(), (tx) => readLetter(tx, scene.contactId, letterId ?? ''));
      if (letter === null) throw new Error('no letter');
      return wordsOfLetter(letter.text);
    };
    expect(await wordsTo(place.people.teacher)).toContain('The unborn baby: Level 3');
    const posted = await wordsTo(null);
    expect(posted.length).toBeGreaterThan(100);
    expect(speaksOfPregnancy(posted)).toBe(false);
  });

  test('a question lets nobody know of a pregnancy that another told us of', async () => {
    const mine = await recordFrom(place, place.people.teacher, RECEIVED);
    const theirs = await recordFrom(place, place.people.officer, RECEIVED, canaryReport({ children: [{ unborn: true, pregnancyKnown: 'mother_only', indicators: { I084: 'present' } }] }));
    await as(worker(), async (tx) => joinContact(tx, worker(), await headOf(tx, theirs), { into: mine.reference, prefix: place.prefix, reason: 'The same family.', otherChildren: true }), '2026-03-02T10:00:00Z');
    const ask = (text: string) => as(worker(), async (tx) => askReferrer(tx, await headOf(tx, mine), text));
    expect(await ask('Does she still see her midwife?')).toEqual({ ok: false, problem: 'tells_of_pregnancy' });
    expect(await asSystem(place, LATER, (tx) => tx.db.question.count({ where: { contactId: mine.contactId } }))).toBe(0);
    expect(await ask('Who collects Mirela?')).toMatchObject({ ok: true });
  });

  test('its PDF’s title holds the reference and no name', async () => {
    const { scene, letterId } = await written();
    const letter = await as(worker(), (tx) => readLetter(tx, scene.contactId, letterId));
    if (letter === null) throw new Error('no letter');
    expect(letter.text.title).toBe(`What we decided: ${scene.reference}`);
    expect(Buffer.from(await letterPdf(letter.text)).toString('latin1')).not.toContain('Mirela');
  });

  test('where a colleague may be concerned no outcome is written, but the reporter knows that it arrived', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED, canaryReport({ reporter: { continuingRole: 'yes', aboutColleague: 'not_known' } }));
    expect(await as(place.people.teacher, (tx) => writeReceipt(tx, scene.contactId), RECEIVED)).not.toBeNull();
    expect(await write(await decided(scene))).toBeNull();
  });
});

describe('one of each', () => {
  test('twenty who write the same letter at once write one', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    const decisionId = await decided(scene);
    const ids = await Promise.all(Array.from({ length: 20 }, () => write(decisionId)));
    expect(new Set(ids).size).toBe(1);
    expect(await as(worker(), async (tx) => tx.db.letter.count({ where: { decisionId } }))).toBe(1);
  });

  test('twenty who send it at once send one, with one message and one job', async () => {
    const { scene, letterId } = await written();
    await preview(scene, letterId);
    const results = await Promise.all(Array.from({ length: 20 }, () => send(scene, letterId)));
    expect(results.every((result) => result.ok)).toBe(true);
    await asSystem(place, LATER, async (tx) => {
      expect(await tx.db.letterEvent.count({ where: { letterId, what: 'sent' } })).toBe(1);
      expect(await tx.db.message.count({ where: { letterId } })).toBe(1);
      const message = await tx.db.message.findFirstOrThrow({ where: { letterId } });
      const jobs = await tx.db.$queryRaw<{ count: number }[]>`select count(*)::int as count from pgboss.job where name = 'post.deliver' and data->>'messageId' = ${message.id}`;
      expect(jobs).toEqual([{ count: 1 }]);
      expect(await tx.db.dutyDischarge.count({ where: { duty: { contactId: scene.contactId, code: 'TELL_REFERRER' } } })).toBe(1);
    });
  });

  test('the e-mail holds the reference and a link, and goes to the address the account signs in with', async () => {
    const { scene, letterId } = await written();
    await preview(scene, letterId);
    await send(scene, letterId);
    const message = await asSystem(place, LATER, (tx) => tx.db.message.findFirstOrThrow({ where: { letterId } }));
    expect(message.toAddress).toBe(place.people.teacher.email);
    expect(message.body).toContain(`http://localhost:3000/my/contacts/${scene.reference}`);
    for (const kept of ['Mirela', 'Bryony', 'Level', 'assessment', ...Object.values(CANARIES)]) expect(`${message.subject} ${message.body}`).not.toContain(kept);
  });

  test('the database keeps "sent" once, whatever the application does', async () => {
    const { letterId } = await written();
    const row = () => ({ authorityId: place.id, id: newId(), letterId, at: new Date(LATER), by: worker().actorId, what: 'sent' });
    await asSystem(place, LATER, (tx) => tx.db.letterEvent.createMany({ data: [row()] }));
    await expect(asSystem(place, LATER, (tx) => tx.db.letterEvent.createMany({ data: [row()] }))).rejects.toThrow(/[Uu]nique/);
  });

  test('a receipt and a question are written once', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    const receipts = await Promise.all([1, 2, 3].map(() => as(place.people.teacher, (tx) => writeReceipt(tx, scene.contactId), RECEIVED)));
    expect(new Set(receipts).size).toBe(1);
    const questionId = newId();
    await asSystem(place, DECIDED, (tx) => tx.db.question.create({ data: { authorityId: place.id, id: questionId, contactId: scene.contactId, askedAt: new Date(DECIDED), askedBy: worker().actorId, text: 'Who collects her?' } }));
    const questions = await Promise.all([1, 2].map(() => as(worker(), (tx) => writeQuestionLetter(tx, worker(), scene.contactId, questionId))));
    expect(new Set(questions).size).toBe(1);
    const letters = await as(worker(), (tx) => lettersOf(tx, scene.contactId));
    expect(letters.map((letter) => [letter.kind, letter.state]).sort()).toEqual([['question', 'sent'], ['receipt', 'sent']]);
  });
});

describe('when a letter may go', () => {
  test('not before its sender has read it', async () => {
    const { scene, letterId } = await written();
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'not_previewed' });
    await preview(scene, letterId);
    expect(await send(scene, letterId, place.people.otherWorker)).toEqual({ ok: false, problem: 'not_previewed' });
    expect(await send(scene, letterId)).toEqual({ ok: true, value: { how: 'sent' } });
  });

  test('not while a second person is asked: there is no letter at all', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    expect(await write(await decided(scene, { needsCountersign: true }))).toBeNull();
    expect(await as(worker(), (tx) => lettersOf(tx, scene.contactId))).toEqual([]);
  });

  test('a new decision cancels the unsent letter of the one before and has its own', async () => {
    const { scene, letterId } = await written();
    await preview(scene, letterId);
    const second = await decided(scene, { version: 2, level: 4, route: 'STRATEGY' }, '2026-03-02T11:30:00Z');
    const fresh = await write(second);
    expect(fresh).not.toBe(letterId);
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'cancelled' });
    await preview(scene, fresh ?? '');
    expect(await send(scene, fresh ?? '')).toMatchObject({ ok: true });
    expect(await as(worker(), async (tx) => (await readLetter(tx, scene.contactId, letterId))?.state)).toBe('cancelled');
  });

  test('a letter without an account is posted when the address is proved, and no e-mail is written', async () => {
    const { scene, letterId } = await written({}, null);
    await preview(scene, letterId);
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'not_proved' });
    const proof = { way: 'letter', how: 'spoken_with', provedBy: 'Gareth Hume', provedOn: '2026-03-02', noMessage: false, words: '' };
    expect(await as(worker(), (tx) => recordSafeContact(tx, { contactId: scene.contactId, letterId }, proof))).toEqual({ ok: true, value: null });
    expect(await send(scene, letterId)).toEqual({ ok: true, value: { how: 'posted' } });
    expect(await asSystem(place, LATER, (tx) => tx.db.message.count({ where: { letterId } }))).toBe(0);
  });
});

describe('the way that the report says is safe', () => {
  const proof = { way: 'letter', how: 'spoken_with', provedBy: 'Gareth Hume', provedOn: '2026-03-02', noMessage: true, words: '' };
  test('a neighbour whose post is opened by another is written to only with why that is safe now', async () => {
    const scene = await recordFrom(place, null, RECEIVED, canaryReport({ reporter: { safeWay: 'telephone', mayLeaveMessage: 'no', whoMightSee: 'Her brother opens the post' } }));
    const letterId = (await write(await decided(scene))) ?? '';
    await preview(scene, letterId);
    const records = (more: Partial<typeof proof>) => as(worker(), (tx) => recordSafeContact(tx, { contactId: scene.contactId, letterId }, { ...proof, ...more }));
    expect(await as(worker(), (tx) => saidOfReaching(tx, scene.contactId, 'post:1'))).toMatchObject({ safeWay: 'telephone', whoMightSee: 'Her brother opens the post' });
    expect(await records({})).toEqual({ ok: false, problem: 'against_what_was_said' });
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'not_proved' });
    expect(await records({ words: 'She has moved out and asked for a letter.' })).toEqual({ ok: true, value: null });
    expect(await send(scene, letterId)).toEqual({ ok: true, value: { how: 'posted' } });
  });
  test('of somebody of the family it is what was said of them', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED, canaryReport({ household: [{ kind: 'adult', givenName: CANARIES.adult, safeWay: 'in_person', reachBy: 'at the clinic', whoMightSee: 'He reads her telephone' }] }));
    const adult = await asSystem(place, LATER, (tx) => tx.db.contactPerson.findFirstOrThrow({ where: { contactId: scene.contactId, kind: 'adult' } }));
    expect(await as(worker(), (tx) => saidOfReaching(tx, scene.contactId, keyOfPerson(adult.id)))).toMatchObject({ safeWay: 'in_person', reachBy: 'at the clinic', whoMightSee: 'He reads her telephone' });
  });
});

describe('who may read it', () => {
  test('its recipient once it is sent, never before; nobody else of the agency, not their lead', async () => {
    const { teacher, otherTeacher, lead } = place.people;
    const { scene, letterId } = await written();
    const open = (person: Person) => as(person, (tx) => openLetter(tx, scene.contactId, letterId));
    expect(await open(teacher)).toBeNull();
    await preview(scene, letterId);
    await send(scene, letterId);
    expect((await open(teacher))?.text.to).toBe('Bryony Castle');
    expect(await open(otherTeacher)).toBeNull();
    expect(await open(lead)).toBeNull();
  });

  test('row-level security hides it from them too, and an unsent one from its recipient', async () => {
    const { teacher, otherTeacher, lead, officer } = place.people;
    const { letterId, scene } = await written();
    const sees = (person: Person) => as(person, (tx) => tx.db.letter.count({ where: { id: letterId } }));
    expect(await sees(teacher)).toBe(0);
    await preview(scene, letterId);
    await send(scene, letterId);
    expect([await sees(teacher), await sees(otherTeacher), await sees(lead), await sees(officer)]).toEqual([1, 0, 0, 0]);
  });

  test('that it was read is kept once', async () => {
    const { scene, letterId } = await written();
    await preview(scene, letterId);
    await send(scene, letterId);
    for (let times = 0; times < 3; times += 1) await as(place.people.teacher, (tx) => openLetter(tx, scene.contactId, letterId));
    expect(await asSystem(place, LATER, (tx) => tx.db.letterEvent.count({ where: { letterId, what: 'read' } }))).toBe(1);
  });
});

describe('the end', () => {
  const close = (scene: Scene, person = worker()) => as(person, (tx) => closeContact(tx, person, scene.contactId));

  test('not before a decision, not before the referrer was told; then once', async () => {
    const scene = await recordFrom(place, place.people.teacher, RECEIVED);
    expect(await close(scene)).toEqual({ ok: false, problem: 'no_decision' });
    const letterId = (await write(await decided(scene))) ?? '';
    expect(await close(scene)).toEqual({ ok: false, problem: 'not_told' });
    await preview(scene, letterId);
    await send(scene, letterId);
    expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told' });
    expect(await close(scene)).toEqual({ ok: true, value: null });
    expect(await queueRow(place, scene.contactId)).toBeNull();
    expect(await close(scene)).toEqual({ ok: false, problem: 'closed_already' });
    const closure = await asSystem(place, LATER, (tx) => tx.db.closure.findFirstOrThrow({ where: { contactId: scene.contactId } }));
    expect(closure).toMatchObject({ how: 'told', level: 3, route: 'CIN_ASSESS', by: worker().actorId });
  });

  test('a lawful reason not to tell stands for telling; without a ground or a reason it does not', async () => {
    const { scene, letterId } = await written();
    const record = (ground: string, reason: string) => as(worker(), (tx) => recordNotTold(tx, worker(), { contactId: scene.contactId }, { ground, reason }));
    expect(await record('because', 'The police asked.')).toEqual({ ok: false, problem: 'incomplete' });
    expect(await record('would_prejudice_investigation', '  ')).toEqual({ ok: false, problem: 'incomplete' });
    expect(await record('would_prejudice_investigation', 'The police asked; agreed with Jocasta Kerr.')).toEqual({ ok: true, value: null });
    expect(await send(scene, letterId)).toEqual({ ok: false, problem: 'cancelled' });
    expect(await close(scene)).toEqual({ ok: true, value: null });
    expect(await asSystem(place, LATER, (tx) => tx.db.closure.findFirstOrThrow({ where: { contactId: scene.contactId } }))).toMatchObject({ how: 'not_told_lawfully' });
    expect(await asSystem(place, LATER, (tx) => tx.db.dutyDischarge.findFirstOrThrow({ where: { duty: { contactId: scene.contactId, code: 'TELL_REFERRER' } } }))).toMatchObject({ how: 'ended_lawfully' });
  });

  test('a reason not to tell is not recorded before a decision is in force, nor after the letter went', async () => {
    const undecided = await recordFrom(place, place.people.teacher, RECEIVED);
    const given = { ground: 'anonymous', reason: 'They would not say who they are.' };
    expect(await as(worker(), (tx) => recordNotTold(tx, worker(), { contactId: undecided.contactId }, given))).toEqual({ ok: false, problem: 'no_decision_in_force' });
    const { scene, letterId } = await written();
    await preview(scene, letterId);
    await send(scene, letterId);
    expect(await as(worker(), (tx) => recordNotTold(tx, worker(), { contactId: scene.contactId }, given))).toEqual({ ok: false, problem: 'told_already' });
  });

  test('what a colleague holds is theirs, or a manager’s, to close; the claim ends with it', async () => {
    const { scene, letterId } = await written();
    await preview(scene, letterId);
    await send(scene, letterId);
    const { otherWorker, manager } = place.people;
    await asSystem(place, LATER, async (tx) => {
      await tx.db.claim.create({ data: { authorityId: place.id, id: newId(), contactId: scene.contactId, accountId: otherWorker.actorId, at: new Date(LATER), how: 'claimed' } });
      await refreshQueue(tx, scene.contactId);
    });
    expect(await close(scene)).toEqual({ ok: false, problem: 'held_by_another' });
    expect(await close(scene, manager)).toEqual({ ok: true, value: null });
    expect(await asSystem(place, LATER, (tx) => tx.db.claim.findFirstOrThrow({ where: { contactId: scene.contactId } }))).toMatchObject({ endedHow: 'closed', endedBy: manager.actorId });
  });
});
