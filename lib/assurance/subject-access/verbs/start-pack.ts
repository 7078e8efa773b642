import type { Authority } from '@/lib/access/store';
import { typedReference } from '@/lib/contact/queue/queue-filter';
import { findContact, readContact } from '@/lib/contact/store';
import { normaliseName } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { gatherAbout } from '../gather';
import { addPack } from '../pack-store';
import type { PackForm } from '../schema';

/** not_found: no such contact, or none that the actor may open. no_child: it names no child so. open_first: with the references. */
export type Started = { ok: true; packId: string } | { ok: false; problem: 'not_found' | 'no_child' | 'open_first'; openFirst: string[] };

/**
 * Begins a pack for a child: who asked, on what basis, how their identity was checked; everything about the child in pieces that
 * nobody has reviewed yet. As a manager, who is asked before each contact is opened like everybody else (domain 7.14).
 */
export async function startPack(tx: Tx, authority: Authority, given: PackForm): Promise<Started> {
  const reference = typedReference(given.reference, authority.prefix);
  const head = reference === null ? null : await findContact(tx, reference);
  const contact = head === null ? null : await readContact(tx, head.id);
  if (contact === null) return { ok: false, problem: 'not_found', openFirst: [] };
  const called = normaliseName(given.child);
  const children = contact.people.filter(({ kind, givenName, familyName }) => kind !== 'adult' && [givenName, `${givenName} ${familyName}`].some((name) => normaliseName(name) === called));
  const [child] = children;
  if (child === undefined || children.length > 1) return { ok: false, problem: 'no_child', openFirst: [] };
  const gathered = await gatherAbout(tx, authority, { contactId: contact.id, childId: child.id }, given);
  if (!gathered.ok) return { ok: false, problem: 'open_first', openFirst: gathered.openFirst };
  const packId = await addPack(tx, { contactId: contact.id, childId: child.id, given, pieces: gathered.pieces });
  tx.ledger({ action: 'access_pack.started', objectKind: 'access_pack', objectId: packId, detail: { ids: gathered.contactIds, pieces: gathered.pieces.length } });
  return { ok: true, packId };
}
