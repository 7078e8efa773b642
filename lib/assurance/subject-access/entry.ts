import type { Temporal } from 'temporal-polyfill';
import { londonWords } from '@/lib/clock/evidence';
import type { Contact } from '@/lib/contact/store';
import { areaLevelOf, LEVELS, routeWordsOf, ROUTES, type Guide } from '@/lib/threshold/model';
import { pointsAt, type Asker, type Flags, type FoundPiece, type Pointed } from './model';

/** One thing that was written of a contact beside its report, as it is found: in which record, by whom in their role, when and what. */
export interface Entry {
  /** The record it stands in. */
  title: string;
  /** What it is, and where that is not plain the role of whoever wrote it. */
  label: string;
  /** When it was written down; left out where another piece of the same record says it. */
  at?: Temporal.Instant;
  words: string;
  pointed?: Omit<Pointed, 'sealed'>;
  /** It was written with or to whoever told us: where they are protected, that there is such a thing says that they can be reached (domain 7.14). */
  withSource?: true;
}

/** Of which child of a contact everything is gathered, and for whom. */
export interface Of {
  contact: Contact;
  /** The child as the contact names them, and as it named them before birth. */
  own: readonly string[];
  asker: Asker;
  guide: Guide;
}

/** Whom a row is about, where that is not the child: somebody else of the contact. Null for the child, and for all of them. */
export function ofOther({ contact: { people }, own }: Of, personId: string | null): 'adult' | 'other_child' | null {
  if (personId === null || own.includes(personId)) return null;
  return people.find(({ id }) => id === personId)?.kind === 'adult' ? 'adult' : 'other_child';
}

/** A level and route as the area names them; empty where this release does not know them. */
export function placedWords({ guide }: Of, level: number | null, route: string | null): string {
  const [canonical, known] = [LEVELS.find((each) => each === level), ROUTES.find((each) => each === route)];
  return canonical === undefined || known === undefined ? '' : `${areaLevelOf(guide, canonical, known).label} · ${routeWordsOf(guide, known).name}`;
}

/** Several answers of one record as lines, each after its question; those not answered are left away. */
export const linesOf = (...answers: readonly (readonly [question: string, answer: string | null])[]) => answers.flatMap(([question, answer]) => (answer === null || answer.trim() === '' ? [] : [question === '' ? answer : `${question}: ${answer}`])).join('\n');

/** What the child said, showed or agreed to is asked of anybody but the child (Data Protection Act 2018 Sch. 3 para. 10, 11, 21). */
export const ofChild = ({ asker }: Of) => ({ harm: asker !== 'child' });

/** The piece that an entry becomes: none where it says nothing, or is not for a pack. */
export function pieceOf({ contact: { id, sealed } }: Of, { title, label, at, words, pointed = {}, withSource }: Entry, flags: Flags): FoundPiece[] {
  if (words.trim() === '' || (withSource === true && sealed)) return [];
  return [{ contactId: id, title, label: at === undefined ? label : `${label}, ${londonWords(at)}`, words, proposed: pointsAt(words, { ...pointed, sealed }, flags) }];
}
