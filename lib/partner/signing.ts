import { createHmac } from 'node:crypto';

/** A secret of a webhook as its receiver is shown it: 256 random bits (standardwebhooks.com: `whsec_`). */
export function newWebhookSecret(random: Uint8Array): string {
  return `whsec_${Buffer.from(random).toString('base64')}`;
}

/**
 * The headers of a message: signed over its id, the second at which it leaves and its body (HMAC-SHA-256), in the form of the
 * Standard Webhooks, so that any of its libraries checks it. With every secret that is good now, so that one can be exchanged.
 * @param at seconds since 1970.
 */
export function signed(id: string, at: number, body: string, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${at}.${body}`).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signatures.join(' ') };
}
