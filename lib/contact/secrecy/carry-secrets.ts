import type { Tx } from '@/lib/platform/db';
import { addProtected, openProtected } from './protected-store';

/** What is kept secret in one contact is as secret in the one that goes on from it (domain 7.6). As the product. */
export async function carrySecrets(system: Tx, fromId: string, toId: string): Promise<void> {
  const kept = (await openProtected(system, fromId)).filter(({ kind }) => kind !== 'words');
  await addProtected(system, toId, kept, { by: system.actor.actorId, reason: '' });
}
