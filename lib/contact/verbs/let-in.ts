import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addAccess, alertThem, endAccess, isClosedTo } from '@/lib/restriction/access-store';
import { guardiansOfClosings } from '@/lib/restriction/restricted-store';
import { access } from '@/lib/restriction/schema';
import { mayHold } from '../queue/claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';

export type LetInProblem = 'not_guardian' | 'colleague' | 'days' | 'reason' | 'gone';

/** The closings of this contact that the actor guards: of the child for whom it is closed, or named for it. */
async function guarded(tx: Tx, contactId: string): Promise<{ own: string[]; others: string[] }> {
  const closings = [...(await tx.asSystem((system) => guardiansOfClosings(system, contactId)))];
  const own = closings.filter(([, guardians]) => guardians.includes(tx.actor.actorId)).map(([id]) => id);
  return { own, others: closings.flatMap(([id, guardians]) => (own.includes(id) ? [] : guardians)) };
}

/**
 * A guardian lets a colleague into a closed contact, with the reason and an end: for the child whom they guard, and for no other.
 * Where it is closed for another child too it opens to the colleague once a guardian of that one has let them in as well (decision 21).
 * @returns in: it is open to them; part: it waits for another child's guardian, who is told.
 */
export async function letIn(tx: Tx, person: Person, contact: ContactHead, typed: { colleague: string; days: string; reason: string }): Promise<Result<'in' | 'part', LetInProblem>> {
  const { own, others } = await guarded(tx, contact.id);
  if (own.length === 0) return refused('not_guardian');
  const read = access.safeParse(typed);
  if (!read.success) return refused((read.error.issues[0]?.path[0] as LetInProblem | undefined) ?? 'colleague');
  const { colleague, days, reason } = read.data;
  if (colleague === person.actorId || !(await mayHold(tx, colleague))) return refused('colleague');
  const part = await tx.asSystem(async (system) => {
    for (const restrictionId of own) await addAccess(system, { contactId: contact.id, accountId: colleague, how: 'granted', restrictionId, untilAt: tx.at.add({ hours: 24 * days }), reason });
    const closed = await isClosedTo(system, contact.id, colleague);
    if (closed) await alertThem(system, others);
    return closed;
  });
  await addEvent(tx, contact.id, 'access_granted', { to: colleague });
  tx.ledger({ action: 'contact.access_granted', objectKind: 'contact', objectId: contact.id, detail: { account: colleague, days, closings: own, part } });
  tx.announce('queue');
  return ok(part ? 'part' : 'in');
}

/** A guardian ends a colleague's time in a closed contact, or somebody their own. */
export async function endLetIn(tx: Tx, person: Person, contact: ContactHead, accessId: string): Promise<Result<null, LetInProblem>> {
  if ((await guarded(tx, contact.id)).own.length === 0) return refused('not_guardian');
  if (!(await tx.asSystem((system) => endAccess(system, contact.id, accessId, person.actorId)))) return refused('gone');
  await addEvent(tx, contact.id, 'access_ended');
  tx.ledger({ action: 'contact.access_ended', objectKind: 'contact', objectId: contact.id, detail: { access: accessId } });
  tx.announce('queue');
  return ok(null);
}
