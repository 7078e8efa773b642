import type { Temporal } from 'temporal-polyfill';
import { isPlaceholderName } from './placeholder';

/**
 * Who is who by what identifies a child: numbers with their check digits, names as they are compared, ages. Types and pure
 * functions only. Who may be whom beyond that is `identity.ts`.
 */

/**
 * Marks that are left out as often as they are written: accents, and the points of Arabic and Hebrew. In Bengali, Hindi, Tamil, Thai and
 * others a vowel is such a mark, and মিনা and মুনা are two names; so is what makes か of が.
 */
const MARKS_LEFT_OUT = /(?![\u3099\u309a])(?=[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}])\p{M}/gu;

/** A name as it is compared: without case, accents, spaces and signs; letters of every script stay, and the marks by which some write vowels. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(MARKS_LEFT_OUT, '')
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}

/** Begins a key of names and birth whose given name is nobody's ("Baby"); no name as compared holds it. */
export const UNNAMED = '?';

/**
 * "given|family|date of birth" as compared, or null when a part is missing: two children of whom little is known
 * are never taken for one. `UNNAMED` stands before it where the given name is nobody's: by such a key a restricted child is found,
 * and what may be about one child is kept; that two are one it does not say, since two families may each have a "Baby Smith".
 * @param dateOfBirth ISO date.
 */
export function nameDobKey(givenName: string, familyName: string, dateOfBirth: string | null): string | null {
  const given = normaliseName(givenName);
  const family = normaliseName(familyName);
  if (given === '' || family === '' || dateOfBirth === null) return null;
  return `${isPlaceholderName(givenName, familyName) ? UNNAMED : ''}${given}|${family}|${dateOfBirth}`;
}

/** Does a key of names and birth name somebody, so that two who have it are one child? */
export function namesSomebody(key: string | null): key is string {
  return key !== null && !key.startsWith(UNNAMED);
}

/** How an NHS number or UPN looks as typed. */
export type NumberCheck = 'good' | 'wrong_shape' | 'wrong_check';

/** A number without the spaces and dashes people type into it, letters in capitals. */
export function bareNumber(typed: string): string {
  return typed.replace(/[\s\p{Pd}.]/gu, '').toUpperCase();
}

/**
 * NHS number: ten digits, the last worked out from the nine before it, modulus 11 (domain 4.11). One digit ten times
 * over passes the arithmetic and is refused: people type it to fill a box.
 */
export function checkNhsNumber(typed: string): NumberCheck {
  const number = bareNumber(typed);
  if (!/^[0-9]{10}$/.test(number) || /^(.)\1{9}$/.test(number)) return 'wrong_shape';
  const digits = [...number].map(Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const expected = (11 - (sum % 11)) % 11;
  return expected === digits[9] ? 'good' : 'wrong_check';
}

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/**
 * Unique pupil number: a check letter, eleven digits and a digit, or in a temporary number a letter, at the end;
 * the check letter is the sum of the others by their places, modulus 23 (domain 4.11).
 */
export function checkUpn(typed: string): NumberCheck {
  const number = bareNumber(typed);
  if (!new RegExp(`^[${UPN_LETTERS}][0-9]{11}[0-9${UPN_LETTERS}]$`).test(number)) return 'wrong_shape';
  const valueOf = (mark: string) => (/[0-9]/.test(mark) ? Number(mark) : UPN_LETTERS.indexOf(mark));
  const sum = [...number.slice(1)].reduce((total, mark, index) => total + valueOf(mark) * (index + 2), 0);
  return UPN_LETTERS[sum % 23] === number[0] ? 'good' : 'wrong_check';
}

/** What two children are compared on. Numbers that fail their check are left out: a slip must not join two children. */
export interface Identifiers {
  nhsNumber: string | null;
  upn: string | null;
  nameDobKey: string | null;
}

/** The identifiers of a child as told. */
export function identifiersOf(child: { givenName: string; familyName: string; dateOfBirth: string | null; nhsNumber?: string; upn?: string }): Identifiers {
  const { nhsNumber = '', upn = '' } = child;
  return {
    nhsNumber: checkNhsNumber(nhsNumber) === 'good' ? bareNumber(nhsNumber) : null,
    upn: checkUpn(upn) === 'good' ? bareNumber(upn) : null,
    nameDobKey: nameDobKey(child.givenName, child.familyName, child.dateOfBirth),
  };
}

/** On what two records were taken for one child, the strongest first. */
export type MatchedBy = 'nhs_number' | 'upn' | 'name_and_birth';

const same = (a: string | null, b: string | null) => a !== null && a === b;

/**
 * Are these the same child, and on what? Same NHS number, or UPN, or same normalised names and date of birth
 * (issue 2, section 3); a name that is nobody's is none. A worker may say that they are not.
 */
export function sameChild(a: Identifiers, b: Identifiers): MatchedBy | null {
  if (same(a.nhsNumber, b.nhsNumber)) return 'nhs_number';
  if (same(a.upn, b.upn)) return 'upn';
  return namesSomebody(a.nameDobKey) && same(a.nameDobKey, b.nameDobKey) ? 'name_and_birth' : null;
}

/** Whole years and months from birth to a day; null for a day before birth. */
export function ageOn(dateOfBirth: Temporal.PlainDate, on: Temporal.PlainDate): { years: number; months: number } | null {
  const { years, months, days } = dateOfBirth.until(on, { largestUnit: 'years' });
  return years < 0 || months < 0 || days < 0 ? null : { years, months };
}
