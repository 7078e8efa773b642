import { randomBytes } from 'node:crypto';
import { readAgencies } from '@/lib/access/people-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { newWebhookSecret } from '../signing';
import { addWebhook } from '../webhook-store';
import type { WebhookForm } from '../webhook-form';

/** Lets the system of an agency be told that there is a message for it. @returns the secret with which messages are signed: the only time that anybody sees it. */
export async function makeWebhook(tx: Tx, { agency, url }: WebhookForm): Promise<Result<string, 'no_agency' | 'there'>> {
  if (!(await readAgencies(tx)).some(({ id }) => id === agency)) return refused('no_agency');
  const secret = newWebhookSecret(randomBytes(32));
  const id = await addWebhook(tx, { agencyId: agency, url, secret });
  if (id === null) return refused('there');
  tx.ledger({ action: 'webhook.made', objectKind: 'webhook', objectId: id, detail: { agency } });
  return ok(secret);
}
