import type { Temporal } from 'temporal-polyfill';
import { decisionStanding, verdictOf } from '@/lib/contact/queue/queue-model';
import { childAgeOf } from '@/lib/contact/queue/queue-store';
import { openProtected, recordWithoutSecrets, secretsOf } from '@/lib/contact/secrecy/protected-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import { SHARING_TEXTS, sharingText, type SharingTable } from '@/lib/contact/secrecy/sharing-texts-store';
import { KEPT_SECRET } from '@/lib/people/kept-secret';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, dayDate, instantOf, isoDay } from '@/lib/platform/time';
import { higherLevel, LEVELS, type CanonicalLevel, type Proposal } from '@/lib/threshold/model';
import { inTurn } from './as-it-stands';
import { AGREERS, PREGNANCY_REACHES, TRUST_REACHES } from './reach';
import {
  AGREEMENT_ANSWERS, ASKED_HOW, BASES, CATEGORIES, CHECKS_REASONS, CHECKS_VIEWS, CONFIDENCES, GIVERS, GROUNDS, NOT_TOLD_REASONS, SENT_HOW, SERVICES, VERDICTS, afterEnd, levelsOf, lowerLevel,
  type ChecksReason, type ChecksRequest, type ChildGate, type Confidence, type Ended, type Levels, type NewAgreement, type NewBasis, type NewChecksRequest, type NewOpenness, type NewOutbound, type Openness, type Outbound, type SharingRecords, type Verdict,
} from './model';
import { lastSaid, neverSent, type PutRight } from './put-right';

/** What every record begins with. */
const written = (tx: Tx, contactId: string) => ({ authorityId: tx.actor.authorityId, id: newId(), contactId, at: dateOf(tx.at), by: tx.actor.actorId });

/** A level as kept. */
const levelIn = (level: number): CanonicalLevel => {
  const found = LEVELS.find((each) => each === level);
  if (found === undefined) throw new Error('a level that this release does not know');
  return found;
};

/** Where a contact stands now, open or ended, and whose it is. */
export interface Governing {
  level: CanonicalLevel;
  route: string;
  referrerId: string | null;
  holderId: string | null;
  /** Null while it is open. */
  ended: Ended | null;
}

/** What governs a contact now: its row of the queue while it is open, its end after. */
export async function readGoverning(tx: Tx, contactId: string): Promise<Governing> {
  const { authorityId } = tx.actor;
  const contact = await tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId, id: contactId } },
    select: { referrerId: true, queue: { select: { level: true, route: true, holderId: true } }, closure: { select: { level: true, route: true, at: true, how: true, joinedToId: true, joinedTo: { select: { reference: true } } } } },
  });
  const standing = contact.queue ?? contact.closure;
  if (standing === null) throw new Error('a contact that is neither open nor ended');
  return { level: levelIn(standing.level), route: standing.route, referrerId: contact.referrerId, holderId: contact.queue?.holderId ?? null, ended: contact.queue !== null || contact.closure === null ? null : endedOf(contact.closure) };
}

/** How a contact ended, as far as the gate asks. */
const endedOf = ({ at, how, joinedToId, joinedTo }: { at: Date; how: string; joinedToId: string | null; joinedTo: { reference: string } | null }): Ended => ({
  at: instantOf(at),
  withdrawn: how === 'withdrawn',
  joined: joinedToId === null ? null : { reference: joinedTo?.reference ?? null },
});

/** A code as kept; one that this release does not know would be a row written by a later one. */
function known<T extends string>(codes: readonly T[], text: string): T {
  const found = codes.find((code) => code === text);
  if (found === undefined) throw new Error('a record of sharing has a code that this release does not know');
  return found;
}
const knownOrNone = <T extends string>(codes: readonly T[], text: string | null): T | null => (text === null ? null : known(codes, text));

/** A row with each of its texts as it is to be shown. */
const withTexts = <T extends object>(table: SharingTable, row: T, shown: (text: string) => string): T => {
  const texts: readonly string[] = SHARING_TEXTS[table];
  return Object.fromEntries(Object.entries(row).map(([name, value]: [string, unknown]) => [name, typeof value === 'string' && texts.includes(name) ? shown(value) : value])) as T;
};

