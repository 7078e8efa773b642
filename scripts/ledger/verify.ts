import { existsSync, readdirSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { badLineWords, disagreement, disagreementWords, readCheckpoints, type Checkpoint } from '@/lib/ledger/checkpoint';
import { checkpointLines } from '@/lib/ledger/checkpoint-file';
import { faultWords, verifyChain, type Entry, type Head } from '@/lib/ledger/model';
import { CHECKPOINT_MINUTES } from '@/lib/ledger/verbs/export-checkpoint';
import { witnessKey } from '@/lib/platform/signing-keys';
import { SYSTEM_ID } from '@/lib/platform/db';
import { ownerUrl } from '../owner-url';

/** --checkpoints names the folder they were written to, or a copy of it; --public the key or keys that check their signatures. */
const { values } = parseArgs({ options: { authority: { type: 'string' }, checkpoints: { type: 'string' }, public: { type: 'string', multiple: true, default: [] } } });

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

/** Passes entries on and keeps the hashes of those that a checkpoint names. */
async function* remembering(entries: AsyncIterable<Entry>, wanted: ReadonlySet<bigint>, hashes: Map<bigint, Uint8Array>): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    if (wanted.has(entry.seq)) hashes.set(entry.seq, entry.hash);
    yield entry;
  }
}

/** By then a ledger has its first checkpoint: one is made a quarter of an hour after the first entry at the latest. */
const FIRST_MINUTES = 2 * CHECKPOINT_MINUTES;

/** Has this ledger gone on for longer than the first checkpoint takes? A new one has none yet, and that is no fault; one of no entries at all owes it: whoever makes an authority writes the first. */
async function owesOne(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ owes: boolean }>('select coalesce(min(at) < now() - make_interval(mins => $1), true) as owes from ledger_entry where authority_id = app_authority()', [FIRST_MINUTES]);
  return rows[0]?.owes ?? false;
}

/** What the checkpoints of an authority are, and what is wrong with them themselves: that the file is empty is as bad as that it is gone. */
function checkpointsOf(folder: string, authorityId: string, keys: readonly KeyObject[], owes: boolean): { checkpoints: Checkpoint[]; faults: string[] } {
  const lines = checkpointLines(folder, authorityId);
  if (lines.length === 0) return { checkpoints: [], faults: owes ? ['there are no checkpoints of it'] : [] };
  const { checkpoints, bad } = readCheckpoints(lines, keys);
  const foreign = checkpoints.some(({ authority }) => authority !== authorityId) ? ['its checkpoints are another authority’s'] : [];
  return { checkpoints, faults: [...bad.map((line) => `checkpoints: ${badLineWords(line)}`), ...foreign] };
}

/** What is wrong with one chain, in words, and how many entries and checkpoints were read. */
async function faultsOf(client: pg.Client, authorityId: string, keys: readonly KeyObject[]): Promise<{ entries: bigint; checked: number; faults: string[] }> {
  const { checkpoints, faults } = values.checkpoints === undefined ? { checkpoints: [], faults: [] } : checkpointsOf(values.checkpoints, authorityId, keys, await owesOne(client));
  const head = await headOf(client);
  const hashes = new Map<bigint, Uint8Array>();
  const verdict = await verifyChain(authorityId, head, remembering(entriesOf(client), new Set(checkpoints.map(({ seq }) => BigInt(seq))), hashes));
  if (!verdict.ok) return { entries: head?.seq ?? 0n, checked: checkpoints.length, faults: [faultWords(verdict.fault), ...faults] };
  const apart = disagreement(checkpoints, head, (seq) => hashes.get(seq));
  return { entries: verdict.entries, checked: checkpoints.length, faults: [...(apart === null ? [] : [disagreementWords(apart)]), ...faults] };
}

/** Checkpoints of an authority that is not in the database: it was taken out, ledger and all. */
function orphans(folder: string, ids: readonly string[]): string[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
  return files.map((name) => name.slice(0, -'.jsonl'.length)).filter((id) => !ids.includes(id)).sort();
}

/** One line for each chain; true when all are whole. */
async function verify(connectionString: string, keys: readonly KeyObject[]): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows: authorities } = await client.query<{ id: string }>('select id from authority_list() order by id');
    const wanted = authorities.filter(({ id }) => values.authority === undefined || id === values.authority);
    const gone = values.checkpoints === undefined ? [] : orphans(values.checkpoints, authorities.map(({ id }) => id)).filter((id) => values.authority === undefined || id === values.authority);
    for (const id of gone) process.stdout.write(`${id}: FAULT, there are checkpoints of it and no such authority\n`);
    if (wanted.length === 0 && gone.length === 0) {
      process.stderr.write(values.authority === undefined ? 'There is no authority in this database.\n' : `There is no authority ${values.authority}.\n`);
      process.exitCode = 2;
      return true;
    }
    let whole = gone.length === 0;
    for (const { id } of wanted) {
      await client.query('begin isolation level repeatable read read only');
      await client.query("select set_config('app.authority_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true)", [id, SYSTEM_ID]);
      const { entries, checked, faults } = await faultsOf(client, id, keys);
      await client.query('rollback');
      const held = checked === 0 ? '' : `, and as ${checked} ${checked === 1 ? 'checkpoint says' : 'checkpoints say'}`;
      process.stdout.write(faults.length === 0 ? `${id}: ${entries} entries, whole${held}\n` : faults.map((fault) => `${id}: FAULT, ${fault}\n`).join(''));
      whole &&= faults.length === 0;
    }
    return whole;
  } finally {
    await client.end();
  }
}

const keys = values.public.map(witnessKey);
if (keys.includes(null) || (values.checkpoints === undefined) !== (keys.length === 0)) {
  process.stderr.write('Give --checkpoints FOLDER together with --public KEY, an Ed25519 public key, DER in base64: the service page shows it.\n');
  process.exitCode = 2;
} else {
  const url = ownerUrl();
  if (url !== null && !(await verify(url, keys.flatMap((key) => key ?? [])))) process.exitCode = 1;
}
