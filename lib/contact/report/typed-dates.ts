import { Temporal } from 'temporal-polyfill';
import { ageOn } from '@/lib/people/model';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Report } from '../schema';

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

/** Nobody is older. */
export const PLAUSIBLE_YEARS = 130;

const FIGURE = String.raw`(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)(?!\d)`;
const UNIT = String.raw`(months?|mths?|mos?|weeks?|wks?|days?|years?|yrs?|yo|m|w|d|y)(?!\p{L})`;
/** A figure, perhaps with a second one ("4-5", "8 or 9", the lower counts) and a half, and the unit that belongs to it ("5-month-old"). */
const AGE = new RegExp(String.raw`${FIGURE}(?:\s*(?:-|–|to|or|and)\s*${FIGURE})?(?:\s*(?:½|and a half))?(?:[\s-]*(?:calendar|full|whole)?[\s-]*${UNIT})?`, 'iu');
/** As health services write it: 3/12 is three months, 6/52 six weeks, 4/7 four days. */
const IN_PARTS = /(?<![\d/])(\d{1,2})\s*\/\s*(12|52|7)(?![\d/])/u;
const MONTHS_OF_PART: Record<string, number> = { 12: 1, 52: 12 / 52, 7: 12 / 365 };
const MONTHS_OF: Record<string, number> = { m: 1, w: 12 / 52, d: 12 / 365 };
/** Words of a baby's age that stand apart from any figure: whatever the figure counts, it is not years for certain. */
const OF_A_BABY = /(?<!\p{L})(?:months?|mths?|weeks?|wks?|days?|new-?born)(?!\p{L})/iu;

/**
 * "about 6" is 6 years, "5 months" and "5-month-old" 5 months, "4-5 months" 4; null when no figure can be read from the words, or
 * when nobody can say what it counts: a baby taken for a child of years would be the worse mistake.
 */
export function readAge(words: string): { years: number } | { months: number } | null {
  const part = IN_PARTS.exec(words);
  if (part !== null) return { months: Math.floor(Number(part[1]) * (MONTHS_OF_PART[part[2] ?? ''] ?? 0)) };
  const found = AGE.exec(words);
  if (found === null) return null;
  const figure = Math.min(...[found[1], found[2]].flatMap((text) => (text === undefined ? [] : [Number(text.replace(',', '.'))])));
  const unit = found[3]?.[0]?.toLowerCase();
  const months = unit === undefined ? undefined : MONTHS_OF[unit];
  if (months !== undefined) return { months: Math.floor(figure * months) };
  const after = words.slice(found.index + found[0].length);
  if (unit === undefined && (OF_A_BABY.test(words) || /^\p{L}|^\//u.test(after))) return null;
  return figure <= PLAUSIBLE_YEARS ? { years: figure } : null;
}

/** The youngest that somebody is on a day of whose birth the year alone, or year and month, is known ("2015", "2015-03"). */
function youngestOf(bornAbout: string, today: Temporal.PlainDate): { years: number } | { months: number } {
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
  age: { years: number } | { months: number } | null;
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

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/**
 * A date of birth of which the year alone, or month and year, was typed; null for anything else. The age is the youngest that it
 * leaves open: a child taken for older than it is would be the worse mistake.
 */
function birthPart(fields: Fields, name: string, today: Temporal.PlainDate): { bornAbout: string; words: string; age: { years: number } | { months: number } } | null {
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
