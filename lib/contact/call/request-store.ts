import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { recordWithoutSecrets, secretsOf } from '../secrecy/protected-store';
import { hide } from '../secrecy/protecting';
import { isVerified, type Verified } from './call-fields';

/** What became of a request: what went out through the gate of sharing, or why nothing did. */
export interface RequestAnswer {
  at: Temporal.Instant;
  by: string;
  outcome: 'given' | 'refused';
  outboundId: string | null;
  checkedHow: string;
  /** When it was made sure who asks; null for a refusal, and for what was answered before that was kept. */
  checkedAt: Temporal.Instant | null;
  reason: string;
}

/** Somebody asks what we know (domain 7.9, 7.16). */
export interface InformationRequest {
  id: string;
  contactId: string;
  receivedAt: Temporal.Instant;
  at: Temporal.Instant;
  by: string;
  /** Who asks, in one line. */
  askedBy: string;
  verified: Verified | null;
  what: string;
  purpose: string;
  authority: string;
  dueAt: Temporal.Instant | null;
  /** What stands; null while it is open, also where it is open again. */
  answer: RequestAnswer | null;
  /** Each time that it was open again, the first first. */
  reopened: Reopened[];
}

/** A request was open again, since what was recorded as its answer was put right (docs/decisions/0057). */
export interface Reopened {
  id: string;
  at: Temporal.Instant;
  by: string;
  /** What had stood as its answer till then. */
  before: RequestAnswer | null;
}

export type NewRequest = Omit<InformationRequest, 'at' | 'by' | 'answer' | 'reopened'>;

/** Keeps a request once for its id. @returns false where it was kept before. Needs casework rights. */
export async function addRequest(tx: Tx, { receivedAt, dueAt, ...request }: NewRequest): Promise<boolean> {
  const { authorityId, actorId } = tx.actor;
  const { count } = await tx.db.informationRequest.createMany({ data: [{ ...request, authorityId, at: dateOf(tx.at), by: actorId, receivedAt: dateOf(receivedAt), dueAt: dueAt === null ? null : dateOf(dueAt) }], skipDuplicates: true });
  return count === 1;
}

const WITH_ANSWERS = { include: { answer: true, reopened: { include: { answer: true } } } } as const;
const requestRows = async (tx: Tx, where: { contactId: string } | { id: { in: string[] } }) => tx.db.informationRequest.findMany({ where: { authorityId: tx.actor.authorityId, ...where }, orderBy: [{ at: 'asc' }, { id: 'asc' }], ...WITH_ANSWERS });

function requestFrom({ answer, reopened, ...row }: Awaited<ReturnType<typeof requestRows>>[number], shown: (text: string) => string): InformationRequest {
  const { id, contactId, at, by, receivedAt, askedBy, verified, what, purpose, authority, dueAt } = row;
  const answerOf = (kept: Omit<NonNullable<typeof answer>, 'requestId'> | null): RequestAnswer | null =>
    kept && { at: instantOf(kept.at), by: kept.by, outcome: kept.outcome === 'given' ? 'given' : 'refused', outboundId: kept.outboundId, checkedHow: shown(kept.checkedHow), checkedAt: kept.checkedAt === null ? null : instantOf(kept.checkedAt), reason: shown(kept.reason) };
  const times = [...reopened].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const answers = [answer, ...times.map((each) => each.answer)].map(answerOf);
  return {
    ...{ id, contactId, by, askedBy: shown(askedBy), what: shown(what), purpose: shown(purpose), authority: shown(authority) },
    verified: isVerified(verified) ? verified : null,
    at: instantOf(at),
    receivedAt: instantOf(receivedAt),
    dueAt: dueAt === null ? null : instantOf(dueAt),
    answer: answers.at(-1) ?? null,
    reopened: times.map((each, index) => ({ id: each.id, at: instantOf(each.at), by: each.by, before: answers[index] ?? null })),
  };
}

/** The requests made about a contact, the first first, without what is kept secret of it by now. Needs the right to read casework. */
export async function requestsOf(tx: Tx, contactId: string): Promise<InformationRequest[]> {
  const rows = await requestRows(tx, { contactId });
  const secrets = rows.length === 0 ? [] : await secretsOf(tx, [contactId]);
  return rows.map((row) => requestFrom(row, (text) => hide(text, secrets)));
}

/** The requests of which a fact that went out is the answer that stands, of whichever contact. Needs casework rights on each: as the product. */
export async function requestsAnsweredBy(system: Tx, outboundId: string): Promise<InformationRequest[]> {
  const { authorityId } = system.actor;
  const first = await system.db.informationAnswer.findMany({ where: { authorityId, outboundId }, select: { requestId: true } });
  const anew = await system.db.informationAnswerAnew.findMany({ where: { authorityId, outboundId }, select: { reopened: { select: { requestId: true } } } });
  const ids = [...new Set([...first, ...anew.map(({ reopened }) => reopened)].map(({ requestId }) => requestId))];
  if (ids.length === 0) return [];
  const rows = await requestRows(system, { id: { in: ids } });
  const secrets = await secretsOf(system, rows.map(({ contactId }) => contactId));
  return rows.map((row) => requestFrom(row, (text) => hide(text, secrets))).filter(({ answer }) => answer?.outboundId === outboundId);
}

/** Keeps that a request is open again, once for each correction. @returns what makes it owed anew. Needs casework rights. */
export async function addReopened(tx: Tx, { id: requestId, contactId }: Pick<InformationRequest, 'id' | 'contactId'>, correctionId: string): Promise<string> {
  const id = newId();
  await tx.db.informationReopened.createMany({ data: [{ authorityId: tx.actor.authorityId, id, requestId, contactId, at: dateOf(tx.at), by: tx.actor.actorId, correctionId }] });
  return id;
}

/** The request that a call became, or null. */
export async function requestById(tx: Tx, id: string): Promise<{ contactId: string } | null> {
  return tx.db.informationRequest.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, select: { contactId: true } });
}

/** Keeps what became of a request, once. @returns false where somebody had answered. Needs casework rights. */
export async function addRequestAnswer(tx: Tx, contactId: string, requestId: string, { checkedAt, ...answer }: Omit<RequestAnswer, 'at' | 'by'>): Promise<boolean> {
  const said = await recordWithoutSecrets(tx, contactId, 'information_answer', requestId, answer);
  const { count } = await tx.db.informationAnswer.createMany({ data: [{ ...said, checkedAt: checkedAt === null ? null : dateOf(checkedAt), authorityId: tx.actor.authorityId, contactId, requestId, at: dateOf(tx.at), by: tx.actor.actorId }], skipDuplicates: true });
  return count === 1;
}

/** Keeps what became of a request that was open again, once for each time. @returns false where somebody had answered. Needs casework rights. */
export async function addAnswerAnew(tx: Tx, contactId: string, reopenedId: string, { checkedAt, ...answer }: Omit<RequestAnswer, 'at' | 'by'>): Promise<boolean> {
  const said = await recordWithoutSecrets(tx, contactId, 'information_answer_anew', reopenedId, answer);
  const { count } = await tx.db.informationAnswerAnew.createMany({ data: [{ ...said, checkedAt: checkedAt === null ? null : dateOf(checkedAt), authorityId: tx.actor.authorityId, contactId, reopenedId, at: dateOf(tx.at), by: tx.actor.actorId }], skipDuplicates: true });
  return count === 1;
}
