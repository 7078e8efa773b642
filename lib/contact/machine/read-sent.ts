import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import { pointerOf, type FieldProblem } from '@/lib/platform/http/problem';
import { readText } from '@/lib/platform/http/body';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { ageOn } from '@/lib/people/model';
import { guides } from '@/lib/threshold/guides';
import { PLAUSIBLE_YEARS } from '../report/age-in-words';
import { kindByWhatIsSaid } from '../report/member-kind';
import { report as reportSchema, type Report } from '../schema';
import { agesThatCannotBe } from './sent-ages';
import { pregnanciesThatCannotBe, withUnborn } from './sent-unborn';

/** More than this is no household but a list: a person looks at it first. */
export const MOST_OF_EACH = { children: 40, household: 80, agencies: 80 } as const;

const NOT_READ: Record<'not_utf8' | 'null_character' | 'not_json' | 'twice', string> = {
  not_utf8: 'Not text in UTF-8',
  null_character: 'Holds a character that cannot be kept',
  not_json: 'Not JSON',
  twice: 'A name stands twice in one object, so that one of the two would be lost',
};

/** How many names an object of JSON text has, by the text itself. */
const namesIn = (text: string) => [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)].filter(([, colon]) => colon !== undefined).length;

function namesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner: unknown) => sum + namesOf(inner), Array.isArray(value) ? 0 : Object.keys(value).length);
}

/** The text of JSON without the mark of the order of bytes that may stand before it, and is no part of it (RFC 8259, section 8.1). */
const withoutMark = (text: string) => text.replace(/^\uFEFF/u, '');

/** The text of bytes that `readJsonBytes` reads. */
export const jsonText = (bytes: Uint8Array) => withoutMark(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));

/** Bytes as a value of JSON, where nothing of them is lost by it. */
export function readJsonBytes(bytes: Uint8Array): Result<unknown, FieldProblem[]> {
  const not = (why: keyof typeof NOT_READ) => refused([{ pointer: '', detail: NOT_READ[why] }]);
  const text = readText(bytes);
  if (!text.ok) return not(text.problem === 'null_character' ? 'null_character' : 'not_utf8');
  const json = withoutMark(text.value);
  try {
    const value: unknown = JSON.parse(json);
    return namesIn(json) === namesOf(value) ? ok(value) : not('twice');
  } catch {
    // Also what is nested deeper than can be read.
    return not('not_json');
  }
}

/** The same, where all of it was kept: what was cut off could be what matters, so that nothing of it is read by itself. */
export function readWhole(bytes: Uint8Array, whole: { size: number }): Result<unknown, FieldProblem[]> {
  return whole.size > bytes.length ? refused([{ pointer: '', detail: 'Larger than 2 megabytes: its beginning is kept, and what follows is not' }]) : readJsonBytes(bytes);
}

/** Texts that the database cannot keep as they are: a NUL, or half of a character. */
export function unkept(value: unknown, path: readonly PropertyKey[] = []): FieldProblem[] {
  if (typeof value === 'string') return value.includes('\0') || /\p{Surrogate}/u.test(value) ? [{ pointer: pointerOf(path), detail: NOT_READ.null_character }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => unkept(inner, [...path, name]));
}

/** One for each member that is not known, so that each can be pointed to. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((name) => ({ pointer: pointerOf([...issue.path, name]), detail: 'No member that is known' })) : [{ pointer: pointerOf(issue.path), detail: issue.message }]));
}

/** Help to those who left care ends at 25 (Children Act 1989, section 23CZB): a child of a report who is older is a system's word for "not known". */
const OLDEST_CHILD_YEARS = 25;

