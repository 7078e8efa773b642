import type { Authority } from '@/lib/access/store';
import { longDate, type LetterText } from '@/lib/letter/model';
import type { Tx } from '@/lib/platform/db';
import { lockPack, markGivenOut } from '../pack-store';
import { hasAnother, mayReview, piecesShown } from '../reviewing';
import { packText } from '../text';

/** The text of a confirmed pack, to be set as a document; null where it is not confirmed, not for the actor, or not all of it is about the child any more. Each giving out is in the ledger. */
export async function giveOutPack(tx: Tx, authority: Authority, packId: string): Promise<LetterText | null> {
  const pack = await lockPack(tx, packId);
  if (pack === null || pack.confirmed === null || pack.withdrawn || !(await mayReview(tx, packId)) || (await hasAnother(tx, pack))) return null;
  const pieces = await piecesShown(tx, pack);
  await markGivenOut(tx, packId);
  tx.ledger({ action: 'access_pack.given_out', objectKind: 'access_pack', objectId: packId, detail: { kept: pieces.filter(({ verdict }) => verdict === 'keep').length, leftOut: pieces.filter(({ verdict }) => verdict === 'redact').length } });
  return packText({ council: authority.name, service: authority.serviceName, to: pack.askedBy, reference: pack.reference, date: longDate(tx.at), gathered: longDate(pack.at) }, pieces);
}
