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

/** The driver adapter cuts scripts at every semicolon, inside functions too: scripts go to the server whole. */
function wholeScripts(connectionString: string): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString });
  const connected = async (connection: ReturnType<typeof factory.connect>) =>
    Object.assign(await connection, {
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
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => connected(factory.connect()),
    connectToShadowDb: () => connected(factory.connectToShadowDb()),
  };
}

async function open(connectionString: string, root: string): Promise<SchemaEngine> {
  const datamodels = schemaFiles(root).map(({ path, content }): [string, string] => [path, content]);
  return SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(wholeScripts(connectionString)));
}

/**
 * Applies every migration that the database does not have yet, in order, as Prisma's own engine would
 * (it keeps `_prisma_migrations`, so `prisma migrate deploy` stays usable).
 * @returns the names applied now.
 */
export async function applyMigrations(ownerUrl: string, root = process.cwd()): Promise<string[]> {
  const engine = await open(ownerUrl, root);
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsList(root), filters: EVERYTHING });
  return appliedMigrationNames;
}

/** The DDL that would make an empty database hold the schema: the raw material of a new migration. */
export async function schemaAsSql(ownerUrl: string, root = process.cwd()): Promise<string> {
  const engine = await open(ownerUrl, root);
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: schemaFiles(root) },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: EVERYTHING,
  } as unknown as Parameters<SchemaEngine['diff']>[0]);
  return stdout ?? '';
}
