import { Temporal } from 'temporal-polyfill';
import { mayDecide } from '@/lib/access/deciding';
import type { Person, Role } from '@/lib/access/model';
import { secondPersonProblem } from '@/lib/access/second-person';
import { dueInWorkingDays, dueStrategyDiscussion, strategyHours } from '@/lib/clock/deadlines';
import { england } from '@/lib/clock/calendar';
import { londonWords } from '@/lib/clock/evidence';
import { queueState, type Calendar, type QueueState, type TimeOfDay } from '@/lib/clock/model';
import { LONDON, londonDate } from '@/lib/platform/time';
import { DUTY_CODES, DUTY_KINDS, type DutyCode, type DutyKind } from './codes';

/** How a duty ended: done, accepted by a named person elsewhere, or no longer owed in law, with the reason. */
export const DISCHARGES = ['done', 'accepted', 'ended_lawfully'] as const;
export type DischargeHow = (typeof DISCHARGES)[number];

/**
 * What was asked and answered when a duty ended, with the question in the words in which it was asked, so that it can be
 * read when the questions have changed. `because` says why there is no answer, or adds to one.
 */
export interface EvidenceLine {
  question: string;
  answer: string;
  because: string;
}

/** What must follow, owed by whom, by when, under which law (architecture point 11). */
export interface Duty {
  id: string;
  contactId: string;
  reference: string;
  decisionId: string | null;
  personId: string | null;
  /** Which time the child was missing, from 1; 0 for every other duty. */
  episode: number;
  code: DutyCode;
  law: string;
  ownerRole: Role;
  ownerId: string | null;
  openedAt: Temporal.Instant;
  /** Null where the calendar does not reach: see the evidence. */
  dueAt: Temporal.Instant | null;
  evidence: string;
  /** What made it owed anew, such as a letter that came back; null for the first time. */
  occasionId: string | null;
  discharge: { at: Temporal.Instant; by: string; how: DischargeHow; words: string; evidence: readonly EvidenceLine[] } | null;
}

/** The instants that a duty's clock may start from. */
export interface DutyStarts {
  receivedAt: Temporal.Instant;
  /** When a decision took effect, asked for a second person or was returned by them, or a strategy discussion was held; left out before there is one. */
  decidedAt?: Temporal.Instant | undefined;
  /** When a missing child was found, where that is known. */
  foundAt?: Temporal.Instant | undefined;
  /** The latest that it can have been where it is known that they were found and not when: when we were told of it. */
  foundBy?: Temporal.Instant | undefined;
  /** A date set by the worker, for duties that carry one. */
  setFor?: Temporal.PlainDate | undefined;
  /** An instant set by the worker; goes before a date. */
  setAt?: Temporal.Instant | undefined;
  /** Protection is at stake: the second person has an hour, not a day (domain 7.7). */
  atLevel4?: boolean | undefined;
  /** Working days from receipt, where this occasion has other than its kind; for the next step of a challenge (domain 3.6). */
  workingDays?: number | undefined;
  /** Minutes for a second person at level 4, from the area's guide; 60 unless it says otherwise. */
  countersignMinutes?: number | undefined;
  /** When the area's front door opens: a strategy discussion decided since then is the day's; 09:00 unless it says otherwise. */
  opens?: TimeOfDay | undefined;
}

/** By when a duty is owed, how that instant came about, and who owes it then. */
export interface DutyDue {
  dueAt: Temporal.Instant | null;
  evidence: string;
  ownerRole: Role;
}

const START_WORDS = { received: 'Received', found: 'Found', discovered: 'Became known to this authority', discussed: 'Strategy discussion held', decided: 'Decided', returned: 'Returned', asked: 'Asked' } as const;
/** The 72 hours run from being found (domain 7.15): before that the duty waits, and says so. */
export const NOT_YET_FOUND = 'It waits: the child has not been found, or nobody has said when. The 72 hours run from being found; record when that was.';
/** Whoever is said to have been found was found by then: the 72 hours run already, and end no later (domain 7.15). */
const FOUND_BY = 'Found, and nobody has said when: by the time at which we were told,';

