import type { Temporal } from 'temporal-polyfill';
import { identifiersOf, normaliseName } from '@/lib/people/model';
import { PAIR_OUTCOMES, type NamedPerson, type PairOutcome, type Said } from '@/lib/people/identity';
import { isMother, motherNamedIn } from '@/lib/people/unborn';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { isId } from '@/lib/platform/ids';
import { knows } from '@/lib/restriction/schema';
import { saidChildren, saidMembers } from '../report/report-fields';
import { keysOf } from '../report/steps';
import { isUnborn } from '../report/unborn-told';
import type { Report } from '../schema';
import { KNOWS_FIELD, memberWho, WHO_PREFIX, whyField } from './known-fields';

/**
 * Who a family is, asked while somebody still speaks of it: the worker says first that they do not know it (domain 7.14), then
 * what they find of each earlier contact that may be about a child. Kept in the draft; nothing is linked before there is a
 * contact. Pure.
 */

export type Knows = (typeof knows.options)[number];

/** Whether the worker knows somebody in the family; null while they have not said. */
export function knowsOf(fields: Fields): Knows | null {
  return knows.options.find((known) => known === textOf(fields, KNOWS_FIELD)) ?? null;
}

/** Do they have to leave the family to somebody else? "Not sure" keeps out as "yes" does. */
export const keepsOut = (said: Knows | null): boolean => said === 'yes' || said === 'not_sure';

/**
 * What is posted, with what was said before of who the family is. The panel in which it is said comes and goes with what is
 * typed, and nothing said goes with it; only a child or mother who is taken off the page takes their own along. Whoever said "yes" or
 * "not sure" to knowing the family cannot take that back by typing.
 * @param before as it was kept, @param posted as it comes in now.
 */
export function withKnown(before: Fields, posted: Fields): Fields {
  const there = new Set([...keysOf(posted, 'children'), ...keysOf(posted, 'members').map(memberWho)]);
  const kept = Object.entries(before).filter(([name]) => name === KNOWS_FIELD || (name.startsWith(`${WHO_PREFIX}.`) && there.has(name.split('.')[2] ?? '')));
  const final = keepsOut(knowsOf(before)) ? { [KNOWS_FIELD]: textOf(before, KNOWS_FIELD) } : {};
  return { ...Object.fromEntries(kept), ...posted, ...final };
}

/** What the worker found of somebody who is spoken of, by their key, and somebody of another contact. */
export interface SaidOfPair {
  childKey: string;
  otherId: string;
  outcome: PairOutcome;
  /** How the worker knows; may be empty. */
  why: string;
}

function saidOf(fields: Fields, keys: readonly string[]): SaidOfPair[] {
  if (knowsOf(fields) !== 'no') return [];
  return keys.flatMap((childKey) => {
    const prefix = `${WHO_PREFIX}.${childKey}.`;
    return Object.keys(fields).flatMap((name) => {
      const outcome = PAIR_OUTCOMES.find((known) => known === textOf(fields, name));
      const otherId = name.slice(prefix.length);
      return name.startsWith(prefix) && isId(otherId) && outcome !== undefined ? [{ childKey, otherId, outcome, why: textOf(fields, whyField(childKey, otherId)).trim() }] : [];
    });
  });
}

/** Everything found so far, of children who are still spoken of; nothing counts before the worker said that they know nobody. */
export const pairsSaid = (fields: Fields): SaidOfPair[] => saidOf(fields, saidChildren(fields));

/** The same of mothers of children not born yet, by their keys among the adults. */
export const mothersSaid = (fields: Fields): SaidOfPair[] => saidOf(fields, saidMembers(fields).map(memberWho));

/** The same as sayings of the index of people; all are of one moment. */
export const asSaid = (pairs: readonly SaidOfPair[]): Said[] => pairs.map(({ childKey, otherId, outcome }) => ({ one: childKey, other: otherId, outcome, atMs: 0 }));

/** Is enough known of somebody to look for them? A name and something beside it, or a number. */
function isNamed({ givenName, familyName, dateOfBirth, nhsNumber, upn }: Omit<NamedPerson, 'details'>): boolean {
  const [given, family] = [givenName.trim() !== '', familyName.trim() !== ''];
  return (given && family) || (dateOfBirth !== null && (given || family)) || nhsNumber !== null || upn !== null;
}

