import type { Person } from '@/lib/access/model';
import type { DutyCode } from '@/lib/duty/codes';
import { dischargeDuty, findOpenDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readShown } from '@/lib/restriction/opening-store';
import { acknowledge } from '../acknowledge';
import { withJoined, withPlaces } from '../additions/addition';
import { aroundFrom } from '../additions/around';
import { carryAtJoin } from '../secrecy/carry-closings';
import { spreadSecrets } from '../secrecy/spread-secrets';
import { endClaim } from '../queue/claim-store';
import { joinedHeads } from '../additions/joined-store';
import { lastUndone } from '../additions/undone-store';
import { childrenApart, oweOthers } from '../additions/other-children-store';
import { decideAgain } from '../additions/decide-again';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { contactsIn12Months, sameChildren } from '../history-store';
import { proposeAnew } from '../additions/propose-anew';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { addEnd, readOpen } from '../standing-store';
import { londonDate } from '@/lib/platform/time';
import { with16By } from '../perhaps-16';
import { perhapsBornBy } from '../report/perhaps-born';
import { mayFollow } from '../state';
import { goneAmong } from '../unborn-store';
import { readContact, readProposal, type Contact } from '../store';
import { typedReference } from '../queue/queue-filter';

export type JoinProblem = 'ended' | 'reason_missing' | 'not_found' | 'itself' | 'already_decided' | 'other_children';

export interface Joining {
  /** The reference of the other, as typed. */
  into: string;
  prefix: string;
  reason: string;
  /** The worker says that these are other children of the same concern. */
  otherChildren?: boolean;
}

/**
 * Joins a contact that waits for a decision, its first or another, into another open one about the same children, or about other children of
 * the same concern, where the worker says so: a slip in the reference must not end a child's contact (safe practice 7.8). Of each child whom the other does not know it is owed how they stand. Where a child of both is
 * known to be the same, the guide proposes anew on the facts of both, never lower. The other takes over the earlier
 * deadline and the higher level, is unread for everyone, and if it was decided it is open again and owes a new decision.
 * Nothing is joined into a closed contact. The joined contact stays as it is and goes on counting in the children's history.
 * What is kept secret in one of them is kept secret in both (domain 7.6): `hidden` are those in which it was not so, whose letters that have
 * not gone the caller cancels.
 */
export async function joinContact(tx: Tx, person: Person, contact: ContactHead, { into: typed, prefix, reason, otherChildren = false }: Joining): Promise<Result<{ reference: string; hidden: string[] }, JoinProblem>> {
  if (reason.trim() === '') return refused('reason_missing');
  const reference = typedReference(typed, prefix);
  if (reference === contact.reference) return refused('itself');
  const named = reference === null ? null : await readOpen(tx, { reference });
  if (named === null) return refused('not_found');
  await lockContacts(tx, [contact.id, named.contactId]);
  const [from, target] = [await readOpen(tx, { contactId: contact.id }), await readOpen(tx, { contactId: named.contactId })];
  if (from === null) return refused('ended');
  if (target === null) return refused('not_found');
  if (!mayFollow(from.state, 'joined')) return refused('already_decided');
  // Whoever may know somebody in the other is asked there first, and learns nothing of it here.
  if ((await readShown(tx, [target.contactId])).get(target.contactId) === 'nothing') return refused('not_found');
  if (!otherChildren && !(await childrenApart(tx, from.contactId, target.contactId)).shared) return refused('other_children');
  await addEnd(tx, from, { how: 'joined', reason: reason.trim(), joinedToId: target.contactId });
  await endClaim(tx, from.contactId, { how: 'closed' });
  await acknowledge(tx, from.contactId, `Joined by a named worker into ${target.reference}.`);
  await addEvent(tx, from.contactId, 'joined', { into: target.contactId, ...(otherChildren ? { otherChildren } : {}) });
  await addEvent(tx, target.contactId, 'joined_in', { contact: from.contactId });
  const [joined, into] = [await readContact(tx, from.contactId), await readContact(tx, target.contactId)];
  if (joined === null || into === null) throw new Error('a contact without its report');
  await proposeOnBoth(tx, joined, into);
  await decideAgain(tx, target.contactId, joined.receivedAt);
  await handOn(tx, from.contactId, target);
  await endOfDecided(tx, from.contactId, target.reference);
  await oweForOthers(tx, from, target);
  tx.ledger({ action: 'contact.joined', objectKind: 'contact', objectId: from.contactId, detail: { into: target.contactId, by: person.actorId, otherChildren } });
  const hidden = await tx.asSystem((system) => spreadSecrets(system, target.contactId));
  await refreshQueue(tx, from.contactId);
  await refreshQueue(tx, target.contactId);
  await tx.asSystem((system) => carryAtJoin(system, from.contactId, target.contactId));
  return ok({ reference: target.reference, hidden });
}

/**
 * What the night owes of the joined contact it owes of the other, also what it had handed over and nobody had accepted: nothing of it is
 * lost with the join.
 */
