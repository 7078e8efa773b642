/**
 * The link by which whoever rang confirms or puts right what they said (issue 4 section 1; safe practice 6, 9, 11). Expected
 * values are worked out from those pages by hand.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreedOf } from '@/lib/contact/ending/agreed-store';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { readContact, readProposal } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { readContact as openContact } from '@/lib/contact/verbs/read-contact';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { addLetterEvent } from '@/lib/letter/store';
import { LINK_HERE, linkToken, OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { linkOfLetter } from '@/lib/letter/follow-up/link-store';
import { printedText } from '@/lib/letter/follow-up/printing';
import { answerByLink } from '@/lib/letter/follow-up/verbs/answer-by-link';
import { answerOwnCall } from '@/lib/letter/follow-up/verbs/answer-own-call';
import { endCallerLink } from '@/lib/letter/follow-up/verbs/end-caller-link';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { readCallerMessage } from '@/lib/letter/follow-up/verbs/read-caller-message';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { wordsOfLetter } from '@/lib/letter/model';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { closeDatabase } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { decideFor } from './letter-scene';
import { knowNobody } from './people';
import { asSystem, queueRow } from './waiting';
import { MADE } from './calling';
import { as, fromSchool, headOf, HOME, lettersOfCall, made, type Made, newest, place, placeForCalls, preview, SAID, send, worker } from './follow-up-scene';

beforeAll(placeForCalls);
afterAll(closeDatabase);

describe('the caller’s link', () => {
  // Links open by the wall clock: this call is of now.
  const minutesAgo = (minutes: number) => now().subtract({ minutes }).toString();
  const sentNow = async (more: Fields = {}): Promise<Made & { letterId: string; token: string; code: string }> => {
    const call = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example', ...more }), { began: minutesAgo(20), at: minutesAgo(10) });
    await preview(call, minutesAgo(9));
    const done = await send(call, minutesAgo(8));
    if (!done.ok) throw new Error(done.problem);
    const letter = await newest(call);
    const link = await asSystem(place, minutesAgo(1), (tx) => linkOfLetter(tx, letter.id));
    return { ...call, letterId: letter.id, token: linkToken(link?.id ?? ''), code: callerCode(call.key, letter.issue) };
  };
  const opened = async ({ token, code }: { token: string; code: string }) => {
    const done = await openCallerLink(token, { code });
    return done.ok ? (/=([^;]+);/.exec(done.value.cookie)?.[1] ?? '') : '';
  };
  const read = async (call: { token: string }, pass?: string) => (await readCallerMessage(call.token, pass)).state;

  test('leaves in a message that holds the reference and the link, and stands in no row', async () => {
    const call = await sentNow();
    const message = await asSystem(place, MADE, (tx) => tx.db.message.findFirstOrThrow({ where: { letterId: call.letterId } }));
    expect(message.toAddress).toBe('rosalie@school.example');
    expect(message.body).toContain(LINK_HERE);
    const handed: { body: string; subject: string }[] = [];
    await deliverMessage({ authorityId: place.id, messageId: message.id }, async (mail) => {
      handed.push(mail);
      return { provider: 'fake', providerId: '1' };
    });
    expect(handed[0]?.body).toContain(`/message/${call.token}`);
    for (const never of ['Mensah', 'Rosalie', 'Maya', SAID, call.code]) expect(JSON.stringify(handed), never).not.toContain(never);
    const rows = await asSystem(place, MADE, async (tx) => JSON.stringify([await tx.db.message.findMany({ where: { authorityId: place.id } }), await tx.db.letter.findMany({ where: { authorityId: place.id } }), await tx.db.callerLink.findMany({ where: { authorityId: place.id }, omit: { tokenHash: true } })]));
    expect(rows).not.toContain(call.token);
    expect(rows).not.toContain(call.code);
  });

  test('is looked at without being used up, and shows nothing before the code', async () => {
    const call = await sentNow();
    for (let scanner = 0; scanner < 3; scanner += 1) {
      const page = await askPage('../../app/message/[token]/page.tsx', null, { token: call.token });
      const html = page.kind === 'shown' ? await page.html() : page.kind;
      expect(html).toContain('enter the code');
      for (const never of ['Maya', 'coat', 'Rosalie', 'Mensah', call.reference]) expect(html, never).not.toContain(never);
    }
    const pass = await opened(call);
    const page = await askPage('../../app/message/[token]/page.tsx', null, { token: call.token }, {}, { [OPENED_COOKIE]: pass });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain(SAID);
    expect(html).toContain('Ring the school nurse');
    // How far it is, too, in the words of a referrer’s link.
    expect(html).toContain('We have it. A person has not read it yet.');
    for (const never of ['grandfather', HOME, 'Coaching', worker().email]) expect(html, never).not.toContain(never);
    // The pass of one link opens no other.
    const other = await sentNow();
    expect(await read(other, pass)).toBe('ask');
    const entries = await asSystem(place, MADE, (tx) => tx.db.ledgerEntry.count({ where: { authorityId: place.id, action: 'caller_link.asked' } }));
    expect(entries).toBeGreaterThanOrEqual(3);
  });

  test('ends after five wrong codes, also with the right one', async () => {
    const call = await sentNow();
    const wrong = call.code === '111111' ? '222222' : '111111';
    const answers = [];
    for (let tries = 0; tries < 5; tries += 1) answers.push((await openCallerLink(call.token, { code: wrong })).ok);
    expect(answers).toEqual([false, false, false, false, false]);
    expect(await openCallerLink(call.token, { code: call.code })).toEqual({ ok: false, problem: 'dead' });
    expect(await read(call)).toBe('dead');
  });

  test('opens no more when it was ended, has run out, its letter came back or was written anew', async () => {
    const ended = await sentNow();
    await as(worker(), (tx) => endCallerLink(tx, ended.contactId), minutesAgo(0));
    expect(await read(ended)).toBe('dead');
    const late = await sentNow();
    await asSystem(place, minutesAgo(0), (tx) => tx.db.callerLink.updateMany({ where: { letterId: late.letterId }, data: { expiresAt: new Date(Date.parse(minutesAgo(1))) } }));
    expect(await read(late)).toBe('dead');
    const back = await sentNow();
    await asSystem(place, minutesAgo(0), (tx) => addLetterEvent(tx, back.letterId, 'returned', { why: 'moved', on: '2026-03-04' }));
    expect(await read(back)).toBe('dead');
    const anew = await sentNow();
    await as(worker(), (tx) => writeFollowUp(tx, anew.contactId), minutesAgo(0));
    expect(await read(anew)).toBe('dead');
    expect((await readCallerMessage('nothing', undefined)).state).toBe('unknown');
    expect((await readCallerMessage('A'.repeat(43), undefined)).state).toBe('unknown');
  });

  test('opens no more once an address is kept secret, which the caller’s page then never shows', async () => {
    const call = await sentNow();
    const pass = await opened(call);
    expect(await read(call, pass)).toBe('open');
    const kept = await as(worker(), async (tx) => keepSecret(tx, await headOf(tx, call), { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'She has moved there from a refuge.' }), minutesAgo(0));
    expect(kept.ok).toBe(true);
    expect(await read(call, pass)).toBe('dead');
    expect(JSON.stringify(await asSystem(place, minutesAgo(0), (tx) => agreedOf(tx, call.contactId)))).not.toContain(HOME);
  });

  test.each([
    ['a child is in danger: the police and health decide with us', { 'safety.cannotWait': 'yes', 'belief.level': '4' }],
    ['an address is to be kept secret', { 'child.1.keepAddressSecret': 'yes' }],
    ['the caller is not verified', { 'call.verified': 'not_verified' }],
    ['somebody in a position of trust may be concerned', { 'happened.positionOfTrust': 'yes' }],
  ])('is not made where %s; on paper none is printed', async (_, more) => {
    const call = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example', ...more }));
    const letters = await lettersOfCall(call);
    for (const letter of letters) {
      expect(letter.recipient.key).toBe('post:1');
      expect(await asSystem(place, MADE, (tx) => linkOfLetter(tx, letter.id))).toBeNull();
      expect(JSON.stringify(await asSystem(place, MADE, (tx) => printedText(tx, letter, 'https://door.example')))).not.toContain('/message/');
    }
  });

  test('is printed at the end of a letter by post, without the code', async () => {
    const call = await made(fromSchool());
    const letter = await newest(call);
    const text = wordsOfLetter(await asSystem(place, MADE, (tx) => printedText(tx, letter, 'https://door.example')));
    expect(text).toMatch(/https:\/\/door\.example\/message\/[\w-]{43}/);
    expect(text).not.toContain(callerCode(call.key, 1));
  });

  test('takes a correction: both versions stand, the guide proposes anew and the contact is back in the queue, unread; once for its key', async () => {
    const call = await sentNow();
    await knowNobody(place, call.contactId);
    await as(worker(), async (tx) => openContact(tx, worker(), await headOf(tx, call)), minutesAgo(5));
    expect((await queueRow(place, call.contactId))?.readAt).not.toBeNull();
    const answer = { verdict: 'corrected', text: 'It was Tuesday, and he had eaten.', immediate: false, key: newId() } as const;
    expect(await answerByLink(call.token, undefined, answer, writeReceipt)).toEqual({ ok: false, problem: 'ask_code' });
    const pass = await opened(call);
    expect(await answerByLink(call.token, pass, answer, writeReceipt)).toMatchObject({ ok: true, value: { added: true } });
    expect(await answerByLink(call.token, pass, answer, writeReceipt)).toMatchObject({ ok: true, value: { added: false } });
    expect(await queueRow(place, call.contactId)).toMatchObject({ readAt: null });
    await asSystem(place, minutesAgo(0), async (tx) => {
      expect((await readProposal(tx, call.contactId))?.version).toBe(2);
      expect((await readContact(tx, call.contactId))?.report.incident.what).toBe(SAID);
      expect(await tx.db.addition.findMany({ where: { contactId: call.contactId }, select: { text: true, by: true } })).toEqual([{ text: answer.text, by: '00000000-0000-0000-0000-000000000003' }]);
      expect(await tx.db.callerReply.count({ where: { contactId: call.contactId } })).toBe(1);
    });
    const page = await askPage('../../app/message/[token]/page.tsx', null, { token: call.token }, {}, { [OPENED_COOKIE]: pass });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    for (const part of [SAID, answer.text]) expect(html).toContain(part);
    expect(await answerByLink(call.token, pass, { verdict: 'confirmed', text: '', immediate: false, key: newId() }, writeReceipt)).toMatchObject({ ok: true });
    expect((await newest(call)).state).toBe('read');
  });

  describe('shut since, in the browser where it is open: what is put right is taken, once, and nothing is shown (safe practice 17)', () => {
    const dad = () => ({ verdict: 'corrected', text: 'It was dad, he collects at three.', immediate: true, key: newId() }) as const;
    const additionsOf = ({ contactId }: Made) => asSystem(place, minutesAgo(0), (tx) => tx.db.addition.findMany({ where: { contactId }, select: { text: true } }));

    test('a strategy discussion was decided', async () => {
      const call = await sentNow();
      const pass = await opened(call);
      await asSystem(place, minutesAgo(0), (tx) => decideFor(tx, call.contactId, { by: worker().actorId, level: 4, route: 'STRATEGY' }));
      expect(await read(call, pass)).toBe('dead');
      const says = dad();
      expect(await answerByLink(call.token, undefined, says, writeReceipt)).toEqual({ ok: false, problem: 'dead' });
      expect(await answerByLink(call.token, pass, { ...says, verdict: 'confirmed' }, writeReceipt)).toEqual({ ok: false, problem: 'dead' });
      expect(await answerByLink(call.token, pass, says, writeReceipt)).toEqual({ ok: true, value: { added: true, urgent: true, shut: 'unsaid', newContactId: null } });
      expect(await answerByLink(call.token, pass, says, writeReceipt)).toMatchObject({ ok: true, value: { added: false, shut: 'unsaid' } });
      expect(await additionsOf(call)).toEqual([{ text: says.text }]);
      expect(await queueRow(place, call.contactId)).toMatchObject({ readAt: null });
    });

    test('the contact ended: the words begin a new one of whoever rang, with a receipt', async () => {
      const [call, into] = [await sentNow(), await sentNow()];
      const pass = await opened(call);
      for (const each of [call, into]) await knowNobody(place, each.contactId);
      expect((await as(worker(), async (tx) => joinContact(tx, worker(), await headOf(tx, call), { into: into.reference, prefix: place.prefix, reason: 'The same family.' }), minutesAgo(0))).ok).toBe(true);
      const done = await answerByLink(call.token, pass, { ...dad(), immediate: false }, writeReceipt);
      expect(done).toMatchObject({ ok: true, value: { shut: 'unsaid', newContactId: expect.any(String) as string } });
      const fresh = await asSystem(place, minutesAgo(0), (tx) => tx.db.contact.findMany({ where: { followsId: call.contactId }, select: { referrerName: true, letters: { select: { kind: true } } } }));
      expect(fresh).toMatchObject([{ referrerName: 'Rosalie Mensah', letters: [{ kind: 'receipt' }] }]);
      expect(await additionsOf(call)).toEqual([]);
    });

    test('who is kept as a protected source is not named by an answer, and what a person ended takes none', async () => {
      const [sealed, ended] = [await sentNow(), await sentNow()];
      const [one, other] = [await opened(sealed), await opened(ended)];
      await as(worker(), async (tx) => sealSource(tx, await headOf(tx, sealed), 'She is afraid.'), minutesAgo(0));
      await as(worker(), (tx) => endCallerLink(tx, ended.contactId), minutesAgo(0));
      for (const [call, pass] of [[sealed, one], [ended, other]] as const) expect(await answerByLink(call.token, pass, dad(), writeReceipt)).toEqual({ ok: false, problem: 'dead' });
      for (const call of [sealed, ended]) expect(await additionsOf(call)).toEqual([]);
    });
  });

  test('a caller whose address is that of an account of their agency signs in instead, and nobody else reads it', async () => {
    const { teacher, lead, officer } = place.people;
    const call = await made(fromSchool({ 'call.callerEmail': teacher.email.toUpperCase() }), { began: minutesAgo(20), at: minutesAgo(10) });
    expect((await newest(call)).recipient).toMatchObject({ key: teacher.actorId, accountId: teacher.actorId });
    const letterId = (await newest(call)).id;
    expect((await askPage('../../app/my/calls/[call]/page.tsx', teacher, { call: letterId })).kind).toBe('missing');
    await preview(call, minutesAgo(9));
    expect(await send(call, minutesAgo(8))).toEqual({ ok: true, value: { how: 'sent' } });
    const list = await askPage('../../app/my/contacts/page.tsx', teacher, {});
    expect(list.kind === 'shown' ? await list.html() : '').toContain(`/my/calls/${letterId}`);
    const page = await askPage('../../app/my/calls/[call]/page.tsx', teacher, { call: letterId });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain(SAID);
    expect(html).not.toContain('grandfather');
    for (const other of [lead, officer]) expect((await askPage('../../app/my/calls/[call]/page.tsx', other, { call: letterId })).kind).toBe('missing');
    expect(await as(officer, (tx) => answerOwnCall(tx, letterId, { verdict: 'confirmed', text: '', immediate: false, key: newId() }), minutesAgo(1))).toEqual({ ok: false, problem: 'missing' });
    expect(await as(teacher, (tx) => answerOwnCall(tx, letterId, { verdict: 'corrected', text: 'It was her brother.', immediate: false, key: newId() }), minutesAgo(1))).toMatchObject({ ok: true });
    // An account of another agency is a stranger with the same address.
    const police = await made(fromSchool({ 'call.callerEmail': officer.email }));
    expect((await newest(police)).recipient.key).toBe('link:1');
  });
});
