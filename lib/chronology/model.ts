import type { Temporal } from 'temporal-polyfill';
import type { ContactState } from '@/lib/contact/state';
import { normaliseName } from '@/lib/people/model';
import { londonDate } from '@/lib/platform/time';
import type { CanonicalLevel, RouteCode } from '@/lib/threshold/model';

/**
 * What happened to a family in order of time, on one line: contacts, consultations, decisions, plans and enquiries of the
 * child, of brothers and sisters, of the household and of the address, with the stretches in which nothing did (issue 4,
 * section 2). Types and pure functions only.
 */

/** How what happened belongs to the children of the contact that is looked at. */
export const SCOPES = { child: 'The child', sibling: 'Brother or sister', household: 'Adult of the household', address: 'The address' } as const;
export type Scope = keyof typeof SCOPES;

export const ENTRY_KINDS = { contact: 'Contact', consultation: 'Consultation', added: 'Added', decision: 'Decision', plan: 'Plan', enquiry: 'Enquiry' } as const;
export type EntryKind = keyof typeof ENTRY_KINDS;

/** Did somebody tell us something: the thing itself, and not what came of it? */
export const isTelling = (kind: EntryKind): boolean => kind === 'contact' || kind === 'consultation';

/** One thing that happened. */
export interface Entry {
  id: string;
  at: Temporal.Instant;
  kind: EntryKind;
  scope: Scope;
  /** What kind of conversation a contact came from, as it is called; empty where nothing says it but that it is a concern. */
  called: string;
  /** The contact that it stands in; null at an address, of which no contact is told (domain 7.13). */
  contactId: string | null;
  reference: string | null;
  /** Whom it is about and how they were known again, as the reader may be told. */
  about: string[];
  /** What happened, in words of the product or of the agency; empty where level and state say it. */
  title: string;
  /** What somebody wrote; empty to a reader who may not be shown it yet. */
  words: string;
  level: CanonicalLevel | null;
  /** Null where none was chosen, or where it may not be told. */
  route: RouteCode | null;
  state: ContactState | null;
  /** The contact that is looked at. */
  current: boolean;
}

/** A stretch of this many months without anything is a finding of its own. */
export const GAP_MONTHS = 3;
const MONTHS_IN_YEAR = 12;
/** From here on a stretch is said in years. */
const SAID_IN_YEARS = 24;

/** Whole months between two instants, on the London calendar; the order does not matter. */
export function monthsBetween(one: Temporal.Instant, other: Temporal.Instant): number {
  return Math.abs(londonDate(one).until(londonDate(other), { largestUnit: 'months' }).months);
}

const many = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A number of months as it is said: "8 months", "2 years 3 months". */
export function stretchWords(months: number): string {
  if (months < SAID_IN_YEARS) return many(months, 'month');
  const rest = months % MONTHS_IN_YEAR;
  return [many(Math.floor(months / MONTHS_IN_YEAR), 'year'), ...(rest === 0 ? [] : [many(rest, 'month')])].join(' ');
}

export type ChronologyItem = { kind: 'entry'; entry: Entry } | { kind: 'gap'; months: number };

/** Newest first; of one instant, what came out of a contact after the contact itself. */
export function newestFirst(entries: readonly Entry[]): Entry[] {
  const rank = ({ kind }: Entry) => (isTelling(kind) ? 1 : 0);
  return [...entries].sort((a, b) => b.at.epochMilliseconds - a.at.epochMilliseconds || rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

/**
 * The line, newest first, with its gaps. What happened at the address is no part of a child's own story and fills no gap:
 * other families lived there too (domain 7.13).
 */
export function withGaps(entries: readonly Entry[]): ChronologyItem[] {
  const items: ChronologyItem[] = [];
  const ordered = newestFirst(entries);
  ordered.forEach((entry, index) => {
    items.push({ kind: 'entry', entry });
    if (entry.scope === 'address') return;
    const before = ordered.slice(index + 1).find(({ scope }) => scope !== 'address');
    const months = before === undefined ? 0 : monthsBetween(before.at, entry.at);
    if (months >= GAP_MONTHS) items.push({ kind: 'gap', months });
  });
  return items;
}

/** What an agency has to do with the family. */
export const INVOLVED_HOW = { told: 'told us', helps: 'named as helping', stopped: 'named as no longer involved', school: 'school or nursery', surgery: 'surgery', asked: 'asked by us' } as const;
export type InvolvedHow = keyof typeof INVOLVED_HOW;

/** That an agency was met with in a contact. */
export interface Sighting {
  name: string;
  how: InvolvedHow;
  /** The person there, and their work. */
  person: string;
  at: Temporal.Instant;
  reference: string;
}

/** An agency that has, or had, to do with the family. */
export interface AgencyInvolved {
  name: string;
  how: InvolvedHow[];
  people: string[];
  /** Contacts in which it was met, latest first. */
  references: string[];
  last: Temporal.Instant;
}

/** One row for each agency, the one met last first; names that differ by case, accents or marks are one. */
export function agenciesIn(sightings: readonly Sighting[]): AgencyInvolved[] {
  const ordered = [...sightings].filter(({ name }) => normaliseName(name) !== '').sort((a, b) => b.at.epochMilliseconds - a.at.epochMilliseconds);
  const byName = new Map<string, AgencyInvolved>();
  for (const { name, how, person, at, reference } of ordered) {
    const key = normaliseName(name);
    const known = byName.get(key) ?? { name: name.trim(), how: [], people: [], references: [], last: at };
    byName.set(key, {
      ...known,
      how: [...new Set([...known.how, how])],
      people: [...new Set([...known.people, ...(person.trim() === '' ? [] : [person.trim()])])],
      references: [...new Set([...known.references, reference])],
    });
  }
  return [...byName.values()];
}
