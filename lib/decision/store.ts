import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { contactsIn12Months } from '@/lib/contact/history-store';
import { londonWords } from '@/lib/clock/evidence';
import { standingOf } from '@/lib/contact/queue/queue-model';
import { childAgeOf } from '@/lib/contact/queue/queue-store';
import { GONE } from '@/lib/contact/unborn-store';
import { isOwnSource } from '@/lib/contact/secrecy/seal-store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf, londonDate } from '@/lib/platform/time';
import type { AssessInput, Proposal } from '@/lib/threshold/model';
import { keptInput } from '@/lib/threshold/schema';
import { CHILD_SEEN, isCountersignCode, PRIMARY_NEEDS, STANDINGS, WHOLE_CONTACT, type ChildDecision, type CountersignReason, type DecisionInput, type Judgement, type Placed, type PrimaryNeed, type Situation } from './model';
import type { DecidedChild, Decision } from './record';
import { isChildTie, type ChildTie, type KnownOutstanding } from './keeping-safe';
import { addHistory } from './history-store';
import type { NamedChild } from './situation';

/** A contact as far as a decision needs it. */
export interface DecisionContact {
  id: string;
  reference: string;
  receivedAt: Temporal.Instant;
  receivedOn: Temporal.PlainDate;
  referrerId: string | null;
  referrerLevel: number | null;
  children: NamedChild[];
  holderId: string | null;
  closed: boolean;
  /** Contacts about these children in the 12 months up to this one, it included. */
  contactsIn12Months: number;
  /** What was asked and has not been answered. */
  outstanding: KnownOutstanding[];
}

/** The contact of a decision with its children, oldest ordinal first, and who holds it; needs casework rights. */
export async function readDecisionContact(tx: Tx, contactId: string): Promise<DecisionContact> {
  const contact = await readDecidable(tx, contactId);
  return { ...contact, contactsIn12Months: await contactsIn12Months(tx, contactId, contact.receivedAt) };
}

/** A contact for what does not ask how often these children were told of. */
export type Decidable = Omit<DecisionContact, 'contactsIn12Months'>;

/** Reads it. */
export async function readDecidable(tx: Tx, contactId: string): Promise<Decidable> {
  const row = await tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } },
    select: {
      ...{ id: true, reference: true, receivedAt: true, referrerId: true, sealed: true, referrerLevel: true },
      people: { where: { kind: { in: ['child', 'household_child'] }, unbornStates: { none: GONE } }, orderBy: { ordinal: 'asc' }, select: { id: true, ordinal: true, kind: true, givenName: true, familyName: true, dateOfBirth: true, unborn: true, dueDate: true, details: true, wasUnborn: { select: { id: true, ordinal: true } } } },
      questions: { where: { answeredAt: null }, orderBy: { askedAt: 'asc' }, select: { id: true, askedAt: true, text: true } },
      claims: { where: { endedAt: null }, select: { accountId: true } },
      closure: { select: { at: true } },
    },
  });
  const receivedAt = instantOf(row.receivedAt);
  return {
    id: row.id,
    reference: row.reference,
    receivedAt,
    receivedOn: londonDate(receivedAt),
    referrerId: row.sealed && (await isOwnSource(tx, row.id)) ? tx.actor.actorId : row.referrerId,
    referrerLevel: row.referrerLevel,
    children: row.people.map(namedChildOf),
    holderId: row.claims[0]?.accountId ?? null,
    closed: row.closure !== null,
    outstanding: row.questions.map(({ id, askedAt, text }) => ({ id, what: `The referrer: ${text}`, asked: londonWords(instantOf(askedAt)) })),
  };
}

interface PersonRow {
  id: string;
  ordinal: number;
  kind: string;
  givenName: string;
  familyName: string;
  dateOfBirth: Date | null;
  unborn: boolean;
  dueDate: Date | null;
  details: unknown;
  wasUnborn: { id: string; ordinal: number } | null;
}

function namedChildOf(person: PersonRow): NamedChild {
  const { id, ordinal, kind, givenName, familyName, unborn, details } = person;
  const { dateOfBirth, saidMonths } = childAgeOf(person);
  return { id, ordinal, givenName, familyName, unborn, dateOfBirth, saidMonths, kind: kind === 'child' ? 'child' : 'household_child', tie: kind === 'child' ? 'reported' : tieOf(details), bornAs: person.wasUnborn };
}

const saidOfTie = z.object({ tie: z.string().refine(isChildTie).optional().catch(undefined), livesWithChild: z.string().nullish() });

