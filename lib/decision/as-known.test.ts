import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownAt, type Known } from './as-known';

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
const known = (times: readonly number[]): Known => ({
  additions: times.map((ms) => ({ id: String(ms), contactId: 'c', at: instant(ms), by: 'p', text: '', indicators: {}, immediate: false, perhapsImmediate: false, kind: 'addition', receivedAt: instant(ms), caller: '', channel: null, mustNotBeTold: '', unread: true })),
  notes: times.map((ms) => ({ id: String(ms), kind: 'note' as const, at: instant(ms), by: 'p', text: '' })),
  questions: times.map((ms) => ({ id: String(ms), askedAt: instant(ms), askedBy: 'p', text: '', answer: 'At home.', answeredAt: instant(ms + 500), writtenDownBy: null, unread: true })),
  joinedIn: times.map((ms) => ({ reference: String(ms), at: instant(ms), unread: true })),
  toldOfJoined: times.map((ms) => ({ reference: String(ms), joined: null, at: instant(ms), unread: true })),
});

test('nothing that came in later stands on a decision’s page, and all that came before does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10_000 })), fc.integer({ min: 0, max: 10_000 }), (times, decided) => {
      const then = knownAt(known(times), instant(decided));
      const before = times.filter((ms) => ms <= decided).length;
      for (const list of [then.additions, then.notes, then.questions, then.joinedIn, then.toldOfJoined]) expect(list).toHaveLength(before);
      for (const { answer, answeredAt } of then.questions) expect(answer === null).toBe(answeredAt === null);
      expect(then.questions.every(({ answeredAt }) => answeredAt === null || answeredAt.epochMilliseconds <= decided)).toBe(true);
      expect([...then.additions, ...then.questions, ...then.joinedIn, ...then.toldOfJoined].some(({ unread }) => unread), 'new to nobody').toBe(false);
    }),
  );
});
