import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { alertThem, managersHere } from '../access-store';
import { nameSecond as writeSecond } from '../restricted-store';

/**
 * Whoever registered a restricted child names another manager to confirm it, while nobody has: the first may be away, and until somebody
 * confirms it what is about the child lies open (domain 7.14).
 */
export async function nameSecond(tx: Tx, person: Person, { child, second }: { child: string; second: string }): Promise<Result<null, 'gone' | 'colleague'>> {
  if (!isId(child)) return refused('gone');
  const problem = await tx.asSystem(async (system) => {
    if (second === person.actorId || !(await managersHere(system)).includes(second)) return 'colleague';
    if (!(await writeSecond(system, child, second))) return 'gone';
    await alertThem(system, [second]);
    return null;
  });
  if (problem !== null) return refused(problem);
  tx.ledger({ action: 'restricted.second_named', objectKind: 'restricted_child', objectId: child, detail: { second } });
  return ok(null);
}
