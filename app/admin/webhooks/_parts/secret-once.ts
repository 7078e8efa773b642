import { plainPage } from '@/lib/platform/http/answer';

/** The answer itself shows a secret, once: it stands in no address. */
export function secretOnce(secret: string): Response {
  return plainPage(200, 'The secret: copy it now', [secret, 'Each message is signed with it, so that the other side knows it is ours. It is shown this once and kept encrypted. Put it where the other system reads its secrets, and nowhere else.', 'Lost, or seen by somebody? Exchange it on the page “Messages to systems”.'], { href: '/admin/webhooks', text: 'I have copied it: back' });
}
