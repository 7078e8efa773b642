import { Temporal } from 'temporal-polyfill';
import type { Outcome, Period } from '@/lib/access/periods/schema';
import type { NamedIn } from '@/lib/chronology/household';
import { pairKey } from '@/lib/people/identity';
import { APART, type RetentionSchedule } from './schema';

/**
 * How long each contact is kept (domain 7.18): the longest that any contact, plan or enquiry of its children or their household
 * gives; what is kept apart lengthens nothing else; a hold and an open contact go before every period. Pure.
 */

/** A child as a contact names it. */
export interface KeptChild extends NamedIn {
  /** Null where no day is known. */
  born: Temporal.PlainDate | null;
}

/** A contact as retention sees it: days and codes. */
export interface KeptContact {
  id: string;
  receivedOn: Temporal.PlainDate;
  /** Null while it is open. */
  closedOn: Temporal.PlainDate | null;
  /** How it ended. */
  outcome: Outcome;
  /** What else it tells of: decisions before the last, plans, an enquiry, what is kept apart. */
  also: readonly Outcome[];
  adultsBorn: readonly Temporal.PlainDate[];
  /** A hold on this contact itself. */
  held: boolean;
  /** Somebody asked for a copy that has something of it, or of what it is tied to, and waits or may still complain. */
  asked: boolean;
  /** Contacts that it was joined into, follows, or was raised to. */
  joined: readonly string[];
}

/**
 * By what two are known to be one, what says it most surely first: a person, a number of the child's own, no more than name and birth; the
 * same conversation, raised to a concern; or that whoever told again told of the same child.
 */
export const KNOWN_BY = ['link', 'number', 'name', 'raised', 'told_again'] as const;
export type KnownBy = (typeof KNOWN_BY)[number];

/** Who is who: pairs that are the same, pairs that were told apart (`pairKey`), and children of whom everything is held. */
export interface Known {
  /** `perhaps`: known by birth and a name that is nobody's alone, so that both are kept as long, and nobody is told that they are one. */
  same: readonly { personId: string; otherPersonId: string; by: KnownBy; perhaps?: boolean }[];
  apart: ReadonlySet<string>;
  held: ReadonlySet<string>;
}

/** Until when a contact is kept, and what says so. `by` is the contact whose outcome, hold or being open it is. */
export type Kept = { until: Temporal.PlainDate; by: string; outcome: Outcome } | { until: null; by: string; why: 'held' | 'open' | 'asked' };

const latest = (days: readonly Temporal.PlainDate[]) => days.reduce((last, day) => (Temporal.PlainDate.compare(day, last) > 0 ? day : last));

/** Nobody in a position of trust is younger. */
const YOUNGEST_ADULT_YEARS = 18;

/**
 * The first day on which a period is over. Of a child whose birth is not known it is counted from the day the contact came in. Of an
 * adult in a position of trust it is always counted from 18 years before that day, or from the birth of a younger adult: who of the
 * adults that a contact names it is, or whether it is one of them, no contact says.
 */
function endOf({ years, from }: Period, contact: KeptContact, children: readonly KeptChild[]): Temporal.PlainDate {
  const { receivedOn, closedOn, adultsBorn } = contact;
  const start = {
    received: () => receivedOn,
    closure: () => closedOn ?? receivedOn,
    birth: () => latest(children.length === 0 ? [receivedOn] : children.map(({ born }) => born ?? receivedOn)),
    adult_birth: () => latest([receivedOn.subtract({ years: YOUNGEST_ADULT_YEARS }), ...adultsBorn]),
  }[from]();
  return start.add({ years });
}

interface Ends {
  until: Temporal.PlainDate;
  outcome: Outcome;
}

const later = <T extends Ends>(last: T, each: T): T => (Temporal.PlainDate.compare(each.until, last.until) > 0 ? each : last);

/** The end that this contact gives to whatever is about these children: `all`, or without what is kept apart. */
function longest(schedule: RetentionSchedule, contact: KeptContact, children: readonly KeptChild[], which: 'all' | 'shared'): Ends {
  const ends = (outcome: Outcome): Ends => ({ outcome, until: latest(schedule.rules[outcome].longestOf.map((period) => endOf(period, contact, children))) });
  return contact.also.filter((outcome) => which === 'all' || !APART.includes(outcome)).map(ends).reduce(later, ends(contact.outcome));
}

function keyed<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const there = map.get(key(row));
    if (there === undefined) map.set(key(row), [row]);
    else there.push(row);
  }
  return map;
}

/**
 * Of each child everybody who may be the same, they themselves first: by any number of steps from one to the next, but through nobody of
 * their own contact and nobody who was told apart from them. Wider than who is one person: where that is open, both are kept as long.
 */
