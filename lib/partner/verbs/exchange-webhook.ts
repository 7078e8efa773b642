import { randomBytes } from 'node:crypto';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { newWebhookSecret } from '../signing';
import { exchangeSecret } from '../webhook-store';

/** Exchanges the secret of a webhook: messages are signed with the one before, too, for so many hours. @returns the new one, shown once. */
export async function exchangeWebhook(tx: Tx, { webhook, overlap, seen }: { webhook: string; overlap: number; seen?: string }): Promise<Result<string, 'gone'>> {
  const secret = newWebhookSecret(randomBytes(32));
  if (!(await exchangeSecret(tx, webhook, secret, tx.at.add({ hours: overlap }), seen))) return refused('gone');
  tx.ledger({ action: 'webhook.rotated', objectKind: 'webhook', objectId: webhook, detail: { overlapHours: overlap } });
  return ok(secret);
}
