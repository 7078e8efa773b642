import type { Temporal } from 'temporal-polyfill';
import type { Role } from '@/lib/access/model';
import { dueInWorkingDays, dueStrategyDiscussion } from '@/lib/clock/deadlines';
import { england } from '@/lib/clock/calendar';
import { londonWords } from '@/lib/clock/evidence';
import { queueState, type Calendar, type QueueState } from '@/lib/clock/model';
import { LONDON, londonDate } from '@/lib/platform/time';
import { DUTY_KINDS, type DutyCode, type DutyKind } from './codes';

/** How a duty ended: done, accepted by a named person elsewhere, or no longer owed in law, with the reason. */
export const DISCHARGES = ['done', 'accepted', 'ended_lawfully'] as const;
export type DischargeHow = (typeof DISCHARGES)[number];

/** What must follow, owed by whom, by when, under which law (architecture point 11). */
export interface Duty {
  id: string;
  contactId: string;
  reference: string;
  decisionId: string | null;
  personId: string | null;
  code: DutyCode;
  law: string;
  ownerRole: Role;
  ownerId: string | null;
  openedAt: Temporal.Instant;
  /** Null where the calendar does not reach: see the evidence. */
  dueAt: Temporal.Instant | null;
  evidence: string;
  discharge: { at: Temporal.Instant; by: string; how: DischargeHow; words: string } | null;
}

/** The instants that a duty's clock may start from. */
export interface DutyStarts {
  receivedAt: Temporal.Instant;
  /** When a decision took effect, asked for a second person or was returned by them; left out before there is one. */
  decidedAt?: Temporal.Instant | undefined;
  /** When a missing child was found, where that is known. */
  foundAt?: Temporal.Instant | undefined;
  /** A date set by the worker, for duties that carry one. */
  setFor?: Temporal.PlainDate | undefined;
  /** An instant set by the worker; goes before a date. */
  setAt?: Temporal.Instant | undefined;
  /** Protection is at stake: the second person has an hour, not a day (domain 7.7). */
  atLevel4?: boolean | undefined;
  /** Minutes for a second person at level 4, from the area's guide; 60 unless it says otherwise. */
  countersignMinutes?: number | undefined;
}

/** By when a duty is owed, how that instant came about, and who owes it then. */
export interface DutyDue {
  dueAt: Temporal.Instant | null;
  evidence: string;
  ownerRole: Role;
}

const START_WORDS = { received: 'Received', found: 'Found', discovered: 'Became known to this authority', decided: 'Decided', returned: 'Returned' } as const;
const END_OF_SET_DATE = '17:00';
/** Domain 7.7. */
const COUNTERSIGN_MINUTES = 60;

function uncountedDays(from: Temporal.PlainDate, to: Temporal.PlainDate, calendar: Calendar): string {
  const names: string[] = [];
  for (let day = from.add({ days: 1 }); day.until(to).sign > 0; day = day.add({ days: 1 })) {
    const holiday = calendar.holidays.get(day.toString());
    if (holiday !== undefined || day.dayOfWeek > 5) names.push(`${dayName(day)} (${holiday ?? 'weekend'})`);
  }
  return names.length === 0 ? '' : ` Not counted: ${names.join(', ')}.`;
}

const dayName = (day: Temporal.PlainDate) => londonWords(day.toZonedDateTime(LONDON).toInstant()).split(' ').slice(0, 3).join(' ');

const counted = (days: number) => (days === 1 ? 'One working day' : `${days} working days`);

/**
 * When a duty is due (London time; domain 3.1, 3.2, 7.7). Day 0 of working days is the London date of the start, at
 * any hour. "The same day" ends at the midnight after the start: out of hours the emergency duty team acts. Beyond
 * the bank holiday data there is no instant, and the evidence says so.
 */