/** Does a return interview still want the time of the finding: because there was none, or because nobody has said when? */
export function wantsFinding({ dueAt, evidence, discharge }: Pick<Duty, 'dueAt' | 'evidence' | 'discharge'>): boolean {
  return discharge === null && (dueAt === null || evidence.startsWith(FOUND_BY));
}

/** By when an interview is owed whose child was found, now that it is said when: sooner than it was, or as it was. */
export function dueSinceFound(owed: Temporal.Instant | null, { dueAt, evidence }: Pick<DutyDue, 'dueAt' | 'evidence'>): Pick<DutyDue, 'dueAt' | 'evidence'> {
  const later = owed !== null && dueAt !== null && Temporal.Instant.compare(dueAt, owed) > 0;
  return later ? { dueAt: owed, evidence: `${evidence} It stays due ${londonWords(owed)}, by when we were told that the child had been found.` } : { dueAt, evidence };
}

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
  if (kind.from === 'found' && starts.foundAt === undefined && starts.foundBy === undefined) return { dueAt: null, evidence: NOT_YET_FOUND, ownerRole: kind.ownerRole };
  const start = startOf(kind, starts);
  const opening = kind.from === 'found' && starts.foundAt === undefined ? `${FOUND_BY} ${londonWords(start)}. Record when it was, as soon as it is known.` : `${START_WORDS[kind.from]} ${londonWords(start)}.`;
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
      return inWorkingDays(starts.workingDays ?? clock.amount);
    case 'end_of_next_working_day':
      return inWorkingDays(1);
    case 'elapsed_hours': {
      const due = start.add({ hours: clock.amount });
      return at(due, `${clock.amount} elapsed hours end ${londonWords(due)}.`);
    }
    case 'same_day': {
      const due = londonDate(start).add({ days: 1 }).toZonedDateTime(LONDON).toInstant();
      return at(due, `The same day, ${dayName(londonDate(start))}, ends at midnight.`);
    }
    case 'strategy': {
      const due = dueStrategyDiscussion(start, calendar, strategyHours(starts.opens));
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

function startOf(kind: DutyKind, { receivedAt, decidedAt, foundAt, foundBy }: DutyStarts): Temporal.Instant {
  if (kind.from === 'discussed' || kind.from === 'decided' || kind.from === 'returned' || kind.from === 'asked') return decidedAt ?? receivedAt;
  return kind.from === 'found' ? (foundAt ?? foundBy ?? receivedAt) : receivedAt;
}

/** How an open duty stands at `at`; one that has no due instant runs. */
export function dutyState(duty: Pick<Duty, 'openedAt' | 'dueAt'>, at: Temporal.Instant): QueueState {
  return duty.dueAt === null ? 'running' : queueState(duty.dueAt, at, duty.openedAt);
}

/** Why a person may not take or discharge a duty. */
export type DutyProblem = 'missing' | 'already_discharged' | 'not_transferable' | 'not_your_role' | 'managers_ending' | 'not_qualified' | 'ends_by_decision' | 'not_written' | 'second_person' | 'own_decision' | 'own_answer' | 'own_waiting' | 'needs_a_named_person' | 'ends_by_its_act' | 'hands_over' | 'how_missing' | 'words_missing' | 'evidence_missing' | 'no_decision' | 'no_colleague' | 'offered_already' | 'no_offer' | 'reason_missing' | 'note_missing';

/** Problems in plain words. */
export const DUTY_PROBLEMS: Record<DutyProblem, string> = {
  missing: 'This duty is not here any more.',
  already_discharged: 'Somebody has already ended this duty. What they wrote is shown below.',
  not_transferable: 'This duty belongs in law to the professional who learned of it, and cannot be taken over.',
  not_your_role: 'This duty is a manager’s.',
  not_qualified: 'Whether Section 47 enquiries begin is decided in it: a social worker records that, or a social-work-qualified manager. Your account does not say that you are one; your area administrator can correct that.',
  managers_ending: 'Only a manager may say that a duty is no longer owed.',
  ends_by_decision: 'It ends when it was held, or with a new decision on the contact: letting go of a strategy discussion takes two persons.',
  not_written: 'This takes two persons. Somebody else writes first, under “Meanwhile”, why it is not owed.',
  second_person: 'This takes two persons. You may be the second one only as a social-work-qualified manager who does not owe this duty, did not decide, report or hold the contact, and cannot know anybody in it.',
  own_decision: 'You decided this contact or the one that it goes on from, or agreed to the decision. Another manager answers the challenge to it.',
  own_answer: 'You answered this challenge before, and they did not agree. Another manager answers now.',
  own_waiting: 'You let this wait yourself. Another manager looks at it.',
  needs_a_named_person: 'This duty ends only when a named person elsewhere has accepted it. Choose “accepted” and say who and when.',
  hands_over: 'Whoever has it at night hands it over on the page of hand-overs. By day somebody else takes it over here.',
  ends_by_its_act: 'This duty ends by its own act, not by words on this page.',
  how_missing: 'Choose how the duty ended.',
  words_missing: 'Say why it is no longer owed in law.',
  evidence_missing: 'Answer each question, or say why there is no answer where that is asked.',
  no_decision: 'The question is answered for each child in the decision. Decide first; then say here of whom it was asked.',
  no_colleague: 'Choose a colleague who can owe this duty. If you chose one, choose another.',
  offered_already: 'This duty is already offered to a colleague who has not answered yet.',
  no_offer: 'This offer was answered or taken back already.',
  note_missing: 'Write what was done so far.',
  reason_missing: 'Say why, so that whoever offered it can find somebody else.',
};

/** May somebody of this role take the duty, or offer it to a colleague? Reviews and countersigning are a manager's. */
export function mayTake(duty: Pick<Duty, 'code' | 'ownerRole' | 'discharge'>, role: Role): DutyProblem | null {
  if (duty.discharge !== null) return 'already_discharged';
  if (!DUTY_KINDS[duty.code].transferable) return 'not_transferable';
  return duty.ownerRole === 'manager' && role !== 'manager' ? 'not_your_role' : null;
}

/** The same of who owes it from then on: a strategy discussion is decided in, and so is a qualified worker's. Others may still offer it to one. */
export function mayOweIt(duty: Pick<Duty, 'code' | 'ownerRole' | 'discharge'>, person: Pick<Person, 'role' | 'qualified'>): DutyProblem | null {
  return mayTake(duty, person.role) ?? (duty.code === 'HOLD_STRATEGY' && !mayDecide(person) ? 'not_qualified' : null);
}

/** What a child cannot be left without until tomorrow, of what the same day asks for: a doctor, and somewhere safe at 16 or 17 (domain 7.15). */
export const NEEDED_TODAY: readonly DutyCode[] = ['MEDICAL_TODAY', 'HOMELESS_16_17'];

/** Owed until a named person elsewhere accepts: until then this authority acts, and the contact stays open (domain 7.15). */
export const NEEDS_ACCEPTANCE: readonly DutyCode[] = DUTY_CODES.filter((code) => DUTY_KINDS[code].needsAcceptance);

/**
 * What a child may be left without if one person says that it is not owed: said by two, the second as for a decision (domain 7.7,
 * 7.15). A strategy discussion is not here: only a decision lets go of it.
 */
export const CALLED_OFF_BY_TWO: readonly DutyCode[] = ['MEDICAL_TODAY', ...NEEDS_ACCEPTANCE];

/** Does it matter who decided, reported and holds the contact, when this duty ends in this way? */
export function asksWhoDecided(code: DutyCode, how: string): boolean {
  return code === 'ANSWER_CHALLENGE' || (how === 'ended_lawfully' && CALLED_OFF_BY_TWO.includes(code));
}

/** Duties that end only by their own act, never by words on the duty's page: a countersign is the second person's verdict. */
export const ENDS_BY_ITS_ACT: Partial<Record<DutyCode, string>> = {
  COUNTERSIGN: 'This duty ends when a manager agrees or returns the decision.',
  DECIDE_AGAIN: 'This duty ends with the next decision on the contact.',
  AGREE_HOLD: 'This duty ends when a manager agrees to the hold or refuses it, or the contact is decided.',
  HELD_CHECK: 'This duty ends with the decision, or when the hold is ended with its reason.',
  PROTECTION_ENDS: 'This duty ends when what follows is recorded, under “Police protection and orders” on the contact.',
  AGREE_RETURN: 'This duty ends when a manager agrees or refuses, under “Police protection and orders” on the contact.',
  AGREE_CHECKS: 'This duty ends when a manager agrees to the checks or returns the request.',
  ACKNOWLEDGE: 'This duty ends when a named worker claims the contact or answers the referrer.',
  TELL_REFERRER: 'This duty ends when the letter to the referrer is sent or posted, or a lawful reason for not telling is recorded.',
  ACCEPT_HAND_OVER: 'This duty ends when a named person accepts the contact on the page of hand-overs.',
  ANSWER_REQUEST: 'This duty ends when the request is answered or refused, under “Sharing”.',
  REVIEW_GLASS: 'This duty ends when a second person keeps their review, on the page “Restricted”.',
  FOLLOW_UP_LETTER: 'This duty ends when the letter is sent or posted, or somebody records on the contact why none goes.',
  RESTRICTED_MATCH: 'This duty ends when a guardian answers, on the page “Restricted”.',
};

/**
 * May this person end the duty in this way? What cannot be handed on is said to be done by its owner alone, where the
 * owner can sign in; where they cannot, or can no longer, a worker records what the owner tells them.
 * @param ownerGone its owner has no place here any more: see `ownerGone` of the store.
 */
export function mayDischarge(duty: Pick<Duty, 'code' | 'ownerRole' | 'ownerId' | 'discharge'>, { role, actorId, qualified }: Pick<Person, 'role' | 'actorId' | 'qualified'>, how: DischargeHow, ownerGone = false): DutyProblem | null {
  if (duty.discharge !== null) return 'already_discharged';
  if (duty.ownerRole === 'manager' && role !== 'manager') return 'not_your_role';
  if (how === 'accepted' && !DUTY_KINDS[duty.code].needsAcceptance) return 'how_missing';
  // Words of the night are no hand-over: the day would not know that it has it.
  if (how === 'done' && duty.code === 'HAND_OVER' && (role === 'emergency_duty_worker' || actorId === duty.ownerId)) return 'hands_over';
  if (how === 'done' && !DUTY_KINDS[duty.code].transferable && duty.ownerId !== null && duty.ownerId !== actorId && !ownerGone) return 'not_transferable';
  if (how === 'ended_lawfully' && duty.code === 'HOLD_STRATEGY') return 'ends_by_decision';
  if (duty.code === 'HOLD_STRATEGY' && !mayDecide({ role, qualified })) return 'not_qualified';
  // A manager answers for calling a duty off; doing it is anybody's.
  if (how === 'ended_lawfully' && role !== 'manager') return 'managers_ending';
  return DUTY_KINDS[duty.code].needsAcceptance && how === 'done' ? 'needs_a_named_person' : null;
}

/** Who did what on the contact of a duty, as far as it bars somebody from ending it. */
export interface WhoDecided {
  /** Whoever made a decision on it, or agreed to one; for a challenge also on what it goes on from. */
  deciders: readonly string[];
  referrerId: string | null;
  holderId: string | null;
  /** Accounts that are kept out, or may know somebody in it and have not answered. */
  conflicted: ReadonlySet<string>;
}

/** May this person say that it is not owed, where that takes two? Somebody else has written on it, and this one is who may be second (domain 7.7). */
export function callingOffProblem(person: { actorId: string; role: string; qualified: boolean }, { ownerId }: Pick<Duty, 'ownerId'>, writers: readonly string[], who: WhoDecided): DutyProblem | null {
  const firsts = [...who.deciders, ...(ownerId === null ? [] : [ownerId])];
  const barred = secondPersonProblem(person, { by: firsts.find((id) => id === person.actorId) ?? '' }, who);
  if (barred !== null) return 'second_person';
  return writers.some((id) => id !== person.actorId) ? null : 'not_written';
}

/** May this person answer the challenge: neither to their own decision nor after their own answer (domain 3.6)? */
export function answeringProblem(actorId: string, answeredBefore: readonly string[], { deciders }: Pick<WhoDecided, 'deciders'>): DutyProblem | null {
  if (deciders.includes(actorId)) return 'own_decision';
  return answeredBefore.includes(actorId) ? 'own_answer' : null;
}
