/**
 * The two nights of a year on which the clocks change, minute by minute from 00:30 to 02:30 in London (quality B4, F19): 24 hours are
 * 86,400 seconds, days are days of the calendar, and counts by the hour have each hour once. Expected values by hand: the clocks
 * go back on 25 October 2026 and forward on 28 March 2027, at 01:00 UTC.
 */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { LONDON, londonDate } from '@/lib/platform/time';
import { due24h, dueWorkingDay } from './deadlines';

const at = (text: string) => Temporal.Instant.from(text);
const from = (first: string, minutes: number) => Array.from({ length: minutes }, (_, minute) => at(first).add({ minutes: minute }));

describe.each([
  // 00:30 is summer time and 02:30 is not: three hours pass.
  { night: 'back, 25 October 2026', first: '2026-10-24T23:30:00Z', minutes: 180, day: '2026-10-25', monday: '2026-10-26T17:00:00Z', begins: '2026-10-24T23:00:00Z', hours: 25 },
  // 00:30 is not and 02:30 is: one hour passes.
  { night: 'forward, 28 March 2027', first: '2027-03-28T00:30:00Z', minutes: 60, day: '2027-03-28', monday: '2027-03-30T16:00:00Z', begins: '2027-03-28T00:00:00Z', hours: 23 },
])('the clocks go $night', ({ first, minutes, day, monday, begins, hours }) => {
  const night = from(first, minutes);

  it('begins at 00:30 and ends at 02:30 on the wall', () => {
    const wall = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(LONDON).toPlainTime().toString({ smallestUnit: 'minute' });
    expect([wall(at(first)), wall(at(first).add({ minutes }))]).toEqual(['00:30', '02:30']);
  });

  it('24 hours are 86,400 seconds, for what begins and what ends in it', () => {
    for (const received of [...night, ...night.map((instant) => instant.subtract({ seconds: 86_400 }))]) {
      expect((due24h(received).epochMilliseconds - received.epochMilliseconds) / 1000).toBe(86_400);
    }
  });

  it('is one day of the calendar, and its working day ends when the next one does', () => {
    for (const received of night) {
      expect(londonDate(received).toString()).toBe(day);
      const due = dueWorkingDay(received);
      // 29 March 2027 is Easter Monday.
      expect(due.ok && due.value.toString()).toBe(monday);
    }
  });

  it('has each of its hours once where something is counted by the hour, and no other', () => {
    const counted = new Map<string, number>();
    for (const instant of from(begins, hours * 60)) {
      expect(londonDate(instant).toString()).toBe(day);
      // As counts by the hour cut it (lib/contact/many-store.ts, lib/access/door/tries.ts): hours of UTC, of which none comes twice.
      const hour = instant.round({ smallestUnit: 'hour', roundingMode: 'floor' }).toString();
      counted.set(hour, (counted.get(hour) ?? 0) + 1);
    }
    expect([counted.size, new Set(counted.values())]).toEqual([hours, new Set([60])]);
    expect(londonDate(at(begins).subtract({ milliseconds: 1 })).equals(day)).toBe(false);
    expect(londonDate(at(begins).add({ hours })).equals(day)).toBe(false);
  });
});
