import { keyedDigest } from '@/lib/platform/crypto';
import { countTry, signInSucceeded, type Tx } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { SIGN_IN_TRIES } from '../model';
import { databaseSeconds, readTotp, spendStep } from './factor-store';
import { stepOf } from './totp';

const digestOf = (accountId: string) => keyedDigest(`second factor ${accountId}`);

/** Counts a try of an account at its second factor, before it is looked at. @returns false when there were too many: five in 15 minutes, as with passwords. */
export async function mayTry(accountId: string): Promise<boolean> {
  return (await countTry(digestOf(accountId), now())) <= SIGN_IN_TRIES;
}

/** Forgets the tries of an account after a good one. */
export async function forgetTries(accountId: string): Promise<void> {
  await signInSucceeded(digestOf(accountId));
}

/** Is this a code of the actor's own app, now and for the first time? It is used up by being asked. */
export async function takeCode(tx: Tx, code: string): Promise<boolean> {
  const totp = await readTotp(tx);
  if (totp === null) return false;
  const step = await stepOf(totp.secret, code, await databaseSeconds(tx));
  return step !== null && (await spendStep(tx, totp.id, step));
}
