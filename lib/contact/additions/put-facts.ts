import { canonicalJson } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { answerBy } from '../answer-by';
import { contactsIn12Months } from '../history-store';
import { refreshQueue } from '../queue/queue-store';
import type { FactsLater } from '../report/said-later';
import { closeForTrust, isOfTrust } from '../secrecy/who-must-not-see';
import { readHead, readProposal } from '../store';
import { withJoined, withPlaces } from './addition';
import { placeNamed } from './place-named';
import { proposeAnew } from './propose-anew';

/**
 * Puts answers to the facts of a contact that was just made of the words which say them: no rule, duty or closing misses what was told
 * (domain 2.2, 7.3; safe practice 8). As the product.
 */
export async function putFacts(system: Tx, contactId: string, { facts, children, named }: FactsLater): Promise<void> {
  const placed = await placeNamed(system, contactId, named, answerBy(system.at, false));
  const before = await readProposal(system, contactId);
  if (before === null) throw new Error('a contact without a proposal');
  const input = withJoined(withPlaces(before.input, placed.map(({ id }) => id)), facts, [...children, ...placed], await contactsIn12Months(system, contactId, before.at));
  if (canonicalJson(input) === canonicalJson(before.input)) return;
  await proposeAnew(system, contactId, before, input, system.at);
  if (isOfTrust(input)) await closeForTrust(system, contactId, (await readHead(system, contactId))?.referrerId ?? null);
  await refreshQueue(system, contactId);
}
