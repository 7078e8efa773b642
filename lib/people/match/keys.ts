import type { Comparable } from './comparable';
import { nicknameKey } from './nicknames';
import { soundOf } from './spelling';

/**
 * Keys by which records are found that may be one person: two are compared when they share one. Each is an equality, so
 * that a database finds them by an index also under row security (quality A6).
 */
export const KEY_KINDS = ['number', 'birth', 'birth_family', 'birth_given', 'birth_home', 'names_year', 'names_day', 'home_given', 'home_family', 'address_initial', 'names'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** House number and first word of the street; empty unless both are known. */
export function addressKey({ address: { number, street } }: Comparable): string {
  const [first = ''] = street;
  return number === '' || first === '' ? '' : `${number} ${first}`;
}

const UK_POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/;

/** The district of a British postcode: IP24 of IP245AA; undefined for anything else. */
export const districtOf = (postcode: string) => UK_POSTCODE.exec(postcode)?.[1];

const two = (part: number) => String(part).padStart(2, '0');

/** The first and the last word of a name: of "Okafor-Smith" either may be left out the next time. */
const ends = (words: readonly string[]) => [...new Set([words[0], words.at(-1)])].filter((word) => word !== undefined);

/** How the first and the last word of a family name sound. */
export const familySounds = ({ words }: Comparable['family']) => ends(words).map((word) => soundOf(word));

/** Every key of somebody, none of them made of a part that is not known. */
export function keysOf(person: Comparable): Record<KeyKind, string[]> {
  const { birth, postcode, nhsNumber } = person;
  const given = ends(person.given.words).map((word) => soundOf(word));
  const nick = person.given.words.slice(0, 1).map(nicknameKey);
  const family = familySounds(person.family);
  const day = birth !== null && birth.day !== 0 ? `${birth.year}${two(birth.month)}${two(birth.day)}` : '';
  // Day and month in order of size, so that changing places makes no difference.
  const turn = birth !== null && birth.day !== 0 ? [birth.month, birth.day].sort((a, b) => a - b).map(two).join('') : '';
  const year = birth === null ? '' : String(birth.year);
  // Given and family name in order of the alphabet, so that changing places makes no difference.
  const names = [...given, ...nick].flatMap((one) => family.map((other) => [one, other].sort().join('|')));
  const initial = person.given.whole[0] ?? '';
  const address = addressKey(person);
  const each = (parts: readonly string[], rest: string) => (rest === '' ? [] : parts.map((part) => `${part}|${rest}`));
  return {
    number: nhsNumber === '' ? [] : [nhsNumber],
    birth: day === '' ? [] : [day],
    birth_family: each(family, day),
    birth_given: each([...given, ...nick], day),
    birth_home: postcode === '' ? [] : each([postcode], day),
    names_year: each(names, year),
    names_day: each(names, turn),
    home_given: each([...given, ...nick], postcode),
    home_family: each(family, postcode),
    address_initial: initial === '' ? [] : each([initial], address),
    names,
  };
}
