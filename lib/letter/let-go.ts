import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import { LINK_HERE } from './follow-up/link';
import { linkOfLetter } from './follow-up/link-store';
import { markLetGo, type Message } from './message-store';
import type { LetterState } from './model';
import { oweTellingAnew } from './outcome/telling-again';
import { addLetterEvent, letterById } from './store';

/** Where a letter stands so, a message about it announces what nobody can read, or may. */
const LEADS_NOWHERE: readonly LetterState[] = ['undelivered', 'cancelled', 'withheld'];

/**
 * Lets a message go that has not left and would lead nowhere, or to somebody else: its link was ended, or the address of its letter was
 * put right or its letter cancelled meanwhile (safe practice 6, 11), or its letter kept back from somebody whom it may be about (safe practice 5). That nobody was told shows on the contact, and telling is owed anew
 * where no other link took the place of this one.
 * @returns whether it is let go: it must not leave then.
 */
export async function letGoIfDead(tx: Tx, { id, letterId, body }: Pick<Message, 'id' | 'letterId' | 'body'>): Promise<boolean> {
  const letter = letterId === null ? null : await letterById(tx, letterId);
  if (letter === null) return false;
  const ended = body.includes(LINK_HERE) ? ((await linkOfLetter(tx, letter.id))?.ended ?? null) : null;
  if (ended === null && !LEADS_NOWHERE.includes(letter.state)) return false;
  await markLetGo(tx, id);
  tx.ledger({ action: 'message.let_go', objectKind: 'message', objectId: id, detail: { letter: letter.id, link: ended?.how ?? null } });
  if (ended === null || ended.how === 'replaced' || !(await addLetterEvent(tx, letter.id, 'undelivered'))) return true;
  await addEvent(tx, letter.contactId, 'letter_undelivered', { letter: letter.id, kind: letter.kind });
  tx.ledger({ action: 'letter.undelivered', objectKind: 'letter', objectId: letter.id, detail: { contact: letter.contactId } });
  await oweTellingAnew(tx, letter);
  return true;
}
