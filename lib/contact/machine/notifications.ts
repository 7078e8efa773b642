import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import { pointerOf, type FieldProblem } from '@/lib/platform/http/problem';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { report as reportSchema, type Report } from '../schema';
import { asksToBeProtected } from '../secrecy/sealing';
import type { Sent } from './file';
import { momentOf, problemsOf, readReport, unkept } from './read-sent';
import { compact, listIn } from './sent-text';

/** At most so many in one request are read: each is a contact of its own, and its sender waits for the answer. What follows them is kept, each by itself, and a person types it in. */
export const MOST_NOTIFICATIONS = 100;

/** So many more are kept each by itself: more than any night brings. What follows even these is no list of concerns but a fault of a system, and is one thing. */
export const MOST_KEPT = 1000;

/** No moment before this is one of a report: what stands there instead is a system's word for "not known". */
const FIRST_MOMENT = Temporal.Instant.from('1900-01-01T00:00:00Z');

/** Also of a form that is right, and still no moment that can be kept: more than nine figures of a second, or the year 0. */
const readable = (text: string) => {
  const moment = momentOf(text);
  return moment !== null && Temporal.Instant.compare(moment, FIRST_MOMENT) >= 0;
};
const instant = z.iso.datetime({ offset: true, abort: true }).refine(readable, 'No moment that can be kept');
const ownWord = z.string().min(1).max(120).refine((text) => unkept(text).length === 0, 'Holds a character that cannot be kept');

/** One notification: the sender's own id of it, when it happened, and the same report as everywhere. */
export const notification = z.strictObject({ id: ownWord, eventAt: instant, report: reportSchema });
/** What is sent: those that go together, and when they were sent. */
export const sentNotifications = z.strictObject({ batch: ownWord, sentAt: instant, notifications: z.array(notification).min(1).max(MOST_NOTIFICATIONS) });

/** A sender's clock may run ahead, and its day begins earlier in the east; what is later than the day after it came has no moment that is known. */
const notLater = (on: Temporal.PlainDate) => instant.refine((text) => {
  const moment = momentOf(text);
  return moment === null || Temporal.PlainDate.compare(londonDate(moment), on.add({ days: 1 })) <= 0;
}, 'Later than the day after it came');

/** What goes around them; each is read by itself, so that one that cannot be read holds up none beside it. */
const envelope = (on: Temporal.PlainDate) => sentNotifications.extend({ sentAt: notLater(on), notifications: z.array(z.unknown()).min(1) });
const item = (on: Temporal.PlainDate) => notification.extend({ eventAt: notLater(on), report: z.unknown() });

/** Some of what was sent, in its own letters. */
type AsItCame = Pick<Sent, 'bytes'> & { whole: NonNullable<Sent['whole']> };

/** One of them as it was sent. */
export interface SentOne extends AsItCame {
  id: string | null;
  /** By which a repeat is known; null for nothing. */
  key: string | null;
  eventAt: Temporal.Instant | null;
  read: Result<Report, FieldProblem[]>;
}

export interface SentBatch {
  batch: string | null;
  sentAt: Temporal.Instant | null;
  ones: SentOne[];
  /** What of the envelope is not as it should be. What is known of the rest holds. */
  errors: FieldProblem[];
  /** What stands around them, as it came, where some of it is kept nowhere else: a person reads what it says. Null where there is nothing of that kind. */
  rest: AsItCame | null;
}

const memberOf = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined);

function instantIn(value: unknown, name: string, moment: ReturnType<typeof notLater>): Temporal.Instant | null {
  const read = moment.safeParse(memberOf(value, name));
  return read.success ? momentOf(read.data) : null;
}

function textIn(value: unknown, name: string): string | null {
  const read = ownWord.safeParse(memberOf(value, name));
  return read.success ? read.data : null;
}

/** What was sent as it came, known again by what it says: white space is no content. */
const asSent = (text: string): AsItCame => {
  const bytes = new Uint8Array(Buffer.from(text, 'utf8'));
  return { bytes, whole: { size: bytes.length, sha256: createHash('sha256').update(compact(text)).digest('hex') } };
};

