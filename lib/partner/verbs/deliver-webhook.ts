import { systemOf, withActor } from '@/lib/platform/db';
import { QUEUE_OPTIONS, type JobData } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { postOut } from '../post-out';
import { signed } from '../signing';
import { markDelivery, takeDelivery } from '../webhook-store';

/** All that a message says (safe practice 11): which contact, and that there is something. What it is is asked for with the key. */
export const messageOf = (reference: string) => JSON.stringify({ reference, words: 'There is a message for you.' });

/**
 * Does the job `webhook.deliver`: sends one message, between two transactions and inside neither.
 * @throws when it did not arrive: the attempt is counted and the job is tried again, with growing pauses; after the last it is given up.
 */
export async function deliverWebhook({ authorityId, deliveryId }: JobData['webhook.deliver'], post: typeof postOut = postOut): Promise<void> {
  const system = systemOf(authorityId);
  const outgoing = await withActor(system, (tx) => takeDelivery(tx, deliveryId));
  if (outgoing === null) return;
  const { id, url, reference, secrets, attempts } = outgoing;
  const body = messageOf(reference);
  let status: number | null = null;
  let failure: unknown;
  try {
    status = await post(url, signed(id, Math.floor(now().epochMilliseconds / 1000), body, secrets), body);
  } catch (error) {
    failure = error;
  }
  const arrived = status !== null && status >= 200 && status < 300;
  await withActor(system, (tx) => markDelivery(tx, id, arrived ? 'sent' : attempts > QUEUE_OPTIONS.retryLimit ? 'given_up' : 'failed', status));
  if (!arrived) throw new Error('a message to another system did not arrive', { cause: failure });
}
