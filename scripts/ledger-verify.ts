import { parseArgs } from 'node:util';
import pg from 'pg';
import { faultWords, verifyChain, type Entry, type Head } from '@/lib/ledger/model';
import { SYSTEM_ID } from '@/lib/platform/db';
import { ownerUrl } from './owner-url';

const { values } = parseArgs({ options: { authority: { type: 'string' } } });

/** Read as one moment: what is appended meanwhile is not mistaken for a fault. */
const BATCH = 5_000;

interface Row extends Omit<Entry, 'seq'> {
  seq: string;
}

async function* entriesOf(client: pg.Client): AsyncGenerator<Entry> {
  await client.query(`declare chain no scroll cursor for
    select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_id as "actorId", actor_role as "actorRole", action, object_kind as "objectKind",
      object_id as "objectId", detail, request_id as "requestId", bytes, prev_hash as "prevHash", hash
    from ledger_entry where authority_id = app_authority() order by seq`);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${BATCH} from chain`);
    if (rows.length === 0) return;
    for (const row of rows) yield { ...row, seq: BigInt(row.seq) };
  }
}

async function headOf(client: pg.Client): Promise<Head | null> {
  const { rows } = await client.query<{ seq: string; hash: Uint8Array }>('select seq, hash from ledger_head where authority_id = app_authority()');
  return rows[0] ? { seq: BigInt(rows[0].seq), hash: rows[0].hash } : null;
}

/** One line for each chain; true when all are whole. */
async function verify(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows: authorities } = await client.query<{ id: string }>('select id from authority_list() order by id');
    const wanted = authorities.filter(({ id }) => values.authority === undefined || id === values.authority);
    if (wanted.length === 0) {
      process.stderr.write(values.authority === undefined ? 'There is no authority in this database.\n' : `There is no authority ${values.authority}.\n`);
      process.exitCode = 2;
      return true;
    }
    let whole = true;
    for (const { id } of wanted) {
      await client.query('begin isolation level repeatable read read only');
      await client.query("select set_config('app.authority_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true)", [id, SYSTEM_ID]);
      const verdict = await verifyChain(id, await headOf(client), entriesOf(client));
      await client.query('rollback');
      process.stdout.write(verdict.ok ? `${id}: ${verdict.entries} entries, whole\n` : `${id}: FAULT, ${faultWords(verdict.fault)}\n`);
      whole &&= verdict.ok;
    }
    return whole;
  } finally {
    await client.end();
  }
}

const url = ownerUrl();
if (url !== null && !(await verify(url))) process.exitCode = 1;
