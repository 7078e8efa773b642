/** The rota as a manager changes it (safe practice 1). */
import { Temporal } from 'temporal-polyfill';
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { readReach } from '@/lib/access/reach-store';
import { SESSION_COOKIE } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { newId } from '@/lib/platform/ids';
import { channelsNow } from '@/lib/platform/post';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { addAbsence, addShifts, readRota } from '@/lib/rota/rota-store';
import { takeOutAbsence } from '@/lib/rota/verbs/take-out-absence';
import { askPage, cookieOf } from './asking-pages';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const instant = (text: string) => Temporal.Instant.from(text);
const NOW = '2026-03-02T10:00:00Z';

test('a shift that began on Sunday night is changed where it is, also from the week into which it goes on', async () => {
  const { manager, night } = place.people;
  // Sunday 8 March, 17:15, to Monday morning.
  const stands = { from: instant('2026-03-08T17:15:00Z'), to: instant('2026-03-09T08:45:00Z') };
  await asSystem(place, NOW, (tx) => addShifts(tx, [{ post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...stands }]));
  const shown = async (search: Record<string, string>) => {
    const page = await askPage('../../app/rota/page.tsx', manager, {}, search);
    if (page.kind !== 'shown') throw new Error(page.kind);
    return page.html();
  };
  const link = /href="\/rota\?([^"#]*shift=[^"#]*)#shift-form"/.exec(await shown({ week: '2026-03-09' }))?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = /<form[^>]*action="\/rota\/shift"(.*?)<\/form>/s.exec(await shown(Object.fromEntries(new URLSearchParams(link))))?.[1] ?? '';
  expect(form).toContain('Change the shift');
  // Sent as it is filled in, with the order of cover changed.
  const valueOf = (name: string) => new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(form)?.[0].match(/value="([^"]*)"/)?.[1] ?? '';
  const days = [...form.matchAll(/<input[^>]*name="days"[^>]*>/g)].flatMap(([box]) => (/ checked/.test(box) ? [/value="(\d)"/.exec(box)?.[1] ?? ''] : []));
  expect(days).toEqual(['7']);
  const fields = new URLSearchParams({ monday: valueOf('monday'), replaces: valueOf('replaces'), from: valueOf('from'), to: valueOf('to'), post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: '2', days: '7' });
  const { POST } = await import('@/app/rota/shift/route');
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(manager)}`, origin: config().publicOrigin };
  const answer = await POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: fields }), { params: Promise.resolve({}) });
  expect(answer.headers.get('location')).toMatch(/done=made/);
  const month = { from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') };
  const { shifts } = await asSystem(place, NOW, (tx) => readRota(tx, month));
  expect(shifts.map(({ from, to, coverOrder }) => [from.toString(), to.toString(), coverOrder])).toEqual([[stands.from.toString(), stands.to.toString(), 2]]);
});

test('an absence that is taken out is looked at at once, like every other change', async () => {
  const { manager, night } = place.people;
  const id = await asSystem(place, NOW, (tx) => addAbsence(tx, { accountId: night.actorId, coveredBy: null, from: instant('2026-03-02T09:00:00Z'), to: instant('2026-03-03T09:00:00Z') }));
  expect(await withActor(manager, (tx) => takeOutAbsence(tx, id), { at: instant(NOW) })).toEqual({ ok: true, value: null });
  const { rows } = await asSuperuser((client) => client.query<{ count: string }>(`select count(*) from pgboss.job where name = 'attention.look' and data->>'authorityId' = $1`, [place.id]));
  expect(rows[0]?.count).toBe('1');
});

test('who works in two roles is reached by the telephone of either, that of the post first', async () => {
  const { night, manager } = place.people;
  const also = (accountId: string, role: string, phone: string) => asSystem(place, NOW, (tx) => tx.db.membership.create({ data: { authorityId: place.id, id: newId(), accountId, role, qualified: true, jobTitle: 'Team manager', phone } }));
  // Invited as a manager later, without a telephone; and the other way round, with another one.
  await also(night.actorId, 'manager', ' ');
  await also(manager.actorId, 'emergency_duty_worker', '01632 960177');
  const phones = (roles: readonly ('manager' | 'emergency_duty_worker')[]) => asSystem(place, NOW, async (tx) => [...(await readReach(tx, [night.actorId, manager.actorId], roles))].map(([id, { phone }]) => [id, phone]).sort());
  const expected = (phone: string) => [[night.actorId, '01632 960100'], [manager.actorId, phone]].sort();
  expect(await phones([])).toEqual(expected('01632 960100'));
  expect(await phones(['manager'])).toEqual(expected('01632 960100'));
  expect(await phones(['emergency_duty_worker'])).toEqual(expected('01632 960177'));
});

test('the rota says who is on soon and has no telephone, and the service’s page by what texts go', async () => {
  const { manager, night, otherWorker, worker, serviceAdministrator } = place.people;
  await asSystem(place, NOW, (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: { in: [night.actorId, otherWorker.actorId] } }, data: { phone: '' } }));
  const ahead = { from: now().add({ minutes: 5 }), to: now().add({ minutes: 65 }) };
  const over = { from: now().subtract({ minutes: 65 }), to: now().subtract({ minutes: 5 }) };
  const shown = async () => {
    const page = await askPage('../../app/rota/page.tsx', manager, {}, { week: ahead.from.toZonedDateTimeISO('Europe/London').toPlainDate().toString() });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  const warned = async () => (await shown()).match(/no telephone: alarms reach them by e-mail alone/g)?.length ?? 0;
  await asSystem(place, NOW, (tx) => addShifts(tx, [{ post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...over }, { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...ahead }]));
  expect(await warned()).toBe(0);
  await asSystem(place, NOW, (tx) => addShifts(tx, [{ post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...ahead }]));
  expect(await warned()).toBe(1);
  await asSystem(place, NOW, (tx) => addAbsence(tx, { accountId: worker.actorId, coveredBy: otherWorker.actorId, ...ahead }));
  expect(await warned()).toBe(2);

  const service = await askPage('../../app/service/page.tsx', serviceAdministrator, {});
  expect(channelsNow()).toContain('text');
  expect(service.kind === 'shown' ? await service.html() : service.kind).toMatch(/Texts go by.*?Post tray of the demo/s);
});
