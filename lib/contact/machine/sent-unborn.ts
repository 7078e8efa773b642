import { Temporal } from 'temporal-polyfill';
import { pointerOf, type FieldProblem } from '@/lib/platform/http/problem';
import { isOfSomebodyBorn, isTooFarAhead, LATEST_DUE_MONTHS, saysAge } from '../report/unborn-told';
import type { Report, ReportChild } from '../schema';

const hasAge = ({ dateOfBirth, bornAbout, age, ageWords }: ReportChild) => dateOfBirth !== null || bornAbout !== '' || age !== null || saysAge(ageWords);
const ofPregnancy = ({ dueDate, pregnancyKnown, pregnancyKnownWords }: ReportChild) => dueDate !== null || pregnancyKnown !== null || pregnancyKnownWords.trim() !== '';
const isOfBorn = ({ foundAt, foundWords, voice, ...child }: ReportChild) => isOfSomebodyBorn({ ...child, words: [foundAt ?? '', foundWords, voice.said, voice.aDay] });

/**
 * The report with whoever was sent without it as not born yet, where something is said of the pregnancy and neither a birth nor an age: the
 * schema's own "born" answers nothing (domain 2.2, 7.12). Of somebody of whom something else is said that is said only of the born, a person
 * is asked.
 */
export function withUnborn(read: Report, value: unknown): Report {
  const sent = (value as { children?: { unborn?: unknown }[] }).children;
  return { ...read, children: read.children.map((child, index) => (sent?.[index]?.unborn === undefined && ofPregnancy(child) && !hasAge(child) && !isOfBorn(child) ? { ...child, unborn: true } : child)) };
}

/**
 * Pregnancies that cannot be, for a person to look at: of a child of whom no age says that it is born; and a due date
 * that is a system's word for "not known".
 * @param longAgo how many years ago a due date was no child's.
 */
export function pregnanciesThatCannotBe({ children }: Report, on: Temporal.PlainDate, longAgo: number): FieldProblem[] {
  return children.flatMap((child, index) => {
    const at = (place: 'unborn' | 'dueDate', detail: string): FieldProblem[] => [{ pointer: pointerOf(['children', index, place]), detail }];
    if (!child.unborn) return ofPregnancy(child) && !hasAge(child) ? at('unborn', 'Not said to be not born yet, with a pregnancy and no age') : [];
    if (child.dueDate === null) return [];
    if (isTooFarAhead(child.dueDate, on)) return at('dueDate', `More than ${LATEST_DUE_MONTHS} months ahead`);
    return Temporal.PlainDate.compare(child.dueDate, on.subtract({ years: longAgo })) < 0 ? at('dueDate', `More than ${longAgo} years ago`) : [];
  });
}
