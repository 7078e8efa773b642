import type { Temporal } from 'temporal-polyfill';
import { readNames } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { additionsOf, type Addition } from './additions/addition-store';
import { readJoinedIn } from './additions/joined-store';
import { readToldOfJoined, type ToldOfJoined } from './additions/told-of-joined-store';
import { sameChildren } from './history-store';
import { readEarlier, type EarlierContact } from './identity/earlier-store';
import { readMarks, type Mark } from './queue/marks';
import { standingOf, type Standing } from './queue/queue-model';
import { isUrgent } from './queue/rating';
import { endState, isEventKind, isOpenState, UNDECIDED, type ContactState, type EventKind } from './state';

/** How a contact stands: open in the queue, or ended. */
export interface WorkState extends Standing {
  state: ContactState;
  read: { at: Temporal.Instant; by: string | null } | null;
  holder: { id: string; since: Temporal.Instant } | null;
  immediate: boolean;
  /** In danger, at level 4 or rated so: see `isUrgent`. */
  urgent: boolean;
  /** What is said beside the state, and until when it is held for checks. */
  marks: Mark[];
  heldUntil: Temporal.Instant | null;
  /** The clocks that run; null when the contact is decided or ended. */
  clocks: { receivedAt: Temporal.Instant; due24h: Temporal.Instant; due1wd: Temporal.Instant | null } | null;
  /** `joined`: into another that is there; `joinedTo` is its reference, null where the reader may not know of it. */
  ended: { at: Temporal.Instant; by: string; reason: string; joined: boolean; joinedTo: string | null } | null;
}

/** An entry of the timeline; `actorId` may be the product itself. */
export interface WorkEvent {
  id: string;
  at: Temporal.Instant;
  actorId: string;
  kind: EventKind;
  detail: Record<string, unknown>;
}

export interface WorkNote {
  id: string;
  kind: 'note' | 'breach';
  at: Temporal.Instant;
  by: string;
  text: string;
}

export interface WorkQuestion {
  id: string;
  askedAt: Temporal.Instant;
  askedBy: string;
  text: string;
  answer: string | null;
  answeredAt: Temporal.Instant | null;
  /** Who wrote it down, where they said it on the telephone; else null. */
  writtenDownBy: string | null;
  /** The answer came in since it was last read. */
  unread: boolean;
  /** No e-mail could tell the referrer of it, and they have not found it themselves. */
  lost?: boolean;
}

/** Everything that has gathered around a contact, beside what was said. */
export interface Workspace {
  work: WorkState;
  events: WorkEvent[];
  notes: WorkNote[];
  questions: WorkQuestion[];
  additions: (Addition & { unread: boolean })[];
  earlier: EarlierContact[];
  /** Up to when the history is read: now, as long as a decision or its second person is waited for, or it is decided anew, so that what came in later and has ended is seen; left out, up to the contact itself. */
  historyUntil: Temporal.Instant | undefined;
  joinedIn: { reference: string; at: Temporal.Instant; unread: boolean }[];
  /** What was told of those since, as contacts of their own; left out where the reader may not open it. */
  toldOfJoined: (ToldOfJoined & { unread: boolean })[];
  /** Names of every account above, as far as the actor may know them. */
  names: ReadonlyMap<string, string>;
}

/** How a contact stands, and what its holder is called: all that stands over a page about it. */
export async function readStanding(tx: Tx, contactId: string): Promise<Pick<Workspace, 'work' | 'names'>> {
  const work = await readState(tx, contactId);
  return { work, names: await readNames(tx, work.holder === null ? [] : [work.holder.id]) };
}

async function readState(tx: Tx, contactId: string): Promise<WorkState> {
  const { authorityId } = tx.actor;
  const key = { authorityId_contactId: { authorityId, contactId } };
  const row = await tx.db.queueRow.findUnique({ where: key });
  if (row !== null && isOpenState(row.state)) {
    const clocks = { receivedAt: instantOf(row.receivedAt), due24h: instantOf(row.due24hAt), due1wd: row.due1wdAt === null ? null : instantOf(row.due1wdAt) };
    return {
      ...standingOf(row),
      state: row.state,
      read: row.readAt === null ? null : { at: instantOf(row.readAt), by: row.readBy },
      holder: row.holderId === null || row.heldSince === null ? null : { id: row.holderId, since: instantOf(row.heldSince) },
      immediate: row.immediate,
      urgent: isUrgent(row),
      marks: readMarks(row.marks),
      heldUntil: row.heldUntil === null ? null : instantOf(row.heldUntil),
      clocks: row.nextDueAt === null ? null : clocks,
      ended: null,
    };
  }
  const closure = await tx.db.closure.findUniqueOrThrow({ where: key });
  const target = closure.joinedToId === null ? null : await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId, id: closure.joinedToId } }, select: { reference: true } });
  const ended = { at: instantOf(closure.at), by: closure.by, reason: closure.reason, joined: closure.joinedToId !== null, joinedTo: target?.reference ?? null };
  return { ...standingOf(closure), state: endState(closure.how), read: null, holder: null, immediate: false, urgent: false, marks: [], heldUntil: null, clocks: null, ended };
}

