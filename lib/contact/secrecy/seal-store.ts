import type { Temporal } from 'temporal-polyfill';
import type { Prisma, Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { seal, unseal } from '@/lib/platform/seal';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { Report } from '../schema';
import { sourceIdentity, type SourceIdentity, type UnsealAnswer, type UnsealGround, type UnsealRequest } from './sealing';

const placeOf = (authorityId: string, contactId: string) => ({ table: 'sealed_source', column: 'identity', authorityId, rowId: contactId });

/** What is known of a protected source beside who it is. */
export interface Sealing {
  /** A message reaches them. */
  reachable: boolean;
  /** What is decided may be told to them (domain 7.5). */
  mayBeTold: boolean;
  at: Temporal.Instant;
  by: string;
  reason: string;
}

/**
 * Keeps who reported a contact, encrypted for its row. Needs casework rights.
 * @param accountId whose it is, who goes on seeing it; given by the product alone (`tx.asSystem`), or by contact_seal().
 */
export async function addSealedSource(tx: Tx, contactId: string, identity: SourceIdentity, { accountId, reachable, by, reason }: { accountId: string | null; reachable: boolean; by: string; reason: string }): Promise<void> {
  const { authorityId } = tx.actor;
  const sealed = seal(JSON.stringify(identity), placeOf(authorityId, contactId));
  await tx.db.sealedSource.createMany({ data: [{ authorityId, contactId, identity: sealed, reachable, mayBeTold: identity.referrerClass !== 'subject', sealedAt: dateOf(tx.at), sealedBy: by, reason }] });
  if (accountId !== null) await tx.db.sealedOwner.createMany({ data: [{ authorityId, contactId, accountId }] });
}

/** Takes who reported a contact out of everything that is kept of it. @returns false when it is sealed already. */
export async function sealContact(tx: Tx, contactId: string, report: Report): Promise<boolean> {
  const rows = await tx.db.$queryRaw<{ done: boolean }[]>`select contact_seal(${contactId}::uuid, ${JSON.stringify(report)}::jsonb) as done`;
  return rows[0]?.done === true;
}

/** Is the actor the protected source of this contact? All that anybody learns of whose it is. */
export async function isOwnSource(tx: Tx, contactId: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<{ own: boolean }[]>`select ${contactId}::uuid = any (app_own_sources()) as own`;
  return rows[0]?.own === true;
}

/** Of these contacts, those whose protected source is the actor: see `isOwnSource`. */
export async function ownAmong(tx: Tx, contactIds: readonly string[]): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await tx.db.$queryRaw<{ id: string }[]>`select t.id from unnest(${[...contactIds]}::uuid[]) t (id) where t.id = any (app_own_sources())`;
  return new Set(rows.map(({ id }) => id));
}

/** How a contact's source is protected; null when it is not, or not for the actor to know. */
export async function readSealing(tx: Tx, contactId: string): Promise<Sealing | null> {
  const row = await tx.db.sealedSource.findUnique({ where: { authorityId_contactId: { authorityId: tx.actor.authorityId, contactId } }, select: { reachable: true, mayBeTold: true, sealedAt: true, sealedBy: true, reason: true } });
  return row && { reachable: row.reachable, mayBeTold: row.mayBeTold, at: instantOf(row.sealedAt), by: row.sealedBy, reason: row.reason };
}

/** Who it is: for the post job and for whoever two persons allowed to look; null for everybody else. */
export async function readIdentity(tx: Tx, contactId: string): Promise<SourceIdentity | null> {
  const rows = await tx.db.$queryRaw<{ identity: string | null }[]>`select sealed_identity(${contactId}::uuid) as identity`;
  const sealed = rows[0]?.identity ?? null;
  return sealed === null ? null : sourceIdentity.parse(JSON.parse(unseal(sealed, placeOf(tx.actor.authorityId, contactId))));
}

/** A request to learn who a protected source is, with its answer. */
export interface UnsealState {
  id: string;
  askedAt: Temporal.Instant;
  askedBy: string;
  ground: UnsealGround;
  orderReference: string;
  reason: string;
  tellSource: boolean;
  answer: { at: Temporal.Instant; by: string; agreed: boolean; reason: string; until: Temporal.Instant | null } | null;
}

const groundOf = (text: string): UnsealGround => (text === 'court_order' || text === 'life_at_risk' ? text : 'legal_obligation');

/** The requests of a contact, newest first. */
export async function readUnseals(tx: Tx, contactId: string): Promise<UnsealState[]> {
  const rows = await tx.db.unseal.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, include: { answer: true }, orderBy: [{ askedAt: 'desc' }, { id: 'asc' }] });
  return rows.map(({ id, askedAt, askedBy, ground, orderReference, reason, tellSource, answer }) => ({
    ...{ id, askedBy, orderReference, reason, tellSource },
    askedAt: instantOf(askedAt),
    ground: groundOf(ground),
    answer: answer && { at: instantOf(answer.at), by: answer.by, agreed: answer.verdict === 'agreed', reason: answer.reason, until: answer.untilAt === null ? null : instantOf(answer.untilAt) },
  }));
}

/** The request of the actor to which a second person agreed, while that lasts; null otherwise. */
export async function liveUnseal(tx: Tx, contactId: string): Promise<{ id: string; until: Temporal.Instant } | null> {
  const mine = (await readUnseals(tx, contactId)).filter(({ askedBy, answer }) => askedBy === tx.actor.actorId && answer?.agreed === true);
  const live = mine.flatMap(({ id, answer }) => (answer?.until && answer.until.epochMilliseconds > tx.at.epochMilliseconds ? [{ id, until: answer.until }] : []));
  return live[0] ?? null;
}

/** Keeps a request of the actor. @returns its id. */
export async function addUnseal(tx: Tx, contactId: string, { ground, orderReference, reason, tellSource }: UnsealRequest): Promise<string> {
  const id = newId();
  await tx.db.unseal.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId, askedAt: dateOf(tx.at), askedBy: tx.actor.actorId, ground, orderReference, reason, tellSource: tellSource === 'yes' }] });
  return id;
}

/** Keeps the second person's answer, once. @returns false when there is one already. */
export async function addUnsealAnswer(tx: Tx, contactId: string, asked: Pick<UnsealState, 'id' | 'askedBy'>, { verdict, reason }: UnsealAnswer, until: Temporal.Instant | null): Promise<boolean> {
  const { count } = await tx.db.unsealAnswer.createMany({
    data: [{ authorityId: tx.actor.authorityId, unsealId: asked.id, contactId, askedBy: asked.askedBy, at: dateOf(tx.at), by: tx.actor.actorId, verdict, reason, untilAt: until === null ? null : dateOf(until) }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Who holds a contact and who decided on it last: neither is the second person. */
export async function readInvolved(tx: Tx, contactId: string): Promise<{ holderId: string | null; decidedBy: string | null }> {
  const where: Prisma.ClaimWhereInput = { authorityId: tx.actor.authorityId, contactId, endedAt: null };
  const claim = await tx.db.claim.findFirst({ where, select: { accountId: true } });
  const decision = await tx.db.decision.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { version: 'desc' }, select: { by: true } });
  return { holderId: claim?.accountId ?? null, decidedBy: decision?.by ?? null };
}
