import { england } from '@/lib/clock/calendar';
import { isDutyHours, nextOpening } from '@/lib/clock/working-days';
import { LONDON } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import type { AuthoritySettings } from './schema';

/** "8:45am", "5pm": a time of day as it is read out. */
export function spokenTime(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const past = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `${hours % 12 === 0 ? 12 : hours % 12}${past}${hours < 12 ? 'am' : 'pm'}`;
}

/** The front door's numbers by day and night, as the danger banner takes them. */
export function dangerLines({ dayPhone, nightPhone, dutyHours }: AuthoritySettings): { day: string; dayHours: string; night: string } {
  return { day: dayPhone, dayHours: `Monday to Friday, ${spokenTime(dutyHours.from)} to ${spokenTime(dutyHours.to)}`, night: nightPhone };
}

/**
 * Which line is answered at an instant: the front door's in duty hours on a working day of England, the emergency
 * duty team's at any other time (domain 7.1). `unknown` beyond the list of bank holidays: then both are shown.
 */
export function lineAnswered({ dutyHours }: AuthoritySettings, at: Temporal.Instant): 'day' | 'night' | 'unknown' {
  const open = isDutyHours(at, england, { opens: dutyHours.from, closes: dutyHours.to });
  if (!open.ok) return 'unknown';
  return open.value ? 'day' : 'night';
}

/**
 * The number to ring at an instant, and whose it is. Where nobody knows whether the office is open both are right, and
 * the day's stands first.
 */
export function numberNow(settings: AuthoritySettings, at: Temporal.Instant): { number: string; whose: 'day' | 'night' } {
  return lineAnswered(settings, at) === 'night' ? { number: settings.nightPhone, whose: 'night' } : { number: settings.dayPhone, whose: 'day' };
}

// To make one takes longer than to write a hundred days with it.
const LONG_DAY = new Intl.DateTimeFormat('en-GB', { timeZone: LONDON, weekday: 'long', day: 'numeric', month: 'long' });

/**
 * From when somebody reads reports again, as it is read out: "8:45am on Monday 30 November". Null where the bank
 * holidays are not known so far ahead: the page then says "when the office opens".
 */
export function readAgain({ dutyHours }: AuthoritySettings, at: Temporal.Instant): string | null {
  const opens = nextOpening(at, england, { opens: dutyHours.from, closes: dutyHours.to });
  if (!opens.ok) return null;
  const day = LONG_DAY.format(opens.value.epochMilliseconds).replace(',', '');
  return `${spokenTime(dutyHours.from)} on ${day}`;
}
