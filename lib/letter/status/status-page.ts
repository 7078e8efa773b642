import type { Tx } from '@/lib/platform/db';
import type { Temporal } from 'temporal-polyfill';
import { hasTold } from '../model';
import { addLetterEvent, reachedBy, type Letter } from '../store';
import { readStatus, type StatusHead } from './read-status';
import { statusProblem, type StatusFacts } from './status';
import { readStatusFacts } from './status-store';

/** What a referrer reads by their link, and nothing of what was decided or by whom. */
export interface StatusPage extends StatusHead {
  reference: string;
  /** They can sign in for the rest. */
  account: boolean;
}

/** A receipt whose reader's link may open now; null when anything has come in between (domain 7.11). As the product. */
export async function openToReferrer(system: Tx, letter: Letter): Promise<StatusFacts | null> {
  const facts = await goneToReferrer(system, letter);
  return facts !== null && statusProblem(facts) === null ? facts : null;
}

/** A receipt that went to its reader, whether or not their link may still open. As the product. */
export async function goneToReferrer(system: Tx, letter: Letter): Promise<StatusFacts | null> {
  if (letter.kind !== 'receipt' || !(hasTold(letter.state) || letter.state === 'undelivered')) return null;
  return readStatusFacts(system, letter.contactId);
}

/** Reads the page. As the product, in the name of whoever reads. */
export async function readStatusPage(system: Tx, letter: Letter, facts: StatusFacts, now: Temporal.Instant): Promise<StatusPage | null> {
  const head = await readStatus(system, facts.contactId, now);
  if (head === null) return null;
  // Of a reader with an account "read" means their letter itself, signed in.
  if (reachedBy(letter.recipient) === 'link') await addLetterEvent(system, letter.id, 'read');
  return { ...head, reference: facts.reference, account: facts.accountId !== null };
}
