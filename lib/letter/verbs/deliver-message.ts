import { config } from '@/lib/platform/config';
import { systemOf, withActor } from '@/lib/platform/db';
import { QUEUE_OPTIONS, type JobData } from '@/lib/platform/jobs';
import { deliver as deliverByPost, wasRefused, type Mail } from '@/lib/platform/post';
import { callLost } from '../call-lost';
import { giveUp } from '../give-up';
import { lockLettersById } from '../letter-lock-store';
import { letGoIfDead } from '../let-go';
import { addressOf, bodyOf, markFailed, markSent, takeUp } from '../message-store';
import { addLetterEvent } from '../store';

/**
 * Does the job `post.deliver`: hands one message to the mail provider, between two transactions and inside neither.
 * A message already sent is left alone, and one whose link was ended or whose letter goes elsewhere by now is let go; a provider that
 * may have it is asked by the message's own id first; one that another process has in its hands is left to that one, and asked after again.
 * @throws when the provider did not take it: the attempt is counted and the job is tried again, and after the last try
 *   the letter counts as not delivered. A call to a colleague that it refused for its address counts as not answered at once.
 */
export async function deliverMessage({ authorityId, messageId }: JobData['post.deliver'], post: (mail: Mail, from: number) => Promise<{ provider: string; providerId: string }> = deliverByPost): Promise<void> {
  const system = systemOf(authorityId);
  const from = performance.now();
  const { message, to, body } = await withActor(system, async (tx) => {
    const found = await takeUp(tx, messageId);
    if (found === null || found === 'held') return { message: found, to: '', body: '' };
    if (await letGoIfDead(tx, found)) return { message: null, to: '', body: '' };
    return { message: found, to: await addressOf(tx, found), body: await bodyOf(tx, found, config().publicOrigin) };
  });
  if (message === null) return;
  if (message === 'held') throw new Error('a message is in the hands of another process');
  try {
    const taken = await post({ channel: message.channel, to, subject: message.subject, body, reference: message.id }, from);
    await withActor(system, async (tx) => {
      if (!(await markSent(tx, messageId, taken))) return;
      if (message.letterId !== null) await addLetterEvent(tx, message.letterId, 'delivered');
      tx.ledger({ action: 'message.delivered', objectKind: 'message', objectId: messageId, detail: { provider: taken.provider } });
    });
  } catch (error) {
    await withActor(system, async (tx) => {
      const refused = wasRefused(error);
      const last = message.attempts > QUEUE_OPTIONS.retryLimit;
      // First: its reader may be opening it.
      if (last && message.letterId !== null) await lockLettersById(tx, [message.letterId]);
      if (!(await markFailed(tx, message, refused))) return;
      // Once: it is tried again for a day, and refused each time.
      if (refused && message.alarmId !== null && message.arrival === '') {
        tx.ledger({ action: 'message.refused', objectKind: 'message', objectId: messageId });
        await callLost(tx, message);
      }
      if (message.letterId === null) return;
      await addLetterEvent(tx, message.letterId, 'failed');
      if (last) await giveUp(tx, message.letterId);
    });
    throw error;
  }
}
