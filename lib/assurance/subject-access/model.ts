import type { SaidSection } from '@/lib/contact/report/report-words';

/** What a pack for a child is made of, and what the product thinks may have to be left out of it. Pure: people decide. */

/** Why something is left out. */
export const CATEGORIES = {
  other_child: 'About another child',
  adult: 'About another person',
  referrer: 'Who told us, and how they are reached',
  safeguarding: 'Could cause serious harm to the child or somebody else, or get in the way of an enquiry',
  not_about: 'Not about the child',
} as const;
export type Category = keyof typeof CATEGORIES;
export const isCategory = (text: string): text is Category => Object.hasOwn(CATEGORIES, text);

export const ASKERS = { child: 'The child', parent: 'Somebody with parental responsibility, for the child', representative: 'Somebody the child has authorised, such as a solicitor' } as const;
export type Asker = keyof typeof ASKERS;

/** A piece as it is found. */
export interface FoundPiece {
  contactId: string;
  title: string;
  label: string;
  words: string;
  proposed: Category | null;
}

/** Somebody whom a contact names, beside the child. */
export interface Named {
  names: readonly string[];
  category: Category;
}

/** Words of a name that are long enough to mean somebody: "Jo" is one, "O" is none. */
const SHORTEST_NAME = 2;
const partsOf = (names: readonly string[]) => names.flatMap((name) => name.split(/[^\p{L}\p{M}\p{N}]+/u)).filter((part) => part.length >= SHORTEST_NAME);
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsIn = (text: string) => new Set(plain(text).match(/[\p{L}\p{N}]+/gu) ?? []);

/** Whom a text names beside the child, the first of them; a name that is the child's own too means nobody. */
export function namedIn(text: string, others: readonly Named[], own: readonly string[]): Category | null {
  const words = wordsIn(text);
  const mine = new Set(partsOf(own).map(plain));
  return others.find(({ names }) => partsOf(names).some((part) => !mine.has(plain(part)) && words.has(plain(part))))?.category ?? null;
}

/** How the parts of a report belong to the child whose pack it is. */
export interface Belonging {
  /** The place of the child among the children reported; -1 where the contact names them as a member of the household. */
  child: number;
  /** The place among the members of the household; -1 where there is none. */
  member: number;
  memberKinds: readonly ('adult' | 'child')[];
  /** How many agencies are named. */
  agencies: number;
  /** Who told us is protected: nothing of that part is in any pack, and of what they say of the moment it is asked. */
  sealed: boolean;
}

/** What stands where a detail was taken out since it is kept secret. */
const SECRET = 'Kept secret, as was asked';

/** A part of a report, with why all of it may have to be left out; null where that depends on the words; left out altogether where undefined. */
function partOf({ step }: SaidSection, place: number, { child, member, memberKinds, agencies, sealed }: Belonging): Category | null | undefined {
  switch (step) {
    case 'you':
      return sealed ? undefined : 'referrer';
    case 'safety':
      // Where the child is and until when somebody waits may say who told us.
      return sealed ? 'referrer' : null;
    case 'children':
    case 'voice':
    case 'indicators':
      return place === child ? null : 'other_child';
    case 'household': {
      const kind = memberKinds[place];
      return kind === undefined || place === member ? null : kind === 'child' ? 'other_child' : 'adult';
    }
    case 'agencies':
      return place < agencies ? 'adult' : null;
    default:
      return null;
  }
}

/** Questions of which the answer is about whoever visits, or says who must not know. */
const GUARDED_LABELS = new Set(['Dangers to whoever visits', 'Who must not be told', 'Who saw it or said it', 'Who might see a letter or message, or hear a call']);

/** The pieces of a report, each with what the product proposes. Details that are kept secret, and a protected source, are in none. */
export function piecesOfReport(contactId: string, sections: readonly SaidSection[], belonging: Belonging, named: (text: string) => Category | null): FoundPiece[] {
  const places = new Map<string, number>();
  return sections.flatMap((section) => {
    const place = places.get(section.step) ?? 0;
    places.set(section.step, place + 1);
    const whole = partOf(section, place, belonging);
    if (whole === undefined) return [];
    return section.rows
      .filter(({ value }) => value.trim() !== '' && value !== SECRET)
      .map(({ label, value }): FoundPiece => ({ contactId, title: section.title, label, words: value, proposed: whole ?? (GUARDED_LABELS.has(label) || label.startsWith('Keep this') ? 'safeguarding' : named(value)) }));
  });
}

/** A piece as it was reviewed. */
export interface Piece extends FoundPiece {
  id: string;
  verdict: 'keep' | 'redact' | null;
  category: Category | null;
  reason: string;
  reviewedBy: string | null;
}

/** What was left out, by why, in words for whoever gets the pack. */
export function leftOut(pieces: readonly Piece[]): string[] {
  const counts = new Map<Category, number>();
  for (const { verdict, category } of pieces) if (verdict === 'redact' && category !== null) counts.set(category, (counts.get(category) ?? 0) + 1);
  return (Object.keys(CATEGORIES) as Category[]).flatMap((category) => {
    const count = counts.get(category) ?? 0;
    return count === 0 ? [] : [`${CATEGORIES[category]}: ${count} ${count === 1 ? 'passage' : 'passages'}`];
  });
}