function sameAs(children: readonly KeptChild[], { same, apart }: Known): (child: KeptChild) => readonly KeptChild[] {
  const rowOf = new Map(children.map((child) => [child.id, child]));
  const next = keyed(same.flatMap(({ personId, otherPersonId }) => [{ from: personId, to: otherPersonId }, { from: otherPersonId, to: personId }]), ({ from }) => from);
  const known = new Map<string, KeptChild[]>();
  return (child) => {
    const there = known.get(child.id);
    if (there !== undefined) return there;
    const found = new Map([[child.id, child]]);
    // What is found on the way is walked from as well.
    for (const { id } of found.values()) {
      for (const { to } of next.get(id) ?? []) {
        const other = rowOf.get(to);
        if (other !== undefined && !found.has(to) && other.contactId !== child.contactId && !apart.has(pairKey(child.id, to))) found.set(to, other);
      }
    }
    const all = [...found.values()];
    known.set(child.id, all);
    return all;
  };
}

/**
 * Reckons until when each of these contacts is kept.
 * @param contacts all that name one of the children, or a child of their household.
 */
export function reckon(schedule: RetentionSchedule, contacts: readonly KeptContact[], children: readonly KeptChild[], known: Known): Map<string, Kept> {
  const everySame = sameAs(children, known);
  const childrenOf = keyed(children, ({ contactId }) => contactId);
  const contactOf = new Map(contacts.map((contact) => [contact.id, contact]));
  const joined = keyed(contacts.flatMap(({ id, joined: others }) => others.flatMap((other) => [{ from: id, to: other }, { from: other, to: id }])), ({ from }) => from);

  const peopleOf = (contactId: string) => [...new Set((childrenOf.get(contactId) ?? []).flatMap(everySame))];
  const contactsAbout = (contactIds: Iterable<string>) => [...contactIds].flatMap((each) => peopleOf(each).map((row) => row.contactId));
  /** These contacts and all that they are tied to, by any number of steps: told again, joined and raised they are one chain. */
  const tied = (contactIds: Iterable<string>): Set<string> => {
    const found = new Set(contactIds);
    // What is found on the way is walked from as well.
    for (const each of found) for (const { to } of joined.get(each) ?? []) found.add(to);
    return found;
  };
  /** Every contact about the children of this one, and about those who were ever named together with them, each with its chain. */
  const relatedTo = (contactId: string): Set<string> => {
    const about = tied([contactId, ...contactsAbout([contactId])]);
    return tied([...about, ...contactsAbout(about)]);
  };
  /** The contact by whose hold this one is held: one of its chain, or one about a child of those of whom everything is held. */
  const holderOf = (contactId: string): string | undefined => {
    const chain = [...tied([contactId])];
    return chain.find((each) => contactOf.get(each)?.held === true) ?? chain.flatMap((each) => peopleOf(each)).find((row) => known.held.has(row.id))?.contactId;
  };

  const result = new Map<string, Kept>();
  for (const contact of contacts) {
    const { id } = contact;
    const holder = holderOf(id);
    if (holder !== undefined) {
      result.set(id, { until: null, by: holder, why: 'held' });
      continue;
    }
    if (contact.asked) {
      result.set(id, { until: null, by: id, why: 'asked' });
      continue;
    }
    const related = [...relatedTo(id)].flatMap((other) => contactOf.get(other) ?? []);
    const open = related.find(({ closedOn }) => closedOn === null);
    if (open !== undefined) {
      result.set(id, { until: null, by: open.id, why: 'open' });
      continue;
    }
    const ends = (other: KeptContact) => ({ ...longest(schedule, other, childrenOf.get(other.id) ?? [], other.id === id ? 'all' : 'shared'), by: other.id });
    // Of two that end on one day its own is named.
    result.set(id, related.map(ends).reduce(later, ends(contact)));
  }
  return result;
}

/** How a contact may end: each has one of these, whatever else it tells of. */
const ENDINGS = ['withdrawn', 'consultation', 'advice', 'early_help', 'child_in_need', 'child_protection'] as const satisfies readonly Outcome[];

/** So many years after its closure no contact can be due yet, whatever it is: nothing younger needs to be looked at. */
export function shortestYears(schedule: RetentionSchedule): number {
  return Math.min(...ENDINGS.map((outcome) => Math.max(0, ...schedule.rules[outcome].longestOf.filter(({ from }) => from === 'closure').map(({ years }) => years))));
}

/** Has the day come? */
export const isDue = (kept: Kept, on: Temporal.PlainDate): kept is Extract<Kept, { until: Temporal.PlainDate }> => kept.until !== null && Temporal.PlainDate.compare(kept.until, on) <= 0;

/** The day on which a report that was put away unsent may go. */
export function draftDue(schedule: RetentionSchedule, putAwayOn: Temporal.PlainDate): Temporal.PlainDate {
  return latest(schedule.rules.unsent_draft.longestOf.map(({ years }) => putAwayOn.add({ years })));
}
