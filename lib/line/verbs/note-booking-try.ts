import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { againAt } from '../model';
import { opensNext } from '../open-hours';
import { oweFor } from '../owe';
import { addTry } from '../ring-back-store';
import { TRY_FIELDS, tryForm, typedInto } from '../schema';
import { endBooking, lockBooking } from '../slot-store';

/** Keeps that the worker rang at the booked time and reached nobody: the call stays owed, by them, at the time they try again. */
export async function noteBookingTry(tx: Tx, id: string, typed: Fields): Promise<Result<null, 'gone' | 'incomplete'>> {
  const input = tryForm('not_reached').safeParse(typedInto(typed, TRY_FIELDS));
  const booking = isId(id) ? await lockBooking(tx, id) : null;
  if (booking === null) return refused('gone');
  if (!input.success) return refused('incomplete');
  const { settings } = await readAuthority(tx);
  const again = againAt(input.data.again, tx.at, opensNext(settings, tx.at));
  const owed = await oweFor(tx, booking, { origin: 'not_reached', promisedAt: again, ownerId: tx.actor.actorId });
  if (owed !== null) await addTry(tx, owed, input.data, again);
  await endBooking(tx, id, 'not_reached');
  tx.ledger({ action: 'talk.not_reached', objectKind: 'booking', objectId: id, detail: { outcome: input.data.outcome, ringBack: owed } });
  tx.announce('queue');
  return ok(null);
}
