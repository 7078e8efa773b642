import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Person } from '../../model';
import { tellOwner } from '../../password/tell-owner';
import { readPasskeys } from '../../passkey/passkey-store';
import { readAuthority } from '../../store';
import { removeTotp } from '../factor-store';
import { askedRoles, stricter } from '../model';

/** Takes the person's own app away and tells them by e-mail. Where a second factor is asked of them the last one stays; a new one replaces it. */
export async function removeApp(tx: Tx, person: Person): Promise<Result<null, 'needed' | 'none'>> {
  const { settings } = await readAuthority(tx);
  const other = (await readPasskeys(tx)).length > 0;
  if (!other && askedRoles(stricter(config().secondFactor, settings.secondFactor)).includes(person.role)) return refused('needed');
  if (!(await removeTotp(tx))) return refused('none');
  await tellOwner(tx, 'app_removed');
  tx.ledger({ action: 'second_factor.removed', objectKind: 'account', objectId: person.actorId, detail: { kind: 'otp' } });
  return ok(null);
}
