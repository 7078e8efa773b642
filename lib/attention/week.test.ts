/**
 * Weeks of a front door, minute by minute, under a clock of their own (safe practice 7.1; issue 3, section 1): reports at
 * any hour over Christmas, people who do not answer, somebody away, an hour without a worker. Whatever happens, no contact
 * at level 4 stays unclaimed for longer than its hour, and none in immediate danger unread for longer than its 15 minutes,
 * without a named person having been called, and the calling goes on until one accepts. The limits are the guide's,
 * written here by hand.
 */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { lineAnswered } from '@/lib/access/lines';
import { onDutyAt, type Absence, type OnDuty, type Shift } from '@/lib/rota/model';
import { alarmChanges, callOrder, nextCall, type Alarm, type Cause, type MadeCall } from './alarm';
import { glassCauses, unconfirmedCauses } from './restriction-alarms';
import { againMinutes, hasRunOut, runningClocks, type Watched } from './clocks';

const LEVEL_4_MINUTES = 60;
const IMMEDIATE_MINUTES = 15;
const EVERY_MINUTES = 5;
const ATTENTION = { immediateSeenMinutes: IMMEDIATE_MINUTES, level4ClaimedMinutes: LEVEL_4_MINUTES, countersignLevel4Minutes: 60, idleClaimLevel4Minutes: 30, idleClaimMinutes: 120 };
const SETTINGS = { dayPhone: '01632 960001', nightPhone: '01632 960002', publicPhone: '01632 960003', dutyHours: { from: '08:45', to: '17:00' }, email: 'x@example.org', guideArea: 'norfolk' as const };

/** Christmas Eve 2026 is a Thursday; Christmas Day and Monday 28 December are bank holidays. */
const START = Temporal.Instant.from('2026-12-24T00:00:00Z');
const MINUTES = 7 * 24 * 60;
const minuteAt = (minute: number) => START.add({ minutes: minute });
/** A day and more after the last report, so that its calling can be followed. */
const HORIZON = MINUTES + 2000;

const shift = (accountId: string, post: Shift['post'], coverOrder: Shift['coverOrder'], from: number, to: number): Shift => ({ id: `${accountId}${from}`, accountId, post, coverOrder, from: minuteAt(from), to: minuteAt(to) });
/** Day and night of each day: two managers and a worker by day, two of the emergency duty team by night. */
const SHIFTS: readonly Shift[] = Array.from({ length: 8 }, (_, day) => day * 1440).flatMap((midnight) => [
  shift('manager one', 'duty_manager', 1, midnight + 525, midnight + 1020),
  shift('manager two', 'duty_manager', 2, midnight + 525, midnight + 1020),
  shift('worker', 'duty_social_worker', 1, midnight + 525, midnight + 1020),
  shift('night one', 'emergency_duty_worker', 1, midnight - 420, midnight + 525),
  shift('night two', 'emergency_duty_worker', 2, midnight - 420, midnight + 525),
]);
const MANAGERS = ['manager one', 'manager two'];
const PEOPLE = ['manager one', 'manager two', 'worker', 'night one', 'night two'] as const;

interface Given {
  arrivals: { minute: number; immediate: boolean; claimedAfter: number }[];
  /** Of twenty calls, how many this person answers. */
  answers: Record<string, number>;
  away: { who: string; from: number; length: number }[];
  down: number;
}

interface Report extends Watched {
  minute: number;
  /** Minutes at which a named person was called about it. */
  calls: number[];
  /** Minutes at which it was accepted. */
  accepted: number[];
  claimedAt: number | null;
}

const DOWN_MINUTES = 60;
/** How long whoever accepted takes to see that it is claimed. */
const SEES_TO_IT = 20;

