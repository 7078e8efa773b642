import { Temporal } from 'temporal-polyfill';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { draftDue, isDue, reckon, shortestYears, type Kept } from './model';
import { openable, readClosedBefore, readFacts, readPutAway } from './retention-store';
import { scheduleOf } from './schedules';
import type { Outcome } from './schema';

/** A contact that may go, and since when. */
export interface DueContact {
  id: string;
  reference: string;
  outcome: Outcome;
  until: Temporal.PlainDate;
}

/** A contact whose own shortest time is over and that is kept, and by which contact; that one's reference is null where the actor may not open it. */
export interface KeptLonger {
  id: string;
  reference: string;
  kept: Kept;
  byReference: string | null;
}

/** What would be deleted and what not, on a day: nothing is changed by reckoning it. */
export interface DryRun {
  on: Temporal.PlainDate;
  due: DueContact[];
  drafts: { id: string; until: Temporal.PlainDate }[];
  kept: KeptLonger[];
}

/**
 * Reckons what is due on a day by the authority's schedule, and why the rest is kept, longest over first. Whoever may not open a
 * contact does not find it here; the product itself finds none that is closed to somebody.
 */
export async function dryRun(tx: Tx, on: Temporal.PlainDate = londonDate(tx.at)): Promise<DryRun> {
  const { settings } = await readAuthority(tx);
  const schedule = scheduleOf(settings.guideArea);
  const { candidates, result, putAway } = await tx.asSystem(async (system) => {
    const candidates = await readClosedBefore(system, on.subtract({ years: shortestYears(schedule) }).add({ days: 1 }));
    const { contacts, children, known } = await readFacts(system, candidates);
    return { candidates, result: reckon(schedule, contacts, children, known), putAway: await readPutAway(system, on.add({ days: 1 })) };
  });
  const references = await openable(tx, [...new Set([...candidates, ...[...result.values()].map(({ by }) => by)])]);
  const due: DueContact[] = [];
  const kept: KeptLonger[] = [];
  for (const id of candidates) {
    const [reference, is] = [references.get(id), result.get(id)];
    if (reference === undefined || is === undefined) continue;
    if (isDue(is, on)) due.push({ id, reference, outcome: is.outcome, until: is.until });
    else kept.push({ id, reference, kept: is, byReference: references.get(is.by) ?? null });
  }
  const drafts = putAway.map(({ id, on: day }) => ({ id, until: draftDue(schedule, day) })).filter(({ until }) => Temporal.PlainDate.compare(until, on) <= 0);
  const first = (a: Temporal.PlainDate | null, b: Temporal.PlainDate | null) => (a === null || b === null ? Number(a === null) - Number(b === null) : Temporal.PlainDate.compare(a, b));
  return { on, due: due.sort((a, b) => first(a.until, b.until)), drafts: drafts.sort((a, b) => first(a.until, b.until)), kept: kept.sort((a, b) => first(a.kept.until, b.kept.until)) };
}

/** Is this contact due now, reckoned anew? As the system. */
export async function isStillDue(tx: Tx, contactId: string): Promise<boolean> {
  const { settings } = await readAuthority(tx);
  const { contacts, children, known } = await readFacts(tx, [contactId]);
  const kept = reckon(scheduleOf(settings.guideArea), contacts, children, known).get(contactId);
  return kept !== undefined && isDue(kept, londonDate(tx.at));
}
