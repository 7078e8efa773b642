import { Temporal } from 'temporal-polyfill';
import { ageOn } from '@/lib/people/model';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Report } from '../schema';
import { ageSaid, PLAUSIBLE_YEARS, type SaidAge } from './age-in-words';

/** Something about one field, said to the author. */
export interface FieldNote {
  field: string;
  message: string;
}

/** A date in three parts: none typed, a real day, or words that are not one. */
export type TypedDate = { typed: ''; date: null } | { typed: string; date: Temporal.PlainDate | null };

/** A date as typed under a name: `.day`, `.month` and `.year`. */
export function typedDate(fields: Fields, name: string): TypedDate {
  const parts = ['day', 'month', 'year'].map((part) => textOf(fields, `${name}.${part}`).trim());
  const typed = parts.join(' ').trim();
  if (typed === '') return { typed: '', date: null };
  const [day = '', month = '', year = ''] = parts;
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return { typed, date: null };
  try {
    return { typed, date: Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }) };
  } catch {
    return { typed, date: null };
  }
}

/**
 * The age that words say (`ageSaid`); null when no age can be read from them.
 */
export function readAge(words: string): SaidAge | null {
  return ageSaid(words).age;
}

/** The youngest that somebody is on a day of whose birth the year alone, or year and month, is known ("2015", "2015-03"). */
function youngestOf(bornAbout: string, today: Temporal.PlainDate): SaidAge {
  const [year, month] = bornAbout.split('-').map(Number);
  const first = Temporal.PlainDate.from({ year: year ?? today.year, month: month ?? 1, day: 1 });
  const end = first.add(month === undefined ? { years: 1 } : { months: 1 }).subtract({ days: 1 });
  const youngest = Temporal.PlainDate.compare(end, today) > 0 ? { years: 0, months: 0 } : (ageOn(end, today) ?? { years: 0, months: 0 });
  return youngest.years === 0 ? { months: youngest.months } : { years: youngest.years };
}

/** Somebody of a report, as far as their age is told. */
interface Aged {
  dateOfBirth: string | null;
  bornAbout: string;
  ageWords: string;
  age: SaidAge | null;
}

/** With the age that the words or the year of birth say, where nobody reckoned it yet. */
function withAge<T extends Aged>(person: T, on: Temporal.PlainDate): T {
  if (person.dateOfBirth !== null || person.age !== null) return person;
  return { ...person, age: readAge(person.ageWords) ?? (person.bornAbout === '' ? null : youngestOf(person.bornAbout, on)) };
}

/** A report that did not come by a form, with the ages that its words say: the same facts are the same contact, whichever way they came (domain 2.2). */
export function withAges(report: Report, on: Temporal.PlainDate): Report {
  return { ...report, children: report.children.map((child) => withAge(child, on)), household: report.household.map((member) => withAge(member, on)) };
}

/** The youngest that a year of birth, or year and month, leaves open; null where none was said. */
export function bornAboutAge(bornAbout: string, on: Temporal.PlainDate): { years: number } | { months: number } | null {
  return bornAbout === '' ? null : youngestOf(bornAbout, on);
}

/** The least and the most years that a year of birth, or year and month, leaves open; null where none was said. */
export function yearsBornAbout(bornAbout: string, on: Temporal.PlainDate): { from: number; to: number } | null {
  if (bornAbout === '') return null;
  const youngest = youngestOf(bornAbout, on);
  const from = 'years' in youngest ? youngest.years : 0;
  const first = Temporal.PlainDate.from(`${bornAbout}${bornAbout.length === 4 ? '-01' : ''}-01`);
  return { from, to: Math.max(from, ageOn(first, on)?.years ?? 0) };
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Is the day that was typed, or its year and month, or its year, still to come? */
export function isToCome(fields: Fields, name: string, today: Temporal.PlainDate): boolean {
  const { date } = typedDate(fields, name);
  if (date !== null) return Temporal.PlainDate.compare(date, today) > 0;
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => textOf(fields, `${name}.${part}`).trim());
  if (day !== '' || !/^\d{4}$/.test(year)) return false;
  return Number(year) > today.year || (Number(year) === today.year && /^\d{1,2}$/.test(month) && Number(month) > today.month);
}