/** The children who are spoken of, by their keys, as the index of people compares them. Those of whom nothing could be compared are left out. */
export function spokenChildren(fields: Fields, report: Pick<Report, 'children'>): (NamedPerson & { id: string })[] {
  return saidChildren(fields).flatMap((id, index) => {
    const child = report.children[index];
    if (child === undefined || child.unborn) return [];
    const { givenName, familyName, dateOfBirth, ...details } = child;
    const { nhsNumber, upn } = identifiersOf(child);
    const named = { id, givenName, familyName, dateOfBirth, nhsNumber, upn, details };
    return isNamed(named) ? [named] : [];
  });
}

/** The mother of a child not born yet: it is by her that its family is found. */
export interface SpokenMother extends NamedPerson {
  id: string;
  /** She stands among the adults, so that it can be said who she is; else only the child's name names her. */
  written: boolean;
}

/**
 * The mothers of children not born yet, as the index compares them: who is called so among the adults, or whom the name of such
 * a child names ("unborn baby of …"). Nobody while no child is said to be unborn.
 */
export function spokenMothers(fields: Fields, report: Pick<Report, 'children' | 'household'>): SpokenMother[] {
  const expected = report.children.filter(({ unborn }) => unborn);
  const [first] = expected;
  if (first === undefined) return [];
  const home = { address: first.address, postcode: first.postcode, keepAddressSecret: first.keepAddressSecret };
  const numbers = { nhsNumber: null, upn: null };
  const written = saidMembers(fields).flatMap((key, index): SpokenMother[] => {
    const member = report.household[index];
    if (member?.kind !== 'adult' || !isMother(member.relationship)) return [];
    const { givenName, familyName, dateOfBirth, bornAbout, otherNames, address, keepAddressSecret } = member;
    const lives = address.trim() === '' && member.livesWithChild !== 'no' ? home : { address, postcode: '', keepAddressSecret };
    return [{ id: memberWho(key), written: true, givenName, familyName, dateOfBirth, ...numbers, details: { sex: 'F', bornAbout, otherNames, ...lives } }];
  });
  const there = new Set(written.map(({ givenName, familyName }) => normaliseName(`${givenName} ${familyName}`)));
  const namedOnly = expected.flatMap((child, index): SpokenMother[] => {
    const mother = motherNamedIn(child);
    if (mother === null || there.has(normaliseName(`${mother.givenName} ${mother.familyName}`))) return [];
    const { address, postcode, keepAddressSecret } = child;
    return [{ id: `mother-${index + 1}`, written: false, ...mother, dateOfBirth: null, ...numbers, details: { sex: 'F', address, postcode, keepAddressSecret } }];
  });
  return [...written, ...namedOnly].filter(isNamed);
}

const WHO_ASKS = ['givenName', 'familyName', 'otherNames', 'birth.day', 'birth.month', 'birth.year', 'sex', 'nhsNumber', 'upn', 'address', 'postcode'];
const MOTHER_ASKS = ['kind', 'relationship', 'givenName', 'familyName', 'otherNames', 'birth.day', 'birth.month', 'birth.year', 'address', 'livesWithChild'];

/** Does what is shown of earlier contacts follow from other words than before? Only then is it shown anew, and written down as shown. @param today the day of the call. */
export function asksAnew(before: Fields, after: Fields, today: Temporal.PlainDate): boolean {
  const part = (fields: Fields) => {
    const children = saidChildren(fields);
    const mothers = children.some((key) => isUnborn(fields, key, today)) ? saidMembers(fields) : [];
    return JSON.stringify([textOf(fields, KNOWS_FIELD), children.map((key) => [isUnborn(fields, key, today), ...WHO_ASKS.map((name) => textOf(fields, `child.${key}.${name}`))]), mothers.map((key) => MOTHER_ASKS.map((name) => textOf(fields, `member.${key}.${name}`)))]);
  };
  return part(before) !== part(after);
}
