import { Temporal } from 'temporal-polyfill';
import { typedWhen } from '@/lib/duty/evidence';
import { bornChild, expectedRecord, type BornChild, type ExpectedRecord } from '@/lib/people/schema';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { LONDON } from '@/lib/platform/time';
import type { FieldNote } from './typed-dates';

/** Twins, and triplets: more births of one pregnancy are recorded by telephone with a manager. */
export const MOST_BORN = 3;

const choice = <T extends string>(fields: Fields, name: string, among: readonly T[]): T | undefined => among.find((each) => each === textOf(fields, name));

/** What is known of a pregnancy, from what was typed: every part is answered, and "not known" is an answer. */
export function readExpected(fields: Fields): { record: ExpectedRecord | null; notes: FieldNote[] } {
  const notes: FieldNote[] = [];
  const say = (field: string, message: string) => void notes.push({ field, message });
  const how = choice(fields, 'due.how', ['known', 'estimated', 'unknown']);
  const day = typedWhen(fields, 'due');
  if (how === undefined) say('due.how', 'Say whether the due date is known.');
  else if (how !== 'unknown' && day.at === null) say('due.day', 'Give the due date: a day, a month and a year of four figures.');
  const informed = choice(fields, 'informed', ['yes', 'no', 'not_known']);
  if (informed === undefined) say('informed', 'Say whether midwifery knows of this contact.');
  const known = choice(fields, 'known', ['mother_only', 'listed', 'not_known']);
  const people = textOf(fields, 'people').split(/\n/u).map((name) => name.trim()).filter((name) => name !== '');
  if (known === undefined) say('known', 'Say who knows of the pregnancy.');
  else if (known === 'listed' && people.length === 0) say('people', 'Name whom the mother has told, one on each line.');
  if (notes.length > 0 || how === undefined || informed === undefined || known === undefined) return { record: null, notes };
  const read = expectedRecord.safeParse({
    due: how === 'unknown' ? { how } : { how, on: day.at?.toPlainDate().toString() },
    midwifery: { unit: textOf(fields, 'unit'), midwife: textOf(fields, 'midwife'), informed, informedWords: textOf(fields, 'informedWords') },
    known: known === 'listed' ? { by: known, people } : { by: known },
  });
  if (!read.success) say('main', 'Something is too long. Shorten it.');
  return { record: read.success ? read.data : null, notes };
}

/** Who was born, from what was typed for up to three children. @param at now: nobody was born after it. */
export function readBorn(fields: Fields, at: Temporal.Instant): { children: BornChild[]; notes: FieldNote[] } {
  const notes: FieldNote[] = [];
  const children: BornChild[] = [];
  for (let place = 1; place <= MOST_BORN; place += 1) {
    const own = (name: string) => textOf(fields, `born.${place}.${name}`).trim();
    const birth = typedWhen(fields, `born.${place}.birth`);
    const said = birth.typed || ['givenName', 'familyName', 'sex'].some((name) => own(name) !== '');
    if (!said && place > 1) continue;
    const today = at.toZonedDateTimeISO(LONDON).toPlainDate();
    const on = birth.at?.toPlainDate();
    if (on === undefined) notes.push({ field: `born.${place}.birth.day`, message: 'Give the date of birth: a day, a month and a year of four figures.' });
    else if (Temporal.PlainDate.compare(on, today) > 0) notes.push({ field: `born.${place}.birth.day`, message: 'This date of birth has not come yet.' });
    const sex = choice(fields, `born.${place}.sex`, ['F', 'M', 'U']);
    if (sex === undefined) notes.push({ field: `born.${place}.sex`, message: 'Say girl or boy, or that it is not known.' });
    const read = bornChild.safeParse({ givenName: own('givenName'), familyName: own('familyName'), dateOfBirth: on?.toString(), sex });
    if (read.success) children.push(read.data);
  }
  return { children, notes };
}

/** Why something was not recorded of an unborn child. */
export type UnbornProblem = 'no_child' | 'ended_already' | 'incomplete' | 'closed' | 'not_ended';

export const UNBORN_PROBLEMS: Record<UnbornProblem, string> = {
  no_child: 'This child is not in the contact any more.',
  ended_already: 'It was recorded before that the child was born, or that the pregnancy ended. That stays as it is.',
  incomplete: 'Something is missing.',
  not_ended: 'No end of this pregnancy is recorded that could be undone.',
  closed: 'This contact has ended. Tell a manager, so that a new one is opened.',
};
