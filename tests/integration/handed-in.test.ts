/**
 * Words that are sent after half an hour in which nothing was pressed (architecture 2: "a POST on an idle-expired session is stored,
 * write-only, then 303 to sign-in"; safe practice 7.8): they are kept for whoever typed them, nothing is done with them, and whoever has
 * signed in again reads that they are not sent. By hand from there.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { additionsOf, questionsTo } from '@/lib/contact/additions/addition-store';
import { findContact } from '@/lib/contact/store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { openDrafts } from '@/lib/platform/draft/store';
import { newId } from '@/lib/platform/ids';
import { dateOf, now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { fromSchool, made, newest, place, placeForCalls, preview, send, worker } from './follow-up-scene';
import { decideFor, recordFrom } from './letter-scene';
import { knowNobody } from './people';
import { goesIdle, postForm, type Posted } from './report-scene';

beforeAll(placeForCalls);
afterAll(closeDatabase);

const minutesAgo = (minutes: number) => now().subtract({ minutes }).toString();

async function shown(file: string, params: Record<string, string>, query: Record<string, string> = {}, person = place.people.teacher): Promise<string> {
  const page = await askPage(`../../app/${file}/page.tsx`, person, params, query);
  return page.kind === 'shown' ? page.html() : JSON.stringify(page);
}

/** The teacher presses a button of their own page after half an hour. */
async function late(file: string, params: Record<string, string>, fields: Record<string, string>): Promise<Posted> {
  let answer: Posted = { status: 0, to: '' };
  await goesIdle(place.people.teacher, async () => {
    answer = await postForm(place.people.teacher, file, params, fields);
  });
  return answer;
}

async function told(): Promise<{ contactId: string; reference: string }> {
  const contact = await recordFrom(place, place.people.teacher, minutesAgo(60));
  await knowNobody(place, contact.contactId);
  return contact;
}
const NUMBER_TO_RING = /Ring .*tel:.* now/s;

test('what was added stands in its form again with the danger that was ticked, is not sent, and says so', async () => {
  const { contactId, reference } = await told();
  const answer = await late('my/contacts/[reference]/add', { reference }, { key: newId(), kept: '', text: 'He has found where they live.', immediate: 'yes' });
  expect(answer.to).toBe(`/sign-in?return=${encodeURIComponent(`/my/contacts/${reference}?danger=yes`)}`);
  expect(await withActor(place.people.worker, async (tx) => additionsOf(tx, contactId))).toEqual([]);
  const page = await shown('my/contacts/[reference]', { reference });
  for (const words of ['NOT SENT', 'He has found where they live.']) expect(page).toContain(words);
  expect(page).toMatch(NUMBER_TO_RING);
  expect(page).toMatch(/<input[^>]*name="immediate"[^>]*checked/);
  // Sent once they have signed in, it says so no more.
  const kept = /name="kept" value="([^"]+)"/.exec(page)?.[1] ?? '';
  expect((await postForm(place.people.teacher, 'my/contacts/[reference]/add', { reference }, { key: newId(), kept, text: 'He has found where they live.', immediate: 'yes' })).to).toContain('done=danger');
  expect(await shown('my/contacts/[reference]', { reference })).not.toContain('NOT SENT');
});

test('refused for what it says, danger is not sent, and whom to ring stands there all the same (domain 7.1)', async () => {
  const { reference } = await told();
  const { to } = await postForm(place.people.teacher, 'my/contacts/[reference]/add', { reference }, { key: newId(), kept: '', text: 'é'.repeat(20_001), immediate: 'yes' });
  expect(to).toContain('add=too_long');
  const page = await shown('my/contacts/[reference]', { reference }, { add: 'too_long' });
  expect(page).toMatch(/There is a problem.*NOT SENT/s);
  expect(page).toMatch(NUMBER_TO_RING);
  // Without danger what is wrong is said, and no alarm is made of it.
  const mild = await told();
  await postForm(place.people.teacher, 'my/contacts/[reference]/add', { reference: mild.reference }, { key: newId(), kept: '', text: 'é'.repeat(20_001) });
  const calm = await shown('my/contacts/[reference]', { reference: mild.reference }, { add: 'too_long' });
  expect(calm).toContain('There is a problem');
  expect(calm).not.toMatch(/NOT SENT/);
});

