import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { OUTCOMES, type Outcome } from './model';
import { emergencyDocument, type EmergencyDocument, type EmergencyInput } from './schema';

/** What the emergency duty team did, or why it waits. */
export interface EmergencyDecision {
  id: string;
  contactId: string;
  at: Temporal.Instant;
  by: string;
  outcome: Outcome;
  /** It was immediate or at level 4 then, or rated so. */
  urgent: boolean;
  document: EmergencyDocument;
}

type Row = Awaited<ReturnType<Tx['db']['emergencyDecision']['findFirstOrThrow']>>;

/** A decision as it was read. */
export function decisionOf(row: Row): EmergencyDecision {
  const { id, contactId, by, urgent } = row;
  return { id, contactId, by, urgent, at: instantOf(row.at), outcome: OUTCOMES.find((each) => each === row.outcome) ?? 'acted', document: emergencyDocument.parse(row.document) };
}

/** Writes an emergency decision once for its key. @returns its id, or null when the key was used before. */
export async function addEmergencyDecision(tx: Tx, decided: EmergencyInput & { contactId: string; key: string; urgent: boolean }): Promise<string | null> {
  const id = newId();
  const { count } = await tx.db.emergencyDecision.createMany({
    data: [{ ...decided, authorityId: tx.actor.authorityId, id, at: dateOf(tx.at), by: tx.actor.actorId }],
    skipDuplicates: true,
  });
  return count === 1 ? id : null;
}

/** The emergency decision that a key became, or null. */
export async function emergencyDecisionByKey(tx: Tx, key: string): Promise<EmergencyDecision | null> {
  const row = await tx.db.emergencyDecision.findUnique({ where: { authorityId_key: { authorityId: tx.actor.authorityId, key } } });
  return row && decisionOf(row);
}

/** What emergency duty decided on a contact, newest first. */
export async function emergencyDecisionsOf(tx: Tx, contactIds: readonly string[]): Promise<EmergencyDecision[]> {
  const rows = await tx.db.emergencyDecision.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, orderBy: [{ at: 'desc' }, { id: 'asc' }] });
  return rows.map(decisionOf);
}
