import type { Facts } from '@/lib/threshold/model';

/** Nobody younger moves about by themselves: then the question need not have been answered (domain 2.2 behaviour 6). */
export const MOBILE_FROM_MONTHS = 6;

/** Whoever is younger may not do so: where nobody answered, or nobody knows, a baby counts as one who perhaps does not. */
export const MOBILE_FOR_CERTAIN_FROM_MONTHS = 12;

/** Whether somebody so many months old moves about alone. @param answered as was said of it; undefined where it is not known. */
export function mobilityAt(months: number | undefined, answered: boolean | undefined): Pick<Facts, 'nonMobile' | 'perhapsNonMobile'> {
  if (months !== undefined && months < MOBILE_FROM_MONTHS) return { nonMobile: true };
  if (answered !== undefined) return { nonMobile: answered };
  return months !== undefined && months < MOBILE_FOR_CERTAIN_FROM_MONTHS ? { perhapsNonMobile: true } : {};
}
