import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { decisionStanding, governing, riskRank, type Arrival, type DecisionHead, type QueueFacts } from './queue-model';

const at = (text: string) => Temporal.Instant.from(text);
const clock = (receivedAt: string, due24h: string, due1wd: string | null): Pick<Arrival, 'receivedAt' | 'due24h' | 'due1wd'> => ({ receivedAt: at(receivedAt), due24h: at(due24h), due1wd: due1wd === null ? null : at(due1wd) });

// Monday 2 March 2026, 09:00: 24 hours end on Tuesday at 09:00, one working day on Tuesday at 17:00.
const reported: Arrival = { at: at('2026-03-02T09:00:00Z'), ...clock('2026-03-02T09:00:00Z', '2026-03-03T09:00:00Z', '2026-03-03T17:00:00Z'), immediate: false };
const proposed = { at: at('2026-03-02T09:00:00Z'), level: 4, route: 'STRATEGY' } as const;
const decided = (given: Partial<DecisionHead> = {}): DecisionHead => ({ id: 'd1', version: 1, at: at('2026-03-02T12:00:00Z'), level: 4, route: 'STRATEGY', needsCountersign: false, verdict: null, ...given });
const facts = (given: Partial<QueueFacts> = {}): QueueFacts => ({ arrivals: [reported], proposals: [proposed], decisions: [], held: false, questionOpen: false, answeredDecisions: new Set(), ...given });
const lowering = decided({ level: 2, route: 'EH_SINGLE', needsCountersign: true });

describe('the state of an open contact', () => {
  test.each([
    ['nobody holds it', {}, 'received'],
    ['somebody holds it', { held: true }, 'claimed'],
    ['the referrer was asked, held or not', { held: true, questionOpen: true }, 'waiting_for_referrer'],
    ['decided, the referrer not told', { held: true, decisions: [decided()] }, 'decided'],
    ['decided and told', { held: true, decisions: [decided()], answeredDecisions: new Set(['d1']) }, 'told'],
    ['told of an earlier decision only', { held: true, decisions: [decided(), decided({ id: 'd2', version: 2 })], answeredDecisions: new Set(['d1']) }, 'decided'],
    ['lowered, not yet countersigned', { held: true, decisions: [lowering] }, 'awaiting_countersign'],
    ['lowered and agreed', { held: true, decisions: [{ ...lowering, verdict: 'agreed' as const }] }, 'decided'],
    ['lowered and returned', { held: true, decisions: [{ ...lowering, verdict: 'returned' as const }] }, 'claimed'],
    ['a question left open does not undo a decision', { questionOpen: true, decisions: [decided()] }, 'decided'],
  ] as const)('%s: %#', (_, given, state) => {
    expect(governing(facts(given)).state).toBe(state);
  });
});

describe('what governs (safe practice 7.7)', () => {
  test('the proposal, until there is a decision', () => {
    expect(governing(facts())).toMatchObject({ level: 4, route: 'STRATEGY', riskRank: 1 });
  });

  test('the proposal while a lower decision waits for its second person, with both clocks running', () => {
    const waiting = governing(facts({ decisions: [lowering] }));
    expect(waiting).toMatchObject({ level: 4, route: 'STRATEGY' });
    expect(waiting.nextDue?.toString()).toBe('2026-03-03T09:00:00Z');
  });

  test('the decision once it is agreed, with no clock left', () => {
    expect(governing(facts({ decisions: [{ ...lowering, verdict: 'agreed' }] }))).toMatchObject({ level: 2, route: 'EH_SINGLE', riskRank: 3, nextDue: null });
  });

  test('the earlier decision while a later, lower one waits', () => {
    const later = decided({ id: 'd2', version: 2, at: at('2026-03-04T12:00:00Z'), level: 3, route: 'CIN_ASSESS', needsCountersign: true });
    expect(governing(facts({ decisions: [decided(), later] }))).toMatchObject({ level: 4, route: 'STRATEGY', state: 'awaiting_countersign', nextDue: null });
  });

  test('a higher decision from the start, though it too waits for a second person', () => {
    const proposal = { ...proposed, level: 2, route: 'EH_SINGLE' } as const;
    expect(governing(facts({ proposals: [proposal], decisions: [decided({ needsCountersign: true })] }))).toMatchObject({ level: 4, route: 'STRATEGY' });
  });

  test('only a second person’s agreement brings a decision into force that asks for one', () => {
    expect(decisionStanding({ needsCountersign: false, verdict: null })).toBe('in_force');
    expect(decisionStanding({ needsCountersign: true, verdict: null })).toBe('awaiting');
    expect(decisionStanding({ needsCountersign: true, verdict: 'agreed' })).toBe('in_force');
    expect(decisionStanding({ needsCountersign: true, verdict: 'returned' })).toBe('returned');
  });
});

