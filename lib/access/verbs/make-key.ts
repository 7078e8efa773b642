import { tokenHash } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { newKey, type KeyForm } from '../api-key';
import { addKey } from '../api-key-store';
import { readAgencies } from '../people-store';

/** Makes a key for one machine, one purpose and, where it files, one agency. @returns its secret: the only time that anybody sees it. */
export async function makeKey(tx: Tx, { name, scope, agency, once = newId() }: KeyForm): Promise<Result<string, 'no_agency' | 'made_already'>> {
  const agencyId = agency === '' ? null : agency;
  if (agencyId !== null && !(await readAgencies(tx)).some(({ id }) => id === agencyId)) return refused('no_agency');
  const secret = newKey(tx.actor.authorityId);
  if (!(await addKey(tx, { id: once, name, scope, agencyId, hash: tokenHash(secret) }))) return refused('made_already');
  tx.ledger({ action: 'api_key.made', objectKind: 'api_key', objectId: once, detail: { scope, agency: agencyId } });
  return ok(secret);
}
