/**
 * "Finished" is said by the link, the page and the machines' door only when somebody has finished (safe practice 7.8, 7.11, 7.20).
 * Expectations are by hand from domain 7; Monday 2 March 2026.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { withdrawContact } from '@/lib/decision/verbs/withdraw-contact';
import { progressCode } from '@/lib/letter/progress';
import { readProgress } from '@/lib/letter/progress-store';
import { readStatus } from '@/lib/letter/status/read-status';
import { lettersOf } from '@/lib/letter/store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));
const worker = () => place.people.worker;
const headOf = async (tx: Tx, { reference }: Pick<Case, 'reference'>) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('it is there');
  return head;
};

async function held(): Promise<Case> {
  const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
  await knowNobody(place, of.contactId);
  await claims(of, worker(), '2026-03-02T09:10:00Z');
  await opens(of, '2026-03-02T09:11:00Z');
  return of;
}
const opens = async (of: Case, when: string) => as(worker(), when, async (tx) => readContact(tx, worker(), await headOf(tx, of)));
const sends = async (of: Case, when: string) =>
  as(worker(), when, async (tx) => {
    const letterId = (await lettersOf(tx, of.contactId)).find(({ kind, state }) => kind === 'outcome' && state === 'to_preview')?.id ?? '';
    await previewLetter(tx, worker(), of.contactId, letterId);
    expect((await sendLetter(tx, worker(), { contactId: of.contactId, letterId })).ok).toBe(true);
  });
async function told(): Promise<Case> {
  const of = await held();
  const { decisionId } = await decides(of, worker(), 'EH_SINGLE', '2026-03-02T10:00:00Z');
  await as(worker(), '2026-03-02T10:00:00Z', async (tx) => writeOutcomeLetter(tx, decisionId));
  await sends(of, '2026-03-02T10:10:00Z');
  return of;
}

/** What the link says, what another system is told, and what the page says, at one instant. */
async function said(of: Case, when: string) {
  const { heading, words, code } = await asSystem(place, when, async (system) => {
    const [status, facts] = [await readStatus(system, of.contactId, system.at), (await readProgress(system, [of.contactId])).get(of.contactId)];
    if (status === null || facts === undefined) throw new Error('it is there');
    return { ...status, code: progressCode(facts) };
  });
  const page = await askPage('../../app/my/contacts/[reference]/page.tsx', place.people.teacher, { reference: of.reference });
  return { heading, words, code, page: page.kind === 'shown' ? await page.html() : page.kind };
}

test('told, then something is added: it is looked at, and what was added is unread; asked, more is needed', async () => {
  const of = await told();
  expect(await said(of, '2026-03-02T10:15:00Z')).toMatchObject({ heading: 'Finished', code: 'told' });
  expect((await as(place.people.teacher, '2026-03-02T11:00:00Z', async (tx) => addToContact(tx, of.contactId, { key: crypto.randomUUID(), text: 'His arm is broken.', indicators: {}, immediate: false }))).ok).toBe(true);
  const added = await said(of, '2026-03-02T11:01:00Z');
  expect(added).toMatchObject({ heading: 'Being looked at', code: 'read' });
  expect(added.words).toContain('We have what you added. A person has not read it yet.');
  expect(added.page).toContain('We have what you added. A person has not read it yet.');

  await opens(of, '2026-03-02T11:10:00Z');
  expect((await as(worker(), '2026-03-02T11:11:00Z', async (tx) => askReferrer(tx, await headOf(tx, of), 'Which arm?'))).ok).toBe(true);
  expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'waiting_for_referrer' });
  const asked = await said(of, '2026-03-02T11:12:00Z');
  expect(asked).toMatchObject({ heading: 'We need more', code: 'more_asked' });
  expect(asked.page).toContain('Which arm?');
});

test('joined into an undecided one it is looked at, by the link as on the page, and finished once its own reporter has heard', async () => {
  const [into, from] = [await held(), await held()];
  await as(worker(), '2026-03-02T09:20:00Z', async (tx) => {
    expect((await joinContact(tx, worker(), await headOf(tx, from), { into: into.reference, prefix: place.prefix, reason: 'One household.', otherChildren: true })).ok).toBe(true);
  });
  const joined = await said(from, '2026-03-02T09:21:00Z');
  expect(joined).toMatchObject({ heading: 'Being looked at', code: 'read' });
  expect(joined.words + joined.page).not.toMatch(/finished/i);
  expect(joined.page).toContain('They are working on it.');

  await opens(into, '2026-03-02T09:30:00Z');
  const { decisionId } = await decides(into, worker(), 'EH_SINGLE', '2026-03-02T10:00:00Z');
  await as(worker(), '2026-03-02T10:00:00Z', async (tx) => writeOutcomeLetter(tx, decisionId));
  await sends(into, '2026-03-02T10:10:00Z');
  expect(await said(from, '2026-03-02T10:11:00Z'), 'the other reporter’s letter is not theirs').toMatchObject({ heading: 'Being looked at', code: 'read' });
  await sends(from, '2026-03-02T10:12:00Z');
  expect(await said(from, '2026-03-02T10:13:00Z')).toMatchObject({ heading: 'Finished', code: 'finished' });
});

test('withdrawn undecided, it says that nobody works on it any more, and whom to ring; nothing of a decision', async () => {
  const of = await held();
  expect(await as(place.people.manager, '2026-03-02T09:30:00Z', async (tx) => withdrawContact(tx, place.people.manager, await headOf(tx, of), 'Sent twice.'))).toEqual({ ok: true, value: null });
  const ended = await said(of, '2026-03-02T09:31:00Z');
  expect(ended).toMatchObject({ heading: 'Stopped', code: 'withdrawn' });
  expect(ended.words).toContain('nobody is working on it any more. Ring the number below');
  expect(ended.words).not.toMatch(/finished|decided/i);
});

test('a letter that no e-mail could tell of has told nobody: it is being looked at', async () => {
  const of = await told();
  await asSystem(place, '2026-03-02T12:00:00Z', async (tx) => {
    const letter = (await lettersOf(tx, of.contactId)).find(({ kind }) => kind === 'outcome');
    const { giveUp } = await import('@/lib/letter/give-up');
    await giveUp(tx, letter?.id ?? '');
  });
  expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'decided' });
  expect(await said(of, '2026-03-02T12:01:00Z')).toMatchObject({ heading: 'Being looked at', code: 'decided' });
});
