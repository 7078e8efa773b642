import { Temporal } from 'temporal-polyfill';
import { ok } from '@/lib/platform/result';
import type { Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { england } from './calendar';
import type { BeyondCalendar, Calendar, Deadlines, TimeOfDay } from './model';
import { addWorkingDays, END_OF_DAY, endOfNextWorkingDay, isWorkingDay, londonTime } from './working-days';

/** 24 hours: 86,400 elapsed seconds, whatever the London clock does meanwhile (domain 3.2; requirement N47). */
export function due24h(received: Temporal.Instant): Temporal.Instant {
  return received.add({ seconds: 86_400 });
}

/**
 * The end of the n-th working day after receipt. Day 0 is the London date of receipt at any hour, weekends and bank
 * holidays included: a receipt after hours is not moved to the next working day (domain 3.2).
 */
export function dueInWorkingDays(
  received: Temporal.Instant,
  n: number,
  calendar: Calendar = england,
  endOfDay: TimeOfDay = END_OF_DAY,
): Result<Temporal.Instant, BeyondCalendar> {
  const day = addWorkingDays(londonDate(received), n, calendar);
  return day.ok ? ok(londonTime(day.value, endOfDay)) : day;
}

/** One working day: the time in which a social worker decides and the referrer is answered (Working Together; domain 3.1). */
export function dueWorkingDay(
  received: Temporal.Instant,
  calendar: Calendar = england,
  endOfDay: TimeOfDay = END_OF_DAY,
): Result<Temporal.Instant, BeyondCalendar> {
  return endOfNextWorkingDay(londonDate(received), calendar, endOfDay);
}

/**
 * Every clock that starts when a concern first reaches the authority by any channel (domain 3.1, 3.2). The
 * acknowledgement is a named worker's claim or reply within one working day, never the automatic receipt. Refused
 * beyond the calendar; `due24h` needs no calendar and still answers there.
 */
export function deadlines(
  received: Temporal.Instant,
  calendar: Calendar = england,
  endOfDay: TimeOfDay = END_OF_DAY,
): Result<Deadlines, BeyondCalendar> {
  const due1wd = dueWorkingDay(received, calendar, endOfDay);
  if (!due1wd.ok) return due1wd;
  return ok({ due24h: due24h(received), due1wd: due1wd.value, acknowledgement: due1wd.value });
}

/** The working day of those who hold strategy discussions; the area's own figures may replace these. */
export interface StrategyHours {
  readonly opens: TimeOfDay;
  /** After this the day is too short to bring police and health together in it. */
  readonly latestDecision: TimeOfDay;
  readonly endOfDay: TimeOfDay;
}

/** The emergency duty team hands over at 09:00 (domain 3.5); 15:00 and 17:00 are those of domain 3.2. */
export const STRATEGY_HOURS: StrategyHours = { opens: '09:00', latestDecision: '15:00', endOfDay: END_OF_DAY };

/** The same where an area's front door opens earlier: from then on its day service is there. At the latest the day begins as emergency duty hands over. */
export function strategyHours(opens: TimeOfDay = STRATEGY_HOURS.opens): StrategyHours {
  return { ...STRATEGY_HOURS, opens: opens < STRATEGY_HOURS.opens ? opens : STRATEGY_HOURS.opens };
}

/** By when a strategy discussion must have been held, and by whom it is brought together. */
export interface StrategyDue {
  readonly dueAt: Temporal.Instant;
  readonly how: 'same_working_day' | 'emergency_duty_telephone';
}

/**
 * When a strategy discussion decided at `decidedAt` is due: as soon as possible and on the same working day
 * (requirement N48). Decided after 15:00 or out of hours, the emergency duty team holds it by telephone, in any case
 * within 24 elapsed hours; it is never moved to the end of the next working day. Decided in the night before a
 * working day opens, it is due by the end of that same day, which comes before the 24 hours are over (domain 3.2).
 */
export function dueStrategyDiscussion(
  decidedAt: Temporal.Instant,
  calendar: Calendar = england,
  hours: StrategyHours = STRATEGY_HOURS,
): Result<StrategyDue, BeyondCalendar> {
  const within24h = due24h(decidedAt);
  const day = londonDate(decidedAt);
  const worked = isWorkingDay(day, calendar);
  if (!worked.ok) return worked;
  if (!worked.value) return ok({ dueAt: within24h, how: 'emergency_duty_telephone' });

  const time = { opens: londonTime(day, hours.opens), latest: londonTime(day, hours.latestDecision) };
  if (Temporal.Instant.compare(decidedAt, time.latest) > 0) return ok({ dueAt: within24h, how: 'emergency_duty_telephone' });
  const beforeOpening = Temporal.Instant.compare(decidedAt, time.opens) < 0;
  return ok({
    dueAt: londonTime(day, hours.endOfDay),
    how: beforeOpening ? 'emergency_duty_telephone' : 'same_working_day',
  });
}
