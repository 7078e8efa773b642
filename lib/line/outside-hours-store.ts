import type { AuthoritySettings } from '@/lib/access/schema';
import type { Tx } from '@/lib/platform/db';
import type { Shift } from '@/lib/rota/model';
import { shiftsOutside } from '@/lib/rota/rota-hours';
import { readRota } from '@/lib/rota/rota-store';
import { isOpenFor } from './model';
import { openHours, weeksAhead } from './open-hours';
import { slotsIn, type SlotShown } from './slot-store';

/** What the office hours do not fit, the earliest first. */
export interface OutsideHours {
  shifts: Shift[];
  slots: SlotShown[];
}

/** Shifts and times to talk of the weeks ahead that the office hours do not fit. As the product: whoever sets the hours sees no casework. */
export async function readOutsideHours(tx: Tx, settings: Pick<AuthoritySettings, 'dutyHours'>): Promise<OutsideHours> {
  const ahead = { from: tx.at, to: weeksAhead(tx.at).to };
  const open = openHours(settings, tx.at);
  const slots = (await slotsIn(tx, ahead)).filter(({ booking }) => booking === null || booking.ended === null);
  return { shifts: shiftsOutside((await readRota(tx, ahead)).shifts, settings), slots: slots.filter((slot) => !isOpenFor(slot, open)) };
}
