import { withHeard, type Heard } from './heard';
import { objectionsAbout, successorOf, type Openness } from './model';

/** What a line may say of a family: what must not be passed over by whoever rings them comes first. */
export const FAMILY_KNOWS = ['not_told', 'nothing', 'objects', 'told'] as const;
export type FamilyKnows = (typeof FAMILY_KNOWS)[number];
export const FAMILY_KNOWS_WORDS: Record<FamilyKnows, string> = {
  not_told: 'the family is not told, with a reason',
  nothing: 'nothing recorded',
  objects: 'somebody was told, and does not agree that other agencies are asked',
  told: 'somebody of the family was told',
};

/**
 * What stands of each child, and of all of them: brothers and sisters may have other parents, and what one was told says nothing of the other's
 * (domain 7.13, 7.16). What is not told comes first, then whom nothing is recorded of while something is of another, then the
 * objections, also those heard from what was joined in.
 * @param openness and heard newest first. @returns each once; `personId` is null for all the children. None where nothing is recorded at all.
 */
export function familyKnows(openness: readonly Openness[], heard: readonly Heard[], children: readonly { id: string }[]): { knows: FamilyKnows; personId: string | null }[] {
  const objections = objectionsAbout(withHeard(openness, heard), null, children);
  const stand = openness.filter((record) => successorOf(openness, record) === undefined && !objections.includes(record));
  const said = [...objections.map(({ personId }) => ({ knows: 'objects' as const, personId })), ...stand.map(({ told, personId }) => ({ knows: told ? ('told' as const) : ('not_told' as const), personId }))];
  const unsaid = said.length === 0 ? [] : children.filter(({ id }) => !said.some(({ personId }) => personId === null || personId === id)).map(({ id }) => ({ knows: 'nothing' as const, personId: id }));
  return FAMILY_KNOWS.flatMap((knows) => [...new Set([...said, ...unsaid].filter((each) => each.knows === knows).map(({ personId }) => personId))].map((personId) => ({ knows, personId })));
}
