import type { Tx } from '@/lib/platform/db';
import { readLeft } from '../offer-store';
import { nameOwner } from '../store';

/**
 * Puts what is owed by somebody who may not owe it here any more, since they have left, work otherwise now or are kept out of the contact
 * (domain 7.14), back among what nobody has taken: under their name it stands on nobody's list until it is late (domain 7.15). Runs as
 * the product.
 * @returns how many went back.
 */
export async function returnLeft(tx: Tx): Promise<number> {
  const left = await readLeft(tx);
  for (const { id, contactId, code, ownerId } of left) {
    await nameOwner(tx, id, null);
    tx.ledger({ action: 'duty.returned', objectKind: 'duty', objectId: id, detail: { contact: contactId, code, from: ownerId } });
  }
  return left.length;
}
