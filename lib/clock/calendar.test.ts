import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import published from './bank-holidays.json';
import { calendarEndsSoon, calendarFrom, england } from './calendar';
import { bankHolidaysSchema, instantSchema, openingHoursSchema } from './schema';
import { dueWorkingDay } from './deadlines';

const events = published['england-and-wales'].events;
const file = (list: readonly unknown[]) => ({
  'england-and-wales': { division: 'england-and-wales', events: list },
});

describe('the bank holidays of England', () => {
  it('are the 32 of 2025 to 2028', () => {
    expect([...england.holidays.keys()].map((date) => date.replace('-', ' ')).join(' · ')).toBe(
      [
        '2025 01-01 · 2025 04-18 · 2025 04-21 · 2025 05-05 · 2025 05-26 · 2025 08-25 · 2025 12-25 · 2025 12-26',
        '2026 01-01 · 2026 04-03 · 2026 04-06 · 2026 05-04 · 2026 05-25 · 2026 08-31 · 2026 12-25 · 2026 12-28',
        '2027 01-01 · 2027 03-26 · 2027 03-29 · 2027 05-03 · 2027 05-31 · 2027 08-30 · 2027 12-27 · 2027 12-28',
        '2028 01-03 · 2028 04-14 · 2028 04-17 · 2028 05-01 · 2028 05-29 · 2028 08-28 · 2028 12-25 · 2028 12-26',
      ].join(' · '),
    );
  });

  it('all fall on weekdays', () => {
    for (const date of england.holidays.keys()) expect(Temporal.PlainDate.from(date).dayOfWeek).toBeLessThan(6);
  });

  it('reach from 1 January 2025 to 31 December 2028', () => {
    expect([england.firstDate.toString(), england.lastDate.toString()]).toEqual(['2025-01-01', '2028-12-31']);
  });
});

describe('replacing the bank holidays', () => {
  it('takes the published file with its other divisions', () => {
    const scotland = { division: 'scotland', events: events.slice(0, 1) };
    expect(bankHolidaysSchema.safeParse({ ...file(events), scotland }).success).toBe(true);
  });

  it('counts a holiday proclaimed later', () => {
    const extra = { title: 'A day of celebration', date: '2026-07-13', notes: '', bunting: true };
    const calendar = calendarFrom(bankHolidaysSchema.parse(file([...events, extra])));
    const due = dueWorkingDay(Temporal.Instant.from('2026-07-10T16:00:00+01:00'), calendar);
    expect(due.ok && due.value.toString()).toBe('2026-07-14T16:00:00Z');
  });

  it.each([
    ['a year of which only a part is listed', [...events, { ...events[0], date: '2029-01-01' }]],
    ['a year left out', events.filter((event) => !event.date.startsWith('2026'))],
    ['the same date twice', [...events, events[0]]],
    ['a date that does not exist', [...events, { ...events[0], date: '2026-02-30' }]],
    ['no holiday at all', []],
    ['an unknown member', [...events, { ...events[0], date: '2026-07-13', region: 'north' }]],
  ])('refuses %s', (_, list) => {
    expect(bankHolidaysSchema.safeParse(file(list)).success).toBe(false);
  });
});

describe('calendarEndsSoon', () => {
  // 183 days before Sunday 31 December 2028 is Saturday 1 July 2028.
  it.each([
    ['2026-04-02T12:00:00Z', false],
    ['2028-06-30T22:59:59Z', false],
    ['2028-06-30T23:00:00Z', true],
    ['2028-12-31T12:00:00Z', true],
    ['2030-01-01T12:00:00Z', true],
  ])('%s: %s', (at, soon) => {
    expect(calendarEndsSoon(Temporal.Instant.from(at))).toBe(soon);
  });
});

describe('what comes from outside', () => {
  it.each(['2026-04-02T15:00:00+01:00', '2026-04-02T14:00Z', '2026-04-02T14:00:00.123Z'])('reads the instant %s', (text) => {
    expect(instantSchema.safeParse(text).success).toBe(true);
  });

  it.each(['2026-04-02', '2026-04-02T15:00', '2026-02-30T10:00:00Z', '2026-04-02T25:00:00Z', 'Thursday', '', '2026-04-02T14:00:00.1234567890Z'])(
    'refuses %j as an instant',
    (text) => {
      expect(instantSchema.safeParse(text).success).toBe(false);
    },
  );

  it('refuses opening hours that end before they begin or are no time', () => {
    expect(openingHoursSchema.safeParse({ opens: '08:45', closes: '17:15' }).success).toBe(true);
    expect(openingHoursSchema.safeParse({ opens: '17:15', closes: '08:45' }).success).toBe(false);
    expect(openingHoursSchema.safeParse({ opens: '8:45', closes: '24:00' }).success).toBe(false);
  });
});
