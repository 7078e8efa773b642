import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { unfitToGuard } from '@/lib/restriction/guardian-store';
import type { RestrictedIdentity } from '@/lib/restriction/model';
import { conflictedIn } from '@/lib/restriction/opening-store';
import { confirmRestrictedChild, guardiansOf, readRestrictedIdentities, readToConfirm } from '@/lib/restriction/restricted-store';
import { readHeadsNaming } from '../store';
import { readLatest } from '../secrecy/earlier-store';
import { ANSWER_HOURS, holdAgainst } from '../secrecy/hold-against';
import { matchRestricted } from '../secrecy/who-must-not-see';

/** As many of the contacts that came in last are looked at before the confirmation is answered: some days of a large area. */
const LATEST = 100;

/** May one of its guardians know the child, be kept out of what names it, or do no casework here any more? As the system. */
async function anyUnfit(system: Tx, child: RestrictedIdentity): Promise<boolean> {
  const guardians = await guardiansOf(system, child.id);
  if ((await unfitToGuard(system, child, guardians)).length > 0) return true;
  for (const head of await readHeadsNaming(system, [child])) {
    const conflicted = await conflictedIn(system, head.id);
    if (guardians.some((id) => conflicted.has(id))) return true;
  }
  return false;
}

/**
 * The second manager confirms a restricted child: it is in force from now. What is here already and names the child by its number
 * or by its names and birth is closed with it, and the guardians are asked about what came in last; `lookBack` holds everything else
 * against the child in the minutes after. Its guardians are looked at once more: who may know the family would read of it as its guardian.
 */
export async function confirmRestricted(tx: Tx, person: Person, childId: string): Promise<Result<null, 'gone' | 'guardian'>> {
  if (!isId(childId)) return refused('gone');
  const problem = await tx.asSystem(async (system): Promise<'gone' | 'guardian' | null> => {
    const child = await readToConfirm(system, childId, person.actorId);
    if (child === null) return 'gone';
    if (await anyUnfit(system, child)) return 'guardian';
    if (!(await confirmRestrictedChild(system, childId, person.actorId))) return 'gone';
    const identities = await readRestrictedIdentities(system, childId);
    const answerBy = tx.at.add({ hours: ANSWER_HOURS });
    for (const head of await readHeadsNaming(system, identities)) await matchRestricted(system, { contactId: head.id, referrerId: head.referrerId, answerBy }, identities);
    await holdAgainst(system, await readLatest(system, LATEST), identities, answerBy);
    return null;
  });
  if (problem !== null) return refused(problem);
  tx.ledger({ action: 'restricted.confirmed', objectKind: 'restricted_child', objectId: childId });
  tx.announce('queue');
  return ok(null);
}