/** A fact with everything by which it was put right, and a request with what a manager answered and took back. */
export const WITH_CORRECTIONS = { include: { corrections: true } } as const;
export const WITH_ANSWER = { include: { answer: { include: { takenBack: true } } } } as const;

const outboundRows = async (tx: Tx, contactIds: readonly string[]) => tx.db.outboundFact.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, orderBy: [{ sentAt: 'desc' }, { id: 'asc' }], ...WITH_CORRECTIONS });
type OutboundRow = Awaited<ReturnType<typeof outboundRows>>[number];

/** What a row says went out, in its codes. */
const saidOf = <T extends Pick<OutboundRow, 'sentAt' | 'categories' | 'how' | 'confidence' | 'ground'>>(row: T) => ({
  ...row,
  sentAt: instantOf(row.sentAt),
  categories: row.categories.map((code) => known(CATEGORIES, code)),
  how: known(SENT_HOW, row.how),
  confidence: knownOrNone(CONFIDENCES, row.confidence),
  ground: known([...GROUNDS, 'none'] as const, row.ground),
});

/** What was recorded as sent and how it was put right, with its texts as they are to be shown. */
function putRightFrom({ corrections, ...kept }: OutboundRow, shown: (text: string) => string): PutRight {
  return {
    recorded: outboundFrom(kept, shown),
    corrections: inTurn(corrections).map((correction) => {
      const row = withTexts('outbound_correction', correction, shown);
      return { ...saidOf(row), at: instantOf(row.at) };
    }),
  };
}

/** What stands of it, newest first: without what was never sent. */
const standing = (all: readonly PutRight[]): Outbound[] => all.filter((one) => !neverSent(one)).map(lastSaid).sort((a, b) => b.sentAt.epochMilliseconds - a.sentAt.epochMilliseconds || (a.id < b.id ? -1 : 1));

/** What went out as it was recorded, with its texts as they are to be shown. */
function outboundFrom(kept: Omit<OutboundRow, 'corrections'>, shown: (text: string) => string): Outbound {
  const { sentBy, lateWhy, ...row } = withTexts('outbound_fact', kept, shown);
  return {
    ...saidOf(row),
    late: kept.lateWhy === '' ? null : { sentBy, why: lateWhy },
    at: instantOf(row.at),
    kind: row.kind === 'question' ? 'question' : 'fact',
    trustReach: knownOrNone(TRUST_REACHES, row.trustReach),
    trustAgreer: knownOrNone(AGREERS, row.trustAgreer),
    trustAgreedAt: row.trustAgreedAt && instantOf(row.trustAgreedAt),
    pregnancyReach: knownOrNone(PREGNANCY_REACHES, row.pregnancyReach),
  };
}

/** What went out as it stands now, of these contacts as far as the actor may open them, newest first, without what is kept secret of them by now. Needs the right to read casework. */
export async function readOutbound(tx: Tx, contactIds: readonly string[]): Promise<Outbound[]> {
  const [rows, secrets] = [await outboundRows(tx, contactIds), await secretsOf(tx, contactIds)];
  return standing(rows.map((row) => putRightFrom(row, (text) => hide(text, secrets))));
}

const NEWEST = [{ at: 'desc' as const }, { id: 'asc' as const }];

const opennessRows = async (tx: Tx, contactId: string) => tx.db.familyOpenness.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: NEWEST });

/** What the family was told and said, with its texts as they are to be shown. */
function opennessFrom(kept: Awaited<ReturnType<typeof opennessRows>>[number], shown: (text: string) => string): Openness {
  const row = withTexts('family_openness', kept, shown);
  return { ...row, at: instantOf(row.at), toldOn: isoDay(row.toldOn), untilOn: isoDay(row.untilOn), checks: knownOrNone(CHECKS_VIEWS, row.checks), reason: knownOrNone(NOT_TOLD_REASONS, row.reason) };
}

