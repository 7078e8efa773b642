/** The codes of an authenticator app, as a test types them. */
import { setTimeout } from 'node:timers/promises';
import { generate } from 'otplib';
import { now } from '@/lib/platform/time';

const PERIOD_SECONDS = 30;
/** A busy machine may take this long from a code that was typed to the code that is looked at. */
const TYPING_SECONDS = 8;

const seconds = () => Math.floor(now().epochMilliseconds / 1000);

/**
 * The code of an app whose clock is so many half minutes from ours.
 * That of the half minute before is good until this one ends (RFC 6238, 5.2), so that one is not made at its very end.
 */
export async function codeOf(secret: string, steps = 0): Promise<string> {
  const left = PERIOD_SECONDS - (seconds() % PERIOD_SECONDS);
  if (steps < 0 && left < TYPING_SECONDS) await setTimeout(left * 1000);
  return generate({ secret, epoch: seconds() + steps * PERIOD_SECONDS });
}
