import { lastSaid, PAIR_OUTCOMES, pairKey, type MatchOutcome } from '@/lib/people/identity';
import type { Tx } from '@/lib/platform/db';
import { isId, newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { knowingAny } from '@/lib/restriction/bar-store';
import { addAcquaintance, readShown } from '@/lib/restriction/opening-store';
import { settleParted, sharedWithMain } from '../additions/parted';
import type { ContactHead } from '../head';
import { countAnew } from './count-anew';
import { readIndexed, type IndexedPerson } from './key-store';
import { addMatchDecision, decisionsOf, linkedWith, saidOf, settleLinks, toldApart, type Link } from './link-store';
import { lockContacts } from '../queue/queue-store';
import type { WorkProblem } from '../queue/queue-problems';
import { withoutSecrets } from '../secrecy/protected-store';

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

/** A child with all who are the same person now, by their contacts. */
function sideOf(links: readonly Link[], one: IndexedPerson): Map<string, string> {
  const person = links.find(({ childId }) => childId === one.id)?.personId;
  return new Map([[one.id, one.contactId], ...links.filter(({ personId }) => personId === person).map(({ childId, contactId }) => [childId, contactId] as const)]);
}

/** Would two children of one contact become the same child, as far as the actor may see? */
const joinsTwoOfOne = (mine: ReadonlyMap<string, string>, theirs: ReadonlyMap<string, string>) => [...mine.values()].some((contactId) => [...theirs.values()].includes(contactId));

/** Would two whom somebody told apart become one, themselves or through others, as far as the actor may see? */
async function joinsToldApart(tx: Tx, mine: readonly string[], theirs: readonly string[]): Promise<boolean> {
  const apart = await toldApart(tx, mine);
  return mine.some((one) => theirs.some((other) => apart.has(pairKey(one, other))));
}

/** What stands in the way of saying this of two children; null for nothing. */
async function problemOfPair(tx: Tx, child: IndexedPerson, other: IndexedPerson, outcome: MatchOutcome, reasoned: boolean): Promise<WhoProblem | null> {
  const last = lastSaid(saidOf(await decisionsOf(tx, [child.id]))).get(pairKey(child.id, other.id))?.outcome;
  if (outcome === 'undone') return last !== 'same' ? 'not_linked' : reasoned ? null : 'reason_missing';
  const links = await linkedWith(tx, [child.id, other.id]);
  const [mine, theirs] = [sideOf(links, child), sideOf(links, other)];
  if (mine.has(other.id)) return outcome === 'same' ? 'same_already' : 'linked_now';
  if (outcome === 'not_same') return reasoned ? null : 'reason_missing';
  const [ours, joined] = outcome === 'same' ? [[...mine.keys()], [...theirs.keys()]] : [[child.id], [other.id]];
  if (!reasoned && (await joinsToldApart(tx, ours, joined))) return 'reason_missing';
  if (outcome === 'not_sure') return null;
  if (!reasoned && (contradicts(child.nhsNumber, other.nhsNumber) || contradicts(child.upn, other.upn))) return 'reason_missing';
  return joinsTwoOfOne(mine, theirs) ? 'two_children' : null;
}

/** Whoever is kept out of one of two contacts because they know the family is asked before they open the other. As the system. */
async function askWhoKnows(tx: Tx, one: string, other: string): Promise<void> {
  for (const [known, asked] of [[one, other], [other, one]] as const)
    for (const accountId of await knowingAny(tx, [known])) await addAcquaintance(tx, asked, accountId, ['same_child']);
}

/**
 * Makes everybody else wait who says something of pairs, or changes one of these contacts. All that one transaction says
 * something of are locked together, in the one order of `lockContacts`: two that each hold what the other wants end nobody’s work.
 */
export async function lockPairs(tx: Tx, contactIds: readonly string[]): Promise<void> {
  await lockContacts(tx, ['index of people', ...new Set(contactIds)]);
}

/** A reason without what is kept secret of either contact. */
async function cleaned(tx: Tx, contactIds: readonly string[], reason: string): Promise<string> {
  let clean = reason;
  for (const contactId of contactIds) if (clean !== '') clean = await withoutSecrets(tx, contactId, `who.${newId()}`, clean);
  return clean;
}

/**
 * Keeps what a person decided of a child of a contact: that it is the same child as one of another contact, another one, that
 * they are not sure, that the child is new here, or that a link is undone. A link makes history of both; an undone one leaves
 * all that was said. Nothing stands on the contact’s timeline, which is read by people who may not open the other contact.
 * @returns `reason_missing` where it contradicts what was said before, also of others who would become one by it, or the numbers,
 * undoes a link, or tells two apart.
 */
export async function sayPair(tx: Tx, contact: Pick<ContactHead, 'id'>, { childId, otherId, outcome, reason }: WhoSaid): Promise<Result<null, WhoProblem>> {
  if (!isOutcome(outcome)) return refused('said_missing');
  const ids = [childId, ...(outcome === 'new' ? [] : [otherId])].filter(isId);
  const named = await readIndexed(tx, ids);
  const child = named.find(({ id, contactId }) => id === childId && contactId === contact.id);
  const other = named.find(({ id, contactId }) => id === otherId && contactId !== contact.id);
  if (child === undefined || (outcome !== 'new' && other === undefined)) return refused('not_there');
  // Whoever may know somebody in the other contact is asked before they decide anything of it (decision 34).
  if (other !== undefined && (await readShown(tx, [other.contactId])).get(other.contactId) === 'nothing') return refused('not_there');
  const contacts = [contact.id, ...(other === undefined ? [] : [other.contactId])];
  // Whoever is linked with one of them, also where the actor may not open it: a link makes each of their contacts one more telling.
  const touched = await tx.asSystem(async (system) => [...new Set([...contacts, ...(await linkedWith(system, ids)).map(({ contactId }) => contactId)])]);
  await lockPairs(tx, touched);
  const problem = other === undefined ? ((await linkedWith(tx, [child.id])).some((link) => link.childId !== child.id) ? 'linked_now' : null) : await problemOfPair(tx, child, other, outcome, reason.trim() !== '');
  if (problem !== null) return refused(problem);
  const parts = outcome === 'undone' || outcome === 'not_same';
  const before = parts ? await tx.asSystem(async (system) => sharedWithMain(system, contacts)) : [];
  const decisionId = await addMatchDecision(tx, { childId: child.id, contactId: contact.id, otherId: other?.id ?? null, otherContactId: other?.contactId ?? null, outcome, reason: await cleaned(tx, contacts, reason.trim()) });
  await tx.asSystem(async (system) => {
    await settleLinks(system, ids, decisionId);
    if (other !== undefined && outcome === 'same') await askWhoKnows(system, contact.id, other.contactId);
    await countAnew(system, touched, outcome === 'same');
    await settleParted(system, before);
  });
  tx.ledger({ action: 'contact.who', objectKind: 'contact', objectId: contact.id, detail: { child: child.id, other: other?.id ?? null, outcome } });
  return ok(null);
}
