import { nextOpening } from '@/lib/clock/working-days';
import { england } from '@/lib/clock/calendar';
import type { AuthoritySettings } from '@/lib/access/schema';
import { LONDON, londonDate } from '@/lib/platform/time';
import type { Stretch } from '@/lib/rota/model';
import { dutyHoursIn } from '@/lib/rota/rota-hours';
import type { Temporal } from 'temporal-polyfill';

/** Days ahead within which somebody may ask to be rung, and times are published. */
const DAYS_AHEAD = 21;

/** From the beginning of today for three weeks: in which times are published and booked. */
export function weeksAhead(now: Temporal.Instant): Stretch {
  const midnight = londonDate(now).toZonedDateTime(LONDON);
  return { from: midnight.toInstant(), to: midnight.add({ days: DAYS_AHEAD }).toInstant() };
}

/** The hours in which somebody answers, from today on: working days of England alone, bank holidays left out. */
export function openHours(settings: Pick<AuthoritySettings, 'dutyHours'>, now: Temporal.Instant): Stretch[] {
  return dutyHoursIn(weeksAhead(now), settings);
}

/** When the office opens next; where the bank holidays are not known so far ahead, the same time tomorrow. */
export function opensNext({ dutyHours }: Pick<AuthoritySettings, 'dutyHours'>, now: Temporal.Instant): Temporal.Instant {
  const opens = nextOpening(now, england, { opens: dutyHours.from, closes: dutyHours.to });
  return opens.ok ? opens.value : now.add({ hours: 24 });
}
