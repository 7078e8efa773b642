import { Temporal } from 'temporal-polyfill';
import type { SecondPersonProblem } from '@/lib/access/second-person';
import { TOLD_KINDS, type ToldKind } from '@/lib/lookup/told';
import type { Guide } from '@/lib/threshold/model';

/**
 * The clock of attention (safe practice 7.1): what is asked of a person within minutes, day and night. Never paused and
 * never stored: what runs follows from the contact as it stands, and each clock keeps the instant at which it began.
 */
export const ALARM_KINDS = ['arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'nobody_signs', 'not_decided', 'checks_unanswered', 'duty_late', 'strategy_untaken', 'today_untaken', 'protection_ends', 'nobody_on', 'unsent', 'unsent_level_4', 'not_answered', 'ring_back', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian', 'not_confirmed', 'glass_waits', 'looked_up_self', 'looked_up_colleague', 'looked_up_many'] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

interface AlarmRow {
  /** What has happened, for those who are called and in lists. */
  words: string;
  /** What stops it, one sentence. */
  asks: string;
}

export const ALARM_TABLE: Record<AlarmKind, AlarmRow> = {
  arrived_at_night: { words: 'Came in while the office is closed, and cannot wait', asks: 'Open it, and claim it or make sure that somebody does.' },
  not_seen: { words: 'Immediate danger, and nobody has read it', asks: 'Open it and read it.' },
  not_claimed: { words: 'At the highest level, rated so, or perhaps unable to wait, and nobody has claimed it', asks: 'Claim it, or give it to somebody.' },
  not_countersigned: { words: 'A decision, or what the night left to wait, has waited too long for its second person', asks: 'Countersign it or look at it, or find somebody who may.' },
  nobody_signs: { words: 'It waits for a second person, and nobody who may sign is here', asks: 'The administrators of the area are told: they let a social-work-qualified manager sign in here, who did not decide or ask, reported nothing of it and does not hold it. It ends when somebody may sign.' },
  not_decided: { words: 'Past its first deadline without a decision in force', asks: 'Have it decided, and say what was done for the child meanwhile.' },
  checks_unanswered: { words: 'Nobody has answered a request to go to other agencies without the parents', asks: 'Agree to it or return it, or find a manager who may.' },
  duty_late: { words: 'A duty that cannot wait is late', asks: 'Open its duties: a strategy discussion, a hand-over, what follows a child’s police protection or emergency protection order, finding out who the child is, a doctor today, or somewhere safe at 16 or 17. Do what is owed, or see that whoever owes it does.' },
  strategy_untaken: { words: 'A strategy discussion is emergency duty’s to hold by telephone, and nobody has taken it', asks: 'Open its duties and take it, or see that a colleague of emergency duty does; while the office is open, ring them.' },
  today_untaken: { words: 'A child needs it today, the office is closed, and nobody has taken it', asks: 'Open its duties: a doctor today, or somewhere safe at 16 or 17 tonight. Take it, or see that a colleague does.' },
  protection_ends: { words: 'A child’s police protection or emergency protection order ends soon, and nobody has recorded what follows', asks: 'Open “Police protection and orders” on the contact, make sure of what follows, and record it before it ends.' },
  nobody_on: { words: 'Nobody is on the rota', asks: 'Put somebody on.' },
  unsent: { words: 'Unsent report, ring them', asks: 'Nobody in their agency may be told. Ring its author.' },
  unsent_level_4: { words: 'Unsent report at the highest level, ring them', asks: 'Ring its author now.' },
  ring_back: { words: 'Somebody is owed a call, and it is late', asks: 'Ring them, or see that a colleague does.' },
  name_refused: { words: 'A caller gives no name for a child at the highest level', asks: 'Say to whoever has them on the line what is to be done, on the page “Log a call”.' },
  needs_typing: { words: 'Another system sent something that cannot be read, and nobody has typed it in', asks: 'Type it in on the page “To type in”, or see that a colleague does: nobody knows yet how bad it is.' },
  machine_trouble: { words: 'Something is wrong with what another system sends', asks: 'Ring whoever keeps it, or do what stands there instead. Was something not taken, ask at once what it said.' },
  sign_in_many: { words: 'Very many wrong passwords were tried at this area’s accounts', asks: 'Nobody is kept out by it. Tell whoever runs the service, and ask colleagues for passwords that nobody else could know.' },
  concerns_many: { words: 'Very many concerns came within an hour; all of them were taken', asks: 'Ring who sends them. Read the urgent ones first: real ones may be among many that are not.' },
  job_given_up: { words: 'Something was to be sent or looked at, and was given up after every try', asks: 'Look on the contacts of this hour whether everybody was told, and tell them another way. Tell whoever runs the service: the log says what it was.' },
  no_guardian: { words: 'A restricted child has no guardian left', asks: 'Name others on the page “Restricted”. If none stands there for you, another manager has to; where there is no other, the administrator of the area appoints one.' },
  not_confirmed: { words: 'A restriction waits for its second manager, and closes nothing until then', asks: 'If it waits for you, confirm it on the page “Restricted”; if you registered it, name another second manager there. If not, reach one of those two; where both have left, or a day is over, the page lets you name a second. Whom it is about is not for you to know.' },
  glass_waits: { words: 'Somebody asked to see what is closed to them, and no second person has answered', asks: 'Agree or refuse on the page “Restricted”: whether there is such a contact is told to neither of you.' },
  not_answered: { words: 'A question to those named for it is not answered, and its time runs', asks: 'If it is yours, answer it on the page “Restricted”. If not, reach one of those who were called; what it is about is not for you to know.' },
  looked_up_self: { words: 'Somebody looked up their own name', asks: 'Ask them why. It may be somebody else of that name.' },
  looked_up_colleague: { words: 'Somebody looked up the name of a colleague', asks: 'Ask them why. It may be somebody else of that name.' },
  looked_up_many: { words: 'Somebody looked up more people than an hour’s work asks for', asks: 'Ask them why.' },
};

