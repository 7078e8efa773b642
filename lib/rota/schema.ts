import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { COVER_ORDERS, POSTS } from './model';

/** Why the rota was not changed, with the words for the one who tried. */
export const ROTA_PROBLEMS = {
  form: 'Choose a post, a person, an order and at least one day, and write both times as on a clock, such as 08:45. Nothing was changed.',
  absence_form: 'Choose who is away, and a day and time for both ends, the second after the first. Nothing was changed.',
  not_in_post: 'That person does not work in this post, or no longer works here.',
  own_cover: 'Nobody stands in for themselves.',
  already_there: 'It stands on the rota already, so nothing was added.',
  nothing_to_copy: 'The week before has no shifts, so there is nothing to copy.',
  gone: 'It has been taken out already.',
} as const;
export type RotaProblem = keyof typeof ROTA_PROBLEMS;

export function isRotaProblem(text: string): text is RotaProblem {
  return Object.hasOwn(ROTA_PROBLEMS, text);
}

const clock = z.string().trim().regex(/^([01]?\d|2[0-3]):[0-5]\d$/).transform((text) => Temporal.PlainTime.from(text.padStart(5, '0')));
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const order = z.coerce.number().transform((number, context) => COVER_ORDERS.find((known) => known === number) ?? (context.addIssue({ code: 'custom', message: 'order' }), z.NEVER));

/** Shifts of one person in one post on days of a week, as the form sends them. */
export const shiftForm = z.strictObject({
  monday: day,
  post: z.enum(POSTS),
  accountId: z.uuid(),
  coverOrder: order,
  /** 1 for Monday to 7 for Sunday. */
  days: z.array(z.coerce.number().int().min(1).max(7)).min(1),
  from: clock,
  to: clock,
  /** A shift that these stand in the place of. */
  replaces: z.union([z.uuid(), z.literal('').transform(() => null)]),
});
export type ShiftForm = z.infer<typeof shiftForm>;

/** Somebody's absence, as the form sends it. */
export const absenceForm = z.strictObject({
  accountId: z.uuid(),
  coveredBy: z.union([z.uuid(), z.literal('').transform(() => null)]),
  fromDay: day,
  fromTime: clock,
  toDay: day,
  toTime: clock,
});
export type AbsenceForm = z.infer<typeof absenceForm>;

/** The Monday in an address; null when it is no day. */
export function readDay(text: string): Temporal.PlainDate | null {
  const parsed = day.safeParse(text);
  return parsed.success ? parsed.data : null;
}
