import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { gapsIn, mayStandIn, mondayOf, onDutyAt, outside, POSTS, stretchOn, weekFrom, weeksLater, type Absence, type Shift } from './model';
import { dutyHoursIn, gapsAhead, shiftsOutside } from './rota-hours';

const at = (text: string) => Temporal.Instant.from(text);
const day = (text: string) => Temporal.PlainDate.from(text);
const time = (text: string) => Temporal.PlainTime.from(text);
const shift = (accountId: string, from: string, to: string, more: Partial<Shift> = {}): Shift => ({ id: `${accountId}${from}`, post: 'duty_manager', accountId, coverOrder: 1, from: at(from), to: at(to), ...more });
const away = (accountId: string, from: string, to: string, coveredBy: string | null = null): Absence => ({ id: `${accountId}${from}`, accountId, coveredBy, coversIn: POSTS, from: at(from), to: at(to) });
const SETTINGS = { dutyHours: { from: '08:45', to: '17:00' } };

describe('who is on', () => {
  const shifts = [
    shift('second', '2026-03-02T08:45:00Z', '2026-03-02T17:00:00Z', { coverOrder: 2 }),
    shift('first', '2026-03-02T08:45:00Z', '2026-03-02T17:00:00Z'),
    shift('night', '2026-03-02T17:00:00Z', '2026-03-03T08:45:00Z', { post: 'emergency_duty_worker' }),
  ];
  const names = (text: string, absences: Absence[] = []) => onDutyAt(shifts, absences, at(text)).map(({ accountId }) => accountId);

  test('the first before the second, and one shift ends in the instant in which the next begins', () => {
    expect(names('2026-03-02T08:44:59Z')).toEqual([]);
    expect(names('2026-03-02T08:45:00Z')).toEqual(['first', 'second']);
    expect(names('2026-03-02T17:00:00Z')).toEqual(['night']);
  });

  test('who covers stands in the place of who is away, for as long as they are', () => {
    const absences = [away('first', '2026-03-02T12:00:00Z', '2026-03-02T14:00:00Z', 'third')];
    expect(onDutyAt(shifts, absences, at('2026-03-02T13:00:00Z'))[0]).toMatchObject({ accountId: 'third', insteadOf: 'first', coverOrder: 1, until: at('2026-03-02T14:00:00Z') });
    expect(names('2026-03-02T14:00:00Z', absences)).toEqual(['first', 'second']);
  });

  test('who covers and may not be in the post is not on in it: the next in the order is', () => {
    const absence = away('first', '2026-03-02T12:00:00Z', '2026-03-02T14:00:00Z', 'third');
    expect(names('2026-03-02T13:00:00Z', [{ ...absence, coversIn: ['duty_social_worker'] }])).toEqual(['second']);
    expect(names('2026-03-02T13:00:00Z', [{ ...absence, coversIn: ['duty_manager'] }])).toEqual(['third', 'second']);
  });

  test('whoever stands in may be in each post that is left, or where none is yet, in one of theirs', () => {
    expect(mayStandIn(['duty_manager', 'emergency_duty_manager'], ['duty_manager', 'emergency_duty_manager'], [])).toBe(true);
    expect(mayStandIn(['emergency_duty_worker', 'emergency_duty_manager'], ['duty_manager', 'emergency_duty_manager'], ['duty_manager', 'emergency_duty_manager'])).toBe(false);
    expect(mayStandIn(['emergency_duty_worker', 'emergency_duty_manager'], [], ['duty_manager', 'emergency_duty_manager'])).toBe(true);
    expect(mayStandIn(['duty_social_worker'], [], ['duty_manager', 'emergency_duty_manager'])).toBe(false);
  });

  test('away without cover, or with a cover who is away too, leaves the next in the order', () => {
    expect(names('2026-03-02T13:00:00Z', [away('first', '2026-03-02T12:00:00Z', '2026-03-02T14:00:00Z')])).toEqual(['second']);
    expect(names('2026-03-02T13:00:00Z', [away('first', '2026-03-02T12:00:00Z', '2026-03-02T14:00:00Z', 'third'), away('third', '2026-03-02T12:30:00Z', '2026-03-02T13:30:00Z')])).toEqual(['second']);
  });
});

