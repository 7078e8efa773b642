import type { Tx } from '@/lib/platform/db';
import { answerBy } from '../answer-by';
import { contactsIn12Months } from '../history-store';
import { closeForTrust, isOfTrust, matchWords } from '../secrecy/who-must-not-see';
import { proposalsOf, readContact, readHead, readProposal } from '../store';
import { withJoined, withPlaces } from './addition';
import { additionsOf, copyAdditions } from './addition-store';
import { openSideDuties } from '../side-duty-store';
import { proposeAnew, proposedUnder } from './propose-anew';

/**
 * What was added to a contact goes with it where it goes on in another: the words, and everything that the guide was told since, by signs,
 * in answers or on a call; each is owed by its own clocks, and the guide proposes on all of it (safe practice 8). Whoever carries it derives its row in the queue. As the product.
 * @param places of the children who were born meanwhile: their place there by the place that they had. Whoever was reported has the same in both.
 */
export async function carryAdded(system: Tx, fromId: string, toId: string, places: ReadonlyMap<string, string>): Promise<void> {
  const reachedUs = new Map((await additionsOf(system, fromId)).map(({ at, receivedAt }) => [at.epochMilliseconds, receivedAt]));
  const added = await copyAdditions(system, fromId, toId);
  const [before, head] = [await readProposal(system, toId), await readHead(system, toId)];
  const [, ...since] = await proposalsOf(system, fromId);
  if (before === null || head === null) return;
  for (const { id, text, receivedAt, immediate } of added) await matchWords(system, { contactId: toId, referrerId: head.referrerId, textId: id, text, answerBy: answerBy(receivedAt, immediate) });
  if (since.length === 0) return;
  const count = await contactsIn12Months(system, toId, before.at);
  const ofHousehold = new Set((await readContact(system, toId))?.people.filter(({ kind }) => kind === 'household_child').map(({ ordinal }) => String(ordinal)));
  let { input } = before;
  // One after the other, so that what each calls for in law is owed from the day on which it reached us.
  for (const { at, input: then } of since) {
    const children = then.children.map((child) => ({ id: places.get(child.id) ?? child.id, other: child }));
    // A child of the household has a place in the proposal only since a join told of them.
    input = withJoined(withPlaces(input, children.flatMap(({ id }) => (ofHousehold.has(id) ? id : []))), then.facts, children, count);
    await openSideDuties(system, { ...head, arrivedAt: reachedUs.get(at.epochMilliseconds) ?? at }, { input, document: proposedUnder(before, input, system.at) });
  }
  await proposeAnew(system, toId, before, input, system.at);
  if (isOfTrust(input)) await closeForTrust(system, toId, head.referrerId);
}
