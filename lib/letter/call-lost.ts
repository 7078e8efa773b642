import { callMail } from '@/lib/access/call-words';
import { postAccountMail } from '@/lib/access/link-store';
import { administratorMails } from '@/lib/access/reach-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { deadAddresses, lockDeadAddresses } from './dead-address-store';
import { type Message } from './message-store';

/**
 * A call to a colleague did not arrive: it is looked at once whom to call instead, and whoever administers accounts is told, once for each
 * address, that the page of people says something new. Their mail names nobody (safe practice 7.11). As the product, with what became of
 * the message kept already.
 */
export async function callLost(tx: Tx, { id, channel, toAddress }: Pick<Message, 'id' | 'channel' | 'toAddress'>): Promise<void> {
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  await lockDeadAddresses(tx);
  const same = (other: { channel: string; address: string }) => other.channel === channel && other.address === toAddress;
  // Not so after a fault of the provider's own, and told already where another call to it had not arrived.
  if (!(await deadAddresses(tx)).some(same) || (await deadAddresses(tx, id)).some(same)) return;
  tx.ledger({ action: 'address.dead', objectKind: 'message', objectId: id, detail: { channel } });
  for (const to of await administratorMails(tx)) await postAccountMail(tx, { to, ...callMail(null, config().publicOrigin, '/admin/people') });
}
