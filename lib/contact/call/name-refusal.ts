import { textOf, type Fields } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';
import { guideNow } from './guide-now';
import { hasUnnamedChild } from './of-kind';
import type { ReadCall } from './read-call';

/** Why there is no name of a child at level 4 (domain 7.2). */
export const NO_NAME = ['refused', 'not_known', 'gone'] as const;
export type NoName = (typeof NO_NAME)[number];

export const NO_NAME_WORDS: Record<NoName, string> = {
  refused: 'They will not say it',
  not_known: 'They do not know it',
  gone: 'They rang off before they could be asked',
};

/** Why no name was given, as the worker says; null while nobody was asked. */
export function noNameOf(fields: Fields): NoName | null {
  return NO_NAME.find((code) => code === textOf(fields, 'call.noName')) ?? null;
}

/** Must the name be asked for? A consultation about a child without one, which the guide holds at level 4 on what is said so far (domain 7.2). */
export function asksForName(call: Pick<ReadCall, 'kind' | 'report' | 'guide' | 'began'>): boolean {
  return call.kind === 'consultation' && hasUnnamedChild(call.report) && guideNow(call.report, call.guide, londonDate(call.began)).level === 4;
}

/**
 * What keeps such a call from ending: nobody asked for the name, or no number is kept on which the caller can be rung. Nothing keeps a
 * child in danger now; a protected caller's number is locked away with the rest of them.
 */
export function nameProblem(call: Pick<ReadCall, 'kind' | 'report' | 'guide' | 'began' | 'caller'>, fields: Fields): 'name_needed' | 'number_needed' | null {
  if (call.report.firstQuestions.cannotWait === 'yes' || !asksForName(call)) return null;
  if (noNameOf(fields) === null) return 'name_needed';
  return call.caller.phone === '' && call.report.reporter.protectMe !== 'yes' ? 'number_needed' : null;
}