describe('gaps', () => {
  const needed = [{ from: at('2026-03-02T08:45:00Z'), to: at('2026-03-02T17:00:00Z') }];
  const gaps = (shifts: Shift[], absences: Absence[] = []) => gapsIn('duty_manager', needed, shifts, absences).map(({ from, to }) => [from.toString().slice(11, 16), to.toString().slice(11, 16)]);

  test('nobody at all, before, between, after', () => {
    expect(gaps([])).toEqual([['08:45', '17:00']]);
    expect(gaps([shift('a', '2026-03-02T09:00:00Z', '2026-03-02T12:00:00Z'), shift('b', '2026-03-02T12:30:00Z', '2026-03-02T16:00:00Z')])).toEqual([['08:45', '09:00'], ['12:00', '12:30'], ['16:00', '17:00']]);
  });

  test('an absence that nobody covers is a gap, and touching gaps are one', () => {
    const whole = [shift('a', '2026-03-02T08:00:00Z', '2026-03-02T18:00:00Z')];
    expect(gaps(whole)).toEqual([]);
    expect(gaps(whole, [away('a', '2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z'), away('a', '2026-03-02T11:00:00Z', '2026-03-02T12:00:00Z')])).toEqual([['10:00', '12:00']]);
    expect(gaps(whole, [away('a', '2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z', 'b')])).toEqual([]);
  });

  test('property: an instant is in a gap exactly if it is needed and nobody is on', () => {
    const minutes = fc.integer({ min: 0, max: 600 });
    const some = fc.array(fc.record({ who: fc.constantFrom('a', 'b'), from: minutes, length: fc.integer({ min: 1, max: 300 }) }), { maxLength: 5 });
    const start = at('2026-03-02T08:00:00Z');
    const stretchOf = (from: number, length: number) => ({ from: start.add({ minutes: from }), to: start.add({ minutes: from + length }) });
    fc.assert(
      fc.property(some, some, minutes, (on, off, minute) => {
        const shifts = on.map(({ who, from, length }, index): Shift => ({ id: `${index}`, post: 'duty_manager', accountId: who, coverOrder: 1, ...stretchOf(from, length) }));
        const absences = off.map(({ who, from, length }, index): Absence => ({ id: `${index}`, accountId: who, coveredBy: null, coversIn: [], ...stretchOf(from, length) }));
        const moment = start.add({ minutes: minute });
        const inGap = gapsIn('duty_manager', [stretchOf(0, 600)], shifts, absences).some(({ from, to }) => from.epochMilliseconds <= moment.epochMilliseconds && moment.epochMilliseconds < to.epochMilliseconds);
        expect(inGap).toBe(minute < 600 && onDutyAt(shifts, absences, moment).length === 0);
      }),
    );
  });
});

describe('the hours that need somebody', () => {
  test('duty hours are those of working days of England, and the rest is the emergency duty team’s', () => {
    // Good Friday 3 April 2026 and Easter Monday 6 April are bank holidays: from Thursday 17:00 to Tuesday 08:45 it is night.
    const easter = { from: at('2026-04-01T23:00:00Z'), to: at('2026-04-07T23:00:00Z') };
    const days = dutyHoursIn(easter, SETTINGS);
    expect(days.map(({ from, to }) => `${from.toString()} ${to.toString()}`)).toEqual(['2026-04-02T07:45:00Z 2026-04-02T16:00:00Z', '2026-04-07T07:45:00Z 2026-04-07T16:00:00Z']);
    expect(outside(days, easter)[1]).toEqual({ from: at('2026-04-02T16:00:00Z'), to: at('2026-04-07T07:45:00Z') });
  });

  test('an empty rota is a gap in three posts by day and one by night; an emergency duty manager is as wished', () => {
    const gaps = gapsAhead({ from: at('2026-03-02T00:00:00Z'), to: at('2026-03-03T00:00:00Z') }, SETTINGS, [], []);
    expect(gaps.map(({ post }) => post)).toEqual(['emergency_duty_worker', 'duty_manager', 'duty_social_worker', 'emergency_duty_worker']);
  });
});

describe('the London clock', () => {
  test('a night over the change of the clocks is one hour shorter or longer', () => {
    const hours = (date: string) => {
      const { from, to } = stretchOn(day(date), time('17:00'), time('08:45'));
      return from.until(to).total({ unit: 'hours' });
    };
    expect(hours('2026-03-28')).toBe(14.75);
    expect(hours('2026-10-24')).toBe(16.75);
    expect(hours('2026-11-26')).toBe(15.75);
  });

  test('a week copied over the change of the clocks keeps its times of day', () => {
    const copied = weeksLater(stretchOn(day('2026-03-26'), time('08:45'), time('17:00')), 1);
    expect(copied).toEqual(stretchOn(day('2026-04-02'), time('08:45'), time('17:00')));
    expect(copied.from.toString()).toBe('2026-04-02T07:45:00Z');
  });

  test('a week begins on Monday and has 167 hours in March, 169 in October', () => {
    expect(mondayOf(day('2026-11-29')).toString()).toBe('2026-11-23');
    const hours = (monday: string) => weekFrom(day(monday)).from.until(weekFrom(day(monday)).to).total({ unit: 'hours' });
    expect([hours('2026-03-23'), hours('2026-10-19'), hours('2026-11-23')]).toEqual([167, 169, 168]);
  });
});

test('a shift is beside the hours of its post where any of it is: the day’s outside the office’s, the night’s within them; a whole weekend’s is not', () => {
  // Wednesday 4 March to Monday 9 March 2026; the office closes at 16:30 now.
  const settings = { dutyHours: { from: '08:45', to: '16:30' } };
  const shifts = [
    shift('until five', '2026-03-04T08:45:00Z', '2026-03-04T17:00:00Z', { post: 'duty_manager' }),
    shift('fits', '2026-03-04T09:00:00Z', '2026-03-04T16:30:00Z', { post: 'duty_social_worker' }),
    shift('from four', '2026-03-04T16:00:00Z', '2026-03-05T08:45:00Z', { post: 'emergency_duty_worker' }),
    shift('weekend', '2026-03-06T17:00:00Z', '2026-03-09T08:45:00Z', { post: 'emergency_duty_worker' }),
    shift('as wished', '2026-03-04T16:00:00Z', '2026-03-05T08:45:00Z', { post: 'emergency_duty_manager' }),
  ];
  expect(shiftsOutside(shifts, settings).map(({ accountId }) => accountId)).toEqual(['until five', 'from four']);
});
