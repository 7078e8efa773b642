import { Temporal } from 'temporal-polyfill';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { clockTime, LONDON } from '@/lib/platform/time';
import { typedDate, type FieldNote } from '../report/typed-dates';

/** A request for information as it was taken down: for what, by what right, by when. */
export interface TypedRequest {
  what: string;
  purpose: string;
  authority: string;
  /** Null where whoever asks named no time. */
  dueAt: Temporal.Instant | null;
}

const END_OF_DAY = new Temporal.PlainTime(17);

/** Reads a request; a time that cannot be read is named, and the request counts as one without a time. */
export function requestOf(fields: Fields): { request: TypedRequest; warnings: FieldNote[] } {
  const words = (name: string) => textOf(fields, `call.request.${name}`).trim();
  const { typed, date } = typedDate(fields, 'call.request.by');
  const time = words('byTime');
  const clock = clockTime(time);
  const warnings: FieldNote[] = [];
  if (typed !== '' && date === null) warnings.push({ field: 'call.request.by.day', message: 'The day by which they need an answer is not a date. Until it is, one working day counts.' });
  if (time !== '' && clock === null) warnings.push({ field: 'call.request.byTime', message: `“${time}” is not a time such as 14:30. Until it is, 17:00 counts.` });
  const dueAt = date === null ? null : date.toZonedDateTime({ timeZone: LONDON, plainTime: clock ?? END_OF_DAY }).toInstant();
  return { request: { what: words('what'), purpose: words('purpose'), authority: words('authority'), dueAt }, warnings };
}
