import type { Age, AssessChild, Facts } from '@/lib/threshold/model';
import { schoolYear } from './report/age-in-words';
import type { ReportChild } from './schema';

/** Sexual activity or a pregnancy, not by itself said to be under 13 (domain 2.2 behaviour 6). */
export const SEXUAL_SIGNS = ['I066', 'I067'] as const;

const THIRTEEN = 13;

function yearsOf(age: Age | undefined): number | null {
  if (age === undefined || 'unbornWeeks' in age) return null;
  return Math.floor('years' in age ? age.years : age.months / 12);
}

/**
 * The guide asks for the age at the event, and a report has no day of it but in words: whoever is 13 now may have been 12 then, and of a
 * year of school nobody knows the birthday. The safe reading, until somebody knows.
 */
function leftOpen(age: Age | undefined, ofSchool: boolean): boolean {
  return yearsOf(age) === THIRTEEN || (ofSchool && (yearsOf(age) ?? THIRTEEN) >= THIRTEEN);
}

type Told = Pick<ReportChild, 'under13Then' | 'indicators' | 'dateOfBirth' | 'ageWords'>;

/** Is the age known by a year of school alone? */
const byYearOfSchool = ({ dateOfBirth, ageWords }: Pick<Told, 'dateOfBirth' | 'ageWords'>) => dateOfBirth === null && schoolYear(ageWords) !== null;

/** What is known of the age at the event. "No" is an answer about what this report tells, and about nothing told elsewhere. */
export function ageThen(child: Told, age: Age | undefined): Pick<Facts, 'perhapsUnder13' | 'under13Then'> {
  const told = SEXUAL_SIGNS.some((id) => child.indicators[id] === 'present');
  if (child.under13Then === 'yes') return { perhapsUnder13: true, under13Then: true };
  if (child.under13Then === 'no' && told) return { under13Then: false };
  return { perhapsUnder13: leftOpen(age, byYearOfSchool(child)) ? true : undefined };
}

/**
 * A sign of it that is told afterwards may be of another time: what was answered of the first does not answer for it.
 * @param told who the child is, as reports say it: of a year of school the guide is given an age, and hears no more of it.
 */
export function toldOfAnotherTime(child: AssessChild, added: readonly string[], told: readonly (ReportChild | undefined)[] = []): AssessChild {
  const another = SEXUAL_SIGNS.some((id) => added.includes(id));
  if (!another || child.facts?.under13Then !== false) return child;
  const { under13Then: _, ...facts } = child.facts;
  const ofSchool = told.some((each) => each !== undefined && byYearOfSchool(each));
  return { ...child, facts: { ...facts, ...(leftOpen(child.age, ofSchool) ? { perhapsUnder13: true } : {}) } };
}

/**
 * What one telling knows of a child, beside another that may tell of such a sign and leave open when it was: then the answer does not answer for that.
 * @param age of the child, by both.
 */
export function besideTelling(child: AssessChild, other: AssessChild, age: Age | undefined, told: readonly (ReportChild | undefined)[]): Facts | undefined {
  const signs = SEXUAL_SIGNS.filter((id) => other.indicators?.[id] === 'present');
  return other.facts?.under13Then === undefined ? toldOfAnotherTime({ ...child, age }, signs, told).facts : child.facts;
}

/** Of two tellings of one child, each beside the other: under 13 where either says so, else as the one says that says anything. */
export function bothThen(a: Facts['under13Then'], b: Facts['under13Then']): boolean | undefined {
  return a === true || b === true ? true : (a ?? b);
}

/**
 * May the level 3 of this sign not be settled by one worker, because nobody said that the child was 13 or older then? Whoever was under 13
 * cannot consent, and that is level 4.
 */
export function ageThenOpen(sign: string | undefined, facts: Facts): boolean {
  return SEXUAL_SIGNS.some((id) => id === sign) && facts.under13Then !== false;
}
