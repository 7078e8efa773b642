/**
 * The end of a call: what was agreed, the letter to whoever rang, their link, and coaching (issue 4 section 1; domain 5.1;
 * safe practice 5, 6, 9, 11, 12, 14; N23, N24). Expected values are worked out from those pages by hand.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { agreedOf } from '@/lib/contact/ending/agreed-store';
import { unseenComments } from '@/lib/contact/ending/coaching-store';
import { addToAgreed } from '@/lib/contact/ending/verbs/add-to-agreed';
import { commentOnCoaching } from '@/lib/contact/ending/verbs/comment-on-coaching';
import { recordCoaching } from '@/lib/contact/ending/verbs/record-coaching';
import { verifyCaller } from '@/lib/contact/ending/verbs/verify-caller';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { readContact as openContact } from '@/lib/contact/verbs/read-contact';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { startCall } from '@/lib/contact/verbs/start-call';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { addLetterEvent } from '@/lib/letter/store';
import { dutiesOfContact, overdueDuties } from '@/lib/duty/store';
import { LINK_HERE, linkToken, OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { linkOfLetter } from '@/lib/letter/follow-up/link-store';
import { printedText } from '@/lib/letter/follow-up/printing';
import { answerByLink } from '@/lib/letter/follow-up/verbs/answer-by-link';
import { answerOwnCall } from '@/lib/letter/follow-up/verbs/answer-own-call';
import { endCallerLink } from '@/lib/letter/follow-up/verbs/end-caller-link';
import { letFollowUpGo } from '@/lib/letter/follow-up/verbs/let-follow-up-go';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { readCallerMessage } from '@/lib/letter/follow-up/verbs/read-caller-message';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { followUpsOf } from '@/lib/letter/follow-up/writing';
import { wordsOfLetter } from '@/lib/letter/model';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { recordReturned } from '@/lib/letter/verbs/record-returned';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

// A Wednesday in March: London is at UTC.
const BEGAN = '2026-03-04T10:00:00Z';
const MADE = '2026-03-04T10:14:00Z';
const OURS = 'Ours alone: the grandfather was convicted in 2009.';
const SAID = 'Maya came in without a coat again and had not eaten.';
const HOME = '12 Tidewater Row';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at: string = MADE) => withActor(person, work, { at: Temporal.Instant.from(at) });
const worker = () => place.people.worker;

const fromSchool = (more: Fields = {}): Fields => ({
  'call.from': `agency:${place.agencies.school.id}`,
  'call.callerName': 'Rosalie Mensah',
  'call.verified': 'rung_back',
  'call.notes': OURS,
  'you.role': 'Designated safeguarding lead',
  'you.phone': '01632 960771',
  'you.continuingRole': 'yes',
  'you.aboutColleague': 'no',
  'happened.what': SAID,
  children: '1',
  'child.1.givenName': 'Maya',
  'child.1.familyName': 'Quill',
  'child.1.birth.day': '4',
  'child.1.birth.month': '3',
  'child.1.birth.year': '2018',
  'child.1.address': HOME,
  'seen.1': 'I018',
  'belief.level': '3',
  'call.steps': ['1', '2'],
  'call.step.1.what': `Ask Maya’s mother in, at ${HOME}`,
  'call.step.1.owner': 'caller',
  'call.step.1.by.day': '6',
  'call.step.1.by.month': '3',
  'call.step.1.by.year': '2026',
  'call.step.2.what': 'Ring the school nurse',
  'call.step.2.owner': 'us',
  'call.step.2.by.day': '5',
  'call.step.2.by.month': '3',
  'call.step.2.by.year': '2026',
  'call.agreedLevel': 'not_agreed',
  'call.ourLevel': '2',
  'call.levelWords': 'You want a social worker; we want the mother asked first.',
  'call.ifHappens': 'She is left alone at night',
  'call.thenDo': 'Ring at once',
  'call.ring': '01632 960002',
  ...more,
});

interface Made {
  contactId: string;
  reference: string;
  key: string;
}

/** A call taken, made a contact and its letter written, as the route does. */
async function made(fields: Fields, { began = BEGAN, at = MADE, person = worker() } = {}): Promise<Made> {
  const id = await as(person, (tx) => startCall(tx), began);
  return as(
    person,
    async (tx) => {
      const saved = await saveCall(tx, person, { draftId: id, posted: fields, version: 1 });
      if (!saved.ok) throw new Error(saved.problem.code);
      const recorded = await submitContact(tx, person, await readAuthority(tx), { draftId: id, key: saved.value.key, version: saved.value.version });
      if (!recorded.ok) throw new Error(recorded.problem);
      await writeFollowUp(tx, recorded.value.contactId, { ofCall: saved.value.key });
      return { ...recorded.value, key: saved.value.key };
    },
    at,
  );
}