/** Runs the week; the rules are the product's, the world is the test's. */
function live({ arrivals, answers, away, down }: Given, isClosed: (at: Temporal.Instant) => boolean): Report[] {
  const absences: Absence[] = away.map(({ who, from, length }, index) => ({ id: String(index), accountId: who, coveredBy: null, coversIn: [], from: minuteAt(from), to: minuteAt(from + length) }));
  const reports = arrivals.map(({ minute, immediate, claimedAfter }, index): Report => ({
    ...{ contactId: String(index), immediate, level4: true, read: false, unreadSince: null, held: false, awaitingSince: null, minute, calls: [], accepted: [], claimedAt: minute + claimedAfter },
    ...{ urgentSince: minuteAt(minute), receivedAt: minuteAt(minute), nextDue: minuteAt(minute + 1440) },
  }));
  const alarms: (Alarm & { made: MadeCall[] })[] = [];
  let turn = 0;
  for (let minute = 0; minute < HORIZON; minute += 1) {
    const at = minuteAt(minute);
    for (const report of reports) if (report.claimedAt !== null && report.claimedAt <= minute && !report.held) Object.assign(report, { held: true, read: true });
    if (minute >= down && minute < down + DOWN_MINUTES) continue;
    const causes = reports
      .filter((report) => report.minute <= minute)
      .flatMap((report) => runningClocks(report, ATTENTION, isClosed).filter((clock) => clock.kind !== 'not_decided' && hasRunOut(clock, at)).map(({ kind, startedAt, due }): Cause => ({ kind, contactId: report.contactId, occasion: startedAt.toString(), due })));
    const { raise, met } = alarmChanges(causes, alarms, at, (kind) => againMinutes(kind, ATTENTION));
    for (const alarm of met) alarm.ended = { at, how: 'met' };
    for (const cause of raise) alarms.push({ ...cause, id: String(alarms.length), raisedAt: at, ended: null, made: [] });
    const onDuty: OnDuty[] = onDutyAt(SHIFTS, absences, at);
    const order = callOrder(onDuty, MANAGERS, isClosed(at));
    const open = alarms.filter(({ ended }) => ended === null);
    for (const alarm of open.filter((each, index) => open.findIndex(({ contactId }) => contactId === each.contactId) === index)) {
      const callee = nextCall(order, alarm.made, at, EVERY_MINUTES);
      const report = reports[Number(alarm.contactId)];
      if (callee === null || report === undefined) continue;
      alarm.made.unshift({ accountId: callee.accountId, at, lost: false });
      report.calls.push(minute);
      turn += 1;
      if ((turn * 7) % 20 < (answers[callee.accountId] ?? 0)) {
        for (const each of open.filter(({ contactId }) => contactId === alarm.contactId)) each.ended = { at, how: 'accepted' };
        report.accepted.push(minute);
        report.claimedAt = Math.min(report.claimedAt ?? Infinity, minute + SEES_TO_IT);
      }
    }
  }
  return reports;
}

/** What went wrong, in words: a report about which nobody was called in time, or whose calling fell silent. */
function faults(reports: readonly Report[], down: number): string[] {
  const late = (minute: number) => (minute >= down && minute < down + DOWN_MINUTES ? down + DOWN_MINUTES : minute);
  return reports.flatMap(({ minute, immediate, claimedAt, calls, accepted }) => {
    const limit = late(minute + (immediate ? IMMEDIATE_MINUTES : LEVEL_4_MINUTES));
    const ends = Math.min(claimedAt ?? Infinity, HORIZON);
    if (ends <= limit) return [];
    const first = calls[0];
    if (first === undefined || first > limit) return [`reported at ${minute}, ${immediate ? 'immediate' : 'level 4'}: nobody called by ${limit}`];
    // Until one accepts, the next call comes within five minutes, or when the worker is back.
    const until = Math.min(accepted[0] ?? Infinity, ends);
    const silent = calls.filter((call) => call < until).find((call, index) => Math.min(calls[index + 1] ?? Infinity, until) > late(call + EVERY_MINUTES));
    return silent === undefined ? [] : [`reported at ${minute}: silence after the call at ${silent}`];
  });
}

