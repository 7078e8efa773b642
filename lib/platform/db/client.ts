import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { config } from '../config';
import { PrismaClient } from './generated/client';

// Kept across module reloads in development; one pool a process.
const kept = globalThis as { doorstepPrisma?: PrismaClient };

/** A pooler may hand one connection's transactions to several: a statement prepared on one is not there on the next. */
const pooled = () => config().directUrl !== config().databaseUrl;

/** Lists come in every length, and each length is a statement of its own: the long ones are not worth keeping. */
const MOST_PARAMETERS = 100;

/** A statement with a name is parsed and planned once a connection and not once a call, which costs more than running it. */
const nameOf = ({ sql, args }: { sql: string; args: readonly unknown[] }) => (args.length > MOST_PARAMETERS ? '' : createHash('sha256').update(sql).digest('base64url'));

/** Row-level security makes plans long to make: one for all values of a statement, and not one for each until they look alike. */
const ONE_PLAN = '-c plan_cache_mode=force_generic_plan';

const poolOptions = () => ({ connectionString: config().databaseUrl, max: 20, connectionTimeoutMillis: 10_000 });

/** The raw client. Imported by this folder alone: everything else goes through `withActor`. */
export function prisma(): PrismaClient {
  kept.doorstepPrisma ??= new PrismaClient({
    adapter: pooled() ? new PrismaPg(poolOptions()) : new PrismaPg({ ...poolOptions(), options: ONE_PLAN }, { statementNameGenerator: nameOf }),
    log: [],
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return kept.doorstepPrisma;
}

/** Ends the pool; for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  await kept.doorstepPrisma?.$disconnect();
  delete kept.doorstepPrisma;
}
