/** A call whose contact went into another, or ended, before its follow-up letter did: the letter is owed all the same (domain 5.1, 7.8, 7.11). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { correctCaller } from '@/lib/letter/follow-up/verbs/correct-caller';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { closeDatabase } from '@/lib/platform/db';
import { as, fromSchool, headOf, made, newest, owed, place, placeForCalls, preview, send, worker, type Made } from './follow-up-scene';

beforeAll(placeForCalls);
afterAll(closeDatabase);

const joinedInto = (from: Made, into: Made) => as(worker(), async (tx) => joinContact(tx, worker(), await headOf(tx, from), { into: into.reference, prefix: place.prefix, reason: 'The same family.' }));

async function joinedCall(into: Made): Promise<Made> {
  const call = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' }));
  expect((await newest(call)).recipient.key).not.toMatch(/^post/);
  expect(await joinedInto(call, into)).toMatchObject({ ok: true });
  return call;
}

const provedByPost = async (call: Made) => {
  const letterId = (await newest(call)).id;
  await as(worker(), (tx) => recordSafeContact(tx, { contactId: call.contactId, letterId }, { way: 'letter', how: 'spoken_with', provedBy: 'G. Hume', provedOn: '2026-03-04', noMessage: false, words: '' }));
};

test('joined into another, it goes on paper and is owed until it went: a link would open a page on which nothing can be put right', async () => {
  const call = await joinedCall(await made(fromSchool()));
  expect(await owed(call)).toMatchObject([{ discharge: null }]);
  await preview(call);
  expect(await send(call)).toEqual({ ok: false, problem: 'no_link' });
  expect(await as(worker(), (tx) => writeFollowUp(tx, call.contactId, { chosen: 'link' }))).toEqual({ ok: false, problem: 'way_closed' });
  expect(await as(worker(), (tx) => writeFollowUp(tx, call.contactId, { chosen: 'post' }))).toMatchObject({ ok: true });
  await preview(call);
  await provedByPost(call);
  expect(await send(call)).toEqual({ ok: true, value: { how: 'posted' } });
  expect(await owed(call)).toMatchObject([{ discharge: { how: 'done' } }]);
});

test('where the caller is reached can still be put right, and the letter is written anew', async () => {
  const call = await joinedCall(await made(fromSchool()));
  expect(await as(worker(), (tx) => correctCaller(tx, call.contactId, null, { email: '', safeWay: 'letter', why: 'She has left the school.' }))).toMatchObject({ ok: true });
  expect((await newest(call)).recipient.key).toBe('post:1');
});
