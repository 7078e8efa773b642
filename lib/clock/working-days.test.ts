import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { england } from './calendar';
import { addWorkingDays, endOfNextWorkingDay, isDutyHours, isWorkingDay } from './working-days';

const on = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.Instant.from(text);
const beyond = { ok: false, problem: 'beyond_calendar' };

describe('isWorkingDay', () => {
  it.each([
    ['2026-04-02', true],
    ['2026-04-03', false],
    ['2026-04-04', false],
    ['2026-04-05', false],
    ['2026-04-06', false],
    ['2026-04-07', true],
    ['2026-12-24', true],
    ['2026-12-28', false],
    ['2027-12-27', false],
    ['2028-01-03', false],
    ['2025-01-01', false],
    ['2028-12-29', true],
  ])('%s: %s', (date, worked) => {
    expect(isWorkingDay(on(date))).toEqual({ ok: true, value: worked });
  });

  it('refuses the day before the data begin and the day after they end, weekends too', () => {
    expect(isWorkingDay(on('2024-12-31'))).toEqual(beyond);
    expect(isWorkingDay(on('2029-01-01'))).toEqual(beyond);
    expect(isWorkingDay(on('2029-01-06'))).toEqual(beyond);
  });
});

describe('addWorkingDays', () => {
  const after = (date: string, n: number) => {
    const day = addWorkingDays(on(date), n, england);
    return day.ok ? day.value.toString() : day.problem;
  };

  it.each([
    ['2025-09-03', 15, '2025-09-24'],
    ['2026-04-02', 1, '2026-04-07'],
    ['2026-04-02', 2, '2026-04-08'],
    ['2026-04-04', 1, '2026-04-07'],
    ['2026-12-24', 3, '2026-12-31'],
    ['2026-04-04', 0, '2026-04-04'],
    // 45 from Friday 5 June 2026: nine weeks of five days, no holiday between.
    ['2026-06-05', 45, '2026-08-07'],
    ['2028-12-27', 2, '2028-12-29'],
    ['2028-12-27', 3, 'beyond_calendar'],
  ])('%s and %i working days: %s', (date, n, day) => {
    expect(after(date, n)).toBe(day);
  });

  it('throws on a part of a day or a count backwards: such a call is a bug', () => {
    expect(() => after('2026-04-02', 1.5)).toThrow(RangeError);
    expect(() => after('2026-04-02', -1)).toThrow(RangeError);
  });
});

describe('endOfNextWorkingDay', () => {
  it('is 17:00 by the London clock of that day', () => {
    const summer = endOfNextWorkingDay(on('2026-07-10'));
    const winter = endOfNextWorkingDay(on('2026-02-06'));
    expect(summer.ok && summer.value.toString()).toBe('2026-07-13T16:00:00Z');
    expect(winter.ok && winter.value.toString()).toBe('2026-02-09T17:00:00Z');
  });
});

describe('isDutyHours', () => {
  const hours = { opens: '08:45', closes: '17:15' };

  it.each([
    ['2026-07-10T08:44:59+01:00', false, 'before opening'],
    ['2026-07-10T08:45:00+01:00', true, 'as it opens, summer time'],
    ['2026-07-10T17:14:59+01:00', true, 'the last second'],
    ['2026-07-10T17:15:00+01:00', false, 'as it closes'],
    ['2026-02-06T08:45:00Z', true, 'as it opens, winter time'],
    ['2026-07-11T12:00:00+01:00', false, 'Saturday'],
    ['2026-04-06T12:00:00+01:00', false, 'Easter Monday'],
  ])('%s: %s (%s)', (moment, staffed) => {
    expect(isDutyHours(at(moment), england, hours)).toEqual({ ok: true, value: staffed });
  });

  it('is refused beyond the calendar', () => {
    expect(isDutyHours(at('2029-01-02T12:00:00Z'), england, hours)).toEqual(beyond);
  });
});
