import type { Birth, Comparable, Name } from './comparable';
import { addressKey, districtOf } from './keys';
import { birthKey, type Frequencies } from './frequency';
import { areNicknames, areSpellings } from './nicknames';
import { likeness, oneSlipApart, soundOf } from './spelling';
import { BIRTH, FAMILY, GIVEN, HOME, NAMES_GO_TOGETHER, NUMBER, SEX, SWAPPED, type Likelihood } from './weights';

export const FIELDS = ['given', 'family', 'order', 'birth', 'sex', 'home', 'number'] as const;
export type Field = (typeof FIELDS)[number];

/** How two records stand to one another in one field: the degree of likeness, and the share of strangers who stand so. */
export interface Compared {
  field: Field;
  likelihood: Likelihood;
  /** The share of pairs of one household that agree so. */
  h: number;
  /** The share of unrelated pairs that agree so, the value's own frequency counted in. */
  u: number;
}

type NameLevel = keyof typeof GIVEN & keyof typeof FAMILY;
type Level = NameLevel | 'nickname';

const CLOSE = 0.92;
const ALIKE = 0.84;
const SOUNDS = 0.75;
const SHORTEST_SLIP = 4;
const SHORTEST_ALIKE = 3;
const SHORTEST_FORM = 4;

const isSlip = (a: string, b: string) => Math.min(a.length, b.length) >= SHORTEST_SLIP && oneSlipApart(a, b);

/** Is one of them the beginning or the end of the other, as Seun is of Oluwaseun? */
function isShortened(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return short.length >= SHORTEST_FORM && (long.startsWith(short) || long.endsWith(short));
}

/** Reads of two names how like they are, once for each pair of spellings: lists hold the same names over and over. */
export class NameReader {
  private readonly seen = new Map<string, Level | null>();
  constructor(private readonly frequencies: Frequencies) {}

  /** Null when one of them is not known. */
  read(kind: 'given' | 'family', a: Name, b: Name): Level | null {
    if (a.whole === '' || b.whole === '') return null;
    if (a.whole === b.whole) return 'same';
    const key = a.whole < b.whole ? `${kind}|${a.words.join(' ')}|${b.words.join(' ')}` : `${kind}|${b.words.join(' ')}|${a.words.join(' ')}`;
    const known = this.seen.get(key);
    if (known !== undefined) return known;
    const level = this.judge(kind, a, b);
    if (this.seen.size > MOST_KEPT) this.seen.clear();
    this.seen.set(key, level);
    return level;
  }

  private judge(kind: 'given' | 'family', a: Name, b: Name): Level {
    if (sharedWord(a, b) !== undefined) return 'part';
    const common = this.frequencies.bothCommon(kind, a.whole, b.whole);
    const other: Level = kind === 'given' ? 'nickname' : 'alike';
    if (kind === 'given' && areNicknames(a.words[0] ?? '', b.words[0] ?? '')) return other;
    if (kind === 'family' && areSpellings(a.whole, b.whole)) return other;
    const like = likeness(a.whole, b.whole);
    const sounds = soundOf(a.whole) === soundOf(b.whole);
    // Two names that many bear are no slip of the pen: Finley and Finlay are spellings of one, Jayden and Hayden are two.
    if (like >= CLOSE || isSlip(a.whole, b.whole)) {
      if (!common) return 'close';
      return sounds ? other : 'close_common';
    }
    if (sounds && like >= SOUNDS) return common ? 'differs' : 'alike';
    if (!common && isShortened(a.whole, b.whole)) return other;
    if (like >= ALIKE || (Math.min(a.whole.length, b.whole.length) >= SHORTEST_ALIKE && oneSlipApart(a.whole, b.whole))) return common ? 'differs' : 'alike';
    if ((a.whole.length === 1 || b.whole.length === 1) && a.whole[0] === b.whole[0]) return 'initial';
    return 'differs';
  }
}

const MOST_KEPT = 200_000;

/** A word that both names have, where at least one of them has more than one. */
function sharedWord(a: Name, b: Name): string | undefined {
  return a.words.length < 2 && b.words.length < 2 ? undefined : a.words.filter((word) => word.length > 1 && b.words.includes(word)).sort()[0];
}

