import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { alertThem } from '@/lib/restriction/access-store';
import { answerLift, askToLift, guardiansOfClosings, readRestrictions } from '@/lib/restriction/restricted-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';

export type UnsealProblem = 'not_guardian' | 'reason_missing' | 'second_person' | 'asker_not_guardian' | 'asked_already' | 'gone';

/**
 * Opens a closed contact to the duty service again: one guardian asks with the reason, another agrees or refuses. Both guard
 * the child for whom this closing is, or are named for it; who guards another child of the contact has no say in it (domain 7.14,
 * decision 21). It is a lowering, so that nothing changes before the second person has spoken (domain 7.7).
 */
export async function unsealContact(tx: Tx, person: Person, contact: ContactHead, { restrictionId, answer, reason }: { restrictionId: string; answer: string; reason: string }): Promise<Result<'asked' | 'opened' | 'refused', UnsealProblem>> {
  const restriction = (await readRestrictions(tx, contact.id)).find(({ id }) => id === restrictionId);
  if (restriction === undefined) return refused('gone');
  const guardians = (await tx.asSystem((system) => guardiansOfClosings(system, contact.id))).get(restrictionId) ?? [];
  if (!guardians.includes(person.actorId)) return refused('not_guardian');
  if (restriction.liftAskedBy === null) {
    const why = reason.trim();
    if (why === '') return refused('reason_missing');
    const asked = await tx.asSystem(async (system) => {
      if (!(await askToLift(system, contact.id, restrictionId, person.actorId, why))) return false;
      await alertThem(system, guardians.filter((id) => id !== person.actorId));
      return true;
    });
    if (!asked) return refused('asked_already');
    tx.ledger({ action: 'contact.unseal_asked', objectKind: 'contact', objectId: contact.id });
    return ok('asked');
  }
  if (restriction.liftAskedBy === person.actorId) return refused('second_person');
  // Asking again, as from a page that was open before, is no answer.
  if (answer !== 'agree' && answer !== 'refuse') return refused('asked_already');
  const agreed = answer === 'agree';
  // They may have ceased to guard the child since. Refused, it can be asked anew.
  if (agreed && !guardians.includes(restriction.liftAskedBy)) return refused('asker_not_guardian');
  const asked = restriction.liftAskedBy;
  const done = await tx.asSystem(async (system) => {
    if (!(await answerLift(system, contact.id, restrictionId, person.actorId, agreed))) return false;
    // Where it is closed for another child as well, whoever agreed may no longer open it themselves.
    if (agreed) await addEvent(system, contact.id, 'unrestricted', { asked });
    return true;
  });
  if (!done) return refused('gone');
  tx.ledger({ action: agreed ? 'contact.unsealed' : 'contact.unseal_refused', objectKind: 'contact', objectId: contact.id, detail: { asked } });
  tx.announce('queue');
  return ok(agreed ? 'opened' : 'refused');
}
