import type { Tx } from '@/lib/platform/db';
import { answerBy } from '../answer-by';
import { contactsIn12Months } from '../history-store';
import { closeForTrust, isOfTrust, matchWords } from '../secrecy/who-must-not-see';
import { readHead, readProposal } from '../store';
import { withAddition } from './addition';
import { copyAdditions } from './addition-store';
import { proposeAnew } from './propose-anew';

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
  const input = added.reduce((known, each) => withAddition(known, each, count), before.input);
  await proposeAnew(system, toId, before, input);
  if (isOfTrust(input)) await closeForTrust(system, toId, head.referrerId);
}
