import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Look } from '../look-store';
import { readAppearances } from '../person-store';
import { readEnding } from '../relation';
import { addRelationEnd, readRelations } from '../relation-store';

/**
 * Says that a relation has ended, was a mistake, or that what was said of its end does not hold; with the reason. The relation
 * itself, and all that was said of it, stay.
 */
export async function endRelation(tx: Tx, look: Look, typed: Fields): Promise<Result<null, 'gaps'>> {
  const ending = readEnding(typed);
  if (ending === null) return refused('gaps');
  const open = (await readAppearances(tx, look)).filter(({ words }) => words !== null);
  const relation = (await readRelations(tx, open.flatMap(({ words }) => words?.mine.id ?? []), open.map(({ contactId }) => contactId))).find(({ id }) => id === textOf(typed, 'relation'));
  if (relation === undefined || (ending.how === 'undone') === (relation.over === null)) return refused('gaps');
  await addRelationEnd(tx, relation, ending);
  tx.ledger({ action: 'person.relation_ended', objectKind: 'contact', objectId: relation.contactId, detail: { relation: relation.id, how: ending.how } });
  return ok(null);
}
