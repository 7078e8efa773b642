import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { newWebhookSecret, signed } from './signing';

test('a message is signed with each secret that is good, over its id, its second and its body', () => {
  const [one, other] = [newWebhookSecret(new Uint8Array(32).fill(7)), newWebhookSecret(new Uint8Array(32).fill(9))];
  expect(one).toBe(`whsec_${'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc='}`);
  const by = (fill: number, text: string) => `v1,${createHmac('sha256', Buffer.alloc(32, fill)).update(text).digest('base64')}`;
  expect(signed('m1', 1764228000, '{"reference":"NFK-7F3K-29QX"}', [one, other])).toEqual({
    'webhook-id': 'm1',
    'webhook-timestamp': '1764228000',
    'webhook-signature': `${by(7, 'm1.1764228000.{"reference":"NFK-7F3K-29QX"}')} ${by(9, 'm1.1764228000.{"reference":"NFK-7F3K-29QX"}')}`,
  });
});
