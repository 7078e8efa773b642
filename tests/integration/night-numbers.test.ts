/** The numbers that everybody is told to ring (safe practice 7.1), on the page of the administrator: an old one is not put back. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readAuthority } from '@/lib/access/store';
import { fieldsOfNight, nightOf, setNight } from '@/lib/access/verbs/set-night';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage, cookieOf } from './asking-pages';
import { openHours } from '@/lib/line/open-hours';
import { addSlots } from '@/lib/line/slot-store';
import { now } from '@/lib/platform/time';
import { addShifts } from '@/lib/rota/rota-store';
import { makePlace, type Place } from './people';
import { asSystem } from './waiting';

afterAll(closeDatabase);

let own: Place;
let form: string;
beforeEach(async () => {
  own = await makePlace();
});

/** Opens the page, straight after something or by itself. */
async function opens(search: Record<string, string> = {}): Promise<void> {
  const page = await askPage('../../app/admin/night/page.tsx', own.people.administrator, {}, search);
  form = page.kind === 'shown' ? await page.html() : page.kind;
}
const valueOf = (name: string) => [...form.matchAll(/<input[^>]*>/g)].find(([input]) => input.includes(`name="${name}"`))?.[0].match(/ value="([^"]*)"/)?.[1];

/** Sends the form as it is filled in, but for what is typed over. @returns what the address it leads to says. */
async function sends(typed: Record<string, string>, page = form): Promise<Record<string, string>> {
  const filled = Object.fromEntries([...page.matchAll(/<input[^>]*>/g)].map(([input]) => [/ name="([^"]*)"/.exec(input)?.[1] ?? '', / value="([^"]*)"/.exec(input)?.[1] ?? '']));
  const { POST } = await import('@/app/admin/night/save/route');
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(own.people.administrator)}`, origin: config().publicOrigin };
  const answer = await POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams({ ...filled, ...typed }) }), { params: Promise.resolve({}) });
  return Object.fromEntries(new URL(answer.headers.get('location') ?? '', 'http://localhost:3000').searchParams);
}
const stands = async () => withActor(own.people.administrator, async (tx) => (await readAuthority(tx)).settings);
/** Another administrator changes a number meanwhile; what was refused of the first one’s stays kept. */
const colleague = async (nightPhone: string, publicPhone?: string) =>
  withActor(own.people.administrator, async (tx) => {
    const { settings } = await readAuthority(tx);
    const night = nightOf(settings);
    expect(await setNight(tx, { ...night, lines: { ...night.lines, nightPhone, publicPhone: publicPhone ?? night.lines.publicPhone } }, fieldsOfNight(night))).toEqual({ ok: true, value: null });
  });

test('a form that was refused and left puts no old number back later', async () => {
  await opens();
  expect(await sends({ 'handOver.morning': 'nine' })).toEqual({ problem: 'form' });
  await opens({ problem: 'form' });
  expect([valueOf('handOver.morning'), valueOf('lines.nightPhone')]).toEqual(['nine', '01632 960002']);
  await colleague('01632 960444');
  await opens();
  expect([valueOf('handOver.morning'), valueOf('lines.nightPhone')]).toEqual(['09:00', '01632 960444']);
  expect(await sends({ 'alarms.everyMinutes': '7' })).toEqual({ done: 'saved' });
  expect(await stands()).toMatchObject({ nightPhone: '01632 960444', alarms: { everyMinutes: 7 } });
});

test('a page that was open while a colleague changed a number is not taken, shows both, and loses nothing typed', async () => {
  await opens();
  const old = form;
  await colleague('01632 960555');
  const refused = await sends({ 'alarms.everyMinutes': '8', 'handOver.minutes': '45' }, old);
  expect(refused).toEqual({ problem: 'form' });
  expect(await stands()).toMatchObject({ nightPhone: '01632 960555', alarms: { everyMinutes: 5 } });
  await opens(refused);
  expect(form).toContain('Somebody changed this while your page was open: 01632 960555 stands now, and your form had 01632 960002.');
  // Its sender came for something else and left the number as it was: what stands now is shown.
  expect([valueOf('lines.nightPhone'), valueOf('alarms.everyMinutes'), valueOf('handOver.minutes')]).toEqual(['01632 960555', '8', '45']);
  expect(await sends({})).toEqual({ done: 'saved' });
  expect(await stands()).toMatchObject({ nightPhone: '01632 960555', alarms: { everyMinutes: 8 }, handOver: { minutes: 45 } });
});

test('who typed a number themselves finds it there, beside what stands now, and may keep it', async () => {
  await opens();
  const old = form;
  await colleague('01632 960666');
  expect(await sends({ 'lines.nightPhone': '01632 960777', 'lines.dutyHours.from': '08:30' }, old)).toEqual({ problem: 'form' });
  await opens({ problem: 'form' });
  expect(form).toContain('01632 960666 stands now, and your form had 01632 960777.');
  expect([valueOf('lines.nightPhone'), valueOf('lines.dutyHours.from')]).toEqual(['01632 960777', '08:30']);
  expect(await sends({})).toEqual({ done: 'saved', hours: 'changed' });
  expect(await stands()).toMatchObject({ nightPhone: '01632 960777', dutyHours: { from: '08:30' } });
});

test('a page of the release before, which does not say what stood in it, changes no number without showing both', async () => {
  await opens();
  const older = form.replaceAll(/<input type="hidden" name="stood[^>]*>/g, '');
  expect(older).not.toContain('name="stood');
  expect(await sends({ 'alarms.everyMinutes': '9' }, older)).toEqual({ done: 'saved' });
  expect(await sends({ 'lines.nightPhone': '01632 960888' }, older)).toEqual({ problem: 'form' });
  expect((await stands()).nightPhone).toBe('01632 960002');
});

test('the number that neighbours, relatives and children ring is changed there too, and an old page puts no old one back', async () => {
  const publicSays = async () => {
    const page = await askPage('../../app/areas/[area]/page.tsx', null, { area: own.id });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  await opens();
  const old = form;
  expect([valueOf('lines.publicPhone'), valueOf('stood.lines.publicPhone')]).toEqual(['01632 960003', '01632 960003']);
  expect(await sends({ 'lines.publicPhone': '960 003' })).toEqual({ problem: 'form' });
  await opens({ problem: 'form' });
  expect(form).toContain('Give the whole number with its area code');
  expect(await sends({ 'lines.publicPhone': '01632 960111' })).toEqual({ done: 'saved' });
  expect(await publicSays()).toContain('01632 960111');
  // A colleague’s page was open all the while: they came for something else.
  const refused = await sends({ 'alarms.everyMinutes': '6' }, old);
  expect([refused, (await stands()).publicPhone]).toEqual([{ problem: 'form' }, '01632 960111']);
  await opens(refused);
  expect(form).toContain('01632 960111 stands now, and your form had 01632 960003.');
  expect(valueOf('lines.publicPhone')).toBe('01632 960111');
  await colleague('01632 960002', '01632 960222');
  expect(await publicSays()).toContain('01632 960222');
});

test('of two who keep the same page in the same instant one is taken, and the other is shown what stands now', async () => {
  const { settings } = await withActor(own.people.administrator, async (tx) => readAuthority(tx));
  const night = nightOf(settings);
  const keeps = async (everyMinutes: number) => withActor(own.people.administrator, (tx) => setNight(tx, { ...night, alarms: { ...night.alarms, everyMinutes } }, fieldsOfNight(night)));
  const done = await Promise.all([7, 8, 9, 10].map(keeps));
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  expect(done.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 3 }, () => ({ ok: false, problem: 'changed_meanwhile' })));
  expect((await stands()).alarms.everyMinutes).toBe([7, 8, 9, 10][done.findIndex(({ ok }) => ok)]);
});

test('other office hours say which shifts and times to talk no longer fit; they stay until somebody changes them', async () => {
  const { worker, night } = own.people;
  const [, , day] = openHours(await stands(), now());
  if (day === undefined) throw new Error('three working days in three weeks');
  await asSystem(own, now().toString(), async (tx) => {
    await addShifts(tx, [{ post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...day }, { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, from: day.to, to: day.to.add({ hours: 4 }) }]);
    await addSlots(tx, worker.actorId, [{ from: day.to.subtract({ minutes: 20 }), to: day.to }, { from: day.from, to: day.from.add({ minutes: 20 }) }]);
  });
  await opens();
  expect(await sends({ 'alarms.everyMinutes': '6' })).toEqual({ done: 'saved' });
  await opens({ done: 'saved', hours: 'changed' });
  expect(form).not.toContain('outside-hours');

  await opens();
  const saved = await sends({ 'lines.dutyHours.to': '16:45' });
  expect(saved).toEqual({ done: 'saved', hours: 'changed' });
  await opens(saved);
  const said = /id="outside-hours".*?<form/s.exec(form)?.[0] ?? '';
  expect(said).toMatch(/no longer fits the office hours.*Duty social worker.*Times to talk while the office is closed.*free/s);
  // The night's shift begins later than it is needed now, and is none beside its hours; of the two times one is.
  expect([said.includes('Emergency duty worker'), said.match(/free<\/li>/g)?.length]).toEqual([false, 1]);
  const page = await askPage('../../app/slots/page.tsx', worker, {}, {});
  expect((page.kind === 'shown' ? await page.html() : '').match(/the office is closed then/g)).toHaveLength(1);
});
