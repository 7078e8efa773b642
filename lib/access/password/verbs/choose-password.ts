import { hash } from '@node-rs/argon2';
import { tokenHash } from '@/lib/platform/crypto';
import { accountLinkLookup, withActor } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { endOwnLinks, savePassword, takeLink } from '../../link-store';
import { holderOf } from '../../open-session';
import { ownPlaces } from '../../people-store';
import { endSessionsOf } from '../../store';
import { aboutOwn } from '../about';
import { weaknessOf, type WeakPassword } from '../judge';
import { tellOwner } from '../tell-owner';

export type PasswordProblem = 'dead_link' | WeakPassword;

/**
 * Takes up an invitation or a reset: keeps the password (argon2id), uses the link up, and ends every session
 * of the account, in whichever area it was opened. After a reset its owner is told by e-mail, which opens nothing.
 */
export async function choosePassword(input: { token: string; password: string }): Promise<Result<null, PasswordProblem>> {
  const link = await accountLinkLookup(tokenHash(input.token), now());
  if (!link) return refused('dead_link');
  const holder = (authorityId: string) => holderOf(link.account_id, authorityId);
  const weak = await weaknessOf(input.password, await withActor(holder(link.authority_id), aboutOwn));
  if (weak !== null) return refused(weak);
  const passwordHash = await hash(input.password);
  const places = await withActor(holder(link.authority_id), async (tx) => {
    if (!(await takeLink(tx, link.link_id))) return null;
    await savePassword(tx, passwordHash);
    await endOwnLinks(tx);
    await endSessionsOf(tx, { accountId: link.account_id });
    if (link.purpose === 'reset') await tellOwner(tx, 'password');
    tx.ledger({ action: 'account.password_chosen', objectKind: 'account', objectId: link.account_id, detail: { purpose: link.purpose } });
    return ownPlaces(tx);
  });
  if (places === null) return refused('dead_link');
  const elsewhere = new Set(places.map((place) => place.authorityId).filter((id) => id !== link.authority_id));
  for (const authorityId of elsewhere) await withActor(holder(authorityId), (tx) => endSessionsOf(tx, { accountId: link.account_id }));
  return ok(null);
}
