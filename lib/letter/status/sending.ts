import type { Authority } from '@/lib/access/store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { addLink, linkExpiry } from '../follow-up/link-store';
import { RECEIPT } from '../follow-up/which-call';
import { statusMail } from '../mail';
import { addMessage } from '../message-store';
import type { LetterText } from '../model';
import { addLetter, addLetterEvent, LINK_KEY, writtenTo, type Recipient } from '../store';
import type { StatusFacts } from './status';

/** Whom a receipt with a link is written to: the account, or whoever opens the link. */
export function statusReader({ accountId, name, email, referrerClass }: Pick<StatusFacts, 'accountId' | 'name' | 'email' | 'referrerClass'>): Recipient {
  return { key: accountId ?? LINK_KEY, accountId, name, email, referrerClass };
}

/** Keeps a receipt, makes its link and lets the message go with the same commit, once. @returns the letter's id, and whether it goes now. */
export async function sendWithLink(system: Tx, facts: StatusFacts, text: LetterText, { settings }: Pick<Authority, 'settings'>, issue = 1): Promise<{ id: string; fresh: boolean }> {
  const { contactId, reference } = facts;
  const recipient = statusReader(facts);
  const letter = await addLetter(system, { contactId, decisionId: null, kind: 'receipt', occasion: RECEIPT, recipient, to: writtenTo(recipient, contactId), text, issue });
  if (!letter.fresh) return letter;
  await addLink(system, { contactId, letterId: letter.id, expiresAt: linkExpiry(system.at, settings) });
  await addLetterEvent(system.anew(), letter.id, 'sent');
  await addMessage(system.anew(), letter.id, recipient.email, statusMail(reference, config().publicOrigin, { account: recipient.accountId !== null }));
  return letter;
}
