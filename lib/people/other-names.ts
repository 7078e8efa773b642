/**
 * Other names that somebody is or was known by, as people type them: "also known as Kate Byrne; formerly Smith". Pure.
 */

interface Names {
  givenName: string;
  familyName: string;
}

/** More names than these are taken for a sentence. */
const MOST_NAMES = 4;
const LONGEST_NAME = 4;

const BETWEEN = /[,;/\n()]|\s+(?:and|or|then)\s+/iu;
const LEADING = /^(?:(?:also|now|once|previously|formerly|sometimes|mostly|usually)\s+)?(?:known as|called|goes by|a\.?k\.?a\.?|prefers|alias|was|formerly|previously)[\s:]+/iu;
const FAMILY_ONLY = /^(?:n[ée]e|born|maiden name|family name|surname)[\s:]+/iu;
const QUOTES = /["“”‘’']+(?=\s|$)|(?<=^|\s)["“”‘’']+/gu;

function namesIn(part: string, own: Names): Names[] {
  const text = part.trim().replace(QUOTES, '').replace(LEADING, '').trim();
  const family = text.replace(FAMILY_ONLY, '').trim();
  const words = family.split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0 || words.length > LONGEST_NAME) return [];
  if (family !== text) return [{ givenName: own.givenName, familyName: family }];
  // One word alone may stand for either.
  if (words.length === 1) return [{ givenName: family, familyName: own.familyName }, { givenName: own.givenName, familyName: family }];
  return [{ givenName: words.slice(0, -1).join(' '), familyName: words.at(-1) ?? '' }];
}

/** Every other name in these words, whole: what a word alone leaves open is taken from the name they go by. */
export function otherNamesIn(words: string, own: Names): Names[] {
  return words.split(BETWEEN).slice(0, MOST_NAMES).flatMap((part) => namesIn(part, own));
}
