import type { Tx } from '@/lib/platform/db';
import { isId, newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import { LOOK_MINUTES, type About } from './model';

/** A person whom somebody opened: the row of a contact they were opened by, for a while. */
export interface Look {
  id: string;
  by: string;
  contactId: string;
  personId: string;
  searchId: string | null;
}

/** Writes that the actor opened somebody. @returns the id under which they are shown for a while. */
export async function addLook(tx: Tx, look: Omit<Look, 'id' | 'by'> & { about: readonly About[] }): Promise<string> {
  const id = newId();
  const { personId, about, ...of } = look;
  await tx.db.personLook.createMany({ data: [{ ...of, authorityId: tx.actor.authorityId, id, contactPersonId: personId, at: dateOf(tx.at), by: tx.actor.actorId, untilAt: dateOf(tx.at.add({ minutes: LOOK_MINUTES })), about: [...about] }] });
  return id;
}

/** Somebody the actor opened, while they may look; null for anybody else's and once its time is over. */
export async function readLook(tx: Tx, id: string): Promise<Look | null> {
  if (!isId(id)) return null;
  const row = await tx.db.personLook.findFirst({ where: { authorityId: tx.actor.authorityId, id, by: tx.actor.actorId, untilAt: { gt: dateOf(tx.at) } } });
  return row && { id, by: row.by, contactId: row.contactId, personId: row.contactPersonId, searchId: row.searchId };
}

/** Somebody the actor opened, once its time is over; null while it is not, for anybody else's, and where the contact may not be opened any more. Nobody is shown by it. */
export async function readEndedLook(tx: Tx, id: string): Promise<(Look & { reference: string }) | null> {
  if (!isId(id)) return null;
  const { authorityId, actorId } = tx.actor;
  const row = await tx.db.personLook.findFirst({ where: { authorityId, id, by: actorId, untilAt: { lte: dateOf(tx.at) } } });
  const contact = row && (await tx.db.contact.findFirst({ where: { authorityId, id: row.contactId }, select: { reference: true } }));
  return row && contact && { id, by: row.by, contactId: row.contactId, personId: row.contactPersonId, searchId: row.searchId, reference: contact.reference };
}
