import { KEPT_SECRET } from '@/lib/people/kept-secret';
import type { Report } from '../schema';
import type { StepName } from '../report/steps';

/** What may be kept secret (domain 7.6), and the words that repeated one. */
export const PROTECTED_KINDS = ['address', 'postcode', 'phone', 'school', 'words'] as const;
export type ProtectedKind = (typeof PROTECTED_KINDS)[number];

export const PROTECTED_KIND_WORDS: Record<ProtectedKind, string> = {
  address: 'Address',
  postcode: 'Postcode',
  phone: 'Telephone',
  school: 'School or nursery',
  words: 'Words that repeated it',
};

/** Words taken out of a record, with where they stood: "children.0.address", "incident.what", "addition.<id>". */
export interface Kept {
  place: string;
  kind: ProtectedKind;
  words: string;
}

/** Which details of whom are to be kept secret; a postcode goes with its address. */
export type ProtectedDetailName = 'address' | 'phone' | 'school';

interface Owner {
  address: string;
  postcode?: string;
  phone: string;
  school?: string;
  keepAddressSecret: boolean;
  keepPhoneSecret: boolean;
  keepSchoolSecret?: boolean;
}

const FLAGGED: readonly { flag: 'keepAddressSecret' | 'keepPhoneSecret' | 'keepSchoolSecret'; kinds: readonly ('address' | 'postcode' | 'phone' | 'school')[] }[] = [
  { flag: 'keepAddressSecret', kinds: ['address', 'postcode'] },
  { flag: 'keepPhoneSecret', kinds: ['phone'] },
  { flag: 'keepSchoolSecret', kinds: ['school'] },
];

/** Takes the flagged details out of one person of a report. */
function emptied<T extends Owner>(owner: T, place: string, kept: Kept[]): T {
  const changes: Partial<Record<ProtectedKind, string>> = {};
  for (const { flag, kinds } of FLAGGED) {
    if (owner[flag] !== true) continue;
    for (const kind of kinds) {
      const words = owner[kind] ?? '';
      if (words.trim() === '') continue;
      kept.push({ place: `${place}.${kind}`, kind, words });
      changes[kind] = '';
    }
  }
  return { ...owner, ...changes };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const EDGE_BEFORE = '(?<![\\p{L}\\p{N}])';
const EDGE_AFTER = '(?![\\p{L}\\p{N}])';

/** Words in any spacing, punctuation and capitals. @param written how else a word may be written. */
function phrasePattern(words: string, written: (word: string) => string = escaped): RegExp | null {
  const parts = words.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  return parts.join('').length < SHORTEST_PHRASE ? null : new RegExp(`${EDGE_BEFORE}${parts.map(written).join('[^\\p{L}\\p{N}]{1,3}')}${EDGE_AFTER}`, 'giu');
}
const SHORTEST_PHRASE = 4;
const SHORTEST_NUMBER = 6;

/** A telephone number in any grouping, with or without +44 or the leading 0. */
function phonePattern(words: string): RegExp | null {
  const national = words.replace(/\D/g, '').replace(/^(?:0044|44|0)/, '');
  if (national.length < SHORTEST_NUMBER) return null;
  return new RegExp(`(?:\\+?44[\\s().-]*|(?<!\\d)0[\\s().-]*|(?<!\\d))(?:0[\\s().-]*)?${[...national].join('[\\s().-]*')}(?!\\d)`, 'gu');
}

/** A postcode with or without its space. */
function postcodePattern(words: string): RegExp | null {
  const letters = words.replace(/[^\p{L}\p{N}]/gu, '');
  return letters.length < SHORTEST_PHRASE ? null : new RegExp(`${EDGE_BEFORE}${[...letters].map(escaped).join('\\s*')}${EDGE_AFTER}`, 'giu');
}

/** What a street is called, each with what is written for it. */
const STREETS = [['road', 'rd'], ['street', 'st'], ['avenue', 'ave', 'av'], ['lane', 'ln'], ['drive', 'dr'], ['close', 'cl'], ['court', 'ct'], ['crescent', 'cres'], ['place', 'pl'], ['terrace', 'ter', 'terr'], ['gardens', 'gdns'], ['square', 'sq'], ['grove', 'gr', 'gro'], ['way'], ['walk'], ['row'], ['rise'], ['hill'], ['park'], ['mews'], ['green'], ['view'], ['yard'], ['parade']];

/** A word of an address, as a street in each way of writing it. */
function streetWord(word: string): string {
  const ways = STREETS.find((each) => each.includes(word.toLowerCase()));
  return ways === undefined ? escaped(word) : `(?:${ways.join('|')})`;
}

/** A house and its street where the town follows without a comma: "14 Rose Lane" of "14 Rose Lane Kettlesham". */
const HOUSE_AND_STREET = new RegExp(`\\d+\\p{L}?(?:\\s*[-/]\\s*\\d+\\p{L}?)?\\s+(?:[\\p{L}’'.-]+\\s+){1,4}?(?:${STREETS.flat().join('|')})${EDGE_AFTER}`, 'giu');

/** The telling parts of an address: the whole, each line or comma part with a figure in it or of two words and more, and house with street. */
function addressPatterns(words: string): (RegExp | null)[] {
  const parts = words.split(/[\n,;]+/).map((part) => part.trim()).filter((part) => part !== '');
  const telling = parts.filter((part) => /\d/.test(part) || part.split(/\s+/).length >= 2);
  // A postcode within the address stands in a line of its own, or ends one.
  const postcodes = words.match(/[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}/gi) ?? [];
  return [...[words, ...telling, ...(words.match(HOUSE_AND_STREET) ?? [])].map((part) => phrasePattern(part, streetWord)), ...postcodes.map(postcodePattern)];
}

function patternsOf({ kind, words }: Pick<Kept, 'kind' | 'words'>): RegExp[] {
  switch (kind) {
    case 'address':
      return addressPatterns(words).filter((pattern) => pattern !== null);
    case 'postcode':
      return [postcodePattern(words)].filter((pattern) => pattern !== null);
    case 'phone':
      return [phonePattern(words)].filter((pattern) => pattern !== null);
    case 'school':
      return [phrasePattern(words)].filter((pattern) => pattern !== null);
    case 'words':
      return [];
  }
}

/** A text without the words that are kept secret; the same text when it repeats none. */
export function hide(text: string, kept: readonly Pick<Kept, 'kind' | 'words'>[]): string {
  return kept.flatMap(patternsOf).reduce((hidden, pattern) => hidden.replace(pattern, KEPT_SECRET), text);
}

/** What can only be a code, and is never words. */
const CODE = /^[a-z_]*$/;

function hideWithin(value: unknown, place: string, secrets: readonly Kept[], kept: Kept[]): unknown {
  if (typeof value === 'string') {
    if (CODE.test(value)) return value;
    const hidden = hide(value, secrets);
    if (hidden !== value) kept.push({ place, kind: 'words', words: value });
    return hidden;
  }
  if (Array.isArray(value)) return value.map((item, index) => hideWithin(item, `${place}.${index}`, secrets, kept));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hideWithin(inner, place === '' ? name : `${place}.${name}`, secrets, kept)]));
}

