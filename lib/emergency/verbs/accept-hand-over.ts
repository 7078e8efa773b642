import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { acknowledge } from '@/lib/contact/acknowledge';
import { mainContact } from '@/lib/contact/additions/joined-store';
import { addClaim, endClaim, liveClaim } from '@/lib/contact/queue/claim-store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { readOpen } from '@/lib/contact/standing-store';
import { dischargeDuty, findOpenDuty, nameOwner, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readShown } from '@/lib/restriction/opening-store';
import { addAcceptance, heldByNight, nightsDuties, readHandOver, type HandedContact, type HandOver } from '../hand-over-store';
import { acceptsFrom, GOES_ON, handOverDue, type EmergencyProblem } from '../model';

/**
 * A named person takes over what the other service handed over: one contact, or everything not accepted yet. From then
 * on they answer for it: what the one who handed over held, or nobody, is in their hands, and in the morning what any other of
 * the night held, or owed in their own name, who goes home. What emergency duty takes over in the evening it hands back in the morning; what the next shift takes
 * over it owes in the place of whoever went off.
 * @param contactId left out: everything of the hand-over.
 */
export async function acceptHandOver(tx: Tx, person: Person, { handOverId, contactId }: { handOverId: string; contactId?: string | undefined }): Promise<Result<{ accepted: number }, EmergencyProblem>> {
  const handOver = await readHandOver(tx, handOverId);
  if (handOver === null) return refused('missing');
  if (!acceptsFrom(handOver.direction, person, handOver.by)) return refused('not_yours');
  // Whoever may know somebody in a contact answers for that first: they take it into their hands by a later try, or not at all.
  const meant = handOver.contacts.filter((contact) => contact.shown !== 'nothing' && (contactId === undefined || contact.contactId === contactId));
  if (meant.length === 0) return refused('missing');
  const touched = new Set<string>();
  for (const contact of meant) touched.add(contact.contactId).add(await mainContact(tx, contact.contactId));
  await lockContacts(tx, [...touched]);
  let accepted = 0;
  for (const contact of meant) {
    if (contact.accepted !== null || !(await addAcceptance(tx, handOver.id, contact.contactId))) continue;
    await takeOver(tx, person, handOver, contact);
    accepted += 1;
  }
  if (accepted === 0) return refused('accepted_already');
  tx.ledger({ action: 'shift.accepted', objectKind: 'hand_over', objectId: handOver.id, detail: { contacts: meant.map((contact) => contact.contactId) } });
  return ok({ accepted });
}

async function takeOver(tx: Tx, person: Person, handOver: HandOver, { contactId }: HandedContact): Promise<void> {
  const { id, direction } = handOver;
  const words = direction === 'to_day' ? 'Accepted by a named person of the day service.' : 'Accepted by a named person of the emergency duty team.';
  const nights = direction === 'to_day' ? await nightsDuties(tx, contactId) : new Set<string>();
  for (const duty of await openDuties(tx, contactId)) {
    if (duty.code === 'ACCEPT_HAND_OVER' && duty.decisionId === id) await dischargeDuty(tx, duty.id, 'accepted', words);
    // Decided again at night after it had been handed over: the day service has it now with that too.
    if (duty.code === 'HAND_OVER' && direction === 'to_day') await dischargeDuty(tx, duty.id, 'accepted', words);
    else if (nights.has(duty.id) || (direction !== 'to_night' && duty.ownerId === handOver.by && GOES_ON.includes(duty.code))) await nameOwner(tx, duty.id, person.actorId);
  }
  await addEvent(tx, contactId, 'hand_over_accepted', { hand_over: id });
  const main = await mainContact(tx, contactId);
  const mayTake = (await readOpen(tx, { contactId: main })) !== null && (await readShown(tx, [main])).get(main) !== 'nothing';
  if (mayTake) await takeIntoHands(tx, person, handOver, main, words);
  else if (main !== contactId) await tx.asSystem((system) => refreshQueue(system, main));
}

/** Puts an open contact into their hands: what was handed over, or what that was joined into since. */
async function takeIntoHands(tx: Tx, person: Person, { id, at, by, direction }: HandOver, contactId: string, words: string): Promise<void> {
  const owed = await findOpenDuty(tx, contactId, 'HAND_OVER');
  if (direction === 'to_day' && owed?.decisionId === id) await dischargeDuty(tx, owed.id, 'accepted', words);
  const holder = await liveClaim(tx, contactId);
  if (holder === null || holder.accountId === by || (direction === 'to_day' && (await heldByNight(tx, holder, at)))) {
    await endClaim(tx, contactId, { how: 'handed_over' });
    await addClaim(tx, { contactId, accountId: person.actorId, how: 'handed_over' });
    await acknowledge(tx, contactId, words);
  }
  if (direction === 'to_night') {
    const { settings } = await readAuthority(tx);
    await openDuty(tx, { contactId, decisionId: id, code: 'HAND_OVER', ownerId: person.actorId, ...handOverDue(settings, tx.at) });
  }
  await refreshQueue(tx, contactId);
}
