import type { Tx } from '@/lib/platform/db';
import { dateOf } from '@/lib/platform/time';

/** For so long a short form about no contact waits for whoever began it. */
export const IDLE_DAYS = 30;

/** Empties and closes the short forms about no contact that nobody has touched for as long: the database says which kinds those are. As the system. @returns how many. */
export async function forgetIdle(tx: Tx): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ count: number }[]>`select draft_forget_idle(${dateOf(tx.at.subtract({ hours: IDLE_DAYS * 24 }))}::timestamptz, ${dateOf(tx.at)}::timestamptz) as count`;
  return row?.count ?? 0;
}
