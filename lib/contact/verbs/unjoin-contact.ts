import type { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { londonWords } from '@/lib/clock/evidence';
import { dutyDue, type Duty } from '@/lib/duty/model';
import { dischargeDuty, dutiesOfContact, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { decideAgain } from '../additions/decide-again';
import { joinedContacts, wentInto } from '../additions/joined-store';
import { lockWay } from '../additions/lock-way';
import { lastUndone, readJoin, undoJoin, type Unjoined } from '../additions/undone-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { saveNote } from '../note-store';
import { refreshQueue } from '../queue/queue-store';
import { RATING_TABLE, ratingOfRank } from '../queue/rating';
import { addRating, readRank, readRatings } from '../queue/rating-store';
import { carryBarsBack } from '../secrecy/carry-closings';
import { readMarksOf, readOpen } from '../standing-store';
import { readHead } from '../store';

export type UnjoinProblem = 'reason_missing' | 'not_joined';

export interface Unjoining {
  reason: string;
  /** When it was joined, as the page says it: of another join they who read it know nothing. */
  joinedAt: string;
}

/**
 * A manager takes a contact out again that was joined into another by mistake, with the reason (safe practice 8). It stands in the queue on
 * its own clocks as it was received, undecided whatever was decided of the other, and what ended with the join is owed again. The other is
 * decided again where it had been, and is unread for everyone: whoever decides has to see that this one is gone. What goes the way of
 * caution stays and comes along: who must not see either goes on not seeing it, who was kept out of the other since is kept out here, and
 * what was rated more urgent since is so here. What the end said is kept, and with the reason stands in a note.
 */
export async function unjoinContact(tx: Tx, person: Person, contact: ContactHead, given: Unjoining): Promise<Result<Unjoined, UnjoinProblem>> {
  const reason = given.reason.trim();
  if (reason === '') return refused('reason_missing');
  const standing = async () => {
    const join = await readJoin(tx, contact.id);
    return join?.at.toString() === given.joinedAt ? join : null;
  };
  if ((await standing()) === null) return refused('not_joined');
  const places = await tx.asSystem((system) => lockWay(system, contact.id));
  // Somebody else may have undone it while this waited.
  const join = await standing();
  if (join === null) return refused('not_joined');
  // The other, and what was joined into this one, may be closed to whoever undoes it: that is written as the product, in their name.
  const parts = [contact.id, ...(await tx.asSystem((system) => joinedContacts(system, contact.id)))];
  const endedWithIt = (await dutiesOfContact(tx, contact.id)).filter(({ discharge }) => discharge?.at.equals(join.at) === true);
  const into = (await readHead(tx, join.intoId))?.reference ?? 'another contact';
  const undone = await undoJoin(tx, contact.id, join, reason);
  await addEvent(tx, contact.id, 'unjoined', { into: join.intoId, joinedAt: join.at.toString(), joinedBy: join.by });
  await saveNote(tx, contact.id, 'note', `Taken out of ${into} again: ${reason}\nIt had been joined with this reason: ${join.reason}`);
  await refreshQueue(tx, contact.id);
  await oweAsBefore(tx, contact.id, { endedWithIt, parts, undone });
  await tx.asSystem(async (system) => {
    await keepUrgent(system, contact.id, places, join.at);
    for (const placeId of places) await leave(system, placeId, { contactId: contact.id, reference: contact.reference, parts });
    for (const placeId of places) await carryBarsBack(system, placeId, contact.id, join.at);
    await refreshQueue(system, contact.id);
  });
  tx.ledger({ action: 'contact.unjoined', objectKind: 'contact', objectId: contact.id, detail: { into: join.intoId, by: person.actorId } });
  for (const placeId of places) tx.ledger({ action: 'contact.taken_out', objectKind: 'contact', objectId: placeId, detail: { contact: contact.id, by: person.actorId } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok({ places, parts });
}

/** What ended with the join is owed again, as it stood: its clocks have run on meanwhile. Not what somebody has done here since, nor of what was taken out of this one. */
async function oweAsBefore(tx: Tx, contactId: string, { endedWithIt, parts, undone }: { endedWithIt: readonly Duty[]; parts: readonly string[]; undone: string }): Promise<void> {
  const withNight = (await readMarksOf(tx, contactId)).includes('with_emergency_duty');
  for (const { code, law, ownerRole, ownerId, personId, episode, dueAt, evidence, occasionId, decisionId } of endedWithIt) {
    if (code === 'HAND_OVER' && !withNight) continue;
    // A hold that ended with the join holds nothing any more: it is decided on, or held anew.
    if (code === 'HELD_CHECK' || code === 'AGREE_HOLD') continue;
    // Of what was decided before something came in nobody is told: it is decided again, and telling is owed of that.
    if (code === 'TELL_REFERRER') continue;
    const left = code === 'CHILD_NOT_KNOWN' && occasionId !== null && !parts.includes(occasionId) && (await tx.asSystem((system) => lastUndone(system, [occasionId]))) !== null;
    if (left) continue;
    // Of a child the occasion says in which contact, or by which decision, they were named.
    const anew = code === 'CHILD_NOT_KNOWN' ? { occasionId: occasionId ?? undefined, decisionId: undone } : { occasionId: undone, decisionId: decisionId ?? undefined };
    if (await openDuty(tx, { contactId, code, law, ownerRole, ownerId, personId: personId ?? undefined, episode, dueAt, evidence, ...anew })) await addEvent(tx, contactId, 'duty_opened', { code });
  }
}

/** What was rated since the join was rated with this contact in it: where that is more urgent, it is so here until somebody rates it anew. As the system. */
async function keepUrgent(system: Tx, contactId: string, places: readonly string[], since: Temporal.Instant): Promise<void> {
  const rank = await readRank(system, contactId);
  if (rank === null) return;
  const last = (await Promise.all(places.map((id) => readRatings(system, id)))).flatMap(([newest]) => (newest !== undefined && newest.at.epochMilliseconds >= since.epochMilliseconds ? newest.rating : []));
  const [rating] = last.sort((a, b) => RATING_TABLE[a].rank - RATING_TABLE[b].rank);
  if (rating === undefined || RATING_TABLE[rating].rank >= rank) return;
  const before = ratingOfRank(rank);
  await addRating(system, contactId, { rating, before, reason: 'As it was rated with the contact that it had been joined into.' });
  await addEvent(system, contactId, 'rated', { rating, before });
}

/**
 * A contact leaves one that it had gone into: it is owed there no longer how its children stand, nor a hand-over of what the night does not
 * have there any more, and what was decided with it in is decided again; of one that has ended a manager looks whether it would be. As the
 * system.
 */
async function leave(system: Tx, placeId: string, { contactId, reference, parts }: { contactId: string; reference: string; parts: readonly string[] }): Promise<void> {
  const words = `${reference} was taken out again, and is worked on by itself.`;
  await addEvent(system, placeId, 'taken_out', { contact: contactId });
  for (const { id, code, occasionId } of await openDuties(system, placeId)) if (code === 'CHILD_NOT_KNOWN' && occasionId !== null && parts.includes(occasionId)) await dischargeDuty(system, id, 'ended_lawfully', words);
  if ((await readOpen(system, { contactId: placeId })) === null) return reviewClosed(system, placeId, { contactId, reference });
  await decideAgain(system, placeId, system.at);
  await refreshQueue(system, placeId);
  if ((await readMarksOf(system, placeId)).includes('with_emergency_duty')) return;
  for (const { id, code, occasionId } of await openDuties(system, placeId)) if (code === 'HAND_OVER' && occasionId !== null) await dischargeDuty(system, id, 'ended_lawfully', words);
}

/**
 * What ended by itself with the other in it rests on a contact of somebody else, and nobody would look: a manager is asked to. What went on
 * into another ended by that, and the other is asked. As the system.
 */
async function reviewClosed(system: Tx, placeId: string, { contactId, reference }: { contactId: string; reference: string }): Promise<void> {
  if ((await wentInto(system, placeId)).length > 0) return;
  const due = dutyDue('REVIEW_CLOSED', { receivedAt: system.at, decidedAt: system.at });
  if (await openDuty(system, { contactId: placeId, code: 'REVIEW_CLOSED', occasionId: contactId, ...due, evidence: `${reference} was taken out ${londonWords(system.at)}. ${due.evidence}` })) await addEvent(system, placeId, 'duty_opened', { code: 'REVIEW_CLOSED' });
}