/** Births that cannot be: a system's default taken for a birth would make a grown-up of a child. */
function births({ children, household }: Report, on: Temporal.PlainDate): FieldProblem[] {
  const of = (born: string | null, most: number, path: readonly PropertyKey[]): FieldProblem[] => {
    const age = born === null ? null : ageOn(Temporal.PlainDate.from(born), on);
    return born === null || (age !== null && age.years <= most) ? [] : [{ pointer: pointerOf([...path, 'dateOfBirth']), detail: age === null ? 'Has not come yet' : `More than ${most} years ago` }];
  };
  return [
    ...children.flatMap(({ dateOfBirth }, index) => of(dateOfBirth, OLDEST_CHILD_YEARS, ['children', index])),
    ...household.flatMap(({ kind, dateOfBirth }, index) => of(dateOfBirth, kind === 'child' ? OLDEST_CHILD_YEARS : PLAUSIBLE_YEARS, ['household', index])),
  ];
}

/** A moment as it was written, or null where none can be kept: of more than nine figures of a second, or in a year before the first. */
export function momentOf(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}

/** When a missing child was found: a day to come, or before any child was born, is a system's word for "not known", and no 72 hours run from it (domain 7.15). */
function founds({ children }: Report, on: Temporal.PlainDate): FieldProblem[] {
  return children.flatMap(({ foundAt }, index) => {
    if (foundAt === null) return [];
    const moment = momentOf(foundAt);
    const day = moment && londonDate(moment);
    const detail = day === null ? 'No moment that can be kept' : Temporal.PlainDate.compare(day, on) > 0 ? 'Has not come yet' : (ageOn(day, on)?.years ?? 0) > OLDEST_CHILD_YEARS ? `More than ${OLDEST_CHILD_YEARS} years ago` : null;
    return detail === null ? [] : [{ pointer: pointerOf(['children', index, 'foundAt']), detail }];
  });
}

const SIGNS = new Set(guides.flatMap(({ indicators }) => indicators.map(({ id }) => id)));

/** Signs that no guide knows: they would weigh nothing, and nobody would see that they were sent. */
function unknownSigns({ children }: Report): FieldProblem[] {
  return children.flatMap(({ indicators }, index) => Object.keys(indicators).filter((id) => !SIGNS.has(id)).map((id) => ({ pointer: pointerOf(['children', index, 'indicators', id]), detail: 'No sign that is known' })));
}

/** The report with whoever was sent without it as an adult or another child by what else is said of them: the schema's own "adult" answers nothing (domain 2.2). */
function withKinds(read: Report, value: unknown, on: Temporal.PlainDate): Report {
  const sent = (value as { household?: { kind?: unknown }[] }).household;
  return { ...read, household: read.household.map((member, index) => (sent?.[index]?.kind === undefined ? { ...member, kind: kindByWhatIsSaid(member, on) ?? 'adult' } : member)) };
}

/**
 * The report with every part of the guide left open where a sign of a child was ruled out and nothing was said of the parts: a machine answers sign
 * by sign, and one of them rules out no part of a life (domain 2.2 behaviour 8).
 */
function withPartsOpen(read: Report): Report {
  return { ...read, children: read.children.map((child) => (child.rest === undefined && Object.values(child.indicators).includes('absent') ? { ...child, rest: {} } : child)) };
}

/** A report as a machine sent it, by the schema of every report; or each field that keeps it from being read, and no word of what stood there. @param on the London day on which it came. */
export function readReport(value: unknown, on: Temporal.PlainDate): Result<Report, FieldProblem[]> {
  const read = reportSchema.safeParse(value);
  if (!read.success) return refused(problemsOf(read.error.issues));
  const report = withPartsOpen(withUnborn(withKinds(read.data, value, on), value));
  const many = (Object.keys(MOST_OF_EACH) as (keyof typeof MOST_OF_EACH)[]).filter((name) => report[name].length > MOST_OF_EACH[name]).map((name) => ({ pointer: `/${name}`, detail: `More than ${MOST_OF_EACH[name]}` }));
  const problems = [...many, ...unkept(report), ...births(report, on), ...agesThatCannotBe(report, on, { child: OLDEST_CHILD_YEARS, adult: PLAUSIBLE_YEARS }), ...pregnanciesThatCannotBe(report, on, OLDEST_CHILD_YEARS), ...founds(report, on), ...unknownSigns(report)];
  return problems.length > 0 ? refused(problems) : ok(report);
}
