import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
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
  answer: RequestAnswer | null;
}

export type NewRequest = Omit<InformationRequest, 'at' | 'by' | 'answer'>;

/** Keeps a request once for its id. @returns false where it was kept before. Needs casework rights. */
export async function addRequest(tx: Tx, { receivedAt, dueAt, ...request }: NewRequest): Promise<boolean> {
  const { authorityId, actorId } = tx.actor;
  const { count } = await tx.db.informationRequest.createMany({ data: [{ ...request, authorityId, at: dateOf(tx.at), by: actorId, receivedAt: dateOf(receivedAt), dueAt: dueAt === null ? null : dateOf(dueAt) }], skipDuplicates: true });
  return count === 1;
}

/** The requests made about a contact, the first first, without what is kept secret of it by now. Needs the right to read casework. */
export async function requestsOf(tx: Tx, contactId: string): Promise<InformationRequest[]> {
  const rows = await tx.db.informationRequest.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { answer: true } });
  const secrets = rows.length === 0 ? [] : await secretsOf(tx, [contactId]);
  return rows.map(({ id, at, by, receivedAt, askedBy, verified, what, purpose, authority, dueAt, answer }) => ({
    ...{ id, contactId, by, askedBy: hide(askedBy, secrets), what: hide(what, secrets), purpose: hide(purpose, secrets), authority: hide(authority, secrets) },
    verified: isVerified(verified) ? verified : null,
    at: instantOf(at),
    receivedAt: instantOf(receivedAt),
    dueAt: dueAt === null ? null : instantOf(dueAt),
    answer: answer && { at: instantOf(answer.at), by: answer.by, outcome: answer.outcome === 'given' ? 'given' : 'refused', outboundId: answer.outboundId, checkedHow: hide(answer.checkedHow, secrets), checkedAt: answer.checkedAt === null ? null : instantOf(answer.checkedAt), reason: hide(answer.reason, secrets) },
  }));
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
