import type { Tx } from '@/lib/platform/db';
import { databaseSeconds, readTotp, spendStep } from './factor-store';
import { stepOf } from './totp';

/** Is this a code of the actor's own app, now and for the first time? It is used up by being asked. */
export async function takeCode(tx: Tx, code: string): Promise<boolean> {
  const totp = await readTotp(tx);
  if (totp === null) return false;
  const step = await stepOf(totp.secret, code, await databaseSeconds(tx));
  return step !== null && (await spendStep(tx, totp.id, step));
}
