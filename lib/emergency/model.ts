import { Temporal } from 'temporal-polyfill';
import type { AuthoritySettings } from '@/lib/access/schema';
import type { Role } from '@/lib/access/model';
import { england } from '@/lib/clock/calendar';
import { due24h } from '@/lib/clock/deadlines';
import { londonWords } from '@/lib/clock/evidence';
import type { Calendar, TimeOfDay } from '@/lib/clock/model';
import { isDutyHours, isWorkingDay, londonTime, nextOpening } from '@/lib/clock/working-days';
import type { DutyCode } from '@/lib/duty/codes';
import { NEEDED_TODAY } from '@/lib/duty/model';
import { londonDate } from '@/lib/platform/time';

/**
 * The night's own rules (safe practice 1): what the emergency duty team decides, and from whom to whom a contact goes at
 * the two ends of a night. None of it is the decision on level and route: that stays open, and both clocks run on.
 */
export const OUTCOMES = ['acted', 'can_wait'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_WORDS: Record<Outcome, string> = { acted: 'Acted', can_wait: 'Can wait until the day service' };

/** What an emergency duty worker can have done, in the order of how much it protects. */
export const ACTS = ['police_999', 'child_placed', 'strategy_by_telephone', 'visit', 'advice', 'other'] as const;
export type Act = (typeof ACTS)[number];

export const ACT_WORDS: Record<Act, string> = {
  police_999: 'Police called (999)',
  child_placed: 'Child placed somewhere safe',
  strategy_by_telephone: 'Strategy discussion held by telephone',
  visit: 'Visit made',
  advice: 'Advice to the one who rang or reported',
  other: 'Something else',
};

/** Which way a contact is handed over. */
export const DIRECTIONS = ['to_day', 'to_night', 'next_shift'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const DIRECTION_WORDS: Record<Direction, string> = { to_day: 'From emergency duty to the day service', to_night: 'From the day service to emergency duty', next_shift: 'From one shift of emergency duty to the next' };

/** Who hands over: the night's worker in the morning or in the middle of the night, the day service in the evening. */
const GIVES: Record<Direction, readonly Role[]> = { to_day: ['emergency_duty_worker'], to_night: ['cads_social_worker', 'manager'], next_shift: ['emergency_duty_worker'] };
/** Who accepts, by name. */
const ACCEPTS: Record<Direction, readonly Role[]> = { to_day: ['cads_social_worker', 'manager'], to_night: ['emergency_duty_worker'], next_shift: ['emergency_duty_worker'] };
/** Who owes that it is accepted, while nobody is named. */
export const OWES_ACCEPTANCE: Record<Direction, Role> = { to_day: 'manager', to_night: 'emergency_duty_worker', next_shift: 'emergency_duty_worker' };

/**
 * The way this role hands over, or null when it hands nothing over.
 * @param asked the way that is asked for, where a role has more than one; another is none of its ways.
 */
export function directionOf(role: Role, asked = ''): Direction | null {
  const ways = DIRECTIONS.filter((direction) => GIVES[direction].includes(role));
  return ways.find((direction) => direction === asked) ?? ways[0] ?? null;
}

/** May this role take over what goes this way? */
export function mayAccept(direction: Direction, role: Role): boolean {
  return ACCEPTS[direction].includes(role);
}

/** Who takes over what goes this way, as roles. */
export function acceptingRoles(direction: Direction): readonly Role[] {
  return ACCEPTS[direction];
}

/** May they take over what this person handed over? Nobody hands to themselves. */
export function acceptsFrom(direction: Direction, { role, actorId }: { role: Role; actorId: string }, by: string): boolean {
  return mayAccept(direction, role) && (direction !== 'next_shift' || actorId !== by);
}

/** What somebody of the night owes in their own name and takes no further than their shift: it goes on with what they hold. */
export const GOES_ON: readonly DutyCode[] = ['HAND_OVER', 'HOLD_STRATEGY', 'FIND_OUT_WHO', 'PROTECTION_ENDS', ...NEEDED_TODAY];

/** What is chosen to hand over to the duty manager, or to the emergency duty team, without a name. */
export const TO_SERVICE = 'service';

/** When something of a hand-over is due, and how that came about. */
export interface Due {
  dueAt: Temporal.Instant;
  evidence: string;
}

type Hours = Pick<AuthoritySettings, 'dutyHours'>;
/** Duty hours and the times of the two ends of a night, each authority’s own. */
type Night = Pick<AuthoritySettings, 'dutyHours' | 'handOver'>;

function inDutyHours({ dutyHours }: Hours, at: Temporal.Instant, calendar: Calendar): boolean {
  const open = isDutyHours(at, calendar, { opens: dutyHours.from, closes: dutyHours.to });
  return open.ok && open.value;
}

/** The next working morning's `time`, or within minutes when that has passed and the day service is there already. */
function byMorning(opening: string, time: TimeOfDay, hours: Hours, at: Temporal.Instant, calendar: Calendar, minutes: number): Due {
  const next = nextOpening(at, calendar, { opens: time, closes: '23:59' });
  if (!next.ok) return { dueAt: due24h(at), evidence: `${opening} The bank holiday calendar does not reach that far: 24 elapsed hours end ${londonWords(due24h(at))}.` };
  if (inDutyHours(hours, at, calendar) && !londonDate(next.value).equals(londonDate(at))) return within(opening, at, minutes);
  return { dueAt: next.value, evidence: `${opening} The next working morning: ${londonWords(next.value)}.` };
}

function within(opening: string, at: Temporal.Instant, minutes: number): Due {
  const dueAt = at.add({ minutes });
  return { dueAt, evidence: `${opening} Within ${minutes} minutes: ${londonWords(dueAt)}.` };
}

/** By when a contact that emergency duty has is handed to the day service: the next working morning, at 09:00 unless the authority says otherwise. */
export function handOverDue(night: Night, at: Temporal.Instant, calendar: Calendar = england): Due {
  const { morning, minutes } = night.handOver;
  return byMorning(`With emergency duty since ${londonWords(at)}.`, morning, night, at, calendar, minutes);
}

/**
 * By when a named person has accepted what was handed over, with the default times: in the morning by half past nine of
 * the next working day; in the evening within half an hour of the front door's closing, or of being handed over when it
 * is closed already; from one shift of the night to the next within half an hour.
 */
export function acceptanceDue(direction: Direction, night: Night, at: Temporal.Instant, calendar: Calendar = england): Due {
  const { acceptedBy, minutes } = night.handOver;
  const opening = `Handed over ${londonWords(at)}.`;
  if (direction === 'to_day') return byMorning(opening, acceptedBy, night, at, calendar, minutes);
  if (direction === 'next_shift' || !inDutyHours(night, at, calendar)) return within(opening, at, minutes);
  const dueAt = londonTime(londonDate(at), night.dutyHours.to).add({ minutes });
  return { dueAt, evidence: `${opening} ${minutes} minutes after the front door closes: ${londonWords(dueAt)}.` };
}

/** A manager looks within the hour at what is left until morning although it is immediate or at level 4, or rated so (safe practice 7). */
const REVIEW_MINUTES = 60;

export function reviewDue(at: Temporal.Instant): Due {
  const dueAt = at.add({ minutes: REVIEW_MINUTES });
  return { dueAt, evidence: `Left to wait ${londonWords(at)}. ${REVIEW_MINUTES} minutes, day and night, end ${londonWords(dueAt)}.` };
}

const MOST_DAYS_CLOSED = 14;

/**
 * The stretch in which the front door is or was last closed: from its last closing to the opening after it. What came
 * in then is the night's. By day it is the night before.
 */
export function shiftOf({ dutyHours }: Hours, at: Temporal.Instant, calendar: Calendar = england): { from: Temporal.Instant; until: Temporal.Instant } {
  const from = lastClosing(dutyHours.to, at, calendar);
  const opens = nextOpening(from, calendar, { opens: dutyHours.from, closes: dutyHours.to });
  return { from, until: opens.ok ? opens.value : at };
}

function lastClosing(closes: TimeOfDay, at: Temporal.Instant, calendar: Calendar): Temporal.Instant {
  for (let days = 0; days <= MOST_DAYS_CLOSED; days += 1) {
    const day = londonDate(at).subtract({ days });
    const worked = isWorkingDay(day, calendar);
    const closed = londonTime(day, closes);
    if ((!worked.ok || worked.value) && Temporal.Instant.compare(closed, at) <= 0) return closed;
  }
  throw new RangeError('No calendar is closed for so long');
}

/** Why something of the night was not done. */
export type EmergencyProblem = 'ended' | 'came_in' | 'not_complete' | 'same_key_other_content' | 'nothing_to_hand_over' | 'no_colleague' | 'line_missing' | 'note_missing' | 'to_missing' | 'not_yours' | 'accepted_already' | 'missing';

export const EMERGENCY_PROBLEMS: Record<EmergencyProblem, string> = {
  ended: 'This contact has ended, so nothing was recorded. What you typed is kept.',
  came_in: 'Something came in that nobody had read, so nothing was recorded. It stands on this page now: read it first, since what you record has to speak of it too. What you typed is kept.',
  not_complete: 'Something is missing: see below. What you typed is kept.',
  same_key_other_content: 'This form had been sent before with other words. What was sent first is kept. Open the page again to record more.',
  nothing_to_hand_over: 'Nothing is chosen to hand over.',
  no_colleague: 'Choose somebody who works here now.',
  line_missing: 'Write a line for each contact that is handed over.',
  note_missing: 'Write what whoever takes over should know of the whole, even if it was quiet.',
  to_missing: 'Choose to whom you hand over.',
  not_yours: 'This goes to others: the day service accepts what the night hands over, emergency duty what the day does, and the next shift what a colleague of the night does.',
  accepted_already: 'Somebody has accepted this already. It shows who.',
  missing: 'This hand-over is not here.',
};

export function isEmergencyProblem(text: string): text is EmergencyProblem {
  return Object.hasOwn(EMERGENCY_PROBLEMS, text);
}