/** @param shape what goes around each, of that day: made once, since it takes longer to make than to read with. */
function readOne(value: unknown, text: string, on: Temporal.PlainDate, shape: ReturnType<typeof item>): SentOne {
  const around = shape.safeParse(value);
  const report = memberOf(value, 'report');
  const said = readReport(report === undefined ? {} : report, on);
  const problems = [...(around.success ? [] : problemsOf(around.error.issues)), ...(said.ok ? [] : said.problem.map(({ pointer, detail }) => ({ pointer: `/report${pointer}`, detail })))];
  const id = textIn(value, 'id');
  return { id, key: id, eventAt: instantIn(value, 'eventAt', shape.shape.eventAt), ...asSent(text), read: said.ok && problems.length === 0 ? said : refused(problems) };
}

/**
 * One that follows as many as are read: kept as it came, so that each waits for a person with a clock of its own and none ends with another
 * (safe practice 17). Who asks to be protected is read all the same: no row that waits may say whose it was (14).
 */
function keptOnly({ read, ...one }: SentOne): SentOne {
  if (read.ok && asksToBeProtected(read.value)) return { ...one, read };
  const detail = `More than ${MOST_NOTIFICATIONS}: it is kept as it came, and a person types it in. Send the next in parts`;
  return { ...one, read: refused([{ pointer: '', detail }, ...(read.ok ? [] : read.problem)]) };
}

/** What follows even those that are kept each by itself: together, so that none is lost for being one too many. */
function beyond(texts: readonly string[], batch: string | null): SentOne[] {
  if (texts.length === 0) return [];
  const all = asSent(`[${texts.join(',')}]`);
  const detail = `More than ${MOST_NOTIFICATIONS + MOST_KEPT}: this and what follows, ${texts.length} in all, is kept together as it came, and a person types it in. Send the next in parts`;
  return [{ id: null, key: `beyond ${batch ?? all.whole.sha256}`, eventAt: null, ...all, read: refused([{ pointer: '', detail }]) }];
}

/** How many notifications stand in a body that a person types in; 1 where it is no list: then it is one concern, as far as anybody can tell. */
export function notificationsIn(text: string): number {
  try {
    const value: unknown = JSON.parse(text);
    const list = Array.isArray(value) ? value : memberOf(value, 'notifications');
    return Array.isArray(list) ? list.length : 1;
  } catch {
    return 1;
  }
}

/**
 * Reads what was sent: each notification by itself.
 * @param text as it came, of which the value was read.
 * @param on the London day on which it came.
 * @returns refused where there is no list of them at all: it is one thing that a person reads.
 */
export function readNotifications(value: unknown, text: string, on: Temporal.PlainDate): Result<SentBatch, FieldProblem[]> {
  const around = envelope(on).safeParse(value);
  const errors = around.success ? [] : problemsOf(around.error.issues);
  const list = memberOf(value, 'notifications');
  if (!Array.isArray(list) || list.length === 0) return refused(errors);
  const { notifications: _list, ...rest } = value as Record<string, unknown>;
  const [batch, sentAt, texts] = [textIn(value, 'batch'), instantIn(value, 'sentAt', notLater(on)), listIn(text, 'notifications')];
  const isKept = (name: string) => (name === 'batch' && (batch !== null || rest[name] === null)) || (name === 'sentAt' && (sentAt !== null || rest[name] === null));
  const each = list.map((one, index) => texts?.each[index] ?? JSON.stringify(one));
  const shape = item(on);
  const apart = list.slice(0, MOST_NOTIFICATIONS + MOST_KEPT).map((one, index) => readOne(one, each[index] ?? '', on, shape));
  const ones = [...apart.slice(0, MOST_NOTIFICATIONS), ...apart.slice(MOST_NOTIFICATIONS).map(keptOnly), ...beyond(each.slice(MOST_NOTIFICATIONS + MOST_KEPT), batch)];
  return ok({ batch, sentAt, ones, errors, rest: Object.keys(rest).every(isKept) ? null : asSent(texts?.around ?? text) });
}

/** Where the problems of one of them stand in the whole body. */
export function within(index: number, problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.map(({ pointer, detail }) => ({ pointer: `${pointerOf(['notifications', index])}${pointer}`, detail }));
}
