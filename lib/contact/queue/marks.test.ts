import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { MARKS, MARK_TABLE, marksOf, readMarks, referrerMarkWords, type MarkFacts } from './marks';

const at = (text: string) => Temporal.Instant.from(text);
const NINE = at('2026-03-02T09:00:00Z');
const NOON = at('2026-03-02T12:00:00Z');
const THREE = at('2026-03-02T15:00:00Z');
const facts = (given: Partial<MarkFacts> = {}): MarkFacts => ({ perhapsImmediate: false, arrivals: [NINE], lastDecidedAt: null, heldUntil: null, nights: [], transferWaits: false, letterBack: false, questionLost: false, consultation: false, ...given });

test('a contact that only waits has no mark', () => {
  expect(marksOf(facts())).toEqual([]);
  expect(marksOf(facts({ lastDecidedAt: NOON }))).toEqual([]);
});

test('not sure whether it can wait is said of it, and nothing of it to whoever told us (7.1)', () => {
  expect(marksOf(facts({ perhapsImmediate: true }))).toEqual(['perhaps_immediate']);
  expect(referrerMarkWords(['perhaps_immediate'])).toEqual([]);
});

test('something that came in after the decision opens it again, and a new decision answers it (7.8)', () => {
  expect(marksOf(facts({ arrivals: [NINE, THREE], lastDecidedAt: NOON }))).toEqual(['reopened']);
  expect(marksOf(facts({ arrivals: [NINE, NOON], lastDecidedAt: THREE }))).toEqual([]);
  expect(marksOf(facts({ arrivals: [NINE, THREE] }))).toEqual([]);
});

test('held for checks as long as there is a time until which', () => {
  expect(marksOf(facts({ heldUntil: THREE }))).toEqual(['held_for_checks']);
  expect(marksOf(facts({ arrivals: [NINE, THREE], lastDecidedAt: NOON, heldUntil: THREE }))).toEqual(['reopened', 'held_for_checks']);
});

test('passed on, it is ours until a named person elsewhere accepts (7.15)', () => {
  expect(marksOf(facts({ transferWaits: true }))).toEqual(['transferred_not_accepted']);
  expect(marksOf(facts({ lastDecidedAt: NOON, transferWaits: true }))).toEqual(['transferred_not_accepted']);
});

test('a letter came back as long as telling is owed again, and its reporter reads nothing of it (5)', () => {
  expect(marksOf(facts({ lastDecidedAt: NOON, letterBack: true }))).toEqual(['letter_came_back']);
  expect(referrerMarkWords(['letter_came_back'])).toEqual([]);
});

test('a question of which no e-mail could tell is marked, and its reporter reads nothing of it', () => {
  expect(marksOf(facts({ questionLost: true }))).toEqual(['question_not_delivered']);
  expect(referrerMarkWords(['question_not_delivered'])).toEqual([]);
});

test('each mark says what it means, and what is no mark is left out', () => {
  for (const mark of MARKS) expect(MARK_TABLE[mark].meaning).toMatch(/\.$/);
  expect(readMarks(['held_for_checks', 'nonsense', 'reopened', 'with_emergency_duty'])).toEqual(['with_emergency_duty', 'reopened', 'held_for_checks']);
});

test('the one who reported it learns neither that another wrote nor that checks are made', () => {
  expect(referrerMarkWords(['reopened', 'held_for_checks', 'transferred_not_accepted'])).toEqual([]);
});

test('with emergency duty from when it took it until a named person of the day service accepts it (safe practice 1)', () => {
  const marked = (...nights: readonly Partial<MarkFacts['nights'][number]>[]) => marksOf(facts({ nights: nights.map((night) => ({ takenAt: null, acceptedAt: null, handedOver: false, ...night })) }));
  expect(marked({})).toEqual([]);
  expect(marked({ takenAt: NINE })).toEqual(['with_emergency_duty']);
  // Handed over and not accepted: still with emergency duty, also what the night never touched.
  expect(marked({ takenAt: NINE, handedOver: true })).toEqual(['with_emergency_duty']);
  expect(marked({ handedOver: true })).toEqual(['with_emergency_duty']);
  expect(marked({ takenAt: NINE, acceptedAt: NOON })).toEqual([]);
  // Of two that were joined the day has accepted one.
  expect(marked({ takenAt: NINE, acceptedAt: NOON }, { takenAt: NINE })).toEqual(['with_emergency_duty']);
  // The next night takes it again.
  expect(marked({ takenAt: THREE, acceptedAt: NOON })).toEqual(['with_emergency_duty']);
});

test('the referrer reads that emergency duty is dealing with it, but not of a contact opened again', () => {
  expect(referrerMarkWords(['with_emergency_duty'])).toEqual(['The emergency duty team is dealing with it.']);
  expect(referrerMarkWords(['with_emergency_duty', 'reopened'])).toEqual([]);
});
