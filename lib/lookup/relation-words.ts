import { dayWords } from '@/lib/platform/time';
import { nameOf, type Named } from './person';
import type { Relation } from './relation-store';

/** Who is who, in words: the same on a person's page, in the table of a household and under its picture. Pure. */

export const RESPONSIBILITY_WORDS = { yes: 'with parental responsibility', no: 'without parental responsibility', not_known: 'parental responsibility not known' } as const;

type Span = Pick<Relation, 'fromOn' | 'untilOn' | 'over'>;

/** From when until when, as far as it is known; an end that was written down later holds before the one that was known at first. */
function spanOf({ fromOn, untilOn, over }: Span): string {
  const until = over?.untilOn ?? untilOn;
  return [fromOn === null ? '' : `from ${dayWords(fromOn)}`, until === null ? '' : `until ${dayWords(until)}`].filter(Boolean).join(' ');
}

export const spanWords = (relation: Span) => spanOf(relation) || 'since when is not known';

type People = readonly Pick<Named, 'id' | 'givenName' | 'familyName'>[];

const NOBODY = { givenName: '', familyName: '' };
const called = (people: People, id: string) => nameOf(people.find((person) => person.id === id) ?? NOBODY) || 'somebody not named';

/** What was written down and not found to be a mistake, between two of these people. */
export function standingAmong(relations: readonly Relation[], people: People): Relation[] {
  const there = new Set(people.map(({ id }) => id));
  return relations.filter(({ personId, otherId, over }) => over?.how !== 'mistake' && there.has(personId) && there.has(otherId));
}

/** One relation as a sentence: “Maud Ashby: mother of Wren Ashby, with parental responsibility, from 1/2/2019”. */
export function relationWords(relation: Relation, people: People): string {
  const span = spanOf(relation);
  return `${called(people, relation.otherId)}: ${relation.relation} of ${called(people, relation.personId)}, ${[RESPONSIBILITY_WORDS[relation.parentalResponsibility], span, relation.over?.how === 'ended' ? 'ended' : ''].filter(Boolean).join(', ')}`;
}

/** The same in the room that a picture has, in two lines: “mother of Wren”, “PR, 2019 to 2024”. */
export function relationLines({ personId, relation, parentalResponsibility, fromOn, untilOn, over }: Relation, people: People): string[] {
  const given = people.find(({ id }) => id === personId)?.givenName.trim() || 'the child';
  const [from, until] = [fromOn, over?.untilOn ?? untilOn].map((iso) => iso?.slice(0, 4) ?? '');
  const years = from !== '' && until !== '' ? `${from} to ${until}` : from !== '' ? `from ${from}` : until !== '' ? `until ${until}` : over?.how === 'ended' ? 'ended' : '';
  return [`${relation} of ${given}`, [parentalResponsibility === 'yes' ? 'PR' : parentalResponsibility === 'no' ? 'no PR' : '', years].filter(Boolean).join(', ')].filter(Boolean);
}

/**
 * What was written down of who is who, by the row of a household's table in which it stands: that of whoever is something to
 * somebody, or else of that somebody.
 * @param rows the people whom the table lists.
 */
export function writtenByRow(relations: readonly Relation[], people: People, rows: ReadonlySet<string>): Map<string, string[]> {
  const written = new Map<string, string[]>();
  for (const relation of standingAmong(relations, people)) {
    const row = rows.has(relation.otherId) ? relation.otherId : relation.personId;
    written.set(row, [...(written.get(row) ?? []), relationWords(relation, people)]);
  }
  return written;
}
