/** A page asks the same question once (performance), and never gets another's answer (architecture point 3). */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { makePlace, type Place } from './people';
import { fillEveryTable } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
/** What was sent to the server, watched on its way. */
const sent: string[] = [];
const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
const query = client.query;

beforeAll(async () => {
  place = await makePlace();
  await asSuperuser((by) => fillEveryTable(by, place));
  client.query = function (this: unknown, ...args: unknown[]) {
    const [asked] = args as [string | { text: string }];
    sent.push(typeof asked === 'string' ? asked : asked.text);
    return query.apply(this, args);
  };
});
afterAll(async () => {
  client.query = query;
  await closeDatabase();
});

const asked = (table: string) => sent.filter((text) => text.includes(`"${table}"`) && /^\s*select/i.test(text)).length;

test('the same question goes to the database once, another one and that of a transaction that is no page each time', async () => {
  const where = { authorityId: place.id };
  const times = async (reading: boolean) => {
    sent.length = 0;
    await withActor(place.people.worker, async (tx) => {
      const [one, other] = [await tx.db.queueRow.findMany({ where }), await tx.db.queueRow.findMany({ where })];
      expect(other).toEqual(one);
      // Each has a list of their own.
      one.length = 0;
      expect((await tx.db.queueRow.findMany({ where })).length).toBe(other.length);
      await tx.db.queueRow.findMany({ where, take: 1 });
    }, { reading });
    return asked('queue_row');
  };
  expect(await times(true)).toBe(2);
  expect(await times(false)).toBe(4);
});

test('what is written in between is seen', async () => {
  await withActor(place.people.worker, async (tx) => {
    const preference = async () => tx.db.$queryRaw<{ set: string | null }[]>`select current_setting('app.asked_once', true) as set`;
    await tx.db.$executeRaw`select set_config('app.asked_once', 'before', true)`;
    expect(await preference()).toEqual([{ set: 'before' }]);
    await tx.db.$executeRaw`select set_config('app.asked_once', 'after', true)`;
    expect(await preference()).toEqual([{ set: 'after' }]);
  }, { reading: true });
});

test('nobody is answered with what the product sees, nor the product with what they see', async () => {
  const all = { where: { authorityId: place.id } };
  await withActor(place.people.teacher, async (tx) => {
    const own = await tx.db.queueRow.findMany(all);
    const products = await tx.asSystem((system) => system.db.queueRow.findMany(all));
    expect(products.length).toBeGreaterThan(own.length);
    expect(await tx.db.queueRow.findMany(all)).toEqual(own);
    expect(await tx.asSystem((system) => system.db.queueRow.findMany(all))).toHaveLength(products.length);
  }, { reading: true });
});

test('the database is told who asks when that changes, and after what failed in the product’s name it is the person again', async () => {
  const told = () => sent.filter((text) => text.includes("set_config('app.role'")).length;
  await withActor(place.people.teacher, async (tx) => {
    const role = async (by = tx) => (await by.db.$queryRaw<{ role: string }[]>`select current_setting('app.role') as role`)[0]?.role;
    sent.length = 0;
    const within = await tx.asSystem((system) => system.asSystem(async (again) => [await role(again), await system.asSystem(role)]));
    expect(within).toEqual(['system', 'system']);
    // To the product and back, however often within.
    expect(told()).toBe(2);
    expect(await role()).toBe('partner_professional');
    const failed = await tx.attempt(() => tx.asSystem(async (system) => {
      await role(system);
      throw new Error('not kept');
    }));
    expect(failed.ok).toBe(false);
    expect(await role()).toBe('partner_professional');
    expect(await tx.asSystem(role)).toBe('system');
    expect(await role()).toBe('partner_professional');
  });
});

test('parts that overlap are each answered under the name of whoever asked, and a name under which nothing is asked is not told', async () => {
  const all = { where: { authorityId: place.id } };
  await withActor(place.people.teacher, async (tx) => {
    // Both wait between two questions, so that each asks while the other is under way.
    const twice = async (db: typeof tx.db) => [await db.contact.count(all), (await db.queueRow.findMany(all)).length];
    const [own, products, again] = await Promise.all([twice(tx.db), tx.asSystem(async (system) => twice(system.db)), twice(tx.db)]);
    expect(products[0]).toBeGreaterThan(own[0] ?? 0);
    expect(again).toEqual(own);
    sent.length = 0;
    expect(await tx.asSystem(async (system) => [...(await twice(system.db)), (await system.db.note.findMany({ where: { authorityId: place.id, contactId: { in: [] } } })).length])).toEqual([...products, 0]);
    expect(sent).toEqual([]);
  }, { reading: true });
});
