/**
 * Retention per person (domain 7.18; quality A3, V14.2.7): twenty-five years of invented contacts, of which exactly those go that
 * the schedule of Norfolk lets go, worked out by hand beside each; what stays of them; and what the database refuses by itself.
 */
import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteNext } from '@/lib/assurance/retention/verbs/delete-next';
import { liftHold } from '@/lib/assurance/retention/verbs/lift-hold';
import { liftMark, readHolds } from '@/lib/assurance/retention/hold-store';
import { makeList } from '@/lib/assurance/retention/verbs/make-list';
import { releaseList } from '@/lib/assurance/retention/verbs/release-list';
import { setHold } from '@/lib/assurance/retention/verbs/set-hold';
import { withdrawList } from '@/lib/assurance/retention/verbs/withdraw-list';
import { dryRun, dryRunPart } from '@/lib/assurance/retention/dry-run';
import { verifyChain, type Entry } from '@/lib/ledger/model';
import { closeDatabase, systemOf, withActor, type Actor, type Tx } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { become, fillEveryTable, forge } from './rows';
import { asApp, asSuperuser } from './superuser';

/** The day of the run. */
const AT = Temporal.Instant.from('2026-11-27T10:00:00Z');

interface Child {
  born?: string;
  nhs?: string;
  nameKey?: string;
  person?: string;
  plan?: string;
  kind?: 'child' | 'household_child';
}

interface Given {
  received?: string;
  /** Left out: open. */
  closed?: string;
  route?: string;
  how?: string;
  kind?: string;
  colleague?: boolean;
  adultBorn?: string;
  signs?: string[];
  children: Child[];
}

let here: Place;
const ids = new Map<string, string>();
const nameOf = (id: string) => [...ids].find(([, each]) => each === id)?.[0] ?? id;
const idOf = (name: string) => ids.get(name) ?? name;
const childOf = new Map<string, string>();

async function forged(client: pg.Client, name: string, { received, closed, route = 'UNIV_ADVICE', how = 'told', kind = 'concern', colleague = false, adultBorn, signs = [], children }: Given): Promise<void> {
  const id = randomUUID();
  ids.set(name, id);
  const of = { authority_id: here.id, contact_id: id };
  const receivedAt = `${received ?? closed ?? ''}T12:00:00Z`;
  await forge(client, 'contact', { authority_id: here.id, id, reference: `${here.prefix}-${id.slice(0, 8).toUpperCase()}`, kind, about_colleague: colleague, referrer_name: 'Wilhelmina Tombstone-Canary', received_at: receivedAt, report: JSON.stringify({ children: children.map(() => ({ indicators: Object.fromEntries(signs.map((sign) => [sign, 'present'])) })) }) });
  for (const { born, nhs, nameKey, person, plan, kind: childKind = 'child' } of children) {
    const child = await forge(client, 'contact_person', { ...of, kind: childKind, given_name: 'Tombstone-Canary', date_of_birth: born ?? null, nhs_number: nhs ?? null, name_dob_key: nameKey ?? null, details: JSON.stringify(plan === undefined ? {} : { openPlan: plan }) });
    childOf.set(name, child['id'] as string);
    if (person !== undefined) {
      const said = await forge(client, 'match_decision', { ...of, contact_person_id: child['id'], outcome: 'new', reason: 'Canary of the link' });
      await forge(client, 'person_link', { ...of, contact_person_id: child['id'], person_id: person, decision_id: said['id'] });
    }
  }
  if (adultBorn !== undefined) await forge(client, 'contact_person', { ...of, kind: 'adult', date_of_birth: adultBorn });
  await forge(client, 'note', { ...of, text: 'Tombstone-Canary in a note' });
  if (closed === undefined) return void (await forge(client, 'queue_row', { ...of, reference: id }));
  if (how !== 'withdrawn') await forge(client, 'decision', { ...of, route, level: 1 });
  await forge(client, 'closure', { ...of, at: `${closed}T12:00:00Z`, how, level: 2, route });
}

