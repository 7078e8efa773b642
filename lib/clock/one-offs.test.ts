/**
 * Bank holidays that stand in for others or were proclaimed once (quality B4, F20), beside the 230 rows of oracle.csv: the spring
 * holiday of 2022 that was moved to 2 June with the jubilee after it, the state funeral, the coronation, and the substitute days of
 * 2022, 2026, 2027 and 2028. The days were counted by hand on a wall calendar. What the product's own list does not reach is read
 * from one of the same shape, as it would be after a proclamation.
 */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { calendarFrom, england } from './calendar';
import { dueWorkingDay } from './deadlines';
import { bankHolidaysSchema } from './schema';

const DAYS = [
  '2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27',
  '2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26',
]
  .join(' ')
  .split(' ');
const earlier = calendarFrom(bankHolidaysSchema.parse({ 'england-and-wales': { division: 'england-and-wales', events: DAYS.map((date) => ({ title: 'Bank holiday', date, notes: '', bunting: true })) } }));

describe('one working day over holidays that are not the usual ones', () => {
  it.each([
    ['2021-12-31T12:00', '2022-01-04', 'New Year’s Day on a Saturday: Monday stands in'],
    ['2022-01-03T09:00', '2022-01-04', 'the day that stands in'],
    ['2022-05-27T16:00', '2022-05-30', 'the last Monday of May is a working day in 2022'],
    ['2022-05-30T16:00', '2022-05-31', 'and so is the day after'],
    ['2022-06-01T10:00', '2022-06-06', 'Wednesday before the four days of the jubilee'],
    ['2022-06-02T10:00', '2022-06-06', 'the spring holiday, moved to a Thursday'],
    ['2022-06-03T23:59', '2022-06-06', 'the jubilee'],
    ['2022-09-16T16:00', '2022-09-20', 'Friday before the state funeral'],
    ['2022-09-18T16:00', '2022-09-20', 'Sunday before it'],
    ['2022-09-19T11:00', '2022-09-20', 'the day of it'],
    ['2022-12-23T16:00', '2022-12-28', 'Christmas Day on a Sunday: Tuesday stands in'],
    ['2022-12-30T16:00', '2023-01-03', 'New Year’s Day on a Sunday: Monday stands in'],
    ['2023-04-28T16:00', '2023-05-02', 'the first of May’s three'],
    ['2023-05-05T16:00', '2023-05-09', 'Friday before the coronation holiday'],
    ['2023-05-08T08:00', '2023-05-09', 'the coronation holiday'],
    ['2026-12-24T16:00', '2026-12-29', 'Boxing Day on a Saturday: Monday stands in'],
    ['2026-12-27T12:00', '2026-12-29', 'Sunday between'],
    ['2027-12-24T16:00', '2027-12-29', 'Christmas Day and Boxing Day on a weekend: Monday and Tuesday stand in'],
    ['2027-12-26T12:00', '2027-12-29', 'Boxing Day itself, a Sunday'],
    ['2027-12-31T16:00', '2028-01-04', 'New Year’s Day on a Saturday: Monday stands in'],
  ])('%s: %s (%s)', (received, day) => {
    const due = dueWorkingDay(Temporal.PlainDateTime.from(received).toZonedDateTime('Europe/London').toInstant(), received < '2024' ? earlier : england);
    expect(due.ok && due.value.toString()).toBe(Temporal.PlainDateTime.from(`${day}T17:00`).toZonedDateTime('Europe/London').toInstant().toString());
  });
});
