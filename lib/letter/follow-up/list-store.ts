import type { Belongs } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { letterState, type LetterState } from '../model';
import { letterText } from '../schema';

/** The newest follow-up letter of each contact, and how far it is. */
export async function newestFollowUps(tx: Tx, contactIds: readonly string[]): Promise<Map<string, { id: string; state: LetterState }>> {
  const rows = await tx.db.letter.findMany({ where: { authorityId: tx.actor.authorityId, kind: 'follow_up', contactId: { in: [...new Set(contactIds)] } }, orderBy: { issue: 'asc' }, select: { id: true, contactId: true, events: { select: { what: true } } } });
  return new Map(rows.map(({ id, contactId, events }) => [contactId, { id, state: letterState(events.map(({ what }) => what)) }]));
}

/** Whose a call is that somebody was written to about, or null when it is not there for this actor. */
export async function callBelongs(tx: Tx, letterId: string): Promise<Belongs | null> {
  const row = await tx.db.letter.findFirst({ where: { authorityId: tx.actor.authorityId, id: letterId, kind: 'follow_up' }, select: { authorityId: true, recipientId: true } });
  return row && { authorityId: row.authorityId, agencyId: null, ownerId: row.recipientId, hiddenFromAgency: true };
}

/** The follow-up letters to the actor's own account that have gone, newest first: the calls that they made. */
export async function ownCalls(tx: Tx): Promise<{ id: string; reference: string; at: Date; read: boolean }[]> {
  const rows = await tx.db.letter.findMany({ where: { authorityId: tx.actor.authorityId, kind: 'follow_up', recipientId: tx.actor.actorId, events: { some: { what: 'sent' } } }, orderBy: [{ madeAt: 'desc' }, { id: 'asc' }], select: { id: true, body: true, events: { select: { what: true, at: true } } } });
  return rows.map(({ id, body, events }) => ({
    id,
    reference: letterText.parse(body).reference,
    at: events.find(({ what }) => what === 'sent')?.at ?? new Date(0),
    read: events.some(({ what }) => what === 'read'),
  }));
}