export function dutyDue(code: DutyCode, starts: DutyStarts, calendar: Calendar = england): DutyDue {
  const kind = DUTY_KINDS[code];
  const start = startOf(kind, starts);
  const opening = `${START_WORDS[kind.from]} ${londonWords(start)}.`;
  const owner = kind.ownerRole;
  const at = (dueAt: Temporal.Instant, how: string, ownerRole: Role = owner): DutyDue => ({ dueAt, evidence: `${opening} ${how}`, ownerRole });
  const clock = kind.clock;
  const inWorkingDays = (days: number): DutyDue => {
    const due = dueInWorkingDays(start, days, calendar);
    if (!due.ok) return { dueAt: null, evidence: `${opening} ${counted(days)}: the bank holiday calendar does not reach that far, so no instant can be given.`, ownerRole: owner };
    return at(due.value, `Day 0 is ${dayName(londonDate(start))}.${uncountedDays(londonDate(start), londonDate(due.value), calendar)} ${counted(days)} ${days === 1 ? 'ends' : 'end'} ${londonWords(due.value)}.`);
  };
  switch (clock.kind) {
    case 'working_days':
      return inWorkingDays(clock.amount);
    case 'end_of_next_working_day':
      return inWorkingDays(1);
    case 'elapsed_hours': {
      const due = start.add({ hours: clock.amount });
      return at(due, `${clock.amount} elapsed hours end ${londonWords(due)}.`);
    }
    case 'same_day': {
      const due = londonDate(start).add({ days: 1 }).toZonedDateTime(LONDON).toInstant();
      return at(due, `The same day ends at midnight, ${londonWords(due)}.`);
    }
    case 'strategy': {
      const due = dueStrategyDiscussion(start, calendar);
      if (!due.ok) {
        const within = start.add({ hours: 24 });
        return at(within, `The bank holiday calendar does not reach that far: 24 elapsed hours end ${londonWords(within)}.`);
      }
      return due.value.how === 'same_working_day'
        ? at(due.value.dueAt, `On the same working day, by ${londonWords(due.value.dueAt)}.`)
        : at(due.value.dueAt, `After 15:00 or out of hours: by telephone with the emergency duty team, at the latest ${londonWords(due.value.dueAt)}.`, 'emergency_duty_worker');
    }
    case 'countersign': {
      if (starts.atLevel4 !== true) return inWorkingDays(1);
      const minutes = starts.countersignMinutes ?? COUNTERSIGN_MINUTES;
      const due = start.add({ minutes });
      return at(due, `${minutes} minutes at level 4, day and night, end ${londonWords(due)}.`);
    }
    case 'set': {
      if (starts.setAt !== undefined) return at(starts.setAt, `The time set is ${londonWords(starts.setAt)}.`);
      if (starts.setFor === undefined) return { dueAt: null, evidence: `${opening} No date was set.`, ownerRole: owner };
      const due = starts.setFor.toZonedDateTime({ timeZone: LONDON, plainTime: END_OF_SET_DATE }).toInstant();
      return at(due, `The date set is ${londonWords(due)}.`);
    }
  }
}

function startOf(kind: DutyKind, { receivedAt, decidedAt, foundAt }: DutyStarts): Temporal.Instant {
  if (kind.from === 'decided' || kind.from === 'returned') return decidedAt ?? receivedAt;
  return kind.from === 'found' ? (foundAt ?? receivedAt) : receivedAt;
}

/** How an open duty stands at `at`; one that has no due instant runs. */
export function dutyState(duty: Pick<Duty, 'openedAt' | 'dueAt'>, at: Temporal.Instant): QueueState {
  return duty.dueAt === null ? 'running' : queueState(duty.dueAt, at, duty.openedAt);
}

/** Why a person may not take or discharge a duty. */
export type DutyProblem = 'missing' | 'already_discharged' | 'not_transferable' | 'not_your_role' | 'managers_ending' | 'needs_a_named_person' | 'ends_by_its_act' | 'how_missing' | 'words_missing';

/** Problems in plain words. */
export const DUTY_PROBLEMS: Record<DutyProblem, string> = {
  missing: 'This duty is not here any more.',
  already_discharged: 'Somebody has already ended this duty. What they wrote is shown below.',
  not_transferable: 'This duty belongs in law to the professional who learned of it, and cannot be taken over.',
  not_your_role: 'This duty is a manager’s.',
  managers_ending: 'Only a manager may say that a duty is no longer owed.',
  needs_a_named_person: 'This duty ends only when a named person elsewhere has accepted it. Choose “accepted” and say who and when.',
  ends_by_its_act: 'This duty ends by its own act, not by words on this page.',
  how_missing: 'Choose how the duty ended.',
  words_missing: 'Say what was done, who accepted, or why it is no longer owed.',
};

/** May this person take the duty in their own name? Reviews and countersigning are a manager's. */
export function mayTake(duty: Pick<Duty, 'code' | 'ownerRole' | 'discharge'>, role: Role): DutyProblem | null {
  if (duty.discharge !== null) return 'already_discharged';
  if (!DUTY_KINDS[duty.code].transferable) return 'not_transferable';
  return duty.ownerRole === 'manager' && role !== 'manager' ? 'not_your_role' : null;
}

/** Duties that end only by their own act, never by words on the duty's page: a countersign is the second person's verdict. */
export const ENDS_BY_ITS_ACT: Partial<Record<DutyCode, string>> = {
  COUNTERSIGN: 'This duty ends when a manager agrees or returns the decision.',
  DECIDE_AGAIN: 'This duty ends with the next decision on the contact.',
  AGREE_HOLD: 'This duty ends when a manager agrees to the hold or refuses it, or the contact is decided.',
  HELD_CHECK: 'This duty ends with the decision, or when the hold is ended with its reason.',
  ACKNOWLEDGE: 'This duty ends when a named worker claims the contact or answers the referrer.',
  TELL_REFERRER: 'This duty ends when the letter to the referrer is sent or posted, or a lawful reason for not telling is recorded.',
  HAND_OVER: 'This duty ends when the contact is handed over to the day service.',
  ACCEPT_HAND_OVER: 'This duty ends when a named person accepts the contact on the page of hand-overs.',
};

/** May this person end the duty in this way? */
export function mayDischarge(duty: Pick<Duty, 'code' | 'ownerRole' | 'discharge'>, role: Role, how: DischargeHow): DutyProblem | null {
  if (duty.discharge !== null) return 'already_discharged';
  if (duty.ownerRole === 'manager' && role !== 'manager') return 'not_your_role';
  // A manager answers for calling a duty off; doing it is anybody's.
  if (how === 'ended_lawfully' && role !== 'manager') return 'managers_ending';
  return DUTY_KINDS[duty.code].needsAcceptance && how === 'done' ? 'needs_a_named_person' : null;
}
