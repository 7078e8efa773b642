import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { countsBefore } from './history';

const at = (text: string) => Temporal.Instant.from(text);

/** Domain 2.2, behaviour 5: "rolling 12 months to the day". Instants by hand from the London calendar. */
test('contacts are counted in 3, 12 and 36 months, to the day of the London calendar', () => {
  // Received on 30 June at 10:00 London summer time. 30 March began at 00:00 summer time, 29 March 23:00 UTC; so did each 30 June.
  const now = at('2026-06-30T09:00:00Z');
  const received = [at('2026-03-29T23:00:00Z'), at('2026-03-29T22:59:59Z'), at('2025-06-29T23:00:00Z'), at('2025-06-29T22:59:59Z'), at('2023-06-29T23:00:00Z'), at('2023-06-29T22:59:59Z')];
  expect(countsBefore(now, received)).toEqual([{ months: 3, count: 1 }, { months: 12, count: 3 }, { months: 36, count: 5 }]);
  // Received on 31 May: three months before is the last of February, which began in winter time.
  expect(countsBefore(at('2026-05-31T11:00:00Z'), [at('2026-02-28T00:00:00Z'), at('2026-02-27T23:59:59Z')])[0]).toEqual({ months: 3, count: 1 });
  expect(countsBefore(now, [])).toEqual([{ months: 3, count: 0 }, { months: 12, count: 0 }, { months: 36, count: 0 }]);
});

test.each([
  ['an hour earlier in the day, a year ago', '2026-11-29T15:00:00Z', '2025-11-29T14:00:00Z', 1],
  ['the first minute of that day', '2026-11-29T15:00:00Z', '2025-11-29T00:00:00Z', 1],
  ['the last minute of the day before', '2026-11-29T15:00:00Z', '2025-11-28T23:59:00Z', 0],
  // 00:30 in London on 2 July is 1 July in UTC: the day is London's, at both ends.
  ['the first hour of a summer day', '2026-07-01T23:30:00Z', '2025-07-01T23:00:00Z', 1],
  ['the evening before a summer day', '2026-07-01T23:30:00Z', '2025-07-01T22:59:00Z', 0],
  ['28 February, of the leap day', '2028-02-29T12:00:00Z', '2027-02-28T00:00:00Z', 1],
  ['27 February, of the leap day', '2028-02-29T12:00:00Z', '2027-02-27T23:59:00Z', 0],
])('%s', (_, now, received, counted) => {
  expect(countsBefore(at(now), [at(received)])[1]).toEqual({ months: 12, count: counted });
});
