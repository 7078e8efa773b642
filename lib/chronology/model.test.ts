import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { agenciesIn, monthsBetween, newestFirst, stretchWords, withGaps, type Entry, type Sighting } from './model';

const at = (text: string) => Temporal.Instant.from(text);
const entry = (id: string, when: string, rest: Partial<Entry> = {}): Entry => ({ id, at: at(when), kind: 'contact', scope: 'child', called: '', contactId: id, reference: `R-${id}`, about: [], title: '', words: '', level: 2, route: null, state: null, current: false, ...rest });
const line = (entries: readonly Entry[]) => withGaps(entries).map((item) => (item.kind === 'gap' ? item.months : item.entry.id));

describe('the line', () => {
  test('is newest first, with each stretch of three months and more in its place', () => {
    // 31 December to 31 March: three months to the day. 1 October to 31 December: 2 months 30 days.
    expect(line([entry('oldest', '2024-06-30T10:00:00Z'), entry('now', '2026-03-31T10:00:00Z', { current: true }), entry('winter', '2025-12-31T10:00:00Z'), entry('autumn', '2025-10-01T10:00:00Z')])).toEqual(['now', 3, 'winter', 'autumn', 15, 'oldest']);
  });

  test('counts a gap from whatever happened: a plan or an enquiry closes it as a contact does', () => {
    const [now, old] = [entry('now', '2026-06-01T10:00:00Z'), entry('old', '2026-01-01T10:00:00Z')];
    expect(line([now, old])).toEqual(['now', 5, 'old']);
    expect(line([now, old, entry('asked', '2026-03-15T10:00:00Z', { kind: 'enquiry' })])).toEqual(['now', 'asked', 'old']);
    expect(line([now, old, entry('sister', '2026-03-15T10:00:00Z', { scope: 'sibling' })])).toEqual(['now', 'sister', 'old']);
  });

  test('is not made whole by what other families did at the address (domain 7.13)', () => {
    expect(line([entry('now', '2026-06-01T10:00:00Z'), entry('old', '2026-01-01T10:00:00Z'), entry('neighbour', '2026-03-15T10:00:00Z', { scope: 'address' })])).toEqual(['now', 5, 'neighbour', 'old']);
    expect(line([entry('now', '2026-06-01T10:00:00Z'), entry('before', '2020-03-15T10:00:00Z', { scope: 'address' })])).toEqual(['now', 'before']);
  });

  test('has what came of a contact above it, also where both are of one instant', () => {
    const when = '2026-06-01T10:00:00Z';
    expect(newestFirst([entry('contact', when), entry('plan', when, { kind: 'plan' })]).map(({ id }) => id)).toEqual(['plan', 'contact']);
  });

  test('of one thing alone has no gap', () => {
    expect(line([entry('now', '2026-06-01T10:00:00Z')])).toEqual(['now']);
    expect(line([])).toEqual([]);
  });
});

test('months are whole ones of the London calendar', () => {
  // In London 31 March 23:30 UTC is 1 April, three months after 1 January.
  expect(monthsBetween(at('2026-01-01T12:00:00Z'), at('2026-03-31T23:30:00Z'))).toBe(3);
  expect(monthsBetween(at('2026-03-31T22:30:00Z'), at('2026-01-01T12:00:00Z'))).toBe(2);
});

test.each([
  [1, '1 month'],
  [8, '8 months'],
  [16, '16 months'],
  [23, '23 months'],
  [24, '2 years'],
  [25, '2 years 1 month'],
  [40, '3 years 4 months'],
])('%i months are said as "%s"', (months, words) => {
  expect(stretchWords(months)).toBe(words);
});

test('agencies are one by name, whatever its case and marks, with everything they had to do, the last met first', () => {
  const seen = (name: string, how: Sighting['how'], when: string, person: string, reference: string): Sighting => ({ name, how, at: at(when), person, reference });
  expect(
    agenciesIn([
      seen('Hollow Lane Primary', 'told', '2025-01-01T09:00:00Z', 'R. Mensah, lead', 'A'),
      seen('St Anne’s surgery', 'surgery', '2026-01-01T09:00:00Z', '', 'B'),
      seen('HOLLOW LANE PRIMARY ', 'school', '2025-06-01T09:00:00Z', '', 'C'),
      seen(' ', 'helps', '2026-05-01T09:00:00Z', '', 'D'),
    ]),
  ).toEqual([
    { name: 'St Anne’s surgery', how: ['surgery'], people: [], references: ['B'], last: at('2026-01-01T09:00:00Z') },
    { name: 'HOLLOW LANE PRIMARY', how: ['school', 'told'], people: ['R. Mensah, lead'], references: ['C', 'A'], last: at('2025-06-01T09:00:00Z') },
  ]);
});
