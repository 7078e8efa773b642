/** Who is alarmed, when and how often, worked out from safe practice 7.1 by hand: the duty manager, then the next in the rota, again from the first, until a named person accepts; at night the emergency duty worker. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { COVER_ORDERS, POSTS, type OnDuty } from '@/lib/rota/model';
import { alarmChanges, allLost, callOrder, nextCall, type Alarm, type Callee, type Cause, type MadeCall } from './alarm';

const at = (time: string) => Temporal.Instant.from(`2026-03-02T${time}Z`);
const on = (post: OnDuty['post'], accountId: string, coverOrder: OnDuty['coverOrder'] = 1): OnDuty => ({ post, accountId, coverOrder, insteadOf: null, until: at('23:00:00') });
const names = (order: readonly Callee[]) => order.map(({ accountId }) => accountId);

describe('whom to call', () => {
  const everybody = [on('duty_manager', 'first'), on('duty_manager', 'second', 2), on('duty_social_worker', 'worker'), on('emergency_duty_worker', 'night'), on('emergency_duty_manager', 'night manager')];

  test('by day the duty manager, then the next on the rota', () => {
    expect(names(callOrder(everybody, [], false))).toEqual(['first', 'second', 'night manager', 'worker', 'night']);
  });

  test('while the office is closed the emergency duty worker, then their manager, then whoever of the day is still on', () => {
    expect(names(callOrder(everybody, [], true))).toEqual(['night', 'night manager', 'first', 'second', 'worker']);
  });

  test('in two posts: once, in the first of them', () => {
    expect(callOrder([on('duty_manager', 'both'), on('duty_social_worker', 'both')], [], false)).toEqual([{ accountId: 'both', post: 'duty_manager' }]);
  });

  test('with nobody on: every manager, in no post', () => {
    expect(callOrder([], ['one', 'two'], true)).toEqual([{ accountId: 'one', post: null }, { accountId: 'two', post: null }]);
    expect(names(callOrder([on('duty_social_worker', 'worker')], ['one'], false))).toEqual(['worker']);
  });

  const duty = fc.record({ post: fc.constantFrom(...POSTS), accountId: fc.constantFrom('a', 'b', 'c', 'd'), coverOrder: fc.constantFrom(...COVER_ORDERS), insteadOf: fc.constant(null), until: fc.constant(at('23:00:00')) });
  test('whoever is on: everybody on is in the order exactly once, and nobody else', () => {
    fc.assert(
      fc.property(fc.array(duty, { minLength: 1 }), fc.boolean(), (rota, closed) => {
        const order = names(callOrder(rota, ['somebody not on'], closed));
        expect([...order].sort()).toEqual([...new Set(rota.map(({ accountId }) => accountId))].sort());
      }),
    );
  });
});

describe('when the next is called', () => {
  const order: Callee[] = ['one', 'two', 'three'].map((accountId) => ({ accountId, post: null }));
  const last: MadeCall = { accountId: 'one', at: at('10:00:00'), lost: false };

  test('the first at once; the second after five minutes and not before; after the last the first', () => {
    expect(nextCall(order, [], at('10:00:00'), 5)?.accountId).toBe('one');
    expect(nextCall(order, [last], at('10:04:00'), 5)).toBeNull();
    expect(nextCall(order, [last], at('10:05:00'), 5)?.accountId).toBe('two');
    // The look may come a few seconds early: then it is not put off for a minute.
    expect(nextCall(order, [last], at('10:04:45'), 5)?.accountId).toBe('two');
    expect(nextCall(order, [{ ...last, accountId: 'three' }], at('10:05:00'), 5)?.accountId).toBe('one');
  });

  test('the last one called has gone off: the first of those who are on now; one alone is called again; nobody is nobody', () => {
    expect(nextCall(order, [{ ...last, accountId: 'gone' }], at('10:05:00'), 5)?.accountId).toBe('one');
    expect(nextCall(order.slice(0, 1), [last], at('10:05:00'), 5)?.accountId).toBe('one');
    expect(nextCall([], [last], at('10:05:00'), 5)).toBeNull();
  });

  test('with nobody answering, everybody has been called after as many calls as there are people, and no two calls are nearer than asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 }), (people, every) => {
        const those: Callee[] = Array.from({ length: people }, (_, index) => ({ accountId: String(index), post: null }));
        const calls: { accountId: string; minute: number }[] = [];
        for (let minute = 0; minute < people * every * 2; minute += 1) {
          const before = calls.at(-1);
          const callee = nextCall(those, before === undefined ? [] : [{ accountId: before.accountId, at: at('00:00:00').add({ minutes: before.minute }), lost: false }], at('00:00:00').add({ minutes: minute }), every);
          if (callee !== null) calls.push({ accountId: callee.accountId, minute });
        }
        expect(calls.map(({ minute }) => minute)).toEqual(Array.from({ length: people * 2 }, (_, index) => index * every));
        expect(calls.map(({ accountId }) => accountId)).toEqual([...names(those), ...names(those)]);
      }),
    );
  });
});

describe('a call that did not arrive', () => {
  const order: Callee[] = ['one', 'two', 'three'].map((accountId) => ({ accountId, post: null }));
  const lost = (accountId: string, time: string): MadeCall => ({ accountId, at: at(time), lost: true });

  test('counts as not answered: the next is called at once, and has their own time', () => {
    expect(nextCall(order, [lost('one', '10:00:00')], at('10:00:20'), 5)?.accountId).toBe('two');
    const second: MadeCall = { accountId: 'two', at: at('10:00:20'), lost: false };
    expect(nextCall(order, [second, lost('one', '10:00:00')], at('10:04:00'), 5)).toBeNull();
    expect(nextCall(order, [second, lost('one', '10:00:00')], at('10:05:20'), 5)?.accountId).toBe('three');
  });

  test('whose call came back after another was called: whoever was called last keeps their time', () => {
    expect(nextCall(order, [{ ...lost('two', '10:05:00'), lost: false }, lost('one', '10:00:00')], at('10:06:00'), 5)).toBeNull();
  });

  test('where nobody is reached each is called once within the time, and from the first again after it', () => {
    // A look may come half a minute early, as for any call.
    const calls: MadeCall[] = [];
    for (let second = 0; second < 660; second += 10) {
      const now = at('10:00:00').add({ seconds: second });
      const callee = nextCall(order, calls, now, 5);
      if (callee !== null) calls.unshift({ accountId: callee.accountId, at: now, lost: true });
    }
    const seconds = calls.toReversed().map((call) => `${call.accountId} ${(call.at.epochMilliseconds - at('10:00:00').epochMilliseconds) / 1000}`);
    expect(seconds).toEqual(['one 0', 'two 10', 'three 20', 'one 270', 'two 280', 'three 290', 'one 540', 'two 550', 'three 560']);
  });

  test('others are called as well as soon as none of the last calls arrived, and not before', () => {
    const both = [lost('two', '10:01:00'), lost('one', '10:00:00')];
    expect(allLost(order, both)).toBe(false);
    expect(allLost(order.slice(0, 2), both)).toBe(true);
    expect(allLost(order.slice(0, 2), [{ ...lost('one', '10:06:00'), lost: false }, ...both])).toBe(false);
    expect(allLost([], both)).toBe(false);
  });
});

describe('what is raised, and what is over', () => {
  const cause: Cause = { kind: 'not_claimed', contactId: 'one', occasion: '2026-03-02T10:00:00Z', due: at('11:00:00') };
  const alarm = (change: Partial<Alarm> = {}): Alarm => ({ ...cause, id: 'a', round: 1, raisedAt: at('11:00:00'), ended: null, ...change });
  const hourly = () => 60;
  const rounds = (alarms: readonly Alarm[], now: string, after: () => number | null = hourly) => alarmChanges([cause], alarms, at(now), after).raise.map(({ round }) => round);

  test('once; after it was accepted again when the period is over, and never for what is called only once', () => {
    expect(rounds([], '11:00:00')).toEqual([1]);
    expect(rounds([alarm()], '12:00:00')).toEqual([]);
    const accepted = alarm({ ended: { at: at('11:10:00'), how: 'accepted' } });
    expect(rounds([accepted], '12:09:59')).toEqual([]);
    expect(rounds([accepted], '12:10:00')).toEqual([2]);
    expect(rounds([accepted], '23:00:00', () => null)).toEqual([]);
  });

  test('done and undone again: at once', () => {
    expect(rounds([alarm({ ended: { at: at('11:10:00'), how: 'met' } })], '11:11:00')).toEqual([2]);
  });

  test('of several rounds only the last one counts', () => {
    const [first, second] = [alarm({ ended: { at: at('11:10:00'), how: 'accepted' } }), alarm({ id: 'b', round: 2, ended: { at: at('12:20:00'), how: 'accepted' } })];
    expect(rounds([second, first], '12:30:00')).toEqual([]);
    expect(rounds([first, second], '13:20:00')).toEqual([3]);
  });

  test('the cause is gone: what is open is over, what had ended stays as it was', () => {
    const [one, other] = [alarm(), alarm({ id: 'b', kind: 'not_seen', ended: { at: at('11:10:00'), how: 'accepted' } })];
    expect(alarmChanges([], [one, other], at('12:00:00'), hourly)).toEqual({ raise: [], met: [one] });
  });

  const kinds = fc.constantFrom('not_seen' as const, 'not_claimed' as const, 'not_decided' as const);
  const causes = fc.uniqueArray(fc.record({ kind: kinds, contactId: fc.constantFrom('one', 'two'), occasion: fc.constantFrom('x', 'y'), due: fc.constant(at('10:00:00')) }), { selector: ({ kind, contactId, occasion }) => `${kind}${contactId}${occasion}` });
  test('after each look there is one open alarm for each cause that is not in its period of acceptance, and none besides', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(causes, fc.boolean()), { minLength: 1, maxLength: 12 }), (looks) => {
        let alarms: Alarm[] = [];
        looks.forEach(([due, accept], index) => {
          const now = at('10:00:00').add({ minutes: index * 25 });
          const { raise, met } = alarmChanges(due, alarms, now, hourly);
          alarms = alarms.map((each) => (met.includes(each) ? { ...each, ended: { at: now, how: 'met' as const } } : each));
          alarms.push(...raise.map((each, number): Alarm => ({ ...each, id: `${index} ${number}`, raisedAt: now, ended: null })));
          const answered = (each: Cause) => alarms.some(({ kind, contactId, occasion, ended }) => kind === each.kind && contactId === each.contactId && occasion === each.occasion && ended?.how === 'accepted' && Temporal.Instant.compare(now, ended.at.add({ minutes: 60 })) < 0);
          const shouldBeOpen = due.filter((each) => !answered(each)).map(({ kind, contactId, occasion }) => `${kind}${contactId}${occasion}`).sort();
          expect(alarms.filter(({ ended }) => ended === null).map(({ kind, contactId, occasion }) => `${kind}${contactId}${occasion}`).sort()).toEqual(shouldBeOpen);
          if (accept) alarms = alarms.map((each) => (each.ended === null ? { ...each, ended: { at: now, how: 'accepted' as const } } : each));
        });
      }),
    );
  });
});
