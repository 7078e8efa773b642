/**
 * Whoever reported and may be the one whom it is about, or works where that one does, as it becomes known afterwards (safe practice 7.5,
 * 7.15): they are asked nothing in writing, and what was sent and not read opens no more. By hand from domain 7; Monday 2 March 2026.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAt } from '@/app/_edge/jobs';
import type { Person } from '@/lib/access/model';
import { setDisabled } from '@/lib/access/people-store';
import { findContact } from '@/lib/contact/store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { openLawDuty } from '@/lib/contact/verbs/open-law-duty';
import { dischargeDuty, dutiesOfContact } from '@/lib/duty/store';
import { lettersOf } from '@/lib/letter/store';
import { keepBackLetters } from '@/lib/letter/verbs/keep-back-letters';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { letterStateWords } from '@/lib/letter/model';
import { agreeToTell } from '@/lib/letter/verbs/agree-to-tell';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeMissingLetters } from '@/lib/letter/verbs/write-missing-letters';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { writeQuestionLetter } from '@/lib/letter/verbs/write-question-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives, at, claims, earlyHelp, type Case } from './deciding';
import { decideFor } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));
const headOf = async (tx: Tx, { reference }: Pick<Case, 'reference'>) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('it is there');
  return head;
};
async function held(report = earlyHelp()): Promise<Case> {
  const of = await arrives(place, '2026-03-02T09:00:00Z', report);
  await knowNobody(place, of.contactId);
  await claims(of, place.people.worker, '2026-03-02T09:10:00Z');
  return of;
}
const asks = async (of: Case, when: string) => as(place.people.worker, when, async (tx) => askReferrer(tx, await headOf(tx, of), 'Was Mr Trease alone with him?'));
const asksTheOfficer = async (of: Case, when: string) => as(place.people.worker, when, async (tx) => expect((await openLawDuty(tx, await headOf(tx, of), { code: 'LADO', child: '', why: 'Her mother rang: it was his teacher.' })).ok).toBe(true));
const pageOf = async (of: Case) => {
  const page = await askPage('../../app/my/contacts/[reference]/page.tsx', place.people.teacher, { reference: of.reference });
  return page.kind === 'shown' ? page.html() : page.kind;
};
const workerPage = async (of: Case) => {
  const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: of.reference });
  return page.kind === 'shown' ? page.html() : page.kind;
};
const questions = async (of: Case) => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => tx.db.question.count({ where: { contactId: of.contactId } }));

test('whom it may be about is asked nothing in writing, by their own report or by what was learned since', async () => {
  const own = await held({ ...earlyHelp(), reporter: { continuingRole: 'yes', aboutColleague: 'yes' } });
  const since = await held();
  await asksTheOfficer(since, '2026-03-02T09:20:00Z');
  for (const of of [own, since]) {
    expect(await asks(of, '2026-03-02T09:30:00Z')).toEqual({ ok: false, problem: 'ask_by_voice' });
    expect([await questions(of), (await queueRow(place, of.contactId))?.state]).toEqual([0, 'claimed']);
    // Nor is a question offered that would be refused: why not, and what to do, stand in its place.
    const page = await workerPage(of);
    expect(page).toContain('They are not asked in writing');
    expect(page).not.toContain('Your question');
  }
  expect(await workerPage(await held())).toContain('Your question');
});

test('who can sign in here no longer is asked by voice: nobody would read it', async () => {
  const of = await held();
  const { membershipId } = place.people.teacher;
  const disabled = async (yes: boolean) => asSystem(place, '2026-03-02T09:20:00Z', async (tx) => setDisabled(tx, membershipId, yes));
  await disabled(true);
  expect(await asks(of, '2026-03-02T09:30:00Z')).toEqual({ ok: false, problem: 'ask_by_voice' });
  expect(await workerPage(of)).toContain('They are not asked in writing');
  await disabled(false);
  expect(await asks(of, '2026-03-02T09:31:00Z')).toMatchObject({ ok: true });
});

test('a question that was asked before shows on their page no more, and its letter does not open', async () => {
  const { worker, teacher } = place.people;
  const of = await held();
  const letterId = await as(worker, '2026-03-02T09:20:00Z', async (tx) => {
    const asked = await askReferrer(tx, await headOf(tx, of), 'Was Mr Trease alone with him?');
    return asked.ok ? ((await writeQuestionLetter(tx, worker, of.contactId, asked.value.questionId)) ?? '') : '';
  });
  expect(await pageOf(of)).toContain('Trease');
  await asksTheOfficer(of, '2026-03-02T09:30:00Z');
  expect(await pageOf(of)).not.toMatch(/Trease|We need to ask you something/);
  expect(await as(teacher, '2026-03-02T09:40:00Z', async (tx) => openLetter(tx, of.contactId, letterId))).toBeNull();
});

test('a letter that was sent and not read opens no more: they are not told, and it is owed until the officer agrees; one that was read stays', async () => {
  const { manager, teacher, worker } = place.people;
  const sent = async () => {
    const of = await held();
    const decisionId = await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => decideFor(tx, of.contactId, { by: worker.actorId, level: 2, route: 'EH_SINGLE' }));
    const letterId = await as(worker, '2026-03-02T10:05:00Z', async (tx) => {
      const id = (await writeOutcomeLetter(tx, decisionId)) ?? '';
      await previewLetter(tx, worker, of.contactId, id);
      expect((await sendLetter(tx, worker, { contactId: of.contactId, letterId: id })).ok).toBe(true);
      return id;
    });
    return { of, letterId };
  };
  const opens = async ({ of, letterId }: Awaited<ReturnType<typeof sent>>, when: string) => as(teacher, when, async (tx) => openLetter(tx, of.contactId, letterId));
  const [unread, read] = [await sent(), await sent()];
  expect(await opens(read, '2026-03-02T10:06:00Z')).not.toBeNull();
  for (const { of } of [unread, read]) await asksTheOfficer(of, '2026-03-02T10:10:00Z');
  expect(await opens(read, '2026-03-02T10:20:00Z')).not.toBeNull();

  expect(await pageOf(unread.of), 'before they try it').not.toMatch(/What we decided|decision has been made|We write to you/);
  for (const when of ['2026-03-02T10:20:00Z', '2026-03-02T10:21:00Z']) expect(await opens(unread, when)).toBeNull();
  expect(await queueRow(place, unread.of.contactId)).toMatchObject({ state: 'decided' });
  const owed = await asSystem(place, '2026-03-02T10:30:00Z', async (tx) => (await dutiesOfContact(tx, unread.of.contactId)).filter(({ code, discharge }) => code === 'TELL_REFERRER' && discharge === null));
  expect(owed).toHaveLength(1);
  expect(await pageOf(unread.of)).not.toMatch(/What we decided|decision has been made|We write to you/);

  const agreed = await as(manager, '2026-03-02T11:00:00Z', async (tx) => agreeToTell(tx, { contactId: unread.of.contactId }, { agreedByRole: 'designated_officer', agreedByName: 'Ms Trewhella', agreedOn: '2026-03-02', content: 'received', words: 'By telephone.' }));
  if (!agreed.ok) throw new Error(agreed.problem);
  await as(worker, '2026-03-02T11:05:00Z', async (tx) => {
    await previewLetter(tx, worker, unread.of.contactId, agreed.value.letterId);
    expect((await sendLetter(tx, worker, { contactId: unread.of.contactId, letterId: agreed.value.letterId })).ok).toBe(true);
  });
  expect(await opens({ of: unread.of, letterId: agreed.value.letterId }, '2026-03-02T11:10:00Z')).not.toBeNull();
  expect(await opens(unread, '2026-03-02T11:11:00Z'), 'the first stays closed').toBeNull();
  expect((await as(worker, '2026-03-02T11:12:00Z', async (tx) => lettersOf(tx, unread.of.contactId))).map(({ kind, issue, state }) => [kind, issue, state])).toEqual([['outcome', 2, 'read'], ['outcome', 1, 'withheld']]);
});

test('what was not written since it could be about them is written once nothing says so any more, and the contact can end', async () => {
  const { worker } = place.people;
  const of = await held();
  await asksTheOfficer(of, '2026-03-02T09:20:00Z');
  const decisionId = await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => decideFor(tx, of.contactId, { by: worker.actorId, level: 2, route: 'EH_SINGLE' }));
  expect(await as(worker, '2026-03-02T10:01:00Z', async (tx) => writeOutcomeLetter(tx, decisionId))).toBeNull();
  const ending = async () => {
    const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference });
    return page.kind === 'shown' ? ((await page.html()).split('id="ending"')[1] ?? '') : page.kind;
  };
  const writes = async (when: string) => as(worker, when, async (tx) => writeMissingLetters(tx, of.contactId));
  expect(await ending()).not.toContain('Write the letter');
  expect(await writes('2026-03-02T10:05:00Z'), 'while the officer is asked').toEqual({ ok: false, problem: 'none_missing' });
  await asSystem(place, '2026-03-02T10:10:00Z', async (tx) => {
    for (const duty of (await dutiesOfContact(tx, of.contactId)).filter(({ code }) => code === 'LADO')) await dischargeDuty(tx, duty.id, 'done', 'Not about him.');
    for (const { id } of await tx.db.contactRestriction.findMany({ where: { contactId: of.contactId, liftedAt: null } })) await tx.db.contactRestriction.updateMany({ where: { id }, data: { liftedAt: new Date('2026-03-02T10:10:00Z') } });
  });
  expect(await ending()).toContain('Write the letter');
  const done = await writes('2026-03-02T10:15:00Z');
  if (!done.ok) throw new Error(done.problem);
  expect(done.value.reference).toBe(of.reference);
  expect(await writes('2026-03-02T10:16:00Z'), 'once').toEqual({ ok: false, problem: 'none_missing' });
  expect(await ending()).not.toContain('Write the letter');
  await as(worker, '2026-03-02T10:20:00Z', async (tx) => {
    await previewLetter(tx, worker, of.contactId, done.value.letterId);
    expect((await sendLetter(tx, worker, { contactId: of.contactId, letterId: done.value.letterId })).ok).toBe(true);
  });
  expect(await as(worker, '2026-03-02T10:30:00Z', async (tx) => closeContact(tx, worker, of.contactId))).toMatchObject({ ok: true });
});

describe('whoever never tries to open it', () => {
  const sent = async () => {
    const { worker } = place.people;
    const of = await held();
    const decisionId = await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => decideFor(tx, of.contactId, { by: worker.actorId, level: 2, route: 'EH_SINGLE' }));
    await as(worker, '2026-03-02T10:05:00Z', async (tx) => {
      const id = (await writeOutcomeLetter(tx, decisionId)) ?? '';
      await previewLetter(tx, worker, of.contactId, id);
      expect((await sendLetter(tx, worker, { contactId: of.contactId, letterId: id })).ok).toBe(true);
    });
    expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'told' });
    return of;
  };
  const stands = async (of: Case) => {
    const words = await as(place.people.worker, '2026-03-02T10:30:00Z', async (tx) => (await lettersOf(tx, of.contactId)).filter(({ kind }) => kind === 'outcome').map(letterStateWords));
    const owed = await asSystem(place, '2026-03-02T10:30:00Z', async (tx) => (await dutiesOfContact(tx, of.contactId)).filter(({ code, discharge }) => code === 'TELL_REFERRER' && discharge === null).length);
    return [(await queueRow(place, of.contactId))?.state, words, owed];
  };
  const KEPT = ['decided', ['Kept back after it was sent, before they read it'], 1];
  const KEEPS = ['told', ['Sent'], 0];

  test('is not told: within the minute in which it is learned it says so, and telling is owed again', async () => {
    const of = await sent();
    await asSystem(place, '2026-03-02T10:08:00Z', keepBackLetters);
    expect(await stands(of), 'nothing is known of them').toEqual(KEEPS);
    await asksTheOfficer(of, '2026-03-02T10:10:00Z');
    // The look of each minute.
    await lookAt(place.id, Temporal.Instant.from('2026-03-02T10:11:00Z'));
    expect(await stands(of)).toEqual(KEPT);
    expect(await asSystem(place, '2026-03-02T10:12:00Z', keepBackLetters), 'once').toBe(0);
    // Of another contact nothing changed.
    const other = await sent();
    await asSystem(place, '2026-03-02T10:13:00Z', keepBackLetters);
    expect(await stands(other)).toEqual(KEEPS);
  });

  test('gets no e-mail of it either: one that had not left goes no more (safe practice 5)', async () => {
    const of = await sent();
    const messageOf = async () => asSystem(place, '2026-03-02T10:30:00Z', async (tx) => {
      const letter = (await lettersOf(tx, of.contactId)).find(({ kind }) => kind === 'outcome');
      return tx.db.message.findFirstOrThrow({ where: { letterId: letter?.id ?? '' }, select: { id: true, state: true } });
    });
    const { id: messageId } = await messageOf();
    const down = async () => Promise.reject(new Error('503'));
    await expect(deliverMessage({ authorityId: place.id, messageId }, down)).rejects.toThrow('503');
    await asksTheOfficer(of, '2026-03-02T10:10:00Z');
    await asSystem(place, '2026-03-02T10:11:00Z', keepBackLetters);
    const handed: string[] = [];
    await deliverMessage({ authorityId: place.id, messageId }, async ({ to }) => {
      handed.push(to);
      return Promise.resolve({ provider: 'fake', providerId: 'fake-1' });
    });
    expect([handed, (await messageOf()).state]).toEqual([[], 'let_go']);
    expect(await stands(of)).toEqual(KEPT);
  });

  test('closes nothing: their contact is not told, also before the minute is over', async () => {
    const { worker } = place.people;
    const [of, other] = [await sent(), await sent()];
    await asksTheOfficer(of, '2026-03-02T10:10:00Z');
    expect(await as(worker, '2026-03-02T10:10:20Z', async (tx) => closeContact(tx, worker, of.contactId))).toEqual({ ok: false, problem: 'not_told' });
    expect(await stands(of)).toEqual(KEPT);
    expect(await as(worker, '2026-03-02T10:10:20Z', async (tx) => closeContact(tx, worker, other.contactId))).toMatchObject({ ok: true });
  });

  test('keeps what they read, and what was agreed to be said to them', async () => {
    const { worker, manager, teacher } = place.people;
    const [read, agreed] = [await sent(), await sent()];
    await as(teacher, '2026-03-02T10:06:00Z', async (tx) => openLetter(tx, read.contactId, (await lettersOf(tx, read.contactId)).find(({ kind }) => kind === 'outcome')?.id ?? ''));
    for (const of of [read, agreed]) await asksTheOfficer(of, '2026-03-02T10:10:00Z');
    await asSystem(place, '2026-03-02T10:11:00Z', keepBackLetters);
    expect(await stands(read)).toEqual(['told', ['Read by the recipient'], 0]);
    const told = await as(manager, '2026-03-02T10:15:00Z', async (tx) => agreeToTell(tx, { contactId: agreed.contactId }, { agreedByRole: 'designated_officer', agreedByName: 'Ms Trewhella', agreedOn: '2026-03-02', content: 'received', words: 'By telephone.' }));
    if (!told.ok) throw new Error(told.problem);
    await as(worker, '2026-03-02T10:20:00Z', async (tx) => {
      await previewLetter(tx, worker, agreed.contactId, told.value.letterId);
      expect((await sendLetter(tx, worker, { contactId: agreed.contactId, letterId: told.value.letterId })).ok).toBe(true);
    });
    expect(await asSystem(place, '2026-03-02T10:21:00Z', keepBackLetters)).toBe(0);
    expect(await stands(agreed)).toEqual(['told', ['Sent', 'Kept back after it was sent, before they read it'], 0]);
  });
});
