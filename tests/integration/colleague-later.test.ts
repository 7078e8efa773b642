/**
 * That the worry is about a colleague, when it is said after the report (domain 7.3: the lead sees none that "involve, or may involve"
 * somebody who works there, or the lead): in what is added, in an answer, by the link, in a call. Expectations are by hand from domain 7.3.
 */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askPage, cookieOf } from './asking-pages';
import { POST as add } from '@/app/my/contacts/[reference]/add/route';
import { POST as answer } from '@/app/my/contacts/[reference]/answer/route';
import { POST as tell } from '@/app/message/[token]/tell/route';
import { SESSION_COOKIE } from '@/lib/access/session';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { dischargeDuty, dutiesOfContact } from '@/lib/duty/store';
import { statusLinkOf } from '@/lib/letter/follow-up/link-store';
import { linkToken, OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { statusCode } from '@/lib/letter/status/status-code';
import { tellByLink } from '@/lib/letter/status/verbs/tell-by-link';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, now } from '@/lib/platform/time';
import { nameOfficer } from '@/lib/restriction/verbs/name-officer';
import { recordFrom, type Scene } from './letter-scene';
import { makePlace, type PersonName, type Place } from './people';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const system = <T>(work: (tx: Tx) => Promise<T>) => withActor(systemOf(place.id), work);
let families = 0;
/** Of a family of its own each time: a third contact on a child is nobody's to withdraw. */
const plain = (): ReportInput => ({ reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' }, children: [{ givenName: 'Odalys', familyName: `Marrack${(families += 1)}`, dateOfBirth: `${2008 + (families % 10)}-03-04`, indicators: { I018: 'present' } }], incident: { what: 'She comes without a coat.' } });
const arrives = () => recordFrom(place, place.people.teacher, now().subtract({ minutes: 20 }).toString(), plain());
const finds = (name: PersonName, { reference }: Scene) => withActor(place.people[name], async (tx) => (await findContact(tx, reference)) !== null);
const officer = async ({ contactId }: Scene) => (await system((tx) => dutiesOfContact(tx, contactId))).filter(({ code }) => code === 'LADO');
const listed = (name: PersonName) => askPage('../../app/my/contacts/page.tsx', place.people[name], {}).then((page) => (page.kind === 'shown' ? page.html() : page.kind));

/** The reporter sends a form of their own page. */
async function sends(handler: typeof add, { reference }: Scene, fields: Record<string, string>, by: PersonName = 'teacher'): Promise<string> {
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people[by])}`, origin: config().publicOrigin };
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams(fields) });
  return (await handler(request, { params: Promise.resolve({ reference }) })).headers.get('location') ?? '';
}

async function asks({ contactId }: Scene): Promise<string> {
  const id = newId();
  await system((tx) => tx.db.question.create({ data: { authorityId: place.id, id, contactId, askedAt: dateOf(tx.at), askedBy: place.people.worker.actorId, text: 'Who was there?' } }));
  return id;
}

async function withdrawn({ reference }: Scene): Promise<void> {
  const { manager } = place.people;
  await withActor(manager, async (tx) => {
    const head = await findContact(tx, reference);
    expect(head === null ? head : await readsAndWithdraws(tx, manager, head, 'In error')).toEqual({ ok: true, value: null });
  });
}

describe.each(['yes', 'not_known'])('the worry is about a colleague: %s', (said) => {
  test('in what is added, signed in: from then on the lead neither finds it nor sees it listed; its reporter and the desk do', async () => {
    const one = await arrives();
    expect(await finds('lead', one)).toBe(true);
    expect(await sends(add, one, { key: newId(), text: 'It was our caretaker.', aboutColleague: said })).toContain('done=added');
    expect([await finds('lead', one), (await listed('lead')).includes(one.reference)]).toEqual([false, false]);
    for (const name of ['teacher', 'worker', 'manager'] as const) expect(await finds(name, one), name).toBe(true);
    expect((await withActor(place.people.teacher, (tx) => additionsOf(tx, one.contactId))).map(({ text }) => text)).toEqual(['It was our caretaker.']);
  });

  test('said with a second press of the same form, after it was forgotten with the first', async () => {
    const one = await arrives();
    const form = { key: newId(), text: 'It was our caretaker.' };
    await sends(add, one, form);
    expect(await finds('lead', one)).toBe(true);
    expect(await sends(add, one, { ...form, aboutColleague: said })).toContain('done=added');
    expect(await finds('lead', one)).toBe(false);
  });

  test('in an answer', async () => {
    const one = await arrives();
    expect(await sends(answer, one, { question: await asks(one), answer: 'Our caretaker.', aboutColleague: said })).toContain('done=answered');
    expect([await finds('lead', one), await finds('teacher', one)]).toEqual([false, true]);
  });

  test('by the link of the receipt', async () => {
    const one = await arrives();
    await withActor(place.people.teacher, (tx) => writeReceipt(tx, one.contactId));
    const link = (await system((tx) => statusLinkOf(tx, one.contactId)))?.id ?? '';
    const opened = await openCallerLink(linkToken(link), { code: statusCode(link) });
    const pass = opened.ok ? /=([^;]+);/.exec(opened.value.cookie)?.[1] : undefined;
    const told = await tellByLink(linkToken(link), pass, { key: newId(), text: 'It was our caretaker.', immediate: false, challenge: false, aboutColleague: said as 'yes' }, writeReceipt);
    expect(told.ok).toBe(true);
    expect([await finds('lead', one), await finds('teacher', one)]).toEqual([false, true]);
  });

  test('to a contact that is finished: the new one that it begins is not the lead’s to see either', async () => {
    const one = await arrives();
    await withdrawn(one);
    const to = await sends(add, one, { key: newId(), text: 'It was our caretaker.', aboutColleague: said });
    expect(to).toContain('done=again');
    const reference = /contacts\/([^?]+)\?done=again/.exec(to)?.[1] ?? '';
    expect([await finds('lead', { ...one, reference }), await finds('teacher', { ...one, reference })]).toEqual([false, true]);
  });

  test('to a contact that is finished, with a second press of the same form, after it was forgotten with the first', async () => {
    const one = await arrives();
    await withdrawn(one);
    const form = { key: newId(), text: 'It was our caretaker.' };
    const to = await sends(add, one, form);
    const next = { ...one, reference: /contacts\/([^?]+)\?done=again/.exec(to)?.[1] ?? '' };
    expect(await finds('lead', next)).toBe(true);
    expect(await sends(add, one, { ...form, aboutColleague: said })).toBe(to);
    expect([await finds('lead', next), await finds('teacher', next)]).toEqual([false, true]);
  });
});

/** Domain 2.2 behaviour 12: the designated officer "at any level", 3.1 within one working day. */
test('the designated officer is to be told of a yes, in the report or after it, once while it is owed and once more for the next', async () => {
  const reported = await recordFrom(place, place.people.teacher, now().subtract({ minutes: 20 }).toString(), { ...plain(), reporter: { continuingRole: 'yes', aboutColleague: 'yes' } });
  expect(await officer(reported)).toHaveLength(1);
  const one = await arrives();
  await sends(add, one, { key: newId(), text: 'I am not sure who it was.', aboutColleague: 'not_known' });
  expect(await officer(one)).toEqual([]);
  const form = { key: newId(), text: 'It was our caretaker.' };
  await sends(add, one, form);
  await sends(add, one, { ...form, aboutColleague: 'yes' });
  await sends(answer, one, { question: await asks(one), answer: 'Our caretaker.', aboutColleague: 'yes' });
  const [owed, ...more] = await officer(one);
  expect([owed?.discharge, more]).toEqual([null, []]);
  await system((tx) => dischargeDuty(tx, owed?.id ?? '', 'done', 'Told.'));
  await sends(add, one, { key: newId(), text: 'Her coat is gone.' });
  expect(await officer(one)).toHaveLength(1);
  await sends(add, one, { key: newId(), text: 'Now the cook.', aboutColleague: 'yes' });
  expect((await officer(one)).filter(({ discharge }) => discharge === null)).toHaveLength(1);
});

/** Domain 2.2 behaviour 12 and 3.1: one officer, one call within one working day, however often and by whichever way it is said meanwhile. */
test('a colleague said first, and harm by somebody in a position of trust after it: one officer is owed; told of the first, once more of the next', async () => {
  const one = await arrives();
  await sends(add, one, { key: newId(), text: 'It was our caretaker.', aboutColleague: 'yes' });
  const harm = () => withActor(place.people.teacher, (tx) => addToContact(tx, one.contactId, { key: newId(), text: 'He held her by the arm.', indicators: { 1: ['I126'] }, immediate: false }));
  expect((await harm()).ok).toBe(true);
  const owed = await officer(one);
  expect(owed.map(({ discharge }) => discharge)).toEqual([null]);
  await system((tx) => dischargeDuty(tx, owed[0]?.id ?? '', 'done', 'Told.'));
  expect((await harm()).ok).toBe(true);
  expect((await officer(one)).filter(({ discharge }) => discharge === null)).toHaveLength(1);
});

test('the same form or answer sent once more, after the officer was told of it, owes nobody anything; said first by the second press, it does', async () => {
  const owes = async (of: Scene) => (await officer(of)).filter(({ discharge }) => discharge === null);
  const told = async (of: Scene) => {
    for (const { id } of await owes(of)) await system((tx) => dischargeDuty(tx, id, 'done', 'Told.'));
  };
  const one = await arrives();
  const [form, forgotten] = [{ key: newId(), text: 'It was our caretaker.', aboutColleague: 'yes' }, { key: newId(), text: 'And our cook.' }];
  const answered = { question: await asks(one), answer: 'Our bursar.', aboutColleague: 'yes' };
  const danger = { question: await asks(one), answer: 'Our driver has her.', aboutColleague: 'yes', immediate: 'yes' };
  await sends(add, one, forgotten);
  for (const [handler, fields] of [[add, form], [answer, answered], [answer, danger]] as const) {
    await sends(handler, one, fields);
    expect(await owes(one), JSON.stringify(fields)).toHaveLength(1);
    await told(one);
    await sends(handler, one, fields);
    expect(await owes(one), JSON.stringify(fields)).toEqual([]);
  }
  await sends(add, one, { ...forgotten, aboutColleague: 'yes' });
  expect(await owes(one)).toHaveLength(1);
  await told(one);
  await sends(add, one, { ...forgotten, aboutColleague: 'yes' });
  expect(await owes(one)).toEqual([]);
  // Sent from a page that was left open, after the contact is finished.
  const ended = await arrives();
  const last = { ...form, key: newId() };
  await sends(add, ended, last);
  await told(ended);
  await withdrawn(ended);
  expect(await sends(add, ended, last)).toContain('done=added');
  expect(await owes(ended)).toEqual([]);
});

test('said by the lead of a contact that a teacher reported: it is taken, and the lead is told so, though they see it no more', async () => {
  const { manager, lead } = place.people;
  await withActor(manager, (tx) => nameOfficer(tx, manager, { account: manager.actorId, kind: 'lado', end: '' }));
  for (const aboutColleague of ['yes', 'not_known']) {
    const one = await arrives();
    await sends(add, one, { act: 'files', text: 'It was our caretaker.' }, 'lead');
    expect(await sends(add, one, { key: newId(), text: 'It was our caretaker.', aboutColleague }, 'lead')).toBe('/my/contacts?done=kept_from_agency');
    expect([await finds('lead', one), await finds('teacher', one), await finds('manager', one)], aboutColleague).toEqual([false, true, true]);
    expect((await system((tx) => additionsOf(tx, one.contactId))).map(({ text }) => text)).toEqual(['It was our caretaker.']);
    expect(await system((tx) => tx.db.draft.count({ where: { authorityId: place.id, ownerId: lead.actorId, closedAt: null } }))).toBe(0);
  }
  // Danger is answered by the number for this moment first (domain 7.1), also where the page of the contact opens no more.
  const [added, answered] = [await arrives(), await arrives()];
  const danger = { immediate: 'yes', aboutColleague: 'yes' };
  const urgent = '/my/contacts?done=kept_from_agency_urgent';
  expect(await sends(add, added, { key: newId(), text: 'He has her with him.', ...danger }, 'lead')).toBe(urgent);
  expect(await sends(answer, answered, { question: await asks(answered), answer: 'He has her with him.', ...danger }, 'lead')).toBe(urgent);
  const top = await askPage('../../app/my/contacts/page.tsx', lead, {}, { done: 'kept_from_agency_urgent' });
  expect(top.kind === 'shown' ? await top.html() : '').toMatch(/Ring .*01632 96000[12].* now.*We have what you added/s);
  const page = await askPage('../../app/my/contacts/page.tsx', lead, {}, { done: 'kept_from_agency' });
  expect(page.kind === 'shown' ? await page.html() : '').toContain('We have what you added');
});

test('by the link, which opens no more for a position of trust: whoever wrote is told that we have it', async () => {
  const one = await arrives();
  await withActor(place.people.teacher, (tx) => writeReceipt(tx, one.contactId));
  const link = (await system((tx) => statusLinkOf(tx, one.contactId)))?.id ?? '';
  const opened = await openCallerLink(linkToken(link), { code: statusCode(link) });
  const pass = opened.ok ? (/=([^;]+);/.exec(opened.value.cookie)?.[1] ?? '') : '';
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', headers: { cookie: `${OPENED_COOKIE}=${pass}`, origin: config().publicOrigin }, body: new URLSearchParams({ key: newId(), text: 'It was our caretaker.', aboutColleague: 'yes' }) });
  const answered = await tell(request, { params: Promise.resolve({ token: linkToken(link) }) });
  expect([answered.status, await answered.text()]).toEqual([200, expect.stringContaining('We have what you wrote')]);
  expect(await finds('lead', one)).toBe(false);
});

test('said to be about nobody there, or not said, the lead goes on seeing it', async () => {
  const one = await arrives();
  await sends(add, one, { key: newId(), text: 'She came again.', aboutColleague: 'no' });
  await sends(add, one, { key: newId(), text: 'And again.' });
  expect(await finds('lead', one)).toBe(true);
});

test('words that name the lead by their address are not theirs to read', async () => {
  const one = await arrives();
  await sends(add, one, { key: newId(), text: `He said: write to ${place.people.lead.email.toUpperCase()}, she was there.` });
  expect([await finds('lead', one), await finds('teacher', one)]).toEqual([false, true]);
  const other = await arrives();
  await sends(answer, other, { question: await asks(other), answer: `She was, ${place.people.lead.email}.` });
  expect([await finds('lead', other), await finds('teacher', other)]).toEqual([false, true]);
});

test('whoever adds and answers is asked it', async () => {
  const one = await arrives();
  await asks(one);
  const page = await askPage('../../app/my/contacts/[reference]/page.tsx', place.people.teacher, { reference: one.reference });
  const html = page.kind === 'shown' ? await page.html() : page.kind;
  expect(html.match(/name="aboutColleague"[^>]*value="not_known"|value="not_known"[^>]*name="aboutColleague"/g)).toHaveLength(2);
});
