import type { Temporal } from 'temporal-polyfill';
import type { AssessInput, Guide } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { withAddition, type NewAddition } from './additions/addition';
import { assessInput } from './assess';
import type { Report } from './schema';

/** level_4: at level 4 or in immediate danger. serious: at level 3, a high-risk sign, or perhaps in immediate danger. */
export type Seriousness = 'level_4' | 'serious';

/**
 * Would this be dangerous to leave unsent (domain 7.10)? By what its author believes, by the first question, and by what
 * the guide proposes for what is typed so far, whichever is higher: a half-filled form may say little that is certain.
 * @param on the London day on which it would be sent.
 * @returns null when nothing typed so far calls for level 3 or 4.
 */
export function howSerious(report: Report, guide: Guide, on: Temporal.PlainDate): Seriousness | null {
  const { children, belief, firstQuestions } = report;
  const immediate = firstQuestions.cannotWait === 'yes';
  // Earlier contacts are not known to an author: the first is what a draft is at the least.
  const { level } = propose(guide, assessInput(report, { receivedOn: on, contactsIn12Months: 1, immediate }));
  if (immediate || belief.level === 4 || level === 4) return 'level_4';
  const highRisk = highRiskOf(guide);
  const seen = children.some(({ indicators }) => Object.entries(indicators).some(([id, answer]) => answer === 'present' && highRisk.has(id)));
  // Not sure whether a child could be hurt meanwhile is no “no” (domain 7.1).
  return seen || belief.level === 3 || level === 3 || firstQuestions.cannotWait === 'not_known' ? 'serious' : null;
}

const highRiskOf = (guide: Guide) => new Set(guide.indicators.filter(({ kind }) => kind === 'HR').map(({ id }) => id));

/**
 * The same of what somebody would add to a contact, or answer to a question: danger now, or what they ticked, on all that is known there
 * (domain 7.8, 7.10). Words alone say nothing that a rule could weigh.
 */
export function howSeriousAdded(added: Pick<NewAddition, 'indicators' | 'immediate' | 'cut'>, known: AssessInput, guide: Guide): Seriousness | null {
  if (added.immediate) return 'level_4';
  const ticked = Object.values(added.indicators).flat();
  if (ticked.length === 0 && (added.cut ?? []).length === 0) return null;
  const { level } = propose(guide, withAddition(known, added, 1));
  if (level === 4) return 'level_4';
  const highRisk = highRiskOf(guide);
  return level === 3 || ticked.some((id) => highRisk.has(id)) ? 'serious' : null;
}
