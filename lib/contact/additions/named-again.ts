import { normaliseName } from '@/lib/people/model';
import { ageAsSaid } from '../report/age-in-words';
import type { ReportChild } from '../schema';

/** What says of somebody of a contact who they are. */
export interface There {
  kind: string;
  ordinal: number;
  givenName: string;
  familyName: string;
  dateOfBirth: string | null;
  unborn: boolean;
  nhsNumber: string | null;
  upn: string | null;
  bornAs?: string | null;
  details: Record<string, unknown>;
}

/** A child whom a page names, with the numbers as they are compared. */
export type Named = Pick<ReportChild, 'givenName' | 'familyName' | 'dateOfBirth' | 'unborn' | 'ageWords'> & { nhsNumber: string | null; upn: string | null };

type Part = string | null | undefined;
const plain = (part: Part) => normaliseName(part ?? '');
const isEqual = (then: Part, now: Part) => plain(then) === plain(now);
const agrees = (then: Part, now: Part) => plain(then) === '' || plain(now) === '' || isEqual(then, now);
const ageOf = ({ details }: There) => (typeof details['ageWords'] === 'string' ? ageAsSaid(details['ageWords']) : '');
const hasName = ({ givenName, familyName }: Pick<Named, 'givenName' | 'familyName'>) => plain(givenName) !== '' || plain(familyName) !== '';

/** Does nothing that was said of the two beside a given name speak against it? What was not said yet does not. */
const mayBe = (now: Named, then: There) =>
  now.unborn === then.unborn && agrees(then.familyName, now.familyName) && agrees(then.dateOfBirth, now.dateOfBirth) && agrees(then.nhsNumber, now.nhsNumber) && agrees(then.upn, now.upn);

/** A child of the report itself, who stands on the page beside those whom it names newly; its place is among the first. */
const isReported = ({ kind, ordinal, bornAs }: There, reported: number) => kind === 'child' && (ordinal <= Math.max(1, reported) || (bornAs ?? null) !== null);

/**
 * Who of a contact each of these is, the surest first, and nobody for two of them: by all that says who somebody is; by the given name, with what
 * was not said the first time; and of whom a page had said no name, whoever stands there now, in their order, and is as old. A page is told again with each
 * press, and completed from one to the next. A child of the report is nobody of them but by all.
 * @param reported how many children the report of the contact names.
 * @returns in the order of those named; undefined for whoever is new.
 */
export function whoIsThere<T extends There>(named: readonly Named[], there: readonly T[], reported: number): (T | undefined)[] {
  const rules: ((now: Named, then: T) => boolean)[] = [
    (now, then) => mayBe(now, then) && isEqual(then.givenName, now.givenName) && isEqual(then.familyName, now.familyName) && isEqual(then.dateOfBirth, now.dateOfBirth) && (hasName(now) || (!isReported(then, reported) && plain(now.ageWords) !== '' && isEqual(ageOf(then), now.ageWords))),
    (now, then) => mayBe(now, then) && plain(now.givenName) !== '' && isEqual(then.givenName, now.givenName) && !isReported(then, reported),
    (now, then) => mayBe(now, then) && plain(then.givenName) === '' && agrees(ageOf(then), now.ageWords) && then.kind === 'child' && !isReported(then, reported),
  ];
  const met = named.map((): T | undefined => undefined);
  for (const rule of rules) {
    for (const [index, now] of named.entries()) met[index] ??= there.find((then) => !met.includes(then) && rule(now, then));
  }
  return met;
}
