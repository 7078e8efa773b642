import pg from 'pg';

function urlOf(name: 'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'DATABASE_SUPERUSER_URL', database?: string): string {
  const url = new URL(process.env[name] ?? '');
  if (database !== undefined) url.pathname = `/${database}`;
  return url.toString();
}

async function connected<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A connection that no policy and no trigger holds back: to look at everything, or to forge it. */
export async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>, database?: string): Promise<T> {
  return connected(urlOf('DATABASE_SUPERUSER_URL', database), work);
}

/** A fresh connection as the role the application has, without the application. */
export async function asApp<T>(work: (client: pg.Client) => Promise<T>, database?: string): Promise<T> {
  return connected(urlOf('DATABASE_URL', database), work);
}

/** The owner's address of another database of the test cluster. */
export function ownerUrl(database: string): string {
  return urlOf('DATABASE_OWNER_URL', database);
}

/** The same as the role the application has. */
export function appUrl(database: string): string {
  return urlOf('DATABASE_URL', database);
}

/** Makes an empty database for the length of a piece of work. */
export async function inFreshDatabase<T>(name: string, work: () => Promise<T>): Promise<T> {
  await asSuperuser((client) => client.query(`create database ${name} owner doorstep_owner`));
  try {
    return await work();
  } finally {
    await asSuperuser((client) => client.query(`drop database ${name} with (force)`));
  }
}
