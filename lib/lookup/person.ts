import type { Temporal } from 'temporal-polyfill';
import { normaliseName } from '@/lib/people/model';
import { dayWords } from '@/lib/platform/time';
import type { Stands } from '@/lib/contact/identity/stands';
import type { Shown } from '@/lib/restriction/model';

/** Somebody as contacts tell of them (decisions 34, 39): a person holds nothing of their own. Types and pure functions only. */

/** Somebody as one contact names them. */
export interface Named {
  /** The row. */
  id: string;
  /** child | household_child | adult */
  kind: string;
  givenName: string;
  familyName: string;
  otherNames: string;
  dateOfBirth: string | null;
  /** The year, or year and month, where no more was told. */
  bornAbout: string;
  ageWords: string;
  unborn: boolean;
  dueDate: string | null;
  sex: string;
  /** Without what is kept secret. */
  address: string;
  postcode: string;
  addressKept: boolean;
  /** What they are to the child, as told: "mother". */
  relationship: string;
  /** yes | no | not_known, or empty where nobody was asked. */
  livesWithChild: string;
  parentalResponsibility: string;
  /** The worry is about what they do. */
  ofConcern: boolean;
  fatherOrPartner: boolean;
  /** Born of a pregnancy of this contact. */
  bornAs: string | null;
}

/** Who else works with the family, as told. */
export interface AgencyTold {
  agency: string;
  worker: string;
  doing: string;
  stillInvolved: string;
}

/** A contact that names somebody: when, how it stands, and everybody in it, as far as the reader may be shown that. */
export interface Appearance extends Stands {
  contactId: string;
  reference: string;
  receivedAt: Temporal.Instant;
  shown: Shown;
  /** Null unless the reader said that they know nobody in it. */
  words: { mine: Named; others: Named[]; involved: AgencyTold[] } | null;
}

/** A value that contacts tell, from when to when, and where it is told. */
export interface Told {
  value: string;
  from: Temporal.Instant;
  until: Temporal.Instant;
  references: string[];
}

/**
 * What contacts tell of somebody in one respect, each value once, by when it was last told, the latest first. Nothing told is
 * ever overwritten by what is told later.
 * @param keyOf by which two values are one: their spelling, as a rule.
 */
export function toldOf(appearances: readonly Appearance[], valuesOf: (words: NonNullable<Appearance['words']>) => readonly string[], keyOf: (value: string) => string = normaliseName): Told[] {
  const told = new Map<string, Told>();
  for (const { words, receivedAt, reference } of appearances.toSorted((a, b) => a.receivedAt.epochMilliseconds - b.receivedAt.epochMilliseconds)) {
    if (words === null) continue;
    for (const value of valuesOf(words)) {
      const key = keyOf(value);
      if (key === '') continue;
      const known = told.get(key);
      told.set(key, { value, from: known?.from ?? receivedAt, until: receivedAt, references: [...new Set([...(known?.references ?? []), reference])] });
    }
  }
  return [...told.values()].sort((a, b) => b.until.epochMilliseconds - a.until.epochMilliseconds);
}

export const nameOf = ({ givenName, familyName }: Pick<Named, 'givenName' | 'familyName'>) => `${givenName} ${familyName}`.trim();

/** The names somebody goes by, and what was said of others: "also known as Kate". */
export const namesTold = (appearances: readonly Appearance[]) => toldOf(appearances, ({ mine }) => [nameOf(mine), mine.otherNames.trim() === '' ? '' : `Also: ${mine.otherNames.trim()}`]);

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** What one contact says of when somebody was born: a date, a part of one, an age, or that they were not born yet. */
export function birthWords({ dateOfBirth, bornAbout, ageWords, unborn, dueDate }: Pick<Named, 'dateOfBirth' | 'bornAbout' | 'ageWords' | 'unborn' | 'dueDate'>): string {
  if (dateOfBirth !== null) return dayWords(dateOfBirth);
  if (unborn) return dueDate === null ? 'Not born yet' : `Not born yet, due ${dayWords(dueDate)}`;
  const [year, month] = bornAbout.split('-');
  if (year !== undefined && year !== '') return month === undefined ? `In ${year}; day and month not known` : `In ${MONTHS[Number(month) - 1] ?? ''} ${year}; day not known`;
  return ageWords.trim() === '' ? '' : `Said to be “${ageWords.trim()}” then`;
}

export const birthsTold = (appearances: readonly Appearance[]) => toldOf(appearances, ({ mine }) => [birthWords(mine)]);

/** Where somebody lived, as told. Of an address that is kept secret only that there is one. */
export function addressWords({ address, postcode, addressKept, livesWithChild, kind }: Pick<Named, 'address' | 'postcode' | 'addressKept' | 'livesWithChild' | 'kind'>): string {
  if (addressKept) return 'Kept secret';
  const written = [address.trim().replace(/\s*\n\s*/g, ', '), postcode.trim()].filter((part) => part !== '').join(', ');
  return written === '' && kind !== 'child' && livesWithChild === 'yes' ? 'With the child' : written;
}

export const addressesTold = (appearances: readonly Appearance[]) => toldOf(appearances, ({ mine }) => [addressWords(mine)]);

/** Who else was told to be involved: each agency and worker once, the latest first. */
export const involvedTold = (appearances: readonly Appearance[]) =>
  toldOf(appearances, ({ involved }) => involved.map(({ agency, worker, doing, stillInvolved }) => `${[agency, worker].filter(Boolean).join(', ')}${doing === '' ? '' : `: ${doing}`}${stillInvolved === 'no' ? ' (no longer)' : ''}`));
