/** Whoever changes the ledger as a superuser is found, and where (architecture point 8; ASVS 16.4.2). */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type pg from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { checkpointFile, checkpointLines } from '@/lib/ledger/checkpoint-file';
import { readActions } from '@/lib/ledger/entry-store';
import { exportCheckpoint } from '@/lib/ledger/verbs/export-checkpoint';
import { config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { publicHalf } from '@/lib/platform/signing-keys';
import { now } from '@/lib/platform/time';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
  for (let turn = 1; turn <= 4; turn += 1) {
    await withActor(place.people.worker, async (tx) => {
      tx.ledger({ action: 'queue.listed', objectKind: 'list', objectId: 'queue', detail: { ids: [`a${turn}`, 'zoë “x”'], n: turn, on: true, none: null } });
      tx.ledger({ action: 'contact.opened', objectKind: 'contact', objectId: `c${turn}` });
    });
  }
});
afterAll(closeDatabase);

/** As somebody who owns the machine: no trigger, no policy, no grant in the way. */
async function tamper(...statements: string[]): Promise<void> {
  await asSuperuser(async (client: pg.Client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const sql of statements) await client.query(sql, sql.includes('$1') ? [place.id] : []);
  });
}

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }));
  });
}

const verify = (...args: string[]) => run('--import', 'tsx', 'scripts/ledger/verify.ts', ...args);

/** What the second verifier, which shares nothing with the first, says of this authority; null where it finds nothing. */
async function witness(...args: string[]): Promise<string | null> {
  const { out } = await run('scripts/ledger/witness.mjs', process.env['DATABASE_OWNER_URL'] ?? '', ...args);
  const line = out.split('\n').find((one) => one.startsWith(`${place.id}: `)) ?? 'no line';
  return line.includes('whole') ? null : line.slice(`${place.id}: FAULT, `.length);
}

const MINE = 'authority_id = $1';

test('a chain nobody touched is whole, and says how long it is', async () => {
  expect(await verify('--authority', place.id)).toEqual({ code: 0, out: `${place.id}: 8 entries, whole\n`, err: '' });
});

test('every authority has its line, in order; one fault is enough to fail', async () => {
  const other = await makePlace();
  await tamper(`update ledger_entry set action = 'x' where ${MINE} and seq = 2`);
  const { code, out } = await verify();
  expect(code).toBe(1);
  const lines = out.trimEnd().split('\n');
  expect(lines).toContain(`${place.id}: FAULT, entry 2 was edited`);
  expect(lines).toContain(`${other.id}: 0 entries, whole`);
  expect(lines).toEqual([...lines].sort());
});

test('an auditor chooses among the acts that are in the ledger of their own authority, each once', async () => {
  const other = await makePlace();
  await withActor(other.people.worker, async (tx) => tx.ledger({ action: 'a.elsewhere', objectKind: 'contact', objectId: 'c1' }));
  await withActor(place.people.worker, async (tx) => tx.ledger({ action: 'another.act', objectKind: 'contact', objectId: 'c1' }));
  expect(await withActor(place.people.auditor, readActions)).toEqual(['another.act', 'contact.opened', 'queue.listed']);
  expect(await withActor(other.people.auditor, readActions)).toEqual(['a.elsewhere']);
  expect(await withActor(place.people.worker, readActions)).toEqual([]);
});

test('an authority that is not there is not called whole', async () => {
  expect(await verify('--authority', 'atlantis')).toEqual({ code: 2, out: '', err: 'There is no authority atlantis.\n' });
});

