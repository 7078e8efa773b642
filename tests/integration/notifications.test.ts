/** Notifications in large numbers (issue 5, section 1; docs/api.md): three times kept apart, each child assessed and counted, seen together and worked on one by one. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '@/lib/access/verbs/make-key';
import { lagWords, readBatch, readBatches, readLags } from '@/lib/contact/machine/batch-store';
import { bodyOf, waitingIntakes } from '@/lib/contact/machine/intake-store';
import { takeIntake } from '@/lib/contact/machine/verbs/take-intake';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { savedAgain, submit } from './calling';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
let secret: string;
beforeAll(async () => {
  place = await makePlace();
  const made = await withActor(place.people.administrator, (tx) => makeKey(tx, { name: 'Fenland notifications', scope: 'notifications', agency: place.agencies.police.id }));
  if (!made.ok) throw new Error(made.problem);
  secret = made.value;
});
afterAll(closeDatabase);

interface Answer {
  status: number;
  said: { taken: number; errors: { pointer: string }[]; results: { id: string | null; status: number; reference: string; state: string; ringNow: string | null; errors: { pointer: string }[] }[]; problem?: string };
}

async function send(body: unknown): Promise<Answer> {
  const { POST } = await import('@/app/api/v1/notifications/route');
  const answer = await POST(new NextRequest('http://localhost:3000/api/v1/notifications', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` } }));
  return { status: answer.status, said: (await answer.json()) as Answer['said'] };
}

const ago = (minutes: number) => now().subtract({ minutes }).toString({ smallestUnit: 'second' });
const one = (id: string, familyName: string, signs: Record<string, string> = { I018: 'present' }, happened = ago(600)) => ({ id, eventAt: happened, report: { children: [{ givenName: 'Maya', familyName, dateOfBirth: '2018-03-04', indicators: signs }], incident: { what: 'Officers attended a dispute at the address.' } } });

test('each is a contact of its own with its three times; one that cannot be read holds up none; sent again nothing is there twice', async () => {
  const sentAt = ago(30);
  const body = {
    batch: 'night 27',
    sentAt,
    notifications: [one('n-1', 'Alder'), one('n-2', 'Birch', { I099: 'present' }), { ...one('n-3', 'Cedar'), eventAt: 'last night' }, { ...one('n-4', 'Elm'), report: { childern: [] } }, 'a line of text'],
  };
  const { status, said } = await send(body);
  expect(status).toBe(200);
  expect([said.taken, said.errors]).toEqual([5, []]);
  expect(said.results.map(({ id, status: each, state }) => [id, each, state])).toEqual([['n-1', 201, 'received'], ['n-2', 201, 'received'], ['n-3', 202, 'needs_typing'], ['n-4', 202, 'needs_typing'], [null, 202, 'needs_typing']]);
  expect(said.results[2]?.errors.map(({ pointer }) => pointer)).toEqual(['/notifications/2/eventAt']);
  expect(said.results[3]?.errors.map(({ pointer }) => pointer)).toEqual(['/notifications/3/report/childern']);
  // I099 is level 4 in the guide of Norfolk: whom to ring is said of that one.
  expect(said.results.map(({ ringNow }) => ringNow !== null)).toEqual([false, true, true, true, true]);
  const again = await send({ ...body, notifications: body.notifications.slice(0, 4) });
  expect(again.said.results.map(({ status: each, reference }) => `${each} ${reference}`)).toEqual([`200 ${said.results[0]?.reference}`, `200 ${said.results[1]?.reference}`, `202 ${said.results[2]?.reference}`, `202 ${said.results[3]?.reference}`]);
  const { worker, manager } = place.people;
  const [batch] = await withActor(worker, (tx) => readBatches(tx, 10));
  expect(batch).toMatchObject({ systemName: 'Fenland notifications', count: 5, untyped: 3, undecided: 2 });
  const ones = await withActor(worker, (tx) => readBatch(tx, batch?.id ?? ''));
  const first = ones.find(({ item }) => item === 'n-1');
  expect([first?.eventAt?.toString(), first?.sentAt?.toString()]).toEqual([body.notifications[0] !== undefined && typeof body.notifications[0] === 'object' ? body.notifications[0].eventAt : '', sentAt]);
  expect(ones.find(({ item }) => item === 'n-2')?.contact).toMatchObject({ level: 4 });
  const [lag] = await withActor(manager, (tx) => readLags(tx, now().subtract({ hours: 1 })));
  expect([Math.round(lag?.sinceEvent?.median ?? 0), Math.round(lag?.sinceSent?.longest ?? 0), lag?.count]).toEqual([600, 30, 5]);
  const shown = await askPage('../../app/notifications/[batch]/page.tsx', worker, { batch: batch?.id ?? '' });
  const html = shown.kind === 'shown' ? await shown.html() : shown.kind;
  for (const words of [said.results[0]?.reference ?? '-', '10 h 0 min', 'To be typed in', 'Nothing is decided or closed here']) expect(html).toContain(words);
  // Seen together, and nothing can be done to several at once.
  expect(html.replace(/<header[\s\S]*?<\/header>/g, '')).not.toMatch(/type="checkbox"|action="\/(?:contacts|notifications)/);
  expect(html).not.toContain('Alder');
  const morning = await askPage('../../app/morning/page.tsx', manager, {});
  expect(morning.kind === 'shown' ? await morning.html() : '').toContain('the middle one after 10 h 0 min');
  const list = await askPage('../../app/notifications/page.tsx', worker, {});
  expect(list.kind === 'shown' ? await list.html() : '').toContain('Fenland notifications');
  const contactId = await asSystem(place, now().toString(), async (tx) => (await tx.db.contact.findFirstOrThrow({ where: { reference: said.results[0]?.reference ?? '' } })).id);
  await knowNobody(place, contactId);
  const contact = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: said.results[0]?.reference ?? '' });
  const page = contact.kind === 'shown' ? await contact.html() : contact.kind;
  for (const words of ['It happened', 'It was sent', 'It was here']) expect(page).toContain(words);
});

test('one that cannot be made a contact, or whose own word cannot be kept, holds up none of the others', async () => {
  const longest = Array.from({ length: 400 }, () => crypto.randomUUID()).join(' ');
  const { status, said } = await send({ batch: 'night of faults', sentAt: ago(5), notifications: [one('f-1', 'Ash'), one('f-2', longest), one('f-\0', 'Box'), { ...one('f-4', 'Yew'), eventAt: '0000-01-01T00:00:00Z' }, { ...one('f-5', 'Oak'), eventAt: '2026-11-28T20:00:00.1234567891Z' }, one('f-6', 'Lime')] });
  expect([status, said.results.map(({ status: each }) => each)]).toEqual([200, [201, 202, 202, 202, 202, 201]]);
  const waits = new Set((await asSystem(place, now().toString(), waitingIntakes)).map(({ reference }) => reference));
  expect(said.results.slice(1, 5).every(({ reference }) => waits.has(reference))).toBe(true);
});

test('the same words under the same id of another time are another event: both are kept', async () => {
  const first = await send({ batch: 'evening', sentAt: ago(200), notifications: [one('incident 7', 'Maple', undefined, ago(240))] });
  const second = await send({ batch: 'evening, later', sentAt: ago(5), notifications: [one('incident 7', 'Maple', undefined, ago(30))] });
  expect([first.said.results[0]?.status, second.said.results[0]?.status]).toEqual([201, 409]);
  expect((await asSystem(place, now().toString(), waitingIntakes)).filter(({ otherContent, systemName }) => otherContent && systemName === 'Fenland notifications')).toHaveLength(1);
});

test('the third about one child within twelve months is the third, also where all came together', async () => {
  const { said } = await send({ batch: 'three', sentAt: ago(1), notifications: ['r-1', 'r-2', 'r-3'].map((id) => one(id, 'Thrice')) });
  const rows = await asSystem(place, now().toString(), (tx) => tx.db.queueRow.findMany({ where: { reference: { in: said.results.map(({ reference }) => reference) } }, select: { reference: true, contactsIn12Months: true } }));
  const counts = new Map(rows.map(({ reference, contactsIn12Months }) => [reference, contactsIn12Months]));
  expect(counts.get(said.results[2]?.reference ?? '')).toBe(3);
});

test('what is no list, or stands around it and is not known, is read by a person', async () => {
  const before = (await asSystem(place, now().toString(), waitingIntakes)).length;
  expect((await send('{"notifications":"see attached"}')).status).toBe(202);
  expect((await send('[')).status).toBe(202);
  const around = { batch: 'around', sentAt: 'yesterday', urgent: 'Ring about the second', notifications: [one('a-1', 'Hazel')] };
  const first = await send(around);
  expect([first.status, first.said.errors.map(({ pointer }) => pointer).sort(), first.said.results[0]?.status]).toEqual([200, ['/sentAt', '/urgent'], 201]);
  await send(around);
  expect((await asSystem(place, now().toString(), waitingIntakes)).length).toBe(before + 3);
});

test('of more than a hundred the first hundred are contacts, and each that follows waits for a person by itself, once (domain 7.17)', async () => {
  const { worker, manager } = place.people;
  const [first, last] = [{ ...one('m-100', 'Hawthorn') }, { ...one('m-101', 'Rowan') }];
  const hidden = one('m-102', 'Spindle');
  const before = new Set((await asSystem(place, now().toString(), waitingIntakes)).map(({ reference }) => reference));
  const many = { batch: 'many', sentAt: ago(1), notifications: [...Array.from({ length: 100 }, (_, index) => one(`m-${index}`, `Counted ${index}`)), first, last, { ...hidden, report: { ...hidden.report, reporter: { protectMe: 'yes' } } }] };
  const { status, said } = await send(many);
  expect([status, said.taken, said.errors]).toEqual([200, 103, []]);
  expect(said.results.slice(0, 100).map(({ id, status: each }) => `${id} ${each}`)).toEqual(Array.from({ length: 100 }, (_, index) => `m-${index} 201`));
  // Of whoever asks to be protected no row that waits may say which system it was (safe practice 14).
  expect(said.results.slice(100).map(({ id, status: each }) => `${id} ${each}`)).toEqual(['m-100 202', 'm-101 202', 'm-102 201']);
  const [one100, one101] = said.results.slice(100);
  expect(one101).toMatchObject({ state: 'needs_typing', ringNow: expect.any(String) as string, errors: [{ pointer: '/notifications/101', detail: expect.stringContaining('More than 100') as string }] });
  const waiting = async (at = now()) => (await asSystem(place, at.toString(), waitingIntakes)).filter(({ reference }) => !before.has(reference));
  const kept = await waiting();
  expect(kept.map(({ reference }) => reference)).toEqual([one100?.reference, one101?.reference]);
  expect(kept.map(({ eventAt }) => eventAt?.toString())).toEqual([first.eventAt, last.eventAt]);
  expect(JSON.parse(Buffer.from((await withActor(worker, (tx) => bodyOf(tx, kept[1]?.id ?? ''))) ?? []).toString())).toEqual(last);
  // Nobody is called twice about what came together.
  const late = now().add({ minutes: 20 });
  const about = async (at: typeof late) => {
    await asSystem(place, at.toString(), look);
    return (await asSystem(place, at.toString(), (tx) => listAlarms(tx, 'open', 500))).filter(({ kind, occasion }) => kind === 'needs_typing' && occasion.startsWith(kept[0]?.batchId ?? 'none'));
  };
  expect(await about(late)).toHaveLength(1);
  const page = await askPage('../../app/alarms/page.tsx', manager, {});
  expect(page.kind === 'shown' ? await page.html() : '').toContain('2 that came together');
  // Sent again until there is an answer, nothing is there twice.
  const again = await send(many);
  expect(again.said.results.map(({ status: each, reference }) => `${each} ${reference}`)).toEqual(said.results.map(({ status: each, reference }) => `${each === 201 ? 200 : each} ${reference}`));
  expect(await waiting()).toHaveLength(2);
  // One is typed in: the other waits, is called about, and its sender is told so.
  const taken = await withActor(worker, (tx) => takeIntake(tx, kept[0]?.id ?? ''), { at: late });
  const typed = await savedAgain(worker, { id: taken.ok ? taken.value : '', key: '', version: 1 }, { 'call.channel': 'api', 'call.from': `agency:${place.agencies.police.id}`, 'call.callerName': 'Sergeant Okafor', 'you.aboutColleague': 'no', children: '1', 'child.1.givenName': 'Maya', 'child.1.familyName': 'Hawthorn', 'happened.what': 'Officers attended a dispute at the address.' }, late.toString());
  expect(await submit(worker, typed, late.toString())).toMatchObject({ ok: true, value: { reference: one100?.reference } });
  expect((await waiting(late)).map(({ reference, taken: by }) => [reference, by])).toEqual([[one101?.reference, null]]);
  expect(await about(late.add({ minutes: 1 }))).toHaveLength(1);
  const third = await send(many);
  expect(third.said.results.slice(100).map(({ status: each, reference }) => `${each} ${reference}`)).toEqual([`200 ${one100?.reference}`, `202 ${one101?.reference}`, `200 ${said.results[102]?.reference}`]);
}, 120_000);

test('where several stand in one body, whoever types it in is told so: only one of them becomes this contact', async () => {
  const { worker } = place.people;
  const shown = async (text: string) => {
    const { said } = await send(text);
    const intake = (await asSystem(place, now().toString(), waitingIntakes)).find(({ reference }) => reference === (said as unknown as { reference: string }).reference);
    const taken = await withActor(worker, (tx) => takeIntake(tx, intake?.id ?? ''));
    const page = await askPage('../../app/calls/[draft]/page.tsx', worker, { draft: taken.ok ? taken.value : '' });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  const both = `[${JSON.stringify(one('s-1', 'Bramble'))},${JSON.stringify(one('s-2', 'Sorrel'))}]`;
  // A list with nothing around it, and one in which a name stands twice: neither is read.
  for (const text of [both, `{"batch":"a","batch":"b","notifications":${both}}`]) expect(await shown(text)).toContain('It holds 2 concerns, and this page makes one contact');
  expect(await shown('{"notifications":"see attached"}')).not.toContain('this page makes one contact');
  // Cut off in transit: how many it was, nobody can tell.
  expect(await shown(`{"notifications":${both.slice(0, -20)}`)).toContain('It may hold several concerns: read it to its end.');
  expect(await shown(both)).not.toContain('It may hold several concerns');
});

test('what stands around them in the wrong shape is read by a person, each is kept in its own letters, and a report that is none is no concern that was read', async () => {
  const { worker } = place.people;
  const bodies = async (references: (string | undefined)[]) => {
    const found = (await asSystem(place, now().toString(), waitingIntakes)).filter(({ reference }) => references.includes(reference));
    return Promise.all(found.map(async ({ id }) => Buffer.from((await withActor(worker, (tx) => bodyOf(tx, id))) ?? []).toString()));
  };
  const before = new Set((await asSystem(place, now().toString(), waitingIntakes)).map(({ reference }) => reference));
  const unread = '{ "id":"w-2" , "eventAt":"2026-11-28T20:00:00Z", "report":{"upn": 12345678901234567891} }';
  const text = `{"batch": {"note":"Ring about the second: he is in danger now"}, "sentAt":"child 2 cannot wait", "notifications":[${JSON.stringify(one('w-1', 'Willow'))}, ${unread}, {"id":"w-3","eventAt":"2026-11-28T20:00:00Z","report":null}]}`;
  const { status, said } = await send(text);
  expect([status, said.results.map(({ status: each }) => each), said.results[2]?.errors.map(({ pointer }) => pointer)]).toEqual([200, [201, 202, 202], ['/notifications/2/report']]);
  expect(await bodies([said.results[1]?.reference])).toEqual([unread]);
  const after = (await asSystem(place, now().toString(), waitingIntakes)).map(({ reference }) => reference);
  const around = await bodies(after.filter((reference) => !before.has(reference) && !said.results.some((result) => result.reference === reference)));
  expect(around).toHaveLength(1);
  for (const words of ['Ring about the second: he is in danger now', 'child 2 cannot wait']) expect(around[0]).toContain(words);
  // White space is no content, and a figure that no machine can count is.
  const again = await send(text.replace('{ "id":"w-2" ,', '{"id":"w-2",'));
  expect(again.said.results.map(({ status: each, reference }) => `${each} ${reference}`)).toEqual([`200 ${said.results[0]?.reference}`, `202 ${said.results[1]?.reference}`, `202 ${said.results[2]?.reference}`]);
  expect((await send(text.replace('567891', '567892'))).said.results[1]?.status).toBe(409);
});

test.each([[0.4, '0 min'], [59, '59 min'], [125, '2 h 5 min'], [1440, '1 day 0 h'], [3000, '2 days 2 h'], [-5, 'before it happened, by the sender’s clock']])('%s minutes are said as %s', (minutes, words) => {
  expect(lagWords(minutes)).toBe(words);
});
