import type { Person } from '@/lib/access/model';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { alertThem } from '@/lib/restriction/access-store';
import { answerEnd, askToEnd, closeQuestions, guardiansOf, liftAllOf, readRestrictedChildren } from '@/lib/restriction/restricted-store';
import { addEvent } from '../event-store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';

export type EndProblem = 'gone' | 'not_in_force' | 'reason_missing' | 'second_person' | 'asked_already';

/**
 * Lifts the restriction of a child as a whole: one of its guardians, or of the two managers who registered it, asks with the
 * reason, and another of them agrees or refuses. It is a lowering, so that nothing changes before the second has spoken
 * (domain 7.7). Agreed, its contacts open to the duty service, and what was asked about it waits no longer; the record of
 * the restriction stays.
 */
export async function endRestricted(tx: Tx, person: Person, { childId, answer, reason }: { childId: string; answer: string; reason: string }): Promise<Result<'asked' | 'ended' | 'refused', EndProblem>> {
  const child = isId(childId) ? (await readRestrictedChildren(tx)).find(({ id }) => id === childId) : undefined;
  if (child === undefined || child.ended !== null) return refused('gone');
  if (child.confirmedAt === null) return refused('not_in_force');
  if (child.endAsked === null) {
    const why = reason.trim();
    if (why === '') return refused('reason_missing');
    const asked = await tx.asSystem(async (system) => {
      if (!(await askToEnd(system, childId, person.actorId, why))) return false;
      await alertThem(system, [child.secondId, child.registered.byId, ...child.guardians.map(({ accountId }) => accountId)].filter((id) => id !== person.actorId));
      return true;
    });
    if (!asked) return refused('asked_already');
    tx.ledger({ action: 'restricted.end_asked', objectKind: 'restricted_child', objectId: childId });
    return ok('asked');
  }
  if (child.endAsked.byId === person.actorId) return refused('second_person');
  // Asking again, as from a page that was open before, is no answer.
  if (answer !== 'agree' && answer !== 'refuse') return refused('asked_already');
  const agreed = answer === 'agree';
  const done = await tx.asSystem(async (system) => {
    if (!(await answerEnd(system, childId, person.actorId, agreed))) return false;
    if (agreed) await open(system, childId, person.actorId, child.endAsked?.why ?? '');
    else await alertThem(system, await guardiansOf(system, childId));
    return true;
  });
  if (!done) return refused('gone');
  tx.ledger({ action: agreed ? 'restricted.ended' : 'restricted.end_refused', objectKind: 'restricted_child', objectId: childId, detail: { asked: child.endAsked.byId } });
  tx.announce('queue');
  return ok(agreed ? 'ended' : 'refused');
}

/** Opens what the restriction closed. As the system. */
async function open(system: Tx, childId: string, by: string, why: string): Promise<void> {
  const asked = await closeQuestions(system, childId, by, why);
  const closed = await liftAllOf(system, childId);
  await lockContacts(system, [...new Set([...asked, ...closed])]);
  for (const contactId of asked) for (const duty of await openDuties(system, contactId)) if (duty.code === 'RESTRICTED_MATCH' && duty.personId === childId) await dischargeDuty(system, duty.id, 'ended_lawfully', why);
  for (const contactId of closed) {
    await addEvent(system, contactId, 'unrestricted');
    if ((await readOpen(system, { contactId })) !== null) await refreshQueue(system, contactId);
  }
}
