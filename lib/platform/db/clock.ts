import { describeError, log } from '../log';
import { goBy } from '../time';
import { prisma } from './client';

const EVERY_MS = 30_000;
/** An answer that took longer says too little of when the database gave it. */
const ANSWERS_WITHIN_MS = 1_000;
/** By so much the machine's own clock may be wrong without a word. */
const TELLS_BEYOND_MS = 2_000;

const kept = globalThis as { doorstepClock?: NodeJS.Timeout };

/** The first answer waits for a connection; the quickest of so many is the nearest to the truth. */
const ASKED = 4;

/** Asks the database what time it is and goes by it from now on. An answer on its way for too long changes nothing. */
async function askTheTime(): Promise<void> {
  let [quickest, epochMs, countMs] = [ANSWERS_WITHIN_MS, 0, 0];
  for (let asked = 0; asked < ASKED; asked += 1) {
    const from = performance.now();
    const [row] = await prisma().$queryRaw<{ ms: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
    const there = performance.now();
    if (row === undefined || there - from >= quickest) continue;
    [quickest, epochMs, countMs] = [there - from, row.ms + (there - from) / 2, there];
  }
  if (quickest === ANSWERS_WITHIN_MS) return;
  const by = goBy({ epochMs, countMs });
  if (Math.abs(by) > TELLS_BEYOND_MS) log().warn({ behindByMs: by }, 'the clock of this machine is wrong: the database’s is gone by');
}

/**
 * Goes by the database's clock in this process until it ends: asked now and every half minute. Deadlines, sessions and the order of the
 * ledger hold whatever the machine's own clock says (quality B4, F18). While the database is away the time is counted on.
 */
export async function keepTime(): Promise<void> {
  if (kept.doorstepClock !== undefined) return;
  const ask = () => askTheTime().catch((error: unknown) => log().debug({ err: describeError(error) }, 'the database could not be asked the time'));
  kept.doorstepClock = setInterval(() => void ask(), EVERY_MS);
  kept.doorstepClock.unref();
  await ask();
}