export function isAlarmKind(text: string): text is AlarmKind {
  return (ALARM_KINDS as readonly string[]).includes(text);
}

/** What of an open contact its clocks of attention depend on. */
export interface Watched {
  contactId: string;
  /** Since when it is immediate, at level 4 or rated so; null when it is none of these or is decided. */
  urgentSince: Temporal.Instant | null;
  immediate: boolean;
  /** The level that governs is 4, or a worker rates it so. */
  level4: boolean;
  /** Somebody of the duty service has read it since the last thing came in. */
  read: boolean;
  /** When the last thing came in after the report that nobody has read; null where all of it was. */
  unreadSince: Temporal.Instant | null;
  held: boolean;
  /** When the decision was made that waits for a second person; null while none does. */
  awaitingSince: Temporal.Instant | null;
  /** The first deadline while undecided; null once a decision is in force. */
  nextDue: Temporal.Instant | null;
  receivedAt: Temporal.Instant;
}

export interface AttentionClock {
  kind: AlarmKind;
  startedAt: Temporal.Instant;
  due: Temporal.Instant;
}

/**
 * The clocks that run for a contact and are not met yet, whether or not they have run out.
 * @param isClosed whether the office is closed at an instant.
 */
export function runningClocks(contact: Watched, attention: Guide['attention'], isClosed: (at: Temporal.Instant) => boolean): AttentionClock[] {
  const { urgentSince, immediate, level4, read, unreadSince, held, awaitingSince, nextDue, receivedAt } = contact;
  const clocks: AttentionClock[] = [];
  const from = (kind: AlarmKind, startedAt: Temporal.Instant, minutes: number) => clocks.push({ kind, startedAt, due: startedAt.add({ minutes }) });
  // Once decided, though not countersigned yet, it has been worked on: the second person's clock runs instead.
  const undecided = nextDue !== null && awaitingSince === null;
  if (urgentSince !== null && undecided && !held) {
    if (isClosed(urgentSince)) from('arrived_at_night', urgentSince, 0);
    if (immediate && !read) from('not_seen', urgentSince, attention.immediateSeenMinutes);
    if (level4) from('not_claimed', urgentSince, attention.level4ClaimedMinutes);
  }
  // Whoever holds it, or waits for a second person, has done what they knew of: of danger that came since nobody knows yet.
  if (unreadSince !== null && !read && immediate && (held || !undecided)) from('not_seen', unreadSince, attention.immediateSeenMinutes);
  if (awaitingSince !== null && level4) from('not_countersigned', awaitingSince, attention.countersignLevel4Minutes);
  if (nextDue !== null) clocks.push({ kind: 'not_decided', startedAt: receivedAt, due: nextDue });
  return clocks;
}

