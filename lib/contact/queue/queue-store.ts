import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { deadlines, due24h } from '@/lib/clock/deadlines';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { dateOf, instantOf, londonDate } from '@/lib/platform/time';
import { inWords } from '../report/age-in-words';
import { childrenLine, type ChildAge } from '../report/children-line';
import { contactsIn12Months } from '../history-store';
import { marksOf, type NightFacts } from './marks';
import { readQueueMaterial, type QueueMaterial } from './queue-facts-store';
import { governing, standingOf, verdictOf, type Arrival, type DecisionHead, type QueueFacts } from './queue-model';
import { isRating } from './rating';
import { isOpenState, mayFollow } from '../state';

/** The parts of `contact_person.details` that say how old somebody is. */
const saidAge = z.object({ ageWords: z.string().catch(''), age: z.union([z.object({ years: z.number() }), z.object({ months: z.number() })]).nullable().catch(null) });

type PersonRow = { dateOfBirth: Date | null; unborn: boolean; dueDate: Date | null; details: unknown };

const dateIn = (date: Date | null) => (date === null ? null : Temporal.PlainDate.from(date.toISOString().slice(0, 10)));

/** What is known of a person's age, as the database keeps it. */
export function childAgeOf({ dateOfBirth, unborn, dueDate, details }: PersonRow): ChildAge {
  const told = saidAge.safeParse(details).data;
  const said = told?.age ?? null;
  const saidMonths = said === null ? null : 'years' in said ? Math.floor(said.years * 12) : Math.floor(said.months);
  return { dateOfBirth: dateIn(dateOfBirth), unborn, dueDate: dateIn(dueDate), saidMonths, inWords: inWords(told?.ageWords ?? '', saidMonths) };
}

/**
 * Makes everyone else who changes this contact wait until the transaction ends, so that what is derived from its rows
 * is derived from all of them. Verbs that change several contacts lock all of them here, in one order. Whoever waited for a
 * decision writes after it: what was on its way then was not decided on.
 */
export async function lockContacts(tx: Tx, contactIds: readonly string[]): Promise<void> {
  const { authorityId } = tx.actor;
  for (const id of [...contactIds].sort()) {
    await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${authorityId}:${id}`}, 0))`;
  }
  // Asked when nobody else can decide any more; some lock other things with the contacts.
  const { _max } = await tx.db.decision.aggregate({ where: { authorityId, contactId: { in: contactIds.filter(isId) } }, _max: { at: true } });
  if (_max.at !== null) tx.notBefore(instantOf(_max.at).add({ milliseconds: 1 }));
}

function decisionOf(row: QueueMaterial['decisions'][number]): DecisionHead {
  return { id: row.id, version: row.version, at: instantOf(row.at), needsCountersign: row.needsCountersign, verdict: verdictOf(row.verdict), ...standingOf(row) };
}

function factsOf({ head, raisedAt, additions, births, named, takenOut, toldOfJoined, answers, joined, proposal, decisions, claim, questionOpen, answered, ratings, joinedRatings, level4 }: QueueMaterial): QueueFacts {
  const reported: Arrival = { at: instantOf(head.receivedAt), ...clocksOf(head), immediate: head.immediate, perhapsImmediate: head.perhapsImmediate };
  const at = (instants: readonly Date[], known: boolean) => instants.map((each) => ({ at: each, receivedAt: each, immediate: false, known }));
  const added = [...additions.map((each) => ({ ...each, known: false })), ...at([...births, ...answers, ...takenOut], false), ...at(named, true)].map(({ receivedAt, ...each }): Arrival => {
    const received = instantOf(receivedAt);
    const due = deadlines(received);
    return { ...each, at: instantOf(each.at), receivedAt: received, due24h: due24h(received), due1wd: due.ok ? due.value.due1wd : null };
  });
  const joinedIn = joined.map((row): Arrival => ({ at: instantOf(row.at), ...clocksOf(row), immediate: row.immediate, perhapsImmediate: row.perhapsImmediate }));
  // Made a concern after it was decided on: that has to be decided, by the clocks that began with the call (safe practice 2).
  const raised = raisedAt !== null && decisions.some(({ at }) => at.getTime() < raisedAt.getTime()) ? [{ ...reported, at: instantOf(raisedAt) }] : [];
  if (proposal === null) throw new Error('a contact without a proposal');
  return {
    arrivals: [reported, ...added, ...joinedIn, ...raised],
    toldElsewhere: toldOfJoined.map(instantOf),
    proposals: [{ at: instantOf(proposal.at), ...standingOf(proposal) }, ...joined.map((row) => ({ at: instantOf(row.at), ...standingOf(row) }))],
    decisions: decisions.map(decisionOf),
    held: claim !== null,
    questionOpen,
    answeredDecisions: new Set(answered),
    ratings: ratings.flatMap(({ at, rating }) => (isRating(rating) ? [{ at: instantOf(at), rating }] : [])),
    joinedRatings: joinedRatings.flatMap(({ at, since, rating }) => (isRating(rating) ? [{ at: instantOf(at), since: instantOf(since), rating }] : [])),
    level4Since: [
      ...level4.map(({ at, version }) => ({ at: instantOf(at), since: instantOf(version === 1 ? head.receivedAt : at) })),
      ...joined.filter(({ level }) => level === 4).map((row) => ({ at: instantOf(row.at), since: instantOf(row.receivedAt) })),
    ],
  };
}

