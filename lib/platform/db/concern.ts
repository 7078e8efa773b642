import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

// One a process: a build has this module more than once.
const kept = globalThis as { doorstepConcern?: AsyncLocalStorage<true> };

const arriving = (kept.doorstepConcern ??= new AsyncLocalStorage());

/**
 * What answers is that by which a concern arrives. Where every connection is taken it has some of its own: pages are put off before
 * somebody who tells of a child is.
 */
export function forConcern<A extends unknown[], R>(answer: (...asked: A) => Promise<R>): (...asked: A) => Promise<R> {
  return async (...asked) => arriving.run(true, async () => answer(...asked));
}

/**
 * Gives a pool connections besides its own, for concerns alone and only where all of its own are taken.
 * @param spare a pool that nobody else asks; it ends with the other.
 */
export function sparing(pool: pg.Pool, spare: pg.Pool): pg.Pool {
  const [connect, end] = [pool.connect.bind(pool), pool.end.bind(pool)];
  const taken = () => pool.idleCount === 0 && pool.totalCount >= (pool.options.max ?? 0);
  const asked = (...all: unknown[]): unknown => ((arriving.getStore() === true && taken() ? spare.connect.bind(spare) : connect) as (...each: unknown[]) => unknown)(...all);
  // Overloaded there, and handed on as it comes.
  pool.connect = asked as pg.Pool['connect'];
  pool.end = async () => Promise.all([end(), spare.end()]).then(() => undefined);
  return pool;
}
