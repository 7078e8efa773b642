import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateTimeWithin, dueShown, fullDateTime, shortDateTime, timeShown } from './date-time-words';

const at = (text: string) => Temporal.Instant.from(text);

describe('the words for an instant', () => {
  // Sunday 22 November 2026, 10:42 in London, which keeps UTC in winter.
  const now = at('2026-11-22T10:42:00Z');

  it.each([
    ['2026-11-22T00:00:00Z', 'Today 00:00'],
    ['2026-11-22T23:59:59Z', 'Today 23:59'],
    ['2026-11-21T11:20:00Z', 'Yesterday 11:20'],
    ['2026-11-23T17:00:00Z', 'Tomorrow 17:00'],
    ['2026-11-20T15:22:00Z', 'Fri 15:22'],
    ['2026-11-16T09:05:00Z', 'Mon 09:05'],
    ['2026-11-15T09:05:00Z', '15 Nov 09:05'],
    ['2026-11-29T09:05:00Z', '29 Nov 09:05'],
    ['2025-11-22T10:42:00Z', '22 Nov 2025 10:42'],
  ])('%s is %s', (instant, words) => {
    expect(shortDateTime(at(instant), now)).toBe(words);
  });

  it.each([
    ['2026-11-22T23:59:59Z', 'today 23:59'],
    ['2026-11-21T11:20:00Z', 'yesterday 11:20'],
    ['2026-11-23T17:00:00Z', 'tomorrow 17:00'],
    ['2026-11-20T15:22:00Z', 'Fri 15:22'],
    ['2026-11-15T09:05:00Z', '15 Nov 09:05'],
  ])('%s is %s in the middle of a sentence', (instant, words) => {
    expect(dateTimeWithin(at(instant), now)).toBe(words);
  });

  it.each([
    ['2026-11-23T00:00:00Z', 'Midnight at the end of today', 'midnight at the end of today', 'Midnight at the end of Sunday 22 November 2026'],
    ['2026-11-22T00:00:00Z', 'Midnight at the end of yesterday', 'midnight at the end of yesterday', 'Midnight at the end of Saturday 21 November 2026'],
    ['2026-11-10T00:00:00Z', 'Midnight at the end of 9 Nov', 'midnight at the end of 9 Nov', 'Midnight at the end of Monday 9 November 2026'],
    // In summer London's midnight is an hour earlier than in UTC.
    ['2026-07-01T23:00:00Z', 'Midnight at the end of 1 Jul', 'midnight at the end of 1 Jul', 'Midnight at the end of Wednesday 1 July 2026'],
    // The whole day of the evening on which the clocks go back has 25 hours.
    ['2026-10-26T00:00:00Z', 'Midnight at the end of 25 Oct', 'midnight at the end of 25 Oct', 'Midnight at the end of Sunday 25 October 2026'],
  ])('what is due at %s, by midnight, is due on the day that ends', (instant, alone, within, full) => {
    expect(dueShown(at(instant), now)).toMatchObject({ short: alone, full });
    expect(dueShown(at(instant), now, true).short).toBe(within);
  });

  it('what is due at any other time is due then', () => {
    for (const instant of ['2026-11-23T00:01:00Z', '2026-11-22T17:00:00Z', '2026-07-01T23:30:00Z']) expect(dueShown(at(instant), now)).toEqual(timeShown(at(instant), now));
  });

  it('keeps London days in summer, when midnight comes an hour earlier than in UTC', () => {
    expect(shortDateTime(at('2026-07-01T23:30:00Z'), at('2026-07-02T08:00:00Z'))).toBe('Today 00:30');
    expect(fullDateTime(at('2026-07-01T23:30:00Z'))).toBe('Thursday 2 July 2026, 00:30');
  });

  it('writes the whole date for hover and paper', () => {
    expect(fullDateTime(at('2026-11-22T14:32:10Z'))).toBe('Sunday 22 November 2026, 14:32');
  });
});