function compareNames(kind: 'given' | 'family', a: Name, b: Name, reader: NameReader, frequencies: Frequencies): Compared | null {
  const level = reader.read(kind, a, b);
  if (level === null) return kind === 'given' ? compared('given', GIVEN.unnamed, 0) : null;
  const likelihood = kind === 'given' ? GIVEN[level] : FAMILY[level === 'nickname' ? 'alike' : level];
  const own = level === 'same' ? frequencies[kind](a.whole) : 2 * frequencies[kind === 'given' ? 'givenWord' : 'familyWord'](sharedWord(a, b) ?? '');
  if (kind === 'family' || level !== 'same') return compared(kind, likelihood, own);
  // Two of a household are called the same on purpose, or by chance like anybody; and a family's name that was written first is
  // shared by all of it.
  const written = frequencies.family(a.whole) > own * FAMILY_WRITTEN_FIRST ? FAMILY.same.h : likelihood.h;
  return { ...compared(kind, likelihood, own), h: Math.min(written + own, 1) };
}

const FAMILY_WRITTEN_FIRST = 3;

/** @param own the value's own share, for a degree of likeness that has no share of its own. */
const compared = (field: Field, likelihood: Likelihood, own: number): Compared => ({ field, likelihood, h: likelihood.h, u: likelihood.u ?? own });

const bits = ({ likelihood: { m }, u }: Compared) => Math.log2(m / u);
const total = (compared: readonly (Compared | null)[]) => compared.reduce((sum, one) => sum + (one === null ? 0 : bits(one)), 0);

const household = (compared: readonly Compared[]) => compared.reduce((sum, { h }) => sum + Math.log2(h), 0);

const NO_AGREEMENT = new Set<Likelihood>([GIVEN.unnamed, GIVEN.differs, FAMILY.differs, GIVEN.initial, FAMILY.initial]);

/** Both names, in the order they stand in or, where that says more, each in the other's place. */
function compareBothNames(a: Comparable, b: Comparable, reader: NameReader, frequencies: Frequencies): Compared[] {
  const straight = compareInOrder(a.given, a.family, b.given, b.family, reader, frequencies);
  if (straight.every(({ likelihood }) => likelihood === GIVEN.same || likelihood === FAMILY.same)) return straight;
  // Which of the two is the given name is not known either: the reading that claims less is taken.
  const readings = [compareInOrder(a.given, a.family, b.family, b.given, reader, frequencies), compareInOrder(a.family, a.given, b.given, b.family, reader, frequencies)];
  const [crossed = []] = readings.sort((one, other) => total(one) - total(other) || household(other) - household(one));
  // One shared name is a family's; only two in each other's place are one person's.
  if (crossed.length < 2 || crossed.some(({ likelihood }) => NO_AGREEMENT.has(likelihood))) return straight;
  const turned = [...crossed, compared('order', SWAPPED, 1)];
  return total(turned) > total(straight) ? turned : straight;
}

function compareInOrder(given: Name, family: Name, otherGiven: Name, otherFamily: Name, reader: NameReader, frequencies: Frequencies): Compared[] {
  const one = compareNames('given', given, otherGiven, reader, frequencies);
  const other = compareNames('family', family, otherFamily, reader, frequencies);
  if (one?.likelihood !== GIVEN.same || other?.likelihood !== FAMILY.same) return [one, other].filter((each) => each !== null);
  // Both the same: how many strangers bear both is seen in the lists themselves, and never less than the two shares say.
  const both = Math.min(Math.max(one.u * other.u * NAMES_GO_TOGETHER + frequencies.bothNames(given.whole, family.whole), 0), 1);
  const apart = Math.sqrt(both / (one.u * other.u));
  return [{ ...one, u: Math.min(one.u * apart, 1) }, { ...other, u: Math.min(other.u * apart, 1) }];
}

const digits = ({ year, month, day }: Birth) => String(year * 10_000 + month * 100 + day);

