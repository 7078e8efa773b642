import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Stretch } from '@/lib/rota/model';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { againsFor, numberKey, SLOT_MINUTES, stretchOfDay, TRY_OUTCOMES, windowProblem, type ReadOrigin, type WindowProblem } from './model';

/** Something missing in a form, by the name of its field. */
export interface LineNote {
  field: string;
  message: string;
}

const SLOT = 'slot:';
export const RING = 'ring';

/** Which fields stand on which of the two pages of a request; `call.` and the like of others are none of ours. */
export const WAIT_FIELDS = ['wait'] as const;
export const ASK_FIELDS = ['who.name', 'who.role', 'who.agency', 'who.agencyName', 'phone', 'how', 'day', 'from', 'to', 'about'] as const;
export type TalkPage = 'wait' | 'ask';

export function isTalkPage(text: string): text is TalkPage {
  return text === 'wait' || text === 'ask';
}

export const ownedByTalk = (page: TalkPage) => (field: string) => (page === 'wait' ? WAIT_FIELDS : ASK_FIELDS).some((each) => each === field);

/** Who is to be rung, as asked. */
export interface ToRing {
  name: string;
  role: string;
  agencyId: string | null;
  agencyName: string;
  phone: string;
  about: string;
}

/** A request that can be kept: at a booked time, or within a stretch. */
export type Asked = ToRing & ({ how: 'ring'; window: Stretch } | { how: 'slot'; slotId: string });

const WINDOW_WORDS: Record<WindowProblem, string> = {
  over: 'That time has passed. Choose one that is still to come.',
  closed: 'Somebody answers on working days in the hours given. Choose a time within them.',
  short: 'Leave us at least half an hour to ring you in.',
};
const NO_NUMBER = 'Give the number to ring, with its area code';
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));

export interface AskRules {
  /** A worker asks for somebody else and says who; anybody else asks for themself. */
  onBehalf: boolean;
  /** Agencies of the area. */
  agencies: readonly { id: string; name: string }[];
  /** Whoever asks for themself. */
  self: Omit<ToRing, 'phone' | 'about'>;
  /** References of reports that may be named. */
  mine: readonly string[];
  /** When the office is open, from now on. */
  open: readonly Stretch[];
  now: Temporal.Instant;
}

function whoOf(fields: Fields, { onBehalf, agencies, self }: AskRules): { who: Omit<ToRing, 'phone' | 'about'>; notes: LineNote[] } {
  if (!onBehalf) return { who: self, notes: [] };
  const agency = agencies.find(({ id }) => id === textOf(fields, 'who.agency'));
  const name = textOf(fields, 'who.name').trim();
  const who = { name, role: textOf(fields, 'who.role').trim(), agencyId: agency?.id ?? null, agencyName: agency?.name ?? textOf(fields, 'who.agencyName').trim() };
  return { who, notes: name === '' ? [{ field: 'who.name', message: 'Give the name of whoever is to be rung' }] : [] };
}

function windowOf(fields: Fields, { open, now }: AskRules): { window: Stretch | null; notes: LineNote[] } {
  const on = day.safeParse(textOf(fields, 'day'));
  const [from, to] = [textOf(fields, 'from').trim().padStart(5, '0'), textOf(fields, 'to').trim().padStart(5, '0')];
  const notes: LineNote[] = [
    ...(on.success ? [] : [{ field: 'day', message: 'Choose the day' }]),
    ...(CLOCK.test(from) ? [] : [{ field: 'from', message: 'Write the time as on a clock, such as 09:30' }]),
    ...(CLOCK.test(to) ? [] : [{ field: 'to', message: 'Write the time as on a clock, such as 11:00' }]),
  ];
  if (!on.success || notes.length > 0) return { window: null, notes };
  const window = stretchOfDay(on.data, from, to);
  if (window === null) return { window, notes: [{ field: 'to', message: 'The second time must come after the first' }] };
  const problem = windowProblem(window, open, now);
  return { window, notes: problem === null ? [] : [{ field: 'from', message: WINDOW_WORDS[problem] }] };
}

