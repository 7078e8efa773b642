import { hash } from '@node-rs/argon2';
import { tokenHash } from '@/lib/platform/crypto';
import { accountLinkLookup, withActor, type Actor } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { endLinks, savePassword, takeLink } from '../link-store';
import { ownPlaces } from '../people-store';
import { newPassword } from '../schema';
import { endSessionsOf } from '../store';

export type PasswordProblem = 'dead_link' | 'too_short' | 'too_long';

/**
 * Takes up an invitation or a reset: keeps the password (argon2id), uses the link up, and ends every session
 * of the account, in whichever area it was opened.
 */
export async function choosePassword(input: { token: string; password: string }): Promise<Result<null, PasswordProblem>> {
  const link = await accountLinkLookup(tokenHash(input.token), now());
  if (!link) return refused('dead_link');
  const password = newPassword.safeParse(input.password);
  if (!password.success) return refused(input.password.length < 12 ? 'too_short' : 'too_long');
  const passwordHash = await hash(password.data);
  const holder = (authorityId: string): Actor => ({ authorityId, actorId: link.account_id, agencyId: null, role: 'account_holder' });
  const places = await withActor(holder(link.authority_id), async (tx) => {
    if (!(await takeLink(tx, link.link_id))) return null;
    await savePassword(tx, passwordHash);
    await endLinks(tx, link.account_id);
    await endSessionsOf(tx, { accountId: link.account_id });
    tx.ledger({ action: 'account.password_chosen', objectKind: 'account', objectId: link.account_id, detail: { purpose: link.purpose } });
    return ownPlaces(tx);
  });
  if (places === null) return refused('dead_link');
  const elsewhere = new Set(places.map((place) => place.authorityId).filter((id) => id !== link.authority_id));
  for (const authorityId of elsewhere) await withActor(holder(authorityId), (tx) => endSessionsOf(tx, { accountId: link.account_id }));
  return ok(null);
}
