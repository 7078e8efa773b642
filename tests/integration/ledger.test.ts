/** Whoever changes the ledger as a superuser is found, and where (architecture point 8; ASVS 16.4.2). */
import { execFile } from 'node:child_process';
import type pg from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDatabase, withActor } from '@/lib/platform/db';
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

async function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'scripts/ledger-verify.ts', ...args], (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }));
  });
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
