import { Temporal } from 'temporal-polyfill';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { FieldError } from './model';

/** Who somebody is to somebody, as a worker established it: pure. */

export const RESPONSIBILITY = { yes: 'Yes', no: 'No', not_known: 'Not known' } as const;
export type Responsibility = keyof typeof RESPONSIBILITY;
const isResponsibility = (text: string): text is Responsibility => Object.hasOwn(RESPONSIBILITY, text);

export const ENDINGS = { ended: 'It was so, and has ended', mistake: 'It was written down by mistake', undone: 'What was said of its end does not hold' } as const;
export type Ending = keyof typeof ENDINGS;
const isEnding = (text: string): text is Ending => Object.hasOwn(ENDINGS, text);

/** As it is written. Days are ISO; null where not known. */
export interface NewRelation {
  otherId: string;
  relation: string;
  parentalResponsibility: Responsibility;
  fromOn: string | null;
  untilOn: string | null;
  source: string;
}

export const RELATION_FIELDS = ['other', 'relation', 'parentalResponsibility', 'from.day', 'from.month', 'from.year', 'until.day', 'until.month', 'until.year', 'source'] as const;
export const ENDING_FIELDS = ['relation', 'how', 'until.day', 'until.month', 'until.year', 'why'] as const;

/** A day in three parts: null when nothing is typed, undefined when it is none. */
function dayIn(fields: Fields, name: string): string | null | undefined {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => textOf(fields, `${name}.${part}`).trim());
  if (day === '' && month === '' && year === '') return null;
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part)) || year.length !== 4) return undefined;
  try {
    return Temporal.PlainDate.from({ day: Number(day), month: Number(month), year: Number(year) }, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

const NO_DAY = 'Give day, month and a year of four figures, or leave it empty';

/** What was typed, or every field that stands in its way. */
export function readRelation(fields: Fields): { relation: NewRelation | null; errors: FieldError[] } {
  const text = (name: string) => textOf(fields, name).trim();
  const [fromOn, untilOn] = [dayIn(fields, 'from'), dayIn(fields, 'until')];
  const responsibility = text('parentalResponsibility');
  const errors: FieldError[] = [
    ...(text('other') === '' ? [{ field: 'other', message: 'Choose whose relation it is' }] : []),
    ...(text('relation') === '' ? [{ field: 'relation', message: 'Say what they are, such as mother' }] : []),
    ...(isResponsibility(responsibility) ? [] : [{ field: 'parentalResponsibility', message: 'Say whether they have parental responsibility; “not known” is an answer' }]),
    ...(fromOn === undefined ? [{ field: 'from.day', message: NO_DAY }] : []),
    ...(untilOn === undefined ? [{ field: 'until.day', message: NO_DAY }] : []),
    ...(text('source') === '' ? [{ field: 'source', message: 'Say how it is known' }] : []),
  ];
  if (fromOn && untilOn && untilOn < fromOn) errors.push({ field: 'until.day', message: 'It cannot end before it began' });
  if (errors.length > 0 || fromOn === undefined || untilOn === undefined || !isResponsibility(responsibility)) return { relation: null, errors };
  return { relation: { otherId: text('other'), relation: text('relation'), parentalResponsibility: responsibility, fromOn, untilOn, source: text('source') }, errors: [] };
}

/** What was typed of an end, or what is missing. */
export function readEnding(fields: Fields): { how: Ending; untilOn: string | null; why: string } | null {
  const [how, why, untilOn] = [textOf(fields, 'how'), textOf(fields, 'why').trim(), dayIn(fields, 'until')];
  return isEnding(how) && why !== '' && untilOn !== undefined ? { how, why, untilOn: how === 'ended' ? untilOn : null } : null;
}

/** What was said last of its end holds: since when it is over, or that it never was; null while it holds. */
export function stateOf(ends: readonly { how: Ending; untilOn: string | null; atMs: number }[]): { how: 'ended' | 'mistake'; untilOn: string | null } | null {
  const last = ends.toSorted((a, b) => a.atMs - b.atMs).at(-1);
  return last === undefined || last.how === 'undone' ? null : { how: last.how, untilOn: last.untilOn };
}
