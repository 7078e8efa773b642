import { readAgency } from '@/lib/access/people-store';
import type { Machine } from '@/lib/access/api-key';
import type { Tx } from '@/lib/platform/db';
import { ok } from '@/lib/platform/result';
import type { ReceivingAuthority } from '../../record';
import { fileSent, type Filed, type Sent } from '../file';
import { readReport, readWhole } from '../read-sent';

/**
 * Files one concern of a machine, whatever its shape.
 * @param key the sender's own word for it (`Idempotency-Key`), or null.
 */
export async function fileContact(tx: Tx, machine: Machine, authority: ReceivingAuthority, { key, bytes, whole, contentType }: Pick<Sent, 'key' | 'bytes' | 'contentType'> & { whole: NonNullable<Sent['whole']> }): Promise<Filed> {
  if (machine.agencyId === null) throw new Error('a key that files is bound to an agency');
  const { agencyId } = machine;
  const agency = await tx.asSystem((system) => readAgency(system, agencyId));
  const value = readWhole(bytes, whole);
  const read = value.ok ? readReport(value.value) : value;
  return fileSent(tx, { keyId: machine.actorId, systemName: machine.systemName, agency }, authority, { lane: 'contact', key, bytes, whole, contentType, read: read.ok ? ok(read.value) : read, eventAt: null, sentAt: null });
}