/**
 * A date of birth of which the year alone, or month and year, was typed; null for anything else. The age is the youngest that it
 * leaves open: a child taken for older than it is would be the worse mistake.
 */
function birthPart(fields: Fields, name: string, today: Temporal.PlainDate): { bornAbout: string; words: string; age: SaidAge } | null {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => textOf(fields, `${name}.${part}`).trim());
  const known = Number(month);
  if (day !== '' || !/^\d{4}$/.test(year) || !(month === '' || (/^\d{1,2}$/.test(month) && known >= 1 && known <= 12))) return null;
  const first = Temporal.PlainDate.from({ year: Number(year), month: month === '' ? 1 : known, day: 1 });
  if (Temporal.PlainDate.compare(first, today) > 0 || today.year - first.year > PLAUSIBLE_YEARS) return null;
  const bornAbout = month === '' ? year : `${year}-${month.padStart(2, '0')}`;
  return {
    bornAbout,
    words: month === '' ? `born in ${year}, day and month not known` : `born in ${MONTHS[known - 1] ?? ''} ${year}, day not known`,
    age: youngestOf(bornAbout, today),
  };
}

/**
 * What the author is asked about an age that no date of birth tells: words from which none can be read, or that leave a baby open.
 * For a child who is born; whatever is answered, what was typed is kept and sent.
 */
export function noteAge(fields: Fields, prefix: string, who: string, { dateOfBirth, bornAbout }: Pick<Aged, 'dateOfBirth' | 'bornAbout'>, warnings: FieldNote[]): void {
  const said = textOf(fields, `${prefix}.ageWords`);
  if (dateOfBirth !== null || said.trim() === '') return;
  const { age, mayBeBaby } = ageSaid(said);
  if (mayBeBaby) warnings.push({ field: `${prefix}.ageWords`, message: `${who}: “${said.trim()}” may mean a baby, so we take the child for one until somebody says otherwise. If they are 1 or older, give the age in years; if not, in months or weeks.` });
  else if (age === null && bornAbout === '') warnings.push({ field: `${prefix}.ageWords`, message: `${who}: we cannot read an age from “${said.trim()}”. It is kept as you wrote it. If you can, give about how old in figures: years, or months or weeks for a baby.` });
}

/** Birth and age of somebody as typed under a prefix. What is not a date stays as words, so that nothing is lost. */
export function readBirth(fields: Fields, prefix: string, who: string, today: Temporal.PlainDate, warnings: FieldNote[]) {
  const said = textOf(fields, `${prefix}.ageWords`);
  const birth = typedDate(fields, `${prefix}.birth`);
  const about = birthPart(fields, `${prefix}.birth`, today);
  const future = birth.date !== null && Temporal.PlainDate.compare(birth.date, today) > 0;
  const ancient = birth.date !== null && (ageOn(birth.date, today)?.years ?? 0) > PLAUSIBLE_YEARS;
  const unreadable = birth.typed !== '' && birth.date === null && about === null;
  if (unreadable) warnings.push({ field: `${prefix}.birth.day`, message: `${who}: “${birth.typed}” is not a date we can read. Give day, month and a year of four figures, the month and year, or the year alone; or leave it empty and say about how old.` });
  else if (future) warnings.push({ field: `${prefix}.birth.day`, message: `${who}: this date of birth has not come yet. For a baby not yet born, tick “not born yet” and give the due date.` });
  else if (ancient) warnings.push({ field: `${prefix}.birth.day`, message: `${who}: this date of birth is more than ${PLAUSIBLE_YEARS} years ago. Check the year.` });
  const usable = birth.date !== null && !future && !ancient;
  const lost = about === null ? `date of birth given as ${birth.typed}` : about.words;
  const ageWords = usable || birth.typed === '' ? said : [said, lost].filter(Boolean).join('; ');
  return { dateOfBirth: usable ? (birth.date?.toString() ?? null) : null, bornAbout: about?.bornAbout ?? '', ageWords, age: usable ? null : (readAge(said) ?? about?.age ?? null) };
}
