/**
 * That the worry is about a colleague, when whoever rang says so on the page of their own call (domain 7.3, as in colleague-later.test.ts:
 * the lead sees none that "involve, or may involve" somebody who works there). Expectations are by hand from domain 7.3 and 7.11.
 */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askPage, cookieOf } from './asking-pages';
import { POST as answerLink } from '@/app/message/[token]/answer/route';
import { POST as answerOwn } from '@/app/my/calls/[call]/answer/route';
import { SESSION_COOKIE } from '@/lib/access/session';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { findContact } from '@/lib/contact/store';
import { keepAnswer } from '@/lib/letter/follow-up/caller-page';
import { linkToken, OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { linkOfLetter } from '@/lib/letter/follow-up/link-store';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { fromSchool, made, newest, place, placeForCalls, preview, send, type Made } from './follow-up-scene';
import type { PersonName } from './people';

beforeAll(placeForCalls);
afterAll(closeDatabase);

const minutesAgo = (minutes: number) => now().subtract({ minutes }).toString();
const system = <T>(work: (tx: Tx) => Promise<T>) => withActor(systemOf(place.id), work);
const finds = (name: PersonName, { reference }: Made) => withActor(place.people[name], async (tx) => (await findContact(tx, reference)) !== null);
const textsOf = ({ contactId }: Made) => system(async (tx) => (await additionsOf(tx, contactId)).map(({ text }) => text));
const htmlOf = async (page: Awaited<ReturnType<typeof askPage>>) => (page.kind === 'shown' ? page.html() : page.kind);

/** A call of a school, whose letter went to whoever rang. */
async function rang(callerEmail: string): Promise<Made & { letterId: string; issue: number }> {
  const call = await made(fromSchool({ 'call.callerEmail': callerEmail }), { began: minutesAgo(20), at: minutesAgo(10) });
  await preview(call, minutesAgo(9));
  expect((await send(call, minutesAgo(8))).ok).toBe(true);
  const letter = await newest(call);
  return { ...call, letterId: letter.id, issue: letter.issue };
}

/** The page of a call opened by its link. @returns the token, and what the browser holds since. */
async function byLink(call: Made & { letterId: string; issue: number }): Promise<{ token: string; pass: string }> {
  const token = linkToken((await system((tx) => linkOfLetter(tx, call.letterId)))?.id ?? '');
  const done = await openCallerLink(token, { code: callerCode(call.key, call.issue) });
  return { token, pass: done.ok ? (/=([^;]+);/.exec(done.value.cookie)?.[1] ?? '') : '' };
}

const wrote = (more: Record<string, string>) => ({ key: newId(), verdict: 'corrected', text: 'It was our caretaker.', ...more });
const posting = (cookie: string, fields: Record<string, string>) => new NextRequest('http://localhost:3000/x', { method: 'POST', headers: { cookie, origin: config().publicOrigin }, body: new URLSearchParams(fields) });
const sendsByLink = ({ token, pass }: { token: string; pass: string }, fields: Record<string, string>) => answerLink(posting(`${OPENED_COOKIE}=${pass}`, fields), { params: Promise.resolve({ token }) });
const sendsOwn = async (letterId: string, fields: Record<string, string>) => (await answerOwn(posting(`${SESSION_COOKIE}=${await cookieOf(place.people.teacher)}`, fields), { params: Promise.resolve({ call: letterId }) })).headers.get('location') ?? '';

describe('by the link of the call', () => {
  test('it is asked, as with every other later telling', async () => {
    const call = await rang('rosalie@school.example');
    const { token, pass } = await byLink(call);
    const html = await htmlOf(await askPage('../../app/message/[token]/page.tsx', null, { token }, {}, { [OPENED_COOKIE]: pass }));
    expect(html).toContain('Is what you write about someone who works with you');
    expect(html.match(/name="aboutColleague"[^>]*value="not_known"|value="not_known"[^>]*name="aboutColleague"/g)).toHaveLength(1);
  });

  test('not sure: from then on the lead does not find it; the desk does, and the page opens still', async () => {
    const call = await rang('rosalie@school.example');
    const opened = await byLink(call);
    expect(await finds('lead', call)).toBe(true);
    expect((await sendsByLink(opened, wrote({ aboutColleague: 'not_known' }))).headers.get('location')).toContain('done=corrected');
    expect([await finds('lead', call), await finds('worker', call), await finds('manager', call)]).toEqual([false, true, true]);
    expect(await textsOf(call)).toEqual(['It was our caretaker.']);
    expect(await htmlOf(await askPage('../../app/message/[token]/page.tsx', null, { token: opened.token }, {}, { [OPENED_COOKIE]: opened.pass }))).toContain('It was our caretaker.');
  });

  test('yes: the link opens no more, and whoever wrote is told that we have it', async () => {
    const call = await rang('rosalie@school.example');
    const opened = await byLink(call);
    const answered = await sendsByLink(opened, wrote({ aboutColleague: 'yes' }));
    expect([answered.status, await answered.text()]).toEqual([200, expect.stringContaining('We have what you wrote')]);
    expect(await finds('lead', call)).toBe(false);
    expect(await textsOf(call)).toEqual(['It was our caretaker.']);
    expect(await system((tx) => tx.db.contactRestriction.count({ where: { contactId: call.contactId, kind: 'position_of_trust' } }))).toBe(1);
  });

  test('forgotten at the first press and said with the second of the same form', async () => {
    const call = await rang('rosalie@school.example');
    const [opened, form] = [await byLink(call), wrote({})];
    await sendsByLink(opened, form);
    expect(await finds('lead', call)).toBe(true);
    await sendsByLink(opened, { ...form, aboutColleague: 'not_known' });
    expect([await finds('lead', call), await textsOf(call)]).toEqual([false, ['It was our caretaker.']]);
  });

  test('no, not said, or only that it is right: the lead goes on seeing it', async () => {
    const call = await rang('rosalie@school.example');
    const opened = await byLink(call);
    await sendsByLink(opened, wrote({ aboutColleague: 'no' }));
    await sendsByLink(opened, wrote({ text: 'And on Monday.' }));
    await sendsByLink(opened, { key: newId(), verdict: 'confirmed' });
    expect([await finds('lead', call), (await textsOf(call)).length]).toEqual([true, 2]);
  });
});

describe('signed in, on the page of their own call', () => {
  test('it is asked; not sure keeps it from the lead, and the page opens still', async () => {
    const { teacher } = place.people;
    const call = await rang(teacher.email);
    const ask = () => askPage('../../app/my/calls/[call]/page.tsx', teacher, { call: call.letterId }).then(htmlOf);
    expect((await ask()).match(/name="aboutColleague"[^>]*value="not_known"|value="not_known"[^>]*name="aboutColleague"/g)).toHaveLength(1);
    expect(await sendsOwn(call.letterId, wrote({ aboutColleague: 'not_known' }))).toBe(`/my/calls/${call.letterId}?done=corrected`);
    expect([await finds('lead', call), await finds('worker', call)]).toEqual([false, true]);
    expect(await ask()).toContain('It was our caretaker.');
  });

  test('what was chosen stands there again after a refusal', async () => {
    const { teacher } = place.people;
    const call = await rang(teacher.email);
    expect(await sendsOwn(call.letterId, wrote({ text: ' ', aboutColleague: 'not_known' }))).toBe(`/my/calls/${call.letterId}?problem=nothing_said`);
    const page = await askPage('../../app/my/calls/[call]/page.tsx', teacher, { call: call.letterId }, { problem: 'nothing_said' });
    expect((await htmlOf(page)).match(/<input[^>]*name="aboutColleague"[^>]*>/g)?.filter((input) => input.includes('checked'))).toEqual([expect.stringContaining('value="not_known"')]);
  });

  test('yes: it opens no more, and they are told so where they are led', async () => {
    const { teacher } = place.people;
    const call = await rang(teacher.email);
    expect(await sendsOwn(call.letterId, wrote({ aboutColleague: 'yes' }))).toBe('/my/contacts?done=call_shut');
    expect((await askPage('../../app/my/calls/[call]/page.tsx', teacher, { call: call.letterId })).kind).toBe('missing');
    expect([await finds('lead', call), await textsOf(call)]).toEqual([false, ['It was our caretaker.']]);
  });
});

describe('a child could be hurt, by which the police lead and the page opens no more: it is kept, with the number of this moment and nothing of a colleague (domain 7.1)', () => {
  const danger = (more: Record<string, string> = {}) => wrote({ text: 'Her stepfather has come back.', immediate: 'yes', ...more });
  const RING = /01632 96000[12]/;

  test('by the link', async () => {
    const call = await rang('rosalie@school.example');
    const [link, words] = [await byLink(call), danger()];
    // Pressed twice, or loaded anew by the browser: what was kept is said to be kept.
    for (const answer of [await sendsByLink(link, words), await sendsByLink(link, words)]) {
      expect(answer.status).toBe(200);
      const html = await answer.text();
      expect(html).toMatch(/Ring 01632 96000[12] now/);
      expect(html).toContain('A person has not read it yet.');
      expect(html).not.toMatch(/somebody you work with|police|strategy/i);
    }
    expect(await textsOf(call)).toEqual(['Her stepfather has come back.']);
  });

  test.each([[{}, 'call_kept_urgent', /^(?!.*somebody you work with)/s], [{ aboutColleague: 'yes' }, 'call_shut_urgent', /somebody you work with/]])('signed in, %o: they are led where it says so', async (more, done, says) => {
    const { teacher } = place.people;
    const call = await rang(teacher.email);
    expect(await sendsOwn(call.letterId, danger(more))).toBe(`/my/contacts?done=${done}`);
    const html = await htmlOf(await askPage('../../app/my/contacts/page.tsx', teacher, {}, { done }));
    expect(html).toMatch(RING);
    expect(html).toContain('We have what you wrote');
    expect(html).toMatch(says);
    expect(await textsOf(call)).toEqual(['Her stepfather has come back.']);
  });
});

test('by the link, what is too long is said to be so, with what to do where a child is in danger, and the words are not lost', async () => {
  const answer = await sendsByLink(await byLink(await rang('rosalie@school.example')), wrote({ text: `It was Tuesday. ${'a'.repeat(20_000)}` }));
  expect(answer.status).toBe(409);
  const html = await answer.text();
  for (const part of ['more than 20,000 characters', 'ring 999', 'It was Tuesday.']) expect(html).toContain(part);
});

test('a colleague of whoever rang from another agency is none of the lead’s: not sure leaves it to them, and yes closes it', async () => {
  for (const [said, left] of [['not_known', true], ['yes', false]] as const) {
    const call = await rang('rosalie@school.example');
    const [letter, elsewhere] = [await newest(call), place.agencies.police.id];
    await system((tx) => keepAnswer(tx, { letter, facts: { agencyId: elsewhere }, way: 'link' }, { key: newId(), verdict: 'corrected', text: 'It was our sergeant.', immediate: false, aboutColleague: said }));
    expect(await finds('lead', call), said).toBe(left);
  }
});
