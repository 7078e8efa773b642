import { tokenHash } from '@/lib/platform/crypto';
import { withActor } from '@/lib/platform/db';
import { newId, newToken } from '@/lib/platform/ids';
import { ABSOLUTE_HOURS } from './model';
import type { MembershipRow } from './schema';
import { addSession } from './store';

/** Opens a session for one membership of an account that has proved itself. */
export async function openSession(accountId: string, membership: Pick<MembershipRow, 'id' | 'authorityId' | 'role' | 'agencyId'>, amr: string): Promise<string> {
  const token = newToken();
  const actor = { authorityId: membership.authorityId, actorId: accountId, agencyId: membership.agencyId, role: membership.role };
  await withActor(actor, async (tx) => {
    const id = newId();
    await addSession(tx, { id, tokenHash: tokenHash(token), accountId, membershipId: membership.id, amr, expiresAt: tx.at.add({ hours: ABSOLUTE_HOURS }) });
    tx.ledger({ action: 'session.opened', objectKind: 'session', objectId: id, detail: { amr } });
  });
  return token;
}