async function putAway(client: pg.Client, name: string, day: string, how: string): Promise<void> {
  const id = randomUUID();
  ids.set(name, id);
  await forge(client, 'draft', { authority_id: here.id, id, kind: 'report', closed_at: `${day}T12:00:00Z`, closed_how: how, closed_why: how === 'sent' ? null : 'Rung through.', result_id: how === 'sent' ? randomUUID() : null });
  await forge(client, 'draft_conflict', { authority_id: here.id, draft_id: id });
  // What a system sent and was read on this page: set aside with it, or typed in.
  if (how !== 'sent') await forge(client, 'machine_intake', { authority_id: here.id, reference: randomUUID(), system_name: name, lane: 'contact', draft_id: id, taken_at: `${day}T11:00:00Z`, taken_by: randomUUID(), sealed: 'sealed', ended_at: `${day}T12:00:00Z`, ended_how: 'not_needed', ended_why: 'A test of theirs.', ended_by: randomUUID() });
}

/** What goes on 27 November 2026, and beside it until when it was kept. */
const GOES = {
  'advice of 2001': 'closed 26/11/2001, six years',
  'advice, six years to the day': 'closed 27/11/2020',
  'assessment, 25th birthday today': 'born 27/11/2001',
  'assessment, no birth known': 'received 1/11/2001: counted as if born then',
  'beside one about a colleague': 'advice of 2012; what is kept apart lengthens nothing',
  'beside one with sexual abuse': 'advice of 2014; what is kept apart lengthens nothing',
  'told apart from a child in need': 'advice of 2014; the other is somebody else',
  'consultation of 2023': 'closed 26/11/2023, three years',
  'withdrawn in 2023': 'closed 1/6/2023, three years',
  'first of three': 'advice of 2009, joined into the next',
  'second of three': 'advice of 2009',
} as const;

