import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addOfficer, endOfficer } from '../access-store';

/** A manager names who sees contacts about positions of trust, or ends a naming (domain 7.3). */
export async function nameOfficer(tx: Tx, person: Person, typed: { account: string; kind: string; end: string }): Promise<Result<null, 'colleague'>> {
  if (isId(typed.end)) {
    await endOfficer(tx, typed.end);
    tx.ledger({ action: 'officer.ended', objectKind: 'named_officer', objectId: typed.end });
  } else {
    if (!isId(typed.account) || (typed.kind !== 'lado' && typed.kind !== 'duty')) return refused('colleague');
    await addOfficer(tx, typed.account, typed.kind);
    tx.ledger({ action: 'officer.named', objectKind: 'account', objectId: typed.account, detail: { kind: typed.kind, by: person.actorId } });
  }
  tx.announce('queue');
  return ok(null);
}
