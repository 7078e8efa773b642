import type { Temporal } from 'temporal-polyfill';
import { wentInto } from '@/lib/contact/additions/joined-store';
import { sameChildrenOfEach } from '@/lib/contact/history-store';
import type { Tx } from '@/lib/platform/db';
import { readShown } from '@/lib/restriction/opening-store';
import { wentIn } from './asks-store';
import { goesOnElsewhere, type Ended } from './model';
import { readChildren } from './sharing-store';

/**
 * The children of a contact that was joined into another whom nothing identifies as a child of what it went into: nobody is asked about them
 * there, and what was agreed there was agreed about others (domain 7.13, 7.16). As the product: who may not open the other has the same gate.
 * None where it was joined into none. Needs casework rights.
 */
export async function apartFromMain(tx: Tx, contactId: string): Promise<{ id: string; name: string }[]> {
  return tx.asSystem(async (system) => {
    const way = await wentInto(system, contactId);
    if (way.length === 0) return [];
    // Asked of both sides: who is named in a contact that is closed is told from that one alone, and is named there all the same.
    const ofEach = await sameChildrenOfEach(system, [contactId, ...way], system.at);
    const own = (ofEach.get(contactId) ?? []).filter((pair) => way.includes(pair.contactId)).map(({ personId }) => personId);
    const theirs = way.flatMap((id) => ofEach.get(id) ?? []).filter((pair) => pair.contactId === contactId).map(({ otherPersonId }) => otherPersonId);
    const same = new Set([...own, ...theirs]);
    return (await readChildren(system, contactId)).filter(({ id }) => !same.has(id));
  });
}

/**
 * Is what is recorded about these children at an instant recorded on another contact, since this one was joined into it? Not what is about
 * children alone whom that one does not name: their gate stays here. @param personId the child it is about; null for all of them.
 */
export async function isRecordedElsewhere(tx: Tx, contactId: string, { ended, at, personId, children }: { ended: Ended | null; at: Temporal.Instant; personId: string | null; children: readonly { id: string }[] }): Promise<boolean> {
  if (!goesOnElsewhere(ended, at)) return false;
  const apart = new Set((await apartFromMain(tx, contactId)).map(({ id }) => id));
  const about = personId === null ? children.map(({ id }) => id) : [personId];
  return about.length === 0 || about.some((id) => !apart.has(id));
}

/** A contact that was joined in with children of its own, about whom it is recorded there. */
export interface ApartHere {
  id: string;
  /** Null where the reader may not know of it. */
  reference: string | null;
  /** Left out where the reader may not read its words. */
  names: string[];
}

/** What was joined into a contact and is about other children than it, oldest first. Needs casework rights. */
export async function readApartHere(tx: Tx, contactId: string): Promise<ApartHere[]> {
  const ids = (await wentIn(tx, contactId)).map(({ id }) => id);
  const found = (await Promise.all(ids.map(async (id) => ({ id, children: await apartFromMain(tx, id) })))).filter(({ children }) => children.length > 0);
  if (found.length === 0) return [];
  const mine = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: ids } }, select: { id: true, reference: true } });
  const shown = await readShown(tx, ids);
  return found.map(({ id, children }) => {
    const reference = mine.find((each) => each.id === id)?.reference ?? null;
    return { id, reference, names: reference !== null && shown.get(id) === 'words' ? children.map(({ name }) => name) : [] };
  });
}
