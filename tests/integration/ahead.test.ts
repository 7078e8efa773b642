/** What a transaction sends without waiting for it is done or is the transaction's fault, and comes in its place under its own name (lib/platform/db/line.ts). */
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { config } from '@/lib/platform/config';
import { Connection } from '@/lib/platform/connection';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import { recordFrom } from './letter-scene';
import { makePlace, type Place } from './people';

let place: Place;
let contactId: string;

beforeAll(async () => {
  place = await makePlace();
  ({ contactId } = await recordFrom(place, place.people.teacher, '2026-03-02T09:00:00Z', { children: [{ givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2019-05-14', indicators: { I018: 'present' } }] }));
});
afterAll(closeDatabase);

const write = async (tx: Tx, id: string, text: string) => tx.db.note.createMany({ data: [{ authorityId: place.id, id, contactId, at: dateOf(tx.at), by: tx.actor.actorId, kind: 'note', text }] });
const texts = async (ids: string[]) => withActor(systemOf(place.id), async (tx) => (await tx.db.note.findMany({ where: { authorityId: place.id, id: { in: ids } }, orderBy: { text: 'asc' } })).map(({ text }) => text));

test('what was refused is the fault of what waits next, whatever that was', async () => {
  const [id, other] = [newId(), newId()];
  const done = withActor(place.people.worker, async (tx) => {
    expect(await write(tx, id, 'one')).toEqual({ count: 1 });
    await write(tx, id, 'one again');
    await write(tx, other, 'another');
    await tx.db.note.count({ where: { authorityId: place.id } });
  });
  await expect(done).rejects.toThrow(/23505|[Uu]nique/);
  expect(await texts([id, other])).toEqual([]);
});

test('what was refused last is not taken for done', async () => {
  const id = newId();
  const done = withActor(place.people.worker, async (tx) => {
    await write(tx, id, 'one');
    await write(tx, id, 'one again');
  });
  await expect(done).rejects.toThrow(/23505|[Uu]nique/);
  expect(await texts([id])).toEqual([]);
});

test('what was tried and refused is undone alone', async () => {
  const [before, id, after] = [newId(), newId(), newId()];
  const tried = await withActor(place.people.worker, async (tx) => {
    await write(tx, before, 'before');
    const attempt = await tx.attempt(async () => {
      await write(tx, id, 'tried');
      await write(tx, id, 'tried again');
    });
    await write(tx, after, 'after');
    return attempt.ok;
  });
  expect(tried).toBe(false);
  expect(await texts([before, id, after])).toEqual(['after', 'before']);
});

test('what the product tried and was refused is undone alone, too, and the person goes on under their own name', async () => {
  const [id, after] = [newId(), newId()];
  const tried = await withActor(place.people.worker, async (tx) => {
    const attempt = await tx.attempt(async () => tx.asSystem(async (system) => {
      await write(system, id, 'tried');
      await write(system, id, 'tried again');
      await system.db.note.count({ where: { authorityId: place.id } });
    }));
    await write(tx, after, 'after');
    return [attempt.ok, (await tx.db.$queryRaw<{ role: string }[]>`select current_setting('app.role') as role`)[0]?.role];
  });
  expect(tried).toEqual([false, place.people.worker.role]);
  expect(await texts([id, after])).toEqual(['after']);
});

test('each is under the name of whoever sent it', async () => {
  const by = await withActor(place.people.worker, async (tx) => {
    const name = async (of: Tx) => (await of.db.$queryRaw<{ role: string }[]>`select current_setting('app.role') as role`)[0]?.role;
    const own = write(tx, newId(), 'own');
    const [first, system, last] = await Promise.all([name(tx), tx.asSystem(name), name(tx)]);
    await own;
    return [first, system, last];
  });
  expect(by).toEqual([place.people.worker.role, 'system', place.people.worker.role]);
  // A role that may not write there is refused by its own name, though the product wrote before it.
  const refused = withActor(place.people.teacher, async (tx) => {
    await tx.asSystem(async (system) => write(system, newId(), 'by the product'));
    await write(tx, newId(), 'by a teacher');
  });
  await expect(refused).rejects.toThrow(/row-level security|42501/);
});

test('a connection tells whoever hands it something, also where a build has its module twice', async () => {
  vi.resetModules();
  const again = await import('@/lib/platform/connection');
  expect(again.Connection).not.toBe(Connection);
  const connection = new Connection({ connectionString: config().databaseUrl, pipeline: true });
  await connection.connect();
  try {
    let answered = false;
    const { answer } = await again.handedOver(async () => connection.query('select pg_sleep(0.2)').finally(() => {
      answered = true;
    }));
    expect(answered).toBe(false);
    await answer;
    expect(answered).toBe(true);
  } finally {
    await connection.end();
  }
});

test('what is asked at the same time under one name goes at once, and under another only when all of it was answered', async () => {
  const seen: string[] = [];
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = client;
  client.query = function (this: unknown, ...args: unknown[]) {
    const { text = '', values = [] } = args[0] as { text?: string; values?: unknown[] };
    if (text.includes('pg_sleep')) seen.push(`asked ${String(values[0])}`);
    return query.apply(this, args);
  };
  const sleeps = async (of: Tx, name: string) => {
    await of.db.$queryRaw`select pg_sleep(0.1)::text, ${name}::text`;
    seen.push(`answered ${name}`);
  };
  try {
    await withActor(place.people.worker, async (tx) => Promise.all([sleeps(tx, 'one'), sleeps(tx, 'two'), write(tx, newId(), 'on its way'), tx.asSystem(async (system) => sleeps(system, 'three')), sleeps(tx, 'four')]));
  } finally {
    client.query = query;
  }
  expect(seen).toEqual(['asked one', 'asked two', 'answered one', 'answered two', 'asked three', 'answered three', 'asked four', 'answered four']);
});

test('what cannot be there yet is not waited for, and what was refused of it is the transaction’s fault all the same', async () => {
  const once = async (tx: Tx, id: string, of = contactId) => tx.db.note.createMany({ data: [{ authorityId: place.id, id, contactId: of, at: dateOf(tx.at), by: tx.actor.actorId, kind: 'note', text: 'anew' }], skipDuplicates: true });
  const id = newId();
  expect(await withActor(place.people.worker, async (tx) => [await once(tx.anew(), id), await once(tx, id)])).toEqual([{ count: 1 }, { count: 0 }]);
  await expect(withActor(place.people.worker, async (tx) => once(tx.anew(), newId(), newId()))).rejects.toThrow(/23503|[Ff]oreign|row-level|42501/);
});

test('nothing is sent of which it cannot be told who asks', async () => {
  await expect(withActor({ ...place.people.worker, actorId: '' }, async (tx) => tx.db.note.count({ where: { authorityId: place.id } }))).rejects.toThrow('no actor');
});
