import { Temporal } from 'temporal-polyfill';
import type { OnDuty, Post } from '@/lib/rota/model';
import type { AlarmKind } from './clocks';

/** Something that somebody must be told of now: a clock that has run out, a request nobody has answered, or a gap in the rota. */
export interface Cause {
  kind: AlarmKind;
  contactId: string | null;
  /** What makes it this one and no other of its kind: when its clock began, the duty nobody has done, or the post and end of a gap. */
  occasion: string;
  due: Temporal.Instant;
  /** It holds, and nobody is called about it before the office opens: its alarm stays open, and none is raised. */
  rests?: boolean;
}

/** An alarm as far as the rules ask. */
export interface Alarm {
  id: string;
  kind: AlarmKind;
  contactId: string | null;
  occasion: string;
  round: number;
  due: Temporal.Instant;
  raisedAt: Temporal.Instant;
  ended: { at: Temporal.Instant; how: 'accepted' | 'met' } | null;
}

/** What makes a cause and its alarms one. */
export const keyOf = ({ kind, contactId, occasion }: Pick<Cause, 'kind' | 'contactId' | 'occasion'>) => `${kind} ${contactId ?? ''} ${occasion}`;

/**
 * Of several alarms about one contact the first in this order speaks for all, at every look the same one: of those raised together
 * the one that was due first. With another each time whoever was called a minute ago would be called again.
 */
export function speaksBefore(one: Alarm, other: Alarm): number {
  const key = ({ kind, occasion, id }: Alarm) => `${kind} ${occasion} ${id}`;
  return Temporal.Instant.compare(one.raisedAt, other.raisedAt) || Temporal.Instant.compare(one.due, other.due) || (key(one) < key(other) ? -1 : 1);
}

export interface AlarmChanges {
  /** What was due first comes first: after hours without a look there are many. */
  raise: (Cause & { round: number })[];
  /** What the clock asked for was done, or the gap was filled. */
  met: Alarm[];
}

/**
 * What has to change among the alarms. A cause without an alarm gets one. One that was accepted and still holds after its
 * further period gets another: accepting stops the calling and not the clock. One that had been met and is there again gets
 * another at once. An open alarm whose cause is gone is met; one whose cause rests is not, since nobody has done what it asks.
 * @param alarms every alarm that is open, and the last of each that is not.
 * @param againAfter minutes from acceptance until an alarm of this kind is raised again; null for never.
 */
export function alarmChanges(causes: readonly Cause[], alarms: readonly Alarm[], at: Temporal.Instant, againAfter: (kind: AlarmKind) => number | null): AlarmChanges {
  const latest = new Map<string, Alarm>();
  for (const alarm of alarms) {
    const known = latest.get(keyOf(alarm));
    if (known === undefined || alarm.round > known.round) latest.set(keyOf(alarm), alarm);
  }
  const raise = causes.flatMap((cause) => {
    if (cause.rests === true) return [];
    const last = latest.get(keyOf(cause));
    if (last === undefined) return [{ ...cause, round: 1 }];
    if (last.ended === null) return [];
    if (last.ended.how === 'accepted') {
      const minutes = againAfter(cause.kind);
      if (minutes === null || Temporal.Instant.compare(at, last.ended.at.add({ minutes })) < 0) return [];
    }
    return [{ ...cause, round: last.round + 1 }];
  });
  const holding = new Set(causes.map(keyOf));
  raise.sort((one, other) => Temporal.Instant.compare(one.due, other.due));
  return { raise, met: alarms.filter((alarm) => alarm.ended === null && !holding.has(keyOf(alarm))) };
}

/** Somebody to be called, and in which post they are on; null for a manager called because nobody is. */
export interface Callee {
  accountId: string;
  post: Post | null;
}

const BY_DAY: readonly Post[] = ['duty_manager', 'emergency_duty_manager', 'duty_social_worker', 'emergency_duty_worker'];
const BY_NIGHT: readonly Post[] = ['emergency_duty_worker', 'emergency_duty_manager', 'duty_manager', 'duty_social_worker'];

/**
 * Whom to call, one after another: by day the duty manager on shift and the next in the rota, then who else is on; while
 * the office is closed the emergency duty worker first. Each person once. With nobody on, every manager.
 */
export function callOrder(onDuty: readonly OnDuty[], managers: readonly string[], closed: boolean): Callee[] {
  const order = (closed ? BY_NIGHT : BY_DAY).flatMap((post) => onDuty.filter((each) => each.post === post));
  const once = order.filter(({ accountId }, index) => order.findIndex((each) => each.accountId === accountId) === index);
  return once.length > 0 ? once.map(({ accountId, post }) => ({ accountId, post })) : managers.map((accountId) => ({ accountId, post: null }));
}

/**
 * Whom to call about a question that only guardians may answer: the next guardian first, since the first was told and is
 * silent, then the others, then whoever is called about anything else. Each once.
 */
export function questionOrder(guardians: readonly string[], others: readonly Callee[]): Callee[] {
  const [first, ...rest] = guardians;
  return theseFirst([...rest, ...(first === undefined ? [] : [first])], others);
}

/** Whom to call about what only these can see to: them, in their order, then whoever is called about anything else. Each once. */
export function theseFirst(accountIds: readonly string[], others: readonly Callee[]): Callee[] {
  return [...accountIds.map((accountId): Callee => ({ accountId, post: null })), ...others.filter(({ accountId }) => !accountIds.includes(accountId))];
}

/** The look comes every minute and may come a little early: a call a few seconds before its time is no call too many. */
const EARLY_SECONDS = 30;

/** A call as made. */
export interface MadeCall {
  accountId: string;
  at: Temporal.Instant;
  /** It is known that it did not arrive, by no way. */
  lost: boolean;
}

/** Is the time to answer a call not over yet? */
function hasTime(call: MadeCall, at: Temporal.Instant, everyMinutes: number): boolean {
  return Temporal.Instant.compare(at, call.at.add({ seconds: everyMinutes * 60 - EARLY_SECONDS })) < 0;
}

/**
 * Who is called now about an alarm nobody has accepted: the first at once, then every so many minutes the next; after the
 * last the first again. Nobody while the last one called has still time to answer, unless it is known that their call did not arrive: it
 * counts as not answered, and the next is called at once. Nobody is called twice within that time.
 * @param made the calls about it, the last first.
 */
export function nextCall(order: readonly Callee[], made: readonly MadeCall[], at: Temporal.Instant, everyMinutes: number): Callee | null {
  const [last] = made;
  if (last === undefined) return order[0] ?? null;
  const place = order.findIndex(({ accountId }) => accountId === last.accountId);
  if (!hasTime(last, at, everyMinutes)) return order[(place + 1) % order.length] ?? null;
  if (!last.lost) return null;
  const called = calledWithin(made, at, everyMinutes);
  return [...order.slice(place + 1), ...order.slice(0, place + 1)].find(({ accountId }) => !called.has(accountId)) ?? null;
}

/** Who of these was called so lately that they are not called again yet. */
export function calledWithin(made: readonly MadeCall[], at: Temporal.Instant, everyMinutes: number): Set<string> {
  return new Set(made.filter((call) => hasTime(call, at, everyMinutes)).map(({ accountId }) => accountId));
}

/** Did the last call to each of these not arrive? Then none of them hears of it. Not so of nobody. */
export function allLost(order: readonly Callee[], made: readonly MadeCall[]): boolean {
  return order.length > 0 && order.every(({ accountId }) => made.find((call) => call.accountId === accountId)?.lost === true);
}
