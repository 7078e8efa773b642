/**
 * The worker is off from Friday afternoon to Tuesday morning over the summer bank holiday (quality B4, F17): when it is on again
 * everything that ran out meanwhile is told once, what ran out first first, and nothing is left out. The clock is the test's; the
 * instants were worked out by hand from the guide's numbers: at night at once, immediate danger read within 15 minutes, level 4
 * claimed within the hour, decided within 24 hours.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HANDLERS, lookAt } from '@/app/_edge/jobs';
import { addShifts } from '@/lib/rota/rota-store';
import { startWorker, stopWorker } from '@/lib/platform/worker';
import { DEEP } from '../hostile/depth';
import { arrives, claims, decides, earlyHelp, harm, type Case } from '../integration/deciding';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { asSystem } from '../integration/waiting';
import { faultsIn, History } from './history';
import { ownDatabase } from './own-database';

/** Off from 15:00 on Friday 28 August 2026 until 09:00 on Tuesday, in London; Monday is a bank holiday, and the office opens at 08:45. */
const ON_AGAIN = '2026-09-01T08:00:00Z';
const at = (text: string) => Temporal.Instant.from(text);

let remove: () => Promise<void>;
beforeAll(async () => {
  remove = await ownDatabase('weekend');
});
afterAll(async () => {
  await stopWorker();
  await remove?.();
});

async function staffed(): Promise<Place> {
  const place = await makePlace();
  const { manager, unqualifiedManager, worker, night } = place.people;
  const days = { from: at('2026-08-27T00:00:00Z'), to: at('2026-09-03T00:00:00Z') };
  await asSystem(place, '2026-08-27T00:00:00Z', (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...days },
      { post: 'duty_manager', accountId: unqualifiedManager.actorId, coverOrder: 2, ...days },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...days },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...days },
    ]),
  );
  return place;
}

/** What was told so far, in the order in which it was: the ledger's. */
async function told(place: Place, names: ReadonlyMap<string, string>): Promise<{ raised: string[]; called: string[] }> {
  const rows = await asSuperuser(async (client) =>
    (
      await client.query<{ action: string; kind: string; contact: string | null; due: Date; account: string | null; raised: Date }>(
        `select e.action, a.kind, a.contact_id::text as contact, a.due_at as due, a.raised_at as raised, e.detail->>'account' as account
         from ledger_entry e join alarm a on a.authority_id = e.authority_id and a.id::text = e.object_id
         where e.authority_id = $1 and e.action in ('alarm.raised', 'alarm.called') order by e.seq`,
        [place.id],
      )
    ).rows,
  );
  const people = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  const name = (contact: string | null) => names.get(contact ?? '') ?? 'nobody';
  return {
    raised: rows.filter(({ action }) => action === 'alarm.raised').map(({ kind, contact, due }) => `${due.toISOString().slice(5, 16)} ${name(contact)} ${kind}`),
    called: rows.filter(({ action }) => action === 'alarm.called').map(({ contact, account }) => `${name(contact)} ${people.get(account ?? '') ?? ''}`),
  };
}

async function sent(place: Place): Promise<boolean> {
  for (let waited = 0; waited < 60_000; waited += 200) {
    const { rows } = await asSuperuser((client) => client.query<{ waiting: number }>("select count(*)::int as waiting from message where authority_id = $1 and state <> 'sent'", [place.id]));
    if (rows[0]?.waiting === 0) return true;
    await new Promise((done) => setTimeout(done, 200));
  }
  return false;
}

