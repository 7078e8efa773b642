import type { Person } from '@/lib/access/model';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { standingOfDecision } from '../record';
import type { ReferralProblem } from '../referral';
import { addReferral } from '../referral-store';
import { readDecisions } from '../store';

/** A manager accepts a contact as a referral that ends with no further action (safe practice 7.19), with the reason. */
export async function acceptReferral(tx: Tx, person: Person, { contactId, version, words }: { contactId: string; version: number; words: string }): Promise<Result<null, ReferralProblem>> {
  if (person.role !== 'manager' || !person.qualified) return refused('not_a_manager');
  const said = words.trim();
  if (said === '') return refused('words_missing');
  await lockContacts(tx, [contactId]);
  const latest = (await readDecisions(tx, contactId)).at(-1);
  if (latest === undefined || latest.version !== version || standingOfDecision(latest) !== 'in_force') return refused('not_in_force');
  if (!(await addReferral(tx, contactId, { decisionId: latest.id, basis: 'accepted', words: said }))) return refused('referral_already');
  tx.ledger({ action: 'contact.referral', objectKind: 'contact', objectId: contactId, detail: { decision: latest.id, basis: 'accepted' } });
  return ok(null);
}
