import type { Tx } from '@/lib/platform/db';
import { addAgencyChange, readAgencyChanges } from '@/lib/restriction/agency-store';
import { addBar, readBars } from '@/lib/restriction/bar-store';
import { addRestriction, readClosings } from '@/lib/restriction/restricted-store';
import { refreshQueue } from '../queue/queue-store';
import { readHead } from '../store';

/** What closes a contact closes one that it is joined into. As the product, and the last thing done: it may be closed then to whoever joined it. */
export async function carryRestrictions(system: Tx, fromId: string, toId: string): Promise<void> {
  const closings = await readClosings(system, fromId);
  if (closings.length === 0) return;
  const referrerId = (await readHead(system, toId))?.referrerId ?? null;
  for (const closing of closings) await addRestriction(system, { ...closing, contactId: toId, referrerId });
  await refreshQueue(system, toId);
}

/**
 * Whoever must not see a contact must not see the one that goes on from it either: what closes it, who is kept out, and that it is
 * hidden from the agency (domain 7.3, 7.14). As the product, and the last thing done.
 */
export async function carryClosings(system: Tx, fromId: string, toId: string): Promise<void> {
  for (const { accountId, ground, reason, lifted } of await readBars(system, fromId)) if (lifted === null) await addBar(system, { contactId: toId, accountId, ground, reason });
  const [hidden] = await readAgencyChanges(system, fromId);
  if (hidden?.hidden === true) await addAgencyChange(system, toId, system.actor.actorId, true, hidden.reason);
  await carryRestrictions(system, fromId, toId);
}
