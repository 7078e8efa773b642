import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { clockTime, LONDON, londonDate } from '@/lib/platform/time';
import { CATEGORIES, NO_REQUEST, SENT_HOW, type Outbound } from './model';
import type { Restated } from './put-right';
import { needed, readerOf, words, type Asked, type Gap } from './schema';

const rightForm = z.strictObject({
  what: z.enum(['different', 'never'], { error: 'Choose whether it went otherwise, or was never sent' }),
  why: needed('Say what was wrong, and how it is known'),
});

const restatedForm = z.strictObject({
  agency: needed('Say which agency it went to'),
  recipient: needed('Name the person it went to'),
  recipientRole: words,
  categories: z.array(z.enum(CATEGORIES)).min(1, 'Choose what it is about'),
  words: needed('Write what was told or asked'),
  how: z.enum(SENT_HOW, { error: 'Choose how it went' }),
  basisId: z.uuid({ error: 'Choose the lawful basis' }).nullable(),
  under: z.union([z.literal(NO_REQUEST), z.uuid()], { error: 'Choose the manager’s agreement, or none' }).nullable(),
});

const backForm = z.strictObject({
  request: z.uuid({ error: 'Choose which agreement is taken back' }),
  why: needed('Say why it is taken back'),
});

/** That it was never sent, or what it says instead; `under`: the agreement under which it went, that there was none, or null where nothing was chosen. */
export type Right = { neverSent: true; why: string } | { neverSent: false; why: string; said: Restated; under: string | null };

/** The time on the London clock, as it is typed. */
const typedTime = (at: Temporal.Instant) => at.toZonedDateTimeISO(LONDON).toPlainTime().toString({ smallestUnit: 'minute' });

/** What the form of a fact says before anything is typed into it: what stands. Whether it went at all is chosen. */
export function fieldsOf(stands: Outbound): Fields {
  const day = londonDate(stands.sentAt);
  return {
    'right.agency': stands.agency, 'right.recipient': stands.recipient, 'right.recipientRole': stands.recipientRole, 'right.categories': stands.categories, 'right.words': stands.words, 'right.how': stands.how, 'right.basisId': stands.basisId ?? '',
    'right.under': stands.requestId ?? '', 'right.on.day': String(day.day), 'right.on.month': String(day.month), 'right.on.year': String(day.year), 'right.time': typedTime(stands.sentAt),
  };
}

/** What is put in the place of what was recorded as sent, or every gap. What was never sent needs nothing but why. @param stands what is put right. */
export function readRight(asked: Asked, stands: Outbound, now: Temporal.Instant): Result<Right, Gap[]> {
  const { gaps, gap, text, all, choice, day, form } = readerOf(asked);
  const read = form(rightForm, { what: text('what'), why: text('why') });
  if (read?.what === 'never') return gaps.length > 0 ? refused(gaps) : ok({ neverSent: true, why: read.why });
  const names = ['agency', 'recipient', 'recipientRole', 'words'] as const;
  const said = form(restatedForm, { how: text('how'), basisId: choice('basisId'), under: choice('under'), categories: all('categories'), ...Object.fromEntries(names.map((name) => [name, text(name)])) });
  const [on, time] = [day('on'), text('time').trim()];
  const clock = clockTime(time);
  if (on === null && !gaps.some(({ field }) => field === 'right.on.day')) gap('on.day', 'Say on which day it went');
  if (clock === null) gap('time', 'Give the time as 14:30; about is good enough');
  if (read === null || said === null || gaps.length > 0 || on === null || clock === null) return refused(gaps);
  // A time is typed to the minute: the same minute is the time that stands.
  const same = on === londonDate(stands.sentAt).toString() && clock.toString({ smallestUnit: 'minute' }) === typedTime(stands.sentAt);
  const sentAt = same ? stands.sentAt : Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: LONDON, plainTime: clock }).toInstant();
  if (!same && Temporal.Instant.compare(sentAt, now) >= 0) return refused([{ field: 'right.time', message: 'That time has not come yet' }]);
  const { under, ...rest } = said;
  return ok({ neverSent: false, why: read.why, said: { ...rest, sentAt }, under });
}

/** Which agreement of a manager is taken back, and why; or every gap. */
export function readBack(asked: Asked): Result<{ requestId: string; why: string }, Gap[]> {
  const { gaps, text, form } = readerOf(asked);
  const read = form(backForm, { request: text('request'), why: text('why') });
  return read === null || gaps.length > 0 ? refused(gaps) : ok({ requestId: read.request, why: read.why });
}
