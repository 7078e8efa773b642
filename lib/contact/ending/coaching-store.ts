import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** What a worker recorded of a conversation as consultation and coaching (N23). */
export interface CoachingWords {
  /** What was spoken about openly. */
  discussed: string;
  coached: string;
  /** What the caller was told of how they did it. */
  feedback: string;
}

/** What a manager says of it. */
export interface CoachingComment {
  id: string;
  at: Temporal.Instant;
  by: string;
  words: string;
  /** When the worker first read it; null while they have not. */
  seenAt: Temporal.Instant | null;
}

export interface Coaching extends CoachingWords {
  id: string;
  at: Temporal.Instant;
  by: string;
  comments: CoachingComment[];
}

/** Keeps a record of coaching, in the actor's own name. */
export async function addCoaching(tx: Tx, contactId: string, words: CoachingWords): Promise<string> {
  const id = newId();
  await tx.db.coaching.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId, at: dateOf(tx.at), by: tx.actor.actorId, ...words }] });
  return id;
}

/** The coaching of a contact with its comments, newest first. */
export async function coachingOf(tx: Tx, contactId: string): Promise<Coaching[]> {
  const rows = await tx.db.coaching.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, include: { comments: { orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { seen: true } } }, orderBy: [{ at: 'desc' }, { id: 'asc' }] });
  return rows.map(({ id, at, by, discussed, coached, feedback, comments }) => ({
    ...{ id, by, discussed, coached, feedback },
    at: instantOf(at),
    comments: comments.map((comment) => ({ id: comment.id, by: comment.by, words: comment.words, at: instantOf(comment.at), seenAt: comment.seen[0] === undefined ? null : instantOf(comment.seen[0].at) })),
  }));
}

/** Keeps a manager's comment. The database takes it from nobody else. */
export async function addComment(tx: Tx, contactId: string, coachingId: string, words: string): Promise<void> {
  await tx.db.coachingComment.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, coachingId, at: dateOf(tx.at), by: tx.actor.actorId, words }] });
}

/** Keeps that the actor has read comments, once each. */
export async function addSeen(tx: Tx, contactId: string, commentIds: readonly string[]): Promise<void> {
  await tx.db.coachingSeen.createMany({ data: commentIds.map((commentId) => ({ authorityId: tx.actor.authorityId, commentId, contactId, at: dateOf(tx.at), by: tx.actor.actorId })), skipDuplicates: true });
}

/** Contacts on which somebody commented on the actor's own coaching, and they have not read it. */
export async function unseenComments(tx: Tx): Promise<{ reference: string; at: Temporal.Instant }[]> {
  const { authorityId, actorId } = tx.actor;
  const rows = await tx.db.coachingComment.findMany({ where: { authorityId, by: { not: actorId }, coaching: { by: actorId }, seen: { none: {} } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { at: true, coaching: { select: { contact: { select: { reference: true } } } } } });
  return rows.map(({ at, coaching }) => ({ reference: coaching.contact.reference, at: instantOf(at) }));
}
