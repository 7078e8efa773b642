/**
 * A second verifier of the ledger, which shares no line with the first (scripts/ledger/verify.ts) or with the product: the
 * database works it out in one question, and this file holds the answer against the checkpoints. For whoever trusts neither.
 *
 *   DATABASE_OWNER_URL=… node scripts/ledger/witness.mjs [--checkpoints FOLDER --public KEY …]
 *
 * The address may stand as the first word instead; it holds a password, and what is typed shows in the machine's list of processes.
 * Ends with 0 when every chain is whole, 1 at a fault, 2 when it could not look.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { checkpoints: { type: 'string' }, public: { type: 'string', multiple: true, default: [] } } });

/** The first entry that is not what its own text, its hash and its neighbour say, by number; nothing where each is. */
const FIRST_FAULT = `
  with link as (
    select seq, row_number() over (order by seq) as place, prev_hash, hash, bytes, case when bytes is json object then bytes::jsonb end as text,
      lag(hash, 1, sha256(convert_to('doorstep ledger ' || authority_id, 'UTF8'))) over (order by seq) as before,
      authority_id, at, actor_id, actor_role, action, object_kind, object_id, detail, request_id
    from ledger_entry where authority_id = $1)
  select seq from link
  where seq <> place or prev_hash <> before or hash <> sha256(prev_hash || convert_to(bytes, 'UTF8')) or text is null
    or (text ->> 'authority', text ->> 'actor', text ->> 'role', text ->> 'action', text ->> 'objectKind', text ->> 'objectId', text ->> 'requestId', text -> 'detail', text ->> 'seq', (text ->> 'at')::timestamptz)
      is distinct from (authority_id, actor_id::text, actor_role, action, object_kind, object_id, request_id, detail, seq::text, at)
  order by seq limit 1`;

const END = `
  select h.seq as said, h.hash = coalesce(e.hash, sha256(convert_to('doorstep ledger ' || $1, 'UTF8'))) as agrees, e.seq as last
  from (select $1 as authority_id) a left join ledger_head h on h.authority_id = a.authority_id
  left join lateral (select seq, hash from ledger_entry where authority_id = a.authority_id order by seq desc limit 1) e on true`;

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** JSON with the names of members in order, as a checkpoint is signed. A checkpoint has no members within members. */
const inOrder = (members) => JSON.stringify(Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))));

/** So long after its first entry a ledger may be without a checkpoint: the product makes one each quarter of an hour. */
const YOUNG = "select count(*) > 0 and count(*) filter (where at < clock_timestamp() - interval '30 minutes') = 0 as young from ledger_entry where authority_id = $1";

/** @param young that nothing is missed yet where nothing is there, be it the file or its lines. */
function readLines(folder, authority, keys, young) {
  const file = join(folder, `${authority}.jsonl`);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const [marks, faults] = [[], lines.length > 0 || young ? [] : ['no checkpoints']];
  let before = null;
  for (const [index, line] of lines.entries()) {
    try {
      const { signature, ...rest } = JSON.parse(line);
      if (!keys.some((key) => verify(null, Buffer.from(inOrder(rest)), key, Buffer.from(signature, 'base64')))) faults.push(`checkpoint ${index + 1} is not signed`);
      else if (rest.authority !== authority || rest.previous !== before) faults.push(`checkpoint ${index + 1} is out of place`);
      else marks.push(rest);
    } catch {
      faults.push(`checkpoint ${index + 1} cannot be read`);
    }
    before = sha256(line);
  }
  return { marks, faults };
}

async function faultsOf(client, authority, keys) {
  const { rows: [first] } = await client.query(FIRST_FAULT, [authority]);
  const { rows: [end] } = await client.query(END, [authority]);
  const faults = first === undefined ? [] : [`entry ${first.seq} does not hold`];
  if (Number(end.said ?? 0) !== Number(end.last ?? 0) || (end.said !== null && !end.agrees)) faults.push(`the head says ${end.said ?? 'nothing'}, the last entry is ${end.last ?? 'none'}`);
  if (values.checkpoints === undefined) return { entries: end.last ?? 0, faults };
  const { rows: [{ young }] } = await client.query(YOUNG, [authority]);
  const { marks, faults: bad } = readLines(values.checkpoints, authority, keys, young);
  for (const { seq, hash, at } of marks) {
    const { rows } = await client.query("select encode(hash, 'hex') as hash from ledger_entry where authority_id = $1 and seq = $2", [authority, seq]);
    if (seq > 0 && rows[0]?.hash !== hash) {
      faults.push(rows.length === 0 ? `entry ${seq} of ${at} is gone` : `entry ${seq} is not the one of ${at}`);
      break;
    }
  }
  return { entries: end.last ?? 0, faults: [...faults, ...bad] };
}

const address = positionals[0] ?? process.env.DATABASE_OWNER_URL;
if (address === undefined || positionals.length > 1 || (values.checkpoints === undefined) !== (values.public.length === 0)) {
  process.stderr.write('Usage: DATABASE_OWNER_URL=… node scripts/ledger/witness.mjs [--checkpoints FOLDER --public KEY]\n');
  process.exit(2);
}
const keys = values.public.map((text) => createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' }));
const client = new pg.Client({ connectionString: address });
await client.connect();
const { rows: authorities } = await client.query('select id from authority_list() order by id');
for (const { id } of authorities) {
  await client.query('begin isolation level repeatable read read only');
  await client.query("select set_config('app.authority_id', $1, true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true), set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true)", [id]);
  const { entries, faults } = await faultsOf(client, id, keys);
  await client.query('rollback');
  process.stdout.write(`${id}: ${faults.length === 0 ? `${entries} entries, whole` : `FAULT, ${faults.join('; ')}`}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
if (values.checkpoints !== undefined && existsSync(values.checkpoints)) {
  for (const [, id] of readdirSync(values.checkpoints).map((file) => /^(.*)\.jsonl$/.exec(file) ?? [])) {
    if (id === undefined || authorities.some((authority) => authority.id === id)) continue;
    process.stdout.write(`${id}: FAULT, checkpoints and no authority\n`);
    process.exitCode = 1;
  }
}
await client.end();
