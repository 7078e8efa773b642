import { guides } from '@/lib/threshold/guides';
import type { Indicator } from '@/lib/threshold/model';

/**
 * A sign that a form offered by an edition of a guide and that the edition in force no longer has: a draft may outlive its edition. What was
 * ticked is kept and said, though today's guide does not weigh it. Undefined for what no edition ever had.
 */
export function signOfAnyEdition(id: string): Indicator | undefined {
  return guides.flatMap(({ indicators }) => indicators).find((sign) => sign.id === id);
}
