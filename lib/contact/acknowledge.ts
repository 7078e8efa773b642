import { dischargeDuty, findOpenDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';

/** Ends the duty to acknowledge: a named worker has taken it up, which an automatic receipt is not (domain 3.2). */
export async function acknowledge(tx: Tx, contactId: string, words: string): Promise<void> {
  const duty = await findOpenDuty(tx, contactId, 'ACKNOWLEDGE');
  if (duty !== null) await dischargeDuty(tx, duty.id, 'done', words);
}
