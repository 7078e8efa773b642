import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Look } from '../look-store';
import { readAppearances } from '../person-store';
import { readRelation } from '../relation';
import { addRelation } from '../relation-store';

/**
 * Writes down what somebody is to the person who was opened, with or without parental responsibility, since and until when, and
 * how it is known. Both are named in one contact of which the actor said that they know nobody in it.
 */
export async function recordRelation(tx: Tx, look: Look, typed: Fields): Promise<Result<null, 'gaps'>> {
  const { relation } = readRelation(typed);
  if (relation === null) return refused('gaps');
  const of = (await readAppearances(tx, look)).find(({ words }) => words?.others.some(({ id }) => id === relation.otherId));
  if (of?.words == null) return refused('gaps');
  const id = await addRelation(tx, { contactId: of.contactId, personId: of.words.mine.id }, relation);
  tx.ledger({ action: 'person.related', objectKind: 'contact', objectId: of.contactId, detail: { relation: id, person: of.words.mine.id, other: relation.otherId, responsibility: relation.parentalResponsibility } });
  return ok(null);
}
