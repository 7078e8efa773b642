import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { COVER_ORDERS, POSTS } from './model';

/** Why the rota was not changed, with the words for the one who tried. */
export const ROTA_PROBLEMS = {
  form: 'Something is missing: see below. Nothing was changed, and what you typed is kept.',
  absence_form: 'The second day and time must come after the first. Nothing was changed, and what you typed is kept.',
  not_in_post: 'That person does not work in this post, or no longer works here.',
  own_cover: 'Nobody stands in for themselves.',
  not_their_post: 'Whoever is to stand in may not be put in the post of the one who is away. Choose somebody who may, or leave it to the next in the order. Nothing was changed, and what you typed is kept.',
  already_there: 'It stands on the rota already, so nothing was added.',
  nothing_to_copy: 'The week before has no shifts, so there is nothing to copy.',
  gone: 'It has been taken out already.',
} as const;
export type RotaProblem = keyof typeof ROTA_PROBLEMS;

export function isRotaProblem(text: string): text is RotaProblem {
  return Object.hasOwn(ROTA_PROBLEMS, text);
}

const clock = z.string().trim().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Write the time as on a clock, such as 08:45').transform((text) => Temporal.PlainTime.from(text.padStart(5, '0')));
const day = z.iso.date({ error: 'Choose a day' }).transform((text) => Temporal.PlainDate.from(text));
const order = z.coerce.number().transform((number, context) => COVER_ORDERS.find((known) => known === number) ?? (context.addIssue({ code: 'custom', message: 'Choose the order of cover' }), z.NEVER));

/** Shifts of one person in one post on days of a week, as the form sends them. */
export const shiftForm = z.strictObject({
  monday: day,
  post: z.enum(POSTS, { error: 'Choose a post' }),
  accountId: z.uuid({ error: 'Choose who' }),
  coverOrder: order,
  /** 1 for Monday to 7 for Sunday. */
  days: z.array(z.coerce.number().int().min(1).max(7)).min(1, 'Choose at least one day'),
  from: clock,
  to: clock,
  /** A shift that these stand in the place of. */
  replaces: z.union([z.uuid(), z.literal('').transform(() => null)]),
});
export type ShiftForm = z.infer<typeof shiftForm>;

/** Somebody's absence, as the form sends it. */
export const absenceForm = z.strictObject({
  accountId: z.uuid({ error: 'Choose who is away' }),
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

/** The two forms of the rota, by name. */
export const ROTA_FORMS = ['shift', 'absence'] as const;
export type RotaForm = (typeof ROTA_FORMS)[number];

const ROTA_FIELDS = {
  shift: { one: ['monday', 'post', 'accountId', 'coverOrder', 'from', 'to', 'replaces'], many: ['days'] },
  absence: { one: ['accountId', 'coveredBy', 'fromDay', 'fromTime', 'toDay', 'toTime'], many: [] },
} as const satisfies Record<RotaForm, { one: readonly string[]; many: readonly string[] }>;

function typedInto(form: RotaForm, fields: Fields): Record<string, string | string[]> {
  const { one, many } = ROTA_FIELDS[form];
  const typed = new Map<string, string | string[]>();
  for (const name of one) typed.set(name, textOf(fields, name));
  for (const name of many) typed.set(name, listOf(fields, name));
  return Object.fromEntries(typed);
}

/** What a manager typed to put somebody on, read. */
export const readShift = (fields: Fields) => shiftForm.safeParse(typedInto('shift', fields));
/** What a manager typed of an absence, read. */
export const readAbsence = (fields: Fields) => absenceForm.safeParse(typedInto('absence', fields));

/** What is missing in one of the forms, by its name and that of its field. */
export function rotaGaps(form: RotaForm, fields: Fields): { field: string; message: string }[] {
  const read = form === 'shift' ? readShift(fields) : readAbsence(fields);
  return read.success ? [] : read.error.issues.map(({ path, message }) => ({ field: `${form}.${String(path[0])}`, message }));
}
