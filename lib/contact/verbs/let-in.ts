import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addAccess, endAccess } from '@/lib/restriction/access-store';
import { guardiansOfContact } from '@/lib/restriction/restricted-store';
import { access } from '@/lib/restriction/schema';
import { mayHold } from '../queue/claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';

export type LetInProblem = 'not_guardian' | 'colleague' | 'days' | 'reason' | 'gone';

/** Is the actor a guardian of this closed contact? */
async function guards(tx: Tx, contactId: string): Promise<boolean> {
  return tx.asSystem(async (system) => (await guardiansOfContact(system, contactId)).includes(tx.actor.actorId));
}

/** A guardian lets a colleague into a closed contact, with the reason and an end. */
export async function letIn(tx: Tx, person: Person, contact: ContactHead, typed: { colleague: string; days: string; reason: string }): Promise<Result<null, LetInProblem>> {
  if (!(await guards(tx, contact.id))) return refused('not_guardian');
  const read = access.safeParse(typed);
  if (!read.success) return refused((read.error.issues[0]?.path[0] as LetInProblem | undefined) ?? 'colleague');
  const { colleague, days, reason } = read.data;
  if (colleague === person.actorId || !(await mayHold(tx, colleague))) return refused('colleague');
  await tx.asSystem((system) => addAccess(system, { contactId: contact.id, accountId: colleague, how: 'granted', untilAt: tx.at.add({ hours: 24 * days }), reason }));
  await addEvent(tx, contact.id, 'access_granted', { to: colleague });
  tx.ledger({ action: 'contact.access_granted', objectKind: 'contact', objectId: contact.id, detail: { account: colleague, days } });
  tx.announce('queue');
  return ok(null);
}

/** A guardian ends a colleague's time in a closed contact, or somebody their own. */
export async function endLetIn(tx: Tx, person: Person, contact: ContactHead, accessId: string): Promise<Result<null, LetInProblem>> {
  if (!(await guards(tx, contact.id))) return refused('not_guardian');
  if (!(await tx.asSystem((system) => endAccess(system, contact.id, accessId, person.actorId)))) return refused('gone');
  await addEvent(tx, contact.id, 'access_ended');
  tx.ledger({ action: 'contact.access_ended', objectKind: 'contact', objectId: contact.id, detail: { access: accessId } });
  tx.announce('queue');
  return ok(null);
}
