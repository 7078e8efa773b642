import { ANSWER_WORDS, SAID_WAY_WORDS } from './report-words';
import type { Report } from '../schema';

/** What was said of reaching somebody safely: by themselves in their report, or by whoever reported of them. */
export type SaidOfReaching = Pick<Report['reporter'], 'safeWay' | 'reachBy' | 'mayLeaveMessage' | 'whoMightSee'>;

export const NOTHING_SAID: SaidOfReaching = { safeWay: null, reachBy: '', mayLeaveMessage: null, whoMightSee: '' };

/** The same in words, one sentence each; none where nothing was said. */
export function reachingWords({ safeWay, reachBy, mayLeaveMessage, whoMightSee }: SaidOfReaching): string[] {
  return [
    ...(safeWay === null ? [] : [`Safe way: ${SAID_WAY_WORDS[safeWay].toLowerCase()}.`]),
    ...(reachBy.trim() === '' ? [] : [`When and how: ${reachBy.trim()}`]),
    ...(mayLeaveMessage === null ? [] : [`A message may be left: ${ANSWER_WORDS[mayLeaveMessage].toLowerCase()}.`]),
    ...(whoMightSee.trim() === '' ? [] : [`Might see or hear it: ${whoMightSee.trim()}`]),
  ];
}
