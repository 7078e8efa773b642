import type { Temporal } from 'temporal-polyfill';
import { readNames } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** A change of whether the reporting agency sees a contact. */
export interface AgencyChange {
  at: Temporal.Instant;
  by: string;
  hidden: boolean;
  reason: string;
}

/** Every change, the latest first; without one the answers in the report hold. */
export async function readAgencyChanges(tx: Tx, contactId: string): Promise<AgencyChange[]> {
  const rows = await tx.db.agencyExclusion.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'desc' }, { id: 'asc' }] });
  const names = await readNames(tx, rows.map(({ by }) => by));
  return rows.map(({ at, by, hidden, reason }) => ({ at: instantOf(at), by: names.get(by) ?? 'A colleague who has left', hidden, reason }));
}

/** Hides a contact from the reporting agency, or shows it. As the system. */
export async function addAgencyChange(tx: Tx, contactId: string, by: string, hidden: boolean, reason: string): Promise<void> {
  await tx.db.agencyExclusion.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, at: dateOf(tx.at), by, hidden, reason }] });
}

/** Is the contact hidden from its agency now? */
export async function isHiddenFromAgency(tx: Tx, contactId: string, asReported: boolean): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ hidden: boolean }[]>`select app_agency_hidden(${contactId}::uuid, ${asReported}) as hidden`;
  return row?.hidden ?? true;
}
