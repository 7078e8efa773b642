/** Fills a database with a nation's contacts: families that the product made, written again and again by streaming COPY. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { indexKeys } from '@/lib/people/identity';
import { grouped } from '../grouped';
import { chance, population, type Chance, type Someone } from '../people/population';
import { OF_PLACE, type Family, type Patterns, type PlaceRows } from './templates';

/** Authorities of England with children's services. */
const AUTHORITIES = 153;
/** Open at any time in the country, however long its history: a desk works on what came in this week, and not on what was closed. */
export const OPEN = 4_000;
/** Contacts of so many weeks; more of the later ones, as front doors have grown. */
const WEEKS = 312;
const LATER = 1.4;
/** Households of whom each authority draws its own, nobody twice before all were drawn. */
const HOUSEHOLDS = 15_000;
const AT_ONCE = 60_000;
/** Of the invented households, as tests/bench/people has it. */
const THIS_YEAR = 2026;

const DAY_MS = 86_400_000;

/** The share of the nth largest authority: the largest has about forty times the smallest's, as in England. */
const shareOf = (place: number) => 1 / (place + 4) ** 0.9;

interface Area {
  id: string;
  prefix: string;
  /** Which of the five made ones its guide and its families are of. */
  like: string;
  share: number;
  places: Map<string, string>;
  start: number;
  drawn: number;
}

interface Home {
  children: Known[];
  adults: Known[];
}

interface Known extends Someone {
  /** Its place among all who live in the homes, as their keys are found by. */
  someone: number;
  /** Its keys as COPY reads them: kind and key. */
  keys: readonly string[];
}

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
const random16 = (random: Chance) => hex(Math.floor(random() * 2 ** 32), 8) + hex(Math.floor(random() * 2 ** 32), 8);

/** One stream of COPY for each table, each on a connection of its own and in one transaction. */
class Streams {
  private readonly open = new Map<string, { client: pg.Client; stream: Writable; waiting: string; ready: boolean }>();
  rows = 0;
  constructor(
    private readonly url: string,
    private readonly columns: Patterns['columns'],
  ) {}

  async start(tables: readonly string[]): Promise<void> {
    for (const table of tables) {
      const client = new pg.Client({ connectionString: this.url });
      await client.connect();
      const columns = this.columns.get(table)?.join(', ') ?? '';
      // Checks hold as ever; keys, unique or foreign, are asked afterwards, all at once.
      await client.query("set session_replication_role = 'replica'; set timezone = 'UTC'; set synchronous_commit = off");
      // A table that was emptied in the same transaction is written without a log of it, and its rows as old as any: what was there goes back first.
      await client.query(`begin; create temporary table kept on commit drop as select ${columns} from ${table}; truncate ${table}; insert into ${table} (${columns}) select ${columns} from kept`);
      const stream = client.query(copyFrom(`copy ${table} (${columns}) from stdin (freeze)`));
      this.open.set(table, { client, stream, waiting: '', ready: true });
      const fault = (error: Error) => process.stderr.write(`${table}: ${error.message}\n`);
      stream.on('error', fault);
      client.on('error', fault);
    }
  }

  add(table: string, text: string): void {
    const its = this.open.get(table);
    if (its === undefined) throw new Error(`no stream for ${table}`);
    its.waiting += text;
    this.rows += 1;
    if (its.waiting.length > AT_ONCE) {
      its.ready = its.stream.write(its.waiting) && its.ready;
      its.waiting = '';
    }
  }

  /** Waits until the server has taken what is too much to hold. */
  async breathe(): Promise<void> {
    for (const its of this.open.values()) {
      if (its.ready) continue;
      if (its.stream.writableNeedDrain) await once(its.stream, 'drain');
      its.ready = true;
    }
  }

  async end(): Promise<void> {
    await Promise.all([...this.open.values()].map(async ({ client, stream, waiting }) => {
      if (waiting !== '') stream.write(waiting);
      stream.end();
      await finished(stream);
      await client.query('commit');
      await client.end();
    }));
  }
}

/** What makes again what was taken from the tables while they are filled. */
interface Taken {
  indexes: { table: string; definition: string }[];
  foreign: { table: string; name: string; definition: string }[];
}

