import type { Person } from '@/lib/access/model';
import { nameOwners } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { alertThem } from '../access-store';
import { lockRestrictedChild, nameGuardians as writeGuardians, readUnguarded, thoseWhoMayKnow, unfitToGuard } from '../guardian-store';
import { readRestrictedIdentities } from '../restricted-store';
import { guardians as typedGuardians } from '../schema';

export type NameGuardiansProblem = 'gone' | 'guardians' | 'reason' | 'colleague';

/**
 * A manager with no conflict of interest names guardians for a restricted child who has none left: all have gone, are disabled or do
 * casework here no more (domain 7.14; decision 21). Never themselves, so that nobody lets themselves in, and nobody who is kept out of
 * what is about the child or has its name or address; why somebody is refused is not said. What waited for an answer waits for them, and
 * the two managers who registered the child are told.
 */
export async function nameGuardians(tx: Tx, person: Person, typed: { child: string; guardians: readonly string[]; reason: string }): Promise<Result<null, NameGuardiansProblem>> {
  const read = typedGuardians.safeParse({ ...typed, guardians: [...new Set(typed.guardians)] });
  if (!read.success) {
    const field = read.error.issues[0]?.path[0];
    return refused(field === 'reason' ? 'reason' : field === 'guardians' ? 'guardians' : 'gone');
  }
  const { child, guardians, reason } = read.data;
  if (guardians.includes(person.actorId)) return refused('colleague');
  await tx.asSystem(async (system) => lockRestrictedChild(system, child));
  // Asked as the manager: what they have a conflict in is not there for them.
  const unguarded = (await readUnguarded(tx)).find(({ id }) => id === child);
  if (unguarded === undefined) return refused('gone');
  const registered = [unguarded.registeredBy, unguarded.secondId];
  const problem = await tx.asSystem(async (system): Promise<NameGuardiansProblem | null> => {
    const [identity] = await readRestrictedIdentities(system, child);
    if (identity === undefined) return 'gone';
    const knowing = await thoseWhoMayKnow(system, identity, [person.actorId]);
    // Whoever registered the child knows it, and was trusted with it.
    if (knowing.has(person.actorId) && !registered.includes(person.actorId)) return 'gone';
    if ((await unfitToGuard(system, identity, guardians)).length > 0) return 'colleague';
    await writeGuardians(system, child, guardians, reason);
    await nameOwners(system, 'RESTRICTED_MATCH', child, guardians[0] ?? null);
    await alertThem(system, [...guardians, ...registered.filter((id) => id !== person.actorId)]);
    return null;
  });
  if (problem !== null) return refused(problem);
  tx.ledger({ action: 'restricted.guardians_named', objectKind: 'restricted_child', objectId: child, detail: { guardians } });
  return ok(null);
}