const record = (json: unknown): Record<string, unknown> => (typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : {});

/** Of an answer on the telephone alone: who answered in writing is not told here, since nobody may know who a protected source is. */
const writtenDownBy = ({ byTelephone, answeredBy }: { byTelephone: boolean; answeredBy: string | null }) => (byTelephone ? answeredBy : null);

/** What was said, asked and done about a contact since it came in. */
export type Gathered = Pick<Workspace, 'events' | 'notes' | 'questions' | 'additions' | 'joinedIn' | 'toldOfJoined'>;

/** What was said, asked and done about a contact. Needs the right to read casework. @returns with it the ids of every account that it names. */
async function readGatheredBy(tx: Tx, contactId: string): Promise<{ gathered: Gathered; people: string[] }> {
  const where = { authorityId: tx.actor.authorityId, contactId };
  const [events, notes, questions, additions, joined] = await Promise.all([
    tx.db.contactEvent.findMany({ where, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
    tx.db.note.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'asc' }] }),
    tx.db.question.findMany({ where, orderBy: [{ askedAt: 'desc' }, { id: 'asc' }] }),
    additionsOf(tx, contactId),
    readJoinedIn(tx, contactId),
  ]);
  const given = events.flatMap(({ detail }) => [record(detail)['to'], record(detail)['from']]).filter((id) => typeof id === 'string');
  const people = [...events.map(({ actorId }) => actorId), ...notes.map(({ by }) => by), ...questions.flatMap((question) => [question.askedBy, ...[writtenDownBy(question)].flatMap((id) => id ?? [])]), ...additions.map(({ by }) => by), ...given];
  const lastRead = events.filter(({ kind }) => kind === 'read' || kind === 'decided').at(-1)?.at;
  const unread = (at: Temporal.Instant) => lastRead === undefined || at.epochMilliseconds > lastRead.getTime();
  const found = new Set(events.flatMap(({ kind, detail }) => (kind === 'letter_read' ? [record(detail)['letter']] : [])));
  const lost = new Set(events.flatMap(({ kind, detail }) => (kind === 'letter_undelivered' && !found.has(record(detail)['letter']) ? [record(detail)['question']] : [])));
  const entries = events.flatMap(({ id, at, actorId, kind, detail }) => (isEventKind(kind) ? [{ id, actorId, kind, at: instantOf(at), detail: record(detail) }] : []));
  const told = await readToldOfJoined(tx, entries);
  const gathered: Gathered = {
    events: entries.filter(({ id, kind }) => kind !== 'told_of_joined' || told.has(id)),
    notes: notes.map(({ id, kind, at, by, text }) => ({ id, by, text, at: instantOf(at), kind: kind === 'breach' ? 'breach' : 'note' })),
    questions: questions.map((question) => {
      const { id, askedAt, askedBy, text, answer, answeredAt } = question;
      const came = answeredAt === null ? null : instantOf(answeredAt);
      return { id, askedBy, text, answer, askedAt: instantOf(askedAt), answeredAt: came, writtenDownBy: writtenDownBy(question), unread: came !== null && unread(came), lost: lost.has(id) };
    }),
    additions: additions.map((addition) => ({ ...addition, unread: unread(addition.at) })),
    joinedIn: joined.map(({ at, reference }) => ({ at, reference, unread: unread(at) })),
    toldOfJoined: [...told.values()].map((each) => ({ ...each, unread: unread(each.at) })),
  };
  return { gathered, people };
}

/** What was said, asked and done about a contact, and no more: not how it stands, nor what there was before. Needs the right to read casework. */
export async function readGathered(tx: Tx, contactId: string): Promise<Gathered> {
  return (await readGatheredBy(tx, contactId)).gathered;
}

/** States in which somebody has yet to say how it is decided: whoever signs sees no less than whoever decided. */
const TO_NOW: readonly ContactState[] = [...UNDECIDED, 'awaiting_countersign'];

/**
 * Everything around a contact in one reading. Needs the right to read casework.
 * @param anew it is about to be decided anew: its history goes to now, whatever was decided.
 */
export async function readWorkspace(tx: Tx, contactId: string, anew = false): Promise<Workspace> {
  const [work, { gathered, people }, same] = await Promise.all([readState(tx, contactId), readGatheredBy(tx, contactId), sameChildren(tx, contactId, tx.at)]);
  const historyUntil = anew || TO_NOW.includes(work.state) ? tx.at : undefined;
  const earlier = await readEarlier(tx, historyUntil === undefined ? same.filter(({ later }) => !later) : same);
  const holders = [work.holder?.id, work.read?.by, work.ended?.by].filter((id) => typeof id === 'string');
  return { ...gathered, work, earlier, historyUntil, names: await readNames(tx, [...people, ...holders]) };
}
