import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { countsBefore } from './history';

const at = (text: string) => Temporal.Instant.from(text);

test('contacts are counted in 3, 12 and 36 months, to the minute of the London clock', () => {
  // Received on 30 June at 10:00 London summer time: three months before is 30 March 10:00, after the clocks went forward.
  const now = at('2026-06-30T09:00:00Z');
  const received = [at('2026-03-30T09:00:00Z'), at('2026-03-30T08:59:59Z'), at('2025-06-30T09:00:00Z'), at('2023-06-30T09:00:00Z'), at('2023-06-30T08:59:00Z')];
  expect(countsBefore(now, received)).toEqual([{ months: 3, count: 1 }, { months: 12, count: 3 }, { months: 36, count: 4 }]);
  // Received on 31 May: three months before is the last of February.
  expect(countsBefore(at('2026-05-31T11:00:00Z'), [at('2026-02-28T12:00:00Z'), at('2026-02-28T11:59:00Z')])[0]).toEqual({ months: 3, count: 1 });
  // In winter time 12:00 UTC is 12:00 in London, as 11:00 UTC is in May.
  expect(countsBefore(now, [])).toEqual([{ months: 3, count: 0 }, { months: 12, count: 0 }, { months: 36, count: 0 }]);
});