/** What the family of a contact was told and said, newest first, without what is kept secret of it by now. Needs the right to read casework. */
export async function readOpenness(tx: Tx, contactId: string): Promise<Openness[]> {
  const [rows, secrets] = [await opennessRows(tx, contactId), await secretsOf(tx, [contactId])];
  return rows.map((row) => opennessFrom(row, (text) => hide(text, secrets)));
}

/** The same of each of several contacts, without what any of them keeps secret: what one family was told stands beside the other's. As many statements however many there are. */
export async function readOpennessOf(tx: Tx, contactIds: readonly string[]): Promise<Map<string, Openness[]>> {
  const [rows, secrets] = await Promise.all([tx.db.familyOpenness.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, orderBy: NEWEST }), secretsOf(tx, contactIds)]);
  return new Map(contactIds.map((id) => [id, rows.filter((row) => row.contactId === id).map((row) => opennessFrom(row, (text) => hide(text, secrets)))]));
}

/** The records of a contact as they stand, and beside them everything that was put right, with what was never sent. */
export type SharingWithPutRight = SharingRecords & { putRight: PutRight[] };

/**
 * Everything recorded on a contact as it stands now, each newest first, without what is kept secret of it by now (domain 7.6). Needs the right to read casework.
 * @param texts left out where none is shown: then it is not asked either what is kept secret.
 */
export async function readSharing(tx: Tx, contactId: string, texts: 'shown' | 'left_out' = 'shown'): Promise<SharingWithPutRight> {
  const where = { authorityId: tx.actor.authorityId, contactId };
  const [agreements, openness, bases, requests, outbound] = await Promise.all([
    tx.db.serviceAgreement.findMany({ where, orderBy: NEWEST }),
    opennessRows(tx, contactId),
    tx.db.sharingBasis.findMany({ where, orderBy: NEWEST }),
    tx.db.checksRequest.findMany({ where, orderBy: NEWEST, ...WITH_ANSWER }),
    outboundRows(tx, [contactId]),
  ]);
  // What was recorded before it was hidden at writing is in the row as it was: it is hidden here, too.
  const secrets = texts === 'shown' ? await secretsOf(tx, [contactId]) : [];
  const textOfNow = (text: string) => (texts === 'shown' ? hide(text, secrets) : '');
  const shown = <T extends object>(table: SharingTable, row: T): T => withTexts(table, row, textOfNow);
  const sent = outbound.map((row) => putRightFrom(row, textOfNow));
  return {
    agreements: agreements.map((row) => ({ ...shown('service_agreement', row), at: instantOf(row.at), askedOn: isoDay(row.askedOn), service: known(SERVICES, row.service), answer: known(AGREEMENT_ANSWERS, row.answer), givenBy: knownOrNone(GIVERS, row.givenBy), how: knownOrNone(ASKED_HOW, row.how) })),
    openness: openness.map((row) => opennessFrom(row, textOfNow)),
    bases: bases.map((row) => ({ ...shown('sharing_basis', row), at: instantOf(row.at), basis: known(BASES, row.basis), confidence: knownOrNone(CONFIDENCES, row.confidence) })),
    requests: requests.map(({ answer, ...row }) => ({ ...shown('checks_request', row), at: instantOf(row.at), reason: known(CHECKS_REASONS, row.reason), answer: answer === null ? null : { at: instantOf(answer.at), by: answer.by, verdict: known(VERDICTS, answer.verdict), comment: shown('checks_answer', answer).comment, takenBack: answer.takenBack && { at: instantOf(answer.takenBack.at), by: answer.takenBack.by, why: shown('checks_taken_back', answer.takenBack).why } } })),
    outbound: standing(sent),
    putRight: sent.filter(({ corrections }) => corrections.length > 0),
  };
}

/**
 * Requests with the agencies that each names word for word, also where a school among them is kept secret: a manager agreed to those and to
 * no other (domain 7.16). For the gate alone; never shown.
 */
