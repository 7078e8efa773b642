import { PrismaPg } from '@prisma/adapter-pg';
import { config } from '../config';
import { PrismaClient } from './generated/client';

// Kept across module reloads in development; one pool a process.
const kept = globalThis as { doorstepPrisma?: PrismaClient };

/** The raw client. Imported by this folder alone: everything else goes through `withActor`. */
export function prisma(): PrismaClient {
  kept.doorstepPrisma ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: config().databaseUrl, max: 20, connectionTimeoutMillis: 10_000 }),
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
