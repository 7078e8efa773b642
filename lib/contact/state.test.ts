import { expect, test } from 'vitest';
import { endState, mayFollow, OPEN_STATES, referrerWords, STATE_TABLE, STATES } from './state';

test('what has ended stays ended', () => {
  for (const end of ['closed', 'withdrawn', 'joined'] as const) {
    for (const state of STATES) expect(mayFollow(end, state)).toBe(state === end);
  }
});

test('only what is told closes, and only what is undecided is withdrawn or joined', () => {
  expect(STATES.filter((state) => STATE_TABLE[state].next.includes('closed'))).toEqual(['told']);
  for (const end of ['withdrawn', 'joined'] as const) {
    expect(STATES.filter((state) => STATE_TABLE[state].next.includes(end))).toEqual(['received', 'claimed', 'waiting_for_referrer']);
  }
});

test('every state after the draft can be reached from it, and every open one leads to an end', () => {
  const reach = (from: string): Set<string> => {
    const seen = new Set([from]);
    for (const state of seen) for (const next of STATES.find((known) => known === state) === undefined ? [] : STATE_TABLE[state as (typeof STATES)[number]].next) seen.add(next);
    return seen;
  };
  expect(reach('draft')).toEqual(new Set(STATES));
  for (const state of OPEN_STATES) expect(reach(state).has('closed')).toBe(true);
});

test('something added re-opens what was decided or told', () => {
  for (const decided of ['decided', 'told', 'awaiting_countersign'] as const) {
    expect(mayFollow(decided, 'received')).toBe(true);
    expect(mayFollow(decided, 'claimed')).toBe(true);
  }
});

test('the referrer hears whether a person has read it, and nothing of a second person or another report', () => {
  expect(referrerWords('received', null, 'social_worker')).toBe('We have it. A person has not read it yet.');
  expect(referrerWords('received', '15:42', 'social_worker')).toBe('Read by a social worker at 15:42.');
  expect(referrerWords('awaiting_countersign', '15:42', 'social_worker')).toBe(referrerWords('claimed', '15:42', 'social_worker'));
  expect(referrerWords('joined', '15:42', 'social_worker')).toBe(referrerWords('claimed', '15:42', 'social_worker'));
  for (const state of STATES) expect(referrerWords(state, null, 'social_worker')).not.toMatch(/submitted|countersign|joined/i);
});

test('how it ended says which end it is', () => {
  expect(['told', 'not_told_lawfully', 'withdrawn', 'joined'].map(endState)).toEqual(['closed', 'closed', 'withdrawn', 'joined']);
});
