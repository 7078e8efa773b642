/**
 * "Take away" under a child, a person or whatever else there may be several of (architecture 2: nothing typed is ever lost): one press
 * throws away nothing that was typed, and what is empty goes at once. By hand from there.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { startCall } from '@/lib/contact/verbs/start-call';
import type { Person } from '@/lib/access/model';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { fromSchool, made, placeForCalls, worker } from './follow-up-scene';
import { makePlace, type Place } from './people';
import { begin, draftNow, postForm, savePage } from './report-scene';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

async function shown(person: Person, file: string, params: Record<string, string>, to: string): Promise<string> {
  const page = await askPage(`../../app/${file}/page.tsx`, person, params, Object.fromEntries(new URL(to, 'http://x').searchParams));
  return page.kind === 'shown' ? page.html() : JSON.stringify(page);
}

const TWO = { 'child.1.givenName': 'Bryony', 'child.2.givenName': 'Perran' };

test('a child of a report stays with everything typed until its author says yes', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Bryony', act: 'add' });
  const fields = async () => (await draftNow(teacher, draft)).content.fields;
  expect((await fields())['children']).toEqual(['1', '2']);
  const press = async (act: string) => postList(teacher, draft, { ...TWO, act });
  const asked = await press('remove:2');
  expect(asked).toBe(`/report/${draft}/children?sure=2#children-2-sure`);
  expect((await fields())['child.2.givenName']).toBe('Perran');
  const page = await shown(teacher, 'report/[draft]/[step]', { draft, step: 'children' }, asked);
  expect(page, 'it leads to the question, and not to the top of the child').toContain('id="children-2-sure"');
  expect(page).toMatch(/Take away <bdi>Perran<\/bdi>\?.*value="remove:2:sure"/s);
  expect(page).not.toContain('value="remove:1:sure"');
  expect(await press('leave')).toBe(`/report/${draft}/children`);
  expect((await fields())['child.2.givenName']).toBe('Perran');
  expect(await press('remove:2:sure')).toBe(`/report/${draft}/children`);
  expect(await fields()).toMatchObject({ children: ['1'], 'child.1.givenName': 'Bryony' });
  expect((await fields())['child.2.givenName']).toBeUndefined();
});

test('of what nothing was typed nothing is asked', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  expect(await postList(teacher, draft, { 'child.1.givenName': 'Bryony', 'child.2.givenName': '', act: 'remove:2' })).toBe(`/report/${draft}/children`);
  expect((await draftNow(teacher, draft)).content.fields['children']).toEqual(['1']);
});

test('a child of whom only signs were ticked, on another page, is asked about too', async () => {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  await savePage(teacher, draft, 'indicators', { 'seen.2': 'I018' });
  expect(await postList(teacher, draft, { 'child.1.givenName': 'Bryony', act: 'remove:2' })).toContain('?sure=2');
});

test('the same on the screen of a call', async () => {
  const { worker } = place.people;
  const draft = await withActor(worker, async (tx) => startCall(tx));
  const press = async (act: string) => postList(worker, draft, { ...TWO, act }, 'calls/[draft]/save', {});
  const asked = await press('remove:children:2');
  expect(asked).toBe(`/calls/${draft}?sure=children:2#children-2-sure`);
  expect(await shown(worker, 'calls/[draft]', { draft }, asked)).toMatch(/Take away <bdi>Perran<\/bdi>\?.*value="remove:children:2:sure"/s);
  expect((await draftNow(worker, draft)).content.fields['child.2.givenName']).toBe('Perran');
  await press('remove:children:2:sure');
  expect((await draftNow(worker, draft)).content.fields['child.2.givenName']).toBeUndefined();
});

test.each([
  ['members', 'member.2.relationship'],
  ['agencies', 'agency.2.name'],
  ['protections', 'protection.2.what'],
  ['call.steps', 'call.step.2.what'],
])('and of each of its other lists: %s', async (list, field) => {
  const { worker } = place.people;
  const draft = await withActor(worker, async (tx) => startCall(tx));
  const press = async (act: string) => postForm(worker, 'calls/[draft]/save', { draft }, [[list, '1'], [list, '2'], ['version', String((await draftNow(worker, draft)).version)], [field, 'Said on the telephone'], ['act', act]]);
  const asked = (await press(`remove:${list}:2`)).to;
  expect(asked).toContain(`?sure=${list}:2#`);
  expect(await shown(worker, 'calls/[draft]', { draft }, asked)).toContain(`value="remove:${list}:2:sure"`);
  await press(`remove:${list}:2:sure`);
  expect((await draftNow(worker, draft)).content.fields[field]).toBeUndefined();
});

test('and of what was agreed with a caller, on the page of the contact', async () => {
  await placeForCalls();
  const call = await made(fromSchool());
  const person = worker();
  await withActor(person, async (tx) => declareBeforeOpening(tx, { id: call.contactId }, { knows: 'no', reason: '' }));
  const press = async (act: string) => (await postForm(person, 'contacts/[reference]/agreed', { reference: call.reference }, [['call.steps', '1'], ['call.steps', '2'], ['call.step.1.what', 'Ring mother'], ['call.step.2.what', 'Ask the nurse'], ['act', act]])).to;
  const agreed = async (to: string) => shown(person, 'contacts/[reference]', { reference: call.reference }, to);
  const asked = await press('remove:call.steps:2');
  expect(await agreed(asked)).toContain('value="remove:call.steps:2:sure"');
  const left = await agreed(await press('leave'));
  expect(left).toContain('Ask the nurse');
  expect(left).not.toContain('value="remove:call.steps:2:sure"');
  const gone = await agreed(await press('remove:call.steps:2:sure'));
  expect(gone).toContain('Ring mother');
  expect(gone).not.toContain('Ask the nurse');
});

/** Posts a page with two children on its list. @returns where it leads. */
async function postList(person: Person, draft: string, fields: Record<string, string>, file = 'report/[draft]/[step]/save', params: Record<string, string> = { step: 'children' }): Promise<string> {
  const { version } = await draftNow(person, draft);
  return (await postForm(person, file, { draft, ...params }, [['children', '1'], ['children', '2'], ['version', String(version)], ...Object.entries(fields)])).to;
}