async function handOn(tx: Tx, joinedId: string, target: { contactId: string; reference: string }): Promise<void> {
  const duties = await openDuties(tx, joinedId);
  const owed = duties.find(({ code }) => code === 'HAND_OVER');
  if (owed !== undefined) await dischargeDuty(tx, owed.id, 'ended_lawfully', `Joined into ${target.reference}, which is handed over instead.`);
  // Handed over to the day, whose managers are owed their acceptance; the joined contact can still be accepted, and this with it.
  const waiting = duties.find(({ code, ownerRole }) => code === 'ACCEPT_HAND_OVER' && ownerRole === 'manager');
  const goesOn = owed ?? (waiting && { ...waiting, ownerId: null });
  if (goesOn === undefined || (await findOpenDuty(tx, target.contactId, 'HAND_OVER')) !== null) return;
  const { decisionId, ownerId, dueAt, evidence } = goesOn;
  // Two of one hand-over may be joined into the same: the second is owed anew. So is what is joined again after a join that was undone.
  await openDuty(tx, { contactId: target.contactId, decisionId: decisionId ?? undefined, occasionId: (await lastUndone(tx, [joinedId])) ?? joinedId, code: 'HAND_OVER', ownerId, dueAt, evidence });
}

/** Of a decision after which something came in: only the next one would end these, and that is made of the other and told to whoever reported this one, too. */
const OF_DECIDED: readonly DutyCode[] = ['DECIDE_AGAIN', 'TELL_REFERRER'];

async function endOfDecided(tx: Tx, joinedId: string, into: string): Promise<void> {
  for (const { id, code } of await openDuties(tx, joinedId)) if (OF_DECIDED.includes(code)) await dischargeDuty(tx, id, 'ended_lawfully', `Joined into ${into}, which is decided and told instead.`);
}

/** Of each child whom the other contact does not know, of what had been joined into this one, too, it is owed there how they stand; no longer here. */
async function oweForOthers(tx: Tx, from: { contactId: string; reference: string }, target: { contactId: string; reference: string }): Promise<void> {
  for (const duty of await openDuties(tx, from.contactId)) if (duty.code === 'CHILD_NOT_KNOWN') await dischargeDuty(tx, duty.id, 'ended_lawfully', `Joined into ${target.reference}, where it is owed for each child whom that contact does not know.`);
  for (const part of [from, ...(await joinedHeads(tx, from.contactId))]) await oweOthers(tx, part, target.contactId);
}

/**
 * Lets the guide propose anew for the contact that takes the other in, on the facts of both, where they share a child. A child of the household
 * here whom the other reports has a place in the proposal from now on; of children of whom nothing is known here counts what is so for the
 * whole family: one report of all of it would have been weighed so.
 */
async function proposeOnBoth(tx: Tx, joined: Contact, into: Contact): Promise<void> {
  const shared = (await sameChildren(tx, joined.id, tx.at)).filter(({ contactId }) => contactId === into.id);
  const [theirs, ours, gone] = [await readProposal(tx, joined.id), await readProposal(tx, into.id), await goneAmong(tx, { contactIds: [joined.id, into.id] })];
  if (theirs === null || ours === null) throw new Error('a contact without a proposal');
  const pairs = shared.flatMap(({ personId, otherPersonId }) => {
    const [there, here] = [placeOf(joined, personId), placeOf(into, otherPersonId)];
    const other = theirs.input.children.find(({ id }) => id === there);
    // Who is no child here any more gets no new place.
    const hasPlace = ours.input.children.some(({ id }) => id === here) || !gone.has(otherPersonId);
    return other === undefined || here === undefined || !hasPlace ? [] : [{ id: here, other, told: joined.report.children[Number(there) - 1] }];
  });
  const goneThere = new Set([...gone].map((personId) => placeOf(joined, personId)));
  const beside = theirs.input.children.filter((child) => pairs.every(({ other }) => other !== child) && !goneThere.has(child.id));
  // Of other children nothing is said here, but that the family refused: it is asked when that is looked at again (domain 2.2 behaviour 9).
  const facts = shared.length > 0 ? { ...theirs.input.facts, ...aroundFrom(beside) } : theirs.input.facts?.consent === 'refused' && ours.input.facts?.consent !== 'refused' ? { consent: 'refused' as const } : null;
  if (facts === null) return;
  const on = londonDate(joined.receivedAt);
  const known = with16By(await perhapsBornBy(tx, into.id, ours.input, on), into.report.children, londonDate(into.receivedAt), on);
  const all = withPlaces(known, pairs.map(({ id }) => id));
  await proposeAnew(tx, into.id, ours, withJoined(all, facts, pairs, await contactsIn12Months(tx, into.id, into.receivedAt), into.report.children), joined.receivedAt);
}

/** By what id the guide is told of somebody of a contact. */
const placeOf = ({ people }: Contact, personId: string): string | undefined => people.find(({ id }) => id === personId)?.ordinal.toString();
