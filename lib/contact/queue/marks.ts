import { Temporal } from 'temporal-polyfill';

/**
 * What is said of an open contact beside its state (safe practice, "states that people ask about"): one table of codes,
 * words and meanings. A state says how far the work has come and there is one; marks say what else is true meanwhile,
 * and there may be several. Like a state a mark is never set by hand: `marksOf` derives each from rows that say who and
 * when, and `refreshQueue` writes them into the contact's row of the queue.
 */
export const MARKS = ['perhaps_immediate', 'with_emergency_duty', 'reopened', 'held_for_checks', 'transferred_not_accepted', 'letter_came_back', 'question_not_delivered', 'consultation'] as const;
export type Mark = (typeof MARKS)[number];

interface MarkRow {
  /** For those who work the queue; an instant that belongs to it follows the words. */
  staff: string;
  /** What it means, one sentence, for the help of staff. */
  meaning: string;
  /** For the one who reported it, as a sentence of its own; null where it is not for them to know. */
  referrer: string | null;
  /** How loud it is in a list: a GOV.UK tag colour. */
  colour: 'red' | 'orange' | 'yellow' | 'blue' | 'purple' | 'grey';
}

export const MARK_TABLE: Record<Mark, MarkRow> = {
  perhaps_immediate: {
    staff: 'May not be able to wait',
    meaning: 'Whoever told us is not sure whether a child could be hurt before somebody reads it. Until it is decided, or a worker rates it lower, it stands as at level 4 and is claimed within that time.',
    // They know what they answered.
    referrer: null,
    colour: 'red',
  },
  with_emergency_duty: {
    staff: 'With emergency duty',
    meaning: 'The emergency duty team has it until a named person of the day service has accepted it. Both clocks go on.',
    referrer: 'The emergency duty team is dealing with it.',
    colour: 'orange',
  },
  reopened: {
    staff: 'Re-opened',
    meaning: 'Something came in after it was decided. Its clocks run again and it asks for a new decision.',
    // What came in may be another person's: the one who reported it does not learn of it from here.
    referrer: null,
    colour: 'purple',
  },
  held_for_checks: {
    staff: 'Held for checks until',
    meaning: 'The decision waits for a named check until a time of its own. Both clocks go on.',
    referrer: null,
    colour: 'yellow',
  },
  transferred_not_accepted: {
    staff: 'Transferred, not accepted',
    meaning: 'Another authority, or the child’s own worker, is to take it on, and no named person there has accepted. Until then this authority acts.',
    referrer: null,
    colour: 'orange',
  },
  letter_came_back: {
    staff: 'Letter came back',
    meaning: 'A letter did not reach its reader, and telling them is owed again: find a safe way, then write it anew.',
    // The post that came back may be another reader's.
    referrer: null,
    colour: 'yellow',
  },
  question_not_delivered: {
    staff: 'Question not delivered',
    meaning: 'No e-mail could tell the referrer that we ask them something, so nobody is answering: ring them, and write down what they say.',
    // They never heard of it.
    referrer: null,
    colour: 'orange',
  },
  consultation: {
    staff: 'Consultation',
    meaning: 'Somebody asked for advice. It is decided on like every contact, and becomes a concern by one press on its page.',
    // They know that they rang.
    referrer: null,
    colour: 'blue',
  },
};

/** Everything from which marks follow. Each mark reads its own part, so that another can be added beside it. */
export interface MarkFacts {
  /** Whoever told us is not sure whether a child could be hurt before somebody reads it, and nobody has decided on it. */
  perhapsImmediate: boolean;
  /** When each thing came in that has to be decided on: the report first. */
  arrivals: readonly Temporal.Instant[];
  /** When it was last decided, in force or not; null while it never was. */
  lastDecidedAt: Temporal.Instant | null;
  /** Until when it is held for checks; null when it is not. */
  heldUntil: Temporal.Instant | null;
  /** What emergency duty and the day service took over from each other, of the contact and of each that was joined into it: none of them answers for another. */
  nights: readonly NightFacts[];
  /** A duty to pass it on waits for a named person elsewhere (safe practice 15). */
  transferWaits: boolean;
  /** A letter came back or could not be delivered, and its reader has not been told since (safe practice 5). */
  letterBack: boolean;
  /** A question waits for an answer, and no e-mail could tell of it. */
  questionLost: boolean;
  /** Somebody asked for advice, and nobody has made it a concern (safe practice 2). */
  consultation: boolean;
}

/** The part that the night has in a contact. */
export interface NightFacts {
  /** When emergency duty last took it: decided on it, accepted it in the evening, or holds it; null when it never did. */
  takenAt: Temporal.Instant | null;
  /** When a named person of the day service last accepted it; null when nobody has. */
  acceptedAt: Temporal.Instant | null;
  /** It is handed to the day service and nobody has accepted it yet. */
  handedOver: boolean;
}

function isWithEmergencyDuty({ takenAt, acceptedAt, handedOver }: NightFacts): boolean {
  return handedOver || (takenAt !== null && (acceptedAt === null || Temporal.Instant.compare(takenAt, acceptedAt) > 0));
}

const HOLDS: Record<Mark, (facts: MarkFacts) => boolean> = {
  perhaps_immediate: ({ perhapsImmediate }) => perhapsImmediate,
  with_emergency_duty: ({ nights }) => nights.some(isWithEmergencyDuty),
  reopened: ({ arrivals, lastDecidedAt }) => lastDecidedAt !== null && arrivals.some((at) => Temporal.Instant.compare(at, lastDecidedAt) > 0),
  held_for_checks: ({ heldUntil }) => heldUntil !== null,
  transferred_not_accepted: ({ transferWaits }) => transferWaits,
  letter_came_back: ({ letterBack }) => letterBack,
  question_not_delivered: ({ questionLost }) => questionLost,
  consultation: ({ consultation }) => consultation,
};

/** The marks that are true of a contact, in the order of the table. */
export function marksOf(facts: MarkFacts): Mark[] {
  return MARKS.filter((mark) => HOLDS[mark](facts));
}

/** Reads marks as a row keeps them; what is no mark any more is left out. */
export function readMarks(codes: readonly string[]): Mark[] {
  return MARKS.filter((mark) => codes.includes(mark));
}

/**
 * What a referrer reads of the marks, in the order of the table; usually nothing. Of a contact that was decided and opened
 * again nothing: what came in may be another person's, and a night's work on it would tell of it.
 */
export function referrerMarkWords(marks: readonly Mark[]): string[] {
  return marks.includes('reopened') ? [] : marks.flatMap((mark) => MARK_TABLE[mark].referrer ?? []);
}
