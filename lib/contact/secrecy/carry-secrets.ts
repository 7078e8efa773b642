import type { Tx } from '@/lib/platform/db';
import { openProtected } from './protected-store';
import { keepIn } from './spread-secrets';

/** Of somebody of an earlier report, whoever it is in this one. */
const BEFORE = 'before';

/**
 * What is kept secret in one contact is as secret in the one that goes on from it, also where that says it openly (domain 7.6). As the product.
 * @param samePlaces do its children and household stand in the same places? Where not, it is not said whose a detail is, rather than somebody else's.
 */
export async function carrySecrets(system: Tx, fromId: string, toId: string, { samePlaces }: { samePlaces: boolean } = { samePlaces: true }): Promise<void> {
  const kept = (await openProtected(system, fromId)).filter(({ kind }) => kind !== 'words');
  await keepIn(system, toId, samePlaces ? kept : kept.map((each) => ({ ...each, place: BEFORE })), '');
}