function nightsOf({ nights }: QueueMaterial): NightFacts[] {
  return nights.map(({ takenAt, acceptedAt, handedOver }) => ({ takenAt: takenAt === null ? null : instantOf(takenAt), acceptedAt: acceptedAt === null ? null : instantOf(acceptedAt), handedOver }));
}

function clocksOf(row: { receivedAt: Date; due24hAt: Date; due1wdAt: Date | null }) {
  return { receivedAt: instantOf(row.receivedAt), due24h: instantOf(row.due24hAt), due1wd: row.due1wdAt === null ? null : instantOf(row.due1wdAt) };
}

/** Whether anything came in after a decision: whoever agrees to it agrees to something that nobody held it against. */
export async function cameInAfter(tx: Tx, contactId: string, decidedAt: Temporal.Instant): Promise<boolean> {
  return factsOf(await readQueueMaterial(tx, contactId)).arrivals.some(({ at }) => Temporal.Instant.compare(at, decidedAt) > 0);
}

/**
 * When something came in that nobody of the duty service has read, other than the report itself: null where everything was read.
 * A decision speaks of all that is there, and cannot of what its author never saw (safe practice 8).
 */
export async function cameInUnread(tx: Tx, contactId: string): Promise<Temporal.Instant | null> {
  const material = await readQueueMaterial(tx, contactId);
  const { arrivals: [, ...later], toldElsewhere = [] } = factsOf(material);
  const toRead = [...later.flatMap(({ at, known = false }) => (known ? [] : at)), ...toldElsewhere];
  return toRead.find((at) => !material.readings.some((reading) => reading.at.getTime() >= at.epochMilliseconds)) ?? null;
}

/**
 * Derives the contact's row in the queue from everything known of it, and tells the other browsers. The last thing that
 * every verb does which changed anything of a contact: receipt, claim, question, answer, addition, decision,
 * countersign, letter, closure. Takes the row away when the contact has ended.
 * Needs casework rights: for a partner, inside `tx.asSystem`.
 * @param recorded of a contact that this transaction made, so that nobody else can change it yet: how often its children were told of,
 * and what is kept of it, where that is at hand.
 */
export async function refreshQueue(tx: Tx, contactId: string, recorded?: { contactsIn12Months: number; material?: QueueMaterial }): Promise<void> {
  if (recorded === undefined) await lockContacts(tx, [contactId]);
  const material = recorded?.material ?? (await readQueueMaterial(tx, contactId));
  const key = { authorityId: tx.actor.authorityId, contactId };
  if (material.closed) {
    await tx.db.queueRow.deleteMany({ where: key });
    tx.announce('queue');
    return;
  }
  const facts = factsOf(material);
  const now = governing(facts);
  const before = material.state;
  if (before !== null && isOpenState(before) && !mayFollow(before, now.state)) throw new Error(`a contact cannot go from ${before} to ${now.state}`);
  const { head, claim } = material;
  const read = material.readings.find(({ at }) => at.getTime() >= now.lastArrivalAt.epochMilliseconds);
  const { reference, agencyId, agencyName, agencyKind, referrerId, pastAgency, aboutColleague, channel, referrerLevel, summary } = head;
  const receivedAt = instantOf(head.receivedAt);
  const heldUntil = material.heldUntil === null ? null : instantOf(material.heldUntil);
  const row = {
    ...{ reference, agencyId, agencyName, agencyKind, referrerId, pastAgency, aboutColleague, channel, referrerLevel, summary },
    state: now.state,
    readAt: read?.at ?? null,
    readBy: read?.by ?? null,
    level: now.level,
    route: now.route,
    immediate: now.immediate,
    riskRank: now.riskRank,
    ratedBelow: now.ratedBelow,
    urgentSince: now.urgentSince === null ? null : dateOf(now.urgentSince),
    receivedAt: dateOf(now.receivedAt),
    due24hAt: dateOf(now.due24h),
    due1wdAt: now.due1wd === null ? null : dateOf(now.due1wd),
    nextDueAt: now.nextDue === null ? null : dateOf(now.nextDue),
    childrenLine: childrenLine(material.children.map(childAgeOf), londonDate(receivedAt)),
    contactsIn12Months: recorded?.contactsIn12Months ?? (await contactsIn12Months(tx, contactId, receivedAt)),
    holderId: claim?.accountId ?? null,
    heldSince: claim?.at ?? null,
    marks: marksOf({ perhapsImmediate: now.perhapsImmediate, arrivals: facts.arrivals.map(({ at }) => at), lastDecidedAt: facts.decisions.at(-1)?.at ?? null, heldUntil, nights: nightsOf(material), transferWaits: material.transferWaits, letterBack: material.letterBack, questionLost: material.questionLost, consultation: material.consultation }),
    heldUntil: heldUntil === null ? null : dateOf(heldUntil),
  };
  if (recorded === undefined) await tx.db.queueRow.upsert({ where: { authorityId_contactId: key }, create: { ...key, ...row }, update: row });
  else await tx.db.queueRow.createMany({ data: [{ ...key, ...row }] });
  tx.announce('queue');
}
