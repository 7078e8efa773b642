/** Fills a database with a nation's contacts: families that the product made, written again and again by streaming COPY. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { indexKeys } from '@/lib/people/identity';
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
  /** Its keys, ready but for whose they are. */
  keys: readonly string[];
}

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
const random16 = (random: Chance) => hex(Math.floor(random() * 2 ** 32), 8) + hex(Math.floor(random() * 2 ** 32), 8);

/** One stream of COPY for each table, each on a connection of its own. */
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
      // Checks, keys and unique keys hold as ever; foreign keys are asked afterwards, all at once.
      await client.query("set session_replication_role = 'replica'; set timezone = 'UTC'; set synchronous_commit = off");
      const stream = client.query(copyFrom(`copy ${table} (${this.columns.get(table)?.join(', ')}) from stdin`));
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
      await client.end();
    }));
  }
}

/** Keys and indexes that no foreign key leans on: a row at a time they cost more than the rows, so they are made again, and asked again, when the tables are full. @returns what makes them again, the longest first. */
async function dropIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; table: string; constraint: string | null; definition: string }>(
    `select indexrelid::regclass::text as name, indrelid::regclass::text as table, c.conname as constraint, case when c.oid is null then pg_get_indexdef(indexrelid) else format('alter table %s add constraint %I %s', indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as definition
     from pg_index left join pg_constraint c on c.conindid = indexrelid and c.conrelid = indrelid and c.contype in ('p', 'u', 'x')
     where indrelid::regclass::text = any($1) and not exists (select 1 from pg_constraint f where f.contype = 'f' and f.conindid = indexrelid)`, [tables]);
  for (const { name, table, constraint } of rows) await client.query(constraint === null ? `drop index ${name}` : `alter table ${table} drop constraint ${constraint}`);
  return rows.toSorted((a, b) => Number(b.table === 'person_key') - Number(a.table === 'person_key')).map(({ definition }) => definition);
}

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
  for (const one of population(HOUSEHOLDS * 3.6, random)) {
    const home = (homes[one.household] ??= { children: [], adults: [] });
    const adult = THIS_YEAR - Number(one.dateOfBirth.slice(0, 4)) >= 18;
    const keys = indexKeys({ ...one, upn: null, details: { sex: one.sex, address: one.address, postcode: one.postcode } }).map(({ kind, key }) => `${kind}\t${key.replaceAll('\\', '\\\\')}`);
    (adult ? home.adults : home.children).push({ ...one, keys });
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

/** Writes contacts until there are so many. The same seed writes the same, but for the day on which the demo was made. @returns rows written by COPY. */
export async function fill(url: string, client: pg.Client, patterns: Patterns, contacts: number, seed: number, say: (line: string) => void): Promise<number> {
  const random = chance(seed);
  const areas = await makePlaces(client, patterns.places, random);
  say(`${areas.length} areas`);
  const homes = homesOf(random);
  say(`${homes.length.toLocaleString('en-GB')} households`);
  const total = areas.reduce((sum, { share }) => sum + share, 0);
  const tables = [...new Set(patterns.families.flatMap(({ rows }) => rows.map(({ table }) => table))), 'person_key'];
  const definitions = await dropIndexes(client, tables);
  const columns = new Map(patterns.columns).set('person_key', ['authority_id', 'contact_id', 'contact_person_id', 'kind', 'key']);
  const streams = new Streams(url, columns);
  await streams.start(tables);
  const days = new Map<number, string>();
  const dayText = (day: number) => days.get(day) ?? (days.set(day, new Date(day * DAY_MS).toISOString().slice(0, 10)), days.get(day) ?? '');
  const { rows: there } = await client.query<{ n: number }>('select count(*)::int as n from contact');
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
      for (const row of rows) for (const key of persons[index]?.keys ?? []) streams.add('person_key', `${area.id}\t${id(row.contact)}\t${id(row.id)}\t${key}\n`);
    });
  }

  await streams.end();
  say(`${written.toLocaleString('en-GB')} contacts, ${open.toLocaleString('en-GB')} of them open; ${streams.rows.toLocaleString('en-GB')} rows`);
  // Two at a time: as many as a small machine has processors. What adds a key locks its table, so that a table's own wait for each other.
  const left = [...definitions];
  await Promise.all([0, 1].map(async () => {
    const builder = new pg.Client({ connectionString: url });
    await builder.connect();
    for (let next = left.shift(); next !== undefined; next = left.shift()) await builder.query(next);
    await builder.end();
  }));
  say('indexes made');
  await client.query('vacuum analyze');
  return streams.rows;
}

/** Foreign keys that a loaded row breaks: COPY did not ask them. @returns their names. */
export async function brokenKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; question: string }>(`
    select conname as name, format('select 1 from %s c where %s and not exists (select 1 from %s p where %s) limit 1', conrelid::regclass,
      (select string_agg(format('c.%I is not null', a.attname), ' and ') from unnest(conkey) k join pg_attribute a on a.attrelid = conrelid and a.attnum = k),
      confrelid::regclass,
      (select string_agg(format('p.%I = c.%I', p.attname, c.attname), ' and ') from unnest(conkey, confkey) as pair(mine, theirs) join pg_attribute c on c.attrelid = conrelid and c.attnum = mine join pg_attribute p on p.attrelid = confrelid and p.attnum = theirs)
    ) as question from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
  const broken: string[] = [];
  for (const { name, question } of rows) if ((await client.query(question)).rows.length > 0) broken.push(name);
  return broken;
}
