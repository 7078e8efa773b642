/**
 * The end of a call: what was agreed, the letter to whoever rang, and coaching (issue 4 section 1; domain 5.1; safe practice
 * 5, 6, 9, 12, 14; N23, N24). Expected values are worked out from those pages by hand.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NextRequest } from 'next/server';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { agreedOf } from '@/lib/contact/ending/agreed-store';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { unseenComments } from '@/lib/contact/ending/coaching-store';
import { addToAgreed } from '@/lib/contact/ending/verbs/add-to-agreed';
import { commentOnCoaching } from '@/lib/contact/ending/verbs/comment-on-coaching';
import { recordCoaching } from '@/lib/contact/ending/verbs/record-coaching';
import { verifyCaller } from '@/lib/contact/ending/verbs/verify-caller';
import { readContact } from '@/lib/contact/store';
import { findContact } from '@/lib/contact/verbs/find-contact';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { overduePart } from '@/lib/duty/store';
import { linkToken } from '@/lib/letter/follow-up/link';
import { linkOfLetter } from '@/lib/letter/follow-up/link-store';
import { letFollowUpGo } from '@/lib/letter/follow-up/verbs/let-follow-up-go';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { wordsOfLetter } from '@/lib/letter/model';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { recordReturned } from '@/lib/letter/verbs/record-returned';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { closeDatabase } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { askPage, cookieOf } from './asking-pages';
import { arrives, earlyHelp } from './deciding';
import { knowNobody } from './people';
import { asSystem } from './waiting';
import { MADE } from './calling';
import { as, fromSchool, headOf, HOME, lettersOfCall, made, newest, owed, place, NOW, placeForCalls, preview, SAID, send, words, worker } from './follow-up-scene';

beforeAll(placeForCalls);
afterAll(closeDatabase);

describe('what was agreed', () => {
  test('is a record of its own: steps with owner and date, the level with what each thought, what to do if it gets worse', async () => {
    const call = await made(fromSchool());
    const [record, ...others] = await as(worker(), (tx) => agreedOf(tx, call.contactId));
    expect(others).toEqual([]);
    // The caller's own level is asked once, in the report; a step of ours that names nobody is its taker's.
    expect(record).toMatchObject({ level: 'not_agreed', callerLevel: 3, ourLevel: 2, ifHappens: 'She is left alone at night', thenDo: 'Ring at once', ring: '01632 960002', why: '' });
    expect(record?.steps.map(({ owner, ownerName, by }) => [owner, ownerName, by])).toEqual([['caller', '', '2026-03-06'], ['us', worker().name, '2026-03-05']]);
    // None of it is the caller's report.
    expect(JSON.stringify((await asSystem(place, MADE, (tx) => readContact(tx, call.contactId)))?.report)).not.toContain('school nurse');
  });

  test('is added to with a reason and never changed; the letter is written anew', async () => {
    const call = await made(fromSchool());
    const more: Fields = { 'call.steps': '1', 'call.step.1.what': 'Send the form', 'call.step.1.owner': 'other', 'call.step.1.ownerName': 'The school nurse' };
    expect(await as(worker(), (tx) => addToAgreed(tx, worker(), call.contactId, more))).toEqual({ ok: false, problem: 'why_missing' });
    expect(await as(worker(), (tx) => addToAgreed(tx, worker(), call.contactId, { why: 'x' }))).toEqual({ ok: false, problem: 'nothing_said' });
    expect(await as(worker(), (tx) => addToAgreed(tx, worker(), call.contactId, { ...more, why: 'She rang again.' }))).toEqual({ ok: true, value: null });
    await as(worker(), (tx) => writeFollowUp(tx, call.contactId));
    expect((await as(worker(), (tx) => agreedOf(tx, call.contactId))).map(({ why, steps }) => [why, steps.length])).toEqual([['', 2], ['She rang again.', 1]]);
    const letters = await lettersOfCall(call);
    expect(letters.map(({ issue, state }) => [issue, state])).toEqual([[2, 'to_preview'], [1, 'cancelled']]);
    expect(letters[0] && wordsOfLetter(letters[0].text)).toContain('Send the form');
  });

  test('of a protected caller is a note, and nothing says that anybody rang', async () => {
    const call = await made(fromSchool({ 'you.protectMe': 'yes', 'call.callerEmail': 'rosalie@school.example' }));
    expect(await lettersOfCall(call)).toEqual([]);
    expect(await owed(call)).toEqual([]);
    await asSystem(place, MADE, async (tx) => {
      expect(await agreedOf(tx, call.contactId)).toEqual([]);
      const events = await tx.db.contactEvent.findMany({ where: { contactId: call.contactId } });
      expect(events.map(({ kind }) => kind)).not.toContain('agreed');
      expect((await tx.db.note.findMany({ where: { contactId: call.contactId } })).map(({ text }) => text).join()).toContain('Ring the school nurse');
      expect(JSON.stringify(await tx.db.draft.findFirst({ where: { authorityId: place.id, key: call.key } }))).not.toContain('rosalie@');
    });
  });
});

describe('the follow-up letter', () => {
  test('by post names nobody but its reader, no address, none of our notes and not the caller’s words', async () => {
    const call = await made(fromSchool());
    const text = await words(call);
    for (const never of ['Maya', 'Quill', HOME, 'grandfather', 'without a coat']) expect(text, never).not.toContain(never);
    expect(text).toContain('Ask [a name]’s mother in, at [an address] (You, by 6 March 2026)');
    expect(text).toContain('Ring the school nurse (We (Gareth Hume), by 5 March 2026)');
    expect(text).toContain('If this happens: She is left alone at night');
    expect(text).toContain('a letter by post may be opened by anybody');
  });

  test('to whoever goes on working with the child says the level that each thought; to the public and family none', async () => {
    const professional = await words(await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' })));
    expect(professional).toContain('We did not agree on a level.');
    expect(professional).toContain(SAID);
    expect(professional).not.toContain('grandfather');
    expect(professional).not.toContain(HOME);
    const family = await words(await made(fromSchool({ 'call.from': 'person:family', 'call.callerName': 'Gran', 'call.verified': 'not_verified' })));
    expect(family).not.toContain('level');
    expect(family).toContain('Ring the school nurse');
  });

  test.each([
    ['who did not say who they are', { 'call.from': 'person:anonymous', 'call.callerName': '' }],
    ['the child themself', { 'call.from': 'person:child' }],
    ['somebody whose colleague it may be about', { 'you.aboutColleague': 'yes' }],
  ])('is not written to %s', async (_, more) => {
    const call = await made(fromSchool(more));
    expect([await lettersOfCall(call), await owed(call)]).toEqual([[], []]);
  });

  test('is owed by whoever took the call, within one working day of the call’s end, and overdue from then', async () => {
    const call = await made(fromSchool());
    // Made a contact on Wednesday 4 March: one working day ends on Thursday at 17:00.
    expect(await owed(call)).toMatchObject([{ ownerId: worker().actorId, discharge: null }]);
    expect((await owed(call))[0]?.dueAt?.toString()).toBe('2026-03-05T17:00:00Z');
    const overdue = async (at: string) => (await asSystem(place, at, (tx) => overduePart(tx, 0))).duties.some(({ contactId, code }) => contactId === call.contactId && code === 'FOLLOW_UP_LETTER');
    expect([await overdue('2026-03-05T16:59:00Z'), await overdue('2026-03-05T17:00:01Z')]).toEqual([false, true]);
  });

  test('leaves the list when it is posted, after its sender read it and the way is proved; back from the post it is owed anew', async () => {
    const call = await made(fromSchool());
    expect(await send(call)).toEqual({ ok: false, problem: 'not_previewed' });
    await preview(call);
    expect(await send(call)).toEqual({ ok: false, problem: 'not_proved' });
    const letterId = (await newest(call)).id;
    await as(worker(), (tx) => recordSafeContact(tx, { contactId: call.contactId, letterId }, { way: 'letter', how: 'spoken_with', provedBy: 'G. Hume', provedOn: '2026-03-04', noMessage: false, words: '' }));
    expect(await send(call)).toEqual({ ok: true, value: { how: 'posted' } });
    expect(await owed(call)).toMatchObject([{ discharge: { how: 'done' } }]);
    await as(worker(), (tx) => recordReturned(tx, { contactId: call.contactId, letterId, on: '2026-03-09', why: 'moved' }), '2026-03-09T10:00:00Z');
    const again = (await owed(call)).find(({ discharge }) => discharge === null);
    // Monday: one working day ends on Tuesday.
    expect(again?.dueAt?.toString()).toBe('2026-03-10T17:00:00Z');
  });

  test('or when somebody says why none goes, and not without a reason', async () => {
    const call = await made(fromSchool());
    expect(await as(worker(), (tx) => letFollowUpGo(tx, call.contactId, ' '))).toEqual({ ok: false, problem: 'reason_missing' });
    expect(await as(worker(), (tx) => letFollowUpGo(tx, call.contactId, 'Told by telephone at three.'))).toEqual({ ok: true, value: null });
    expect(await owed(call)).toMatchObject([{ discharge: { how: 'ended_lawfully', words: 'Told by telephone at three.', by: worker().actorId } }]);
    expect((await newest(call)).state).toBe('cancelled');
  });

  test('to an agency waits until the caller is verified; that they were rung back is recorded', async () => {
    const call = await made(fromSchool({ 'call.verified': 'not_verified', 'call.callerEmail': 'rosalie@school.example' }));
    expect((await newest(call)).recipient.key).toBe('post:1');
    await preview(call);
    expect(await send(call)).toEqual({ ok: false, problem: 'not_verified' });
    await as(worker(), async (tx) => verifyCaller(tx, await headOf(tx, call), true));
    expect(await as(worker(), (tx) => writeFollowUp(tx, call.contactId, { chosen: 'link' }))).toMatchObject({ ok: true });
    await preview(call);
    expect(await send(call)).toEqual({ ok: true, value: { how: 'sent' } });
  });

  test('leaves out what tells of a pregnancy that is kept from its reader (safe practice 12)', async () => {
    const call = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example', 'happened.what': 'She is pregnant and told nobody.', 'child.1.unborn': 'yes', 'child.1.pregnancyKnown': 'nobody', 'call.step.2.what': 'Ring the midwife about the pregnancy' }));
    const text = await words(call);
    expect(text).not.toMatch(/pregnan|midwife/i);
    expect(text).toContain('Something we agreed that is not written here');
  });
});

describe('a call that is put to a contact which was there before (domain 5.1, 7.9)', () => {
  /** A school that rings about a contact of its own, and an uncle about the same one. */
  const UNCLE: Fields = { 'call.kind': 'update', 'call.from': 'person:family', 'call.callerName': 'Uncle Bram', 'call.verified': 'known', 'call.callerEmail': 'bram@neighbour.example', 'happened.what': 'He sleeps at mine since Monday, at 12 Tidewater Row.', 'call.steps': '1', 'call.step.1.what': 'Uncle keeps him until Friday', 'call.step.1.owner': 'caller' };
  const both = async (more: Fields = {}, when = {}) => {
    const first = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' }), when);
    const put = await made({ ...UNCLE, 'call.reference': first.reference, ...more }, when);
    expect(put.contactId).toBe(first.contactId);
    return { first, put };
  };
  const theirs = async (call: Awaited<ReturnType<typeof made>>) => {
    const [letter, ...others] = await lettersOfCall(call, true);
    if (letter === undefined || others.length > 0) throw new Error(`${others.length + 1} letters`);
    return letter;
  };
  const readAndSend = (letter: { id: string; contactId: string }, at = MADE) =>
    as(
      worker(),
      async (tx) => {
        await previewLetter(tx, worker(), letter.contactId, letter.id);
        return sendLetter(tx, worker(), { contactId: letter.contactId, letterId: letter.id });
      },
      at,
    );

  test('has a letter of its own to its caller, of what they said and agreed and nothing of the contact; neither caller reads of the other’s', async () => {
    const { first, put } = await both();
    const letter = await theirs(put);
    const text = wordsOfLetter(letter.text);
    expect([letter.recipient.name, letter.recipient.key, letter.state]).toEqual(['Uncle Bram', 'link:1', 'to_preview']);
    expect(text).toContain('He sleeps at mine since Monday, at [an address]');
    expect(text).toContain('Uncle keeps him until Friday (You)');
    // The contact's reference would say that we knew the child; nobody else's words or steps stand in it.
    for (const never of [first.reference, 'Maya', 'coat', 'school nurse', 'Rosalie', 'Tidewater', 'level']) expect(text, never).not.toContain(never);
    expect(letter.text.reference).toMatch(/^[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(letter.text.reference).not.toBe(first.reference);
    await as(worker(), (tx) => writeFollowUp(tx, first.contactId));
    const own = await words(first);
    for (const never of ['Bram', 'Uncle', 'since Monday', 'until Friday']) expect(own, never).not.toContain(never);
    // By the reference of their letter the contact is found, by whoever may open it.
    expect(await as(worker(), (tx) => findContact(tx, letter.text.reference, place.prefix))).toEqual({ ok: true, value: { reference: first.reference } });
  });

  test('is owed by whoever took it, each for itself: sent, it leaves the list, and the other stays', async () => {
    const { first, put } = await both({}, NOW);
    const open = async () => (await owed(first)).filter(({ discharge }) => discharge === null).map(({ occasionId }) => occasionId);
    expect((await open()).toSorted()).toEqual([put.key, null].toSorted());
    const page = await askPage('../../app/follow-ups/page.tsx', worker(), {});
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain(`/contacts/${first.reference}?call=${put.key}#agreed`);
    expect(await readAndSend(await theirs(put), NOW.at)).toEqual({ ok: true, value: { how: 'sent' } });
    expect(await open()).toEqual([null]);
    // The link opens with the code of that call, and with no other's.
    const link = await asSystem(place, MADE, async (tx) => linkOfLetter(tx, (await theirs(put)).id));
    const token = linkToken(link?.id ?? '');
    expect(await openCallerLink(token, { code: callerCode(first.key, 1) })).toEqual({ ok: false, problem: 'wrong_code' });
    expect(await openCallerLink(token, { code: callerCode(put.key, 1) })).toMatchObject({ ok: true });
    expect(await as(worker(), (tx) => letFollowUpGo(tx, first.contactId, 'Told by telephone.', put.key))).toEqual({ ok: false, problem: 'not_owed' });
  });

  test('is written to nobody where nothing was agreed, the child rang, nobody gave a name, or somebody in a position of trust may be concerned', async () => {
    expect(await lettersOfCall((await both({ 'call.step.1.what': '' })).put, true)).toEqual([]);
    expect(await lettersOfCall((await both({ 'call.from': 'person:child' })).put, true)).toEqual([]);
    expect(await lettersOfCall((await both({ 'call.from': 'person:anonymous', 'call.callerName': '' })).put, true)).toEqual([]);
    const trust = await made(fromSchool({ 'you.aboutColleague': 'yes' }));
    const put = await made({ ...UNCLE, 'call.reference': trust.reference });
    expect([put.contactId, await lettersOfCall(put, true)]).toEqual([trust.contactId, []]);
  });

  test('waits until its own caller is verified, whoever else is', async () => {
    const { first, put } = await both({ 'call.verified': 'not_verified' });
    const letter = await theirs(put);
    expect(letter.recipient.key).toBe(`post:${put.key}`);
    expect(await readAndSend(letter)).toEqual({ ok: false, problem: 'not_verified' });
    await as(worker(), async (tx) => verifyCaller(tx, await headOf(tx, first), true, put.key));
    expect(await as(worker(), (tx) => writeFollowUp(tx, first.contactId, { chosen: 'link', call: put.key }))).toMatchObject({ ok: true });
  });

  test('is shown and worked on by itself on the page of the contact', async () => {
    const { first, put } = await both();
    await knowNobody(place, first.contactId);
    const shown = async (query: Record<string, string>) => {
      const page = await askPage('../../app/contacts/[reference]/page.tsx', worker(), { reference: first.reference }, query);
      const html = page.kind === 'shown' ? await page.html() : page.kind;
      return html.split('id="agreed"')[1]?.split('</section>')[0] ?? '';
    };
    const [own, theirCard] = [await shown({}), await shown({ call: put.key })];
    expect(own).toContain('Ring the school nurse');
    expect(own).not.toContain('Uncle keeps him');
    expect(theirCard).toContain('Uncle keeps him');
    expect(theirCard).not.toContain('Ring the school nurse');
    const more: Fields = { 'call.steps': '1', 'call.step.1.what': 'Bring his bag', 'call.step.1.owner': 'caller', why: 'He rang again.' };
    expect(await as(worker(), (tx) => addToAgreed(tx, worker(), first.contactId, more, put.key))).toEqual({ ok: true, value: null });
    await as(worker(), (tx) => writeFollowUp(tx, first.contactId, { call: put.key }));
    expect((await lettersOfCall(put, true)).map(({ state, issue }) => [issue, state])).toEqual([[2, 'to_preview'], [1, 'cancelled']]);
    expect((await lettersOfCall(first)).map(({ state, issue }) => [issue, state])).toEqual([[1, 'to_preview']]);
  });

  test('says of nobody who rang once the contact’s source is protected (safe practice 14)', async () => {
    const { first, put } = await both();
    await readAndSend(await theirs(put));
    await as(worker(), async (tx) => sealSource(tx, await headOf(tx, first), 'She is afraid.'));
    const letter = await theirs(put);
    expect(JSON.stringify(letter)).not.toMatch(/Bram|neighbour/);
    await asSystem(place, MADE, async (tx) => {
      for (const table of [tx.db.putCall, tx.db.callerCorrection]) expect(JSON.stringify(await (table as typeof tx.db.putCall).findMany({ where: { contactId: first.contactId } }))).not.toMatch(/Bram|neighbour|Monday/);
      // What has not left would go to the source.
      expect(await tx.db.message.findMany({ where: { letterId: letter.id } })).toEqual([]);
    });
    expect(await as(worker(), (tx) => writeFollowUp(tx, first.contactId, { call: put.key }))).toEqual({ ok: false, problem: 'protected' });
  });
});

