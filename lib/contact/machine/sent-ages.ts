import { Temporal } from 'temporal-polyfill';
import { ageOn } from '@/lib/people/model';
import { pointerOf, type FieldProblem } from '@/lib/platform/http/problem';
import { bornAboutAge, readAge } from '../report/typed-dates';
import type { Report, ReportChild, ReportMember } from '../schema';

type Aged = Pick<ReportChild | ReportMember, 'dateOfBirth' | 'age' | 'ageWords' | 'bornAbout'>;
type Place = 'dateOfBirth' | 'age' | 'ageWords' | 'bornAbout';

const monthsOf = (age: { years: number } | { months: number }) => ('years' in age ? age.years * 12 : age.months);

/** What is said of an age, in whole and parts of months, in the order in which it counts. */
function readings({ dateOfBirth, age, ageWords, bornAbout }: Aged, on: Temporal.PlainDate): [Place, number][] {
  const born = dateOfBirth === null ? null : ageOn(Temporal.PlainDate.from(dateOfBirth), on);
  const all: [Place, { years: number } | { months: number } | null][] = [
    ['dateOfBirth', born && { months: born.years * 12 + born.months }],
    ['age', age],
    ['ageWords', readAge(ageWords)],
    ['bornAbout', bornAboutAge(bornAbout, on)],
  ];
  return all.flatMap(([place, said]) => (said === null ? [] : [[place, monthsOf(said)]]));
}

/** Below this a month more or less is another child for the guide (domain 2.2 behaviour 6). */
const MONTHS_COUNT_BELOW = 24;

/** Is one so much younger than the other that both cannot be meant, also where a year was rounded? A year of birth alone leaves a year open. */
function muchYounger(months: number, than: number, place: Place): boolean {
  if (months >= than) return false;
  const years = Math.floor(than / 12) - Math.floor(months / 12);
  return months < MONTHS_COUNT_BELOW && place !== 'bornAbout' ? years > 0 || than - months > 1 : years > 1;
}

const hasCome = (bornAbout: string, on: Temporal.PlainDate) => bornAbout === '' || Temporal.PlainDate.compare(Temporal.PlainDate.from(`${bornAbout}${bornAbout.length === 4 ? '-01' : ''}-01`), on) <= 0;

/**
 * Ages, said in any way, that cannot be a child's, and those of which another says that the child is much younger: a system's default for
 * "not known" would make a grown-up of a child, and a slip would make a child of a baby (domain 2.2; decision 41). The date of birth
 * itself is looked at where it is read.
 * @param most how many years old a child, or a grown-up, is at most.
 */
export function agesThatCannotBe({ children, household }: Report, on: Temporal.PlainDate, most: { child: number; adult: number }): FieldProblem[] {
  const of = (person: Aged, ofChild: boolean, path: readonly PropertyKey[]): FieldProblem[] => {
    const years = ofChild ? most.child : most.adult;
    const [counts, ...others] = readings(person, on);
    const at = (place: PropertyKey, detail: string): FieldProblem => ({ pointer: pointerOf([...path, place]), detail });
    const old = [...(counts === undefined ? [] : [counts]), ...others].filter(([place, months]) => place !== 'dateOfBirth' && Math.floor(months / 12) > years).map(([place]) => at(place, `More than ${years} years`));
    const younger = counts !== undefined && ofChild ? others.filter(([place, months]) => muchYounger(months, counts[1], place)).map(([place]) => at(place, 'Much younger than what else is said of the age')) : [];
    return [...(hasCome(person.bornAbout, on) ? [] : [at('bornAbout', 'Has not come yet')]), ...old, ...younger];
  };
  const both = children.flatMap(({ unborn, dateOfBirth, age }, index) => (unborn && (dateOfBirth !== null || age !== null) ? [{ pointer: pointerOf(['children', index, 'unborn']), detail: 'Not born yet, and with an age' }] : []));
  return [
    ...both,
    ...children.flatMap((child, index) => (child.unborn ? [] : of(child, true, ['children', index]))),
    ...household.flatMap((member, index) => of(member, member.kind === 'child', ['household', index])),
  ];
}