const lettersOfCall = ({ contactId }: Made) => asSystem(place, MADE, (tx) => followUpsOf(tx, contactId));
const newest = async (call: Made) => {
  const [letter] = await lettersOfCall(call);
  if (letter === undefined) throw new Error('no letter');
  return letter;
};
const words = async (call: Made) => wordsOfLetter((await newest(call)).text);
const owed = async ({ contactId }: Made) => (await asSystem(place, MADE, (tx) => dutiesOfContact(tx, contactId))).filter(({ code }) => code === 'FOLLOW_UP_LETTER');
const preview = async (call: Made, at = MADE) => as(worker(), async (tx) => previewLetter(tx, worker(), call.contactId, (await followUpsOf(tx, call.contactId))[0]?.id ?? ''), at);
const send = async (call: Made, at = MADE) => as(worker(), async (tx) => sendLetter(tx, worker(), { contactId: call.contactId, letterId: (await followUpsOf(tx, call.contactId))[0]?.id ?? '' }), at);
const headOf = async (tx: Tx, { reference }: Made) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('no contact');
  return head;
};

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
    const overdue = async (at: string) => (await asSystem(place, at, (tx) => overdueDuties(tx, tx.at))).some(({ contactId, code }) => contactId === call.contactId && code === 'FOLLOW_UP_LETTER');
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

test('a call that is put to a contact writes nothing to its caller, and nothing of it to the contact’s own (domain 7.9)', async () => {
  const first = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' }));
  const before = await newest(first);
  const put = await made({ 'call.kind': 'update', 'call.reference': first.reference, 'call.from': 'person:family', 'call.callerName': 'Uncle Bram', 'call.verified': 'known', 'call.callerEmail': 'bram@neighbour.example', 'happened.what': 'He sleeps at mine since Monday.', 'call.steps': '1', 'call.step.1.what': 'Uncle keeps him until Friday', 'call.step.1.owner': 'caller' });
  expect(put.contactId).toBe(first.contactId);
  expect((await lettersOfCall(first)).map(({ id, state }) => [id, state])).toEqual([[before.id, 'to_preview']]);
  expect((await as(worker(), (tx) => agreedOf(tx, first.contactId))).map(({ why, steps }) => [why, steps.length])).toEqual([['', 2]]);
  await as(worker(), (tx) => writeFollowUp(tx, first.contactId));
  const text = await words(first);
  for (const never of ['Bram', 'Uncle', 'since Monday', 'until Friday']) expect(text, never).not.toContain(never);
  // What was agreed with them is a note for colleagues.
  const notes = await asSystem(place, MADE, (tx) => tx.db.note.findMany({ where: { contactId: first.contactId }, select: { text: true } }));
  expect(notes.map((note) => note.text).join()).toContain('Uncle keeps him until Friday');
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
    const done = await openCallerLink(token, code);
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
    for (let tries = 0; tries < 5; tries += 1) answers.push((await openCallerLink(call.token, wrong)).ok);
    expect(answers).toEqual([false, false, false, false, false]);
    expect(await openCallerLink(call.token, call.code)).toEqual({ ok: false, problem: 'dead' });
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
    expect(await answerByLink(call.token, undefined, answer)).toEqual({ ok: false, problem: 'ask_code' });
    const pass = await opened(call);
    expect(await answerByLink(call.token, pass, answer)).toMatchObject({ ok: true, value: { added: true } });
    expect(await answerByLink(call.token, pass, answer)).toMatchObject({ ok: true, value: { added: false } });
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
    expect(await answerByLink(call.token, pass, { verdict: 'confirmed', text: '', immediate: false, key: newId() })).toMatchObject({ ok: true });
    expect((await newest(call)).state).toBe('read');
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
