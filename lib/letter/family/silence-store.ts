import { silenceWordsOf } from '@/lib/contact/secrecy/silence-words-store';
import type { Tx } from '@/lib/platform/db';
import { gateRefusals } from './family-gate';
import { confirmationOf, readGate } from './family-store';
import type { Letter } from '../store';

/**
 * Must whoever works with the child say nothing to the family yet? Whatever forbids a letter to the family forbids asking somebody
 * else to tell them (safe practice 4), and so does a reporter's word that somebody must not be told (first questions). It is asked
 * of the contact and of all that was joined into it; why is never said, since that may be another reporter's. Needs casework rights.
 */
export async function mustBeSilent(tx: Tx, contactId: string): Promise<boolean> {
  if (gateRefusals(await readGate(tx, contactId), tx.at).some((refusal) => refusal !== 'no_decision')) return true;
  return (await silenceWordsOf(tx, contactId)).length > 0;
}

/** Was this letter to the family confirmed without anybody saying why its reader may be told, though a report says who must not be? Needs casework rights. */
export async function toldUnasked(tx: Tx, { id, kind, contactId }: Pick<Letter, 'id' | 'kind' | 'contactId'>): Promise<boolean> {
  if (kind !== 'family' || (await silenceWordsOf(tx, contactId)).length === 0) return false;
  return ((await confirmationOf(tx, id))?.toldBecause ?? '') === '';
}
