import { wordsOf } from './match/spelling';

/**
 * What is written where somebody has no name yet, or none is known: "Baby", "Baby girl", "Twin 1". It is nobody's name, and that two
 * are called so says nothing of whether they are one. Pure.
 */

/** Words that stand in a name's place; with a figure behind them too ("twin2"). */
const PLACEHOLDERS = new Set(['baby', 'babies', 'babygirl', 'babyboy', 'babyof', 'girl', 'boy', 'infant', 'newborn', 'neonate', 'unborn', 'unbornbaby', 'bump', 'foetus', 'fetus', 'child', 'twin', 'twins', 'triplet', 'triplets', 'unnamed', 'unknown', 'nk', 'none', 'tbc', 'tba', 'anon', 'anonymous', 'mother', 'father', 'male', 'female', 'son', 'daughter', 'sibling', 'siblings', 'brother', 'sister', 'unk', 'undisclosed', 'unspecified', 'withheld']);
/** The same in several words, none of which says so alone. */
const PHRASES = new Set(['newborn', 'notknown', 'notgiven', 'notnamed', 'notyetknown', 'notyetgiven', 'notyetnamed', 'noname', 'nonameyet', 'nameunknown', 'namenotknown', 'namenotgiven', 'notdisclosed', 'notstated', 'notprovided', 'notrecorded', 'notapplicable', 'tobeconfirmed', 'tobeadvised', 'tobenamed', 'nametobeconfirmed', 'namewithheld']);
/** “B/O Kayleigh”, as a ward writes “baby of”, and “N/A”. Bo is a name; BO alone is what is left of B/O. */
const SHORTENED = /^\s*(?:b\s*[/.]\s*o(?![a-z])|n\s*\/\s*a(?![a-z]))/i;
const BABY_OF_CAPITALS = /^\s*BO\s*$/;
/** What stands beside them and is no name either: which of two it is, and what binds the words. */
const BESIDE = /^(?:[a-z]|\d+(?:st|nd|rd|th)?|one|two|three|four|first|second|third|the|of|to|new|born|not|yet|named|name|known|given|no)$/;
/** After these follows whose child it is. */
const WHOSE = new Set(['of', 'to']);

const isPlaceholder = (word: string) => PLACEHOLDERS.has(word.replace(/\d+$/, ''));

/**
 * The words of a given name that are a name, as they are compared: none of "Baby Smith" of the family Smith, of "Twin 1" or of "Baby of
 * Kayleigh"; "isla" of "Baby Isla". Empty where no name is given at all.
 */
export function forenamesIn(givenName: string, familyName: string): string[] {
  const words = wordsOf(givenName);
  if (PHRASES.has(words.join('')) || SHORTENED.test(givenName) || BABY_OF_CAPITALS.test(givenName)) return [];
  const first = words.findIndex(isPlaceholder);
  if (first < 0) return words;
  const whose = words.findIndex((word, place) => place > first && WHOSE.has(word));
  const family = new Set(wordsOf(familyName));
  return (whose < 0 ? words : words.slice(0, whose)).filter((word) => !isPlaceholder(word) && !BESIDE.test(word) && !family.has(word));
}

/** Does something stand in the place of a given name that is nobody's? Not where there is nothing. */
export function isPlaceholderName(givenName: string, familyName: string): boolean {
  return wordsOf(givenName).length > 0 && forenamesIn(givenName, familyName).length === 0;
}
