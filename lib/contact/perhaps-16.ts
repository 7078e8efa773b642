import { Temporal } from 'temporal-polyfill';
import { ageOn } from '@/lib/people/model';
import type { Age, AssessInput, Facts } from '@/lib/threshold/model';
import { ageSaidOn, asFirstSaid, yearsLeftOpen } from './report/age-in-words';
import { yearsBornAbout } from './report/typed-dates';
import type { ReportChild } from './schema';

/** From 16 until 18 whoever has nowhere to stay is owed somewhere safe the same day (domain 7.15). */
const [FROM, UNDER] = [16, 18];

/** Is somebody 16 or 17 by this age? */
export const is16Or17 = (age: Age | undefined): boolean => age !== undefined && 'years' in age && age.years >= FROM && age.years < UNDER;

type Told = Pick<ReportChild, 'unborn' | 'dateOfBirth' | 'bornAbout' | 'ageWords' | 'age'>;

/** So many birthdays an age that was said on one day may have had by another: any number, where nobody knows on which day it was said. */
function birthdaysBetween(saidOn: Temporal.PlainDate | null, on: Temporal.PlainDate): number {
  return saidOn === null ? Infinity : Math.max(0, Math.ceil(saidOn.until(on).total({ unit: 'years', relativeTo: saidOn })));
}

/** The least and the most years that what was told leaves open on a day. */
function yearsBy({ bornAbout, ageWords, age }: Told, toldOn: Temporal.PlainDate, on: Temporal.PlainDate): { from: number; to: number } | null {
  const words = yearsLeftOpen(asFirstSaid(ageWords));
  // What a form adds of the date to the words of whoever typed them stands in `bornAbout`, and a year of birth grows no older.
  if (words === null && bornAbout !== '') return yearsBornAbout(bornAbout, on);
  const said = words ?? (age !== null && 'years' in age ? { from: age.years, to: age.years } : null);
  const saidOn = ageSaidOn(ageWords);
  return said && { from: said.from, to: said.to + birthdaysBetween(saidOn === undefined ? toldOn : saidOn, on) };
}

/**
 * May a child whose age is not known for certain be 16 or 17 on a day? Of every age that is unclear the engine is given the youngest, since too old
 * is the worse mistake; of whoever has nowhere to stay at 16 or 17 too young is (domain 7.15). Who is 15 for certain is not.
 * @param toldOn when what is known of the child was told, unless its words say that they were told before: time has gone on since.
 */
export function perhaps16(child: Told, toldOn: Temporal.PlainDate, on: Temporal.PlainDate): true | undefined {
  if (child.unborn) return undefined;
  if (child.dateOfBirth !== null) return is16Or17(ageOn(Temporal.PlainDate.from(child.dateOfBirth), on) ?? undefined) || undefined;
  const years = yearsBy(child, toldOn, on);
  return (years !== null && years.from < UNDER && years.to >= FROM) || undefined;
}

/** All facts on a day after that of the report: whoever was 15 then may be 16 by now. */
export function with16By(input: AssessInput, told: readonly ReportChild[], toldOn: Temporal.PlainDate, on: Temporal.PlainDate): AssessInput {
  const children = input.children.map((child) => {
    const known = told[Number(child.id) - 1];
    return known === undefined || is16Or17(child.age) || perhaps16(known, toldOn, on) === undefined ? child : { ...child, facts: { ...child.facts, perhaps16: true } };
  });
  return { ...input, children };
}

/** Of two ages that were said of one child, where the younger is taken and the other is 16 or 17. */
export const either16 = (taken: Age | undefined, said: readonly (Age | undefined)[]): Facts => (said.some(is16Or17) && !is16Or17(taken) ? { perhaps16: true } : {});
