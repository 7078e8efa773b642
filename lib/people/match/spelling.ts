import anyAscii from 'any-ascii';
import { doubleMetaphone } from 'double-metaphone';

/** A word in the letters a to z: every script is written in Latin letters, accents, capitals and marks are left out. */
export function plainWord(text: string): string {
  return anyAscii(text.normalize('NFKC')).toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The words of a name, in order: "Anne-Marie O’Neill" is anne, marie, oneill. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/[’'`´]/g, '')
    .split(/[\s\p{Pd}/.,()]+/u)
    .map(plainWord)
    .filter((word) => word !== '');
}

/**
 * How a word sounds, as a key: double metaphone, so that Catherine and Kathryn, Smith and Smyth fall together. A word in
 * figures, or without a consonant, stands for itself.
 */
export function soundOf(word: string): string {
  const [sound] = doubleMetaphone(word);
  return sound === '' ? word : sound;
}

const LONGEST_PREFIX = 4;
const PREFIX_SCALE = 0.1;

/** Jaro's likeness of two words, 0 to 1 (Jaro 1989). */
function jaro(a: string, b: string): number {
  const reach = Math.max(Math.floor(Math.max(a.length, b.length) / 2) - 1, 0);
  const taken: boolean[] = Array.from({ length: b.length }, () => false);
  const matched: string[] = [];
  for (let i = 0; i < a.length; i += 1) {
    const last = Math.min(i + reach, b.length - 1);
    for (let j = Math.max(i - reach, 0); j <= last; j += 1) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = true;
      matched.push(a[i] ?? '');
      break;
    }
  }
  if (matched.length === 0) return 0;
  let turned = 0;
  let place = 0;
  for (let j = 0; j < b.length; j += 1) {
    if (!taken[j]) continue;
    if (matched[place] !== b[j]) turned += 1;
    place += 1;
  }
  const m = matched.length;
  return (m / a.length + m / b.length + (m - turned / 2) / m) / 3;
}

/** Likeness of two words, 0 (nothing in common) to 1 (the same): Jaro–Winkler with the usual prefix of four letters (Winkler 1990). */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  if (a === '' || b === '') return 0;
  const base = jaro(a, b);
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return base + prefix * PREFIX_SCALE * (1 - base);
}

/** Do two strings differ by one mark that is wrong, left out or put in, or by two neighbours that changed places? */
export function oneSlipApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  if (a.length !== b.length) {
    const [long, short] = a.length > b.length ? [a, b] : [b, a];
    return long.slice(at + 1) === short.slice(at);
  }
  if (a.slice(at + 1) === b.slice(at + 1)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
