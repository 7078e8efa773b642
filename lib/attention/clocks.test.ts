/** The clocks of attention, worked out from safe practice 7.1 by hand: 15 minutes to be seen, one hour to be claimed, at night at once, one hour to be countersigned. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { againMinutes, hasRunOut, runningClocks, type Watched } from './clocks';

const ATTENTION = { immediateSeenMinutes: 15, level4ClaimedMinutes: 60, countersignLevel4Minutes: 60, idleClaimLevel4Minutes: 30, idleClaimMinutes: 120 };
const at = (time: string) => Temporal.Instant.from(`2026-03-02T${time}Z`);
const open = () => false;
const closed = () => true;

/** Something at level 4 that came in at ten and that nobody has touched. */
const WAITING: Watched = { contactId: 'one', urgentSince: at('10:00:00'), immediate: false, level4: true, read: false, unreadSince: null, held: false, awaitingSince: null, nextDue: Temporal.Instant.from('2026-03-03T10:00:00Z'), receivedAt: at('10:00:00') };
const said = (contact: Watched, isClosed = open) => runningClocks(contact, ATTENTION, isClosed).map(({ kind, due }) => `${kind} ${due.toString()}`);
const DECISION_DUE = 'not_decided 2026-03-03T10:00:00Z';

describe('which clocks run', () => {
  test.each<[string, Partial<Watched>, () => boolean, string[]]>([
    ['level 4 by day: claimed within the hour', {}, open, ['not_claimed 2026-03-02T11:00:00Z', DECISION_DUE]],
    ['level 4 at night: at once, too', {}, closed, ['arrived_at_night 2026-03-02T10:00:00Z', 'not_claimed 2026-03-02T11:00:00Z', DECISION_DUE]],
    ['immediate danger: seen within 15 minutes', { immediate: true, level4: false }, open, ['not_seen 2026-03-02T10:15:00Z', DECISION_DUE]],
    ['immediate and at level 4: both', { immediate: true }, open, ['not_seen 2026-03-02T10:15:00Z', 'not_claimed 2026-03-02T11:00:00Z', DECISION_DUE]],
    ['read, not claimed: the hour goes on', { immediate: true, read: true }, open, ['not_claimed 2026-03-02T11:00:00Z', DECISION_DUE]],
    ['claimed: only the decision is owed', { immediate: true, held: true }, closed, [DECISION_DUE]],
    ['claimed, and danger came in at noon that nobody has read: seen within 15 minutes', { immediate: true, held: true, unreadSince: at('12:00:00') }, open, ['not_seen 2026-03-02T12:15:00Z', DECISION_DUE]],
    ['waiting for its second person, and danger came in since: the same, beside that one’s own hour', { immediate: true, held: true, awaitingSince: at('11:30:00'), unreadSince: at('12:00:00') }, open, ['not_seen 2026-03-02T12:15:00Z', 'not_countersigned 2026-03-02T12:30:00Z', DECISION_DUE]],
    ['claimed, and something came in that is no danger: whoever holds it is told', { held: true, unreadSince: at('12:00:00') }, open, [DECISION_DUE]],
    ['in nobody’s hands: the first that came in counts, and is called about once', { immediate: true, level4: false, unreadSince: at('12:00:00') }, open, ['not_seen 2026-03-02T10:15:00Z', DECISION_DUE]],
    ['rated up at noon: the hour begins at noon', { urgentSince: at('12:00:00') }, open, ['not_claimed 2026-03-02T13:00:00Z', DECISION_DUE]],
    ['neither: the two statutory clocks alone', { urgentSince: null, level4: false }, closed, [DECISION_DUE]],
    ['decided, waiting for its second person: an hour from the decision', { awaitingSince: at('12:00:00') }, closed, ['not_countersigned 2026-03-02T13:00:00Z', DECISION_DUE]],
    ['the same below level 4: the two statutory clocks', { urgentSince: null, level4: false, awaitingSince: at('12:00:00') }, open, [DECISION_DUE]],
    ['decided and in force: nothing', { nextDue: null, urgentSince: null }, closed, []],
  ])('%s', (_, change, isClosed, clocks) => {
    expect(said({ ...WAITING, ...change }, isClosed)).toEqual(clocks);
  });

  test('a clock that has run out says so in its own instant, and not a second before', () => {
    const due = at('11:00:00');
    expect([at('10:59:59'), due, at('11:00:01')].map((now) => hasRunOut({ due }, now))).toEqual([false, true, true]);
  });

  test('how long an acceptance holds: as long as the clock itself; a call at night is not made twice; lateness comes back after four hours', () => {
    expect((['arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'checks_unanswered', 'duty_late', 'nobody_on', 'not_answered', 'ring_back'] as const).map((kind) => againMinutes(kind, ATTENTION))).toEqual([null, 15, 60, 60, 240, 240, 60, 240, 60, 15]);
  });
});

const minute = fc.integer({ min: 0, max: 7 * 1440 }).map((minutes) => at('00:00:00').add({ minutes }));
const watched: fc.Arbitrary<Watched> = fc.record({
  ...{ contactId: fc.constant('one'), urgentSince: fc.option(minute), immediate: fc.boolean(), level4: fc.boolean(), read: fc.boolean(), held: fc.boolean(), unreadSince: fc.option(minute) },
  ...{ awaitingSince: fc.option(minute), nextDue: fc.option(minute), receivedAt: minute },
});

describe('whatever a contact is like', () => {
  test('undecided, urgent and in nobody’s hands at level 4: the hour always runs, day and night alike, and is never moved by the hour of the day', () => {
    fc.assert(
      fc.property(watched, minute, minute, (given, urgentSince, nextDue) => {
        const contact = { ...given, urgentSince, nextDue, level4: true, held: false, awaitingSince: null };
        for (const isClosed of [open, closed]) {
          expect(runningClocks(contact, ATTENTION, isClosed).find(({ kind }) => kind === 'not_claimed')?.due.equals(urgentSince.add({ minutes: 60 }))).toBe(true);
        }
      }),
    );
  });

  test('the night only adds a clock, and each clock is due no earlier than it began', () => {
    fc.assert(
      fc.property(watched, (contact) => {
        const [day, night] = [runningClocks(contact, ATTENTION, open), runningClocks(contact, ATTENTION, closed)];
        expect(night.filter(({ kind }) => kind !== 'arrived_at_night')).toEqual(day);
        for (const { kind, startedAt, due } of night) if (kind !== 'not_decided') expect(Temporal.Instant.compare(startedAt, due)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('a claim or a reading never starts a clock; only a decision in force stops all', () => {
    fc.assert(
      fc.property(watched, (contact) => {
        const kinds = new Set(runningClocks({ ...contact, held: false, read: false }, ATTENTION, closed).map(({ kind }) => kind));
        for (const { kind } of runningClocks({ ...contact, held: true, read: true }, ATTENTION, closed)) expect(kinds).toContain(kind);
        if (contact.nextDue !== null) expect(kinds).toContain('not_decided');
      }),
    );
  });
});
