import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { readClock } from './clock-reading';

const at = (text: string) => Temporal.Instant.from(text);
const day = { name: '24 hours', startedAt: at('2026-11-22T09:00:00Z'), due: at('2026-11-23T09:00:00Z') };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a clock of 24 hours', () => {
  it.each([
    ['2026-11-22T09:00:00Z', 'running', 0, '24 h'],
    ['2026-11-22T15:00:00Z', 'running', 0.25, '18 h'],
    ['2026-11-23T02:59:00Z', 'running', 1079 / 1440, '6 h 1 m'],
    ['2026-11-23T03:00:00Z', 'due_soon', 0.75, '6 h'],
    ['2026-11-23T08:22:00Z', 'due_soon', 1402 / 1440, '38 min'],
    ['2026-11-23T09:00:00Z', 'breached', 1, 'now'],
    ['2026-11-24T04:20:00Z', 'breached', 1, '19 h 20 m over'],
  ])('at %s is %s', (now, state, gone, short) => {
    const reading = readClock(day, at(now));
    expect(reading.state).toBe(state);
    expect(reading.gone).toBeCloseTo(gone, 10);
    expect(plain(reading.short)).toBe(short);
  });
});

it('counts in days where hours would have to be worked out', () => {
  const week = { name: 'Working days', startedAt: at('2026-11-20T17:00:00Z'), due: at('2026-11-24T17:00:00Z') };
  expect(plain(readClock(week, at('2026-11-20T17:00:00Z')).short)).toBe('4 d 0 h');
  expect(plain(readClock(week, at('2026-11-22T17:01:00Z')).short)).toBe('47 h 59 m');
});

it('never breaks a line between a figure and its unit', () => {
  expect(readClock(day, at('2026-11-22T09:44:00Z')).short).toBe('23\u00a0h 16\u00a0m');
});
