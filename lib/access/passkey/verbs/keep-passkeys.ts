import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Person } from '../../model';
import { tellOwner } from '../../password/tell-owner';
import { readTotp } from '../../second/factor-store';
import { askedRoles, stricter } from '../../second/model';
import { readAuthority } from '../../store';
import { endPasskey, readPasskeys, renamePasskey } from '../passkey-store';

/** Gives one of the person's passkeys another name. */
export async function nameAnew(tx: Tx, id: string, name: string): Promise<Result<null, 'gone'>> {
  return isId(id) && (await renamePasskey(tx, id, name)) ? ok(null) : refused('gone');
}

/** Ends one of the person's passkeys and tells them by e-mail. The last factor of one of whom a second factor is asked stays. */
export async function removePasskey(tx: Tx, person: Person, id: string): Promise<Result<null, 'gone' | 'needed'>> {
  const { settings } = await readAuthority(tx);
  const last = (await readPasskeys(tx)).length === 1 && (await readTotp(tx)) === null;
  if (last && askedRoles(stricter(config().secondFactor, settings.secondFactor)).includes(person.role)) return refused('needed');
  if (!isId(id) || !(await endPasskey(tx, id))) return refused('gone');
  await tellOwner(tx, 'passkey_removed');
  tx.ledger({ action: 'second_factor.removed', objectKind: 'account', objectId: person.actorId, detail: { kind: 'passkey' } });
  return ok(null);
}
