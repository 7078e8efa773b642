import { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { answerBy } from '../answer-by';
import { contactsIn12Months } from '../history-store';
import { closeForTrust, isOfTrust, matchWords } from '../secrecy/who-must-not-see';
import { readHead, readProposal } from '../store';
import { withAddition } from './addition';
import { copyAdditions } from './addition-store';
import { openSideDuties } from '../side-duty-store';
import { proposeAnew, proposedUnder } from './propose-anew';

/**
 * What was added to a contact goes with it where it goes on in another: the words, the signs and the danger, each by its own clocks, and
 * the guide proposes on all of it (safe practice 8). Whoever carries it derives its row in the queue. As the product.
 */
export async function carryAdded(system: Tx, fromId: string, toId: string): Promise<void> {
  const added = await copyAdditions(system, fromId, toId);
  const [before, head] = [await readProposal(system, toId), await readHead(system, toId)];
  if (added.length === 0 || before === null || head === null) return;
  for (const { id, text, receivedAt, immediate } of added) await matchWords(system, { contactId: toId, referrerId: head.referrerId, textId: id, text, answerBy: answerBy(receivedAt, immediate) });
  const count = await contactsIn12Months(system, toId, before.at);
  let input = before.input;
  // In the order in which they reached us, so that what each calls for in law is owed from its own day.
  for (const each of added.toSorted((one, other) => Temporal.Instant.compare(one.receivedAt, other.receivedAt))) {
    input = withAddition(input, each, count);
    await openSideDuties(system, { ...head, arrivedAt: each.receivedAt }, { input, document: proposedUnder(before, input, system.at) });
  }
  await proposeAnew(system, toId, before, input, system.at);
  if (isOfTrust(input)) await closeForTrust(system, toId, head.referrerId);
}