beforeAll(async () => {
  here = await makePlace();
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const add = async (name: string, given: Given) => forged(client, name, given);
    await add('advice of 2001', { closed: '2001-11-26', children: [{ born: '1999-02-03' }] });
    await add('advice, six years to the day', { received: '2020-11-02', closed: '2020-11-27', children: [{ born: '2015-02-03', nhs: '9990000018' }] });
    await add('advice, a day short', { closed: '2020-11-28', children: [{ born: '2015-02-03' }] });
    await add('assessment, 25th birthday today', { closed: '2005-01-10', route: 'CIN_ASSESS', children: [{ born: '2001-11-27' }] });
    await add('assessment, a day short', { closed: '2005-01-10', route: 'CIN_ASSESS', children: [{ born: '2001-11-28' }] });
    await add('assessment, no birth known', { received: '2001-11-01', closed: '2002-01-10', route: 'CIN_ASSESS', children: [{}] });
    await add('assessment, no birth known, later', { received: '2002-01-01', closed: '2002-01-10', route: 'CIN_ASSESS', children: [{}] });
    // 25 on 1/1/2025, but ten years after it closed are over on 1/6/2027.
    await add('protection of one nearly grown', { closed: '2017-06-01', route: 'STRATEGY', children: [{ born: '2000-01-01' }] });
    // One person by a link alone: the assessment, 25 years from birth in 2006, keeps the advice of 2010.
    const [linked, twice] = [randomUUID(), randomUUID()];
    await add('linked, advice', { closed: '2010-05-01', children: [{ born: '2006-07-08', person: linked }] });
    await add('linked, assessment', { closed: '2012-05-01', route: 'CIN_ASSESS', children: [{ born: '2006-07-08', person: linked }] });
    // A brother's plan until 2033 keeps what names both, and what is about the sister alone.
    await add('brother and sister', { closed: '2012-05-01', children: [{ born: '2010-01-01', nhs: '9990000026' }, { born: '2008-03-03', nhs: '9990000034', kind: 'household_child' }] });
    await add('brother alone, protection', { closed: '2015-05-01', route: 'STRATEGY', children: [{ born: '2008-03-03', nhs: '9990000034' }] });
    await add('sister alone', { closed: '2013-05-01', children: [{ born: '2010-01-01', nhs: '9990000026' }] });
    // Whom it is about is 18 at least, and may be no adult that it names: 68 in 2062 at the latest. The child's other contact has its own six years.
    await add('about a colleague', { closed: '2012-06-01', colleague: true, adultBorn: '1970-05-05', children: [{ born: '2005-01-01', nhs: '9990000042' }] });
    await add('beside one about a colleague', { closed: '2012-07-01', children: [{ born: '2005-01-01', nhs: '9990000042' }] });
    await add('sexual abuse', { closed: '2013-03-01', signs: ['I101'], children: [{ born: '2006-01-01', nhs: '9990000050' }] });
    // Exploitation is kept as abuse: 75 years, and not the six of its advice.
    await add('exploited', { closed: '2013-04-01', signs: ['I105'], children: [{ born: '2006-01-01' }] });
    await add('beside one with sexual abuse', { closed: '2014-03-01', children: [{ born: '2006-01-01', nhs: '9990000050' }] });
    await add('open again', { received: '2026-11-20', children: [{ born: '2012-01-01', nhs: '9990000069' }] });
    await add('before one that is open', { closed: '2015-01-01', children: [{ born: '2012-01-01', nhs: '9990000069' }] });
    await add('held', { closed: '2014-01-01', children: [{ born: '2010-01-01' }] });
    await add('child held, set here', { closed: '2014-01-01', children: [{ born: '2010-01-01', nhs: '9990000077' }] });
    await add('child held, another', { closed: '2015-01-01', children: [{ born: '2010-01-01', nhs: '9990000077' }] });
    await add('told apart from a child in need', { closed: '2014-01-01', children: [{ born: '2010-01-01', nameKey: 'sam|moss|2010-01-01' }] });
    await add('the child in need', { closed: '2014-01-01', route: 'CIN_ASSESS', children: [{ born: '2010-01-01', nameKey: 'sam|moss|2010-01-01' }] });
    await forge(client, 'not_same_child', { authority_id: here.id, person_id: childOf.get('the child in need'), other_person_id: childOf.get('told apart from a child in need'), reason: 'Twins, as the midwife said.' });
    await add('consultation of 2023', { closed: '2023-11-26', kind: 'consultation', children: [{ born: '2015-01-01' }] });
    await add('withdrawn in 2023', { closed: '2023-06-01', how: 'withdrawn', children: [{ born: '2015-01-01' }] });
    await add('withdrawn in 2024', { closed: '2024-01-01', how: 'withdrawn', children: [{ born: '2015-01-01' }] });
    await add('looked after, as it was told', { closed: '2005-01-01', children: [{ born: '1995-01-01', plan: 'CLA' }] });
    await add('restricted', { closed: '2010-01-01', children: [{ born: '2002-01-01' }] });
    await forge(client, 'contact_restriction', { authority_id: here.id, contact_id: idOf('restricted'), kind: 'restricted_child', restricted_child_id: randomUUID() });
    // Three tellings about one person, through the first of which the others are linked.
    await add('first of three', { received: '2009-01-10', closed: '2009-02-01', how: 'joined', children: [{ born: '2001-01-01', person: twice }] });
    await add('second of three', { received: '2009-01-20', closed: '2009-02-01', children: [{ born: '2001-01-01', person: twice }] });
    await client.query('update closure set joined_to_id = $2 where contact_id = $1', [idOf('first of three'), idOf('second of three')]);
    await putAway(client, 'put away in time', '2025-11-26', 'not_needed');
    await putAway(client, 'put away later', '2025-11-28', 'sent_another_way');
    await putAway(client, 'sent long ago', '2005-11-28', 'sent');
  });
  const manager = here.people.manager;
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    // A hold as a manager sets it reads the contact; these are forged without a whole report.
    await forge(client, 'legal_hold', { authority_id: here.id, contact_id: idOf('held'), by: manager.actorId, reason: 'Claim before the county court.' });
    await forge(client, 'legal_hold', { authority_id: here.id, contact_id: idOf('child held, set here'), contact_person_id: childOf.get('child held, set here'), by: manager.actorId, reason: 'Inquiry.' });
  });
});
afterAll(closeDatabase);