describe('named exactly:', () => {
  test.each<[string, string[]]>([
    ['entry 3 was edited', [`update ledger_entry set actor_id = gen_random_uuid() where ${MINE} and seq = 3`]],
    ['entry 3 was edited', [`update ledger_entry set detail = detail || '{"n": 9}' where ${MINE} and seq = 3`]],
    ['entry 8 was edited', [`update ledger_entry set at = at + interval '1 second' where ${MINE} and seq = 8`]],
    ['entry 1 was edited', [`update ledger_entry set object_id = 'x', bytes = replace(bytes, '"queue"', '"x"') where ${MINE} and seq = 1`]],
    ['entry 5 was edited', [`update ledger_entry set action = 'x', bytes = replace(bytes, 'queue.listed', 'x') where ${MINE} and seq = 5`, `update ledger_entry set hash = sha256(prev_hash || convert_to(bytes, 'UTF8')) where ${MINE} and seq = 5`]],
    ['entry 1 was deleted', [`delete from ledger_entry where ${MINE} and seq = 1`]],
    ['entry 4 was deleted', [`delete from ledger_entry where ${MINE} and seq = 4`]],
    ['entry 8 was deleted', [`delete from ledger_entry where ${MINE} and seq = 8`]],
    ['entry 6 was deleted', [`delete from ledger_entry where ${MINE} and seq >= 6`]],
    ['entry 1 was deleted', [`delete from ledger_entry where ${MINE}`]],
    ['entry 4 was deleted', [`delete from ledger_entry where ${MINE} and seq = 4`, `update ledger_entry set seq = seq - 1 where ${MINE} and seq = 5`, `update ledger_entry set seq = seq - 1 where ${MINE} and seq = 6`, `update ledger_entry set seq = seq - 1 where ${MINE} and seq = 7`, `update ledger_entry set seq = seq - 1 where ${MINE} and seq = 8`, `update ledger_head set seq = 7 where ${MINE}`]],
    ['its head was deleted', [`delete from ledger_head where ${MINE}`]],
    ['entry 9 was inserted', [`insert into ledger_entry select authority_id, 9, at, actor_id, actor_role, action, object_kind, object_id, detail, request_id, bytes, prev_hash, hash from ledger_entry where ${MINE} and seq = 8`]],
    ['entry 3 was inserted', [`update ledger_entry set seq = seq + 1000 where ${MINE} and seq >= 3`, `update ledger_entry set seq = seq - 999 where ${MINE} and seq >= 1003`, `insert into ledger_entry select authority_id, 3, at, actor_id, actor_role, action, object_kind, object_id, detail, request_id, bytes, prev_hash, hash from ledger_entry where ${MINE} and seq = 8`, `update ledger_head set seq = 9 where ${MINE}`]],
    ['entry 2 was reordered', [`update ledger_entry set seq = -1 where ${MINE} and seq = 2`, `update ledger_entry set seq = 2 where ${MINE} and seq = 6`, `update ledger_entry set seq = 6 where ${MINE} and seq = -1`]],
    ['entry 7 was reordered', [`update ledger_entry set seq = -1 where ${MINE} and seq = 7`, `update ledger_entry set seq = 7 where ${MINE} and seq = 8`, `update ledger_entry set seq = 8 where ${MINE} and seq = -1`]],
  ])('%s', async (found, statements) => {
    await tamper(...statements);
    expect(await verify('--authority', place.id)).toEqual({ code: 1, out: `${place.id}: FAULT, ${found}\n`, err: '' });
    expect(await witness()).toMatch(/^entry \d does not hold|^the head says/);
  });
});

/** The text of every entry hashed anew from a number on, head and all: by itself the chain is whole. */
const REHASHED = (from: number) => `do $body$ declare p bytea; e record; begin
  select coalesce((select hash from ledger_entry where authority_id = '${place.id}' and seq = ${from - 1}), sha256(convert_to('doorstep ledger ${place.id}', 'UTF8'))) into p;
  for e in select seq, bytes from ledger_entry where authority_id = '${place.id}' and seq >= ${from} order by seq loop
    update ledger_entry set prev_hash = p, hash = sha256(p || convert_to(e.bytes, 'UTF8')) where authority_id = '${place.id}' and seq = e.seq returning hash into p;
  end loop;
  update ledger_head set seq = (select max(seq) from ledger_entry where authority_id = '${place.id}'), hash = p where authority_id = '${place.id}';
end $body$`;

