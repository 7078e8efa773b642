import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { confirmRestrictedChild, readRestrictedIdentities } from '@/lib/restriction/restricted-store';
import { readHeadsNaming } from '../store';
import { readLatest } from '../secrecy/earlier-store';
import { ANSWER_HOURS, holdAgainst } from '../secrecy/hold-against';
import { matchRestricted } from '../secrecy/who-must-not-see';

/** As many of the contacts that came in last are looked at before the confirmation is answered: some days of a large area. */
const LATEST = 100;

/**
 * The second manager confirms a restricted child: it is in force from now. What is here already and names the child by its number
 * or by its names and birth is closed with it, and the guardians are asked about what came in last; `lookBack` holds everything else
 * against the child in the minutes after.
 */
export async function confirmRestricted(tx: Tx, person: Person, childId: string): Promise<Result<null, 'gone'>> {
  if (!isId(childId)) return refused('gone');
  const done = await tx.asSystem(async (system) => {
    if (!(await confirmRestrictedChild(system, childId, person.actorId))) return false;
    const identities = await readRestrictedIdentities(system, childId);
    const answerBy = tx.at.add({ hours: ANSWER_HOURS });
    for (const head of await readHeadsNaming(system, identities)) await matchRestricted(system, { contactId: head.id, referrerId: head.referrerId, answerBy }, identities);
    await holdAgainst(system, await readLatest(system, LATEST), identities, answerBy);
    return true;
  });
  if (!done) return refused('gone');
  tx.ledger({ action: 'restricted.confirmed', objectKind: 'restricted_child', objectId: childId });
  tx.announce('queue');
  return ok(null);
}