/** A question to the guardians of a restricted child that waits (safe practice 7.14). */
export interface WaitingQuestion {
  matchId: string;
  askedAt: Temporal.Instant;
  /** By when it must be answered: the contact's own clock. */
  dueAt: Temporal.Instant;
  /** Who may answer, the first first. */
  guardians: readonly string[];
}

/**
 * When an unanswered question is an alarm: at half of its time, so that the rest is left for the next guardian and for
 * whoever must find one; they are to answer inside the contact's clock.
 */
export function questionAlarmAt({ askedAt, dueAt }: Pick<WaitingQuestion, 'askedAt' | 'dueAt'>): Temporal.Instant {
  const half = Math.max(0, Math.floor((dueAt.epochMilliseconds - askedAt.epochMilliseconds) / 2));
  return askedAt.add({ milliseconds: half });
}

/** Has this clock run out? The instant itself is too late. */
export function hasRunOut({ due }: Pick<AttentionClock, 'due'>, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, due) >= 0;
}

/** After an alarm was accepted and nothing has changed: so many minutes later it is raised again; null: other clocks see to it. */
export function againMinutes(kind: AlarmKind, attention: Guide['attention']): number | null {
  switch (kind) {
    case 'arrived_at_night':
    case 'machine_trouble':
    case 'sign_in_many':
    case 'concerns_many':
    case 'job_given_up':
    case 'looked_up_self':
    case 'looked_up_colleague':
    case 'looked_up_many':
      return null;
    case 'not_seen':
    case 'needs_typing':
    // Whoever asked says that a child cannot wait.
    case 'glass_waits':
    // Owed within minutes to somebody who gave up waiting (safe practice 7.9).
    case 'ring_back':
      return attention.immediateSeenMinutes;
    case 'not_claimed':
    case 'duty_late':
    case 'strategy_untaken':
    case 'today_untaken':
    case 'name_refused':
    case 'unsent_level_4':
      return attention.level4ClaimedMinutes;
    case 'not_countersigned':
      return attention.countersignLevel4Minutes;
    case 'not_decided':
    case 'checks_unanswered':
    case 'nobody_on':
    case 'unsent':
    case 'no_guardian':
    case 'protection_ends':
    // Nobody accepts it: so often who administers accounts is told again.
    case 'nobody_signs':
      return LONG_AGAIN_MINUTES;
    case 'not_answered':
    // Until it is confirmed everybody can open what is about the child.
    case 'not_confirmed':
      return attention.level4ClaimedMinutes;
  }
}

/** Why whoever may not be the second person accepts nothing that waits for one, in words for them. */
export const ACCEPT_PROBLEMS: Record<SecondPersonProblem, string> = {
  not_a_manager: 'Only a social-work-qualified manager signs it, so one of them has to accept it.',
  not_qualified: 'Only a social-work-qualified manager signs it, so one of them has to accept it.',
  decider: 'It is your own act that waits. Somebody else signs it, so they have to accept it.',
  referrer: 'You reported this contact. Somebody else signs it, so they have to accept it.',
  claimer: 'You hold this contact. Somebody else signs it, so they have to accept it.',
  conflicted: 'You may know somebody in this contact. Say first whether you do, or leave it to another manager.',
};

/** What only a second person can settle: a manager who may sign it, or look at it. They alone are called and accept (safe practice 7.7). */
export function needsSecondPerson(kind: AlarmKind): boolean {
  return kind === 'not_countersigned' || kind === 'checks_unanswered';
}

/** Somebody looked up themselves, a colleague or many: about no contact, and told to managers. */
export function isLookedUpAlarm(kind: AlarmKind): kind is ToldKind {
  return TOLD_KINDS.some((each) => each === kind);
}

/** A report begun and not sent (safe practice 7.10): about no contact, since there is none yet. */
export function isUnsentAlarm(kind: AlarmKind): kind is 'unsent' | 'unsent_level_4' {
  return kind === 'unsent' || kind === 'unsent_level_4';
}

/** About somebody whose words only managers and the night's worker may learn of: they alone are called and accept. */
export function isRingersAlarm(kind: AlarmKind): boolean {
  return isUnsentAlarm(kind) || kind === 'name_refused';
}

/** Hours of work rather than minutes: a lateness accepted at nine comes back at one. */
export const LONG_AGAIN_MINUTES = 240;
