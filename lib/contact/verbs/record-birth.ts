import { mayBecome } from '@/lib/people/unborn';
import type { Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { namedOf } from '@/lib/restriction/named-store';
import { answerBy } from '../answer-by';
import { hasEnded } from '../additions/addition-store';
import { decideAgain } from '../additions/decide-again';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { countAnew, tellingOf } from '../identity/count-anew';
import { lockPairs } from '../identity/say-pair';
import { proposeAnew } from '../additions/propose-anew';
import { refreshQueue } from '../queue/queue-store';
import { matchAdded } from '../secrecy/who-must-not-see';
import { addPersons, readProposal } from '../store';
import { perhapsBornBy } from '../report/perhaps-born';
import { bornPerson } from '../report/persons';
import { readBorn, type UnbornProblem } from '../report/unborn-form';
import { addUnbornEntry, nextOrdinal, unbornOf } from '../unborn-store';
import { withBirth } from '../report/with-birth';

/**
 * Records that a child was born, or twins: each becomes a child of the contact with a name and a date of birth, beside the
 * unborn child they were. It comes in like an addition (safe practice 8, 12): own clocks, unread, the guide proposes anew on
 * all facts with the new ages and never lower, and what had been decided is open again. Named now, the child may have been told of before, or
 * elsewhere since: every open contact about it is counted anew.
 */
export async function recordBirth(tx: Tx, contact: ContactHead, personId: string, fields: Fields): Promise<Result<{ born: number }, UnbornProblem>> {
  const { children, notes } = readBorn(fields, tx.at);
  // Who tells of the same child is counted anew with this contact: all of them are locked together.
  const others = await tx.asSystem(async (system) => tellingOf(system, children.map((child) => bornPerson('child', child, {})), [personId]));
  await lockPairs(tx, [contact.id, ...others]);
  const unborn = (await unbornOf(tx, contact.id)).find((each) => each.personId === personId);
  if (unborn === undefined) return refused('no_child');
  if (!mayBecome(unborn.state, 'born')) return refused('ended_already');
  if (await hasEnded(tx, contact.id)) return refused('closed');
  if (notes.length > 0 || children.length === 0) return refused('incomplete');
  if (!(await addUnbornEntry(tx, contact.id, personId, 'born', { children: children.length }))) return refused('ended_already');
  const first = await nextOrdinal(tx, contact.id);
  const added = await addPersons(tx, contact.id, children.map(({ sex, ...child }, index) => ({
    ordinal: first + index,
    ...bornPerson(unborn.kind, child, { sex, addedBy: tx.actor.actorId, addedAt: tx.at.toString() }),
    bornAs: personId,
  })));
  await addEvent(tx, contact.id, 'born', { person: personId, children: children.length });
  const before = await readProposal(tx, contact.id);
  if (before === null) throw new Error('a contact without a proposal');
  const on = londonDate(tx.at);
  const born = withBirth(before.input, unborn.ordinal, children.map(({ dateOfBirth }, index) => ({ ordinal: first + index, dateOfBirth })), on);
  await proposeAnew(tx, contact.id, before, await perhapsBornBy(tx, contact.id, born, on), tx.at);
  await decideAgain(tx, contact.id, tx.at);
  await refreshQueue(tx, contact.id);
  await tx.asSystem(async (system) => countAnew(system, [contact.id, ...others]));
  tx.ledger({ action: 'unborn.born', objectKind: 'contact', objectId: contact.id, detail: { person: personId, children: children.length } });
  // The last thing done: a restricted child closes the contact, perhaps also to the worker who recorded the birth.
  await tx.asSystem((system) => matchAdded(system, contact, added.map(namedOf), answerBy(tx.at, false)));
  return ok({ born: children.length });
}
