import type { Prisma } from './generated/client';

/** What of Prisma's client reads and leaves everything as it is. */
const READS: ReadonlySet<string> = new Set(['findMany', 'findFirst', 'findFirstOrThrow', 'findUnique', 'findUniqueOrThrow', 'count', 'aggregate', 'groupBy']);

type Acts = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** Each asker gets a list of their own, so that who sorts theirs sorts nobody else's. */
const copyOf = (answer: unknown): unknown => (Array.isArray(answer) ? [...(answer as unknown[])] : answer);

const wordsOf = (args: readonly unknown[]) => JSON.stringify(args, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

/** Asks among none of a list: there is nothing to find, and nobody has to be asked. */
function amongNone(act: string, args: readonly unknown[]): boolean {
  const { where = {} } = (args[0] ?? {}) as { where?: Record<string, { in?: unknown } | null> };
  return (act === 'findMany' || act === 'groupBy') && Object.values(where).some((value) => Array.isArray(value?.in) && value.in.length === 0);
}

/**
 * The database of one transaction, in which the same question is asked once: a page is put together of parts that each read what
 * they need, and several need the same. Whatever is written, or done by a statement of its own, makes every answer old.
 * Under row-level security the same question of another is another question: each asker has a client of their own, and one
 * statement after the other is sent under the name of whoever asked it, however their parts overlap.
 * @param db the transaction's own client.
 * @param become has PostgreSQL know who asks next.
 * @returns the client of one asker.
 */
export function askingOnce<A>(db: Prisma.TransactionClient, become: (asker: A) => Promise<void>): (asker: A) => Prisma.TransactionClient {
  const answers = new Map<string, Promise<unknown>>();
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = async (asker: A, act: () => unknown) => {
    const before = turn;
    const mine = (async () => {
      await before.catch(() => undefined);
      await become(asker);
      return act();
    })();
    turn = mine;
    return mine;
  };
  const once = async (asker: A, question: string, ask: () => unknown) => {
    const key = `${JSON.stringify(asker)} ${question}`;
    const answer = answers.get(key) ?? inTurn(asker, ask);
    answers.set(key, answer);
    return copyOf(await answer);
  };
  const anew = async (asker: A, act: () => unknown) => {
    answers.clear();
    return inTurn(asker, act);
  };
  const tableOf = (asker: A, name: string, table: Acts) =>
    new Proxy(table, {
      get: (_, act: string) => async (...args: unknown[]) => {
        if (!READS.has(act)) return anew(asker, () => table[act]?.(...args));
        return amongNone(act, args) ? [] : once(asker, `${name}.${act} ${wordsOf(args)}`, () => table[act]?.(...args));
      },
    });
  return (asker) => {
    const tables = new Map<string, unknown>();
    return new Proxy(db, {
      get: (_, name: string) => {
        const own = (db as unknown as Record<string, unknown>)[name];
        if (typeof own === 'function') return async (...args: unknown[]) => (name === '$queryRaw' ? once(asker, wordsOf(args), () => (own as Acts[string]).apply(db, args)) : anew(asker, () => (own as Acts[string]).apply(db, args)));
        if (typeof own !== 'object' || own === null) return own;
        const made = tables.get(name) ?? tableOf(asker, name, own as Acts);
        tables.set(name, made);
        return made;
      },
    });
  };
}
