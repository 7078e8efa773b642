import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

const SCHEMA_DIR = 'prisma/schema';
const MIGRATIONS_DIR = 'prisma/migrations';
const EVERYTHING = { externalTables: [], externalEnums: [] };

/** The multi-file Prisma schema, in file name order. */
export function schemaFiles(root = process.cwd()): { path: string; content: string }[] {
  const dir = join(root, SCHEMA_DIR);
  return readdirSync(dir)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: join(dir, name), content: readFileSync(join(dir, name), 'utf8') }));
}

function migrationsList(root: string) {
  const baseDir = join(root, MIGRATIONS_DIR);
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

/**
 * The driver adapter cuts scripts at every semicolon, inside functions too: scripts go to the server whole.
 * The engine never closes a connection, and with it keeps the lock against a second migrator: `close` does.
 */
function wholeScripts(connectionString: string): SqlMigrationAwareDriverAdapterFactory & { close(): Promise<void> } {
  const factory = new PrismaPg({ connectionString });
  const opened: { dispose(): Promise<void> }[] = [];
  const connected = async (connection: ReturnType<typeof factory.connect>) => {
    const adapter = await connection;
    opened.push(adapter);
    return Object.assign(adapter, {
      executeScript: async (script: string) => {
        const client = new pg.Client({ connectionString });
        await client.connect();
        try {
          await client.query(script);
        } finally {
          await client.end();
        }
      },
    });
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => connected(factory.connect()),
    connectToShadowDb: () => connected(factory.connectToShadowDb()),
    close: async () => {
      for (const adapter of opened) await adapter.dispose();
    },
  };
}

async function withEngine<T>(connectionString: string, root: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const datamodels = schemaFiles(root).map(({ path, content }): [string, string] => [path, content]);
  const connections = wholeScripts(connectionString);
  try {
    return await work(await SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(connections)));
  } finally {
    await connections.close();
  }
}

/**
 * Applies every migration that the database does not have yet, in order, as Prisma's own engine would
 * (it keeps `_prisma_migrations`, so `prisma migrate deploy` stays usable).
 * @returns the names applied now.
 */
export async function applyMigrations(ownerUrl: string, root = process.cwd()): Promise<string[]> {
  return withEngine(ownerUrl, root, async (engine) => (await engine.applyMigrations({ migrationsList: migrationsList(root), filters: EVERYTHING })).appliedMigrationNames);
}

/** The DDL that would make an empty database hold the schema: the raw material of a new migration. */
export async function schemaAsSql(ownerUrl: string, root = process.cwd()): Promise<string> {
  const wanted = {
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: schemaFiles(root) },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: EVERYTHING,
  } as unknown as Parameters<SchemaEngine['diff']>[0];
  return withEngine(ownerUrl, root, async (engine) => (await engine.diff(wanted)).stdout ?? '');
}
