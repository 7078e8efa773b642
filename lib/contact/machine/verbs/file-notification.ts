import type { Machine } from '@/lib/access/api-key';
import { readAgency } from '@/lib/access/people-store';
import type { Tx } from '@/lib/platform/db';
import type { ReceivingAuthority } from '../../record';
import { fileSent, type Filed, type Sent } from '../file';

/** Files one notification of several: a contact of its own, assessed and counted like any other. */
export async function fileNotification(tx: Tx, machine: Machine, authority: ReceivingAuthority, sent: Omit<Sent, 'lane'>): Promise<Filed> {
  if (machine.agencyId === null) throw new Error('a key that files is bound to an agency');
  const { agencyId } = machine;
  const agency = await tx.asSystem((system) => readAgency(system, agencyId));
  return fileSent(tx, { keyId: machine.actorId, systemName: machine.systemName, agency }, authority, { ...sent, lane: 'notification' });
}
