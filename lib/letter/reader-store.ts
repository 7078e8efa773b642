import type { WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import type { Tx } from '@/lib/platform/db';
import { familyReader } from './family/family';
import { confirmationOf } from './family/family-store';
import { callOfLetter } from './follow-up/which-call';
import { writtenTo, type Letter } from './store';

/** To whom a letter is written, as far as a pregnancy is concerned: of the family, as a worker confirmed for it. Needs casework rights. */
export async function readerOf(tx: Tx, letter: Pick<Letter, 'id' | 'kind' | 'contactId' | 'recipient' | 'occasion'>): Promise<WrittenTo> {
  // Whoever rang about another's contact learns no more than whoever opens an envelope.
  if (letter.kind === 'follow_up' && callOfLetter(letter) !== null) return { as: 'post' };
  if (letter.kind !== 'family') return writtenTo(letter.recipient, letter.contactId);
  return familyReader((await confirmationOf(tx, letter.id))?.standing ?? '', letter.recipient.name);
}
