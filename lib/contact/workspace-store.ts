import type { Temporal } from 'temporal-polyfill';
import { readNames } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { MAY_KNOW_WORDS } from '@/lib/restriction/model';
import { readShown } from '@/lib/restriction/opening-store';
import { kindOf, type CallKind } from './call/kinds';
import { additionsOf, type Addition } from './additions/addition-store';
import { sameChildren, type SameBy } from './history-store';
import { readMarks, type Mark } from './queue/marks';
import type { Standing } from './queue/queue-model';
import { standingOf } from './queue/queue-store';
import { endState, isEventKind, isOpenState, type ContactState, type EventKind } from './state';

/** How a contact stands: open in the queue, or ended. */
export interface WorkState extends Standing {
  state: ContactState;
  read: { at: Temporal.Instant; by: string | null } | null;
  holder: { id: string; since: Temporal.Instant } | null;
  immediate: boolean;
  /** What is said beside the state, and until when it is held for checks. */
  marks: Mark[];
  heldUntil: Temporal.Instant | null;
  /** The clocks that run; null when the contact is decided or ended. */
  clocks: { receivedAt: Temporal.Instant; due24h: Temporal.Instant; due1wd: Temporal.Instant | null } | null;
  ended: { at: Temporal.Instant; by: string; reason: string; joinedTo: string | null } | null;
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
}

/** An earlier contact about a child of this one, and by what the child was known again. */
export interface EarlierWork {
  reference: string;
  receivedAt: Temporal.Instant;
  /** What kind of conversation it came from. */
  kind: CallKind;
  agencyName: string;
  summary: string;
  placed: Standing | null;
  state: ContactState;
  same: { personId: string; otherPersonId: string; ordinal: number; sameBy: SameBy }[];
}

/** Everything that has gathered around a contact, beside what was said. */
export interface Workspace {
  work: WorkState;
  events: WorkEvent[];
  notes: WorkNote[];
  questions: WorkQuestion[];
  additions: (Addition & { unread: boolean })[];
  earlier: EarlierWork[];
  joinedIn: { reference: string; at: Temporal.Instant }[];
  /** Names of every account above, as far as the actor may know them. */
  names: ReadonlyMap<string, string>;
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
      marks: readMarks(row.marks),
      heldUntil: row.heldUntil === null ? null : instantOf(row.heldUntil),
      clocks: row.nextDueAt === null ? null : clocks,
      ended: null,
    };
  }
  const closure = await tx.db.closure.findUniqueOrThrow({ where: key });
  const target = closure.joinedToId === null ? null : await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId, id: closure.joinedToId } }, select: { reference: true } });
  const ended = { at: instantOf(closure.at), by: closure.by, reason: closure.reason, joinedTo: target?.reference ?? null };
  return { ...standingOf(closure), state: endState(closure.how), read: null, holder: null, immediate: false, marks: [], heldUntil: null, clocks: null, ended };
}

async function readEarlier(tx: Tx, contactId: string): Promise<EarlierWork[]> {
  const { authorityId } = tx.actor;
  const same = await sameChildren(tx, contactId);
  const rows = await tx.db.contact.findMany({
    where: { authorityId, id: { in: [...new Set(same.map((pair) => pair.contactId))] } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
    select: { ...{ id: true, reference: true, receivedAt: true, kind: true, agencyName: true, summary: true }, queue: { select: { level: true, route: true, state: true } }, closure: { select: { level: true, route: true, how: true } } },
  });
  const people = await tx.db.contactPerson.findMany({ where: { authorityId, id: { in: same.map(({ personId }) => personId) } }, select: { id: true, ordinal: true } });
  const shown = await readShown(tx, rows.map(({ id }) => id));
  const ordinals = new Map(people.map(({ id, ordinal }) => [id, ordinal]));
  return rows.map(({ id, reference, receivedAt, kind, agencyName, summary, queue, closure }) => {
    const standing = closure ?? queue;
    const state = closure !== null ? endState(closure.how) : queue !== null && isOpenState(queue.state) ? queue.state : 'received';
    return {
      ...{ reference, state, kind: kindOf(kind) },
      // About the same children, of whom the reader said that they know none: only who may know somebody else in it waits.
      ...(shown.get(id) === 'nothing' ? { agencyName: '', summary: MAY_KNOW_WORDS } : { agencyName, summary }),
      receivedAt: instantOf(receivedAt),
      placed: standing && standingOf(standing),
      same: same.filter((pair) => pair.contactId === id).map(({ personId, otherPersonId, sameBy }) => ({ personId, otherPersonId, sameBy, ordinal: ordinals.get(personId) ?? 0 })),
    };
  });
}

const record = (json: unknown): Record<string, unknown> => (typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : {});

/** Everything around a contact in one reading. Needs the right to read casework. */
export async function readWorkspace(tx: Tx, contactId: string): Promise<Workspace> {
  const where = { authorityId: tx.actor.authorityId, contactId };
  const work = await readState(tx, contactId);
  const events = await tx.db.contactEvent.findMany({ where, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  const notes = await tx.db.note.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'asc' }] });
  const questions = await tx.db.question.findMany({ where, orderBy: [{ askedAt: 'desc' }, { id: 'asc' }] });
  const additions = await additionsOf(tx, contactId);
  const earlier = await readEarlier(tx, contactId);
  const joined = await tx.db.closure.findMany({ where: { authorityId: tx.actor.authorityId, joinedToId: contactId }, orderBy: { at: 'asc' }, select: { at: true, contact: { select: { reference: true } } } });
  const given = events.flatMap(({ detail }) => [record(detail)['to'], record(detail)['from']]).filter((id) => typeof id === 'string');
  const holders = [work.holder?.id, work.read?.by, work.ended?.by].filter((id) => typeof id === 'string');
  const names = await readNames(tx, [...events.map(({ actorId }) => actorId), ...notes.map(({ by }) => by), ...questions.map(({ askedBy }) => askedBy), ...additions.map(({ by }) => by), ...given, ...holders]);
  const lastRead = events.filter(({ kind }) => kind === 'read' || kind === 'decided').at(-1)?.at;
  return {
    work,
    events: events.flatMap(({ id, at, actorId, kind, detail }) => (isEventKind(kind) ? [{ id, actorId, kind, at: instantOf(at), detail: record(detail) }] : [])),
    notes: notes.map(({ id, kind, at, by, text }) => ({ id, by, text, at: instantOf(at), kind: kind === 'breach' ? 'breach' : 'note' })),
    questions: questions.map(({ id, askedAt, askedBy, text, answer, answeredAt }) => ({ id, askedBy, text, answer, askedAt: instantOf(askedAt), answeredAt: answeredAt === null ? null : instantOf(answeredAt) })),
    additions: additions.map((addition) => ({ ...addition, unread: lastRead === undefined || addition.at.epochMilliseconds > lastRead.getTime() })),
    earlier,
    joinedIn: joined.map(({ at, contact }) => ({ at: instantOf(at), reference: contact.reference })),
    names,
  };
}
