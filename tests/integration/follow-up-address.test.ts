/** Where a caller is reached was heard or typed wrongly: put right with its reason, and nothing goes on to the wrong address (issue 4 section 1; safe practice 6, 11). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { correctionsOf } from '@/lib/contact/ending/correction-store';
import { readContact } from '@/lib/contact/store';
import { linkToken } from '@/lib/letter/follow-up/link';
import { linkOfLetter } from '@/lib/letter/follow-up/link-store';
import { correctCaller } from '@/lib/letter/follow-up/verbs/correct-caller';
import { endCallerLink } from '@/lib/letter/follow-up/verbs/end-caller-link';
import { openOwnCall } from '@/lib/letter/follow-up/verbs/open-own-call';
import { readCallerMessage } from '@/lib/letter/follow-up/verbs/read-caller-message';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { writeLetterAnew } from '@/lib/letter/verbs/write-letter-anew';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { letterById } from '@/lib/letter/store';
import { readWayTo, saidOfReaching } from '@/lib/letter/way-store';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { closeDatabase } from '@/lib/platform/db';
import { asSystem } from './waiting';
import { MADE } from './calling';
import { decideFor } from './letter-scene';
import { as, fromSchool, lettersOfCall, made, newest, owed, place, NOW, placeForCalls, preview, send, words, worker } from './follow-up-scene';

beforeAll(placeForCalls);
afterAll(closeDatabase);

describe('a caller’s address that was typed wrongly (safe practice 6, 11)', () => {
  const WRONG = { 'call.callerEmail': 'rosalei@scool.example' };
  const right = { email: ' Rosalie@School.example', safeWay: 'email', why: 'Rung back; she spelled it out.' };
  const correct = (call: Awaited<ReturnType<typeof made>>, typed: typeof right, at = MADE) => as(worker(), (tx) => correctCaller(tx, call.contactId, null, typed), at);

  /** Does the job of a letter's message. @returns to whom it was handed over. */
  const delivered = async (letterId: string) => {
    const { id } = await asSystem(place, MADE, (tx) => tx.db.message.findFirstOrThrow({ where: { letterId }, select: { id: true } }));
    const handed: string[] = [];
    await deliverMessage({ authorityId: place.id, messageId: id }, async ({ to }) => {
      handed.push(to);
      return Promise.resolve({ provider: 'smtp', providerId: id });
    });
    return { handed, state: (await asSystem(place, MADE, (tx) => tx.db.message.findFirstOrThrow({ where: { id }, select: { state: true } }))).state };
  };

  test('is put right with a reason, and what stood stays; a letter that waits is cancelled and written anew to the right place', async () => {
    const call = await made(fromSchool(WRONG));
    for (const [typed, problem] of [[{ ...right, email: 'rosalie at school' }, 'not_an_address'], [{ ...right, why: ' ' }, 'why_missing'], [{ ...right, email: 'rosalei@scool.example', safeWay: '' }, 'nothing_changed']] as const) expect(await correct(call, typed)).toEqual({ ok: false, problem });
    expect(await correct(call, right)).toMatchObject({ ok: true });
    const letters = await lettersOfCall(call);
    expect(letters.map(({ issue, state, recipient }) => [issue, state, recipient.email])).toEqual([[2, 'to_preview', 'rosalie@school.example'], [1, 'cancelled', 'rosalei@scool.example']]);
    expect(letters[1]?.events.find(({ what }) => what === 'cancelled')?.detail).toEqual({ why: 'address_changed' });
    const [kept] = await as(worker(), (tx) => correctionsOf(tx, call.contactId, null));
    expect(kept).toMatchObject({ email: 'rosalie@school.example', emailBefore: 'rosalei@scool.example', safeWay: 'email', safeWayBefore: null, why: right.why, by: worker().actorId });
    expect((await asSystem(place, MADE, (tx) => readContact(tx, call.contactId)))?.referrerEmail).toBe('rosalei@scool.example');
    expect(await asSystem(place, MADE, (tx) => tx.db.ledgerEntry.count({ where: { authorityId: place.id, action: 'caller.address_corrected' } }))).toBeGreaterThan(0);
  });

  test('of a letter that went: its link opens no more, it counts as not told, and telling them is owed again', async () => {
    const call = await made(fromSchool(WRONG), NOW);
    await preview(call, NOW.at);
    expect(await send(call, NOW.at)).toEqual({ ok: true, value: { how: 'sent' } });
    const wrong = await newest(call);
    const link = await asSystem(place, MADE, (tx) => linkOfLetter(tx, wrong.id));
    expect((await readCallerMessage(linkToken(link?.id ?? ''), undefined)).state).toBe('ask');
    expect(await correct(call, right, NOW.at)).toMatchObject({ ok: true });
    expect((await readCallerMessage(linkToken(link?.id ?? ''), undefined)).state).toBe('dead');
    expect((await lettersOfCall(call)).map(({ state }) => state)).toEqual(['to_preview', 'undelivered']);
    expect(await words(call)).not.toContain('replaces');
    expect((await owed(call)).map(({ discharge }) => discharge?.how ?? null).toSorted()).toEqual(['done', null].toSorted());
    // Its message had not left: it would go to somebody else, with a link that opens nothing.
    expect(await delivered(wrong.id)).toEqual({ handed: [], state: 'let_go' });
  });

  test('of a link that a worker ended before its message left: nothing goes, it shows as not told, and telling them is owed again', async () => {
    const call = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' }), NOW);
    await preview(call, NOW.at);
    expect(await send(call, NOW.at)).toEqual({ ok: true, value: { how: 'sent' } });
    const sent = await newest(call);
    expect((await owed(call)).filter(({ discharge }) => discharge === null)).toEqual([]);
    expect(await as(worker(), (tx) => endCallerLink(tx, call.contactId), NOW.at)).toMatchObject({ ok: true });
    expect(await delivered(sent.id)).toEqual({ handed: [], state: 'let_go' });
    expect(await delivered(sent.id), 'the job again').toEqual({ handed: [], state: 'let_go' });
    expect((await newest(call)).state).toBe('undelivered');
    expect((await owed(call)).filter(({ discharge }) => discharge === null)).toHaveLength(1);
    // One that nothing speaks against leaves as ever.
    const other = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' }), NOW);
    await preview(other, NOW.at);
    await send(other, NOW.at);
    expect(await delivered((await newest(other)).id)).toEqual({ handed: ['rosalie@school.example'], state: 'sent' });
  });

  test('where only another way is safe, the letter goes that way; to the account of somebody else it is not theirs any more', async () => {
    const { teacher } = place.people;
    const call = await made(fromSchool({ 'call.callerEmail': teacher.email }));
    expect((await newest(call)).recipient.accountId).toBe(teacher.actorId);
    await preview(call);
    await send(call);
    const sent = await newest(call);
    expect(await as(teacher, (tx) => openOwnCall(tx, sent.id))).not.toBeNull();
    expect(await correct(call, { email: 'rosalie@school.example', safeWay: 'letter', why: 'It is her colleague’s.' })).toMatchObject({ ok: true });
    expect(await as(teacher, (tx) => openOwnCall(tx, sent.id))).toBeNull();
    expect((await newest(call)).recipient.key).toBe('post:1');
  });

  test('a caller who says that the post is opened is written to no more on the old proof: neither what was agreed nor what was decided', async () => {
    const [DECIDED, PROVED, CORRECTED, AFTER] = ['2026-03-04T11:00:00Z', '2026-03-04T11:10:00Z', '2026-03-04T11:20:00Z', '2026-03-04T11:30:00Z'];
    const call = await made(fromSchool({ 'call.from': 'family', 'call.callerName': 'Ivy Quill', 'call.callerEmail': '', 'you.safeWay': 'letter' }));
    const { contactId } = call;
    const decisionId = await asSystem(place, DECIDED, (tx) => decideFor(tx, contactId, { by: worker().actorId, level: 2, route: 'EH_SINGLE' }));
    const outcomeId = (await asSystem(place, DECIDED, (tx) => writeOutcomeLetter(tx, decisionId))) ?? '';
    const PROOF = { way: 'letter', how: 'spoken_with', provedBy: 'Ottoline Pryce', provedOn: '2026-03-04', noMessage: false, words: '' };
    const proved = (letterId: string, at: string, words = '') => as(worker(), (tx) => recordSafeContact(tx, { contactId, letterId }, { ...PROOF, words }), at);
    const posted = async (letterId: string, at: string) => {
      await as(worker(), (tx) => previewLetter(tx, worker(), contactId, letterId), at);
      return as(worker(), (tx) => sendLetter(tx, worker(), { contactId, letterId }), at);
    };
    expect(await proved(outcomeId, PROVED)).toEqual({ ok: true, value: null });

    expect(await as(worker(), (tx) => correctCaller(tx, contactId, null, { email: '', safeWay: 'telephone', why: 'She rang: he opens her post now.' }), CORRECTED)).toMatchObject({ ok: true });
    const outcome = await asSystem(place, AFTER, (tx) => letterById(tx, outcomeId));
    expect([outcome?.state, outcome?.events.find(({ what }) => what === 'cancelled')?.detail.why]).toEqual(['cancelled', 'address_changed']);
    const followUp = await newest(call);
    expect(followUp.recipient.key).toBe('post:1');
    expect(await posted(followUp.id, AFTER)).toEqual({ ok: false, problem: 'not_proved' });
    const anew = await as(worker(), (tx) => writeLetterAnew(tx, { contactId, letterId: outcomeId, confirmed: true }), AFTER);
    expect(await posted(anew.ok ? anew.value.letterId : '', AFTER)).toEqual({ ok: false, problem: 'not_proved' });
    expect(await as(worker(), async (tx) => [(await saidOfReaching(tx, contactId, 'post:1')).safeWay, (await readWayTo(tx, contactId, 'post:1')).newest], AFTER)).toEqual(['telephone', null]);
    // What she said last stands against the post as the report's own words do.
    expect(await proved(followUp.id, AFTER)).toEqual({ ok: false, problem: 'against_what_was_said' });
    expect(await proved(followUp.id, AFTER, 'She collects it here.')).toEqual({ ok: true, value: null });
    expect(await posted(followUp.id, AFTER)).toEqual({ ok: true, value: { how: 'posted' } });
  });
});