const as = async <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => withActor(actor, work, { at: AT });
const system = () => systemOf(here.id);
const there = async () => new Set(await asSuperuser(async (client) => (await client.query<{ id: string }>('select id from contact where authority_id = $1 union select id from draft where authority_id = $1', [here.id])).rows.map(({ id }) => id)));
/** As the application's role, past the application. */
const raw = async (actor: Actor, sql: string, values: unknown[]) =>
  asApp(async (client) => {
    await client.query('begin');
    await become(client, actor);
    await client.query("select set_config('app.at', $1, true)", [AT.toString()]);
    try {
      await client.query(sql, values);
      return 'done';
    } catch (error) {
      return error instanceof Error ? error.message : 'failed';
    } finally {
      await client.query('rollback');
    }
  });

let list = '';

test('twenty-five years of contacts: a dry run finds exactly those whose time is over, says what keeps each of the others, and deletes none', async () => {
  const before = await there();
  const run = await as(here.people.manager, (tx) => dryRun(tx));
  expect(run.due.map(({ id }) => nameOf(id)).sort()).toEqual(Object.keys(GOES).sort());
  expect(run.drafts.map(({ id }) => nameOf(id))).toEqual(['put away in time']);
  const kept = Object.fromEntries(run.kept.map(({ id, kept: { until, by, ...why } }) => [nameOf(id), [until?.toString() ?? ('why' in why ? why.why : ''), nameOf(by)]]));
  expect(kept).toMatchObject({
    'advice, a day short': ['2026-11-28', 'advice, a day short'],
    'assessment, a day short': ['2026-11-28', 'assessment, a day short'],
    'assessment, no birth known, later': ['2027-01-01', 'assessment, no birth known, later'],
    'protection of one nearly grown': ['2027-06-01', 'protection of one nearly grown'],
    'linked, advice': ['2031-07-08', 'linked, assessment'],
    'brother and sister': ['2033-03-03', 'brother alone, protection'],
    'sister alone': ['2033-03-03', 'brother alone, protection'],
    'about a colleague': ['2062-06-01', 'about a colleague'],
    'sexual abuse': ['2088-03-01', 'sexual abuse'],
    exploited: ['2088-04-01', 'exploited'],
    'before one that is open': ['open', 'open again'],
    held: ['held', 'held'],
    'child held, another': ['held', 'child held, set here'],
    'looked after, as it was told': ['2070-01-01', 'looked after, as it was told'],
  });
  expect(Object.keys(kept)).not.toContain('restricted');
  // Three at a time it is the same, and each once.
  const inParts: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const part: Awaited<ReturnType<typeof dryRunPart>> = await as(here.people.manager, (tx) => dryRunPart(tx, after ?? '', run.on, 3));
    inParts.push(...[...part.due, ...part.kept, ...part.drafts].map(({ id }) => id));
    after = part.next;
  }
  expect(inParts.toSorted()).toEqual([...run.due, ...run.kept, ...run.drafts].map(({ id }) => id).toSorted());
  expect(await there()).toEqual(before);
});

