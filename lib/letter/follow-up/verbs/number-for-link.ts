import { numberNow } from '@/lib/access/lines';
import { readAuthority } from '@/lib/access/store';
import { tokenHash } from '@/lib/platform/crypto';
import { callerAt, callerLinkLookup, withActor } from '@/lib/platform/db';
import { isLinkToken } from '../link';

/** The number that is answered at this moment in the area of a link, whether or not it still opens; null of what is no link (domain 7.1). */
export async function numberForLink(token: string): Promise<ReturnType<typeof numberNow> | null> {
  const found = isLinkToken(token) ? await callerLinkLookup(tokenHash(token)) : null;
  return found && withActor(callerAt(found.authority_id), async (tx) => numberNow((await readAuthority(tx)).settings, tx.at));
}
