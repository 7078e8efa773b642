import type { Tx } from '@/lib/platform/db';
import { guideById } from '@/lib/threshold/guides';
import { proposeAnew } from '../additions/propose-anew';
import { contactsIn12Months } from '../history-store';
import { refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';
import { isOpenState, UNDECIDED } from '../state';
import { readContact, readHeadsNaming, readProposal } from '../store';
import { linkedWith } from './link-store';
import { patternFound } from './pattern-found';

/**
 * Lets the guide propose anew on a contact of which a link, or a child who is added or born, makes one more telling in 12 months than it knew, while nothing is
 * decided on it: the repeat rule counts what is known now, and can only raise. Where it was decided already, what follows is `patternFound`.
 * As the system.
 */
async function proposeOnCount(tx: Tx, contactId: string, state: string): Promise<void> {
  if (!isOpenState(state)) return;
  const before = await readProposal(tx, contactId);
  if (before === null) return;
  const contact = await readContact(tx, contactId);
  if (contact === null) return;
  const count = await contactsIn12Months(tx, contactId, contact.receivedAt);
  const facts = before.input.facts ?? {};
  const repeat = guideById(before.guideId, before.guideVersion)?.repeat.contacts ?? Infinity;
  if (count < repeat || count <= (facts.contactsIn12Months ?? 1)) return;
  if (!UNDECIDED.some((undecided) => undecided === state)) return patternFound(tx, contact, before, count);
  await proposeAnew(tx, contactId, before, { ...before.input, facts: { ...facts, contactsIn12Months: count } }, tx.at);
}

/**
 * The contacts that are told of a child of another one by its number or its name and birth, or by a link with one of these rows: to be locked
 * with it before the child is added. As the system.
 */
export async function tellingOf(tx: Tx, children: Parameters<typeof readHeadsNaming>[1], linkedTo: readonly string[] = []): Promise<string[]> {
  const [heads, links] = [await readHeadsNaming(tx, children), await linkedWith(tx, linkedTo)];
  return [...new Set([...heads.map(({ id }) => id), ...links.map(({ contactId }) => contactId)])];
}

/**
 * Counts anew how often the children of these contacts were told of, those that are open: the queue shows it, and the guide proposes anew
 * where it has become one more. As the system.
 * @param raises whether it may have become more.
 */
export async function countAnew(tx: Tx, contactIds: readonly string[], raises = true): Promise<void> {
  for (const contactId of new Set(contactIds)) {
    const open = await readOpen(tx, { contactId });
    if (open === null) continue;
    if (raises) await proposeOnCount(tx, contactId, open.state);
    await refreshQueue(tx, contactId);
  }
}
