import type { Tx } from '@/lib/platform/db';
import { ownPasswordHash } from './link-store';
import { ownIssuers } from './provider/identity-store';
import { hasFactor } from './second/factor-store';

/** Does the actor's account have a way in already? Who never signed in before has nothing that could be taken over, and is told of nothing. */
export async function inUse(tx: Tx): Promise<boolean> {
  return (await ownPasswordHash(tx)) !== null || (await ownIssuers(tx)).length > 0 || (await hasFactor(tx));
}
