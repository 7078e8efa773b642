import { plainPage } from '@/lib/platform/http/answer';

/** The answer itself shows a secret, once: it stands in no address and is kept nowhere. */
export function shownOnce(title: string, secret: string, more: readonly string[] = []): Response {
  return plainPage(200, title, [secret, 'It is shown this once and kept only as a hash. Put it where the machine reads its secrets, and nowhere else.', ...more, 'Lost, or seen by somebody? Revoke it on the page “Keys”, and make another.'], { href: '/admin/keys', text: 'I have copied it: back to the keys' });
}
