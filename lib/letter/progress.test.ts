import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { ContactState } from '@/lib/contact/state';
import { progressCode, progressOf, timeWords, type ProgressFacts } from './progress';

const at = (text: string) => Temporal.Instant.from(text);
const NOW = at('2026-11-18T16:00:00Z');

function facts(state: ContactState, more: Partial<ProgressFacts> = {}): ProgressFacts {
  return { state, marks: [], receivedAt: at('2026-11-18T15:20:00Z'), decideBy: null, readAt: null, reader: 'social_worker', addedUnread: false, decidedAt: null, writtenAt: null, notTold: false, subject: false, keptFromReferrer: false, ...more };
}

test('a time is said without its day only today', () => {
  expect(timeWords(at('2026-11-18T15:42:00Z'), NOW)).toBe('15:42');
  expect(timeWords(at('2026-11-17T15:42:00Z'), NOW)).toBe('15:42 on Tuesday 17 November 2026');
});

test('first nobody has read it; then a social worker has, at a time', () => {
  expect(progressOf(facts('received'), NOW).words).toBe('We have it. A person has not read it yet.');
  expect(progressOf(facts('received', { readAt: at('2026-11-18T15:42:00Z') }), NOW).words).toBe('Read by a social worker at 15:42.');
  // A manager may be none (domain 7.7).
  expect(progressOf(facts('received', { readAt: at('2026-11-18T15:42:00Z'), reader: 'service' }), NOW).words).toBe('Read by a person of the service at 15:42.');
});

test('the steps stand with their times, what has not happened without', () => {
  const decidedAt = at('2026-11-18T15:50:00Z');
  const { steps } = progressOf(facts('decided', { readAt: at('2026-11-18T15:42:00Z'), decidedAt }), NOW);
  expect(steps.map((step) => [step.title, step.at?.toString() ?? step.expect])).toEqual([
    ['You told us', '2026-11-18T15:20:00Z'],
    ['A person reads it', '2026-11-18T15:42:00Z'],
    ['A social worker decides', '2026-11-18T15:50:00Z'],
    ['We write to you', 'Being written'],
  ]);
});

test.each<ContactState>(['awaiting_countersign', 'decided', 'told', 'closed'])('kept from the referrer, a contact that is %s shows no decision and no letter', (state) => {
  const said = progressOf(facts(state, { keptFromReferrer: true, readAt: NOW, decidedAt: NOW, writtenAt: NOW }), NOW);
  expect(said.steps.map((step) => step.title)).toEqual(['You told us', 'A person reads it']);
  expect(said.words).not.toMatch(/decision|written to you/);
});

test('the reporter of a joined contact is told that it is decided once their own letter has gone, and not before', () => {
  expect(progressOf(facts('joined', { readAt: at('2026-11-18T15:42:00Z') }), NOW).words).toBe('Read by a social worker at 15:42. They are working on it.');
  expect(progressOf(facts('joined', { readAt: at('2026-11-18T15:42:00Z'), decidedAt: at('2026-11-18T15:50:00Z'), writtenAt: at('2026-11-18T15:58:00Z') }), NOW).words).toBe('A decision has been made and we have written to you.');
});

test('what was added is said to be unread until somebody has read it', () => {
  expect(progressOf(facts('received', { readAt: at('2026-11-18T15:42:00Z'), addedUnread: true }), NOW).words).toBe('We have what you added. A person has not read it yet.');
  expect(progressOf(facts('received', { addedUnread: true }), NOW).words).toBe('We have it. A person has not read it yet.');
});

test('nobody is told that it is finished while it is decided on, and of one that was taken out that nobody works on it', () => {
  const [readAt, decidedAt, writtenAt] = [at('2026-11-18T15:42:00Z'), at('2026-11-18T15:50:00Z'), at('2026-11-18T15:58:00Z')];
  const told = { readAt, decidedAt, writtenAt };
  expect((['received', 'claimed', 'waiting_for_referrer', 'awaiting_countersign', 'told', 'closed', 'withdrawn', 'joined'] as const).map((state) => progressCode(facts(state, told)))).toEqual(['read', 'read', 'more_asked', 'read', 'told', 'finished', 'withdrawn', 'finished']);
  expect([progressCode(facts('joined')), progressCode(facts('joined', { readAt })), progressCode(facts('joined', { readAt, notTold: true, keptFromReferrer: true }))]).toEqual(['received', 'read', 'finished']);
  // What is kept from them ends after the reading, also where it was joined into one that is not decided.
  expect(progressCode(facts('waiting_for_referrer', { readAt, keptFromReferrer: true }))).toBe('read');
  expect(progressOf(facts('joined', { readAt, keptFromReferrer: true, subject: true }), NOW).words).not.toContain('finished');
});
