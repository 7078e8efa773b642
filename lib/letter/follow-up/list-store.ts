import type { Belongs } from '@/lib/access/model';
import type { Duty } from '@/lib/duty/model';
import type { Tx } from '@/lib/platform/db';
import { letterState, type LetterState } from '../model';
import { letterText } from '../schema';
import { letterById } from '../store';
import { callOfDuty, callOfLetter, type WhichCall } from './which-call';

interface Newest {
  /** For which call of the contact it is owed. */
  call: WhichCall;
  /** The newest letter about it, and how far it is; null where none is written. */
  letter: { id: string; state: LetterState; events: readonly { what: string }[] } | null;
}

/** For which call each duty to send a follow-up letter is owed, and its newest letter. @returns by the duty's id. */
export async function newestFollowUps(tx: Tx, duties: readonly Pick<Duty, 'id' | 'contactId' | 'occasionId'>[]): Promise<Map<string, Newest>> {
  const rows = await tx.db.letter.findMany({ where: { authorityId: tx.actor.authorityId, kind: 'follow_up', contactId: { in: [...new Set(duties.map(({ contactId }) => contactId))] } }, orderBy: { issue: 'asc' }, select: { id: true, contactId: true, occasion: true, events: { select: { what: true } } } });
  const callOf = new Map(rows.map((row) => [row.id, callOfLetter(row)]));
  return new Map(
    duties.map((duty) => {
      const call = callOfDuty(duty, callOf);
      const newest = rows.findLast((row) => row.contactId === duty.contactId && callOfLetter(row) === call);
      return [duty.id, { call, letter: newest === undefined ? null : { id: newest.id, state: letterState(newest.events.map(({ what }) => what)), events: newest.events } }];
    }),
  );
}

/** Whose a call is that somebody was written to about, or null when it is not there for this actor. */
export async function callBelongs(tx: Tx, letterId: string): Promise<Belongs | null> {
  // As its page asks for it.
  const letter = await letterById(tx, letterId);
  return letter?.kind === 'follow_up' ? { authorityId: tx.actor.authorityId, agencyId: null, ownerId: letter.recipient.accountId, hiddenFromAgency: true } : null;
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
