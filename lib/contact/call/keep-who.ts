import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { addDeclaration, readShown } from '@/lib/restriction/opening-store';
import { readIndexed } from '../identity/key-store';
import { lockPairs, sayPair } from '../identity/say-pair';
import { saidChildren, saidMembers } from '../report/report-fields';
import { keepOut } from '../secrecy/keep-out';
import { readContact, type Contact } from '../store';
import { keepsOut, knowsOf, mothersSaid, pairsSaid, type SaidOfPair } from './known';
import { memberWho } from './known-fields';

const SAID_THEN = 'Said while the call was taken down.';

/** Of what was found, that which is about children whom the worker may open, and may know nobody beside. Read as the worker. */
async function mayStand(tx: Tx, pairs: readonly SaidOfPair[]): Promise<(SaidOfPair & { otherContactId: string })[]> {
  const others = await readIndexed(tx, pairs.map(({ otherId }) => otherId));
  const shown = await readShown(tx, others.map(({ contactId }) => contactId));
  const may = new Map(others.filter(({ contactId }) => shown.get(contactId) !== 'nothing').map(({ id, contactId }) => [id, contactId]));
  return pairs.flatMap((pair) => {
    const otherContactId = may.get(pair.otherId);
    return otherContactId === undefined ? [] : [{ ...pair, otherContactId }];
  });
}

/** The rows of a contact by the keys under which its people were spoken of. */
function rowsOf(fields: Fields, contact: Contact | null): Map<string, string> {
  if (contact === null) return new Map();
  const { people, report } = contact;
  const rowsOfKind = (kind: string) => people.filter((person) => person.kind === kind).map(({ id }) => id);
  const adults = saidMembers(fields).filter((_, index) => report.household[index]?.kind === 'adult').map(memberWho);
  const pairs = [[saidChildren(fields), rowsOfKind('child')], [adults, rowsOfKind('adult')]] as const;
  return new Map(pairs.flatMap(([keys, rows]) => keys.flatMap((key, index) => (rows[index] === undefined ? [] : [[key, rows[index]] as const]))));
}

/**
 * Confirms on a contact what its worker said during the call: that they know nobody in the family, or else they are kept out
 * from now on; and of each child, and the mother of one not born yet, whom of earlier contacts they are. What needs a reason and was given none stays as "not sure",
 * so that nothing said is lost and nothing is linked against the numbers. As the product, which may be closed to its own
 * writer from now on; nothing is linked that the worker may not open.
 * @param how sealed: the caller is a protected source, and who took their call is known from the ledger alone; added: it was put
 * to a contact that was there, in which the children are already.
 */
export async function keepWho(tx: Tx, contactId: string, fields: Fields, { sealed, added }: { sealed: boolean; added: boolean }): Promise<void> {
  const knows = knowsOf(fields);
  if (knows === null) return;
  const pairs = await mayStand(tx, [...pairsSaid(fields), ...mothersSaid(fields)]);
  await tx.asSystem(async (system) => {
    if (keepsOut(knows)) {
      await keepOut(system, contactId, tx.actor.actorId, knows === 'yes' ? 'declared' : 'not_sure', SAID_THEN);
      return;
    }
    if (added) return;
    if (!sealed) await addDeclaration(system, contactId, 'knows_nobody');
    if (pairs.length === 0) return;
    await lockPairs(system, [contactId, ...pairs.map(({ otherContactId }) => otherContactId)]);
    const contact = await readContact(system, contactId);
    const rows = rowsOf(fields, contact);
    for (const { childKey, otherId, outcome, why } of pairs) {
      const childId = rows.get(childKey);
      if (childId === undefined) continue;
      const said = await sayPair(system, { id: contactId }, { childId, otherId, outcome, reason: why });
      if (!said.ok && said.problem === 'reason_missing') await sayPair(system, { id: contactId }, { childId, otherId, outcome: 'not_sure', reason: SAID_THEN });
    }
  });
}