/** How a child who was not reported belongs here: as the worker who added them said, or as the report's household has it. */
function tieOf(details: unknown): ChildTie {
  const said = saidOfTie.safeParse(details).data;
  return said?.tie ?? (said?.livesWithChild === 'no' ? 'elsewhere' : 'household');
}

/** The highest ordinal of anybody whom the contact names. */
export async function lastOrdinal(tx: Tx, contactId: string): Promise<number> {
  const { _max } = await tx.db.contactPerson.aggregate({ where: { authorityId: tx.actor.authorityId, contactId }, _max: { ordinal: true } });
  return _max.ordinal ?? 0;
}

export interface KeptProposal {
  id: string;
  version: number;
  at: Temporal.Instant;
  document: Proposal;
  input: AssessInput;
}

type ProposalRow = { id: string; version: number; at: Date; document: unknown; input: unknown };

const proposalOf = ({ document, input, at, ...row }: ProposalRow): KeptProposal => ({ ...row, at: instantOf(at), document: document as Proposal, input: keptInput.parse(input) });
const proposalParts = { id: true, version: true, at: true, document: true, input: true } as const;

/** The proposal that a decision was held against. */
export async function proposalById(tx: Tx, id: string): Promise<KeptProposal> {
  return proposalOf(await tx.db.proposal.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, select: proposalParts }));
}

const withParts = { children: true, countersign: true } as const;
type DecisionRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;

async function findRow(tx: Tx, id: string) {
  return tx.db.decision.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, include: withParts });
}

/** A decision of a contact, or null. */
export async function readDecision(tx: Tx, id: string): Promise<Decision | null> {
  const row = await findRow(tx, id);
  return row && decisionOf(row);
}

/** Every decision of a contact, oldest first. */
export async function readDecisions(tx: Tx, contactId: string): Promise<Decision[]> {
  const rows = await tx.db.decision.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, include: withParts, orderBy: { version: 'asc' } });
  return rows.map(decisionOf);
}

/** Decisions that wait for a second person and that no later one has replaced, oldest first. */
export async function awaitingDecisions(tx: Tx): Promise<Decision[]> {
  const rows = await tx.db.decision.findMany({
    where: { authorityId: tx.actor.authorityId, needsCountersign: true, countersign: { is: null }, contact: { queue: { is: { state: 'awaiting_countersign' } } } },
    include: withParts,
    orderBy: { at: 'asc' },
    take: 300,
  });
  const latest = new Map<string, DecisionRow>();
  for (const row of rows) if ((latest.get(row.contactId)?.version ?? 0) < row.version) latest.set(row.contactId, row);
  return rows.filter((row) => latest.get(row.contactId) === row).map(decisionOf);
}

export interface NewDecision {
  id: string;
  contactId: string;
  version: number;
  key: string;
  proposalId: string;
  input: DecisionInput;
  situation: Situation;
  judgement: Judgement;
}

/**
 * Writes a decision and its children in the actor's name.
 * @returns false when this version of the contact's decision, or this key, is already there; nothing is written then.
 */
export async function addDecision(tx: Tx, decision: NewDecision): Promise<boolean> {
  const { authorityId } = tx.actor;
  const { id, contactId, version, key, proposalId, input, situation, judgement } = decision;
  const { rationale, familyViews, ifNothing, changeMind, changeReason } = input;
  const { level, route, direction, needsCountersign } = judgement;
  const { count } = await tx.db.decision.createMany({
    data: {
      ...{ authorityId, id, contactId, version, key, proposalId, level, route, direction, needsCountersign },
      ...{ rationale, familyViews, ifNothing, changeMind, changeReason },
      at: dateOf(tx.at),
      by: tx.actor.actorId,
      countersignReasons: judgement.countersignReasons.map((reason) => ({ ...reason })),
      historyRead: input.historyNotRead === '',
      historyListed: true,
      document: asJson(input),
    },
    skipDuplicates: true,
  });
  if (count === 0) return false;
  const children = input.children.filter(({ personId }) => personId !== WHOLE_CONTACT);
  await addHistory(tx, { decisionId: id, contactId });
  await tx.db.decisionChild.createMany({ data: children.map((child) => ({ authorityId, decisionId: id, ...childRow(child, input, situation) })) });
  return true;
}

function asJson(input: DecisionInput) {
  const { children, without, plan, ...whole } = input;
  return { ...whole, plan: plan && { ...plan }, without: without.map((each) => ({ ...each })), children: children.map((child) => ({ ...child })) };
}

