import { readAuthority } from '@/lib/access/store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { periodsMissing } from './schedules';

/** Does the actor's area lack a period of its own? Then nothing is listed, released or deleted (`periodsMissing`). */
export async function lacksPeriods(tx: Tx): Promise<boolean> {
  const { settings } = await readAuthority(tx);
  return periodsMissing(settings, config().demo).length > 0;
}
