import { numberKey } from '@/lib/line/model';
import { wordsOf } from '@/lib/people/match/spelling';
import { PUBLIC } from '../report/classify';

/**
 * Who is known as a professional who told this authority of a child before. Pure: by what they are known again, and who is
 * never kept.
 */
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'professor', 'rev', 'revd', 'sister', 'pc', 'ps', 'dc', 'ds', 'di', 'sgt', 'cllr']);

/** Name and place of work, as far as they tell one professional from another. */
export interface NamedProfessional {
  name: string;
  agency: { id: string | null; name: string; kind: string };
}

/** A name without capitals, accents, titles and order: "Dr. Mensah, Rosalie" and "Rosalie Mensah" are the same. Empty for no name. */
export function nameKey(name: string): string {
  const words = wordsOf(name);
  const telling = words.filter((word) => !TITLES.has(word));
  return [...(telling.length === 0 ? [] : telling)].sort().join(' ');
}

/** An agency that is known here by its id, any other by kind and name. */
export function agencyKey({ id, name, kind }: NamedProfessional['agency']): string {
  return id === null ? `${kind}:${wordsOf(name).join(' ')}` : `id:${id}`;
}

/** The words by which a professional is found: of their name and their agency. */
export function findingWords({ name, agency }: NamedProfessional): string[] {
  return [...new Set([...wordsOf(name), ...wordsOf(agency.name)])];
}

/** Fewer letters than this would list half the town. */
export const FEWEST_LETTERS = 2;

/** What was typed, as the beginnings of words to look for; empty while too little is typed. */
export function typedWords(typed: string): string[] {
  const words = wordsOf(typed);
  return words.some((word) => word.length >= FEWEST_LETTERS) ? words : [];
}

/** Does each typed word begin one of the words of somebody? */
export function isMeant(typed: readonly string[], somebody: NamedProfessional): boolean {
  const words = findingWords(somebody);
  return typed.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

/** Kinds of agency of whoever speaks for nobody, or of whom it is not to be known. */
const NOBODY_KINDS: readonly string[] = [PUBLIC, 'protected', 'unknown'];

/** What of a contact says whether its referrer is kept. */
export interface ToldBy {
  sealed: boolean;
  agencyKind: string;
  referrerClass: string;
  pastAgency: boolean;
  referrerName: string;
}

/**
 * Is whoever told kept as a known professional? Never family or public, never a protected source (domain 7.14), and nobody
 * who went past their agency or told of somebody who works in it: those contacts do not show among the agency's (domain 7.3).
 */
export function isKept({ sealed, agencyKind, referrerClass, pastAgency, referrerName }: ToldBy): boolean {
  return !sealed && !pastAgency && !NOBODY_KINDS.includes(agencyKind) && (referrerClass === 'professional' || referrerClass === 'professional_continuing') && nameKey(referrerName) !== '';
}

/** Somebody as the call screen offers or recognises them. */
export interface KnownCaller extends NamedProfessional {
  /** Opaque: `p.` and the register's id, or `m.` and that of a place of work. */
  ref: string;
  role: string;
  /** Numbers on record, the newest first. */
  numbers: string[];
  /** The agency's own number, by which somebody is rung back (domain 7.9); empty where none is known. */
  switchboard: string;
  /** How often they rang, and told in another way, of what the reader may open: where they told more often, of the last times alone. */
  rang: number;
  toldOtherwise: number;
  more: boolean;
  /** ISO instant of the last time; null for somebody who is known by their account alone. */
  lastAt: string | null;
}

/** same: the number is on record. differs: it is not, and others are. none: nothing to compare. */
export type NumberStanding = 'same' | 'differs' | 'none';

/** Is the number that a caller gives one that is on record for them, or for their agency? */
export function numberStanding(given: string, { numbers, switchboard }: Pick<KnownCaller, 'numbers' | 'switchboard'>): NumberStanding {
  const figures = numberKey(given);
  const onRecord = [...numbers, switchboard].flatMap((each) => numberKey(each) ?? []);
  if (figures === null || onRecord.length === 0) return 'none';
  return onRecord.includes(figures) ? 'same' : 'differs';
}

const often = (figure: number) => (figure === 1 ? 'once' : figure === 2 ? 'twice' : `${figure} times`);

/** "rang 3 times, told us in another way once", or "rang 18 of the last 20 times"; empty for somebody of whom the reader may open nothing. */
export function knownWords({ rang, toldOtherwise, more }: Pick<KnownCaller, 'rang' | 'toldOtherwise' | 'more'>): string {
  const times = (figure: number) => (more ? `${figure} of the last ${rang + toldOtherwise} times` : often(figure));
  return [rang > 0 && `rang ${times(rang)}`, toldOtherwise > 0 && `told us in another way ${times(toldOtherwise)}`].filter((part) => part !== false).join(', ');
}
