import { readAuthority } from '@/lib/access/store';
import { typedReference } from '@/lib/contact/queue/queue-filter';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { findContact, readContact } from '@/lib/contact/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addHolds, readHolds } from '../hold-store';
import type { holdForm } from '../schema';
import type { z } from 'zod';

/** not_found: no such contact, or none that the actor may open. no_children: it names none. held: it is held so already. */
export type SetHoldProblem = 'not_found' | 'no_children' | 'held';

/**
 * Keeps a contact, or every contact about its children, whatever the schedule says, until two persons let it go. As a manager who
 * may open the contact.
 */
export async function setHold(tx: Tx, { reference, scope, reason }: z.infer<typeof holdForm>): Promise<Result<null, SetHoldProblem>> {
  const typed = typedReference(reference, (await readAuthority(tx)).prefix);
  const head = typed === null ? null : await findContact(tx, typed);
  const contact = head === null ? null : await readContact(tx, head.id);
  if (contact === null) return refused('not_found');
  const children = contact.people.filter(({ kind }) => kind !== 'adult').map(({ id }) => id);
  if (scope === 'children' && children.length === 0) return refused('no_children');
  await lockContacts(tx, [contact.id]);
  const holds = (await readHolds(tx)).filter((hold) => hold.contactId === contact.id && hold.scope === scope);
  const held = new Set(holds.flatMap((hold) => hold.children));
  if (scope === 'contact' ? holds.length > 0 : children.every((child) => held.has(child))) return refused('held');
  const ids = await addHolds(tx, { contactId: contact.id, childIds: scope === 'children' ? children : null, reason });
  for (const id of ids) tx.ledger({ action: 'hold.set', objectKind: 'contact', objectId: contact.id, detail: { hold: id, scope } });
  return ok(null);
}
