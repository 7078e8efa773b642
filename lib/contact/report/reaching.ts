import { z } from 'zod';
import { ANSWERS, SAID_WAYS, type Report } from '../schema';
import { ANSWER_WORDS, SAID_WAY_WORDS } from './report-words';

export type SaidWay = (typeof SAID_WAYS)[number];

export function isSaidWay(text: string): text is SaidWay {
  return SAID_WAYS.some((each) => each === text);
}

/** What was said of reaching somebody safely: by themselves in their report, or by whoever reported of them. */
export type SaidOfReaching = Pick<Report['reporter'], 'safeWay' | 'reachBy' | 'mayLeaveMessage' | 'whoMightSee'>;

/** The same as it is kept outside a report. */
export const saidOfReaching = z.object({ safeWay: z.enum(SAID_WAYS).nullable(), reachBy: z.string(), mayLeaveMessage: z.enum(ANSWERS).nullable(), whoMightSee: z.string() });

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
