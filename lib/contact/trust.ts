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

/**
 * Is the worry said to be about somebody who works where the teller works, or a child of theirs, with nothing said of a position of trust? The
 * designated officer is told within one working day (domain 2.2 behaviour 12, 3.1); the four questions there settle whether it is an allegation.
 * It raises no level: it may be the child of a colleague who needs help.
 */
export function perhapsOfTrust({ incident, reporter }: Pick<Report, 'incident' | 'reporter'>): true | undefined {
  return (reporter.aboutColleague === 'yes' && positionOfTrust(incident) === undefined) || undefined;
}
