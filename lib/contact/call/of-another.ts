import type { Temporal } from 'temporal-polyfill';
import { identifiersOf, sameChild } from '@/lib/people/model';
import { londonDate } from '@/lib/platform/time';
import type { Age } from '@/lib/threshold/model';
import { assessedAge } from '../assess';
import { report as reportSchema, type Report, type ReportChild } from '../schema';
import type { Contact } from '../store';

const { age: saidAge } = reportSchema.shape.children.unwrap().element.shape;

/** So many months apart two tellings may be of one child: somebody else's baby is counted in weeks, a child of years by guess. */
const APART_OF_A_BABY = 2;
const APART_OF_YEARS = 12;
const BABY_UNTIL = 24;

/** From when until when somebody's age lies, in months; null where nothing is known of it. */
function spanOf(age: Age | undefined): readonly [number, number] | null {
  if (age === undefined || 'unbornWeeks' in age) return null;
  return 'months' in age ? [age.months, age.months] : [age.years * 12, age.years * 12 + 11];
}

/** May the age be that of this child of the contact? Where an age is not known it may; whoever is expected there is not born. */
function mayBe(child: ReportChild, there: Contact['people'][number], received: Temporal.PlainDate, on: Temporal.PlainDate): boolean {
  if (there.unborn) return false;
  if (child.dateOfBirth !== null && there.dateOfBirth !== null) return child.dateOfBirth === there.dateOfBirth;
  const age = saidAge.safeParse(there.details.age).data ?? null;
  const before = there.dateOfBirth === null ? received : on;
  const [said, known] = [spanOf(assessedAge(child, on)), spanOf(assessedAge({ unborn: false, dueDate: null, dateOfBirth: there.dateOfBirth, age }, before))];
  if (said === null || known === null) return true;
  const since = before.until(on, { largestUnit: 'months' }).months;
  const [from, to] = [known[0] + since, known[1] + since];
  const apart = Math.max(0, said[0] - to, from - said[1]);
  return apart <= (Math.min(said[0], from) < BABY_UNTIL ? APART_OF_A_BABY : APART_OF_YEARS);
}

/**
 * Is a child told of without a name who cannot be one of the contact's: not born yet where none, or not so many, are expected, or of an
 * age that is none of theirs? Put there it would be words alone: no child to decide on, no rule for a baby, and nothing that keeps the
 * pregnancy from whoever must not know of it (domain 2.2 behaviour 6, 7.12).
 */
export function tellsOfAnother({ children }: Pick<Report, 'children'>, about: Pick<Contact, 'people' | 'receivedAt'>, on: Temporal.PlainDate): boolean {
  const there = about.people.filter(({ kind }) => kind === 'child');
  const unnamed = children.filter((child) => child.givenName.trim() === '' && child.familyName.trim() === '' && !there.some((each) => sameChild(identifiersOf(child), each) !== null));
  if (unnamed.filter(({ unborn }) => unborn).length > there.filter(({ unborn }) => unborn).length) return true;
  return unnamed.some((child) => spanOf(assessedAge(child, on)) !== null && !there.some((each) => mayBe(child, each, londonDate(about.receivedAt), on)));
}