export async function withWholeAgencies(tx: Tx, contactId: string, requests: readonly ChecksRequest[]): Promise<ChecksRequest[]> {
  if (!requests.some(({ agencies }) => agencies.includes(KEPT_SECRET))) return [...requests];
  const kept = await tx.asSystem((system) => openProtected(system, contactId));
  const rows = await tx.db.checksRequest.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, select: { id: true, agencies: true } });
  // The first that was kept is the whole; what was kept later was hidden in part by then.
  const wholeOf = (id: string) => kept.find(({ place }) => place === `${sharingText('checks_request', 'agencies')}.${id}`)?.words ?? rows.find((row) => row.id === id)?.agencies;
  return requests.map((request) => ({ ...request, agencies: wholeOf(request.id) ?? request.agencies }));
}

/** @returns the record's id. */
export async function addAgreement(tx: Tx, contactId: string, route: string, { askedOn, ...agreement }: NewAgreement): Promise<string> {
  const data = { ...written(tx, contactId), ...agreement, askedOn: dayDate(askedOn), route };
  await tx.db.serviceAgreement.createMany({ data: [await recordWithoutSecrets(tx, contactId, 'service_agreement', data.id, data)] });
  return data.id;
}

/** @returns the record's id. */
export async function addOpenness(tx: Tx, contactId: string, { toldOn, untilOn, ...openness }: NewOpenness): Promise<string> {
  const data = { ...written(tx, contactId), ...openness, toldOn: dayDate(toldOn), untilOn: dayDate(untilOn) };
  await tx.db.familyOpenness.createMany({ data: [await recordWithoutSecrets(tx, contactId, 'family_openness', data.id, data)] });
  return data.id;
}

/** @returns the record's id. */
export async function addBasis(tx: Tx, contactId: string, basis: NewBasis): Promise<string> {
  const data = { ...written(tx, contactId), ...basis };
  await tx.db.sharingBasis.createMany({ data: [await recordWithoutSecrets(tx, contactId, 'sharing_basis', data.id, data)] });
  return data.id;
}

/** Keeps a question to a manager. @param id the one that its form names. */
export async function addChecksRequest(tx: Tx, contactId: string, id: string, request: NewChecksRequest): Promise<void> {
  const data = { ...written(tx, contactId), ...request, id };
  await tx.db.checksRequest.createMany({ data: [await recordWithoutSecrets(tx, contactId, 'checks_request', data.id, data)] });
}

