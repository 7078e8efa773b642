/** The desk's own forms about sharing: who answers which request, what was told while a call went on (domain 7.7, 7.16; decision 32). */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { readSharing } from '@/lib/sharing/sharing-store';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { askPage, cookieOf } from './asking-pages';
import { as, BEGAN, fromSchool, made, MADE } from './calling';
import { arrives, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const POSTS = import.meta.glob<{ POST: Handler }>('../../app/contacts/[[]reference[]]/sharing/**/route.ts');
async function answers({ reference }: Case, person: Person, fields: Record<string, string>): Promise<string> {
  const request = new NextRequest(`http://localhost:3000/contacts/${reference}/sharing/answer`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin }, body: new URLSearchParams(fields) });
  const handler = (await POSTS['../../app/contacts/[reference]/sharing/answer/route.ts']?.())?.POST;
  return (await handler?.(request, { params: Promise.resolve({ reference }) }))?.headers.get('location') ?? '';
}
async function shown({ reference }: Case, person: Person, search: Record<string, string> = {}): Promise<string> {
  const page = await askPage('../../app/contacts/[reference]/sharing/page.tsx', person, { reference }, search);
  return page.kind === 'shown' ? page.html() : page.kind;
}
const answerForm = (html: string) => html.split('id="answer"')[1]?.split('</form>')[0] ?? '';

test('a manager who asked for the oldest answers the next one that waits, and what was typed for one stands under no other', async () => {
  const { manager, worker } = place.people;
  const of = await arrives(place, now().subtract({ minutes: 90 }).toString(), earlyHelp());
  await knowNobody(place, of.contactId);
  const asks = async (person: Person, agencies: string, minutes: number) => {
    const asked = await withActor(person, (tx) => askForChecks(tx, of.contactId, { 'checks.agencies': agencies, 'checks.question': 'When was he last seen?', 'checks.reason': 'RISK', 'checks.why': 'She may be hurt if he learns of it.' }), { at: now().subtract({ minutes }) });
    if (!asked.ok) throw new Error(asked.problem);
    return asked.value.requestId;
  };
  await asks(manager, 'Market Street Surgery', 60);
  const [second, third] = [await asks(worker, 'Fenland Police', 50), await asks(worker, 'Hill School', 40)];
  const page = answerForm(await shown(of, manager));
  expect(page).toContain(`value="${second}"`);
  expect(page).toContain('<bdi>Fenland Police</bdi>');
  // Without a verdict it is not taken, and what was typed stands there again.
  expect(await answers(of, manager, { request: second, 'answer.comment': 'The police must know.' })).toContain('problem=incomplete');
  expect(answerForm(await shown(of, manager, { form: 'answer', problem: 'incomplete' }))).toContain('The police must know.');
  expect(await answers(of, manager, { request: second, 'answer.verdict': 'agreed', 'answer.comment': 'The police must know.' })).toContain('done=answer');
  expect(await answers(of, manager, { request: second, 'answer.verdict': 'agreed', 'answer.comment': 'Sent again, too late.' })).toContain('problem=no_request');
  const next = answerForm(await shown(of, manager));
  expect(next).toContain(`value="${third}"`);
  for (const words of ['The police must know.', 'Sent again, too late.']) expect(next).not.toContain(words);
  expect(await answers(of, manager, { request: third, 'answer.verdict': 'returned', 'answer.comment': 'Ask her first.' })).toContain('done=answer');
  // Only their own is left: it is said why they do not answer it.
  const left = await shown(of, manager);
  expect(answerForm(left)).toBe('');
  expect(left).toContain('You asked for it. Somebody else has to look at it.');
});

test('what was told while the call still went on is written down as that; only what is before the call is before the contact', async () => {
  const { worker } = place.people;
  const { contactId } = await made(worker, fromSchool(place));
  const late = (time: string) => as(worker, (tx) => recordSent(tx, contactId, {
    'sent.kind': 'fact', 'sent.agency': 'Fenland Police', 'sent.recipient': 'Sergeant Hale', 'sent.recipientRole': '', 'sent.categories': ['worry'], 'sent.words': `Told at ${time}`, 'sent.how': 'telephone', 'sent.basisId': '', 'sent.gone': 'yes',
    'sent.on.day': '4', 'sent.on.month': '3', 'sent.on.year': '2026', 'sent.time': time, 'sent.sentBy': 'Gareth Hume', 'sent.lateWhy': 'The caller was still on the line.',
  }), '2026-03-04T12:00:00Z');
  expect([BEGAN, MADE]).toEqual(['2026-03-04T10:00:00Z', '2026-03-04T10:14:00Z']);
  expect(await late('09:59')).toEqual({ ok: false, problem: 'before_contact' });
  for (const time of ['10:00', '10:07', '10:13', '10:20']) expect(await late(time), time).toEqual({ ok: true, value: null });
  const { outbound } = await as(worker, (tx) => readSharing(tx, contactId), '2026-03-04T12:00:00Z');
  expect(outbound.map(({ words, ground, level }) => [words, ground, level])).toEqual(['10:20', '10:13', '10:07', '10:00'].map((time) => [`Told at ${time}`, 'none', 2]));
});
