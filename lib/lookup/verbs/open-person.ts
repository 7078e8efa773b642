import { readIndexed } from '@/lib/contact/identity/key-store';
import { formsOf } from '@/lib/people/identity';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { aboutOf } from '../about';
import { addLook } from '../look-store';
import { readStaffNames } from '../search-store';

/**
 * Opens somebody whom a search found, or of whom a contact speaks: a row of its own in the ledger, and a page that is the
 * actor's alone for a while.
 * @param from the search it was found by, or null where it is opened from its own contact.
 * @returns the id of the look; `not_there` for whoever is not there for the actor.
 */
export async function openPerson(tx: Tx, personId: string, from: { searchId: string | null; contactId: string | null }): Promise<Result<string, 'not_there'>> {
  const [named] = isId(personId) ? await readIndexed(tx, [personId]) : [];
  if (named === undefined || (from.contactId !== null && named.contactId !== from.contactId)) return refused('not_there');
  const staff = await readStaffNames(tx);
  const about = aboutOf(formsOf(named), staff.own, staff.others);
  const id = await addLook(tx, { contactId: named.contactId, personId: named.id, searchId: from.searchId, about });
  tx.ledger({ action: 'person.opened', objectKind: 'contact_person', objectId: named.id, detail: { look: id, search: from.searchId, contact: named.contactId, about } });
  if (about.length > 0) await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(id);
}