/** Keeps a manager's answer, once. @returns false when there was one before. */
export async function addChecksAnswer(tx: Tx, contactId: string, { requestId, askedBy, verdict, comment }: { requestId: string; askedBy: string; verdict: Verdict; comment: string }): Promise<boolean> {
  const said = await recordWithoutSecrets(tx, contactId, 'checks_answer', requestId, { comment });
  const { count } = await tx.db.checksAnswer.createMany({
    data: [{ ...said, authorityId: tx.actor.authorityId, requestId, contactId, askedBy, at: dateOf(tx.at), by: tx.actor.actorId, verdict }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Keeps one part of what went out, on the ground on which it went. @returns the record's id; null where this part of the form was kept before. */
export async function addOutbound(tx: Tx, contactId: string, { sentAt, late, trustAgreedAt, ...fact }: NewOutbound, on: ChildGate & { confidence: Confidence | null; formId: string | null }): Promise<string | null> {
  const { personId, gate, confidence, level, formId } = on;
  const ground = gate.open
    ? { ground: gate.ground, opennessId: gate.opennessId, requestId: gate.requestId, authorisedBy: gate.authorisedBy ?? tx.actor.actorId }
    : { ground: 'none', opennessId: null, requestId: null, authorisedBy: null };
  const data = { ...written(tx, contactId), ...fact, ...ground, personId, confidence, level, formId, sentAt: dateOf(sentAt), trustAgreedAt: trustAgreedAt && dateOf(trustAgreedAt), sentBy: late?.sentBy ?? '', lateWhy: late?.why ?? '' };
  const { count } = await tx.db.outboundFact.createMany({ data: [await recordWithoutSecrets(tx, contactId, 'outbound_fact', data.id, data)], skipDuplicates: true });
  return count === 1 ? data.id : null;
}

/** Only of these a decision says a level; the others are elsewhere, or nobody knows yet (domain 7.13). */
const SAYS_A_LEVEL = ['own', 'same', 'different'];

/** Of a child whom a decision lets go of, and no proposal speaks, the gate never stands at level 4: what a sister is at is hers alone. */
const LET_GO_AT_MOST: CanonicalLevel = 3;

/**
 * The levels that governed a contact and its children at an instant, as the queue has them: the decision in force then, raised
 * by what came later and was not settled; the proposal where there was none. Null before anything was proposed, which is before
 * the contact was here.
 */
export async function readLevelsAt(tx: Tx, contactId: string, at: Temporal.Instant): Promise<Levels | null> {
  const [where, by] = [{ authorityId: tx.actor.authorityId, contactId }, { lte: dateOf(at) }];
  const [proposal, decisions, people] = await Promise.all([
    tx.db.proposal.findFirst({ where: { ...where, at: by }, orderBy: { version: 'desc' }, select: { at: true, level: true, document: true } }),
    tx.db.decision.findMany({ where: { ...where, at: by }, orderBy: { version: 'asc' }, select: { at: true, level: true, needsCountersign: true, countersign: { select: { at: true, verdict: true } }, children: { select: { personId: true, level: true, standing: true } } } }),
    tx.db.contactPerson.findMany({ where, select: { id: true, ordinal: true } }),
  ]);
  if (proposal === null) return null;
  const standings = decisions.map((decision) => {
    const answered = decision.countersign !== null && decision.countersign.at <= dateOf(at) ? decision.countersign.verdict : null;
    return { ...decision, standing: decisionStanding({ needsCountersign: decision.needsCountersign, verdict: verdictOf(answered) }) };
  });
  const acting = standings.findLast(({ standing }) => standing === 'in_force');
  if (acting === undefined) return levelsOf([proposal, ...standings.slice(-1)].reduce<CanonicalLevel>((top, each) => higherLevel(top, levelIn(each.level)), 1), null, []);
  const waiting = standings.slice(-1).filter((decision) => decision !== acting);
  const proposed = proposal.at > acting.at ? [proposal] : [];
  const decidedOf = ({ children }: (typeof standings)[number]) => new Map(children.filter(({ standing }) => SAYS_A_LEVEL.includes(standing)).map(({ personId, level }) => [personId, levelIn(level)]));
  const proposedOf = ({ document }: { document: unknown }) => new Map((document as Proposal).children.flatMap(({ id, level }) => people.filter(({ ordinal }) => String(ordinal) === id).map((person) => [person.id, level] as const)));
  const level = [...proposed, ...waiting].reduce<CanonicalLevel>((top, each) => higherLevel(top, levelIn(each.level)), levelIn(acting.level));
  const [decided, lastProposed] = [decidedOf(acting), proposedOf(proposal)];
  for (const { personId } of acting.children) if (!decided.has(personId)) decided.set(personId, lastProposed.get(personId) ?? lowerLevel(levelIn(acting.level), LET_GO_AT_MOST));
  return levelsOf(level, decided, [...proposed.map(proposedOf), ...waiting.map(decidedOf)]);
}

/** The levels that govern a contact and its children now. What is joined into it raises the contact, and so may be about each child. */
export async function readLevels(tx: Tx, contactId: string): Promise<Levels> {
  const [{ level, ended }, by] = [await readGoverning(tx, contactId), await readLevelsAt(tx, contactId, tx.at)];
  return afterEnd(by === null || by.level < level ? { level, levels: new Map() } : { ...by, level }, ended, tx.at);
}

/** A request for checks that nobody has answered, of any contact, as a list of them shows it. */
export interface WaitingRequest {
  id: string;
  contactId: string;
  reference: string;
  level: CanonicalLevel | null;
  at: Temporal.Instant;
  by: string;
  agencies: string;
  question: string;
  reason: ChecksReason;
  /** By when a manager answers. */
  due: Temporal.Instant | null;
}

/** Requests for checks that wait for a manager, as far as the actor may open their contacts, without what is kept secret of those by now: the soonest due first. */
export async function waitingRequests(tx: Tx): Promise<WaitingRequest[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.checksRequest.findMany({ where: { authorityId, answer: { is: null } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], take: MOST_WAITING, include: { contact: { select: { reference: true, queue: { select: { level: true } } } } } });
  const duties = await tx.db.duty.findMany({ where: { authorityId, code: 'AGREE_CHECKS', occasionId: { in: rows.map(({ id }) => id) } }, select: { occasionId: true, dueAt: true } });
  const due = new Map(duties.map(({ occasionId, dueAt }) => [occasionId, dueAt === null ? null : instantOf(dueAt)]));
  const secrets = await secretsOf(tx, rows.map(({ contactId }) => contactId));
  const waiting = rows.map(({ id, contactId, at, by, agencies, question, reason, contact }): WaitingRequest => ({
    ...{ id, contactId, by, agencies: hide(agencies, secrets), question: hide(question, secrets), reference: contact.reference, at: instantOf(at), reason: known(CHECKS_REASONS, reason), due: due.get(id) ?? null },
    level: LEVELS.find((level) => level === contact.queue?.level) ?? null,
  }));
  const sooner = (a: WaitingRequest, b: WaitingRequest) => (a.due ?? a.at).epochMilliseconds - (b.due ?? b.at).epochMilliseconds;
  return waiting.sort(sooner);
}

const MOST_WAITING = 200;

/** The children of a contact, as far as a form asks which of them is meant, and what became of those who were not born when it was reported: asked once by a page for both. */
export async function childRows(tx: Tx, contactId: string) {
  return tx.db.contactPerson.findMany({
    where: { authorityId: tx.actor.authorityId, contactId, kind: { in: ['child', 'household_child'] } },
    orderBy: { ordinal: 'asc' },
    select: { id: true, givenName: true, familyName: true, dateOfBirth: true, unborn: true, dueDate: true, details: true, unbornStates: { select: { state: true, undone: { select: { at: true } } } } },
  });
}

/** The children of a contact, as far as a form asks which of them is meant. */
export async function readChildren(tx: Tx, contactId: string): Promise<{ id: string; name: string; dateOfBirth: string | null; saidMonths: number | null }[]> {
  return (await childRows(tx, contactId)).map((row, index) => ({ id: row.id, name: `${row.givenName} ${row.familyName}`.trim() || `Child ${index + 1}`, dateOfBirth: isoDay(row.dateOfBirth), saidMonths: row.unborn ? 0 : childAgeOf(row).saidMonths }));
}

/** When a contact began and when something was first proposed of it: of a call that is when it began to ring, and when it was made a contact. Null where it is not there. */
export async function readBeginning(tx: Tx, contactId: string): Promise<{ receivedAt: Temporal.Instant; proposedAt: Temporal.Instant } | null> {
  const where = { authorityId: tx.actor.authorityId, contactId };
  const proposal = await tx.db.proposal.findFirst({ where, orderBy: { version: 'asc' }, select: { at: true, contact: { select: { receivedAt: true } } } });
  return proposal && { receivedAt: instantOf(proposal.contact.receivedAt), proposedAt: instantOf(proposal.at) };
}

/** What was kept of a form about something that went out, one row for each part; none where it was not. */
export async function sentByForm(tx: Tx, formId: string) {
  const rows = await tx.db.outboundFact.findMany({ where: { authorityId: tx.actor.authorityId, formId }, select: { contactId: true, personId: true, kind: true, agency: true, recipient: true, recipientRole: true, categories: true, words: true, how: true, basisId: true, sentAt: true, sentBy: true, lateWhy: true, trustReach: true, trustAgreer: true, trustAgreedBy: true, trustAgreedRole: true, trustAgreedAt: true, pregnancyReach: true } });
  return rows.map((row) => ({ ...row, sentAt: instantOf(row.sentAt), trustAgreedAt: row.trustAgreedAt && instantOf(row.trustAgreedAt) }));
}