describe('what came in later (safe practice 7.8)', () => {
  // Added on Wednesday 4 March, 10:00, after the decision of Monday.
  const added: Arrival = { at: at('2026-03-04T10:00:00Z'), ...clock('2026-03-04T10:00:00Z', '2026-03-05T10:00:00Z', '2026-03-05T17:00:00Z'), immediate: false };

  test('before a decision the earlier deadline stays', () => {
    const open = governing(facts({ arrivals: [reported, { ...added, at: at('2026-03-02T20:00:00Z'), ...clock('2026-03-02T20:00:00Z', '2026-03-03T20:00:00Z', '2026-03-03T17:00:00Z') }] }));
    expect(open.nextDue?.toString()).toBe('2026-03-03T09:00:00Z');
    expect(open.receivedAt.toString()).toBe('2026-03-02T09:00:00Z');
    expect(open.lastArrivalAt.toString()).toBe('2026-03-02T20:00:00Z');
  });

  test('of what is told elsewhere it is unread, and nothing else of it changes', () => {
    const [before, since] = [facts({ decisions: [decided()] }), at('2026-03-04T10:00:00Z')];
    expect(governing({ ...before, toldElsewhere: [since] })).toEqual({ ...governing(before), lastArrivalAt: since });
  });

  test('after a decision it is open again, under its own clocks, at the higher of decision and new proposal', () => {
    const proposals: QueueFacts['proposals'] = [{ at: at('2026-03-04T10:00:00Z'), level: 4, route: 'STRATEGY' }];
    const again = governing(facts({ arrivals: [reported, added], proposals, decisions: [decided({ level: 2, route: 'EH_SINGLE' })], answeredDecisions: new Set(['d1']), held: true }));
    expect(again).toMatchObject({ state: 'claimed', level: 4, route: 'STRATEGY' });
    expect(again.nextDue?.toString()).toBe('2026-03-05T10:00:00Z');
    expect(again.receivedAt.toString()).toBe('2026-03-04T10:00:00Z');
  });

  test('it never lowers what was decided', () => {
    const proposals: QueueFacts['proposals'] = [{ at: at('2026-03-04T10:00:00Z'), level: 1, route: 'UNIV_ADVICE' }];
    expect(governing(facts({ arrivals: [reported, added], proposals, decisions: [decided()] }))).toMatchObject({ level: 4, route: 'STRATEGY' });
  });

  test('a joined contact brings its earlier deadline and its higher level', () => {
    // Received on Sunday 1 March, 22:00, joined in on Monday at 11:00: its 24 hours end on Monday at 22:00.
    const joined: Arrival = { at: at('2026-03-02T11:00:00Z'), ...clock('2026-03-01T22:00:00Z', '2026-03-02T22:00:00Z', '2026-03-02T17:00:00Z'), immediate: true };
    const both = governing(facts({ arrivals: [reported, joined], proposals: [{ ...proposed, level: 2, route: 'EH_CAF' }, { at: at('2026-03-02T11:00:00Z'), level: 4, route: 'IMMEDIATE' }] }));
    expect(both).toMatchObject({ level: 4, route: 'IMMEDIATE', immediate: true, riskRank: 0 });
    expect(both.nextDue?.toString()).toBe('2026-03-02T17:00:00Z');
  });

  test('the clock of 24 hours alone, where the calendar ends', () => {
    expect(governing(facts({ arrivals: [{ ...reported, due1wd: null }] })).nextDue?.toString()).toBe('2026-03-03T09:00:00Z');
  });
});

test('immediate danger comes before every level, level 4 before level 1, and danger that was decided on no longer does', () => {
  expect([riskRank(1, true), riskRank(4, false), riskRank(3, false), riskRank(2, false), riskRank(1, false)]).toEqual([0, 1, 2, 3, 4]);
  const danger: Arrival = { ...reported, immediate: true };
  expect(governing(facts({ arrivals: [danger] })).riskRank).toBe(0);
  expect(governing(facts({ arrivals: [danger], decisions: [decided()] }))).toMatchObject({ immediate: false, riskRank: 1 });
});

describe('whoever told us is not sure whether a child could be hurt before somebody reads it: no “no” (safe practice 1)', () => {
  const little = { ...proposed, level: 2, route: 'EH_SINGLE' } as const;
  const unsure: Arrival = { ...reported, perhapsImmediate: true };
  const standing = (given: Partial<QueueFacts> = {}) => governing(facts({ arrivals: [unsure], proposals: [little], ...given }));

  test('it stands as at level 4 and asks for attention since it was received; its level and route stay', () => {
    expect(standing()).toMatchObject({ level: 2, route: 'EH_SINGLE', immediate: false, perhapsImmediate: true, riskRank: 1, urgentSince: unsure.receivedAt });
    expect(governing(facts({ proposals: [little] }))).toMatchObject({ perhapsImmediate: false, riskRank: 3, urgentSince: null });
  });

  test('until it is decided; a worker who has looked may rate it lower', () => {
    expect(standing({ decisions: [decided({ level: 2, route: 'EH_SINGLE' })] })).toMatchObject({ perhapsImmediate: false, riskRank: 3, urgentSince: null });
    expect(standing({ ratings: [{ at: at('2026-03-02T10:00:00Z'), rating: 'green' }] })).toMatchObject({ riskRank: 3, ratedBelow: true });
  });
});
