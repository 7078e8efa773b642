import type { Temporal } from 'temporal-polyfill';
import { weigherOf, type Weighed } from '@/lib/people/identity';
import { withoutKept } from '@/lib/people/kept-secret';
import { FAMILY, GIVEN } from '@/lib/people/match/weights';
import { normaliseName, bareNumber } from '@/lib/people/model';

/** Somebody named in a contact, as far as matching asks. */
export interface NamedPerson {
  id: string;
  kind: string;
  givenName: string;
  familyName: string;
  /** ISO date. */
  dateOfBirth: string | null;
  nhsNumber: string | null;
  nameDobKey: string | null;
  address: string;
  postcode: string;
}

/** An address as typed. */
export interface Address {
  address: string;
  postcode: string;
}

const POSTCODE = /[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}/giu;

/** A postcode as compared: capitals without spaces; empty when none was given. */
export function normalisePostcode(typed: string): string {
  return withoutKept(typed).normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

/** The first line of an address as compared: letters and figures, without a postcode written into it. */
export function normaliseAddressLine(typed: string): string {
  return withoutKept(typed).replace(POSTCODE, '').normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The part of a postcode that names an area and no house: "NR14 7AB" gives "NR14"; empty when it is no postcode. */
export function postcodeArea(typed: string): string {
  const bare = normalisePostcode(typed);
  return /^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$/.test(bare) ? bare.slice(0, -3) : '';
}

/** Are both addresses one, letter by letter, postcode included? Two of which a part is missing never are. */
export function sameAddress(a: Address, b: Address): boolean {
  const [postcode, line] = [normalisePostcode(a.postcode), normaliseAddressLine(a.address)];
  return postcode !== '' && line !== '' && postcode === normalisePostcode(b.postcode) && line === normaliseAddressLine(b.address);
}

/** Why somebody of the staff may know a family. It asks; it never keeps out by itself (decision 0020). */
export const ACQUAINTANCE_WORDS = {
  own_name: 'Somebody in this contact has your family name.',
  own_telephone: 'Your telephone number stands in this contact.',
  own_email: 'Your e-mail address stands in this contact.',
  close_name: 'Somebody in this contact has the name of somebody on your list.',
  close_address: 'An address in this contact is on your list.',
  same_child: 'You said of another contact about these children that you know somebody.',
} as const;
export type AcquaintanceGround = keyof typeof ACQUAINTANCE_WORDS;
export const ACQUAINTANCE_GROUNDS = Object.keys(ACQUAINTANCE_WORDS) as AcquaintanceGround[];

/** What is known of a member of staff, or of an agency's lead, for the match. */
export interface Acquainted {
  /** Whole name; its last word is taken for the family's. */
  name: string;
  email: string;
  phone: string;
  close: readonly { givenName: string; familyName: string; address: string; postcode: string }[];
}

/** The family name within a whole name, as compared. */
export function familyNameOf(whole: string): string {
  return normaliseName(whole.trim().split(/\s+/u).at(-1) ?? '');
}

const digits = (text: string) => text.replace(/\D/g, '').replace(/^(44|0)+/, '');
/** Fewer digits are an extension, which many share. */
const SHORTEST_TELEPHONE = 9;

/**
 * On what somebody may know a person of a contact.
 * @param said everything else of the contact as one text: telephone numbers and e-mail addresses are looked for in it.
 */
export function acquaintanceGrounds(who: Acquainted, persons: readonly NamedPerson[], said: string): AcquaintanceGround[] {
  const families = new Set(persons.map(({ familyName }) => normaliseName(familyName)).filter((name) => name !== ''));
  const telephone = digits(who.phone);
  const wholeName = (given: string, family: string) => `${normaliseName(given)}|${normaliseName(family)}`;
  const named = new Set(persons.map(({ givenName, familyName }) => wholeName(givenName, familyName)));
  const closeNamed = who.close.some(({ givenName, familyName }) => {
    const family = normaliseName(familyName);
    if (family === '') return false;
    return normaliseName(givenName) === '' ? families.has(family) : named.has(wholeName(givenName, familyName));
  });
  const holds: Record<AcquaintanceGround, boolean> = {
    own_name: families.has(familyNameOf(who.name)),
    own_telephone: telephone.length >= SHORTEST_TELEPHONE && digits(said).includes(telephone),
    own_email: who.email !== '' && said.toLowerCase().includes(who.email.toLowerCase()),
    close_name: closeNamed,
    close_address: who.close.some((place) => persons.some((person) => sameAddress(place, person))),
    same_child: false,
  };
  return ACQUAINTANCE_GROUNDS.filter((ground) => holds[ground]);
}

/** Where somebody stands who wants to open a contact: they said that they know nobody since the last match, or must be asked. */
export type Opening = { open: true } | { open: false; grounds: AcquaintanceGround[] };

/** @param times when they last declared and when they were last matched, in milliseconds; null for never. */
export function openingOf({ declaredMs, matchedMs, grounds }: { declaredMs: number | null; matchedMs: number | null; grounds: readonly string[] }): Opening {
  if (declaredMs !== null && (matchedMs === null || declaredMs > matchedMs)) return { open: true };
  return { open: false, grounds: matchedMs === null ? [] : ACQUAINTANCE_GROUNDS.filter((ground) => grounds.includes(ground)) };
}

/**
 * What a list shows of a contact to a member of staff (domain 7.14; a list is reading too): its words, to whoever said that
 * they know nobody; its kind (urgency, ages, signs) to whoever was not asked yet; nothing that anybody wrote or could be
 * known by to whoever may know somebody in it.
 */
export type Shown = 'words' | 'kind' | 'nothing';

export function shownOf(opening: Opening): Shown {
  if (opening.open) return 'words';
  return opening.grounds.length === 0 ? 'kind' : 'nothing';
}

/** What stands in a list in place of words that wait for an answer. */
export const MAY_KNOW_WORDS = 'You may know somebody in this contact. You are asked before anything of it is shown.';

/** A text made ready, once, for looking in it for many names and numbers. */
export interface Said {
  text: string;
  /** Its words as names are compared, without the ’s of what belongs to somebody. */
  words: readonly string[];
  /** The words as one. */
  whole: string;
  /** The text with the figures of each number together. */
  figures: string;
}

export function saidIn(text: string): Said {
  const words = text.split(/[^\p{L}\p{N}\p{M}'’-]+/u).map((word) => normaliseName(word.replace(/['’]s$/iu, ''))).filter((word) => word !== '');
  return { text, words, whole: words.join(''), figures: text.replace(/(?<=\d)[\s.-]+(?=\d)/gu, '') };
}