describe('F17: a worker that was off over a bank-holiday weekend', () => {
  it('tells everything that ran out once, in the order in which it did, and goes on from there', async () => {
    const place = await staffed();
    const { worker } = place.people;
    const names = new Map<string, string>();
    const comes = async (name: string, when: string, ...[report, more]: [Parameters<typeof arrives>[2], Parameters<typeof arrives>[3]?]): Promise<Case> => {
      const of = await arrives(place, when, report, more);
      names.set(of.contactId, name);
      return of;
    };
    await comes('before', '2026-08-28T13:00:00Z', earlyHelp());
    await claims(await comes('claimed', '2026-08-28T13:10:00Z', earlyHelp()), worker, '2026-08-28T13:30:00Z');
    const decided = await comes('decided', '2026-08-28T13:20:00Z', harm());
    await claims(decided, worker, '2026-08-28T13:40:00Z');
    await decides(decided, worker, 'STRATEGY', '2026-08-28T13:50:00Z');
    await comes('harmed', '2026-08-29T02:00:00Z', harm());
    await comes('unread', '2026-08-30T11:00:00Z', earlyHelp(), { immediate: true });
    await comes('holiday', '2026-08-31T09:00:00Z', harm(), { immediate: true });
    await comes('evening', '2026-08-31T19:00:00Z', earlyHelp());
    await comes('dawn', '2026-09-01T06:00:00Z', harm());

    await lookAt(place.id, at(ON_AGAIN));
    const first = await told(place, names);
    expect(first.raised).toEqual([
      // Decided at 14:50 on Friday: the strategy discussion is owed by 17:00, and nobody recorded one.
      '08-28T16:00 decided duty_late',
      // Said to be hurt, and nobody recorded by midnight that a doctor saw the child.
      '08-28T23:00 decided duty_late',
      '08-29T02:00 harmed arrived_at_night',
      '08-29T03:00 harmed not_claimed',
      '08-29T13:00 before not_decided',
      '08-29T13:10 claimed not_decided',
      '08-29T23:00 harmed duty_late',
      '08-30T02:00 harmed not_decided',
      '08-30T11:00 unread arrived_at_night',
      '08-30T11:15 unread not_seen',
      // Immediate danger is at the top of the queue, whatever the signs say: it is claimed within the hour, too.
      '08-30T12:00 unread not_claimed',
      '08-31T09:00 holiday arrived_at_night',
      '08-31T09:15 holiday not_seen',
      '08-31T10:00 holiday not_claimed',
      '08-31T11:00 unread not_decided',
      '08-31T23:00 holiday duty_late',
      '09-01T06:00 dawn arrived_at_night',
      '09-01T07:00 dawn not_claimed',
    ]);
    // Once for each contact, to the duty manager, and what ran out first first.
    const order = ['decided', 'harmed', 'before', 'claimed', 'unread', 'holiday', 'dawn'];
    expect(first.called).toEqual(order.map((name) => `${name} manager`));
    // A claim that nobody worked on over the weekend was given back, once.
    const released = () => asSystem(place, ON_AGAIN, (tx) => tx.db.contactEvent.count({ where: { authorityId: place.id, kind: 'released_by_itself' } }));
    expect(await released()).toBe(1);

    // Two workers are on at once, and the minute after: nothing is told twice.
    await Promise.all([lookAt(place.id, at(ON_AGAIN)), lookAt(place.id, at('2026-09-01T08:01:00Z'))]);
    expect(await told(place, names)).toEqual(first);
    expect(await released()).toBe(1);
    // From here on as on any day: five minutes later the next is called, and what runs out now is told now.
    await lookAt(place.id, at('2026-09-01T08:05:00Z'));
    expect((await told(place, names)).called).toEqual([...first.called, ...order.map((name) => `${name} unqualifiedManager`)]);
    await lookAt(place.id, at('2026-09-01T09:00:00Z'));
    expect((await told(place, names)).raised).toEqual([...first.raised, '09-01T09:00 holiday not_decided']);

    await startWorker(HANDLERS);
    expect(await sent(place)).toBe(true);
    expect(await faultsIn(new History(), place.id, { drained: true })).toEqual([]);
    await stopWorker();
  });

  it.runIf(DEEP)('six hundred contacts of a weekend: each clock that ran out once, and within the time of one look', async () => {
    const place = await staffed();
    const names = new Map<string, string>();
    const expected: { due: Temporal.Instant; name: string; kind: string }[] = [];
    const from = at('2026-08-28T16:00:00Z');
    for (let number = 0; number < 600; number += 1) {
      // The office is closed in all of these 87 hours; no two come in the same minute.
      const received = from.add({ minutes: (number * 7919) % 5220 });
      const [level4, immediate] = [number % 2 === 1, number % 4 >= 2];
      const of = await arrives(place, received.toString(), level4 ? harm() : earlyHelp(), { immediate });
      const name = String(number);
      names.set(of.contactId, name);
      const clock = (kind: string, minutes: number) => expected.push({ due: received.add({ minutes }), name, kind });
      if (level4 || immediate) clock('arrived_at_night', 0);
      if (immediate) clock('not_seen', 15);
      if (level4 || immediate) clock('not_claimed', 60);
      clock('not_decided', 24 * 60);
      // A child who is said to be hurt is seen by a doctor on that day of the calendar.
      if (level4) expected.push({ due: received.toZonedDateTimeISO('Europe/London').startOfDay().add({ days: 1 }).toInstant(), name, kind: 'duty_late' });
    }
    const due = expected.filter((each) => Temporal.Instant.compare(each.due, at(ON_AGAIN)) <= 0);
    const began = performance.now();
    await lookAt(place.id, at(ON_AGAIN));
    const took = performance.now() - began;
    const { raised, called } = await told(place, names);
    expect([...raised].sort()).toEqual(due.map((each) => `${each.due.toString().slice(5, 16)} ${each.name} ${each.kind}`).sort());
    const instants = raised.map((line) => line.slice(0, 11));
    expect(instants).toEqual([...instants].sort());
    expect(new Set(called).size).toBe(called.length);
    expect(called).toHaveLength(new Set(due.map(({ name }) => name)).size);
    process.stdout.write(`F17: 600 contacts, ${raised.length} alarms and ${called.length} calls in one look of ${Math.round(took)} ms\n`);
  });
});
