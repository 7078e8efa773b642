/** A call whose contact went into another, or ended, before its follow-up letter did: the letter is owed all the same (domain 5.1, 7.8, 7.11). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import { answerOwnCall } from '@/lib/letter/follow-up/verbs/answer-own-call';
import { correctCaller } from '@/lib/letter/follow-up/verbs/correct-caller';
import { openOwnCall } from '@/lib/letter/follow-up/verbs/open-own-call';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { closeDatabase } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { as, fromSchool, headOf, made, newest, owed, place, placeForCalls, preview, send, worker, type Made } from './follow-up-scene';
import { decideFor } from './letter-scene';
import { asSystem, queueRow } from './waiting';
import { readsAndWithdraws } from './withdrawing';

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

test('withdrawn, as a call that was taken twice, its letter stays owed to the caller until it went (decision 36)', async () => {
  const call = await made(fromSchool({ 'child.1.givenName': 'Demelza', 'child.1.familyName': 'Trenoweth' }));
  const { manager } = place.people;
  expect(await as(manager, async (tx) => readsAndWithdraws(tx, manager, await headOf(tx, call), 'Taken twice.'))).toEqual({ ok: true, value: null });
  expect(await owed(call)).toMatchObject([{ discharge: null }]);
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

describe('a signed-in caller puts their call right when its page has been shut since (safe practice 17)', () => {
  const teacherOf = () => place.people.teacher;
  const sentTo = async () => {
    const call = await made(fromSchool({ 'call.callerEmail': teacherOf().email }));
    await preview(call);
    expect(await send(call)).toEqual({ ok: true, value: { how: 'sent' } });
    return { ...call, letterId: (await newest(call)).id };
  };
  const SAYS = { verdict: 'corrected', text: 'It was dad, and he collects at three.', immediate: true } as const;
  const AFTER = '2026-03-04T12:00:00Z';
  const answer = (letterId: string, key = newId(), person = teacherOf()) => as(person, (tx) => answerOwnCall(tx, letterId, { ...SAYS, key }), AFTER);
  const additionsOf = (contactId: string) => asSystem(place, AFTER, (tx) => tx.db.addition.findMany({ where: { contactId }, select: { text: true, immediate: true, by: true } }));

  test.each<[string, (contactId: string) => Promise<unknown>]>([
    ['a strategy discussion was decided', (contactId) => asSystem(place, AFTER, (tx) => decideFor(tx, contactId, { by: worker().actorId, level: 4, route: 'STRATEGY' }))],
    ['the designated officer is asked', (contactId) => asSystem(place, AFTER, (tx) => openDuty(tx, { contactId, code: 'LADO', ...dutyDue('LADO', { receivedAt: tx.at }) }))],
  ])('%s: the words are taken, once, and nothing is shown', async (_, shut) => {
    const call = await sentTo();
    await shut(call.contactId);
    expect(await as(teacherOf(), (tx) => openOwnCall(tx, call.letterId), AFTER)).toBeNull();
    const key = newId();
    expect(await answer(call.letterId, key)).toMatchObject({ ok: true, value: { added: true, urgent: true, shut: 'unsaid', newContactId: null } });
    expect(await answer(call.letterId, key)).toMatchObject({ ok: true, value: { added: false, shut: 'unsaid' } });
    expect(await additionsOf(call.contactId)).toEqual([{ text: SAYS.text, immediate: true, by: teacherOf().actorId }]);
    expect(await queueRow(place, call.contactId)).toMatchObject({ readAt: null });
  });

  test('the contact ended: nothing is added to an end, the words begin a new contact of whoever rang, once', async () => {
    const call = await sentTo();
    expect(await joinedInto(call, await made(fromSchool()))).toMatchObject({ ok: true });
    const key = newId();
    expect(await answer(call.letterId, key)).toMatchObject({ ok: true, value: { added: true, urgent: true, shut: 'unsaid', newContactId: expect.any(String) as string } });
    expect(await answer(call.letterId, key)).toMatchObject({ ok: true, value: { added: false } });
    expect(await additionsOf(call.contactId)).toEqual([]);
    const fresh = await asSystem(place, AFTER, (tx) => tx.db.contact.findMany({ where: { followsId: call.contactId }, select: { immediate: true, referrerName: true, report: true } }));
    expect(fresh).toMatchObject([{ immediate: true, referrerName: 'Rosalie Mensah', report: { incident: { what: SAYS.text }, children: [{ givenName: 'Maya' }] } }]);
  });

  test('where it is about a colleague of theirs the new contact is kept from their agency, too', async () => {
    const call = await sentTo();
    expect(await joinedInto(call, await made(fromSchool()))).toMatchObject({ ok: true });
    const ofColleague = { ...SAYS, text: 'It was the deputy head.', key: newId(), aboutColleague: 'yes' } as const;
    expect(await as(teacherOf(), (tx) => answerOwnCall(tx, call.letterId, ofColleague), AFTER)).toMatchObject({ ok: true, value: { added: true } });
    const [fresh] = await asSystem(place, AFTER, (tx) => tx.db.contact.findMany({ where: { followsId: call.contactId }, select: { reference: true, aboutColleague: true } }));
    expect(fresh?.aboutColleague).toBe(true);
    expect(await as(place.people.lead, (tx) => findContact(tx, fresh?.reference ?? ''), AFTER)).toBeNull();
  });

  test('nobody else’s words are taken as theirs, and where to ring stands first where it cannot wait', async () => {
    const call = await sentTo();
    await asSystem(place, AFTER, (tx) => decideFor(tx, call.contactId, { by: worker().actorId, level: 4, route: 'STRATEGY' }));
    expect(await answer(call.letterId, newId(), place.people.officer)).toEqual({ ok: false, problem: 'missing' });
    const page = await askPage('../../app/my/contacts/page.tsx', teacherOf(), {}, { done: 'call_kept_urgent' });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toMatch(/ring .*now.*We have what you wrote/is);
    expect(html).not.toMatch(/strategy|police/i);
  });
});
