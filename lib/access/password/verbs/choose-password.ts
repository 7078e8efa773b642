import { hash } from '@node-rs/argon2';
import { tokenHash } from '@/lib/platform/crypto';
import { accountLinkLookup, withActor } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { forgetPasswordTries, FROM_ANYWHERE, type From } from '../../door/tries';
import { inUse } from '../../in-use';
import { endOwnLinks, ownNames, savePassword, takeLink } from '../../link-store';
import { holderOf } from '../../open-session';
import { endEverySession } from '../../sessions/session-store';
import { aboutOwn } from '../about';
import { weaknessOf, type WeakPassword } from '../judge';
import { tellOwner } from '../tell-owner';

export type PasswordProblem = 'dead_link' | WeakPassword;

/**
 * Takes up an invitation or a reset: keeps the password (argon2id), uses the link up, and ends every session
 * of the account, in whichever area it was opened. Where the account was in use, whatever
 * the link was sent for, its owner is told by e-mail, which opens nothing. What was tried at the
 * password before keeps them out no longer.
 * @param input `from`: where the browser is in which it is chosen, as one that is known to this address or is not.
 */
export async function choosePassword(input: { token: string; password: string; from?: (email: string) => From }): Promise<Result<null, PasswordProblem>> {
  const link = await accountLinkLookup(tokenHash(input.token), now());
  if (!link) return refused('dead_link');
  const holder = holderOf(link.account_id, link.authority_id);
  const weak = await weaknessOf(input.password, await withActor(holder, aboutOwn));
  if (weak !== null) return refused(weak);
  const passwordHash = await hash(input.password);
  const email = await withActor(holder, async (tx) => {
    if (!(await takeLink(tx, link.link_id))) return null;
    const tells = link.purpose === 'reset' || (await inUse(tx));
    await savePassword(tx, passwordHash);
    await endOwnLinks(tx);
    await endEverySession(tx);
    if (tells) await tellOwner(tx, 'password');
    tx.ledger({ action: 'account.password_chosen', objectKind: 'account', objectId: link.account_id, detail: { purpose: link.purpose } });
    return (await ownNames(tx)).email;
  });
  if (email === null) return refused('dead_link');
  await forgetPasswordTries(email, input.from?.(email) ?? FROM_ANYWHERE);
  return ok(null);
}
