import { LOOKING_UP } from '@/lib/access/policy';
import type { Role } from '@/lib/access/model';
import { addressKey, districtOf } from '@/lib/people/match/keys';
import { birthOf, comparable } from '@/lib/people/match/comparable';
import { bareNumber, checkNhsNumber, checkUpn } from '@/lib/people/model';
import type { SearchTerms } from '@/lib/people/search';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/**
 * Looking somebody up (issue 4, section 2; decision 39): what was typed, what may be looked up by it, and with which reason.
 * Pure.
 */

/** By what somebody is looked for. */
export const WAYS = ['name', 'date_of_birth', 'nhs_number', 'upn', 'reference', 'address'] as const;
export type Way = (typeof WAYS)[number];

export const WAY_WORDS: Record<Way, string> = { name: 'name', date_of_birth: 'date of birth', nhs_number: 'NHS number', upn: 'pupil number', reference: 'contact reference', address: 'address' };

/** Why somebody is looked up, for those who choose. */
export const REASONS = {
  call: 'Somebody is on the telephone about them',
  contact: 'A contact that I hold or am reading',
  agency: 'An agency asks, and may be told',
  duty: 'A duty that I have to do',
  other: 'Another reason',
} as const;
export type ReasonCode = keyof typeof REASONS;

export const isReason = (text: string): text is ReasonCode => Object.hasOwn(REASONS, text);

/** Something about one field, said to whoever typed it. */
export interface FieldError {
  field: string;
  message: string;
}

/** What is looked for, and why. */
export interface Asked {
  terms: SearchTerms;
  /** As typed; empty where nothing is looked for by it. */
  reference: string;
  ways: Way[];
  reasonCode: ReasonCode | 'written';
  reasonWords: string;
}

export const SEARCH_FIELDS = ['reference', 'givenName', 'familyName', 'birth.day', 'birth.month', 'birth.year', 'nhsNumber', 'upn', 'address', 'postcode', 'reason', 'reasonWords'] as const;

/** For how long results are shown, and what was typed is kept, in minutes. */
export const SEARCH_MINUTES = 30;
/** For how long an opened person may be looked at again without another search, in minutes. */
export const LOOK_MINUTES = 60;

/** Does this role write its reason, rather than choose one? Where nothing but an address is looked up everybody does (domain 7.13). */
export function writesReason(role: Role, ways: readonly Way[]): boolean {
  const how = Object.hasOwn(LOOKING_UP, role) ? LOOKING_UP[role as keyof typeof LOOKING_UP] : 'written';
  return how === 'written' || (ways.length > 0 && ways.every((way) => way === 'address'));
}

const two = (part: string) => part.padStart(2, '0');

/** A date of birth as far as it was typed: YYYY, YYYY-MM or YYYY-MM-DD; undefined where it is none. */
function typedBirth(fields: Fields): string | undefined {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => textOf(fields, `birth.${part}`).trim());
  if (day === '' && month === '' && year === '') return '';
  if (!/^\d{4}$/.test(year) || !/^\d{0,2}$/.test(month) || !/^\d{0,2}$/.test(day) || (day !== '' && month === '')) return undefined;
  const text = [year, ...(month === '' ? [] : [two(month)]), ...(day === '' ? [] : [two(day)])].join('-');
  return birthOf(text) === 'unreadable' ? undefined : text;
}

/** Reads what was typed. @returns what is looked for, or every field that stands in its way. */
export function readAsked(fields: Fields, role: Role): { asked: Asked | null; errors: FieldError[] } {
  const text = (name: string) => textOf(fields, name).trim();
  const errors: FieldError[] = [];
  const birth = typedBirth(fields);
  if (birth === undefined) errors.push({ field: 'birth.day', message: 'Give a year of four figures, a month and a year, or day, month and year' });
  const [nhsNumber, upn] = [bareNumber(text('nhsNumber')), bareNumber(text('upn'))];
  if (nhsNumber !== '' && checkNhsNumber(nhsNumber) !== 'good') errors.push({ field: 'nhsNumber', message: 'That is no NHS number: ten figures, of which the last fits the others' });
  if (upn !== '' && checkUpn(upn) !== 'good') errors.push({ field: 'upn', message: 'That is no pupil number (UPN): a letter, which fits the twelve figures after it' });
  const terms: SearchTerms = { givenName: text('givenName'), familyName: text('familyName'), dateOfBirth: birth ?? '', nhsNumber, upn, address: text('address'), postcode: text('postcode') };
  const person = comparable({ ...terms, sex: '' });
  const said: Record<Way, boolean> = {
    name: person.given.whole !== '' || person.family.whole !== '',
    date_of_birth: birth !== undefined && birth !== '',
    nhs_number: nhsNumber !== '',
    upn: upn !== '',
    reference: text('reference') !== '',
    address: terms.address !== '' || terms.postcode !== '',
  };
  const ways = WAYS.filter((way) => said[way]);
  if (ways.length === 0 && errors.length === 0) errors.push({ field: 'familyName', message: 'Give a name, a date of birth, a number, a reference or an address' });
  if (terms.postcode !== '' && districtOf(person.postcode) === undefined) errors.push({ field: 'postcode', message: 'Give a whole postcode, such as NR1 1AA' });
  const precise = said.nhs_number || said.upn || said.reference;
  const someBirth = person.birth;
  if (!precise && errors.length === 0) {
    if (someBirth !== null && someBirth.day === 0 && !said.name) errors.push({ field: 'familyName', message: 'With a part of the date of birth, give a name too' });
    if (person.given.whole !== '' && person.family.whole === '' && (someBirth === null || someBirth.day === 0) && person.postcode === '') errors.push({ field: 'familyName', message: 'With first names alone, give a whole date of birth or a postcode too: hundreds share them' });
    if (terms.address !== '' && person.postcode === '' && addressKey(person) === '' && !said.name) errors.push({ field: 'address', message: 'Give house number and street, or a postcode' });
  }
  const reasonWords = text('reasonWords');
  const chosen = text('reason');
  const writes = writesReason(role, ways);
  if (writes || chosen === 'other') {
    if (reasonWords === '') errors.push({ field: 'reasonWords', message: 'Say why you look this up' });
  } else if (!isReason(chosen)) errors.push({ field: 'reason', message: 'Choose why you look this up' });
  if (errors.length > 0) return { asked: null, errors };
  return { asked: { terms, reference: text('reference'), ways, reasonCode: isReason(chosen) ? chosen : 'written', reasonWords }, errors: [] };
}

/** Whom a name is of, among those who work here. */
export type About = 'self' | 'colleague';
