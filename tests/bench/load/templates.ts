/**
 * Families whose contacts the product's own verbs made (the demo's year and its morning), read as patterns that can be written again
 * under other names, in other places and at other times. What a contact is made of is asked of the catalogue and not of a list.
 */
import type pg from 'pg';
import { grouped } from '../grouped';

/** A part of a row's text that differs from family to family. */
export type Slot =
  /** An id that each copy has of its own. */
  | { kind: 'id'; index: number }
  /** Somebody or something of the place: accounts, agencies, professionals. */
  | { kind: 'place'; id: string }
  | { kind: 'authority' }
  | { kind: 'reference'; index: number }
  | { kind: 'person'; index: number; what: 'given' | 'family' | 'born' | 'nhs' | 'upn' | 'address' | 'postcode' }
  /** A day, moved by the copy's weeks. */
  | { kind: 'day'; day: number };

export type Piece = string | Slot;

export interface PatternRow {
  table: string;
  pieces: readonly Piece[];
}

export interface PatternPerson {
  kind: 'child' | 'adult';
  /** Each time somebody of a contact is this person: the slots of the row's id and of its contact's. */
  rows: { id: number; contact: number }[];
}

export interface Family {
  authority: string;
  rows: readonly PatternRow[];
  ids: number;
  references: number;
  persons: readonly PatternPerson[];
  contacts: number;
  /** Somebody still works on one of them. */
  open: boolean;
}

/** Rows of a place that its contacts name, as they stand. */
export interface PlaceRows {
  /** Rows by table: values by column, as text. */
  rows: ReadonlyMap<string, readonly Record<string, string | null>[]>;
}

export interface Patterns {
  families: readonly Family[];
  places: PlaceRows;
  columns: ReadonlyMap<string, readonly string[]>;
}

/** What belongs to a place and not to one of its contacts, in the order in which it is written. */
export const OF_PLACE = ['authority', 'agency', 'account', 'membership', 'professional', 'professional_word'] as const;
/** Families with any of these are no patterns: what is sealed opens in its own row alone, what a token opens has one, and what is closed is a matter of its own. */
const NEVER = ['sealed_source', 'sealed_owner', 'protected_detail', 'original', 'contact_restriction', 'restricted_match', 'machine_intake', 'unseal', 'access_pack', 'legal_hold', 'retention_item', 'put_call'];
/** Not copied: what is written anew from the names, what is unfinished, what opens by a token of its own, and what hangs on something of the place that is not. */
const LEFT_OUT = ['person_key', 'caller_link', 'draft', 'draft_conflict', 'hand_over_item', 'hand_over_acceptance', 'person_look', 'people_search', 'ledger_entry', 'ledger_head'];

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** The product's own ids: nobody's. */
const OWN = /^00000000-0000-0000-0000-00000000000\d$/;
const DAY_MS = 86_400_000;

