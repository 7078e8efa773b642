import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { isSaidWay, type SaidWay } from '../report/reaching';

/** A caller's address that was put right afterwards; what stood before stays beside it. */
export interface CallerCorrection {
  at: Temporal.Instant;
  by: string;
  /** Empty where they have none. */
  email: string;
  emailBefore: string;
  safeWay: SaidWay | null;
  safeWayBefore: SaidWay | null;
  why: string;
}

const wayOf = (text: string) => (isSaidWay(text) ? text : null);

/** The corrections of one call's caller, the newest first. @param call key of a call that was put to the contact; null for the one that it came of. Needs the right to read casework. */
export async function correctionsOf(tx: Tx, contactId: string, call: string | null): Promise<CallerCorrection[]> {
  const rows = await tx.db.callerCorrection.findMany({ where: { authorityId: tx.actor.authorityId, contactId, callKey: call }, orderBy: [{ at: 'desc' }, { id: 'asc' }] });
  return rows.map(({ at, by, email, emailBefore, safeWay, safeWayBefore, why }) => ({ at: instantOf(at), by, email, emailBefore, safeWay: wayOf(safeWay), safeWayBefore: wayOf(safeWayBefore), why }));
}

/** Keeps a correction. Needs casework rights. */
export async function addCorrection(tx: Tx, contactId: string, call: string | null, { safeWay, safeWayBefore, ...given }: Omit<CallerCorrection, 'at' | 'by'>): Promise<void> {
  await tx.db.callerCorrection.createMany({ data: [{ ...given, authorityId: tx.actor.authorityId, id: newId(), contactId, callKey: call, at: dateOf(tx.at), by: tx.actor.actorId, safeWay: safeWay ?? '', safeWayBefore: safeWayBefore ?? '' }] });
}
