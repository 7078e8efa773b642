import { readAgency } from '@/lib/access/people-store';
import type { Machine } from '@/lib/access/api-key';
import type { Tx } from '@/lib/platform/db';
import type { ReceivingAuthority } from '../../record';
import { fileSent, type Filed, type Sent } from '../file';

/**
 * Files one concern of a machine, whatever its shape.
 */
export async function fileContact(tx: Tx, machine: Machine, authority: ReceivingAuthority, sent: Pick<Sent, 'key' | 'bytes' | 'contentType' | 'read'> & { whole: NonNullable<Sent['whole']> }): Promise<Filed> {
  if (machine.agencyId === null) throw new Error('a key that files is bound to an agency');
  const { agencyId } = machine;
  const agency = await tx.asSystem((system) => readAgency(system, agencyId));
  return fileSent(tx, { keyId: machine.actorId, systemName: machine.systemName, agency }, authority, { ...sent, lane: 'contact', eventAt: null, sentAt: null });
}
