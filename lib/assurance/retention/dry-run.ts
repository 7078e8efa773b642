import { Temporal } from 'temporal-polyfill';
import type { Outcome } from '@/lib/access/periods/schema';
import { readAuthority, type Authority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { draftDue, isDue, reckon, shortestYears, type Kept } from './model';
import { openableAmong, readFacts, readOver, type BesideContacts, type Facts } from './retention-store';
import { scheduleOf } from './schedules';
import type { RetentionSchedule } from './schema';

/** A contact that may go, and since when. */
export interface DueContact {
  id: string;
  reference: string;
  outcome: Outcome;
  until: Temporal.PlainDate;
}

/** What is said of a contact that only something closed to the actor keeps: neither what it is, nor how it ended, nor until when. */
export interface NotSaid {
  until: null;
  by: string;
  why: 'not_said';
}

/**
 * A contact whose own shortest time is over and that is kept, and by which contact, as far as the actor may open that (domain 7.14):
 * where it is closed to them it is reckoned from what they may open, and of what keeps it beyond that nothing is said.
 */
export interface KeptLonger {
  id: string;
  reference: string;
  kept: Kept | NotSaid;
  byReference: string | null;
}

/** What would be deleted and what not, on a day: nothing is changed by reckoning it. */
export interface DryRun {
  on: Temporal.PlainDate;
  due: DueContact[];
  /** What is no contact: reports put away unsent, and calls owed that came to nothing. */
  drafts: { id: string; what: BesideContacts; until: Temporal.PlainDate }[];
  /** So many of those whose time is over stay, since a hold is about whom they name. */
  heldDrafts: number;
  kept: KeptLonger[];
}

/** Of everything, what closed next after a contact. */
export interface DryRunPart extends DryRun {
  /** The contact after which the next part begins, by the day of closing; null where this was the last. */
  next: string | null;
}

/** So many contacts are reckoned at once: each brings those of its children and of their households with it. */
export const A_PART = 40;

/** The whole of it, part by part: see `dryRunPart`. */
export async function dryRun(tx: Tx, on: Temporal.PlainDate = londonDate(tx.at)): Promise<DryRun> {
  const parts: DryRunPart[] = [];
  for await (const part of dryRunParts(tx, on)) parts.push(part);
  return { on, due: soonest(parts.flatMap(({ due }) => due), ({ until }) => until), drafts: parts.flatMap(({ drafts }) => drafts), heldDrafts: parts.reduce((sum, { heldDrafts }) => sum + heldDrafts, 0), kept: soonest(parts.flatMap(({ kept }) => kept), ({ kept: { until } }) => until) };
}

/** One part after the other, for whoever stops when they have enough. */
export async function* dryRunParts(tx: Tx, on: Temporal.PlainDate = londonDate(tx.at)): AsyncGenerator<DryRunPart> {
  for (let next: string | null = ''; next !== null; ) {
    const part: DryRunPart = await dryRunPart(tx, next, on);
    yield part;
    next = part.next;
  }
}

function soonest<T>(rows: T[], until: (row: T) => Temporal.PlainDate | null): T[] {
  const first = (a: Temporal.PlainDate | null, b: Temporal.PlainDate | null) => (a === null || b === null ? Number(a === null) - Number(b === null) : Temporal.PlainDate.compare(a, b));
  return rows.sort((a, b) => first(until(a), until(b)));
}

/**
 * Reckons what is due on a day by the authority's schedule, and why the rest is kept, longest over first. Whoever may not open a
 * contact does not find it here; the product itself finds none that is closed to somebody.
 * @param after the contact after which this part begins, or nothing for the first, which has the unsent reports as well.
 * @param most so many closed contacts at most.
 * @param of the authority, where it is at hand.
 */
export async function dryRunPart(tx: Tx, after: string, on: Temporal.PlainDate = londonDate(tx.at), most = A_PART, of?: Pick<Authority, 'settings'>): Promise<DryRunPart> {
  const { settings } = of ?? (await readAuthority(tx));
  const schedule = scheduleOf(settings);
  const { candidates, next, facts, putAway } = await tx.asSystem(async (system) => {
    const { closed, putAway } = await readOver(system, { closedBefore: on.subtract({ years: shortestYears(schedule) }).add({ days: 1 }), after, most: most + 1, putAwayBefore: after === '' ? on.add({ days: 1 }) : null });
    const candidates = closed.slice(0, most);
    return { candidates, next: closed.length > most ? (candidates.at(-1) ?? null) : null, facts: await readFacts(system, candidates), putAway };
  });
  const { references } = facts;
  const result = reckon(schedule, facts.contacts, facts.children, facts.known);
  // Whoever administers an area reads no contact, and learns of these the reference alone.
  const may = await openableAmong(tx, [...new Set([...candidates, ...[...result.values()].map(({ by }) => by)])]);
  const seen = await reckonedOpenly(tx, schedule, facts, candidates.some((id) => may.has(id) && !may.has(result.get(id)?.by ?? id)));
  const due: DueContact[] = [];
  const kept: KeptLonger[] = [];
  for (const id of candidates) {
    const [reference, is] = [references.get(id), result.get(id)];
    if (reference === undefined || is === undefined || !may.has(id)) continue;
    const said = may.has(is.by) ? is : seen.get(id);
    if (isDue(is, on)) {
      // What kept it longest may be closed to them: then that of what is not, which is over as well.
      const { outcome, until } = said !== undefined && isDue(said, on) ? said : is;
      due.push({ id, reference, outcome, until });
    } else {
      const shown = said === undefined || isDue(said, on) ? ({ until: null, by: id, why: 'not_said' } as const) : said;
      kept.push({ id, reference, kept: shown, byReference: references.get(shown.by) ?? null });
    }
  }
  const over = putAway.map(({ id, what, held, on: day }) => ({ id, what, held, until: draftDue(schedule, day) })).filter(({ until }) => Temporal.PlainDate.compare(until, on) <= 0);
  // A hold goes before everything: what it keeps is not due, and stands on no list.
  const drafts = over.flatMap(({ held, ...draft }) => (held ? [] : [draft]));
  return { on, next, due: soonest(due, ({ until }) => until), drafts: soonest(drafts, ({ until }) => until), heldDrafts: over.length - drafts.length, kept: soonest(kept, ({ kept: { until } }) => until) };
}

/** The same reckoned from nothing but what the actor may open; nothing where that is not needed. */
async function reckonedOpenly(tx: Tx, schedule: RetentionSchedule, { contacts, children, known }: Facts, needed: boolean): Promise<Map<string, Kept>> {
  if (!needed) return new Map();
  const open = await openableAmong(tx, contacts.map(({ id }) => id));
  return reckon(schedule, contacts.filter(({ id }) => open.has(id)), children.filter(({ contactId }) => open.has(contactId)), known);
}

/** Is this contact due now, reckoned anew? As the system. */
export async function isStillDue(tx: Tx, contactId: string): Promise<boolean> {
  const { settings } = await readAuthority(tx);
  const { contacts, children, known } = await readFacts(tx, [contactId]);
  const kept = reckon(scheduleOf(settings), contacts, children, known).get(contactId);
  return kept !== undefined && isDue(kept, londonDate(tx.at));
}
