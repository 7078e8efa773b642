import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ownNames, postAccountMail } from '../link-store';

/** What of an account's way in became another, as its owner reads it. */
const WORDS = {
  password: { subject: 'Your password was changed', what: 'The password of your account was changed, and every other session of yours has ended.' },
  provider: { subject: 'A new way to sign in to your account', what: 'A link that was sent to you was used to sign in to your account through an outside provider from now on, and every other session of yours has ended. Where you have a second factor here, it is asked for first.' },
} as const;

/** Tells the actor by e-mail that their password, or the provider by which they sign in, is another one. It opens nothing and names nobody (domain 7.11). */
export async function tellOwner(tx: Tx, changed: keyof typeof WORDS): Promise<void> {
  const { email } = await ownNames(tx);
  const { subject, what } = WORDS[changed];
  await tx.asSystem((system) => postAccountMail(system, { to: email, subject, body: `${what}\n\nIf it was not you, ring your manager or your administrator now. They can end what is open and send you a new link.\n\n${config().publicOrigin}/sign-in` }));
}
