import type { Prisma } from './generated/client';

/** What of Prisma's client reads and leaves everything as it is. */
const READS: ReadonlySet<string> = new Set(['findMany', 'findFirst', 'findFirstOrThrow', 'findUnique', 'findUniqueOrThrow', 'count', 'aggregate', 'groupBy']);

/** Each asker gets a list of their own, so that who sorts theirs sorts nobody else's. */
const copyOf = (answer: unknown): unknown => (Array.isArray(answer) ? [...(answer as unknown[])] : answer);

const wordsOf = (args: readonly unknown[]) => JSON.stringify(args, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

/**
 * The database of one transaction, in which the same question is asked once: a page is put together of parts that each read what
 * they need, and several need the same. Whatever is written, or done by a statement of its own, makes every answer old.
 * @param db the transaction's own client.
 * @param asker in whose name it is asked now: under row-level security the same question of another is another question.
 */
export function askingOnce(db: Prisma.TransactionClient, asker: () => string): Prisma.TransactionClient {
  const answers = new Map<string, Promise<unknown>>();
  const once = async (key: string, ask: () => Promise<unknown>) => {
    const answer = answers.get(key) ?? ask();
    answers.set(key, answer);
    return copyOf(await answer);
  };
  const writing = (act: (...args: unknown[]) => unknown) => (...args: unknown[]) => {
    answers.clear();
    return act(...args);
  };
  type Acts = Record<string, (...args: unknown[]) => Promise<unknown>>;
  const tableOf = (name: string, table: Acts) =>
    new Proxy(table, {
      get: (_, act: string) => (READS.has(act) ? (...args: unknown[]) => once(`${asker()} ${name}.${act} ${wordsOf(args)}`, async () => table[act]?.(...args)) : writing((...args) => table[act]?.(...args))),
    });
  const tables = new Map<string, unknown>();
  return new Proxy(db, {
    get: (_, name: string) => {
      const own = (db as unknown as Record<string, unknown>)[name];
      if (name === '$queryRaw') return (...args: unknown[]) => once(`${asker()} ${wordsOf(args)}`, async () => (own as Acts[string]).apply(db, args));
      if (typeof own === 'function') return writing((own as Acts[string]).bind(db));
      if (typeof own !== 'object' || own === null) return own;
      const made = tables.get(name) ?? tableOf(name, own as Acts);
      tables.set(name, made);
      return made;
    },
  });
}