function birthLevel(a: Birth, b: Birth): keyof typeof BIRTH {
  const sameYear = a.year === b.year;
  if (a.month === 0 || b.month === 0) return sameYear ? 'year' : 'differs';
  if (a.day === 0 || b.day === 0) return sameYear && a.month === b.month ? 'part' : 'differs';
  if (sameYear && a.month === b.month && a.day === b.day) return 'same';
  if (sameYear && a.month === b.day && a.day === b.month) return 'swapped';
  if (oneSlipApart(digits(a), digits(b))) return 'slip';
  if (a.month === b.month && a.day === b.day) return 'same_day';
  return sameYear && a.month === b.month ? 'same_month' : 'differs';
}

function compareBirths(a: Comparable, b: Comparable, frequencies: Frequencies): Compared {
  if (a.birth === null || b.birth === null) return compared('birth', BIRTH.unknown, 1);
  const level = birthLevel(a.birth, b.birth);
  return compared('birth', BIRTH[level], frequencies.birth(birthKey(a)));
}

function compareSexes(a: Comparable, b: Comparable): Compared | null {
  if (a.sex === null || b.sex === null) return null;
  return compared('sex', a.sex === b.sex ? SEX.same : SEX.differs, 1);
}

const sameHouse = (a: Comparable, b: Comparable) => {
  const [one, other] = [addressKey(a), addressKey(b)];
  return one === '' || other === '' ? null : one === other || (a.address.number === b.address.number && likeness(a.address.street.join(''), b.address.street.join('')) >= CLOSE);
};

function sameStreet(a: Comparable, b: Comparable): boolean {
  const [one, other] = [a.address.street.slice(0, 2).join(''), b.address.street.slice(0, 2).join('')];
  return one !== '' && other !== '' && (one === other || likeness(one, other) >= CLOSE);
}

function homeLevel(a: Comparable, b: Comparable): keyof typeof HOME | null {
  const known = a.postcode !== '' && b.postcode !== '';
  const house = sameHouse(a, b);
  if (known && a.postcode === b.postcode) {
    if (house === null) return sameStreet(a, b) ? 'same' : 'postcode';
    return house ? 'same' : 'postcode_only';
  }
  const near = known && oneSlipApart(a.postcode, b.postcode);
  if (house && (!known || near)) return 'same';
  if (near) return 'near';
  if (sameStreet(a, b)) return 'street';
  if (!known) return house === null ? null : 'differs';
  return districtOf(a.postcode) !== undefined && districtOf(a.postcode) === districtOf(b.postcode) ? 'district' : 'differs';
}

function compareHomes(a: Comparable, b: Comparable, frequencies: Frequencies): Compared | null {
  const level = homeLevel(a, b);
  if (level === null) return null;
  if (level === 'district') return compared('home', HOME.district, frequencies.district(districtOf(a.postcode) ?? ''));
  const houses = level === 'same' ? [addressKey(a), addressKey(b)].filter((key) => key !== '') : [];
  const places = [...(a.postcode !== '' && a.postcode === b.postcode ? [frequencies.postcode(a.postcode)] : []), ...houses.map((key) => frequencies.address(key))];
  // The rarer of house and postcode: both say the same thing.
  return compared('home', HOME[level], Math.min(...places, HOME.street.u));
}

function compareNumbers(a: Comparable, b: Comparable, frequencies: Frequencies): Compared | null {
  if (a.nhsNumber === '' || b.nhsNumber === '') return null;
  if (a.nhsNumber === b.nhsNumber) return compared('number', a.numberHolds ? NUMBER.same : NUMBER.same_unchecked, frequencies.number(a.nhsNumber));
  return compared('number', oneSlipApart(a.nhsNumber, b.nhsNumber) ? NUMBER.slip : NUMBER.differs, 1);
}

/** How two records stand to one another, field by field; what either does not say says nothing. */
export function compare(a: Comparable, b: Comparable, reader: NameReader, frequencies: Frequencies): Compared[] {
  return [...compareBothNames(a, b, reader, frequencies), compareBirths(a, b, frequencies), compareSexes(a, b), compareHomes(a, b, frequencies), compareNumbers(a, b, frequencies)].filter((one) => one !== null);
}

