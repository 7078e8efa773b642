import type { Person } from '@/lib/access/model';
import { checkNhsNumber, bareNumber } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { alertThem, managersHere } from '../access-store';
import { unfitToGuard } from '../guardian-store';
import { restrictedChild } from '../schema';
import { addRestrictedChild } from '../restricted-store';

/** What is wrong with what was typed, by field. */
export interface Gap {
  field: string;
  message: string;
}

/**
 * Registers a child whose contacts only guardians are to see. It is in force when a second manager, named here, has
 * confirmed it: one person alone neither hides a child nor shows one (domain 7.14).
 * Nobody guards it who has its name or address: a guardian reads what may be about the child before anybody asks whether they know it.
 */
export async function registerRestricted(tx: Tx, person: Person, typed: Record<string, unknown>): Promise<Result<{ id: string }, Gap[]>> {
  const read = restrictedChild.safeParse(typed);
  if (!read.success) return refused(read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? 'main'), message })));
  const { second, guardians, address, postcode, nhsNumber, ...child } = read.data;
  if (nhsNumber !== '' && checkNhsNumber(nhsNumber) !== 'good') return refused([{ field: 'nhsNumber', message: 'This is no NHS number: check its ten digits, or leave it empty' }]);
  const managers = await tx.asSystem((system) => managersHere(system));
  if (second === person.actorId || !managers.includes(second)) return refused([{ field: 'second', message: 'Choose another manager to confirm it: two persons restrict a child' }]);
  const addresses = address === '' && postcode === '' ? [] : [{ address, postcode }];
  // By its name and address, as whoever names guardians later: no contact is known to be about the child yet.
  const identity = { ...child, id: newId(), nhsNumber: null, nameDobKey: null, addresses };
  if ((await tx.asSystem(async (system) => unfitToGuard(system, identity, guardians))).length > 0) return refused([{ field: 'guardians-unfit', message: 'Not all of these can guard this child: whoever may know the family, or does no casework here, cannot. Choose others' }]);
  const id = await tx.asSystem(async (system) => {
    const made = await addRestrictedChild(system, { ...child, nhsNumber: bareNumber(nhsNumber), addresses, guardians: [...new Set(guardians)], secondId: second });
    await alertThem(system, [second]);
    return made;
  });
  tx.ledger({ action: 'restricted.registered', objectKind: 'restricted_child', objectId: id, detail: { reason: child.reason, second } });
  return ok({ id });
}
