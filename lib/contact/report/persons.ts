import { identifiersOf, type Identifiers } from '@/lib/people/model';
import { namesNoChild } from '../assess';
import type { Report } from '../schema';

/** child: reported · household_child: named, not reported · adult. */
export const PERSON_KINDS = ['child', 'household_child', 'adult'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** Somebody of a contact, as named in it. */
export interface ReportedPerson extends Identifiers {
  /** From 1; reported children first, so that a child's ordinal is its id in the proposal. */
  ordinal: number;
  kind: PersonKind;
  givenName: string;
  familyName: string;
  /** ISO dates. */
  dateOfBirth: string | null;
  unborn: boolean;
  dueDate: string | null;
  /** Everything else said about the person. */
  details: Record<string, unknown>;
  /** The unborn child of this contact that this one was born as; left out for everybody else. */
  bornAs?: string | null;
}

const NOBODY = { givenName: '', familyName: '', dateOfBirth: null };

/** Somebody who is born, as a person of a contact, with what identifies them; a place is given when they are written. */
export function bornPerson<K extends PersonKind>(kind: K, { givenName, familyName, dateOfBirth }: Pick<ReportedPerson, 'givenName' | 'familyName' | 'dateOfBirth'>, details: Record<string, unknown>) {
  return { kind, givenName, familyName, dateOfBirth, unborn: false, dueDate: null, ...identifiersOf({ givenName, familyName, dateOfBirth }), details };
}

/**
 * Everybody a report speaks of: its children, the other children of the household, the adults. A report that says
 * nothing of its child yet still has one, not yet named, so that it can be decided on.
 */
export function personsOf(report: Report): ReportedPerson[] {
  const children = report.children.map(({ givenName, familyName, dateOfBirth, unborn, dueDate, ...details }) => ({
    kind: 'child' as const,
    givenName,
    familyName,
    dateOfBirth,
    unborn,
    dueDate,
    ...identifiersOf({ givenName, familyName, dateOfBirth, nhsNumber: details.nhsNumber, upn: details.upn }),
    details,
  }));
  const notYetNamed = bornPerson('child', NOBODY, {});
  const members = report.household.map(({ kind, givenName, familyName, dateOfBirth, ...details }) => bornPerson(kind === 'child' ? 'household_child' : 'adult', { givenName, familyName, dateOfBirth }, details));
  const everybody = [
    ...(children.length === 0 && !namesNoChild(report) ? [notYetNamed] : children),
    ...members.filter(({ kind }) => kind === 'household_child'),
    ...members.filter(({ kind }) => kind === 'adult'),
  ];
  return everybody.map((person, index) => ({ ordinal: index + 1, ...person }));
}
