import pg from 'pg';
import { placeOfSecret } from '@/lib/access/second/factor-store';
import { config } from '@/lib/platform/config';
import { SYSTEM_ID } from '@/lib/platform/db';
import { seal, unseal, type SealedPlace } from '@/lib/platform/seal';
import { ownerUrl } from './owner-url';

/** What is sealed, and what binds it to its row. */
const SEALED = [
  { table: 'sealed_source', column: 'identity', row: 'contact_id' },
  { table: 'protected_detail', column: 'sealed', row: 'id' },
  { table: 'original', column: 'sealed_name', row: 'id' },
  { table: 'original', column: 'sealed', row: 'id' },
  { table: 'original', column: 'sealed_copy', row: 'id' },
  { table: 'machine_intake', column: 'sealed', row: 'id' },
  { table: 'webhook', column: 'sealed_secret', row: 'id' },
  { table: 'webhook', column: 'sealed_before', row: 'id' },
] as const;

interface Sealed {
  row: string;
  words: string;
}

/**
 * Seals again, under the current key, what an older one sealed, so that the older one can be taken away. Each value in a
 * transaction of its own: a run that is stopped goes on where it was, and the service works meanwhile, since every key of
 * the setting opens. A value that does not open stops the run and is left as it is.
 * @returns how many were sealed again.
 */
async function reseal(client: pg.Client, authorityId: string, current: string): Promise<number> {
  let done = 0;
  const as = async () => client.query("select set_config('app.authority_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true)", [authorityId, SYSTEM_ID]);
  for (const { table, column, row } of SEALED) {
    await client.query('begin');
    await as();
    const { rows } = await client.query<{ row: string }>(`select ${row}::text as row from ${table} where authority_id = $1 and split_part(${column}, '.', 2) <> $2 order by 1`, [authorityId, current]);
    await client.query('commit');
    for (const { row: rowId } of rows) {
      const place: SealedPlace = { table, column, authorityId, rowId };
      await client.query('begin');
      await as();
      // One at a time: all files of an authority are more than a machine's memory. Null: it was taken away, or sealed again, meanwhile.
      const { rows: [found] } = await client.query<{ words: string | null }>(`select ${column} as words from ${table} where authority_id = $1 and ${row} = $2::uuid and split_part(${column}, '.', 2) <> $3`, [authorityId, rowId, current]);
      const words = found?.words ?? null;
      // Only what is still as it was read: another run, or the service, may have been there.
      const { rowCount } = words === null ? { rowCount: 0 } : await client.query(`update ${table} set ${column} = $3 where authority_id = $1 and ${row} = $2::uuid and ${column} = $4`, [authorityId, rowId, seal(unseal(words, place), place), words]);
      await client.query('commit');
      done += rowCount ?? 0;
    }
  }
  return done;
}

/** The secrets of authenticator apps are their accounts', of no authority. @returns how many were sealed again. */
async function resealApps(client: pg.Client, current: string): Promise<number> {
  const { rows } = await client.query<Sealed>(`select id::text as row, sealed as words from account_totp where split_part(sealed, '.', 2) <> $1 order by 1`, [current]);
  let done = 0;
  for (const { row, words } of rows) {
    const { rowCount } = await client.query('update account_totp set sealed = $2 where id = $1::uuid and sealed = $3', [row, seal(unseal(words, placeOfSecret(row)), placeOfSecret(row)), words]);
    done += rowCount ?? 0;
  }
  return done;
}

async function everywhere(connectionString: string): Promise<void> {
  const [current] = config().sealKeys;
  if (current === undefined) throw new Error('SEAL_KEYS names no key');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('select id from authority_list() order by id');
    for (const { id } of rows) process.stdout.write(`${id}: ${await reseal(client, id, current.id)} sealed again under ${current.id}\n`);
    process.stdout.write(`authenticator apps: ${await resealApps(client, current.id)} sealed again under ${current.id}\n`);
  } finally {
    await client.end();
  }
}

const url = ownerUrl();
if (url !== null) await everywhere(url);
