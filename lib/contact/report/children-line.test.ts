import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { ageWords, childrenLine, type ChildAge } from './children-line';

const on = Temporal.PlainDate.from('2026-03-02');
const born = (date: string): ChildAge => ({ dateOfBirth: Temporal.PlainDate.from(date), unborn: false, dueDate: null, saidMonths: null });
const unknown: ChildAge = { dateOfBirth: null, unborn: false, dueDate: null, saidMonths: null };

test.each([
  ['2020-03-02', '6'],
  ['2020-03-03', '5'],
  ['2024-03-02', '2'],
  ['2024-03-03', '23 months'],
  ['2025-10-02', '5 months'],
  ['2026-01-02', '2 months'],
  ['2026-02-15', '2 weeks'],
  ['2026-02-23', '1 week'],
  ['2026-03-03', 'age not known'],
])('born %s is %s on 2 March 2026', (date, words) => {
  expect(ageWords(born(date), on)).toBe(words);
});

test('not born, not known, and as said', () => {
  expect(ageWords({ ...unknown, unborn: true, dueDate: Temporal.PlainDate.from('2026-05-03') }, on)).toBe('unborn, due 3 May');
  expect(ageWords({ ...unknown, unborn: true }, on)).toBe('unborn');
  expect(ageWords(unknown, on)).toBe('age not known');
  expect(ageWords({ ...unknown, saidMonths: 144 }, on)).toBe('12');
});

test('the children of a contact in one line, youngest first', () => {
  expect(childrenLine([born('2020-01-01'), born('2022-01-01')], on)).toBe('2 children, 4 and 6');
  expect(childrenLine([born('2025-10-02')], on)).toBe('1 child, 5 months');
  expect(childrenLine([born('2015-01-01'), born('2019-01-01'), born('2024-01-01')], on)).toBe('3 children, 2, 7 and 11');
  expect(childrenLine([born('2015-01-01'), born('2019-01-01'), born('2024-01-01'), born('2010-01-01'), unknown], on)).toBe('5 children, 2 to 16, age not known');
  // Ages first: what is said of one not born reads as no age of another.
  expect(childrenLine([{ ...unknown, unborn: true, dueDate: Temporal.PlainDate.from('2026-05-03') }, born('2016-01-01')], on)).toBe('2 children, 10 and unborn, due 3 May');
  expect(childrenLine([unknown, born('2016-01-01'), born('2022-01-01')], on)).toBe('3 children, 4, 10 and age not known');
  expect(childrenLine([], on)).toBe('No child named');
});
