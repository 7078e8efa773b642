/** A page asks the same question once (performance), and never gets another's answer (architecture point 3). */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DOSSIER } from '@/app/contacts/[reference]/_parts/dossier';
import { readNames } from '@/lib/access/store';
import { closeDatabase, plainly, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { GONE } from '@/lib/contact/unborn-store';
import { addEvent } from '@/lib/contact/event-store';
import { LISTS, ONES } from '@/lib/platform/db/together';
import { makePlace, type Place } from './people';
import { CONTACTS, fillEveryTable, type ContactName } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
let contacts: Record<ContactName, string>;
/** What was sent to the server, watched on its way. */
const sent: string[] = [];
const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
const query = client.query;

beforeAll(async () => {
  place = await makePlace();
  ({ contacts } = await asSuperuser((by) => fillEveryTable(by, place)));
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
  const all = { where: { authorityId: place.id }, orderBy: { contactId: 'asc' as const } };
  const times = async (reading: boolean) => {
    sent.length = 0;
    await withActor(place.people.worker, async (tx) => {
      const [one, other] = [await tx.db.queueRow.findMany(all), await tx.db.queueRow.findMany(all)];
      expect(other).toEqual(one);
      // Each has a list of their own.
      one.length = 0;
      expect((await tx.db.queueRow.findMany(all)).length).toBe(other.length);
      // Some of what was told whole is no other question; one that is not understood for certain is.
      expect(await tx.db.queueRow.findMany({ ...all, take: 1 })).toEqual(other.slice(0, 1));
      expect(await tx.db.queueRow.findMany({ ...all, skip: 1 })).toHaveLength(other.length - 1);
    }, { reading });
    return asked('queue_row');
  };
  expect(await times(true)).toBe(2);
  expect(await times(false)).toBe(5);
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
    // To the product, however often within, and back with the next question.
    expect(told()).toBe(1);
    expect(await role()).toBe('partner_professional');
    expect(told()).toBe(2);
    await tx.asSystem(() => Promise.resolve());
    expect(await role()).toBe('partner_professional');
    expect(told()).toBe(2);
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

test.each([true, false])('parts that overlap are each answered under the name of whoever asked, and a name under which nothing is asked is not told (reading: %s)', async (reading) => {
  const all = { where: { authorityId: place.id } };
  await withActor(place.people.teacher, async (tx) => {
    // Both wait between two questions, so that each asks while the other is under way.
    const twice = async (db: typeof tx.db) => [await db.contact.count(all), (await db.queueRow.findMany(all)).length];
    const [own, products, again] = await Promise.all([twice(tx.db), tx.asSystem(async (system) => twice(system.db)), twice(tx.db)]);
    expect(products[0]).toBeGreaterThan(own[0] ?? 0);
    expect(again).toEqual(own);
    sent.length = 0;
    expect(await tx.asSystem(async (system) => system.db.note.findMany({ where: { authorityId: place.id, contactId: { in: [] } } }))).toEqual([]);
    expect(sent).toEqual([]);
    if (!reading) return;
    expect(await tx.asSystem(async (system) => [...(await twice(system.db)), (await system.db.note.findMany({ where: { authorityId: place.id, contactId: { in: [] } } })).length])).toEqual([...products, 0]);
    expect(sent).toEqual([]);
  }, { reading });
});

/** What parts of a page ask of one contact: each of its tables, whole and in part. */
async function askEverything({ db, actor: { authorityId } }: Tx, contactId: string): Promise<unknown[]> {
  const where = { authorityId, contactId };
  const one = { authorityId_contactId: where };
  const newest = [{ at: 'desc' as const }, { id: 'asc' as const }];
  const whole = { where: { authorityId_id: { authorityId, id: contactId } } };
  return [
    await db.contact.findUnique({ ...whole, include: { people: { orderBy: { ordinal: 'asc' } } } }),
    await db.contact.findUnique({ ...whole, select: { reference: true, people: { where: { kind: { in: ['child', 'household_child'] }, unbornStates: { none: GONE } }, select: { id: true, wasUnborn: { select: { id: true } } } }, questions: { where: { answeredAt: null }, select: { text: true } }, claims: { where: { endedAt: null }, select: { accountId: true } }, queue: { select: { level: true } }, closure: { select: { how: true } } } }),
    await db.contactPerson.count({ where: { ...where, unbornStates: { some: GONE } } }),
    await db.queueRow.findUnique({ where: one }),
    await db.closure.findUnique({ where: one, select: { how: true, at: true } }),
    await db.contactEvent.findMany({ where: { ...where, kind: { in: ['claimed', 'read'] } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { kind: true, detail: true } }),
    await db.contactEvent.findMany({ where, orderBy: newest, take: 3 }),
    await db.note.findMany({ where, orderBy: newest }),
    await db.addition.findMany({ where, select: { at: true } }),
    await db.decision.findMany({ where, include: { children: true, countersign: true }, orderBy: { version: 'asc' } }),
    await db.decision.findFirst({ where, orderBy: { version: 'desc' }, select: { id: true, level: true } }),
    await db.proposal.findFirst({ where, orderBy: { version: 'desc' } }),
    await db.hold.findMany({ where, include: { answer: true, end: true }, orderBy: newest }),
    await db.referral.findUnique({ where: one }),
    await db.emergencyDecision.findMany({ where: { authorityId, contactId: { in: [contactId] } }, orderBy: newest }),
    await db.consultationRaised.findFirst({ where: { authorityId, becameId: contactId }, select: { at: true, contact: { select: { reference: true } } } }),
    await db.checksRequest.findMany({ where, include: { answer: { include: { takenBack: true } } }, orderBy: newest }),
    await db.outboundFact.findMany({ where, orderBy: [{ sentAt: 'desc' }, { id: 'asc' }], include: { corrections: true } }),
    await db.outboundFact.findMany({ where, select: { id: true, sentAt: true, corrections: { select: { id: true, neverSent: true } } } }),
    await db.callAgreed.findMany({ where: { ...where, callKey: null }, include: { steps: { orderBy: { ordinal: 'asc' } } }, orderBy: [{ at: 'asc' }, { why: 'asc' }, { id: 'asc' }] }),
    await db.coaching.findMany({ where, include: { comments: { orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { seen: true } } }, orderBy: newest }),
    await db.contactRestriction.findMany({ where: { ...where, liftedAt: null }, select: { kind: true } }),
    await db.contactAccess.findMany({ where }),
    await db.contactLink.findMany({ where }),
    await db.callerCorrection.findMany({ where: { ...where, callKey: null }, orderBy: newest }),
    await db.contactRating.findMany({ where, orderBy: newest }),
    await db.familyTelling.findMany({ where, orderBy: newest }),
  ];
}

test('what a page foresees of a contact is read in one statement, and is what each part would have been told by itself', async () => {
  await withActor(systemOf(place.id), async (tx) => {
    // Several at one instant, so that what comes first is told by the id.
    for (const kind of ['read', 'claimed', 'released', 'claimed'] as const) await addEvent(tx, contacts.teachers, kind, { of: kind });
  });
  const { worker, manager, teacher, lead } = place.people;
  const told: number[] = [];
  for (const person of [worker, manager, teacher, lead, systemOf(place.id)]) {
    for (const name of CONTACTS) {
      const apart = await withActor(person, async (tx) => askEverything(tx, contacts[name]));
      await withActor(person, async (tx) => {
        tx.foresee(contacts[name], DOSSIER);
        sent.length = 0;
        expect(await askEverything(tx, contacts[name]), `${person.role} × ${name}`).toEqual(apart);
        told.push(sent.length);
      }, { reading: true });
    }
  }
  // Whoever may open it is told everything at once; to whoever may not, nothing is there, and the database says so each time.
  expect(told.slice(0, CONTACTS.length)).toEqual(CONTACTS.map(() => 1));
});

test('what was foreseen is read anew after something was written, and the product is not told what a person was', async () => {
  const id = contacts.teachers;
  const [where, whole] = [{ authorityId: place.id, contactId: id }, { where: { authorityId_id: { authorityId: place.id, id } }, select: { reference: true } }];
  await withActor(place.people.worker, async (tx) => {
    tx.foresee(id, DOSSIER);
    const before = await tx.db.contactEvent.count({ where });
    await addEvent(tx, id, 'released');
    sent.length = 0;
    expect(await tx.db.contactEvent.count({ where })).toBe(before + 1);
    await tx.db.note.findMany({ where });
    expect(sent).toHaveLength(1);
    await tx.asSystem(async (system) => system.db.note.findMany({ where }));
    expect(asked('note')).toBe(2);
  }, { reading: true });
  // An act asks each time.
  await withActor(place.people.worker, async (tx) => {
    tx.foresee(id, DOSSIER);
    sent.length = 0;
    for (let times = 0; times < 2; times += 1) await tx.db.contact.findUnique(whole);
    expect(sent).toHaveLength(2);
  });
});

test('rows are written as Prisma would write them, without its plan: days, lists, JSON, nothing, what the schema fills in, and what is there already', async () => {
  await withActor(systemOf(place.id), async (tx) => {
    const { authorityId } = tx.actor;
    const contact = await tx.db.contact.findFirstOrThrow({ where: { authorityId }, select: { id: true } });
    const of = (ordinal: number, more: object) => ({ authorityId, id: newId(), contactId: contact.id, ordinal, kind: 'child', givenName: 'Wren', familyName: "O'Brien; \\ “x”", details: { said: ['a', { b: null }], postcode: 'NR1 1AA' }, ...more });
    const [born, unborn] = [of(901, { dateOfBirth: new Date('2018-03-02T00:00:00Z'), nhsNumber: null }), of(902, { unborn: true, dueDate: new Date('2026-10-25T00:00:00Z') })];
    sent.length = 0;
    expect(await tx.db.contactPerson.createMany({ data: [born, unborn] })).toEqual({ count: 2 });
    // Prisma itself would name every column that has a default.
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/^INSERT INTO "public"\."contact_person" \(/);
    expect(sent[0]).toContain('DEFAULT');
    expect(sent[0]).not.toContain('born_as');
    const kept = await tx.db.contactPerson.findMany({ where: { authorityId, id: { in: [born.id, unborn.id] } }, orderBy: { ordinal: 'asc' } });
    expect(kept).toEqual([
      { ...born, unborn: false, dueDate: null, upn: null, nameDobKey: null, bornAs: null },
      { ...unborn, dateOfBirth: null, nhsNumber: null, upn: null, nameDobKey: null, bornAs: null },
    ]);
    const key = { authorityId, contactId: contact.id, contactPersonId: born.id, kind: 'names', key: 'PNL|RN' };
    expect(await tx.db.personKey.createMany({ data: [key, { ...key, key: 'PNL|RT' }], skipDuplicates: true })).toEqual({ count: 2 });
    expect(await tx.db.personKey.createMany({ data: [key, { ...key, key: 'PNL|RS' }], skipDuplicates: true })).toEqual({ count: 1 });
    expect(await tx.db.personKey.createMany({ data: [] })).toEqual({ count: 0 });
    expect((await tx.attempt(() => tx.db.personKey.createMany({ data: [key] }))).ok).toBe(false);
    const met = { authorityId, contactId: contact.id, accountId: place.people.lead.actorId, at: new Date('2026-03-02T09:00:00.123Z'), grounds: ['same_child', `a "quoted, {list}"`] };
    expect(await tx.db.contactAcquaintance.createMany({ data: [met] })).toEqual({ count: 1 });
    expect(await tx.db.contactAcquaintance.findMany({ where: { authorityId, contactId: contact.id, accountId: met.accountId } })).toEqual([met]);
  });
});

type Finds = Record<string, { findMany: (asked: object) => Promise<unknown[]>; findFirst: (asked: object) => Promise<unknown> }>;

test('what parts of a page ask about one contact at the same time is asked in one statement, and answered as when each asks alone: of every table, as everybody who asks', async () => {
  const tables = [...Object.keys(LISTS), ...Object.keys(ONES)];
  const ofEach = (tx: Tx, contactId: string) => {
    const { authorityId } = tx.actor;
    const finds = tx.db as unknown as Finds;
    const of = (table: string) => finds[table] ?? { findMany: async () => [], findFirst: async () => null };
    return [
      () => tx.db.contact.findUnique({ where: { authorityId_id: { authorityId, id: contactId } }, select: { reference: true, sealed: true } }),
      () => tx.db.contact.findMany({ where: { authorityId, id: { in: [contactId] } } }),
      () => tx.db.queueRow.findUnique({ where: { authorityId_contactId: { authorityId, contactId } }, select: { state: true } }),
      // Nobody asked for an order.
      ...tables.map((table) => async () => (await of(table).findMany({ where: { authorityId, contactId } })).map((row) => JSON.stringify(row)).sort()),
      () => tx.db.contactEvent.findFirst({ where: { authorityId, contactId: { in: [contactId] } }, orderBy: [{ at: 'desc' }, { id: 'asc' }] }),
      () => tx.db.contactPerson.findMany({ where: { authorityId, contactId, kind: 'child' }, orderBy: { ordinal: 'desc' }, take: 1, select: { ordinal: true } }),
    ];
  };
  for (const name of ['worker', 'teacher'] as const) {
    for (const contactId of [contacts.teachers, contacts.polices]) {
      const ask = async (tx: Tx) => {
        sent.length = 0;
        const answers = await Promise.all(ofEach(tx, contactId).map(async (question) => question()));
        return { answers, statements: sent.filter((text) => /^\s*select/i.test(text) && !text.includes('set_config')).length };
      };
      const each = async (tx: Tx) => {
        const answers: unknown[] = [];
        for (const question of ofEach(tx, contactId)) answers.push(await question());
        return answers;
      };
      const [together, products] = await withActor(place.people[name], async (tx) => [await ask(tx), await tx.asSystem(ask)] as const, { reading: true });
      const [alone, productsAlone] = await withActor(place.people[name], async (tx) => [await each(tx), await tx.asSystem(each)] as const);
      expect(together.answers).toEqual(alone);
      expect(products.answers).toEqual(productsAlone);
      // Of events and of people two things are asked.
      expect(products.statements).toBe(2);
      if (name === 'worker') expect(together.statements).toBe(2);
      if (name === 'teacher' && contactId === contacts.polices) expect(together.answers[0]).toBeNull();
    }
  }
});

test('names that parts of a page ask for at the same time are asked for once, and each part is told those that it asked for', async () => {
  const { worker, manager, teacher, officer } = place.people;
  const names = async (tx: Tx, people: readonly { actorId: string }[]) => [...(await readNames(tx, people.map(({ actorId }) => actorId)))].sort();
  const asks = [[worker, manager], [manager, teacher], [officer], [{ actorId: newId() }], []];
  for (const person of [worker, teacher]) {
    const [together, alone] = [true, false].map((reading) => async () => {
      sent.length = 0;
      const told = await withActor(person, async (tx) => {
        const own = Promise.all(asks.map(async (each) => names(tx, each)));
        return [await own, await tx.asSystem(async (system) => names(system, [worker, teacher]))];
      }, { reading });
      return { told, statements: asked('account') };
    });
    const one = await together?.();
    expect(one?.told).toEqual((await alone?.())?.told);
    expect(one?.statements).toBe(2);
  }
});

test('statements of one’s own that say the same in JSON go in one where parts of a page ask them at the same time: each its rows in their order, under the name of who asks', async () => {
  const { authorityId, actorId } = place.people.worker;
  const asks = (tx: Tx) => [
    tx.db.$queryRaw(plainly`select p.id, p.kind, p.ordinal, p.details, p.born_as as "bornAs" from contact_person p where p.authority_id = ${authorityId} order by p.ordinal desc, p.id`),
    tx.db.$queryRaw(plainly`with all_of as (select c.reference, c.sealed, (extract(epoch from c.received_at) * 1000)::float8 as ms from contact c where c.authority_id = ${authorityId}) select * from all_of order by reference desc`),
    tx.db.$queryRaw(plainly`select r.role, ${actorId}::uuid as "by" from (select current_setting('app.role') as role) r`),
    tx.db.$queryRaw(plainly`select a.id from account a where a.id = ${newId()}::uuid`),
  ];
  const told = async (reading: boolean) => withActor(place.people.worker, async (tx) => {
    sent.length = 0;
    const [own, products] = await Promise.all([Promise.all(asks(tx)), tx.asSystem(async (system) => Promise.all(asks(system)))]);
    return { own, products, statements: sent.filter((text) => text.includes('all_of')).length, sent: sent.filter((text) => !text.includes('set_config')).length };
  }, { reading });
  const [together, alone] = [await told(true), await told(false)];
  expect([together.own, together.products]).toEqual([alone.own, alone.products]);
  expect(together.own.map((rows) => (rows as unknown[]).length)).toEqual([expect.any(Number), expect.any(Number), 1, 0]);
  expect([together.own[2], together.products[2]]).toEqual([[{ role: 'cads_social_worker', by: actorId }], [{ role: 'system', by: actorId }]]);
  expect([together.statements, together.sent, alone.sent]).toEqual([2, 2, 8]);
});

test('more such statements at once than a function takes arguments go in several', async () => {
  const told = await withActor(place.people.worker, async (tx) => {
    sent.length = 0;
    return Promise.all(Array.from({ length: 120 }, async (_, n) => tx.db.$queryRaw<{ n: number }[]>(plainly`select ${n}::int as n`)));
  }, { reading: true });
  expect(told.map(([row]) => row?.n)).toEqual(Array.from({ length: 120 }, (_, n) => n));
  expect(sent.filter((text) => text.includes('json_build_array'))).toHaveLength(3);
});

test('of what is asked at the same time, the person’s questions go before the product’s, and what is written in between keeps its place', async () => {
  await withActor(place.people.worker, async (tx) => {
    const state = async (by: Tx) => (await by.db.$queryRaw<{ role: string; set: string | null }[]>`select current_setting('app.role') as role, current_setting('app.in_turn', true) as set`)[0];
    sent.length = 0;
    const [own, products, , after] = await Promise.all([
      state(tx), tx.asSystem(state), tx.db.$executeRaw`select set_config('app.in_turn', 'written', true)`, tx.asSystem(async (system) => system.db.$queryRaw`select current_setting('app.in_turn', true) as set`),
    ]);
    expect([own?.role, products?.role, after]).toEqual(['cads_social_worker', 'system', [{ set: 'written' }]]);
    expect(own?.set ?? '').toBe('');
    expect(products?.set ?? '').toBe('');
  }, { reading: true });
});

test('parts of an act that overlap are each answered under their own name, too', async () => {
  await withActor(place.people.teacher, async (tx) => {
    const role = async (by: Tx) => (await by.db.$queryRaw<{ role: string }[]>`select current_setting('app.role') as role`)[0]?.role;
    const twice = async (by: Tx) => [await role(by), await role(by)];
    expect(await Promise.all([twice(tx), tx.asSystem(twice), twice(tx)])).toEqual([['partner_professional', 'partner_professional'], ['system', 'system'], ['partner_professional', 'partner_professional']]);
  });
});
