import type { Report } from './schema';

/**
 * Does the person of concern work or volunteer with children, as far as the report says (domain 2.2 behaviour 12)? An allegation that may
 * involve somebody who does is one (7.3): where it is not known and who they are was told all the same ("coach at a club"), they count as one
 * until somebody says otherwise. Undefined where nothing is known.
 */
export function positionOfTrust({ positionOfTrust: said, positionOfTrustWho: who }: Report['incident']): boolean | undefined {
  if (said === 'yes' || said === 'no') return said === 'yes';
  return who.trim() === '' ? undefined : true;
}
