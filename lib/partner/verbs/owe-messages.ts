import { progressCode } from '@/lib/letter/progress';
import { readProgress } from '@/lib/letter/progress-store';
import type { Tx } from '@/lib/platform/db';
import { addDelivery, readTellable, type Event } from '../webhook-store';

/**
 * Asks what the systems that filed concerns are to be told of now: that one is here, that more is asked, that one is decided, each
 * as their agency's page shows it at this moment and once. What was missed while nobody asked is told late and not lost. As
 * the product.
 */
export async function oweMessages(tx: Tx): Promise<void> {
  const tellable = await readTellable(tx);
  if (tellable.length === 0) return;
  const progress = await readProgress(tx, [...new Set(tellable.map(({ contactId }) => contactId))]);
  for (const { webhookId, contactId, reference, questionId } of tellable) {
    const facts = progress.get(contactId);
    if (facts === undefined) continue;
    const due: { event: Event; occasion: string }[] = [{ event: 'received', occasion: '' }];
    if (questionId !== null && progressCode(facts) === 'more_asked') due.push({ event: 'more_asked', occasion: questionId });
    if (facts.decidedAt !== null && !facts.keptFromReferrer) due.push({ event: 'decided', occasion: facts.decidedAt.toString() });
    for (const each of due) if (await addDelivery(tx, { webhookId, reference, ...each })) tx.ledger({ action: 'webhook.owed', objectKind: 'contact', objectId: contactId, detail: { event: each.event } });
  }
}
