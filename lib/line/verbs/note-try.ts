import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Fields } from '@/lib/platform/draft/model';
import { againAt } from '../model';
import { opensNext } from '../open-hours';
import { addTry, lockRingBack, setOwner } from '../ring-back-store';
import { TRY_FIELDS, tryForm, typedInto } from '../schema';

/**
 * Keeps that the actor rang and did not reach them, and when they try again: that is the new promise. Whoever tries where
 * nobody has taken it, has taken it. What we missed or cut off is not put off until the office opens.
 */
export async function noteTry(tx: Tx, id: string, typed: Fields): Promise<Result<null, 'gone' | 'incomplete'>> {
  const ringBack = isId(id) ? await lockRingBack(tx, id) : null;
  if (ringBack === null) return refused('gone');
  const input = tryForm(ringBack.origin).safeParse(typedInto(typed, TRY_FIELDS));
  if (!input.success) return refused('incomplete');
  const { settings } = await readAuthority(tx);
  const again = againAt(input.data.again, tx.at, opensNext(settings, tx.at));
  await addTry(tx, id, input.data, again);
  if (ringBack.ownerId === null) await setOwner(tx, id, tx.actor.actorId);
  tx.ledger({ action: 'ring_back.tried', objectKind: 'ring_back', objectId: id, detail: { outcome: input.data.outcome, again: again.toString() } });
  tx.announce('queue');
  return ok(null);
}
