import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { clockTime, LONDON } from '@/lib/platform/time';
import type { HoldInput, ParentsTold } from './hold';
import { PARENTS_TOLD } from './hold';
import { planField } from './form';
import { planFrom, type SafetyPlan } from './keeping-safe';
import type { Gap } from './schema';

/** A safety plan as kept with a hold. */
export const keptPlan: z.ZodType<SafetyPlan> = z.object({ what: z.string(), until: z.string(), watches: z.string(), ifFails: z.string() });

/** The fields of the form, as posted. */
export const HOLD_FIELDS = ['checking', 'withWhom', 'whySafe', 'planWhat', 'planUntil', 'planWatches', 'planIfFails', 'parentsTold', 'untoldReason', 'until-day', 'until-month', 'until-year', 'until-time'] as const;

const LONGEST = 4000;

const GAPS = {
  checking: 'Say what is being found out',
  withWhom: 'Say with whom, and who asks them',
  whySafe: 'Say why it is safe to wait until then',
} as const;
const PLAN_GAPS: Record<keyof SafetyPlan, string> = {
  what: 'Say who does what for the child meanwhile',
  until: 'Say until when that holds',
  watches: 'Say who watches the child meanwhile',
  ifFails: 'Say what is done if it fails',
};

/** A date and a London time as typed; null when they cannot be read. */
function readUntil(fields: Fields): Temporal.Instant | null {
  const [day, month, year, time] = (['until-day', 'until-month', 'until-year', 'until-time'] as const).map((name) => textOf(fields, name).trim());
  const plainTime = clockTime(time ?? '');
  if (plainTime === null || ![day, month, year].every((part) => /^\d{1,4}$/.test(part ?? ''))) return null;
  try {
    const date = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' });
    return date.toZonedDateTime({ timeZone: LONDON, plainTime }).toInstant();
  } catch {
    return null;
  }
}

/** Is this one of the answers to whether the parents were told? */
export const isTold = (text: string): text is ParentsTold => Object.hasOwn(PARENTS_TOLD, text);

/**
 * Reads what was typed into a hold, or names every gap in plain words.
 * @param latest the longest that the area lets a decision wait at this level; a clock's end may lie before it and is not moved.
 */
export function readHold(fields: Fields, { at, latest, latestWords }: { at: Temporal.Instant; latest: Temporal.Instant; latestWords: string }): Result<HoldInput, Gap[]> {
  const gaps: Gap[] = [];
  const words = (name: (typeof HOLD_FIELDS)[number], message: string) => {
    const text = textOf(fields, name).trim();
    if (text === '') gaps.push({ field: name, message });
    else if (text.length > LONGEST) gaps.push({ field: name, message: `Use ${LONGEST.toLocaleString('en-GB')} characters or fewer` });
    return text;
  };
  const [checking, withWhom] = [words('checking', GAPS.checking), words('withWhom', GAPS.withWhom)];
  const told = textOf(fields, 'parentsTold');
  const parentsTold = isTold(told) ? told : null;
  if (parentsTold === null) gaps.push({ field: 'parentsTold', message: 'Say whether the parents were told of the checks' });
  const untoldReason = parentsTold === 'no' ? words('untoldReason', 'Say why the parents were not told') : '';
  const whySafe = words('whySafe', GAPS.whySafe);
  const plan = planFrom((part) => words(planField(part), PLAN_GAPS[part]));
  const until = readUntil(fields);
  if (until === null) gaps.push({ field: 'until', message: 'Give the date and time until which it is held, such as 27 11 2026 and 16:30' });
  else if (Temporal.Instant.compare(until, at) <= 0) gaps.push({ field: 'until', message: 'That time has passed. Give one that is still to come' });
  else if (Temporal.Instant.compare(until, latest) > 0) gaps.push({ field: 'until', message: `It can be held until ${latestWords} at the latest` });
  if (gaps.length > 0 || until === null || parentsTold === null) return refused(gaps);
  return ok({ until, checking, withWhom, whySafe, plan, parentsTold, untoldReason });
}
