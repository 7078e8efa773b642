import { prisma } from './client';
import type { Prisma } from './generated/client';
import { withEvenLists } from './even-lists';
import { insertOf } from './insert';
import type { Line } from './line';

/** What of Prisma's client reads and leaves everything as it is. */
export const READS: ReadonlySet<string> = new Set(['findMany', 'findFirst', 'findFirstOrThrow', 'findUnique', 'findUniqueOrThrow', 'count', 'aggregate', 'groupBy']);

type Acts = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** One statement as somebody asks it. */
export interface Asked<A> {
  asker: A;
  /** The table, or null of a statement of one's own. */
  table: string | null;
  /** What is done to the table; else how the statement is sent: `$queryRaw`. */
  act: string;
  args: readonly unknown[];
  /** Sends it. */
  send: () => Promise<unknown>;
  /** What it answers unless it is refused, where that is known before it is sent. */
  foreknown?: unknown;
}

/** How what is asked in one transaction gets to the database. */
export interface Way<A> {
  /** Has PostgreSQL know who asks next; once it returns, whatever is sent is asked by them. */
  become: (asker: A) => Promise<void>;
  line: Line;
}

/** The database of one transaction for each of its askers. `anew`: rows that are written at most once are none that are there yet. */
export type ClientOf<A> = (asker: A, anew?: boolean) => Prisma.TransactionClient;

/** Asks among none of a list: there is nothing to find, and nobody has to be asked. */
function amongNone(act: string, args: readonly unknown[]): boolean {
  const { where = {} } = (args[0] ?? {}) as { where?: Record<string, { in?: unknown } | null> };
  return (act === 'findMany' || act === 'groupBy') && Object.values(where).some((value) => Array.isArray(value?.in) && value.in.length === 0);
}

/** Writes rows of a table, past Prisma where that is quicker: then it is known how many they are, unless some may be there already. */
function createMany(db: Prisma.TransactionClient, table: string, acts: Acts, args: readonly unknown[], anew: boolean): Pick<Asked<unknown>, 'send' | 'foreknown'> {
  const insert = insertOf(prisma(), table, args[0]);
  if (insert === null) return { send: async () => acts['createMany']?.(...args) };
  const { data, skipDuplicates = false } = args[0] as { data: unknown; skipDuplicates?: boolean };
  return { send: async () => ({ count: await db.$executeRaw(insert) }), ...((anew || !skipDuplicates) && { foreknown: { count: Array.isArray(data) ? data.length : 1 } }) };
}

/** Clients whose every statement goes through one function. */
export function clientsThat<A>(db: Prisma.TransactionClient, answer: (asked: Asked<A>) => Promise<unknown>): ClientOf<A> {
  const tableOf = (asker: A, table: string, acts: Acts, anew: boolean) =>
    new Proxy(acts, {
      get: (_, act: string) => async (...asked: unknown[]) => {
        if (amongNone(act, asked)) return [];
        if (act === 'createMany') return answer({ asker, table, act, args: asked, ...createMany(db, table, acts, asked, anew) });
        const args = READS.has(act) ? withEvenLists(asked) : asked;
        return answer({ asker, table, act, args, send: async () => acts[act]?.(...args) });
      },
    });
  return (asker, anew = false) => {
    const tables = new Map<string, unknown>();
    return new Proxy(db, {
      get: (_, name: string) => {
        const own = (db as unknown as Record<string, unknown>)[name];
        if (typeof own === 'function') return async (...args: unknown[]) => answer({ asker, table: null, act: name, args, send: async () => (own as Acts[string]).apply(db, args) });
        if (typeof own !== 'object' || own === null) return own;
        const made = tables.get(name) ?? tableOf(asker, name, own as Acts, anew);
        tables.set(name, made);
        return made;
      },
    });
  };
}

/** The turns of one transaction that writes. */
export interface Turns<A> {
  /** The database for each of its askers. */
  clientOf: ClientOf<A>;
  /** Sends, under somebody's name, a statement of which nobody has to hear that it was done. */
  ahead: (asker: A, send: () => Promise<unknown>) => Promise<void>;
}

/**
 * Sends one statement after the other, each under the name of whoever asked it, however their parts overlap. What answers nothing that is
 * not known before goes ahead: a report is written in a dozen tables, and nobody has to hear of each that it was. What is asked at the same
 * time under one name is sent at once; under another name nothing is asked before all of it was answered.
 */
function turnsOf<A>({ become, line }: Way<A>): (asked: Pick<Asked<A>, 'asker' | 'send' | 'foreknown'>) => Promise<unknown> {
  /** What was asked last, and all answers to whoever asks now: of a question that is more than one statement the others may come after what was asked behind it. */
  let last: { name: string; sent: Promise<unknown>; answers: Promise<unknown> } | null = null;
  return async ({ asker, send, foreknown }) => {
    const before = last;
    const name = JSON.stringify(asker);
    const same = before?.name === name;
    const sent = (async () => {
      await (same ? before.sent.catch(() => undefined) : before?.answers);
      await become(asker);
      if (foreknown === undefined) return line.ask(send);
      await line.ahead(send);
      return { answer: Promise.resolve(foreknown) };
    })();
    const answer = sent.then(async (way) => way.answer);
    last = { name, sent, answers: Promise.allSettled(same ? [before.answers, answer] : [answer]) };
    return answer;
  };
}

/**
 * The database of one transaction that writes. Who asks is made known with a statement and not before one: a part that asks nothing
 * after all need not be announced, nor the return from it.
 * @param db the transaction's own client.
 */
export function askingInTurn<A>(db: Prisma.TransactionClient, way: Way<A>): Turns<A> {
  const turn = turnsOf(way);
  return { clientOf: clientsThat(db, turn), ahead: async (asker, send) => void (await turn({ asker, send, foreknown: null })) };
}
