import { Temporal } from 'temporal-polyfill';
import { perhapsBornMonths } from './overdue';

/** What is known of a child's age; all empty is an answer too. */
export interface ChildAge {
  dateOfBirth: Temporal.PlainDate | null;
  unborn: boolean;
  dueDate: Temporal.PlainDate | null;
  /** Months of age as somebody put it, for when the date of birth is not known. */
  saidMonths: number | null;
  /** What was said in words: nothing from which an age could be read, or what may mean a baby and was taken for one. */
  inWords?: 'not_read' | 'perhaps_baby' | null;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Months of age on a day, whole ones; null when it is not known. */
function ageMonths(child: ChildAge, on: Temporal.PlainDate): number | null {
  if (child.unborn) return null;
  if (child.dateOfBirth === null) return child.saidMonths;
  if (Temporal.PlainDate.compare(child.dateOfBirth, on) > 0) return null;
  return child.dateOfBirth.until(on, { largestUnit: 'months' }).months;
}

/** More months than anybody has lived: what has no age stands after the ages. */
const LAST = 2_000;

const monthWords = (months: number) => `${months} month${months === 1 ? '' : 's'}`;

/** An age on a day: "6", "5 months" under two years, "2 weeks" under two months, "unborn, due in May", "age not known". */
export function ageWords(child: ChildAge, on: Temporal.PlainDate): string {
  if (child.unborn) {
    if (child.dueDate === null) return 'unborn';
    const due = `${child.dueDate.day} ${MONTHS[child.dueDate.month - 1]}`;
    return perhapsBornMonths({ dueDate: child.dueDate.toString() }, on) === undefined ? `unborn, due ${due}` : `was due ${due}, may be born`;
  }
  const months = ageMonths(child, on);
  if (months === null) return child.inWords === 'not_read' ? 'age not known, said in words' : 'age not known';
  if (child.dateOfBirth === null && child.inWords === 'perhaps_baby') return 'perhaps a baby';
  if (months >= 24) return String(Math.floor(months / 12));
  if (months >= 2 || child.dateOfBirth === null) return monthWords(months);
  const weeks = Math.floor(child.dateOfBirth.until(on, { largestUnit: 'days' }).days / 7);
  return `${weeks} week${weeks === 1 ? '' : 's'}`;
}

/** The children of a contact in one line, ages as they were that day and before whatever else is known: "2 children, 4 and 6", "5 children, 5 months to 11", "2 children, 10 and unborn". */
export function childrenLine(children: readonly ChildAge[], on: Temporal.PlainDate): string {
  if (children.length === 0) return 'No child named';
  const count = children.length === 1 ? '1 child' : `${children.length} children`;
  const ages = children.map((child) => ({ months: ageMonths(child, on), words: ageWords(child, on) })).sort((a, b) => (a.months ?? LAST) - (b.months ?? LAST));
  if (ages.length <= 3) return `${count}, ${inWords(ages.map(({ words }) => words))}`;
  const known = ages.filter(({ months }) => months !== null);
  const [youngest, oldest] = [known[0]?.words, known.at(-1)?.words];
  const span = youngest === undefined ? [] : [youngest === oldest ? youngest : `${youngest} to ${oldest}`];
  return [count, ...span, ...new Set(ages.filter(({ months }) => months === null).map(({ words }) => words))].join(', ');
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
