/**
 * What whoever reported reads once their report has gone: on the page after sending, in the receipt and where it stands (safe practice 5, 8, 20).
 * By hand from there.
 */
// Before the routes: it stands in for Next’s own request.
import { askPage, cookieOf } from './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { POST as keepPage } from '@/app/report/[draft]/[step]/save/route';
import { SESSION_COOKIE } from '@/lib/access/session';
import { addEvent } from '@/lib/contact/event-store';
import { findContact } from '@/lib/contact/store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { lettersOf } from '@/lib/letter/store';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { statementsOf } from './counting';
import { knowNobody, makePlace, type Place } from './people';
import { begin, draftNow, postForm, savePage, sendReport } from './report-scene';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);
afterEach(() => void vi.useRealTimers());

interface Sent {
  draft: string;
  contactId: string;
  reference: string;
}

let families = 0;
async function sent(aboutColleague: string): Promise<Sent> {
  const { teacher } = place.people;
  const draft = await begin(teacher);
  await savePage(teacher, draft, 'you', { 'you.role': 'Class teacher', 'you.phone': '01632 960123', 'you.continuingRole': 'yes', 'you.aboutColleague': aboutColleague });
  await savePage(teacher, draft, 'children', { children: '1', 'child.1.givenName': 'Demelza', 'child.1.familyName': `Rosewarne${(families += 1)}` });
  await savePage(teacher, draft, 'what-happened', { 'happened.what': 'She comes without a coat.' });
  expect((await sendReport(teacher, draft)).to).toContain('/sent');
  const contactId = (await draftNow(teacher, draft)).resultId ?? '';
  const { reference } = await withActor(place.people.manager, async (tx) => tx.db.contact.findFirstOrThrow({ where: { id: contactId } }));
  await knowNobody(place, contactId);
  return { draft, contactId, reference };
}

const isRead = async ({ contactId }: Sent) => withActor(place.people.worker, async (tx) => addEvent(tx, contactId, 'read'));

async function shown(file: string, params: Record<string, string>, search: Record<string, string> = {}): Promise<string> {
  const page = await askPage(`../../app/${file}/page.tsx`, place.people.teacher, params, search);
  return page.kind === 'shown' ? page.html() : JSON.stringify(page);
}

const receiptOf = async ({ contactId }: Sent) => JSON.stringify((await withActor(place.people.teacher, async (tx) => lettersOf(tx, contactId))).find(({ kind }) => kind === 'receipt')?.text.blocks);
const PERHAPS = 'We may not be able to tell you what comes of it.';

test.each(['yes', 'not_known'])('who reports a colleague (%s) is promised no decision: not after sending, not in the receipt, not where it stands', async (said) => {
  const of = await sent(said);
  const three = [await shown('report/[draft]/sent', { draft: of.draft }), await receiptOf(of), await shown('my/contacts/[reference]', { reference: of.reference })];
  for (const words of three) {
    expect(words).toContain(PERHAPS);
    expect(words).not.toMatch(/letter with what was decided|we write to tell you|We write to you|They may ask you|heard nothing/);
  }
  expect(three[0]).toContain('If nobody has read it by');
});

test('who reports anything else is told what comes of it', async () => {
  const of = await sent('no');
  expect(await shown('report/[draft]/sent', { draft: of.draft })).toMatch(/letter with what was decided.*If you have heard nothing by/s);
  expect(await receiptOf(of)).toMatch(/They may ask you for more.*we write to tell you/);
});

test('the page after sending says that nobody has read it as long as that is so, and then how far it is', async () => {
  const of = await sent('no');
  const page = async () => shown('report/[draft]/sent', { draft: of.draft });
  expect(await page()).toMatch(/A person has not read it yet\..*What happens next/s);
  await isRead(of);
  const later = await page();
  expect(later).toMatch(/Read by a social worker at \d\d:\d\d\./);
  expect(later).not.toMatch(/has not read it yet|What happens next/);
  expect((await statementsOf(page)).length).toBeLessThanOrEqual(12);
});

test('a page that is left open and keeps itself is told that the report was sent, with other words and with the same', async () => {
  const { draft } = await sent('no');
  const { version } = await draftNow(place.people.teacher, draft);
  const kept = async (what: string, id = draft) => {
    const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.teacher)}`, origin: config().publicOrigin, accept: 'application/json' };
    const body = new URLSearchParams({ version: String(version), 'happened.what': what });
    const answer = await keepPage(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body }), { params: Promise.resolve({ draft: id, step: 'what-happened' }) });
    return [answer.status, ((await answer.json()) as { sent?: boolean }).sent];
  };
  expect(await kept('She comes without a coat. He hits her.')).toEqual([409, true]);
  expect(await kept('She comes without a coat.')).toEqual([200, true]);
  expect((await kept('She comes without a coat.', await begin(place.people.teacher)))[1]).toBeUndefined();
});

test('an answer is said to be unread until somebody has read it', async () => {
  const { worker, teacher } = place.people;
  const of = await sent('no');
  await isRead(of);
  const questionId = await withActor(worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    const asked = head === null ? null : await askReferrer(tx, head, 'Who collects her on Fridays?');
    return asked?.ok === true ? asked.value.questionId : '';
  });
  const { to } = await postForm(teacher, 'my/contacts/[reference]/answer', { reference: of.reference }, { question: questionId, answer: 'Her aunt.' });
  expect(to).toContain('done=answered');
  const page = async (search = {}) => shown('my/contacts/[reference]', { reference: of.reference }, search);
  expect(await page({ done: 'answered' })).toContain('We have your answer. A person has not read it yet.');
  expect(await page()).toContain('We have what you added. A person has not read it yet.');
  await isRead(of);
  expect(await page()).not.toContain('has not read it yet');
  expect((await statementsOf(page)).length).toBeLessThanOrEqual(12);
});

// Wednesday 3 February 2027: a working day of England, and no day on which the clocks change.
test.each([
  ['by day the office first', '2027-02-03T12:00:00Z', '01632 960001', '01632 960002'],
  ['at night the emergency duty team first', '2027-02-03T23:00:00Z', '01632 960002', '01632 960001'],
])('where it stands has numbers that a telephone dials, %s', async (_, at, first, other) => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at).getTime() });
  place = await makePlace();
  const { reference } = await sent('no');
  const dials = (number: string) => `<a [^>]*href="tel:${number.replace(' ', '')}"[^>]*>${number}</a>`;
  expect(await shown('my/contacts/[reference]', { reference })).toMatch(new RegExp(`If you have heard nothing by then, ring ${dials(first)}, or ${dials(other)} when that line is closed`));
});
