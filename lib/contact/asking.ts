import { readReach } from '@/lib/access/reach-store';
import type { Tx } from '@/lib/platform/db';
import type { ContactHead } from './head';
import { readSealing } from './secrecy/seal-store';
import { maybeSubject } from './secrecy/subject-store';

/** Why whoever reported is asked nothing in writing: nobody is there to be asked, or they are asked by voice alone. */
export type NotAsked = 'nobody_to_ask' | 'ask_by_voice';

/**
 * May whoever reported be asked in writing? One who may be the one whom it is about is asked by voice: in writing they would read what we
 * make of it (safe practice 5). And so is one who can sign in here no longer: they would never read it, and we would wait. A protected
 * source is asked without anybody learning who they are, if they have an account and may be told anything. Needs casework rights.
 * @param gone can they sign in here no longer? Given where that is at hand.
 * @returns why not, or null.
 */
export async function whyNotAsked(tx: Tx, { id, referrerId, sealed }: Pick<ContactHead, 'id' | 'referrerId' | 'sealed'>, gone = async (accountId: string) => !(await readReach(tx, [accountId])).has(accountId)): Promise<NotAsked | null> {
  if (referrerId === null) {
    const source = sealed ? await readSealing(tx, id) : null;
    return source?.reachable === true && source.mayBeTold ? null : 'nobody_to_ask';
  }
  return (await Promise.all([maybeSubject(tx, id), gone(referrerId)])).includes(true) ? 'ask_by_voice' : null;
}
