import type { Temporal } from 'temporal-polyfill';
import { Genogram } from '@/components/doorstep';
import { membersOf } from '@/lib/lookup/family';
import { HALF, pictureOf } from '@/lib/lookup/genogram';
import type { Named } from '@/lib/lookup/person';
import type { Relation } from '@/lib/lookup/relation-store';
import { relationLines, standingAmong } from '@/lib/lookup/relation-words';
import { londonDate } from '@/lib/platform/time';

/**
 * The family of one contact as a picture, with who is who as workers wrote it down; the table beside it says the same in words.
 * Nothing where only one is named.
 */
export function FamilyPicture({ people, relations, focusId, reference, receivedAt }: { people: readonly Named[]; relations: readonly Relation[]; focusId: string | null; reference: string; receivedAt: Temporal.Instant }) {
  if (people.length < 2) return null;
  const ties = standingAmong(relations, people).map((relation) => ({ from: relation.otherId, to: relation.personId, holds: relation.over === null, relation: relation.relation, lines: relationLines(relation, people) }));
  return <Genogram title={`Family as told in ${reference}, as a picture of the table`} half={HALF} {...pictureOf(membersOf(people, focusId, londonDate(receivedAt)), ties)} />;
}
