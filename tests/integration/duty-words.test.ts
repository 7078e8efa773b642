/** Words typed about a duty are lost on no refusal: they stand in their box again, and of a duty that somebody ended meanwhile they can still be kept. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { dutyDue } from '@/lib/duty/model';
import { dutyNotes } from '@/lib/duty/note-store';
import { dischargeDuty, findOpenDuty, openDuty } from '@/lib/duty/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage, cookieOf } from './asking-pages';
import { arrives, earlyHelp } from './deciding';
import { knowNobody, makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const ROUTES = { note: () => import('@/app/duties/[duty]/note/route'), offer: () => import('@/app/duties/[duty]/offer/route'), answer: () => import('@/app/duties/[duty]/answer/route') };

/** A duty of a contact that both workers may open. */
async function owed(): Promise<string> {
  const { contactId } = await arrives(place, '2026-11-18T09:00:00Z', earlyHelp());
  await knowNobody(place, contactId);
  return withActor(place.people.worker, async (tx) => {
    await openDuty(tx, { contactId, code: 'NRM', ...dutyDue('NRM', { receivedAt: tx.at }) });
    return (await findOpenDuty(tx, contactId, 'NRM'))?.id ?? '';
  });
}

async function posts(person: Person, form: keyof typeof ROUTES, duty: string, fields: Record<string, string>): Promise<string> {
  const { POST } = await ROUTES[form]();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', cookie: `${SESSION_COOKIE}=${await cookieOf(person)}` };
  const answer = await POST(new NextRequest(`http://localhost:3000/duties/${duty}/${form}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers }), { params: Promise.resolve({ duty }) });
  return (answer.headers.get('location') ?? String(answer.status)).replace(`/duties/${duty}?`, '');
}

/** What stands in a box of the duty's page. */
async function box(person: Person, duty: string, id: string, query: Record<string, string> = {}): Promise<string> {
  const page = await askPage('../../app/duties/[duty]/page.tsx', person, { duty }, query);
  const html = page.kind === 'shown' ? await page.html() : page.kind;
  return new RegExp(`<textarea[^>]*id="${id}"[^>]*>([^<]*)<`).exec(html)?.[1]?.trim() ?? 'no box';
}

const ends = (duty: string) => withActor(place.people.otherWorker, (tx) => dischargeDuty(tx, duty, 'done', 'Done elsewhere.'));
const notesOf = async (duty: string) => (await withActor(place.people.worker, (tx) => dutyNotes(tx, [duty]))).get(duty)?.map(({ words }) => words) ?? [];

test('what was done is kept though somebody ended the duty while it was typed', async () => {
  const { worker } = place.people;
  const duty = await owed();
  await ends(duty);
  expect(await posts(worker, 'note', duty, { words: 'Rang the hostel: she sleeps there tonight.' })).toBe('done=noted');
  expect(await notesOf(duty)).toEqual(['Rang the hostel: she sleeps there tonight.']);
});

test('what a colleague needs to know stands in its box again, where no colleague was chosen or it is offered already', async () => {
  const { worker, otherWorker, manager } = place.people;
  const duty = await owed();
  const words = 'Her aunt rings at four.';
  expect(await posts(worker, 'offer', duty, { to: '', words })).toBe('problem=no_colleague');
  expect(await box(worker, duty, 'offer-words', { problem: 'no_colleague' })).toBe(words);
  expect(await posts(manager, 'offer', duty, { to: otherWorker.actorId, words: 'Please.' })).toBe('done=offered');
  expect(await posts(worker, 'offer', duty, { to: otherWorker.actorId, words })).toBe('problem=offered_already');
  expect(await posts(otherWorker, 'answer', duty, { answer: 'declined', reason: 'On leave.' })).toBe('done=declined');
  expect(await box(worker, duty, 'offer-words'), 'when it can be offered again').toBe(words);
  expect(await posts(worker, 'offer', duty, { to: otherWorker.actorId, words })).toBe('done=offered');
  await posts(otherWorker, 'answer', duty, { answer: 'declined', reason: 'Still on leave.' });
  expect(await box(worker, duty, 'offer-words'), 'taken is not typed any more').toBe('');
});

test('why it is declined, and what was to be handed on, can be kept where the duty has ended: nothing of it is lost', async () => {
  const { worker, otherWorker } = place.people;
  const duty = await owed();
  expect(await posts(worker, 'offer', duty, { to: otherWorker.actorId, words: 'You know her.' })).toBe('done=offered');
  await ends(duty);
  expect(await posts(otherWorker, 'answer', duty, { answer: 'declined', reason: 'Her mother threatened me in May.' })).toBe('problem=already_discharged');
  expect(await box(otherWorker, duty, 'note', { problem: 'already_discharged' })).toBe('Her mother threatened me in May.');
  expect(await box(worker, duty, 'note')).toBe('');
});
