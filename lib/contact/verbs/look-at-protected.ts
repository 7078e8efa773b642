import { z } from 'zod';
import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { liveClaim } from '../queue/claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { LOOK_MINUTES, type ProtectProblem } from '../secrecy/protecting';
import { addLook } from '../secrecy/protected-store';

const reasonGiven = z.string().trim().min(1).max(4000);

/** Who may look at all: whoever holds the contact, and managers (domain 7.6). */
export async function mayLook(tx: Tx, person: Pick<Person, 'role' | 'actorId'>, contactId: string): Promise<boolean> {
  return person.role === 'manager' || (await liveClaim(tx, contactId))?.accountId === person.actorId;
}

/**
 * An act with a reason: for a quarter of an hour the actor may see what is kept secret of a contact. It stands in the
 * ledger and on the timeline, and each look is an entry of its own.
 */
export async function lookAtProtected(tx: Tx, person: Person, contact: ContactHead, given: string): Promise<Result<null, ProtectProblem>> {
  const reason = reasonGiven.safeParse(given);
  if (!reason.success) return refused('reason_missing');
  if (!(await mayLook(tx, person, contact.id))) return refused('not_yours');
  await addLook(tx, contact.id, reason.data, tx.at.add({ minutes: LOOK_MINUTES }));
  await addEvent(tx, contact.id, 'secret_seen');
  tx.ledger({ action: 'protected.look_opened', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