/** Has it been said that it can wait? Everything else is asked only then (safe practice 7.9). */
export function canWait(fields: Fields): boolean {
  return textOf(fields, 'wait') === 'yes';
}

/** A request as typed: what can be kept, or what is missing. Nothing is asked here that names a child. */
export function readAsked(fields: Fields, rules: AskRules): { asked: Asked | null; notes: LineNote[] } {
  const { who, notes: aboutWho } = whoOf(fields, rules);
  const phone = textOf(fields, 'phone').trim();
  const about = textOf(fields, 'about').trim().toUpperCase();
  const how = textOf(fields, 'how');
  const window = how === RING ? windowOf(fields, rules) : { window: null, notes: [] };
  const notes: LineNote[] = [
    ...aboutWho,
    ...(numberKey(phone) === null || phone.length > 40 ? [{ field: 'phone', message: NO_NUMBER }] : []),
    ...(how === RING || how.startsWith(SLOT) ? [] : [{ field: 'how', message: 'Choose a time, or say when you can be rung' }]),
    ...window.notes,
    ...(about === '' || rules.mine.includes(about) ? [] : [{ field: 'about', message: 'Choose one of the reports in the list, or none' }]),
  ];
  if (!canWait(fields)) return { asked: null, notes: [{ field: 'wait', message: 'Say first whether it can wait' }, ...notes] };
  if (notes.length > 0) return { asked: null, notes };
  const base = { ...who, phone, about };
  if (how.startsWith(SLOT)) return { asked: { ...base, how: 'slot', slotId: how.slice(SLOT.length) }, notes };
  return { asked: window.window === null ? null : { ...base, how: 'ring', window: window.window }, notes };
}

export const slotChoice = (id: string) => `${SLOT}${id}`;

/** A try that reached nobody, as typed. @param origin why the call is owed. */
export const tryForm = (origin: ReadOrigin) =>
  z.strictObject({
    outcome: z.enum(TRY_OUTCOMES, { error: 'Choose what came of it' }),
    again: z.enum(againsFor(origin), { error: ({ input }) => (input === 'opening' ? 'This cannot wait until the office opens: choose one of the times' : 'Choose when you try again') }),
    words: z.string().trim().max(1000, 'Say it in 1,000 letters'),
  });
export type TryForm = z.infer<ReturnType<typeof tryForm>>;
export const TRY_FIELDS = ['outcome', 'again', 'words'] as const;

/** An end, as typed: nothing ends without words. */
export const endForm = z.strictObject({
  how: z.enum(['done', 'not_needed'], { error: 'Choose how it ended' }),
  words: z.string().trim().min(1, 'Say what was said and where it is recorded, or why it is not needed').max(4000, 'Say it in 4,000 letters'),
});
export type EndForm = z.infer<typeof endForm>;
export const END_FIELDS = ['how', 'words'] as const;

/** Times to be published, as typed. */
export const slotForm = z.strictObject({
  accountId: z.uuid({ error: 'Choose whose time it is' }),
  day,
  from: z.string().trim().regex(CLOCK, 'Write the time as on a clock, such as 10:00'),
  to: z.string().trim().regex(CLOCK, 'Write the time as on a clock, such as 12:00'),
  minutes: z.coerce.number().refine((number) => SLOT_MINUTES.some((each) => each === number), 'Choose how long each is'),
});
export type SlotForm = z.infer<typeof slotForm>;

/** What a form of several fields sends, by the names its schema knows. */
export function typedInto(fields: Fields, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, textOf(fields, name)]));
}

/** What is missing, by field, in the words of the schema. */
export function notesOf(error: z.ZodError): LineNote[] {
  return error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message: path[0] === 'day' ? 'Choose the day' : message }));
}
