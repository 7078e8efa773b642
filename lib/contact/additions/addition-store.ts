import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { addedIndicators, isAdditionKind, type AddedIndicators, PUT_CHANNELS, type AdditionKind, type NewAddition, type PutAddition, type PutChannel } from './addition';

/** What was added to a contact, as it came in. */
export interface Addition {
  id: string;
  contactId: string;
  at: Temporal.Instant;
  by: string;
  text: string;
  indicators: AddedIndicators;
  immediate: boolean;
  /** Whoever told us is not sure whether it is. */
  perhapsImmediate: boolean;
  kind: AdditionKind;
  /** When a call began that was put here later; otherwise when it came. */
  receivedAt: Temporal.Instant;
  /** Who rang or wrote, in one line; empty for whoever signed in. */
  caller: string;
  /** By which way it came; null for whoever signed in. */
  channel: PutChannel | null;
  /** Who must not be told; empty where nobody said so. */
  mustNotBeTold: string;
}

/** Writes an addition once for its key. @returns false when the key was used before. Needs casework rights. */
export async function addAddition(tx: Tx, contactId: string, fresh: NewAddition | PutAddition): Promise<boolean> {
  const byCall = 'kind' in fresh ? { kind: fresh.kind, receivedAt: dateOf(fresh.receivedAt), caller: fresh.caller, channel: fresh.channel } : {};
  const { count } = await tx.db.addition.createMany({
    data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, at: dateOf(tx.at), by: tx.actor.actorId, key: fresh.key, text: fresh.text, indicators: fresh.indicators, immediate: fresh.immediate, mustNotBeTold: fresh.mustNotBeTold ?? '', perhapsImmediate: fresh.perhapsImmediate ?? false, ...byCall }],
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * What was added to one contact stands in the one that goes on from it, in the name of whoever said it and with its own time of receipt;
 * so do the answers of its referrer. As the product. @returns what was added, oldest first.
 */
export async function copyAdditions(system: Tx, fromId: string, toId: string): Promise<Addition[]> {
  const { authorityId } = system.actor;
  const [added, asked] = [await additionsOf(system, fromId), await system.db.question.findMany({ where: { authorityId, contactId: fromId, answeredAt: { not: null } }, orderBy: { answeredAt: 'asc' } })];
  const copies = [
    ...added.map(({ by, text, indicators, immediate, perhapsImmediate, kind, receivedAt, caller, channel, mustNotBeTold }) => ({ by, text, indicators, immediate, perhapsImmediate, kind, receivedAt: dateOf(receivedAt), caller, channel: channel ?? '', mustNotBeTold })),
    ...asked.map(({ text, answer, answeredAt, answeredBy, askedBy, byTelephone }) => ({ by: answeredBy ?? askedBy, text: `${text}\n\n${byTelephone ? 'The referrer, by telephone: ' : ''}${answer ?? ''}`, indicators: {}, immediate: false, perhapsImmediate: false, kind: 'answer', receivedAt: answeredAt, caller: '', channel: '', mustNotBeTold: '' })),
  ];
  await system.db.addition.createMany({ data: copies.map((copy) => ({ authorityId, id: newId(), contactId: toId, at: dateOf(system.at), key: newId(), ...copy })) });
  return additionsOf(system, toId);
}

type Row = Awaited<ReturnType<Tx['db']['addition']['findFirstOrThrow']>>;

function additionOf(row: Row): Addition {
  return { id: row.id, contactId: row.contactId, at: instantOf(row.at), by: row.by, text: row.text, indicators: addedIndicators.parse(row.indicators), immediate: row.immediate, perhapsImmediate: row.perhapsImmediate, kind: isAdditionKind(row.kind) ? row.kind : 'addition', receivedAt: instantOf(row.receivedAt ?? row.at), caller: row.caller, channel: PUT_CHANNELS.find((known) => known === row.channel) ?? null, mustNotBeTold: row.mustNotBeTold };
}

/** The addition that a key became, or null. */
export async function additionByKey(tx: Tx, key: string): Promise<Addition | null> {
  const row = await tx.db.addition.findUnique({ where: { authorityId_key: { authorityId: tx.actor.authorityId, key } } });
  return row && additionOf(row);
}

/** The words of additions to a contact by their keys. */
export async function additionTexts(tx: Tx, contactId: string, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.db.addition.findMany({ where: { authorityId: tx.actor.authorityId, contactId, key: { in: [...keys] } }, select: { key: true, text: true } });
  return new Map(rows.map(({ key, text }) => [key, text]));
}

/** What was added to a contact, oldest first, as far as the actor may see it. */
export async function additionsOf(tx: Tx, contactId: string): Promise<Addition[]> {
  const rows = await tx.db.addition.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return rows.map(additionOf);
}

/** Has the contact ended? */
export async function hasEnded(tx: Tx, contactId: string): Promise<boolean> {
  return (await tx.db.closure.findUnique({ where: { authorityId_contactId: { authorityId: tx.actor.authorityId, contactId } }, select: { contactId: true } })) !== null;
}

/** The latest decision of a contact, which what is added opens again; null while there is none. Needs casework rights. */
export async function latestDecision(tx: Tx, contactId: string): Promise<{ id: string; by: string } | null> {
  return tx.db.decision.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { version: 'desc' }, select: { id: true, by: true } });
}

export interface Question {
  id: string;
  askedAt: Temporal.Instant;
  text: string;
  answer: string | null;
  answeredAt: Temporal.Instant | null;
  /** They said it on the telephone, and a worker wrote it down. */
  byTelephone: boolean;
}

/** The questions asked of a contact's referrer, oldest first. */
export async function questionsTo(tx: Tx, contactId: string): Promise<Question[]> {
  const rows = await tx.db.question.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ askedAt: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => ({ id: row.id, askedAt: instantOf(row.askedAt), text: row.text, answer: row.answer, byTelephone: row.byTelephone, answeredAt: row.answeredAt === null ? null : instantOf(row.answeredAt) }));
}

/**
 * Keeps the answer to an open question. Needs casework rights.
 * @param byTelephone the actor wrote down what the referrer said.
 * @returns false when it was answered before.
 */
export async function saveAnswer(tx: Tx, contactId: string, questionId: string, answer: string, byTelephone = false): Promise<boolean> {
  const { count } = await tx.db.question.updateMany({
    where: { authorityId: tx.actor.authorityId, id: questionId, contactId, answeredAt: null },
    data: { answer, byTelephone, answeredAt: dateOf(tx.at), answeredBy: tx.actor.actorId },
  });
  return count === 1;
}
