import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { config } from '../config';
import { Connection } from '../connection';
import { sparing } from './concern';
import { PrismaClient } from './generated/client';

// Kept across module reloads in development; one pool a process.
const kept = globalThis as { doorstepPrisma?: PrismaClient; doorstepPool?: pg.Pool; doorstepLimits?: pg.Pool; doorstepReplica?: PrismaClient; doorstepPatient?: true };

/** A pooler may hand one connection's transactions to several: a statement prepared on one is not there on the next. */
const pooled = () => config().directUrl !== config().databaseUrl;

/** Lists come in every length, and each length is a statement of its own: the long ones are not worth keeping. */
const MOST_PARAMETERS = 100;

/** A statement with a name is parsed and planned once a connection and not once a call, which costs more than running it. */
const nameOf = ({ sql, args }: { sql: string; args: readonly unknown[] }) => (args.length > MOST_PARAMETERS ? '' : named(sql));

/** The names of statements sent before. There are some hundreds; should lists make many more, they are made anew. */
const names = new Map<string, string>();
const MOST_NAMES = 2_000;

function named(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES) names.clear();
  const name = createHash('sha256').update(sql).digest('base64url');
  names.set(sql, name);
  return name;
}

/** Row-level security makes plans long to make: one for all values of a statement, and not one for each until they look alike. */
const ONE_PLAN = '-c plan_cache_mode=force_generic_plan';

/**
 * So long somebody waits for a connection. A request waits at most twice, for its session and for its transaction, and is
 * answered within five seconds all the same (quality B4, F11): whoever reports about a child is told to try again, and not left hanging.
 */
const WAIT_MS = 2_000;
/** So long a process waits that nobody waits for: on a slow machine, or one that does much else, a connection takes its time. */
const PATIENT_MS = 120_000;

const waitMs = () => (kept.doorstepPatient ? PATIENT_MS : WAIT_MS);

/** From now on this process waits two minutes for a connection instead of two seconds. For scripts that make much, before they ask anything. */
export function waitPatiently(): void {
  kept.doorstepPatient = true;
}

const poolOptions = () => ({ Client: Connection, pipeline: true, connectionString: config().databaseUrl, max: 20, connectionTimeoutMillis: waitMs() });

/**
 * A pool of connections. One that ends while nobody uses it is told to the pool, which replaces it; told to nobody else it would be
 * the end of the process. (`Connection` has told the log.)
 */
function poolOf(more: pg.PoolConfig = {}): pg.Pool {
  return new pg.Pool({ ...poolOptions(), ...more }).on('error', () => undefined);
}

/** Kept for concerns when every other connection is taken. The worst hour of the whole country has 1.3 of them in a second, each of which takes two to three where all else is overloaded (docs/measurements.md). */
const FOR_CONCERNS = 3;

/** The raw client. Imported by this folder alone: everything else goes through `withActor`. */
export function prisma(): PrismaClient {
  if (kept.doorstepPrisma) return kept.doorstepPrisma;
  // Made here and not by the adapter, so that it can be asked how full it is.
  const more = pooled() ? {} : { options: ONE_PLAN };
  kept.doorstepPool = sparing(poolOf(more), poolOf({ ...more, max: FOR_CONCERNS }));
  kept.doorstepPrisma = new PrismaClient({
    adapter: new PrismaPg(kept.doorstepPool, { disposeExternalPool: true, ...(pooled() ? {} : { statementNameGenerator: nameOf }) }),
    log: [],
    transactionOptions: { maxWait: waitMs(), timeout: 30_000 },
  });
  return kept.doorstepPrisma;
}

/** Connections of requests: how many there are, how many of them rest, how many requests wait for one, and how many there may be. */
export function poolUse(): { open: number; idle: number; waiting: number; most: number } {
  const pool = kept.doorstepPool;
  return { open: pool?.totalCount ?? 0, idle: pool?.idleCount ?? 0, waiting: pool?.waitingCount ?? 0, most: poolOptions().max };
}

/** Few, since few pages are reports. */
const REPLICA_CONNECTIONS = 5;
/** A replica that does not answer at once is not waited for: the database itself is asked. */
const REPLICA_WAIT_MS = 1_000;

/** The replica, as the same role under the same policies; null where none is set. For `asReport` alone (report.ts). Without names of statements: a pooler may stand before it. */
export function replica(): PrismaClient | null {
  const { replica: set } = config();
  if (set === null) return null;
  kept.doorstepReplica ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: set.url, max: REPLICA_CONNECTIONS, connectionTimeoutMillis: REPLICA_WAIT_MS }),
    log: [],
    transactionOptions: { maxWait: REPLICA_WAIT_MS, timeout: 30_000, isolationLevel: 'RepeatableRead' },
  });
  return kept.doorstepReplica;
}

/** Counts of limits are written at once and outside every transaction, so that what is refused is counted, too. */
const LIMIT_CONNECTIONS = 4;

/** What rate-limiter-flexible asks of a pool. Without names: behind a pooler a named statement is not there the next time. */
export const limitClient = {
  async query({ text, values }: { text: string; values: unknown[] }): Promise<pg.QueryResult> {
    kept.doorstepLimits ??= poolOf({ max: LIMIT_CONNECTIONS });
    return kept.doorstepLimits.query(text, values);
  },
};

/** Ends the pools; for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  await kept.doorstepLimits?.end();
  delete kept.doorstepLimits;
  await kept.doorstepPrisma?.$disconnect();
  delete kept.doorstepPrisma;
  delete kept.doorstepPool;
  await kept.doorstepReplica?.$disconnect();
  delete kept.doorstepReplica;
}