test('what was kept is not put away by an idle session, nor written over', async () => {
  const { contactId, reference } = await told();
  await late('my/contacts/[reference]/add', { reference }, { key: newId(), kept: '', text: 'She drew it.' });
  const [draft] = await withActor(place.people.teacher, async (tx) => openDrafts(tx, 'addition', contactId));
  await late('my/contacts/[reference]/add', { reference }, { act: 'put_away', kept: `${draft?.id}.${draft?.version}` });
  expect(await withActor(place.people.teacher, async (tx) => openDrafts(tx, 'addition', contactId))).toMatchObject([{ content: { fields: { text: 'She drew it.' } } }]);
});

test('an answer stands under its question again with the danger that was ticked, and the question is open', async () => {
  const { contactId, reference } = await told();
  const question = await withActor(place.people.worker, async (tx) => {
    const head = await findContact(tx, reference);
    const done = head === null ? null : await askReferrer(tx, head, 'Who collects her?');
    if (done?.ok !== true) throw new Error('not asked');
    return done.value.questionId;
  });
  expect((await late('my/contacts/[reference]/answer', { reference }, { question, kept: '', answer: 'Her uncle, on Fridays.', immediate: 'yes' })).to).toBe(`/sign-in?return=${encodeURIComponent(`/my/contacts/${reference}?danger=yes`)}`);
  expect(await withActor(systemOf(place.id), async (tx) => questionsTo(tx, contactId))).toMatchObject([{ answer: null }]);
  const page = await shown('my/contacts/[reference]', { reference });
  for (const words of ['NOT SENT', 'Her uncle, on Fridays.']) expect(page).toContain(words);
  expect(page).toMatch(NUMBER_TO_RING);
  expect(page).toMatch(/<input[^>]*id="answer-[^"]*immediate"[^>]*checked/);
});

test('a correction of what was said in a call is kept for whoever rang', async () => {
  const call = await made(fromSchool({ 'call.callerEmail': place.people.teacher.email }), { began: minutesAgo(20), at: minutesAgo(10) });
  await preview(call, minutesAgo(9));
  expect((await send(call, minutesAgo(8))).ok).toBe(true);
  const letter = (await newest(call)).id;
  const answer = await late('my/calls/[call]/answer', { call: letter }, { key: newId(), verdict: 'corrected', text: 'It was on Monday, not on Tuesday.', immediate: 'yes' });
  expect(answer.to).toBe(`/sign-in?return=${encodeURIComponent(`/my/calls/${letter}?danger=yes`)}`);
  expect(await withActor(systemOf(place.id), async (tx) => additionsOf(tx, call.contactId))).toEqual([]);
  const page = await shown('my/calls/[call]', { call: letter });
  for (const words of ['NOT SENT', 'It was on Monday, not on Tuesday.']) expect(page).toContain(words);
  expect(page).toMatch(NUMBER_TO_RING);
  expect(page).toMatch(/<input[^>]*name="immediate"[^>]*checked/);
});