test('a list is released by a second person, and nothing goes before', async () => {
  const made = await as(here.people.manager, makeList);
  if (!made.ok) throw new Error(made.problem);
  list = made.value;
  expect(await as(here.people.manager, makeList)).toEqual({ ok: false, problem: 'nothing_due' });
  expect(await as(system(), (tx) => deleteNext(tx))).toBeNull();
  expect(await as(here.people.manager, (tx) => releaseList(tx, list))).toEqual({ ok: false, problem: 'second_person' });
  expect(await raw(here.people.manager, 'update retention_list set released_at = now(), released_by = made_by where id = $1', [list])).toContain('retention_list_released');
  const one = idOf('advice of 2001');
  const del = 'select retention_delete_contact($1, $2, $3)';
  expect(await raw(system(), del, [list, one, '[]'])).toBe('retention: the list is not released');
  expect(await as(here.people.administrator, (tx) => releaseList(tx, list))).toEqual({ ok: true, value: null });
  // Nobody but the product deletes, and the product only what stands on the list, is closed and is not held.
  expect(await raw(here.people.manager, del, [list, one, '[]'])).toBe('retention: not allowed');
  expect(await raw(system(), del, [list, idOf('sexual abuse'), '[]'])).toBe('retention: not on the list, or not due');
  expect(await raw(system(), 'delete from contact where id = $1', [one])).toContain('permission denied');
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const name of ['open again', 'held', 'child held, another']) await forge(client, 'retention_item', { authority_id: here.id, list_id: list, id: idOf(name), contact_id: idOf(name), due_on: '2020-01-01' });
  });
  expect(await raw(system(), del, [list, idOf('open again'), '[]'])).toBe('retention: the contact is open');
  expect(await raw(system(), del, [list, idOf('held'), '[]'])).toBe('retention: a hold keeps it');
  expect(await raw(system(), del, [list, idOf('child held, another'), '[]'])).toBe('retention: a hold keeps it');
  await asSuperuser((client) => client.query('delete from retention_item where list_id = $1 and id = any ($2)', [list, ['open again', 'held', 'child held, another'].map(idOf)]));
});

