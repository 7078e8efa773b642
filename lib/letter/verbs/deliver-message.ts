import { systemOf, withActor } from '@/lib/platform/db';
import type { JobData } from '@/lib/platform/jobs';
import { deliver as deliverByPost, type Mail } from '@/lib/platform/post';
import { countAttempt, markFailed, markSent, readMessage } from '../message-store';
import { addLetterEvent } from '../store';

/**
 * Does the job `post.deliver`: hands one message to the mail provider, between two transactions and inside neither.
 * A message already sent is left alone; a provider that may have it is asked by the message's own id first.
 * @throws when the provider did not take it: the attempt is counted and the job is tried again.
 */
export async function deliverMessage({ authorityId, messageId }: JobData['post.deliver'], post: (mail: Mail) => Promise<{ provider: string; providerId: string }> = deliverByPost): Promise<void> {
  const system = systemOf(authorityId);
  const message = await withActor(system, async (tx) => ((await countAttempt(tx, messageId)) ? readMessage(tx, messageId) : null));
  if (message === null) return;
  try {
    const taken = await post({ to: message.toAddress, subject: message.subject, body: message.body, reference: message.id });
    await withActor(system, async (tx) => {
      if (!(await markSent(tx, messageId, taken))) return;
      if (message.letterId !== null) await addLetterEvent(tx, message.letterId, 'delivered');
      tx.ledger({ action: 'message.delivered', objectKind: 'message', objectId: messageId, detail: { provider: taken.provider } });
    });
  } catch (error) {
    await withActor(system, async (tx) => {
      await markFailed(tx, messageId);
      if (message.letterId !== null) await addLetterEvent(tx, message.letterId, 'failed');
    });
    throw error;
  }
}
