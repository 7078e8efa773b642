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

/** A title means somebody else, whatever name follows; "miss" and the like are words as well, and mean somebody before a name of the child's alone. */
const TITLED = /(?<![\p{L}\p{N}])(?:mr|mrs|ms|mx|dr|prof)(?![\p{L}\p{N}])\.?\s+[&\p{L}]/u;
const TITLED_OF_FAMILY = /(?<![\p{L}\p{N}])(?:miss|sir|lady|doctor)\s+(?:\p{L}(?:\.\s*|['’]|\s+))?([\p{L}\p{N}]+)/gu;

/** What people are to a child, as it is written and as children say it; "step" and "half" may stand before each. */
const RELATIONS: readonly { category: Category; words: RegExp }[] = [
  { category: 'other_child', words: ofKin('(?:brother|sister)s?|bros?|sis|siblings?|twins?|triplets?|cousins?|nieces?|nephews?') },
  {
    category: 'adult',
    words: ofKin('(?:god|grand)?(?:mother|mum|mam|mom|father|dad|parent)s?(?:-in-law)?|(?:mu|ma|mo)mm(?:y|ies)|dadd(?:y|ies)|mama|papa|baba|ammi|abbu|gran(?:s|ny|nie|nies)?|grand?(?:ma|pa)s?|grandads?|nans?|nana|nanna|nann(?:y|ies)|aunt(?:s|y|ie|ies)?|uncles?|(?:ex-?)?(?:partner|boyfriend|girlfriend|husband|wife|fiancee?)s?|wives|carers?|guardians?|lodgers?|neighbours?'),
  },
];
function ofKin(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:step|half)?-?(?:${words})(?![\\p{L}\\p{N}])`, 'u');
}

/**
 * Whom a text means without a name that is theirs alone: by what they are to the child ("her father", "Mum"), another child before
 * somebody grown up, or by a title ("Mr Ashby" is not the child of that name). Whom it is about a person sees.
 */
export function meantIn(text: string, own: readonly string[]): Category | null {
  const said = plain(text);
  const related = RELATIONS.find(({ words }) => words.test(said));
  if (related !== undefined) return related.category;
  const mine = new Set(partsOf(own).map(plain));
  return TITLED.test(said) || [...said.matchAll(TITLED_OF_FAMILY)].some(([, name = '']) => mine.has(name)) ? 'adult' : null;
}

/** What the words of a piece point at: whom they name, or that they may do harm; and, where nothing else is known of it, whom they mean. */
export interface Flags {
  named: (text: string) => Category | null;
  meant: (text: string) => Category | null;
}

/** What is known of a piece before its words are read. */
export interface Pointed {
  /** All of it is about somebody, whatever it says. */
  whole?: Category | null;
  /** What it is if its words name nobody; `safeguarding` also where they name no other child. */
  otherwise?: Category | null;
  /** It may do harm, whatever it says. */
  harm?: boolean;
  /** Who told us of the contact is protected. */
  sealed: boolean;
}

/**
 * Why a piece may have to be left out, the strongest reason first. Of a contact whose source is protected every piece may tell who
 * that is: who lives below hears what others do not (domain 7.14). Only another child's, and what may do harm, is said to be that.
 */
export function pointsAt(words: string, { whole = null, otherwise = null, harm = false, sealed }: Pointed, { named, meant }: Flags): Category | null {
  if (whole === 'other_child') return whole;
  const found = named(words);
  if (harm || found === 'safeguarding' || (otherwise === 'safeguarding' && found !== 'other_child')) return 'safeguarding';
  return sealed ? 'referrer' : (whole ?? found ?? otherwise ?? meant(words));
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
  /** Who told us is protected: nothing of that part is in any pack, and of whatever else they say it is asked. */
  sealed: boolean;
  asker: Asker;
}

/** What stands where a detail was taken out since it is kept secret. */
const SECRET = 'Kept secret, as was asked';

/** A part of a report, with why all of it may have to be left out; null where that depends on the words; left out altogether where undefined. */
function partOf({ step }: SaidSection, place: number, { child, member, memberKinds, agencies, sealed }: Belonging): Category | null | undefined {
  switch (step) {
    case 'you':
      return sealed ? undefined : 'referrer';
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

/** Pages on which the child speaks, or what was seen of the child stands; and what does so on other pages. */
const CHILDS_PAGES: ReadonlySet<SaidSection['step']> = new Set(['voice', 'indicators']);
const CHILDS_LABELS = new Set(['The child’s exact words', 'The question asked', 'Works well, as they see it', 'Worries them', 'Needs to happen, as they see it', 'How safe, 0 to 10, by their own number', 'Wishes for']);
/** Where what happened stands, and what the child may have said of it. */
const SEEN_LABELS = new Set(['What was seen, heard or said', 'Where on the body']);

/**
 * What a child said and showed is asked of anybody but the child: they may have said it so that the one who asks now does not know, and
 * whether a child is or was abused is not for a parent where that is not best for the child (Data Protection Act 2018 Sch. 3 para. 10, 11, 21).
 */
const saidByChild = ({ step }: SaidSection, label: string, asker: Asker) => asker !== 'child' && (CHILDS_PAGES.has(step) || CHILDS_LABELS.has(label));
const seenOfChild = (label: string, asker: Asker) => (asker !== 'child' && SEEN_LABELS.has(label) ? ('safeguarding' as const) : null);

/** Where a child can be found. A parent who asks may be who they are kept from: whether that one lives with them a person looks (domain 7.6). */
const WHEREABOUTS = new Set(['Address', 'Postcode', 'School or nursery', 'Where the child is now']);
const HOME = new Set(['Address', 'Postcode']);
/** Of a protected source everything is asked already ({@link pointsAt}). */
const tellsWhere = (label: string, value: string, homes: readonly string[], { asker, sealed }: Belonging) => (asker === 'parent' && !sealed && (WHEREABOUTS.has(label) || homes.some((home) => plain(value).includes(home))) ? ('safeguarding' as const) : null);

/** The pieces of a report, each with what the product proposes. Details that are kept secret, and a protected source, are in none. */
export function piecesOfReport(contactId: string, sections: readonly SaidSection[], belonging: Belonging, flags: Flags): FoundPiece[] {
  const places = new Map<string, number>();
  // Of an address the first line, which stands in other words too.
  const homes = sections.filter(({ step }) => step === 'children').flatMap(({ rows }) => rows.flatMap(({ label, value }) => (HOME.has(label) && value.trim() !== '' && value !== SECRET ? [plain(value.split(/[,\n]/u)[0]?.trim() ?? '')] : [])));
  return sections.flatMap((section) => {
    const place = places.get(section.step) ?? 0;
    places.set(section.step, place + 1);
    const whole = partOf(section, place, belonging);
    if (whole === undefined) return [];
    return section.rows
      .filter(({ value }) => value.trim() !== '' && value !== SECRET)
      .map(({ label, value }): FoundPiece => {
        // What somebody else of the family thinks is theirs, and no child's.
        const harm = whole === null && (GUARDED_LABELS.has(label) || label.startsWith('Keep this') || saidByChild(section, label, belonging.asker));
        return { contactId, title: section.title, label, words: value, proposed: pointsAt(value, { whole, harm, otherwise: seenOfChild(label, belonging.asker) ?? tellsWhere(label, value, homes, belonging), sealed: belonging.sealed }, flags) };
      });
  });
}

/** What a report says of somebody whose doings are the worry, and of whoever must not be told. */
const OF_CONCERN = 'The worry is about what they do';
const NOT_TOLD = 'Who must not be told';

/**
 * May whoever asks be somebody of whom a contact says that the worry is about what they do, or that they must not be told (first questions)?
 * As they are called: the same first name, or all that is known of one name is in the other; who must not be told may also be said
 * by what they are to the child. On the side of asking: a person looks.
 */
export function mayBeOfConcern(askedBy: string, pieces: readonly Pick<FoundPiece, 'title' | 'label' | 'words'>[]): boolean {
  const of = (name: string) => partsOf([name]).map(plain).filter((part) => !TITLES.has(part));
  const asks = of(askedBy);
  return pieces.some(({ title, label, words }) => {
    if (label === NOT_TOLD) return meantIn(words, []) !== null || asks.some((part) => wordsIn(words).has(part));
    if (label !== OF_CONCERN) return false;
    const called = of(title);
    const [shorter, longer] = asks.length < called.length ? [asks, called] : [called, asks];
    return asks[0] === called[0] || shorter.every((part) => longer.includes(part));
  });
}
const TITLES: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir', 'lady']);

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