test('the run deletes exactly those, goes on where it stopped, and leaves date, level and outcome without a name', async () => {
  const before = await there();
  // What has come since the list was released keeps what it is about.
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forged(client, 'come since', { received: '2026-11-26', children: [{ born: '2015-02-03', nhs: '9990000018' }] });
  });
  const run = async (most: number) => {
    const met: string[] = [];
    for (let count = 0; count < most; count += 1) {
      const done = await as(system(), (tx) => deleteNext(tx, met));
      if (done === null) break;
      met.push(done.id);
    }
    return met;
  };
  expect(await run(4)).toHaveLength(4);
  await run(100);
  const left = await there();
  const deleted = [...before].filter((id) => !left.has(id)).map(nameOf).sort();
  const expected = [...Object.keys(GOES).filter((name) => name !== 'advice, six years to the day'), 'put away in time'].sort();
  expect(deleted).toEqual(expected);
  // It went again: the next run takes what was kept back.
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const [table, column] of [['note', 'contact_id'], ['queue_row', 'contact_id'], ['contact_person', 'contact_id'], ['contact', 'id']] as const) await client.query(`delete from ${table} where ${column} = $1`, [idOf('come since')]);
  });
  expect((await run(100)).map(nameOf)).toEqual(['advice, six years to the day']);
  // What a machine sent and was set aside ends with the page on which it was read (a year after: domain 7.17, 7.18), and no sooner.
  const setAside = await asSuperuser(async (client) => (await client.query<{ name: string }>("select system_name as name from machine_intake where authority_id = $1 and ended_how = 'not_needed'", [here.id])).rows.map(({ name }) => name));
  expect(setAside).toEqual(['put away later']);
  const lists = await asSuperuser(async (client) => (await client.query<{ count: string }>('select count(*) from retention_item where list_id = $1', [list])).rows);
  expect(lists).toEqual([{ count: '0' }]);

  const stones = await asSuperuser(async (client) => (await client.query<{ id: string; received: string; level: number; outcome: string; text: string }>('select t.id, t.received_at::date::text as received, t.level, t.outcome, row_to_json(t)::text as text from tombstone t where t.authority_id = $1', [here.id])).rows);
  expect(stones.map(({ id }) => nameOf(id)).sort()).toEqual(Object.keys(GOES).sort());
  expect(stones.find(({ id }) => id === idOf('assessment, 25th birthday today'))).toMatchObject({ received: '2005-01-10', level: 2, outcome: 'child_in_need' });
  expect(stones.find(({ id }) => id === idOf('consultation of 2023'))).toMatchObject({ outcome: 'consultation' });
  // Not a word of them is anywhere in the database.
  const canaries = await asSuperuser(async (client) => {
    const { rows } = await client.query<{ name: string }>("select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'account'");
    const found: string[] = [];
    for (const { name } of rows) {
      const goneIds = Object.keys(GOES).map(idOf);
      const { rows: hits } = await client.query<{ text: string }>(`select t::text as text from ${name} t where t::text ~ $1`, [goneIds.join('|')]);
      if (hits.length > 0) found.push(name);
      if (['tombstone', 'tombstone_key', 'ledger_entry'].includes(name)) expect(hits.filter(({ text }) => /Canary|999000/.test(text)), name).toEqual([]);
    }
    return found.sort();
  });
  expect(canaries).toEqual(['ledger_entry', 'tombstone', 'tombstone_key']);
  const chain = await asSuperuser(async (client) => (await client.query<Record<string, never>>('select seq, at, actor_id, actor_role, action, object_kind, object_id, detail, request_id, bytes, prev_hash, hash from ledger_entry where authority_id = $1 order by seq', [here.id])).rows);
  const whole = chain.map((row): Entry => ({ seq: BigInt(row['seq'] ?? 0), at: (row['at'] as unknown as Date).toISOString(), actorId: row['actor_id'] ?? '', actorRole: row['actor_role'] ?? '', action: row['action'] ?? '', objectKind: row['object_kind'] ?? '', objectId: row['object_id'] ?? '', detail: row['detail'], requestId: row['request_id'] ?? '', bytes: row['bytes'] ?? '', prevHash: row['prev_hash'] ?? Buffer.alloc(0), hash: row['hash'] ?? Buffer.alloc(0) }));
  const last = whole.at(-1);
  expect(await verifyChain(here.id, last === undefined ? null : { seq: last.seq, hash: last.hash }, whole)).toMatchObject({ ok: true });
  const entries = await asSuperuser(async (client) => (await client.query<{ action: string; count: string }>("select action, count(*) from ledger_entry where authority_id = $1 and action like 'retention.%' group by 1 order by 1", [here.id])).rows);
  expect(entries).toEqual([{ action: 'retention.deleted', count: '12' }, { action: 'retention.listed', count: '1' }, { action: 'retention.released', count: '1' }]);
});

