import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { namedOf } from '@/lib/restriction/named-store';
import { answerBy } from '../answer-by';
import { addEvent } from '../event-store';
import { refreshQueue } from '../queue/queue-store';
import { withBirth } from '../report/with-birth';
import { matchAdded } from '../secrecy/who-must-not-see';
import { addPersons, readContact, readProposal, type Contact } from '../store';
import { addUnbornEntry, nextOrdinal, unbornOf } from '../unborn-store';
import { proposeAnew } from './propose-anew';

/**
 * What is told again of a child that was born meanwhile is told of the one who was born (safe practice 8, 12): whoever tells need not
 * know of the birth, and reads nothing of it. As where a birth is recorded, the baby stands beside the unborn child of the report, with
 * the signs that were told now, and the guide proposes with its age. An end of a pregnancy is not carried: the same words may be of
 * another one. As the product.
 * @param before the contact that the new one follows; its reported children stand in the new one in the same places.
 * @returns of each child that was born, its place there by the place that it had before.
 */
export async function carryBirths(system: Tx, before: Contact, toId: string): Promise<Map<string, string>> {
  const places = new Map<string, string>();
  const born = (await unbornOf(system, before.id)).filter(({ state }) => state === 'born');
  if (born.length === 0) return places;
  const [into, proposal] = [await readContact(system, toId), await readProposal(system, toId)];
  if (into === null || proposal === null) throw new Error('a contact is recorded with a proposal');
  let input = proposal.input;
  const stands: { expectedId: string; bornIds: string[] }[] = [];
  for (const { personId, ordinal, kind, entries } of born) {
    const expected = into.people.find((each) => each.unborn && each.ordinal === ordinal && each.kind === kind);
    const entry = entries.find(({ state }) => state === 'born');
    const children = before.people.filter(({ bornAs }) => bornAs === personId);
    if (expected === undefined || entry === undefined) continue;
    await addUnbornEntry(system, toId, expected.id, 'born', { children: children.length }, entry);
    const first = await nextOrdinal(system, toId);
    const persons = children.map(({ id: _, ...child }, index) => ({ ...child, ordinal: first + index, bornAs: expected.id }));
    const added = await addPersons(system, toId, persons);
    for (const [index, { ordinal: at }] of children.entries()) places.set(String(at), String(first + index));
    stands.push({ expectedId: expected.id, bornIds: added.map(({ id }) => id) });
    await addEvent(system, toId, 'born', { person: expected.id, children: children.length });
    input = withBirth(input, ordinal, persons.flatMap(({ ordinal: at, dateOfBirth }) => (dateOfBirth === null ? [] : [{ ordinal: at, dateOfBirth }])), londonDate(system.at));
    await matchAdded(system, into, added.map(namedOf), answerBy(into.receivedAt, into.immediate));
  }
  await proposeAnew(system, toId, proposal, input, into.receivedAt);
  // What was just opened for the one who was said to be unborn is owed for those who were born; what is not, stays.
  const owed = await openDuties(system, toId);
  for (const { expectedId, bornIds } of stands) {
    for (const { id, code } of owed.filter(({ personId }) => personId === expectedId)) {
      if (bornIds.every((bornId) => owed.some((each) => each.personId === bornId && each.code === code))) await dischargeDuty(system, id, 'ended_lawfully', 'Born: it is owed for each child who was born.');
    }
  }
  await refreshQueue(system, toId);
  return places;
}
