import { identifiersOf } from '@/lib/people/model';
import { PAIR_OUTCOMES, type NamedChild, type PairOutcome, type Said } from '@/lib/people/identity';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { isId } from '@/lib/platform/ids';
import { knows } from '@/lib/restriction/schema';
import { saidChildren } from '../report/report-fields';
import { keysOf } from '../report/steps';
import type { Report } from '../schema';
import { KNOWS_FIELD, WHO_PREFIX, whyField } from './known-fields';

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
 * typed, and nothing said goes with it; only a child who is taken off the page takes its own along. Whoever said "yes" or
 * "not sure" to knowing the family cannot take that back by typing.
 * @param before as it was kept, @param posted as it comes in now.
 */
export function withKnown(before: Fields, posted: Fields): Fields {
  const there = new Set(keysOf(posted, 'children'));
  const kept = Object.entries(before).filter(([name]) => name === KNOWS_FIELD || (name.startsWith(`${WHO_PREFIX}.`) && there.has(name.split('.')[2] ?? '')));
  const final = keepsOut(knowsOf(before)) ? { [KNOWS_FIELD]: textOf(before, KNOWS_FIELD) } : {};
  return { ...Object.fromEntries(kept), ...posted, ...final };
}

/** What the worker found of a child who is spoken of, by its key, and a child of another contact. */
export interface SaidOfPair {
  childKey: string;
  otherId: string;
  outcome: PairOutcome;
  /** How the worker knows; may be empty. */
  why: string;
}

/** Everything found so far, of children who are still spoken of; nothing counts before the worker said that they know nobody. */
export function pairsSaid(fields: Fields): SaidOfPair[] {
  if (knowsOf(fields) !== 'no') return [];
  return saidChildren(fields).flatMap((childKey) => {
    const prefix = `${WHO_PREFIX}.${childKey}.`;
    return Object.keys(fields).flatMap((name) => {
      const outcome = PAIR_OUTCOMES.find((known) => known === textOf(fields, name));
      const otherId = name.slice(prefix.length);
      return name.startsWith(prefix) && isId(otherId) && outcome !== undefined ? [{ childKey, otherId, outcome, why: textOf(fields, whyField(childKey, otherId)).trim() }] : [];
    });
  });
}

/** The same as sayings of the index of people; all are of one moment. */
export const asSaid = (pairs: readonly SaidOfPair[]): Said[] => pairs.map(({ childKey, otherId, outcome }) => ({ one: childKey, other: otherId, outcome, atMs: 0 }));

/** The children who are spoken of, by their keys, as the index of people compares them. Those of whom nothing could be compared are left out. */
export function spokenChildren(fields: Fields, report: Pick<Report, 'children'>): (NamedChild & { id: string })[] {
  return saidChildren(fields).flatMap((id, index) => {
    const child = report.children[index];
    if (child === undefined || child.unborn) return [];
    const { givenName, familyName, dateOfBirth, ...details } = child;
    const { nhsNumber, upn } = identifiersOf(child);
    const named = (givenName.trim() !== '' && familyName.trim() !== '') || (dateOfBirth !== null && (givenName.trim() !== '' || familyName.trim() !== '')) || nhsNumber !== null || upn !== null;
    return named ? [{ id, givenName, familyName, dateOfBirth, nhsNumber, upn, details }] : [];
  });
}

/** Does what is shown of earlier contacts follow from other words than before? Only then is it shown anew, and written down as shown. */
export function asksAnew(before: Fields, after: Fields): boolean {
  const part = (fields: Fields) => JSON.stringify([textOf(fields, KNOWS_FIELD), saidChildren(fields).map((key) => WHO_ASKS.map((name) => textOf(fields, `child.${key}.${name}`)))]);
  return part(before) !== part(after);
}

const WHO_ASKS = ['givenName', 'familyName', 'birth.day', 'birth.month', 'birth.year', 'sex', 'nhsNumber', 'upn', 'address', 'postcode'];