describe('whatever hangs on a contact', () => {
  test('goes with it: not a row with its id is left in any table, and no other contact loses one', async () => {
    const other = await makePlace();
    const { contacts } = await asSuperuser((client) => fillEveryTable(client, other));
    const gone = contacts.teachers;
    const rowsOf = async (id: string) =>
      asSuperuser(async (client) => {
        const { rows } = await client.query<{ name: string }>("select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'contact_id' and not a.attisdropped where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1");
        const counts: Record<string, number> = {};
        for (const { name } of rows) counts[name] = Number((await client.query<{ count: string }>(`select count(*) from ${name} where contact_id = $1`, [id])).rows[0]?.count);
        return counts;
      });
    const kept = await rowsOf(contacts.polices);
    expect(Object.entries(await rowsOf(gone)).filter(([name, count]) => count === 0 && name !== 'draft')).toEqual([]);
    const listId = await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await client.query('delete from queue_row where contact_id = $1', [gone]);
      // What was joined into it, or taken out of it again, keeps that it was.
      for (const table of ['closure', 'join_undone']) await client.query(`update ${table} set joined_to_id = $1 where contact_id = $2`, [gone, contacts.polices]);
      await client.query("update draft set result_id = $1 where id = (select draft_id from unsent_report where authority_id = $2 and manager_told_at is null)", [gone, other.id]);
      const made = await forge(client, 'retention_list', { authority_id: other.id, contacts: 1, drafts: 0, released_at: '2026-11-27T09:00:00Z', released_by: other.people.manager.actorId });
      await forge(client, 'retention_item', { authority_id: other.id, list_id: made['id'], id: gone, contact_id: gone, due_on: '2020-01-01' });
      return made['id'] as string;
    });
    const hanging = ['decision_child', 'countersign', 'duty_discharge', 'letter_event', 'message', 'draft', 'draft_conflict', 'unsent_report', 'unsent_call', 'name_refusal', 'not_same_child', 'professional', 'professional_word', 'hand_over'];
    const totals = async () =>
      asSuperuser(async (client) => {
        const counts: Record<string, number> = {};
        for (const name of hanging) counts[name] = Number((await client.query<{ count: string }>(`select count(*) from ${name} where authority_id = $1`, [other.id])).rows[0]?.count);
        return counts;
      });
    const before = await totals();
    await withActor(systemOf(other.id), async (tx) => tx.db.$queryRaw`select retention_delete_contact(${listId}::uuid, ${gone}::uuid, '[]'::jsonb)`, { at: AT });
    expect(Object.entries(await rowsOf(gone)).filter(([, count]) => count > 0)).toEqual([]);
    expect(await rowsOf(contacts.polices)).toEqual(kept);
    const after = await totals();
    expect(Object.fromEntries(hanging.map((name) => [name, (before[name] ?? 0) - (after[name] ?? 0)]))).toEqual(Object.fromEntries(hanging.map((name) => [name, 1])));
  });

  test('is covered, or nothing is deleted at all: a later table names itself', async () => {
    const missing = async (client: pg.Client) => (await client.query<{ name: string }>("select name from retention_tables() except select tablename::text from pg_policies where policyname = tablename || '_taken'")).rows.map(({ name }) => `select retention_cover('${name}');`);
    await asSuperuser(async (client) => {
      expect(await missing(client)).toEqual([]);
      await client.query('begin');
      await client.query('create table later_thing (authority_id text not null, contact_id uuid not null)');
      expect(await missing(client)).toEqual(["select retention_cover('later_thing');"]);
      await client.query('set local role doorstep_owner');
      await become(client, system());
      await expect(client.query('select retention_check($1, $1)', [randomUUID()])).rejects.toThrow('later_thing is not covered');
      await client.query('rollback');
    });
  });

  test('of people known through it, the others stay one', async () => {
    const person = randomUUID();
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      for (const [name, signs] of [['through', []], ['one side', ['I101']], ['other side', ['I101']]] as const) await forged(client, name, { closed: '2010-01-01', signs: [...signs], children: [{ born: '2001-01-01' }] });
      const said: string[] = [];
      for (const name of ['one side', 'other side']) said.push((await forge(client, 'match_decision', { authority_id: here.id, contact_id: idOf('through'), contact_person_id: childOf.get('through'), other_contact_id: idOf(name), other_person_id: childOf.get(name), outcome: 'same', reason: 'As the school said.' }))['id'] as string);
      for (const [name, index] of [['through', 0], ['one side', 0], ['other side', 1]] as const) await forge(client, 'person_link', { authority_id: here.id, contact_id: idOf(name), contact_person_id: childOf.get(name), person_id: person, decision_id: said[index] });
    });
    const made = await as(here.people.administrator, makeList);
    if (!made.ok) throw new Error(made.problem);
    await as(here.people.manager, (tx) => releaseList(tx, made.value));
    expect(await as(system(), (tx) => deleteNext(tx))).toEqual({ id: idOf('through'), how: 'deleted' });
    const links = await asSuperuser(async (client) => (await client.query<{ contact: string }>('select contact_id as contact from person_link where person_id = $1 and ended_at is null', [person])).rows.map(({ contact }) => nameOf(contact)).sort());
    expect(links).toEqual(['one side', 'other side']);
    const said = await asSuperuser(async (client) => (await client.query<{ outcome: string }>('select outcome from match_decision where contact_id = $1 and other_contact_id = $2 or contact_id = $2 and other_contact_id = $1', [idOf('one side'), idOf('other side')])).rows);
    expect(said).toEqual([{ outcome: 'same' }]);
    expect(await as(here.people.administrator, (tx) => withdrawList(tx, made.value))).toEqual({ ok: false, problem: 'gone' });
  });
});

