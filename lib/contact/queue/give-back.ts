import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { addEvent } from '../event-store';
import { guideOn } from '../guide-on';
import { endClaim } from './claim-store';
import { mayBeTakenOver, type ReleaseHow } from './idle';
import { readQuietClaims, type QuietClaim } from './idle-store';

/** Ends a claim without its holder's doing, and says why: on the timeline, and to its holder. Runs as the product. */
export async function giveBack(tx: Tx, { contactId, accountId }: Pick<QuietClaim, 'contactId' | 'accountId'>, how: ReleaseHow): Promise<void> {
  await endClaim(tx, contactId, { how });
  await addEvent(tx, contactId, 'released_by_itself', { how, holder: accountId });
  tx.ledger({ action: 'contact.released', objectKind: 'contact', objectId: contactId, detail: { how, holder: accountId } });
}

/** The claim of a contact that is its holder's only since the night acted on it, and that a colleague may take over; null where there is none. */
export async function claimToTakeOver(tx: Tx, contactId: string): Promise<QuietClaim | null> {
  const [claim] = await readQuietClaims(tx, contactId);
  const { settings } = await readAuthority(tx);
  const { attention } = guideOn(settings.guideArea, londonDate(tx.at));
  return claim !== undefined && mayBeTakenOver(claim, attention, tx.at) ? claim : null;
}