/** Do words that stand side by side make up this name, wherever it is divided: "O’Neill", "O Neill", "Okafor-Smith"? */
function standsIn(name: string, { words, whole }: Said): boolean {
  if (!whole.includes(name)) return false;
  return words.some((_, from) => {
    let rest = name;
    for (let at = from; rest !== '' && at < words.length; at += 1) {
      const word = words[at] ?? '';
      if (!rest.startsWith(word)) return false;
      rest = rest.slice(word.length);
    }
    return rest === '';
  });
}

/** Does a text, in anybody's words, name somebody whole: given and family name side by side, in either order? */
export function namedInWords({ givenName, familyName }: { givenName: string; familyName: string }, said: Said): boolean {
  const [given, family] = [normaliseName(givenName), normaliseName(familyName)];
  return given !== '' && family !== '' && (standsIn(given + family, said) || standsIn(family + given, said));
}

/** A child whose contacts only guardians see, as registered. */
export interface RestrictedIdentity {
  id: string;
  givenName: string;
  familyName: string;
  dateOfBirth: string | null;
  nhsNumber: string | null;
  nameDobKey: string | null;
  addresses: readonly Address[];
}

/** On what a child of a contact may be a restricted one. The first two are exact: they close the contact by themselves. */
export const RESTRICTED_GROUNDS = {
  nhs_number: 'the same NHS number',
  name_and_birth: 'the same names and date of birth',
  family_and_birth: 'the same family name and date of birth',
  same_name: 'the same names',
  same_address: 'the same address',
  other_spelling: 'names, or names and birth, that may be the same in another spelling, form or order',
  in_words: 'named, or its NHS number given, in what somebody wrote',
} as const;
export type RestrictedGround = keyof typeof RESTRICTED_GROUNDS;

/**
 * From so likely on guardians are asked of a child whom nothing else points to: one in a hundred, since to look costs them a moment, and
 * what nobody asks of lies open to every desk. Łukasz and Lukasz, or Isabella and Bella of one family name, are asked of without a birth.
 */
const WORTH_ASKING = 0.01;
/** Another name, or none, is no spelling of it (decision 21). */
const ANOTHER_NAME: ReadonlySet<string> = new Set([GIVEN.differs.words, GIVEN.unnamed.words, FAMILY.differs.words]);
const isSpelling = ({ probability, reasons }: Weighed) => probability >= WORTH_ASKING && !reasons.some(({ words }) => ANOTHER_NAME.has(words));

/** A child by its names, birth and number alone: whoever lives at one address is asked of by that. */
const bare = ({ givenName, familyName, dateOfBirth, nhsNumber }: Pick<RestrictedIdentity, 'givenName' | 'familyName' | 'dateOfBirth' | 'nhsNumber'>) => ({ givenName, familyName, dateOfBirth, nhsNumber, upn: null, details: {} });

