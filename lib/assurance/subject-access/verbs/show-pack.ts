import type { Authority } from '@/lib/access/store';
import { longDate, type LetterText } from '@/lib/letter/model';
import type { Tx } from '@/lib/platform/db';
import { readPack } from '../pack-store';
import { hasAnother, mayReview, piecesShown } from '../reviewing';
import { packText } from '../text';

/**
 * The text of a confirmed pack, to be set as a document; null where it is not confirmed, not for the actor, or not all of it is about
 * the child any more. That it goes to somebody is said by `giveOutPack`. As a manager.
 */
export async function showPack(tx: Tx, authority: Authority, packId: string): Promise<LetterText | null> {
  const pack = await readPack(tx, packId);
  if (pack === null || pack.confirmed === null || pack.withdrawn || !(await mayReview(tx, packId)) || (await hasAnother(tx, pack))) return null;
  const pieces = await piecesShown(tx, pack);
  tx.ledger({ action: 'access_pack.shown', objectKind: 'access_pack', objectId: packId });
  return packText({ council: authority.name, service: authority.serviceName, to: pack.askedBy, reference: pack.reference, date: longDate(tx.at), gathered: longDate(pack.at) }, pieces);
}
