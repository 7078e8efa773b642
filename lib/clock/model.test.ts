import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { clockState, firstDue, queueState, timeLeft, warningAt } from './model';

const at = (text: string) => Temporal.Instant.from(text);
const started = at('2026-02-03T10:00:00Z');
const due = at('2026-02-04T10:00:00Z');

describe('how a clock of 24 hours stands', () => {
  // Half of 24 hours is 12, three quarters 18, nine tenths 21 hours 36 minutes.
  it.each([
    ['2026-02-03T10:00:00Z', 'running', 'running'],
    ['2026-02-03T21:59:59Z', 'running', 'running'],
    ['2026-02-03T22:00:00Z', 'warn50', 'running'],
    ['2026-02-04T03:59:59Z', 'warn50', 'running'],
    ['2026-02-04T04:00:00Z', 'warn75', 'due_soon'],
    ['2026-02-04T07:35:59Z', 'warn75', 'due_soon'],
    ['2026-02-04T07:36:00Z', 'warn90', 'due_soon'],
    ['2026-02-04T09:59:59.999Z', 'warn90', 'due_soon'],
    ['2026-02-04T10:00:00Z', 'breached', 'breached'],
    ['2026-03-01T00:00:00Z', 'breached', 'breached'],
  ])('at %s: %s, in the queue %s', (moment, state, inQueue) => {
    expect(clockState(due, at(moment), started)).toBe(state);
    expect(queueState(due, at(moment), started)).toBe(inQueue);
  });

  it('is breached from the start when it was due before it started', () => {
    expect(clockState(started, due, due)).toBe('breached');
    expect(warningAt(due, started, 50)).toEqual(started);
  });
});

describe('for any start, span and moment in microseconds', () => {
  const microseconds = fc.integer({ min: 0, max: 10_000_000_000 });
  const plus = (instant: Temporal.Instant, span: number) => instant.add({ microseconds: span });

  it('the queue state is the one that the SQL predicates give', () => {
    fc.assert(
      fc.property(microseconds, microseconds, (span, elapsed) => {
        const bySql = elapsed >= span ? 'breached' : elapsed * 4 >= span * 3 ? 'due_soon' : 'running';
        expect(queueState(plus(started, span), plus(started, elapsed), started)).toBe(bySql);
      }),
    );
  });

  it('a clock never goes back to an earlier state', () => {
    const order = ['running', 'warn50', 'warn75', 'warn90', 'breached'];
    fc.assert(
      fc.property(microseconds, microseconds, microseconds, (span, one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)].map((elapsed) =>
          order.indexOf(clockState(plus(started, span), plus(started, elapsed), started)),
        );
        expect(earlier).toBeLessThanOrEqual(later ?? -1);
      }),
    );
  });
});

describe('firstDue', () => {
  it('is 24 hours for a receipt at 16:00 and the working day for one at 18:00', () => {
    const due1wd = at('2026-02-04T17:00:00Z');
    expect(firstDue({ due24h: at('2026-02-04T16:00:00Z'), due1wd }).toString()).toBe('2026-02-04T16:00:00Z');
    expect(firstDue({ due24h: at('2026-02-04T18:00:00Z'), due1wd }).toString()).toBe('2026-02-04T17:00:00Z');
  });
});

describe('timeLeft', () => {
  it.each([
    ['2026-02-01T08:30:00Z', '3 days 1 hour left', 4410],
    ['2026-02-03T10:00:01Z', '23 hours 59 minutes left', 1439],
    ['2026-02-04T06:55:00Z', '3 hours 5 minutes left', 185],
    ['2026-02-04T09:00:00Z', '1 hour left', 60],
    ['2026-02-04T09:58:59Z', '1 minute left', 1],
    ['2026-02-04T09:59:30Z', 'less than a minute left', 0],
  ])('at %s: %s', (moment, words, minutes) => {
    expect(timeLeft(due, at(moment))).toEqual({ overdue: false, minutes, words });
  });

  it.each([
    ['2026-02-04T10:00:00Z', 'due now', 0],
    ['2026-02-04T12:01:10Z', 'overdue by 2 hours 1 minute', 121],
    ['2026-02-07T10:00:00Z', 'overdue by 3 days', 4320],
  ])('at %s: %s', (moment, words, minutes) => {
    expect(timeLeft(due, at(moment))).toEqual({ overdue: true, minutes, words });
  });
});
