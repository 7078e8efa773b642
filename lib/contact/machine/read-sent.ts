import type { z } from 'zod';
import { pointerOf, type FieldProblem } from '@/lib/platform/http/problem';
import { readText } from '@/lib/platform/http/body';
import { ok, refused, type Result } from '@/lib/platform/result';
import { report as reportSchema, type Report } from '../schema';

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

/** Bytes as a value of JSON, where nothing of them is lost by it. */
export function readJsonBytes(bytes: Uint8Array): Result<unknown, FieldProblem[]> {
  const not = (why: keyof typeof NOT_READ) => refused([{ pointer: '', detail: NOT_READ[why] }]);
  const text = readText(bytes);
  if (!text.ok) return not(text.problem === 'null_character' ? 'null_character' : 'not_utf8');
  try {
    const value: unknown = JSON.parse(text.value);
    return namesIn(text.value) === namesOf(value) ? ok(value) : not('twice');
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
function unkept(value: unknown, path: readonly PropertyKey[] = []): FieldProblem[] {
  if (typeof value === 'string') return value.includes('\0') || /\p{Surrogate}/u.test(value) ? [{ pointer: pointerOf(path), detail: NOT_READ.null_character }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => unkept(inner, [...path, name]));
}

/** One for each member that is not known, so that each can be pointed to. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((name) => ({ pointer: pointerOf([...issue.path, name]), detail: 'No member that is known' })) : [{ pointer: pointerOf(issue.path), detail: issue.message }]));
}

/** A report as a machine sent it, by the schema of every report; or each field that keeps it from being read, and no word of what stood there. */
export function readReport(value: unknown): Result<Report, FieldProblem[]> {
  const read = reportSchema.safeParse(value);
  if (!read.success) return refused(problemsOf(read.error.issues));
  const many = (Object.keys(MOST_OF_EACH) as (keyof typeof MOST_OF_EACH)[]).filter((name) => read.data[name].length > MOST_OF_EACH[name]).map((name) => ({ pointer: `/${name}`, detail: `More than ${MOST_OF_EACH[name]}` }));
  const problems = [...many, ...unkept(read.data)];
  return problems.length > 0 ? refused(problems) : ok(read.data);
}