describe('a correction of a call whose page was shut meanwhile (safe practice 7.10, 7.17)', () => {
  const shut = async () => {
    const call = await made(fromSchool({ 'call.callerEmail': place.people.teacher.email }), { began: minutesAgo(20), at: minutesAgo(10) });
    await preview(call, minutesAgo(9));
    expect((await send(call, minutesAgo(8))).ok).toBe(true);
    await withActor(systemOf(place.id), async (tx) => decideFor(tx, call.contactId, { by: worker().actorId, level: 4, route: 'STRATEGY' }));
    return { contactId: call.contactId, reference: call.reference, letter: (await newest(call)).id };
  };
  const page = (letter: string, query: Record<string, string> = {}, person = place.people.teacher) => shown('my/calls/[call]', { call: letter }, query, person);
  const WORDS = 'He waits at the gate at three.';

  test('that is handed in late stands there to be sent, with whom to ring, and with nothing of the call', async () => {
    const { contactId, reference, letter } = await shut();
    expect(await page(letter)).toContain('"kind":"missing"');
    await late('my/calls/[call]/answer', { call: letter }, { key: newId(), verdict: 'corrected', text: WORDS, immediate: 'yes' });
    const html = await page(letter);
    for (const words of ['NOT SENT', WORDS, 'Send the correction']) expect(html).toContain(words);
    expect(html).toMatch(NUMBER_TO_RING);
    expect(html).toMatch(/<input[^>]*name="immediate"[^>]*checked/);
    for (const words of [reference, 'What you told us', 'What we agreed', 'The letter', 'Maya', 'It is right']) expect(html).not.toContain(words);
    expect(await page(letter, {}, place.people.officer)).toContain('"kind":"missing"');
    // Sent, it has arrived, and the page is shut again.
    expect((await postForm(place.people.teacher, 'my/calls/[call]/answer', { call: letter }, { key: newId(), verdict: 'corrected', text: WORDS, immediate: 'yes' })).to).toBe('/my/contacts?done=call_kept_urgent');
    expect(await withActor(place.people.worker, async (tx) => additionsOf(tx, contactId))).toMatchObject([{ text: WORDS, immediate: true }]);
    expect(await page(letter)).toContain('"kind":"missing"');
  });

  test('of a contact that is finished begins another, of which whoever rang has a receipt, once', async () => {
    const call = await made(fromSchool({ 'call.callerEmail': place.people.teacher.email }), { began: minutesAgo(20), at: minutesAgo(10) });
    await preview(call, minutesAgo(9));
    expect((await send(call, minutesAgo(8))).ok).toBe(true);
    const letter = (await newest(call)).id;
    await withActor(systemOf(place.id), async (tx) => {
      await tx.db.closure.createMany({ data: [{ authorityId: place.id, contactId: call.contactId, at: dateOf(tx.at), by: worker().actorId, how: 'told', level: 3, route: 'CIN_ASSESS' }] });
      await tx.db.queueRow.deleteMany({ where: { contactId: call.contactId } });
    });
    const typed = { key: newId(), verdict: 'corrected', text: 'It was on Monday, not on Tuesday.' };
    for (const _ of [1, 2]) expect((await postForm(place.people.teacher, 'my/calls/[call]/answer', { call: letter }, typed)).to).toBe('/my/contacts?done=call_kept');
    const receipts = await withActor(systemOf(place.id), async (tx) => tx.db.letter.findMany({ where: { kind: 'receipt', contact: { followsId: call.contactId } }, select: { id: true, recipientName: true, events: { where: { what: 'sent' } } } }));
    expect(receipts).toMatchObject([{ recipientName: 'Rosalie Mensah', events: [{}] }]);
    expect(await withActor(systemOf(place.id), async (tx) => tx.db.message.findMany({ where: { letterId: receipts[0]?.id ?? '' }, select: { toAddress: true } }))).toEqual([{ toAddress: place.people.teacher.email }]);
  });

  test('that was refused for its length stands there with the reason and whom to ring', async () => {
    const { letter } = await shut();
    const long = `${WORDS} ${'é'.repeat(20_000)}`;
    const { to } = await postForm(place.people.teacher, 'my/calls/[call]/answer', { call: letter }, { key: newId(), verdict: 'corrected', text: long, immediate: 'yes' });
    expect(to).toBe(`/my/calls/${letter}?problem=too_long`);
    const html = await page(letter, { problem: 'too_long' });
    for (const words of [long, 'more than 20,000 characters']) expect(html).toContain(words);
    expect(html).toMatch(NUMBER_TO_RING);
  });
});
