import { england } from '@/lib/clock/calendar';
import { isDutyHours } from '@/lib/clock/working-days';
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
