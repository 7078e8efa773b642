import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';

/**
 * Keeps a worker's own words on a contact. `breach`: what was done for the child meanwhile, and why it is late.
 * @returns false when a note with this id is there already; it stays as it is.
 */
export async function saveNote(tx: Tx, contactId: string, kind: 'note' | 'breach', text: string, id = newId()): Promise<boolean> {
  const { count } = await tx.db.note.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId, at: dateOf(tx.at), by: tx.actor.actorId, kind, text }], skipDuplicates: true });
  return count === 1;
}

/** Keeps a question to the referrer. @returns its id. */
export async function addQuestion(tx: Tx, contactId: string, text: string): Promise<string> {
  const id = newId();
  await tx.db.question.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId, askedAt: dateOf(tx.at), askedBy: tx.actor.actorId, text }] });
  return id;
}

/** Keeps that two children, taken for one, are two. @returns false when that was said before. */
export async function addNotSame(tx: Tx, personId: string, otherPersonId: string, reason: string): Promise<boolean> {
  const { count } = await tx.db.notSameChild.createMany({
    data: [{ authorityId: tx.actor.authorityId, personId, otherPersonId, by: tx.actor.actorId, at: dateOf(tx.at), reason }],
    skipDuplicates: true,
  });
  return count === 1;
}