/** Takes keys and indexes from the tables, and every foreign key from or to one of them: a row at a time they cost more than the rows. */
async function takeKeys(client: pg.Client, tables: readonly string[]): Promise<Taken> {
  const { rows: foreign } = await client.query<Taken['foreign'][number]>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and (conrelid::regclass::text = any($1) or confrelid::regclass::text = any($1))`, [tables]);
  for (const { table, name } of foreign) await client.query(`alter table ${table} drop constraint ${name}`);
  const { rows: indexes } = await client.query<Taken['indexes'][number] & { name: string; constraint: string | null }>(
    `select indexrelid::regclass::text as name, indrelid::regclass::text as table, quote_ident(c.conname) as constraint, case when c.oid is null then pg_get_indexdef(indexrelid) else format('alter table %s add constraint %I %s', indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as definition
     from pg_index left join pg_constraint c on c.conindid = indexrelid and c.conrelid = indrelid and c.contype in ('p', 'u', 'x')
     where indrelid::regclass::text = any($1)`, [tables]);
  for (const { name, table, constraint } of indexes) await client.query(constraint === null ? `drop index ${name}` : `alter table ${table} drop constraint ${constraint}`);
  return { indexes, foreign };
}

/** Does the work of each table after the other, two tables at a time: as many as a small machine has processors. The longest come first. */
async function twoAtATime(url: string, work: readonly (readonly string[])[]): Promise<void> {
  const left = [...work];
  await Promise.all([0, 1].map(async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query("set session_replication_role = 'replica'; set timezone = 'UTC'");
      for (let next = left.shift(); next !== undefined; next = left.shift()) for (const statement of next) await client.query(statement);
    } finally {
      await client.end();
    }
  }));
}

/** Everybody's keys, as lookup reads them: written within the database, since they are two thirds of all rows and follow from who somebody is. */
const PERSON_KEYS = ['begin', 'create temporary table kept on commit drop as select authority_id, contact_id, contact_person_id, kind, key, guarded from person_key', 'truncate person_key',
  'insert into person_key (authority_id, contact_id, contact_person_id, kind, key, guarded) select * from kept',
  `insert into person_key (authority_id, contact_id, contact_person_id, kind, key)
   select authority_id, contact_id, contact_person_id, kind, key from bench_person join bench_key using (someone)`,
  'commit'];

/** Copies of the five areas under other names, with everybody who works there. */
async function makePlaces(client: pg.Client, { rows }: PlaceRows, random: Chance): Promise<Area[]> {
  const made = (rows.get('authority') ?? []).map(({ id, prefix }) => ({ id: id ?? '', prefix: prefix ?? '' }));
  const areas: Area[] = [];
  for (let place = 0; place < AUTHORITIES; place += 1) {
    const like = made[place % made.length] ?? { id: '', prefix: '' };
    const first = place < made.length;
    const letters = [0, 1, 2].map((at) => 'BCDGHJKLMQRTVWXYZ'[Math.floor(place / 17 ** at) % 17]).join('');
    const area: Area = { id: first ? like.id : `area-${String(place).padStart(3, '0')}`, prefix: first ? like.prefix : letters, like: like.id, share: shareOf(place), places: new Map(), start: Math.floor(random() * HOUSEHOLDS), drawn: 0 };
    areas.push(area);
    if (first) continue;
    for (const table of OF_PLACE) for (const row of rows.get(table) ?? []) {
      const accountsHere = new Set((rows.get('membership') ?? []).flatMap((each) => (each['authority_id'] === like.id ? each['account_id'] ?? [] : [])));
      const here = table === 'authority' ? row['id'] === like.id : table === 'account' ? accountsHere.has(row['id'] ?? '') : row['authority_id'] === like.id;
      if (here && table !== 'authority' && row['id']) area.places.set(row['id'], `${hex(place, 8)}-0000-7000-8000-${hex(area.places.size, 12)}`);
    }
    for (const table of OF_PLACE) {
      const its = (rows.get(table) ?? []).filter((row) => (table === 'authority' ? row['id'] === like.id : table === 'account' ? area.places.has(row['id'] ?? '') : row['authority_id'] === like.id));
      for (const row of its) {
        const values = Object.entries(row).map(([column, value]): [string, string | null] => {
          if (value === null) return [column, null];
          if (column === 'authority_id' || (table === 'authority' && column === 'id')) return [column, area.id];
          if (table === 'authority' && column === 'prefix') return [column, area.prefix];
          if (table === 'authority' && (column === 'name' || column === 'short_name')) return [column, `Area ${place}`];
          if (column === 'email') return [column, `${area.id}.${value}`];
          return [column, area.places.get(value) ?? value];
        });
        await client.query(`insert into ${table} (${values.map(([column]) => column).join(', ')}) values (${values.map((_each, index) => `$${index + 1}`).join(', ')}) on conflict do nothing`, values.map(([, value]) => value));
      }
    }
  }
  return areas;
}

function homesOf(random: Chance): Home[] {
  const homes: Home[] = [];
  let someone = 0;
  for (const one of population(HOUSEHOLDS * 3.6, random)) {
    const home = (homes[one.household] ??= { children: [], adults: [] });
    const adult = THIS_YEAR - Number(one.dateOfBirth.slice(0, 4)) >= 18;
    const keys = indexKeys({ ...one, upn: null, details: { sex: one.sex, address: one.address, postcode: one.postcode } }).map(({ kind, key }) => `${kind}\t${key.replaceAll('\\', '\\\\')}`);
    (adult ? home.adults : home.children).push({ ...one, keys, someone: (someone += 1) });
  }
  return homes.filter(({ children, adults }) => children.length > 0 && adults.length > 0);
}

const wordOf = (one: Known, what: 'given' | 'family' | 'born' | 'nhs' | 'upn' | 'address' | 'postcode'): string => {
  switch (what) {
    case 'given': return one.givenName;
    case 'family': return one.familyName;
    case 'born': return one.dateOfBirth;
    case 'nhs': return one.nhsNumber;
    case 'upn': return '\\N';
    case 'address': return one.address;
    case 'postcode': return one.postcode;
  }
};

const REFERENCE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
function referenceOf(prefix: string, serial: number): string {
  let text = '';
  for (let left = serial, at = 0; at < 8; at += 1, left = Math.floor(left / REFERENCE.length)) text = (REFERENCE[left % REFERENCE.length] ?? '') + text;
  return `${prefix}-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** Later weeks more often. */
const weeksBack = (random: Chance) => Math.floor(WEEKS * random() ** LATER);

/** Writes contacts until there are so many. The same seed writes the same, but for the day on which the demo was made. */
export async function fill(url: string, client: pg.Client, patterns: Patterns, contacts: number, seed: number, say: (line: string) => void): Promise<void> {
  const random = chance(seed);
  const areas = await makePlaces(client, patterns.places, random);
  say(`${areas.length} areas`);
  const homes = homesOf(random);
  say(`${homes.length.toLocaleString('en-GB')} households`);
  const total = areas.reduce((sum, { share }) => sum + share, 0);
  const { rows: there } = await client.query<{ n: number }>('select count(*)::int as n from contact');
  await client.query('create unlogged table bench_person (authority_id text, contact_id uuid, contact_person_id uuid, someone int); create unlogged table bench_key (someone int, kind text, key text)');
  const loaded = [...new Set(patterns.families.flatMap(({ rows }) => rows.map(({ table }) => table)))];
  const { indexes, foreign } = await takeKeys(client, [...loaded, 'person_key']);
  const columns = new Map(patterns.columns).set('bench_person', ['authority_id', 'contact_id', 'contact_person_id', 'someone']).set('bench_key', ['someone', 'kind', 'key']);
  const streams = new Streams(url, columns);
  await streams.start([...loaded, 'bench_person', 'bench_key']);
  for (const { children, adults } of homes) for (const { someone, keys } of [...children, ...adults]) for (const key of keys) streams.add('bench_key', `${someone}\t${key}\n`);
  const days = new Map<number, string>();
  const dayText = (day: number) => days.get(day) ?? (days.set(day, new Date(day * DAY_MS).toISOString().slice(0, 10)), days.get(day) ?? '');
  let written = there[0]?.n ?? 0;
  let open = 0;
  let copy = 0;
  let serial = 500_000_000;
  const wantedOpen = Math.min(OPEN, Math.floor(contacts / 2));
  for (const wanted of [true, false]) {
    const byArea = new Map(areas.map(({ like }) => [like, patterns.families.filter((family) => family.authority === like && family.open === wanted)]));
    // Small families more often than large ones.
    const weights = new Map([...byArea].map(([like, families]) => [like, families.map(({ rows }) => 1 / rows.length ** 2)]));
    while (wanted ? open < wantedOpen : written < contacts) {
      let at = random() * total;
      const area = areas.find(({ share }) => (at -= share) < 0) ?? areas[0];
      if (area === undefined) break;
      const families = byArea.get(area.like) ?? [];
      const chances = weights.get(area.like) ?? [];
      let draw = random() * chances.reduce((sum, each) => sum + each, 0);
      const family = families.find((_each, index) => (draw -= chances[index] ?? 0) < 0) ?? families[0];
      if (family === undefined) throw new Error(`no families of ${area.like}`);
      copy += 1;
      write(family, area);
      written += family.contacts;
      if (wanted) open += family.contacts;
      if (copy % 200 === 0) await streams.breathe();
      if (copy % 50_000 === 0) say(`${written.toLocaleString('en-GB')} contacts`);
    }
  }

  function write(family: Family, area: Area): void {
    const back = family.open ? 0 : weeksBack(random) * 7;
    const head = `${hex(copy, 8)}-0001-7`;
    const tail = random16(random);
    const end = `-8${tail.slice(0, 3)}-${tail.slice(3, 15)}`;
    const id = (index: number) => `${head}${hex(index, 3)}${end}`;
    const references = Array.from({ length: family.references }, () => referenceOf(area.prefix, (serial += 1)));
    const home = homes[(area.start + (area.drawn += 1)) % homes.length] as Home;
    const next = homes[(area.start + area.drawn + 17) % homes.length] as Home;
    const used = { child: 0, adult: 0 };
    const persons = family.persons.map(({ kind }) => {
      const all = kind === 'child' ? [...home.children, ...next.children] : [...home.adults, ...next.adults];
      return all[(used[kind] += 1) % all.length] as Known;
    });
    for (const { table, pieces } of family.rows) {
      let text = '';
      for (const piece of pieces) {
        if (typeof piece === 'string') text += piece;
        else switch (piece.kind) {
          case 'id': text += id(piece.index); break;
          case 'place': text += area.places.get(piece.id) ?? piece.id; break;
          case 'authority': text += area.id; break;
          case 'reference': text += references[piece.index] ?? ''; break;
          case 'day': text += dayText(piece.day - back); break;
          case 'person': text += wordOf(persons[piece.index] as Known, piece.what); break;
        }
      }
      streams.add(table, text);
    }
    family.persons.forEach(({ rows }, index) => {
      for (const row of rows) streams.add('bench_person', `${area.id}\t${id(row.contact)}\t${id(row.id)}\t${persons[index]?.someone}\n`);
    });
  }

  await streams.end();
  say(`${written.toLocaleString('en-GB')} contacts, ${open.toLocaleString('en-GB')} of them open; ${streams.rows.toLocaleString('en-GB')} rows by COPY`);
  // What adds a key locks its table: a table's own come one after the other.
  const byTable = grouped(indexes, ({ table }) => table);
  const work = [[...PERSON_KEYS, ...(byTable.get('person_key') ?? []).map(({ definition }) => definition)]];
  for (const table of loaded) work.push((byTable.get(table) ?? []).map(({ definition }) => definition));
  await twoAtATime(url, work);
  say('keys of people written, keys and indexes made');
  await client.query('drop table bench_person, bench_key');
  for (const { table, name, definition } of foreign) await client.query(`alter table ${table} add constraint ${name} ${definition} not valid`);
  const questions = grouped(foreign, ({ table }) => table);
  await twoAtATime(url, [...questions].map(([table, its]) => its.map(({ name }) => `alter table ${table} validate constraint ${name}`)));
  say('foreign keys asked');
  await client.query('vacuum analyze');
  const { rows: all } = await client.query<{ name: string; n: number }>("select relname as name, reltuples::float as n from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by reltuples desc");
  say(`${all.reduce((sum, { n }) => sum + Math.max(0, n), 0).toLocaleString('en-GB')} rows in all; of each contact ${all.slice(0, 9).map(({ name, n }) => `${(n / written).toFixed(1)} ${name}`).join(', ')}`);
}
