import { textOf, type Fields } from '@/lib/platform/draft/model';

/** The one step of a decision draft. */
export const DECISION_STEP = 'decision';

/** Kept beside what was typed: how many decisions the contact had when its author began. */
export const STARTED_FROM = 'startedFrom';

/** How many decisions there were when the draft was begun; a draft that does not say began before any. */
export function startedFrom(fields: Fields): number {
  const text = textOf(fields, STARTED_FROM);
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