describe('the page of the list', () => {
  test('shows what is owed with its owner, to those who read casework', async () => {
    const call = await made(fromSchool());
    const page = await askPage('../../app/follow-ups/page.tsx', worker(), {});
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain(call.reference);
    expect(html).toContain(worker().name);
    expect((await askPage('../../app/follow-ups/page.tsx', place.people.teacher, {})).kind).toBe('missing');
    const morning = await askPage('../../app/morning/page.tsx', place.people.manager, {});
    expect(morning.kind === 'shown' ? await morning.html() : '').toContain('Follow-up letters overdue');
  });

  test('the page of the contact says what was agreed and how the letter stands', async () => {
    const call = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' }));
    await knowNobody(place, call.contactId);
    const page = await askPage('../../app/contacts/[reference]/page.tsx', worker(), { reference: call.reference });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    for (const part of ['Agreed with the caller', 'Ring the school nurse', 'Read and send the follow-up letter', 'Consultation and coaching']) expect(html).toContain(part);
  });
});

describe('what the page of a contact posts', () => {
  test('is refused where nobody is known to have rung, where who told us is protected, and where the contact has ended', async () => {
    const { POST: agree } = await import('@/app/contacts/[reference]/agreed/route');
    const { POST: verify } = await import('@/app/contacts/[reference]/caller/verify/route');
    const post = async (send: typeof agree, reference: string, path: string, fields: Record<string, string>) => {
      const request = new NextRequest(`http://localhost:3000/contacts/${reference}/${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded', cookie: `${SESSION_COOKIE}=${await cookieOf(worker())}` } });
      return (await send(request, { params: Promise.resolve({ reference }) })).headers.get('location');
    };
    const steps = { 'call.steps': '1', 'call.step.1.what': 'Send the form', 'call.step.1.owner': 'caller' };
    const [byForm, sealed, ended] = [await arrives(place, '2026-03-02T09:00:00Z', earlyHelp()), await made(fromSchool({ 'you.protectMe': 'yes' })), await made(fromSchool())];
    await asSystem(place, MADE, (tx) => tx.db.closure.create({ data: { authorityId: place.id, contactId: ended.contactId, at: new Date(MADE), by: worker().actorId, how: 'told', level: 2, route: 'EH_SINGLE', reason: '' } }));
    for (const { contactId } of [byForm, sealed, ended]) await knowNobody(place, contactId);
    for (const { reference } of [byForm, sealed, ended]) expect(await post(agree, reference, 'agreed', steps)).toBe(`/contacts/${reference}?agreed=no_call#agreed`);
    for (const { reference } of [byForm, sealed]) expect(await post(verify, reference, 'caller/verify', { rungBack: 'yes' })).toBe(`/contacts/${reference}?agreed=no_call#agreed`);
    const since = await asSystem(place, MADE, (tx) => tx.db.contactEvent.count({ where: { contactId: { in: [byForm.contactId, sealed.contactId] }, kind: { in: ['agreed', 'agreed_added', 'caller_verified'] } } }));
    expect(since).toBe(0);
    expect((await as(worker(), (tx) => agreedOf(tx, ended.contactId))).map(({ why }) => why)).toEqual(['']);
    // What was typed is not lost.
    expect(await as(worker(), (tx) => typedBefore(tx, { kind: 'agreed', contactId: ended.contactId }))).toMatchObject(steps);
    // On a call that is there they are taken.
    const call = await made(fromSchool());
    await knowNobody(place, call.contactId);
    expect(await post(agree, call.reference, 'agreed', { ...steps, why: 'She rang again.' })).toBe(`/contacts/${call.reference}?done=agreed#agreed`);
    expect(await post(verify, call.reference, 'caller/verify', { rungBack: 'yes' })).toBe(`/contacts/${call.reference}?done=verified#agreed`);
  });
});

describe('coaching (N23)', () => {
  test('is recorded by the worker, commented on by a manager, new to the worker until seen, and in no letter', async () => {
    const { manager, otherWorker } = place.people;
    const call = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' }));
    await knowNobody(place, call.contactId);
    const canary = 'How to speak with a mother who is afraid';
    const record = (person: Person, given: { discussed: string; coached: string; feedback: string }) => as(person, async (tx) => recordCoaching(tx, await headOf(tx, call), given));
    expect(await record(worker(), { discussed: ' ', coached: '', feedback: '' })).toEqual({ ok: false, problem: 'nothing_said' });
    expect(await record(worker(), { discussed: 'Her worry', coached: canary, feedback: 'Well noticed' })).toEqual({ ok: true, value: null });
    const id = (await as(manager, (tx) => tx.db.coaching.findFirstOrThrow({ where: { contactId: call.contactId } }))).id;
    expect(await as(manager, async (tx) => commentOnCoaching(tx, await headOf(tx, call), id, 'Say more of the coat.'))).toEqual({ ok: true, value: null });
    await expect(as(otherWorker, async (tx) => commentOnCoaching(tx, await headOf(tx, call), id, 'Me too.'))).rejects.toThrow(/row-level security/);
    expect((await as(worker(), (tx) => unseenComments(tx))).map(({ reference }) => reference)).toEqual([call.reference]);
    expect(await as(otherWorker, (tx) => unseenComments(tx))).toEqual([]);
    const shown = async (person: Person) => {
      const page = await askPage('../../app/contacts/[reference]/page.tsx', person, { reference: call.reference });
      return page.kind === 'shown' ? page.html() : page.kind;
    };
    expect(await shown(otherWorker)).toContain('not read yet by the worker');
    expect(await shown(worker())).toContain('new to you');
    expect(await shown(worker())).not.toContain('new to you');
    expect(await as(worker(), (tx) => unseenComments(tx))).toEqual([]);
    await as(worker(), (tx) => writeFollowUp(tx, call.contactId));
    expect((await lettersOfCall(call)).map(({ text }) => wordsOfLetter(text)).join()).not.toContain(canary);
  });
});