describe('against whoever owns the database server, checkpoints kept elsewhere', () => {
  const folder = () => config().checkpoints?.folder ?? '';
  const ours = () => ['--checkpoints', folder(), '--public', publicHalf(config().checkpoints?.key ?? generateKeyPairSync('ed25519').privateKey)];
  const exportAt = (minutes: number) => withActor(systemOf(place.id), exportCheckpoint, { at: now().add({ minutes }) });
  const more = () => withActor(place.people.worker, async (tx) => tx.ledger({ action: 'contact.opened', objectKind: 'contact', objectId: 'c9' }));
  const told = async () => (await verify('--authority', place.id, ...ours())).out;

  test('are made each quarter of an hour while entries are made, one line each, and hold', async () => {
    expect(await withActor(systemOf(place.id), exportCheckpoint)).not.toBeNull();
    expect(await exportAt(20)).toBeNull();
    await more();
    expect(await exportAt(14)).toBeNull();
    expect(await exportAt(16)).not.toBeNull();
    expect(checkpointLines(folder(), place.id).map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([8, 9]);
    expect(await told()).toBe(`${place.id}: 9 entries, whole, and as 2 checkpoints say\n`);
    expect(await witness(...ours())).toBeNull();
  });

  test('show an end that was cut off together with its head, as a restored older copy is', async () => {
    await exportAt(0);
    await tamper(`delete from ledger_entry where ${MINE} and seq > 6`, `update ledger_head set seq = 6, hash = (select hash from ledger_entry where ${MINE} and seq = 6) where ${MINE}`);
    expect((await verify('--authority', place.id)).code).toBe(0);
    expect(await told()).toMatch(/FAULT, on 2\S+ it had 8 entries and now it ends at 6: it was cut off, or an older copy was restored\n$/);
    expect(await witness(...ours())).toMatch(/^entry 8 of \S+ is gone$/);
    for (let turn = 0; turn < 4; turn += 1) await more();
    expect(await told()).toMatch(/FAULT, entry 8 is not the one of 2/);
    expect(await witness(...ours())).toMatch(/^entry 8 is not the one of/);
  });

  test('show a chain written anew from an entry on', async () => {
    await exportAt(0);
    await tamper(`update ledger_entry set object_id = 'x', bytes = replace(bytes, '"c2"', '"x"') where ${MINE} and seq = 4`, REHASHED(4));
    expect((await verify('--authority', place.id)).code).toBe(0);
    expect(await witness()).toBeNull();
    expect(await told()).toMatch(/FAULT, entry 8 is not the one of 2\S+: the chain was written anew at or before it\n$/);
    expect(await witness(...ours())).toMatch(/^entry 8 is not the one of/);
  });

  test('are missed where the ledger is older than the first of them takes, whether the file is gone or empty; a new one has none yet', async () => {
    expect(await told(), 'entered a moment ago').toBe(`${place.id}: 8 entries, whole\n`);
    expect(await witness(...ours())).toBeNull();
    place = await makePlace();
    await withActor(place.people.worker, async (tx) => tx.ledger({ action: 'contact.opened', objectKind: 'contact', objectId: 'c9' }), { at: now().subtract({ minutes: 31 }) });
    const missed = async () => [await told(), await witness(...ours())];
    expect(await missed()).toEqual([`${place.id}: FAULT, there are no checkpoints of it\n`, 'no checkpoints']);
    await exportAt(0);
    expect(await missed()).toEqual([`${place.id}: 1 entries, whole, and as 1 checkpoint says\n`, null]);
    writeFileSync(checkpointFile(folder(), place.id), '');
    expect(await missed()).toEqual([`${place.id}: FAULT, there are no checkpoints of it\n`, 'no checkpoints']);
    rmSync(checkpointFile(folder(), place.id));
  });

  test('show an authority that was taken out of the database, ledger and all', async () => {
    await exportAt(0);
    const file = checkpointFile(folder(), 'ledger-of-nobody');
    writeFileSync(file, readFileSync(checkpointFile(folder(), place.id)));
    try {
      for (const { code, out } of [await verify(...ours()), await run('scripts/ledger/witness.mjs', process.env['DATABASE_OWNER_URL'] ?? '', ...ours())]) {
        expect(code).toBe(1);
        expect(out).toMatch(/^ledger-of-nobody: FAULT, (there are checkpoints of it and no such authority|checkpoints and no authority)$/m);
        expect(out.match(/no (such )?authority/g)).toHaveLength(1);
      }
    } finally {
      rmSync(file);
    }
  });

  test('go on after one that was torn as it was written, and only that one is a fault', async () => {
    await exportAt(0);
    writeFileSync(checkpointFile(folder(), place.id), '{"at":"2026-', { flag: 'a' });
    await more();
    await exportAt(20);
    await more();
    await exportAt(40);
    expect(await told()).toBe(`${place.id}: FAULT, checkpoints: line 2 is no checkpoint\n`);
    expect(await witness(...ours())).toBe('checkpoint 2 cannot be read');
  });

  test('are of use only whole and signed: a line taken out, another’s signature', async () => {
    await exportAt(0);
    await more();
    await exportAt(20);
    const lines = checkpointLines(folder(), place.id);
    writeFileSync(checkpointFile(folder(), place.id), `${lines[1]}\n`);
    expect(await told()).toBe(`${place.id}: FAULT, checkpoints: line 1 does not follow the line before it: a line was taken out or moved\n`);
    expect(await witness(...ours())).toBe('checkpoint 1 is out of place');
    writeFileSync(checkpointFile(folder(), place.id), `${lines.join('\n')}\n`);
    const foreign = ['--checkpoints', folder(), '--public', publicHalf(generateKeyPairSync('ed25519').privateKey)];
    expect((await verify('--authority', place.id, ...foreign)).out.match(/is not signed by this key/g)).toHaveLength(2);
    expect(await witness(...foreign)).toBe('checkpoint 1 is not signed; checkpoint 2 is not signed');
    expect((await verify('--checkpoints', folder())).code).toBe(2);
  });
});

test('entries of one transaction are neighbours, however many write at once', async () => {
  await Promise.all(
    Array.from({ length: 30 }, (_, turn) =>
      withActor(place.people.manager, async (tx) => {
        for (const part of ['one', 'two', 'three']) tx.ledger({ action: `test.${part}`, objectKind: 'test', objectId: String(turn) });
      }),
    ),
  );
  expect((await verify('--authority', place.id)).out).toBe(`${place.id}: 98 entries, whole\n`);
  const order = await withActor(place.people.auditor, async (tx) => tx.db.ledgerEntry.findMany({ where: { seq: { gt: 8 } }, orderBy: { seq: 'asc' }, select: { action: true, objectId: true } }));
  for (let at = 0; at < order.length; at += 3) expect(order.slice(at, at + 3).map(({ action }) => action)).toEqual(['test.one', 'test.two', 'test.three']);
  expect(new Set(order.map(({ objectId }) => objectId)).size).toBe(30);
});