const minutes = fc.integer({ min: 0, max: MINUTES - 1 });
const weeks: fc.Arbitrary<Given> = fc.record({
  arrivals: fc.array(fc.record({ minute: minutes, immediate: fc.boolean(), claimedAfter: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constant(100_000)) }), { minLength: 1, maxLength: 12 }),
  answers: fc.record(Object.fromEntries(PEOPLE.map((who) => [who, fc.integer({ min: 0, max: 20 })]))),
  away: fc.array(fc.record({ who: fc.constantFrom(...PEOPLE), from: minutes, length: fc.integer({ min: 60, max: 1440 }) }), { maxLength: 3 }),
  down: minutes,
});

const closed = (at: Temporal.Instant) => lineAnswered(SETTINGS as Parameters<typeof lineAnswered>[0], at) !== 'day';

test('in no week is anybody left without a named person having been called in time, and until one accepts', () => {
  fc.assert(
    fc.property(weeks, (given) => {
      expect(faults(live(given, closed), given.down)).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('over Christmas the emergency duty team is called at once, and goes on being called while nobody answers', () => {
  const christmasNoon = 36 * 60;
  const [report] = live({ arrivals: [{ minute: christmasNoon, immediate: true, claimedAfter: 100_000 }], answers: {}, away: [], down: 0 }, closed);
  expect(report?.calls.slice(0, 4)).toEqual([0, 5, 10, 15].map((after) => christmasNoon + after));
  expect(report?.accepted).toEqual([]);
  expect(faults([report as Report], 0)).toEqual([]);
});

test('a product that slept at night, or called once, would be found out', () => {
  const [report] = live({ arrivals: [{ minute: 120, immediate: false, claimedAfter: 100_000 }], answers: {}, away: [], down: 5000 }, closed);
  if (report === undefined) throw new Error('one was reported');
  expect(faults([report], 5000)).toEqual([]);
  expect(faults([{ ...report, calls: report.calls.filter((call) => call >= 525) }], 5000)).toHaveLength(1);
  expect(faults([{ ...report, calls: report.calls.slice(0, 1) }], 5000)).toHaveLength(1);
});

test('a restricted child that nobody confirms on Christmas Eve is an alarm within the hour, holiday or not, and again an hour after each Accept', () => {
  const waiting = [{ id: 'child', registeredAt: Temporal.Instant.from('2026-12-24T16:30:00Z'), registeredBy: 'manager one', secondId: 'manager two' }];
  const alarms: Alarm[] = [];
  const raisedAt: string[] = [];
  for (let minute = 16 * 60 + 30; minute < 48 * 60; minute += 1) {
    const at = minuteAt(minute);
    const { raise } = alarmChanges(unconfirmedCauses(waiting, ATTENTION).filter((cause) => hasRunOut(cause, at)), alarms, at, (kind) => againMinutes(kind, ATTENTION));
    raisedAt.push(...raise.map(() => at.toString()));
    // Whoever hears of it accepts in the same minute, and nobody confirms.
    for (const cause of raise) alarms.push({ ...cause, id: String(alarms.length), raisedAt: at, ended: { at, how: 'accepted' } });
  }
  expect(raisedAt.slice(0, 3)).toEqual(['2026-12-24T17:30:00Z', '2026-12-24T18:30:00Z', '2026-12-24T19:30:00Z']);
  expect(raisedAt.at(-1)).toBe('2026-12-25T23:30:00Z');
});

test('a wish to break the glass of five to five on Christmas Eve is an alarm at ten past, though the office has closed', () => {
  const [cause] = glassCauses([{ id: 'wish', byId: 'worker', at: Temporal.Instant.from('2026-12-24T16:55:00Z') }], ATTENTION);
  expect(cause).toEqual({ kind: 'glass_waits', contactId: null, occasion: 'wish worker', due: Temporal.Instant.from('2026-12-24T17:10:00Z') });
  expect(againMinutes('glass_waits', ATTENTION)).toBe(IMMEDIATE_MINUTES);
});
