import type { Report } from '../schema';
import type { CallKind } from './kinds';

/**
 * What the kind of a call says by itself, where the caller was not asked (domain 7.3, 7.15). Whoever asks for the designated officer's advice
 * speaks of somebody who works with children; whether it is a colleague of theirs is not known until they say no, and
 * until then neither they nor their agency hear anything.
 */
export function ofKind(report: Report, kind: CallKind): Report {
  if (kind !== 'lado') return report;
  const { incident, reporter } = report;
  const unsaid = incident.positionOfTrust === null || incident.positionOfTrust === 'not_known';
  return {
    ...report,
    incident: unsaid ? { ...incident, positionOfTrust: 'yes' } : incident,
    reporter: reporter.aboutColleague === null ? { ...reporter, aboutColleague: 'not_known' } : reporter,
  };
}

/** Is there a child of whom nobody has said a name? */
export function hasUnnamedChild({ children }: Pick<Report, 'children'>): boolean {
  return children.length === 0 || children.some(({ givenName, familyName, otherNames, unborn }) => !unborn && [givenName, familyName, otherNames].every((name) => name.trim() === ''));
}
