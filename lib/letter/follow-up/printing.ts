import type { Tx } from '@/lib/platform/db';
import type { LetterText } from '../model';
import { reachedBy, type Letter } from '../store';
import { printedLink } from './follow-up';
import { linkPath } from './link';
import { linkOfLetter, opens } from './link-store';

/** A letter as it is printed: a follow-up letter by post ends with its caller's link, which is kept in no row. */
export async function printedText(tx: Tx, letter: Letter, publicOrigin: string): Promise<LetterText> {
  if (letter.kind !== 'follow_up' || reachedBy(letter.recipient) !== 'post') return letter.text;
  const link = await linkOfLetter(tx, letter.id);
  if (!opens(link, tx.at)) return letter.text;
  tx.ledger({ action: 'caller_link.printed', objectKind: 'caller_link', objectId: link.id, detail: { letter: letter.id } });
  return printedLink(letter.text, `${publicOrigin}${linkPath(link.id)}`);
}