type Row = Record<string, string | null>;
interface Owned {
  table: string;
  row: Row;
}

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A value as COPY reads it. */
const escaped = (value: string | null) => (value === null ? '\\N' : value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r'));

async function readAll(client: pg.Client) {
  const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by c.relname, a.attnum`);
  const byTable = grouped(columns, ({ table }) => table);
  const rows = new Map<string, Row[]>();
  for (const [table, its] of byTable) rows.set(table, (await client.query<Row>(`select ${its.map(({ column }) => `${column}::text`).join(', ')} from ${table} order by 1, 2`)).rows);
  const { rows: links } = await client.query<{ table: string; column: string; parent: string }>(`
    select conrelid::regclass::text as table, a.attname as column, confrelid::regclass::text as parent from pg_constraint
    join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[array_length(conkey, 1)] where contype = 'f' and connamespace = 'public'::regnamespace`);
  return { byTable, rows, links };
}

/** Which contact each row hangs on: by its own column, or by what it points to. */
function ownersOf({ byTable, rows, links }: Awaited<ReturnType<typeof readAll>>) {
  const owner = new Map<string, string>();
  const owned = new Map<string, Owned[]>();
  const give = (contact: string, table: string, row: Row) => {
    (owned.get(contact) ?? owned.set(contact, []).get(contact))?.push({ table, row });
    if (row['id'] !== null && row['id'] !== undefined) owner.set(`${table} ${row['id']}`, contact);
  };
  const has = (table: string, column: string) => byTable.get(table)?.some((each) => each.column === column) === true;
  const taken = new Set<string>([...OF_PLACE, ...LEFT_OUT]);
  for (const row of rows.get('contact') ?? []) give(row['id'] ?? '', 'contact', row);
  taken.add('contact');
  for (const table of byTable.keys()) {
    if (taken.has(table) || !has(table, 'contact_id')) continue;
    taken.add(table);
    for (const row of rows.get(table) ?? []) if (row['contact_id'] !== null) give(row['contact_id'] ?? '', table, row);
  }
  // A person of the register hangs on the first contact that names them.
  for (const link of rows.get('person_link') ?? []) if (!owner.has(`person ${link['person_id']}`)) {
    const person = rows.get('person')?.find(({ id }) => id === link['person_id']);
    if (person !== undefined) give(link['contact_id'] ?? '', 'person', person);
  }
  taken.add('person');
  for (let before = -1; before !== taken.size; ) {
    before = taken.size;
    for (const { table, column, parent } of links) {
      if (taken.has(table) || !taken.has(parent) || (OF_PLACE as readonly string[]).includes(parent) || LEFT_OUT.includes(parent)) continue;
      taken.add(table);
      for (const row of rows.get(table) ?? []) {
        const contact = owner.get(`${parent} ${row[column]}`);
        if (contact !== undefined) give(contact, table, row);
      }
    }
  }
  return owned;
}

/** Contacts that name each other's people, or each other, are one family. */
function familiesOf(owned: ReadonlyMap<string, Owned[]>): Owned[][] {
  const ofId = new Map<string, string>();
  for (const [contact, its] of owned) for (const { row } of its) if (typeof row['id'] === 'string') ofId.set(row['id'], contact);
  const root = new Map([...owned.keys()].map((contact) => [contact, contact]));
  const top = (contact: string): string => {
    const up = root.get(contact) ?? contact;
    return up === contact ? contact : top(up);
  };
  for (const [contact, its] of owned) for (const { row } of its) for (const value of Object.values(row)) for (const id of value?.match(UUID) ?? []) {
    const other = ofId.get(id);
    if (other !== undefined) root.set(top(other), top(contact));
  }
  return [...grouped(owned, ([contact]) => top(contact)).values()].map((group) => group.flatMap(([, its]) => its));
}

/** A family's rows with everything that differs cut out of them. */
function patternOf(rows: readonly Owned[], placeIds: ReadonlySet<string>, types: ReadonlyMap<string, ReadonlyMap<string, string>>): Family {
  const authority = rows[0]?.row['authority_id'] ?? '';
  const ids = new Map<string, number>();
  const idSlot = (id: string) => ids.get(id) ?? (ids.set(id, ids.size), ids.size - 1);
  const references = new Map<string, number>();
  const known = new Map<string, number>();
  const persons: PatternPerson[] = [];
  const words = new Map<string, Slot>();
  const word = (text: string | null | undefined, slot: Slot) => {
    if (text !== null && text !== undefined && text.length > 1 && !words.has(text)) words.set(text, slot);
  };
  for (const { table, row } of rows) {
    if (table === 'contact') {
      references.set(row['reference'] ?? '', references.size);
      word(row['reference'], { kind: 'reference', index: references.size - 1 });
    }
    if (table !== 'contact_person') continue;
    const born = row['date_of_birth'] ?? null;
    const name = `${row['given_name']} ${row['family_name']} ${born}`;
    const index = known.get(name) ?? persons.push({ kind: row['kind'] === 'child' ? 'child' : 'adult', rows: [] }) - 1;
    known.set(name, index);
    persons[index]?.rows.push({ id: idSlot(row['id'] ?? ''), contact: idSlot(row['contact_id'] ?? '') });
    const details = JSON.parse(row['details'] ?? '{}') as Record<string, unknown>;
    word(row['given_name'], { kind: 'person', index, what: 'given' });
    word(row['family_name'], { kind: 'person', index, what: 'family' });
    word(born, { kind: 'person', index, what: 'born' });
    word(row['nhs_number'], { kind: 'person', index, what: 'nhs' });
    word(row['upn'], { kind: 'person', index, what: 'upn' });
    const text = (of: string) => (typeof details[of] === 'string' && details[of] !== '' ? details[of] : null);
    word(text('address'), { kind: 'person', index, what: 'address' });
    word(text('postcode'), { kind: 'person', index, what: 'postcode' });
  }
  const cut = new RegExp(`${UUID.source}|${[...words.keys()].toSorted((a, b) => b.length - a.length).map((text) => (/^\w.*\w$/s.test(text) ? `\\b${quoted(escaped(text))}\\b` : quoted(escaped(text)))).join('|')}`, 'g');
  const inText = (text: string): Piece[] => {
    const pieces: Piece[] = [];
    let from = 0;
    for (const found of text.matchAll(cut)) {
      const [token] = found;
      const slot: Slot | null = words.get(token) ?? (OWN.test(token) ? null : placeIds.has(token) ? { kind: 'place', id: token } : { kind: 'id', index: idSlot(token) });
      if (slot === null) continue;
      pieces.push(text.slice(from, found.index), slot);
      from = found.index + token.length;
    }
    return [...pieces, text.slice(from)];
  };
  const patterned = rows.map(({ table, row }): PatternRow => {
    const pieces: Piece[] = [];
    for (const [column, value] of Object.entries(row)) {
      if (pieces.length > 0) pieces.push('\t');
      const type = types.get(table)?.get(column) ?? '';
      if (column === 'authority_id') pieces.push({ kind: 'authority' });
      else if (value !== null && (type === 'timestamp with time zone' || (type === 'date' && column !== 'date_of_birth')) && /^\d{4}-/.test(value)) pieces.push({ kind: 'day', day: Date.parse(value.slice(0, 10)) / DAY_MS }, value.slice(10));
      else pieces.push(...inText(escaped(value)));
    }
    return { table, pieces: joined([...pieces, '\n']) };
  });
  return { authority, rows: patterned, ids: ids.size, references: references.size, persons, contacts: references.size, open: rows.some(({ table }) => table === 'queue_row') };
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') result[result.length - 1] = last + piece;
    else if (piece !== '') result.push(piece);
  }
  return result;
}

/** Reads the patterns of a demo that was just made. */
export async function readPatterns(client: pg.Client): Promise<Patterns> {
  await client.query("set timezone = 'UTC'");
  const all = await readAll(client);
  const columns = new Map([...all.byTable].map(([table, its]) => [table, its.map(({ column }) => column)]));
  const types = new Map([...all.byTable].map(([table, its]) => [table, new Map(its.map(({ column, type }) => [column, type]))]));
  const places = new Map(OF_PLACE.map((table) => [table as string, all.rows.get(table) ?? []]));
  const placeIds = new Set([...places.values()].flatMap((rows) => rows.flatMap(({ id }) => id ?? [])));
  const families = familiesOf(ownersOf(all)).filter((rows) => !rows.some(({ table }) => NEVER.includes(table))).map((rows) => patternOf(rows, placeIds, types));
  return { families, places: { rows: places }, columns };
}
