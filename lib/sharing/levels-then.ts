import { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { Levels } from './model';
import { readBeginning, readLevelsAt } from './sharing-store';

/** A time is typed to the minute: what came in within that minute was there, up to its last millisecond. */
const WITHIN_THE_MINUTE = { seconds: 59, milliseconds: 999 };

/** The levels that governed when something went. Null where the contact was not here yet. What was told while a call still went on was told on what was proposed as it was written down: the contact was there from its beginning. */
export async function levelsThen(tx: Tx, contactId: string, wentAt: Temporal.Instant): Promise<Levels | null> {
  const at = wentAt.add(WITHIN_THE_MINUTE);
  const then = await readLevelsAt(tx, contactId, at);
  const began = then === null ? await readBeginning(tx, contactId) : null;
  return began === null || Temporal.Instant.compare(at, began.receivedAt) < 0 ? then : readLevelsAt(tx, contactId, began.proposedAt);
}
