import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ownNames, postAccountMail } from '../link-store';
import { readPasskeys } from '../passkey/passkey-store';

/** What of an account's way in became another, as its owner reads it. */
const WORDS = {
  password: { subject: 'Your password was changed', what: 'The password of your account was changed, and every other session of yours has ended.' },
  app: { subject: 'A new authenticator app for your account', what: 'An authenticator app was set up for your account. When you sign in its codes are asked for from now on, and those of an app before it no longer.' },
  app_removed: { subject: 'Your authenticator app was removed', what: 'The authenticator app of your account was removed: its codes are no longer asked for.' },
  passkey: { subject: 'A new passkey for your account', what: 'A passkey was made for your account. Whoever has it signs in with it alone, without your password.' },
  passkey_removed: { subject: 'A passkey of your account was removed', what: 'A passkey of your account was removed: it opens nothing any more.' },
  provider: { subject: 'A new way to sign in to your account', what: 'A link that was sent to you was used to sign in to your account through an outside provider from now on, and every other session of yours has ended. Where you have a second factor here, it is asked for first.' },
} as const;

/** What a new password leaves: somebody who came in before it may have made themself a passkey. */
function leftBy(passkeys: number): string {
  if (passkeys === 0) return '';
  return ` ${passkeys === 1 ? 'One passkey still opens' : `${passkeys} passkeys still open`} your account, whatever its password is. Sign in, look at “Your account”, and remove what you do not know.`;
}

/** Tells the actor by e-mail that their way in is another: the password, a second factor, or the provider. It opens nothing and names nobody (domain 7.11). */
export async function tellOwner(tx: Tx, changed: keyof typeof WORDS): Promise<void> {
  const { email } = await ownNames(tx);
  const { subject, what } = WORDS[changed];
  const left = changed === 'password' ? leftBy((await readPasskeys(tx)).length) : '';
  await tx.asSystem((system) => postAccountMail(system, { to: email, subject, body: `${what}${left}\n\nIf it was not you, ring your manager or your administrator now. They can end what is open and send you a new link.\n\n${config().publicOrigin}/sign-in` }));
}
