import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addDeclaration, readOpening } from '@/lib/restriction/opening-store';
import { knows } from '@/lib/restriction/schema';
import type { ContactHead } from '../head';
import { keepOut } from '../secrecy/keep-out';

export type DeclareProblem = 'answer_missing' | 'reason_missing';

/**
 * Answers, before a contact is opened, whether one knows anybody in the family (domain 7.14): reading is the breach. "No"
 * opens it; to a match only with a reason. "Yes" and "not sure" keep out at once, and a manager is told.
 */
export async function declareBeforeOpening(tx: Tx, contact: Pick<ContactHead, 'id'>, typed: { knows: string; reason: string }): Promise<Result<'opened' | 'kept_out', DeclareProblem>> {
  const answer = knows.safeParse(typed.knows);
  const reason = typed.reason.trim();
  if (!answer.success) return refused('answer_missing');
  if (answer.data !== 'no') {
    const ground = answer.data === 'yes' ? 'declared' : 'not_sure';
    await tx.asSystem((system) => keepOut(system, contact.id, tx.actor.actorId, ground, reason));
    return ok('kept_out');
  }
  const opening = await readOpening(tx, contact.id);
  if (opening.open) return ok('opened');
  const matched = opening.grounds.length > 0;
  if (matched && reason === '') return refused('reason_missing');
  await addDeclaration(tx, contact.id, matched ? 'somebody_else' : 'knows_nobody', reason);
  tx.ledger({ action: 'contact.declared', objectKind: 'contact', objectId: contact.id, detail: { matched: opening.grounds } });
  return ok('opened');
}
