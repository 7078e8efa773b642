import { expect, test } from 'vitest';
import { isRecent } from './flow';

const NOW = 1_800_000_000;

test.each([
  ['just now', NOW, true],
  ['thirty minutes ago', NOW - 1800, true],
  ['a minute longer ago: clocks differ', NOW - 1860, true],
  ['a second longer than that', NOW - 1861, false],
  ['in a minute', NOW + 60, true],
  ['later than that', NOW + 61, false],
  ['nobody says when', undefined, false],
])('%s', (_, at, recent) => {
  expect(isRecent(at, 30, NOW)).toBe(recent);
});
