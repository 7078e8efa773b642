import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import { standingOf, type Standing } from './queue/queue-model';
import { readMarks, type Mark } from './queue/marks';
import { isUrgent } from './queue/rating';
import { isOpenState, type OpenState } from './state';

/** Where an open contact stands now, as far as a piece of work on it asks. */
export interface OpenContact extends Standing {
  contactId: string;
  reference: string;
  state: OpenState;
  immediate: boolean;
  /** In danger, at level 4 or rated so: see `isUrgent`. */
  urgent: boolean;
  read: boolean;
  due24h: Temporal.Instant;
  due1wd: Temporal.Instant | null;
}

/** An open contact; null when it has ended. Read it after `lockContacts` where something depends on it. */
export async function readOpen(tx: Tx, where: { contactId: string } | { reference: string }): Promise<OpenContact | null> {
  const row = await tx.db.queueRow.findFirst({ where: { authorityId: tx.actor.authorityId, ...where } });
  if (row === null || !isOpenState(row.state)) return null;
  const { contactId, reference, state, immediate } = row;
  const due1wd = row.due1wdAt === null ? null : instantOf(row.due1wdAt);
  return { contactId, reference, state, immediate, urgent: isUrgent(row), ...standingOf(row), read: row.readAt !== null, due24h: instantOf(row.due24hAt), due1wd };
}

/** What is said of an open contact beside its state; nothing of one that has ended. */
export async function readMarksOf(tx: Tx, contactId: string): Promise<Mark[]> {
  const row = await tx.db.queueRow.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, select: { marks: true } });
  return readMarks(row?.marks ?? []);
}

/** Writes the end of a contact that is not decided: it leaves the queue with the level and route that governed. */
export async function addEnd(tx: Tx, contact: OpenContact, end: { how: 'withdrawn'; reason: string } | { how: 'joined'; reason: string; joinedToId: string }): Promise<void> {
  const { contactId, level, route } = contact;
  await tx.db.closure.createMany({ data: [{ authorityId: tx.actor.authorityId, contactId, at: dateOf(tx.at), by: tx.actor.actorId, level, route, ...end }] });
}