function childRow(child: ChildDecision, input: DecisionInput, situation: Situation) {
  const { personId, standing, standingReason, level, route, primaryNeed, childViews, childSeen, proposalReason, noStrategyReason } = child;
  const proposed = situation.children.find((each) => each.personId === personId)?.proposed ?? null;
  const referrerReason = standing === 'own' ? input.referrerReason : '';
  return { personId, standing, standingReason, level, route, primaryNeed, childViews, childSeen, proposalReason, noStrategyReason, referrerReason, proposedLevel: proposed?.level ?? null, proposedRoute: proposed?.route ?? null };
}

/** Writes the second person's answer. False when one is already there. */
export async function addCountersign(tx: Tx, { decision, verdict, comment }: { decision: Pick<Decision, 'id' | 'by'>; verdict: 'agreed' | 'returned'; comment: string }): Promise<boolean> {
  const { count } = await tx.db.countersign.createMany({
    data: { authorityId: tx.actor.authorityId, decisionId: decision.id, decidedBy: decision.by, by: tx.actor.actorId, at: dateOf(tx.at), verdict, comment },
    skipDuplicates: true,
  });
  return count === 1;
}

/** A fresh id for a decision. */
export function newDecisionId(): string {
  return newId();
}

function placedOf(level: number | null, route: string | null): Placed | null {
  return level === null || route === null ? null : standingOf({ level, route });
}

const isNeed = (text: string): text is PrimaryNeed => Object.hasOwn(PRIMARY_NEEDS, text);

function childOf(row: DecisionRow['children'][number], document: DecisionInput): DecidedChild {
  const { personId, standingReason, primaryNeed, childViews, proposalReason, referrerReason, noStrategyReason } = row;
  const said = document.children.find((child) => child.personId === personId);
  return {
    ...{ personId, standingReason, childViews, proposalReason, referrerReason, noStrategyReason },
    ...{ notHeard: said?.notHeard ?? null, notHeardWords: said?.notHeardWords ?? '', seenAlone: said?.seenAlone ?? null, seenWhere: said?.seenWhere ?? '', seePlan: said?.seePlan ?? '', riskReaches: said?.riskReaches ?? null, riskReason: said?.riskReason ?? '' },
    ...standingOf(row),
    standing: STANDINGS.find((known) => known === row.standing) ?? 'own',
    primaryNeed: isNeed(primaryNeed) ? primaryNeed : 'N0',
    childSeen: CHILD_SEEN.find((known) => known === row.childSeen) ?? 'not_known',
    seenBy: said?.seenBy ?? '',
    proposed: placedOf(row.proposedLevel, row.proposedRoute),
  };
}

function reasonsOf(kept: unknown): CountersignReason[] {
  if (!Array.isArray(kept)) return [];
  return (kept as { code?: unknown; personId?: unknown }[]).flatMap(({ code, personId }) => (typeof code === 'string' && isCountersignCode(code) && typeof personId === 'string' ? [{ code, personId }] : []));
}

/** A decision's document as this release reads it: what an earlier one did not ask is empty. */
function documentOf(kept: unknown): DecisionInput {
  const document = kept as DecisionInput;
  const whole = { familyNotHeard: null, familyNotHeardWords: '', delayUntil: '', plan: null, without: [], withoutReason: '', checksUntold: false, untoldReason: '', otherChildren: null, historyNotRead: '' };
  const ofChild = { notHeard: null, notHeardWords: '', seenAlone: null, seenWhere: '', seePlan: '', riskReaches: null, riskReason: '' };
  return { ...whole, ...document, children: document.children.map((child) => ({ ...ofChild, ...child })) };
}

function decisionOf(row: DecisionRow): Decision {
  const { id, contactId, version, by, proposalId, needsCountersign, rationale, familyViews, ifNothing, changeMind, changeReason, historyRead, historyListed, countersign } = row;
  const document = documentOf(row.document);
  return {
    ...{ id, contactId, version, by, proposalId, needsCountersign, rationale, familyViews, ifNothing, changeMind, changeReason, historyRead, historyListed, document },
    ...standingOf(row),
    at: instantOf(row.at),
    direction: row.direction === 'raises' || row.direction === 'lowers' ? row.direction : 'agrees',
    countersignReasons: reasonsOf(row.countersignReasons),
    children: row.children.map((child) => childOf(child, document)),
    countersign: countersign && { by: countersign.by, at: instantOf(countersign.at), verdict: countersign.verdict === 'agreed' ? 'agreed' : 'returned', comment: countersign.comment },
  };
}
