import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { againsFor, ORIGINS, type Origin } from '@/lib/line/model';
import type { Callee } from './alarm';
import { ownerFirst, ringBackCauses } from './ring-back-alarms';

const PROMISED = Temporal.Instant.from('2026-03-04T19:10:00Z');
const owed = (origin: Origin, draftId: string | null = null) => [{ id: 'x', origin, promisedAt: PROMISED, draftId }];
const alarms = (origin: Origin, minutes: number, closed: boolean, draftId: string | null = null) => ringBackCauses(owed(origin, draftId), PROMISED.add({ minutes }), closed).filter(({ rests }) => rests !== true).length;

describe('a call that is owed and late (safe practice 7.9)', () => {
  test('is an alarm by day; by night where we missed or lost somebody whom nobody asked whether it can wait', () => {
    const atNight: Record<Origin, number> = { asked: 0, on_behalf: 0, not_reached: 0, given_up: 0, missed_slot: 1, abandoned: 1, cut_off: 1 };
    for (const origin of ORIGINS) expect([alarms(origin, 0, false), alarms(origin, 0, true)], origin).toEqual([1, atNight[origin]]);
    for (const origin of ORIGINS) expect(alarms(origin, -1, false), origin).toBe(0);
  });

  test('that can wait rests while the office is closed, and is owed all the same: nobody has rung', () => {
    for (const origin of ['asked', 'on_behalf'] as const) expect(ringBackCauses(owed(origin), PROMISED, true), origin).toMatchObject([{ rests: true }]);
  });

  test('at once, day and night, where nobody here knows why it is owed', () => {
    expect([ringBackCauses([{ id: 'x', origin: 'unknown', promisedAt: PROMISED, draftId: 'call' }], PROMISED, true).length, againsFor('unknown')]).toEqual([1, ['30', '60', '120']]);
  });

  test('of a call that was cut off from the promised minute on, although its page is open; of others not while it is being logged', () => {
    expect([alarms('cut_off', 0, true, 'call'), alarms('abandoned', 0, true, 'call'), alarms('abandoned', 60, true, 'call')]).toEqual([1, 0, 1]);
  });
});

describe('whom it calls', () => {
  const on: Callee[] = [{ accountId: 'night', post: 'emergency_duty_worker' }, { accountId: 'manager', post: 'emergency_duty_manager' }];
  test('by day whoever has taken it first, on duty or not, then the others', () => {
    expect(ownerFirst('gone', on, false).map(({ accountId }) => accountId)).toEqual(['gone', 'night', 'manager']);
    expect(ownerFirst('manager', on, false).map(({ accountId }) => accountId)).toEqual(['manager', 'night']);
    expect(ownerFirst(null, on, false)).toEqual(on);
  });

  test('by night whoever is on duty: who has gone home rings nobody back within ten minutes', () => {
    expect(ownerFirst('gone', on, true)).toEqual(on);
    expect(ownerFirst('manager', on, true).map(({ accountId }) => accountId)).toEqual(['manager', 'night']);
    expect(ownerFirst('gone', [], true).map(({ accountId }) => accountId)).toEqual(['gone']);
  });
});
