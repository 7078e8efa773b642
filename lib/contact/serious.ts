import type { Guide } from '@/lib/threshold/model';
import type { Report } from './schema';

/**
 * Would this be dangerous to leave unsent? A child with a high-risk sign, or thought to be at level 3 or 4
 * (domain 7.10): its author is told at once that nobody has it.
 */
export function looksSerious({ children, belief, firstQuestions }: Report, guide: Pick<Guide, 'indicators'>): boolean {
  const highRisk = new Set(guide.indicators.filter(({ kind }) => kind === 'HR').map(({ id }) => id));
  const seen = children.some(({ indicators }) => Object.entries(indicators).some(([id, answer]) => answer === 'present' && highRisk.has(id)));
  return seen || belief.level === 3 || belief.level === 4 || firstQuestions.cannotWait === 'yes';
}
