import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { alertThem, managersHere } from '../access-store';
import { lockRestrictedChild, unfitToGuard } from '../guardian-store';
import { isLeftUnconfirmed } from '../model';
import { nameSecond as writeSecond, readToConfirm, readUnconfirmed } from '../restricted-store';

/** Is the child kept from them, or may they know it? Whoever names them does not see whom it is about, and they would read its name. As the system. */
async function isUnfit(system: Tx, child: string, secondId: string, second: string): Promise<boolean> {
  const identity = await readToConfirm(system, child, secondId);
  return identity === null || (await unfitToGuard(system, identity, [second])).length > 0;
}

/**
 * Whoever registered a restricted child names another manager to confirm it, while nobody has: the first may be away, and until somebody
 * confirms it what is about the child lies open (domain 7.14). Where both are gone, or a day is over, any other manager does, by its id
 * alone: they learn nothing of the child, and the two are told.
 */
export async function nameSecond(tx: Tx, person: Person, { child, second }: { child: string; second: string }): Promise<Result<null, 'gone' | 'colleague' | 'unfit'>> {
  if (!isId(child)) return refused('gone');
  const problem = await tx.asSystem(async (system) => {
    await lockRestrictedChild(system, child);
    const managers = await managersHere(system);
    const waiting = (await readUnconfirmed(system)).find(({ id }) => id === child);
    if (waiting === undefined) return 'gone';
    const { registeredBy, secondId } = waiting;
    const isOwn = registeredBy === person.actorId;
    if (!isOwn && !isLeftUnconfirmed(waiting, managers, system.at)) return 'gone';
    if (second === person.actorId || second === registeredBy || !managers.includes(second)) return 'colleague';
    if (!isOwn && (await isUnfit(system, child, secondId, second))) return 'unfit';
    if (!(await writeSecond(system, child, second))) return 'gone';
    await alertThem(system, [second, ...(isOwn ? [] : [registeredBy, secondId].filter((id) => id !== person.actorId && managers.includes(id)))]);
    return null;
  });
  if (problem !== null) return refused(problem);
  tx.ledger({ action: 'restricted.second_named', objectKind: 'restricted_child', objectId: child, detail: { second } });
  return ok(null);
}
