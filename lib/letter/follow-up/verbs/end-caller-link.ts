import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endLinks } from '../link-store';
import type { WhichCall } from '../which-call';

/** Ends the link of one call's caller at once, such as when a message went to a wrong address. */
export async function endCallerLink(tx: Tx, contactId: string, call: WhichCall = null): Promise<Result<null, 'no_live_link'>> {
  if ((await endLinks(tx, contactId, call, 'revoked')) === 0) return refused('no_live_link');
  await addEvent(tx, contactId, 'caller_link_ended');
  tx.ledger({ action: 'caller_link.ended', objectKind: 'contact', objectId: contactId });
  return ok(null);
}
