import type { Temporal } from 'temporal-polyfill';
import { referrerMarkWords, type Mark } from '@/lib/contact/queue/marks';
import { referrerWords, type ContactState, type Reader } from '@/lib/contact/state';
import { LONDON, londonDate } from '@/lib/platform/time';
import { longDate } from './model';

/** How far a contact has come, as far as its referrer may know. */
export interface ProgressFacts {
  state: ContactState;
  /** What is said beside the state; a referrer reads only those that have words for them. */
  marks: readonly Mark[];
  receivedAt: Temporal.Instant;
  /** By when it is decided: the earlier clock that runs; null when none does. */
  decideBy: Temporal.Instant | null;
  readAt: Temporal.Instant | null;
  /** Who that was; without a meaning while nobody has. */
  reader: Reader;
  /** Something was added to it, or answered, that nobody has read. */
  addedUnread: boolean;
  /** When the decision in force was made. */
  decidedAt: Temporal.Instant | null;
  /** When the letter of that decision to them was sent or posted, as long as it has told them. */
  writtenAt: Temporal.Instant | null;
  /** Why, in law, they are not told of a decision is recorded. */
  notTold: boolean;
  /** They may be the one whom it is about, by their own report or by what was learned since. */
  subject: boolean;
  /** Something lawfully keeps the outcome from this referrer (safe practice 5). */
  keptFromReferrer: boolean;
}

/** One step of what happens when somebody refers (B17). */
export interface Step {
  title: string;
  /** When it happened, or null when it has not. */
  at: Temporal.Instant | null;
  /** What to expect while it has not happened. */
  expect: string;
}

export interface Progress {
  /** Where it stands, in one or two sentences (safe practice 20). */
  words: string;
  steps: Step[];
}

/** States in which what was added still waits to be read. */
const WAITING: readonly ContactState[] = ['received', 'claimed', 'waiting_for_referrer'];
const ADDED_UNREAD = 'We have what you added. A person has not read it yet.';

/** What is said in place of a decision to whom it is lawfully not told. */
export const PERHAPS_NOT_TOLD = 'We may not be able to tell you what comes of it. That does not mean that nothing is done.';

const ENDED: readonly ContactState[] = ['closed', 'withdrawn', 'joined'];

/** How far a contact is, as a code for another system: what the words of `progressOf` say and no more. */
export const PROGRESS_CODES = ['received', 'read', 'more_asked', 'decided', 'told', 'finished', 'withdrawn'] as const;
export type ProgressCode = (typeof PROGRESS_CODES)[number];

/** Is it still to be decided on, whatever was decided and told before? One that was joined is, until its own reporter has heard or is lawfully not told. */
function atWork({ state, writtenAt, notTold }: Pick<ProgressFacts, 'state' | 'writtenAt' | 'notTold'>): boolean {
  return WAITING.includes(state) || state === 'awaiting_countersign' || (state === 'joined' && writtenAt === null && !notTold);
}

export function progressCode(facts: Pick<ProgressFacts, 'state' | 'keptFromReferrer' | 'readAt' | 'decidedAt' | 'writtenAt' | 'notTold'>): ProgressCode {
  const { state, keptFromReferrer, readAt, decidedAt, writtenAt } = facts;
  const soFar = readAt === null ? 'received' : 'read';
  if (state === 'withdrawn' && !keptFromReferrer) return 'withdrawn';
  if (atWork(facts)) return state === 'waiting_for_referrer' && !keptFromReferrer ? 'more_asked' : soFar;
  if (ENDED.includes(state)) return 'finished';
  if (keptFromReferrer) return soFar;
  return writtenAt !== null ? 'told' : decidedAt !== null ? 'decided' : soFar;
}

/** Has it ended? What its referrer sends then begins another. */
export function hasEnded({ state }: Pick<ProgressFacts, 'state'>): boolean {
  return ENDED.includes(state);
}

/** "15:42" today, "15:42 on Tuesday 7 April 2026" on any other day. */
export function timeWords(at: Temporal.Instant, now: Temporal.Instant): string {
  const time = at.toZonedDateTimeISO(LONDON).toPlainTime().toString({ smallestUnit: 'minute' });
  return londonDate(at).equals(londonDate(now)) ? time : `${time} on ${longDate(at)}`;
}

/**
 * What a referrer sees of their contact. Where the outcome is lawfully kept from them, nothing after the reading shows: not
 * even that there is a decision.
 */
export function progressOf(facts: ProgressFacts, now: Temporal.Instant): Progress {
  const { state, keptFromReferrer, readAt, reader } = facts;
  const read = readAt === null ? null : timeWords(readAt, now);
  const told: Step = { title: 'You told us', at: facts.receivedAt, expect: '' };
  const reads: Step = { title: 'A person reads it', at: readAt, expect: 'Not yet' };
  if (keptFromReferrer) {
    const words = progressCode(facts) === 'finished' ? 'We have finished looking at this.' : referrerWords(readAt === null ? 'received' : 'claimed', read, reader);
    return { words: `${words} ${PERHAPS_NOT_TOLD}`, steps: [told, reads] };
  }
  const decided = facts.decidedAt;
  return {
    // What was added is news of its own; with its letter a joined contact is answered like any other.
    words: [facts.addedUnread && WAITING.includes(state) && readAt !== null ? ADDED_UNREAD : referrerWords(state === 'joined' && facts.writtenAt !== null ? 'told' : state, read, reader), ...referrerMarkWords(facts.marks)].join(' '),
    steps: [told, reads, { title: 'A social worker decides', at: decided, expect: 'Not yet' }, { title: 'We write to you', at: facts.writtenAt, expect: decided === null ? 'After the decision' : 'Being written' }],
  };
}