/** Is a person of a contact the restricted child? Exactly, perhaps (its guardians are asked), or not. The child is made ready once for many. */
export function restrictedMatch(child: RestrictedIdentity): (person: NamedPerson) => { exact: boolean; grounds: RestrictedGround[] } {
  const weighed = weigherOf(bare(child));
  return (person) => {
    const match = plainMatch(child, person);
    return match.grounds.length === 0 && isSpelling(weighed(bare(person))) ? { exact: false, grounds: ['other_spelling'] } : match;
  };
}

/** What is the same letter by letter. */
function plainMatch(child: RestrictedIdentity, person: NamedPerson): { exact: boolean; grounds: RestrictedGround[] } {
  const [family, given] = [normaliseName(child.familyName), normaliseName(child.givenName)];
  const sameFamily = family !== '' && family === normaliseName(person.familyName);
  const holds: Record<RestrictedGround, boolean> = {
    nhs_number: child.nhsNumber !== null && person.nhsNumber !== null && bareNumber(child.nhsNumber) === bareNumber(person.nhsNumber),
    name_and_birth: child.nameDobKey !== null && child.nameDobKey === person.nameDobKey,
    family_and_birth: sameFamily && child.dateOfBirth !== null && child.dateOfBirth === person.dateOfBirth,
    same_name: sameFamily && given !== '' && given === normaliseName(person.givenName),
    same_address: child.addresses.some((address) => sameAddress(address, person)),
    other_spelling: false,
    in_words: false,
  };
  const grounds = (Object.keys(RESTRICTED_GROUNDS) as RestrictedGround[]).filter((ground) => holds[ground]);
  return { exact: holds.nhs_number || holds.name_and_birth, grounds };
}

/** Do words, such as an addition to a contact, perhaps speak of the restricted child? By its whole name or its NHS number. */
export function restrictedInWords(child: Pick<RestrictedIdentity, 'givenName' | 'familyName' | 'nhsNumber'>, said: Said): boolean {
  return namedInWords(child, said) || (child.nhsNumber !== null && said.figures.includes(bareNumber(child.nhsNumber)));
}

/** On what words may speak of somebody close to a member of staff. A family name alone says too little. */
export function acquaintanceInWords(who: Acquainted, said: Said): AcquaintanceGround[] {
  const own = acquaintanceGrounds({ ...who, name: '', close: [] }, [], said.text);
  return who.close.some((close) => namedInWords(close, said)) ? [...own, 'close_name'] : own;
}

/** Why a child is restricted. */
export const RESTRICTION_REASONS = {
  staff_family: 'Family of somebody who works here',
  adoption: 'Adopted: the families must not find each other',
  high_profile: 'In the public eye',
  witness_protection: 'Protected witness, or a court’s order',
  other: 'Another reason',
} as const;
export type RestrictionReason = keyof typeof RESTRICTION_REASONS;

/** A restricted child has at least two guardians, so that one is always there. */
export const FEWEST_GUARDIANS = 2;
/** Broken glass closes again after an hour. */
export const GLASS_MINUTES = 60;
/** A wish to break the glass can be agreed with for so long: an old one would open an hour in which whoever asked is not looking. */
export const GLASS_WISH_HOURS = 4;
/** After so many hours without the second manager's word any manager names another: whoever else could may be away for weeks. */
const SECOND_HOURS = 24;
/** Somebody let in by a guardian: at the longest. */
export const LONGEST_ACCESS_DAYS = 28;

/**
 * May any manager of the area name a second one for a registration that nobody has confirmed? Where neither of its two is a manager here
 * any more, or a day has gone by: until then it is theirs, and what is about the child lies open as long.
 * @param managers everybody who is a manager here.
 */
export function isLeftUnconfirmed({ registeredAt, registeredBy, secondId }: { registeredAt: Temporal.Instant; registeredBy: string; secondId: string }, managers: readonly string[], now: Temporal.Instant): boolean {
  return !(managers.includes(registeredBy) || managers.includes(secondId)) || now.epochMilliseconds >= registeredAt.add({ hours: SECOND_HOURS }).epochMilliseconds;
}

/** Why somebody is kept out of a contact. */
export const BAR_WORDS = {
  declared: 'said that they, or somebody close to them, know this family',
  not_sure: 'was not sure whether they know this family',
  same_family: 'said of another contact about these children that they know the family',
  may_be_involved: 'is the safeguarding lead of the reporting agency, and may be meant',
} as const;
export type BarGround = keyof typeof BAR_WORDS;
