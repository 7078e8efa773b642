import { forenamesIn } from '@/lib/people/placeholder';
import { isMother, motherNamedIn } from '@/lib/people/unborn';
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

interface Called {
  givenName: string;
  familyName: string;
  otherNames: string;
}

/** Does what stands there name somebody? "Baby" or "unknown" names nobody. */
const isCalled = ({ givenName, familyName, otherNames }: Called) => forenamesIn([givenName, familyName, otherNames].join(' '), '').length > 0;

/**
 * Is there a child of whom nobody has said a name? Who is not born yet is found by the mother: by her name among the adults, or in the child's own
 * ("unborn baby of Kayleigh Moss").
 */
export function hasUnnamedChild({ children, household }: Pick<Report, 'children' | 'household'>): boolean {
  const motherNamed = household.some((member) => isMother(member.relationship) && isCalled(member));
  return children.length === 0 || children.some((child) => !isCalled(child) && !(child.unborn && (motherNamed || motherNamedIn(child) !== null)));
}
