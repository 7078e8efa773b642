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

/** Beyond the first and the last shift, so that none is cut where it is looked at: no shift is as long. */
const DAYS_BESIDE = 7;

/** Shifts that lie partly where their post is not needed: by day outside the duty hours, at night within them. */
export function shiftsOutside(shifts: readonly Shift[], settings: Pick<AuthoritySettings, 'dutyHours'>): Shift[] {
  return shifts.filter((shift) => {
    const around = { from: shift.from.subtract({ hours: 24 * DAYS_BESIDE }), to: shift.to.add({ hours: 24 * DAYS_BESIDE }) };
    const day = dutyHoursIn(around, settings);
    const { needed } = POST_TABLE[shift.post];
    if (needed === 'as_wished') return false;
    const hours = needed === 'in_duty_hours' ? day : outside(day, around);
    const met = hours.filter(({ from, to }) => from.epochMilliseconds < shift.to.epochMilliseconds && shift.from.epochMilliseconds < to.epochMilliseconds);
    return outside(met, shift).length > 0;
  });
}

/** Every stretch in which a post that somebody must be in has nobody, the earliest first. */
export function gapsAhead(stretch: Stretch, settings: Pick<AuthoritySettings, 'dutyHours'>, shifts: readonly Shift[], absences: readonly Absence[]): Gap[] {
  const day = dutyHoursIn(stretch, settings);
  const needed = { in_duty_hours: day, outside_duty_hours: outside(day, stretch), as_wished: [] };
  return POSTS.flatMap((post) => gapsIn(post, needed[POST_TABLE[post].needed], shifts, absences)).sort((a, b) => a.from.epochMilliseconds - b.from.epochMilliseconds);
}