test('a hold is set and asked to be lifted by one manager, and lifted by another', async () => {
  const holds = await asSuperuser(async (client) => (await client.query<{ id: string }>('select id from legal_hold where contact_id = $1', [idOf('held')])).rows);
  const id = holds[0]?.id ?? '';
  const { manager, unqualifiedManager, worker } = here.people;
  expect(await as(manager, (tx) => liftHold(tx, id, { why: ' ', shown: '' }))).toEqual({ ok: false, problem: 'reason' });
  expect(await as(manager, (tx) => liftHold(tx, id, { why: 'The claim was settled.', shown: '' }))).toEqual({ ok: true, value: 'asked' });
  const shown = await as(manager, async (tx) => liftMark((await readHolds(tx)).find((hold) => hold.id === id) ?? { lift: null }));
  expect(await as(manager, (tx) => liftHold(tx, id, { why: '', shown }))).toEqual({ ok: false, problem: 'second_person' });
  expect(await raw(manager, 'update legal_hold set lifted_at = now(), lifted_by = lift_asked_by where id = $1', [id])).toContain('legal_hold_lifted');
  expect(await raw(worker, "insert into legal_hold (authority_id, id, contact_id, at, by, reason) values ($1, $2, $3, now(), $4, 'x')", [here.id, randomUUID(), idOf('held'), worker.actorId])).toContain('row-level security');
  expect((await as(manager, (tx) => dryRun(tx))).due.map(({ id: due }) => nameOf(due))).not.toContain('held');
  expect(await as(unqualifiedManager, (tx) => liftHold(tx, id, { why: '', shown }))).toEqual({ ok: true, value: 'lifted' });
  expect((await as(manager, (tx) => dryRun(tx))).due.map(({ id: due }) => nameOf(due))).toContain('held');
  expect(await as(manager, (tx) => setHold(tx, { reference: 'no such reference', scope: 'contact', reason: 'Inquiry' }))).toEqual({ ok: false, problem: 'not_found' });
});

describe('the page', () => {
  const FILE = '../../app/retention/page.tsx';
  const shown = async (name: 'manager' | 'administrator') => {
    const answer = await askPage(FILE, here.people[name], {}, { list });
    if (answer.kind !== 'shown') throw new Error(answer.kind);
    return answer.html();
  };

  test('shows references, days and codes, and names nobody; the administrator sees no hold and no way into a contact', async () => {
    const [manager, administrator] = [await shown('manager'), await shown('administrator')];
    for (const html of [manager, administrator]) {
      expect(html).toContain('Sexual abuse is recorded in it');
      expect(html).not.toMatch(/Canary|999000/);
    }
    expect(manager).toContain('Inquiry.');
    expect(manager).toContain('action="/retention/hold"');
    expect(administrator).not.toContain('Inquiry.');
    expect(administrator).not.toContain('href="/contacts/');
  });

  test('is there for nobody else', async () => {
    for (const name of ['worker', 'auditor', 'teacher', 'serviceAdministrator'] as const) expect((await askPage(FILE, here.people[name], {})).kind, name).toBe('missing');
  });
});
