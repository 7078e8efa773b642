import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ownNames, postAccountMail } from '../link-store';

/** Tells the actor by e-mail that their password is another one. It opens nothing and names nobody (domain 7.11). */
export async function tellOwner(tx: Tx): Promise<void> {
  const { email } = await ownNames(tx);
  await tx.asSystem((system) => postAccountMail(system, { to: email, subject: 'Your password was changed', body: `The password of your account was changed, and every other session of yours has ended.\n\nIf it was not you, ring your manager or your administrator now. They can end what is open and send you a new link.\n\n${config().publicOrigin}/sign-in` }));
}
