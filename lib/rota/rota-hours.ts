import type { Temporal } from 'temporal-polyfill';
import { england } from '@/lib/clock/calendar';
import type { Calendar } from '@/lib/clock/model';
import { isWorkingDay, londonTime } from '@/lib/clock/working-days';
import type { AuthoritySettings } from '@/lib/access/schema';
import { londonDate } from '@/lib/platform/time';
import { gapsIn, outside, POST_TABLE, POSTS, type Absence, type Gap, type Shift, type Stretch } from './model';

/**
 * The duty hours of the front door within a stretch: each working day of England from opening to closing. Beyond the
 * list of bank holidays Monday to Friday count, so that a day is rather watched twice than not at all.
 */
export function dutyHoursIn({ from, to }: Stretch, { dutyHours }: Pick<AuthoritySettings, 'dutyHours'>, calendar: Calendar = england): Stretch[] {
  const hours: Stretch[] = [];
  const before = (a: Temporal.Instant, b: Temporal.Instant) => a.epochMilliseconds < b.epochMilliseconds;
  for (let day = londonDate(from); before(day.toZonedDateTime('Europe/London').toInstant(), to); day = day.add({ days: 1 })) {
    const worked = isWorkingDay(day, calendar);
    if (worked.ok ? !worked.value : day.dayOfWeek > 5) continue;
    const opens = londonTime(day, dutyHours.from);
    const closes = londonTime(day, dutyHours.to);
    const stretch = { from: before(opens, from) ? from : opens, to: before(to, closes) ? to : closes };
    if (before(stretch.from, stretch.to)) hours.push(stretch);
  }
  return hours;
}

/** Every stretch in which a post that somebody must be in has nobody, the earliest first. */
export function gapsAhead(stretch: Stretch, settings: Pick<AuthoritySettings, 'dutyHours'>, shifts: readonly Shift[], absences: readonly Absence[]): Gap[] {
  const day = dutyHoursIn(stretch, settings);
  const needed = { in_duty_hours: day, outside_duty_hours: outside(day, stretch), as_wished: [] };
  return POSTS.flatMap((post) => gapsIn(post, needed[POST_TABLE[post].needed], shifts, absences)).sort((a, b) => a.from.epochMilliseconds - b.from.epochMilliseconds);
}