/**
 * A report without what is to be kept secret, and what was taken out, word for word: the details themselves, and every
 * text that repeated one, in which only the repetition is hidden. Who reported is not touched: that they work at a
 * school is no child's school. Done twice it takes out nothing more.
 * @param known what was kept secret before and must be hidden too.
 */
export function protectReport(report: Report, known: readonly Pick<Kept, 'kind' | 'words'>[] = []): { report: Report; kept: Kept[] } {
  const details: Kept[] = [];
  const children = report.children.map((child, index) => emptied(child, `children.${index}`, details));
  const household = report.household.map((member, index) => emptied(member, `household.${index}`, details));
  const secrets = [...details, ...known.map((each) => ({ place: '', ...each }))];
  if (secrets.length === 0) return { report, kept: [] };
  const repeated: Kept[] = [];
  const { reporter, ...rest } = { ...report, children, household };
  const hidden = hideWithin(rest, '', secrets, repeated) as Omit<Report, 'reporter'>;
  return { report: { ...hidden, reporter }, kept: [...details, ...repeated] };
}

/** A report in which more details are to be kept secret. */
export function withSecrets(report: Report, chosen: readonly { place: string; detail: ProtectedDetailName }[]): Report {
  const flags = (place: string) => {
    const names = chosen.filter((each) => each.place === place).map(({ detail }) => detail);
    return { ...(names.includes('address') ? { keepAddressSecret: true } : {}), ...(names.includes('phone') ? { keepPhoneSecret: true } : {}), ...(names.includes('school') ? { keepSchoolSecret: true } : {}) };
  };
  return {
    ...report,
    children: report.children.map((child, index) => ({ ...child, ...flags(`children.${index}`) })),
    household: report.household.map(({ ...member }, index) => {
      const { keepAddressSecret = member.keepAddressSecret, keepPhoneSecret = member.keepPhoneSecret } = flags(`household.${index}`);
      return { ...member, keepAddressSecret, keepPhoneSecret };
    }),
  };
}

const STEP_BY_PART: Record<string, StepName> = {
  firstQuestions: 'safety',
  reporter: 'you',
  children: 'children',
  household: 'household',
  fathersAndPartners: 'household',
  courtOrders: 'household',
  dangerToStaff: 'household',
  incident: 'what-happened',
  view: 'strengths',
  agencies: 'agencies',
  tried: 'agencies',
  openness: 'consent',
  belief: 'level',
};

/** The page of the report on which words stand. */
export function stepOfPlace(place: string): StepName {
  return place.includes('.voice.') ? 'voice' : (STEP_BY_PART[place.split('.')[0] ?? ''] ?? 'safety');
}

/** For how long somebody who gave a reason may look. */
export const LOOK_MINUTES = 15;

/** Why something was not kept secret, or not shown. */
export type ProtectProblem = 'reason_missing' | 'nothing_chosen' | 'not_yours';

export const PROTECT_PROBLEM_WORDS: Record<ProtectProblem, string> = {
  reason_missing: 'Say why, in a few words.',
  nothing_chosen: 'Choose what is to be kept secret, or write the new detail and say whose it is.',
  not_yours: 'Only the one who holds this contact, or a manager, can look.',
};
