import type { Person } from '@/lib/access/model';
import { decideAgain } from '@/lib/contact/additions/decide-again';
import { addEvent } from '@/lib/contact/event-store';
import { readNamedBefore } from '@/lib/contact/identity/named-before-store';
import { countAnew, tellingOf } from '@/lib/contact/identity/count-anew';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { addPersons, readHead } from '@/lib/contact/store';
import { matchAdded } from '@/lib/contact/secrecy/who-must-not-see';
import { identifiersOf, normaliseName } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { namedOf } from '@/lib/restriction/named-store';
import { addedChild, personAdded, type AddedChild } from '../added-child';
import type { Gap } from '../schema';
import type { NamedChild } from '../situation';
import { lastOrdinal, readDecidable } from '../store';

/** By when guardians answer whether a child added later is a restricted one. */
const ANSWER_HOURS = 24;

/**
 * Adds a child of the household, or in contact with the person alleged to have harmed, whom the report does not name
 * (safe practice 7.13). What was reported stays as it was: the child is a row of their own that says who added it. A
 * decision made before does not name the child: it is decided again, by the clocks that begin now (7.8, 7.13). Added by the name that an
 * earlier contact gives, the child has the date of birth that stands there, so that what was told of them counts.
 */
export async function addChild(tx: Tx, person: Person, contactId: string, typed: Record<string, string>): Promise<Result<{ ordinal: number }, Gap[]>> {
  const read = addedChild.safeParse(typed);
  if (!read.success) return refused(read.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })));
  const dateOfBirth = await bornAsBefore(tx, contactId, (await readDecidable(tx, contactId)).children, read.data);
  // Who tells of the same child is counted anew with this contact: all of them are locked together.
  const others = dateOfBirth === null ? [] : await tx.asSystem(async (system) => tellingOf(system, [identifiersOf({ ...read.data, dateOfBirth })]));
  await lockContacts(tx, [contactId, ...others]);
  const { closed } = await readDecidable(tx, contactId);
  if (closed) return refused([{ field: 'main', message: 'The contact is closed. Nobody is added to it any more.' }]);
  const ordinal = (await lastOrdinal(tx, contactId)) + 1;
  const added = await addPersons(tx, contactId, [personAdded(read.data, ordinal, { id: person.actorId, at: tx.at.toString() }, dateOfBirth)]);
  await addEvent(tx, contactId, 'child_added', { ordinal, tie: read.data.tie });
  await decideAgain(tx, contactId, tx.at);
  await refreshQueue(tx, contactId);
  if (dateOfBirth !== null) await tx.asSystem(async (system) => countAnew(system, [contactId, ...others]));
  tx.ledger({ action: 'contact.child_added', objectKind: 'contact', objectId: contactId, detail: { ordinal, tie: read.data.tie } });
  // The last thing done: a restricted child closes the contact, perhaps also to the worker who named it.
  await tx.asSystem(async (system) => {
    const head = await readHead(system, contactId);
    if (head !== null) await matchAdded(system, head, added.map(namedOf), tx.at.add({ hours: ANSWER_HOURS }));
  });
  return ok({ ordinal });
}

/** The date of birth that an earlier contact gives the child by whose name this one is added; null where the name was changed, and where there is none. */
async function bornAsBefore(tx: Tx, contactId: string, children: readonly NamedChild[], { from, givenName, familyName }: AddedChild): Promise<string | null> {
  if (from === '') return null;
  const before = (await readNamedBefore(tx, contactId, children)).find(({ id, name }) => id === from && name !== null);
  const same = before !== undefined && normaliseName(before.givenName) === normaliseName(givenName) && normaliseName(before.familyName) === normaliseName(familyName);
  return same ? before.dateOfBirth : null;
}
