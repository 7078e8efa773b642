/**
 * No contact is closed over a child on whom nobody has decided or whom nobody can name (safe practice 2, 8, 13); what else is owed goes on
 * after it is closed. What was typed elsewhere on its page stays.
 */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_COOKIE } from '@/lib/access/session';
import { dischargeDuty, findOpenDuty, openDuty } from '@/lib/duty/store';
import { CLOSE_PROBLEM_WORDS } from '@/lib/letter/model';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { keepTyped, typedBefore } from '@/lib/platform/draft/typed';
import { askPage, cookieOf } from './asking-pages';
import { at } from './deciding';
import { DECIDED, LATER, RECEIVED, decideFor, recordFrom, type Scene } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Decided, and its referrer told: nothing else stands in the way. */
async function told(): Promise<Scene> {
  const { teacher, worker } = place.people;
  const scene = await recordFrom(place, teacher, RECEIVED);
  await knowNobody(place, scene.contactId);
  const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, scene.contactId, { by: worker.actorId, level: 3, route: 'CIN_ASSESS' }));
  await withActor(worker, async (tx) => {
    const letterId = (await writeOutcomeLetter(tx, decisionId)) ?? '';
    await previewLetter(tx, worker, scene.contactId, letterId);
    expect((await sendLetter(tx, worker, { contactId: scene.contactId, letterId })).ok).toBe(true);
  }, at(LATER));
  return scene;
}

async function postsClose({ reference }: Scene): Promise<string> {
  const { POST } = await import('@/app/contacts/[reference]/close/route');
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.worker)}`, origin: config().publicOrigin };
  const answer = await POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams() }), { params: Promise.resolve({ reference }) });
  return answer.headers.get('location') ?? String(answer.status);
}
const shown = async ({ reference }: Scene, search: Record<string, string> = {}) => {
  const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference }, search);
  return page.kind === 'shown' ? page.html() : page.kind;
};

test.each([
  ['CHILD_NOT_KNOWN', 'child_not_known', 'Find out how this child stands'],
  ['FIND_OUT_WHO', 'child_without_name', 'Find out who the child is'],
] as const)('%s that is open keeps it open and is named; done, it closes', async (code, problem, named) => {
  const scene = await told();
  await asSystem(place, LATER, (tx) => openDuty(tx, { contactId: scene.contactId, code, evidence: 'test', dueAt: at('2026-03-03T17:00:00Z').at }));
  const about = { kind: 'not_told', contactId: scene.contactId } as const;
  await withActor(place.people.worker, (tx) => keepTyped(tx, about, { reason: 'Half a sentence' }), at(LATER));
  expect(await postsClose(scene)).toContain(`ending=${problem}`);
  expect(await queueRow(place, scene.contactId)).toMatchObject({ state: 'told' });
  const page = await shown(scene, { ending: problem });
  expect(CLOSE_PROBLEM_WORDS[problem]).toContain(named);
  expect(page).toContain(CLOSE_PROBLEM_WORDS[problem]);
  expect(page).not.toContain('>Close the contact<');
  expect(await withActor(place.people.worker, (tx) => typedBefore(tx, about), at(LATER))).toEqual({ about: '', reason: 'Half a sentence' });
  await asSystem(place, LATER, async (tx) => dischargeDuty(tx, (await findOpenDuty(tx, scene.contactId, code))?.id ?? '', 'done', 'She is his sister, and is well.'));
  expect(await postsClose(scene)).toContain('done=closed');
});

test('what is owed for a child who is decided on goes on after it is closed', async () => {
  const scene = await told();
  await asSystem(place, LATER, (tx) => openDuty(tx, { contactId: scene.contactId, code: 'REVIEW_PATTERN', evidence: 'test', dueAt: at('2026-03-03T17:00:00Z').at }));
  expect(await postsClose(scene)).toContain('done=closed');
});
