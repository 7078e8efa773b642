import { joinedContacts } from '@/lib/contact/additions/joined-store';
import type { Tx } from '@/lib/platform/db';
import { gateRefusals } from './family-gate';
import { readGate } from './family-store';

/**
 * Must whoever works with the child say nothing to the family yet? Whatever forbids a letter to the family forbids asking somebody
 * else to tell them (safe practice 4), and so does a reporter's word that somebody must not be told (first questions). It is asked
 * of the contact and of all that was joined into it; why is never said, since that may be another reporter's. Needs casework rights.
 */
export async function mustBeSilent(tx: Tx, contactId: string): Promise<boolean> {
  if (gateRefusals(await readGate(tx, contactId), tx.at).some((refusal) => refusal !== 'no_decision')) return true;
  const all = [contactId, ...(await joinedContacts(tx, contactId))];
  const [row] = await tx.db.$queryRaw<{ said: boolean }[]>`select exists (select 1 from contact c where c.authority_id = ${tx.actor.authorityId} and c.id = any (${all}::uuid[])
    and btrim(coalesce(c.report->'firstQuestions'->>'whoMustNotBeTold', '')) <> '') as said`;
  return row?.said === true;
}
