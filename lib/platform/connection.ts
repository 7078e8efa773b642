import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { describeError, log } from './log';

// One a process, as its connections are: a build has this module more than once, and whoever waits may have another than the connection.
const kept = globalThis as { doorstepHanding?: AsyncLocalStorage<() => void> };

/** Told as soon as what is being sent has reached its connection. */
const handing = (kept.doorstepHanding ??= new AsyncLocalStorage());

const begins = (asked: unknown) => (asked as { text?: unknown }).text === 'BEGIN';

/** To begin a transaction answers nothing: what kept it from beginning is told by whatever is asked next, and nothing is done outside of one, where nobody is known to ask. */
function begun(answer: unknown): Promise<{ rowCount: number }> {
  (answer as Promise<unknown>).catch(() => undefined);
  return Promise.resolve({ rowCount: 0 });
}

/**
 * A connection to the database whose end is no accident of the process. Whoever is using it is told by what they asked failing; one
 * that nobody is using at that moment tells the log, and its pool replaces it. Without a listener of its own the second notice of one
 * end would be an uncaught exception, printed with everything the connection knows.
 *
 * Made with `pipeline`, it sends what it is given without waiting for what was given before, in that order; and what it is given in
 * one breath it sends at once: to hand something to the system costs a small machine more than to make it.
 */
export class Connection extends pg.Client {
  private holding = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', (error) => log().debug({ err: describeError(error) }, 'a connection to the database ended'));
  }

  // Overloaded there, and handed on as it comes.
  override query = ((...asked: unknown[]): unknown => {
    if (this.pipeline) this.holdBack();
    const answer = (super.query as (...all: unknown[]) => unknown)(...asked);
    handing.getStore()?.();
    return this.pipeline && begins(asked[0]) ? begun(answer) : answer;
  }) as pg.Client['query'];

  private holdBack(): void {
    if (this.holding) return;
    this.holding = true;
    const { stream } = this.connection;
    stream.cork();
    setImmediate(() => {
      this.holding = false;
      stream.uncork();
    });
  }
}

/**
 * Sends a statement and goes on as soon as its connection has it: whatever is sent on that connection from then on comes behind it.
 * @returns its answer, which nobody need wait for.
 * @throws what kept it from reaching the connection: nothing was sent then.
 */
export async function handedOver<T>(send: () => Promise<T>): Promise<{ answer: Promise<T> }> {
  let answer: Promise<T> | undefined;
  await new Promise<void>((handed, fail) => {
    answer = handing.run(handed, async () => send());
    answer.then(() => handed(), fail);
  });
  return { answer: answer as Promise<T> };
}
