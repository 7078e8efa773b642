import { recordWithoutSecrets } from '@/lib/contact/secrecy/protected-store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import type { Outbound } from './model';
import { SAID, type PutRight, type Said } from './put-right';
import { readSharing, type SharingWithPutRight } from './sharing-store';

/** Everything recorded on a contact, and one fact of it with all by which it was put right; null where it is not of this contact. */
export async function readFact(tx: Tx, contactId: string, factId: string): Promise<{ records: SharingWithPutRight; one: PutRight } | null> {
  const records = await readSharing(tx, contactId);
  const recorded = records.outbound.find(({ id }) => id === factId);
  const one = records.putRight.find((each) => each.recorded.id === factId) ?? (recorded === undefined ? null : { recorded, corrections: [] });
  return one === null ? null : { records, one };
}

/**
 * Keeps what takes the place of what was recorded as sent, without what is kept secret of its contact (domain 7.6).
 * @param replacesId the correction that stood until now; null for the first. @param neverSent then `said` is what stood.
 * @returns its id; null where somebody was first.
 */
export async function addSentCorrection(tx: Tx, contactId: string, { id: outboundId }: Pick<Outbound, 'id'>, { said, neverSent, why, replacesId }: { said: Said; neverSent: boolean; why: string; replacesId: string | null }): Promise<string | null> {
  const { sentAt, ...rest } = Object.fromEntries(SAID.map((name) => [name, said[name]])) as unknown as Said;
  const data = { ...rest, sentAt: dateOf(sentAt), categories: [...rest.categories], authorityId: tx.actor.authorityId, id: newId(), contactId, outboundId, replacesId, at: dateOf(tx.at), by: tx.actor.actorId, neverSent, why };
  const { count } = await tx.db.outboundCorrection.createMany({ data: [await recordWithoutSecrets(tx, contactId, 'outbound_correction', data.id, data)], skipDuplicates: true });
  return count === 1 ? data.id : null;
}

/** Keeps that an agreement was taken back, once. @returns false where it had been. */
export async function addTakenBack(tx: Tx, contactId: string, requestId: string, why: string): Promise<boolean> {
  const said = await recordWithoutSecrets(tx, contactId, 'checks_taken_back', requestId, { why });
  const { count } = await tx.db.checksTakenBack.createMany({ data: [{ ...said, authorityId: tx.actor.authorityId, requestId, contactId, at: dateOf(tx.at), by: tx.actor.actorId }], skipDuplicates: true });
  return count === 1;
}
