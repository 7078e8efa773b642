/** What whoever decides, and whoever signs, has before them (safe practice 7.7, 7.8; decision 55). Expectations are by hand. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { addNote } from '@/lib/contact/verbs/add-note';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { askPage, cookieOf } from './asking-pages';
import { arrives, at, claims, decides, handsIn, saves, typed, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { goesIdle } from './report-scene';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const report = (familyName: string, sign: string): ReportInput => ({ children: [{ givenName: 'Demelza', familyName, dateOfBirth: '2016-04-02', indicators: { [sign]: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });

/** After whatever a page has written down by now. */
const soon = () => now().add({ minutes: 1 }).toString();

/** Two reports of one child, an hour apart; the first is held by the worker. */
async function two(familyName: string, sign: string): Promise<{ into: Case; from: Case }> {
  const [into, from] = [await arrives(place, '2026-03-02T09:00:00Z', report(familyName, sign)), await arrives(place, '2026-03-02T10:00:00Z', report(familyName, 'I018'))];
  for (const each of [into, from]) await knowNobody(place, each.contactId);
  await claims(into, place.people.worker, '2026-03-02T09:10:00Z');
  return { into, from };
}

const on = async <T>(person: Person, of: Case, when: string, work: (tx: Tx, head: NonNullable<Awaited<ReturnType<typeof findContact>>>) => Promise<T>) => withActor(person, async (tx) => {
  const head = await findContact(tx, of.reference);
  if (head === null) throw new Error('it is there');
  return work(tx, head);
}, at(when));

async function shows(page: string, person: Person, of: Case, search: Record<string, string> = {}): Promise<string> {
  const answer = await askPage(`../../app/contacts/[reference]/${page}/page.tsx`, person, { reference: of.reference }, search);
  if (answer.kind !== 'shown') throw new Error(answer.kind);
  return (await answer.html()).replace(/<!-- -->/g, '');
}

test('a report that was joined in while the worker wrote stands on their page, and neither a look at what is missing nor “Save and come back” counts as reading it', async () => {
  const { worker, otherWorker } = place.people;
  const { into, from } = await two('Bolitho', 'I018');
  await on(worker, into, '2026-03-02T09:20:00Z', async (tx, head) => markRead(tx, worker, head));
  expect((await on(otherWorker, from, '2026-03-02T10:20:00Z', async (tx, head) => joinContact(tx, otherWorker, head, { into: into.reference, prefix: place.prefix, reason: 'The same child.' }))).ok).toBe(true);
  const written = await typed(into, 'EH_SINGLE');
  const kept = await saves(into, worker, written, '2026-03-02T10:25:00Z');
  if (!kept.ok) throw new Error(kept.problem);

  const joined = new RegExp(`${from.reference}</a> was joined in .*?read it with this one. <strong class="ds-mark">new to you`);
  const { POST } = await import('@/app/contacts/[reference]/decision/save/route');
  const { safeReturn } = await import('@/app/_edge/session');
  const presses = async (version: number) => {
    const body = new URLSearchParams({ ...(written as Record<string, string>), action: 'save', version: String(version) });
    const saved = await POST(new NextRequest(`${config().publicOrigin}/contacts/${into.reference}/decision/save`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(worker)}`, origin: config().publicOrigin }, body }), { params: Promise.resolve({ reference: into.reference }) });
    return new URL(saved.headers.get('location') ?? '', config().publicOrigin);
  };
  // After half an hour, and at once: both lead back to what was typed.
  const late: URL[] = [];
  await goesIdle(worker, async () => void late.push(new URL(safeReturn((await presses(kept.value.version)).searchParams.get('return') ?? ''), config().publicOrigin)));
  const ways = [...late, await presses(kept.value.version + 1)].map(({ searchParams }) => Object.fromEntries(searchParams));
  expect(ways).toEqual([{ look: 'typed', change: 'yes' }, { look: 'typed', change: 'yes' }]);
  for (const search of [...ways, { look: 'gaps' }, { problem: 'not_held' }]) expect(await shows('decision', worker, into, search)).toMatch(joined);
  expect(await handsIn(into, worker, soon())).toEqual({ ok: false, problem: 'came_in' });
  expect(await shows('decision', worker, into)).toMatch(joined);
  expect(await handsIn(into, worker, soon())).toMatchObject({ ok: true });
});

test('who signs reads the answer of whoever reported, the notes and what was joined in', async () => {
  const { worker, otherWorker, manager, teacher } = place.people;
  const { into, from } = await two('Carlyon', 'I099');
  const asked = await on(worker, into, '2026-03-02T09:15:00Z', async (tx, head) => askReferrer(tx, head, 'Did she say who?'));
  if (!asked.ok) throw new Error(asked.problem);
  expect((await withActor(teacher, async (tx) => answerQuestion(tx, into.contactId, { questionId: asked.value.questionId, answer: 'She says he hit her again.', aboutColleague: 'no' }), at('2026-03-02T10:00:00Z'))).ok).toBe(true);
  expect((await on(worker, into, '2026-03-02T10:10:00Z', async (tx, head) => addNote(tx, head, 'Her aunt rang: he is back in the house.'))).ok).toBe(true);
  expect((await on(otherWorker, from, '2026-03-02T10:20:00Z', async (tx, head) => joinContact(tx, otherWorker, head, { into: into.reference, prefix: place.prefix, reason: 'The same child.' }))).ok).toBe(true);
  await shows('decision', worker, into);
  expect(await decides(into, worker, 'CIN_ASSESS', soon())).toMatchObject({ inForce: false });

  const page = await shows('countersign', manager, into);
  for (const said of ['Did she say who?', 'She says he hit her again.', 'Her aunt rang: he is back in the house.', `${from.reference}</a> was joined in`]) expect(page).toContain(said);
});
