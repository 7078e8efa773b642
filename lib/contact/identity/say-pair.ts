import { lastSaid, PAIR_OUTCOMES, pairKey, type MatchOutcome } from '@/lib/people/identity';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { guideById } from '@/lib/threshold/guides';
import { ok, refused, type Result } from '@/lib/platform/result';
import { knowingAny } from '@/lib/restriction/bar-store';
import { addAcquaintance } from '@/lib/restriction/opening-store';
import { proposeAnew } from '../additions/propose-anew';
import type { ContactHead } from '../head';
import { contactsIn12Months } from '../history-store';
import { UNDECIDED } from '../state';
import { readContact, readProposal } from '../store';
import { readIndexed, type IndexedChild } from './key-store';
import { addMatchDecision, decisionsOf, linkedWith, saidOf, settleLinks } from './link-store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import type { WorkProblem } from '../queue/queue-problems';
import { readOpen } from '../standing-store';

export type WhoProblem = Extract<WorkProblem, 'reason_missing' | 'said_missing' | 'not_there' | 'same_already' | 'linked_now' | 'not_linked' | 'two_children'>;

export interface WhoSaid {
  childId: string;
  /** The child of another contact; empty where the child is said to be new. */
  otherId: string;
  outcome: string;
  reason: string;
}

const isOutcome = (text: string): text is MatchOutcome => text === 'new' || text === 'undone' || PAIR_OUTCOMES.some((each) => each === text);

const contradicts = (one: string | null, other: string | null) => one !== null && other !== null && one !== other;

/** Would two children of one contact become the same child, as far as the actor may see? */
async function joinsTwoOfOne(tx: Tx, child: IndexedChild, other: IndexedChild): Promise<boolean> {
  const together = new Map([child, other].map(({ id, contactId }) => [id, contactId]));
  for (const { childId, contactId } of await linkedWith(tx, [child.id, other.id])) together.set(childId, contactId);
  return new Set(together.values()).size < together.size;
}

/** What stands in the way of saying this of two children; null for nothing. */
async function problemOfPair(tx: Tx, child: IndexedChild, other: IndexedChild, outcome: MatchOutcome, reasoned: boolean): Promise<WhoProblem | null> {
  const last = lastSaid(saidOf(await decisionsOf(tx, [child.id]))).get(pairKey(child.id, other.id))?.outcome;
  const linked = (await linkedWith(tx, [child.id])).some(({ childId }) => childId === other.id);
  if (outcome === 'undone') return last !== 'same' ? 'not_linked' : reasoned ? null : 'reason_missing';
  if (linked) return outcome === 'same' ? 'same_already' : 'linked_now';
  if (outcome === 'not_same') return reasoned ? null : 'reason_missing';
  if (last === 'not_same' && !reasoned) return 'reason_missing';
  if (outcome === 'not_sure') return null;
  if (!reasoned && (contradicts(child.nhsNumber, other.nhsNumber) || contradicts(child.upn, other.upn))) return 'reason_missing';
  return (await joinsTwoOfOne(tx, child, other)) ? 'two_children' : null;
}

/** Whoever is kept out of one of two contacts because they know the family is asked before they open the other. As the system. */
async function askWhoKnows(tx: Tx, one: string, other: string): Promise<void> {
  for (const [known, asked] of [[one, other], [other, one]] as const)
    for (const accountId of await knowingAny(tx, [known])) await addAcquaintance(tx, asked, accountId, ['same_child']);
}

/**
 * Lets the guide propose anew on a contact of which a link makes one more telling in 12 months than it knew, while nothing is
 * decided on it: the repeat rule counts what is known now, and can only raise. As the system.
 */
async function proposeOnCount(tx: Tx, contactId: string): Promise<void> {
  const before = await readProposal(tx, contactId);
  const open = await readOpen(tx, { contactId });
  if (before === null || open === null || !UNDECIDED.some((state) => state === open.state)) return;
  const contact = await readContact(tx, contactId);
  if (contact === null) return;
  const count = await contactsIn12Months(tx, contactId, contact.receivedAt);
  const facts = before.input.facts ?? {};
  const repeat = guideById(before.guideId, before.guideVersion)?.repeat.contacts ?? Infinity;
  if (count < repeat || count <= (facts.contactsIn12Months ?? 1)) return;
  await proposeAnew(tx, contactId, before, { ...before.input, facts: { ...facts, contactsIn12Months: count } });
}

/**
 * Keeps what a person decided of a child of a contact: that it is the same child as one of another contact, another one, that
 * they are not sure, that the child is new here, or that a link is undone. A link makes history of both; an undone one leaves
 * all that was said. Nothing stands on the contact’s timeline, which is read by people who may not open the other contact.
 * @returns `reason_missing` where it contradicts what was said before or the numbers, undoes a link, or tells two apart.
 */
export async function sayPair(tx: Tx, contact: Pick<ContactHead, 'id'>, { childId, otherId, outcome, reason }: WhoSaid): Promise<Result<null, WhoProblem>> {
  if (!isOutcome(outcome)) return refused('said_missing');
  await lockContacts(tx, ['index of people', contact.id]);
  const ids = [childId, ...(outcome === 'new' ? [] : [otherId])].filter(isId);
  const named = await readIndexed(tx, ids);
  const child = named.find(({ id, contactId }) => id === childId && contactId === contact.id);
  const other = named.find(({ id, contactId }) => id === otherId && contactId !== contact.id);
  if (child === undefined || (outcome !== 'new' && other === undefined)) return refused('not_there');
  const problem = other === undefined ? ((await linkedWith(tx, [child.id])).some((link) => link.childId !== child.id) ? 'linked_now' : null) : await problemOfPair(tx, child, other, outcome, reason.trim() !== '');
  if (problem !== null) return refused(problem);
  const decisionId = await addMatchDecision(tx, { childId: child.id, contactId: contact.id, otherId: other?.id ?? null, otherContactId: other?.contactId ?? null, outcome, reason: reason.trim() });
  const contacts = [contact.id, ...(other === undefined ? [] : [other.contactId])];
  await tx.asSystem(async (system) => {
    await settleLinks(system, ids, decisionId);
    if (other !== undefined && outcome === 'same') await askWhoKnows(system, contact.id, other.contactId);
    for (const contactId of contacts) {
      if (outcome === 'same') await proposeOnCount(system, contactId);
      if ((await readOpen(system, { contactId })) !== null) await refreshQueue(system, contactId);
    }
  });
  tx.ledger({ action: 'contact.who', objectKind: 'contact', objectId: contact.id, detail: { child: child.id, other: other?.id ?? null, outcome } });
  return ok(null);
}
