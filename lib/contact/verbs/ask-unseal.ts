import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts } from '../queue/queue-store';
import { addUnseal, readUnseals } from '../secrecy/seal-store';
import { mayTellNobody, unsealRequest, type UnsealProblem } from '../secrecy/sealing';

/**
 * Asks to learn who a protected source is, with the ground in law, the order and the reason. Nothing is shown: another
 * person answers. One request at a time.
 */
export async function askUnseal(tx: Tx, contact: ContactHead, typed: unknown): Promise<Result<{ unsealId: string }, UnsealProblem>> {
  if (!contact.sealed) return refused('not_sealed');
  const request = unsealRequest.safeParse(typed);
  if (!request.success) return refused('incomplete');
  if (request.data.tellSource === 'forbidden' && !mayTellNobody(request.data.ground)) return refused('no_order_forbids');
  await lockContacts(tx, [contact.id]);
  const waiting = (await readUnseals(tx, contact.id)).some(({ askedBy, answer }) => answer === null || (askedBy === tx.actor.actorId && answer.until !== null && answer.until.epochMilliseconds > tx.at.epochMilliseconds));
  if (waiting) return refused('asked_already');
  const unsealId = await addUnseal(tx, contact.id, request.data);
  await addEvent(tx, contact.id, 'unseal_asked', { unseal: unsealId, ground: request.data.ground });
  tx.ledger({ action: 'source.unseal_asked', objectKind: 'contact', objectId: contact.id, detail: { unseal: unsealId, ground: request.data.ground, tellSource: request.data.tellSource === 'yes' } });
  return ok({ unsealId });
}
