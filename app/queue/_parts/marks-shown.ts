import type { Temporal } from 'temporal-polyfill';
import { dateTimeWithin } from '@/components/doorstep';
import { fullDateTime } from '@/components/doorstep/date-time-words';
import { MARK_TABLE, type Mark } from '@/lib/contact/queue/marks';

/** A mark as a row shows it: words with the instant that belongs to them, what it means, how loud it is. */
export interface ShownMark {
  mark: Mark;
  words: string;
  meaning: string;
  colour: string;
}

/** A check that was to be done by now and has no decision after it. */
export function isOverdue(heldUntil: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return heldUntil !== null && now.epochMilliseconds >= heldUntil.epochMilliseconds;
}

/** Marks in words; a check that was to be done by now and has no decision after it is said to be late. */
export function shownMarks(marks: readonly Mark[], heldUntil: Temporal.Instant | null, now: Temporal.Instant): ShownMark[] {
  return marks.map((mark) => {
    const { staff, meaning, colour } = MARK_TABLE[mark];
    const until = mark === 'held_for_checks' ? heldUntil : null;
    const overdue = isOverdue(until, now);
    const words = until === null ? staff : `${staff} ${dateTimeWithin(until, now)}${overdue ? ': time is up' : ''}`;
    return { mark, words, meaning: until === null ? meaning : `${meaning} ${fullDateTime(until)}`, colour: overdue ? 'red' : colour };
  });
}
