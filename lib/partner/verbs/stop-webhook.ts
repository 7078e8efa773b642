import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endWebhook } from '../webhook-store';

/** Ends a webhook: nothing goes there any more, also what was to be tried again. */
export async function stopWebhook(tx: Tx, id: string): Promise<Result<null, 'gone'>> {
  if (!(await endWebhook(tx, id))) return refused('gone');
  tx.ledger({ action: 'webhook.ended', objectKind: 'webhook', objectId: id });
  return ok(null);
}
