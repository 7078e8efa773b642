import { Temporal } from 'temporal-polyfill';
import { england } from '@/lib/clock/calendar';
import type { OpeningHours } from '@/lib/clock/model';
import { nextOpening } from '@/lib/clock/working-days';
import { aboutColleague, pastAgency } from '../report/classify';
import type { Report } from '../schema';
import { asksToBeProtected } from '../secrecy/sealing';

/**
 * Who is told, and when, that a serious report was begun and not sent (safe practice 7.10). Its author reads NOT SENT on
 * the page at once; everything here comes after that.
 */
export const NOTICES = ['author_again', 'author_morning', 'lead', 'manager'] as const;
export type Notice = (typeof NOTICES)[number];

/** What of an unsent report its reminders depend on. */
export interface Unsent {
  /** Since when what is typed is serious. Saving again does not move it: a child does not wait less because somebody types. */
  since: Temporal.Instant;
  /** At level 4 or in immediate danger. */
  urgent: boolean;
  /** Somebody of the author's agency answers for safeguarding and may be told. */
  leadMayBeTold: boolean;
  /** When each was given. */
  given: Readonly<Record<Notice, Temporal.Instant | null>>;
}

/** The authority's figures. */
export interface UnsentFigures {
  /** Minutes until the author is reminded, and at level 4 the duty manager called. */
  authorMinutes: number;
  /** Minutes from the morning's reminder until somebody else is told. */
  leadMinutes: number;
  /** When the front door is open. */
  hours: OpeningHours;
}

/** Should the bank holidays not be known so far ahead: a day later, rather than never. */
const WITHOUT_CALENDAR_HOURS = 24;

/**
 * When each is due; null for who is not told at all. The morning is the first opening of the office after the first
 * reminder, so that no two reminders meet on one morning. At level 4 the duty manager, or out of hours whoever is on, is
 * called with that first reminder and waits for no morning. Where nobody of the agency may be told, a manager takes the
 * lead's place: otherwise such a report would die unheard.
 */
export function noticesDue({ since, urgent, leadMayBeTold }: Omit<Unsent, 'given'>, { authorMinutes, leadMinutes, hours }: UnsentFigures): Record<Notice, Temporal.Instant | null> {
  const again = since.add({ minutes: authorMinutes });
  const opening = nextOpening(again, england, hours);
  const morning = opening.ok ? opening.value : again.add({ hours: WITHOUT_CALENDAR_HOURS });
  const others = morning.add({ minutes: leadMinutes });
  return { author_again: again, author_morning: morning, lead: leadMayBeTold ? others : null, manager: urgent ? again : leadMayBeTold ? null : others };
}

/**
 * What is to be given now: all that is due and was not given, so that a service that was down only delays. An author who
 * is owed two reminders by then gets one message; `noticesDue` says which of them it stands for.
 */
export function noticesOwed(unsent: Unsent, figures: UnsentFigures, at: Temporal.Instant): Notice[] {
  const due = noticesDue(unsent, figures);
  return NOTICES.filter((notice) => {
    const when = due[notice];
    return when !== null && unsent.given[notice] === null && Temporal.Instant.compare(at, when) >= 0;
  });
}

/**
 * Must the agency's lead not hear of it (safe practice 7.3)? Where the author goes past the agency, asks to be protected,
 * says that somebody who works there is or may be concerned, or that somebody in a position of trust is; and while the
 * question about colleagues is not answered yet, since until then it may be one.
 */
export function keptFromLead(report: Report): boolean {
  const trust = report.incident.positionOfTrust;
  return pastAgency(report) || asksToBeProtected(report) || aboutColleague(report) || report.reporter.aboutColleague === null || trust === 'yes' || trust === 'not_known';
}

/** What came of ringing the author; the last two end it. */
export const CALL_OUTCOMES = ['will_send', 'not_reached', 'asked_to_ring', 'sent_another_way', 'not_needed'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

interface OutcomeRow {
  words: string;
  /** The report need not be waited for any more. */
  ends: boolean;
  /** For an author whom nobody may know: there is no number to ring. */
  ofProtected: boolean;
  /** For an author with a name and a number. */
  ofNamed: boolean;
}

export const OUTCOME_TABLE: Record<CallOutcome, OutcomeRow> = {
  will_send: { words: 'Reached: they send it now', ends: false, ofProtected: false, ofNamed: true },
  not_reached: { words: 'Not reached', ends: false, ofProtected: false, ofNamed: true },
  asked_to_ring: { words: 'Ask them, by a message of the service, to ring us', ends: false, ofProtected: true, ofNamed: false },
  sent_another_way: { words: 'Told us another way', ends: true, ofProtected: true, ofNamed: true },
  not_needed: { words: 'Not needed', ends: true, ofProtected: true, ofNamed: true },
};

/** How an unsent report ended. */
export const ENDINGS = ['sent', 'sent_another_way', 'not_needed', 'no_longer'] as const;
export type Ending = (typeof ENDINGS)[number];

export const ENDING_WORDS: Record<Ending, string> = {
  sent: 'Sent',
  sent_another_way: 'Told another way',
  not_needed: 'Not needed',
  no_longer: 'Its author took back what made it serious',
};
