/**
 * An authority with many people under row-level security, loaded past the product by COPY: invented households, one contact
 * each, with the keys that the product itself makes of them (lib/people/identity.ts).
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { indexKeys } from '@/lib/people/identity';
import { checkNhsNumber } from '@/lib/people/model';
import { chance, population, type Someone } from '../people/population';

export const AUTHORITY = 'bench';
/** Who looks: kept out of some contacts, as people are in life. */
export const WORKER = '00000000-0000-4000-8000-000000000001';

/** Every household's contact, by its place in the population. */
export interface Loaded {
  people: Someone[];
  /** The reference of each household's contact. */
  references: string[];
}

const THIS_YEAR = 2026;
const GROWN_UP = 18;
/** Shares of contacts that the worker is kept out of, and that are closed to all but guardians. */
const BARRED = 1 / 1_000;
const CLOSED = 1 / 500;
/** NHS numbers are known of so many. */
const NUMBERED = 0.4;

function* nhsNumbers(): Generator<string> {
  for (let nine = 999_000_000; nine <= 999_999_999; nine += 1) for (let check = 0; check < 10; check += 1) if (checkNhsNumber(`${nine}${check}`) === 'good') yield `${nine}${check}`;
}

const escaped = (value: string | null) => (value === null ? '\\N' : value.replaceAll('\\', '\\\\').replaceAll('\t', ' ').replaceAll('\n', '\\n'));

class Table {
  private readonly stream;
  private waiting: string[] = [];
  constructor(
    readonly path: string,
    readonly name: string,
    readonly columns: readonly string[],
  ) {
    this.stream = createWriteStream(path);
  }

  async add(values: readonly (string | null)[]): Promise<void> {
    this.waiting.push(values.map(escaped).join('\t'));
    if (this.waiting.length < 20_000) return;
    await this.flush();
  }

  private async flush(): Promise<void> {
    const text = this.waiting.length === 0 ? '' : `${this.waiting.join('\n')}\n`;
    this.waiting = [];
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }

  async copy(client: pg.Client): Promise<void> {
    await this.flush();
    this.stream.end();
    await once(this.stream, 'finish');
    chmodSync(this.path, 0o644);
    await client.query(`copy ${this.name} (${this.columns.join(', ')}) from '${this.path}'`);
    rmSync(this.path);
  }
}

const CONTACT = ['authority_id', 'id', 'reference', 'key', 'payload_hash', 'received_at', 'channel', 'source_code', 'agency_name', 'agency_kind', 'referrer_name', 'referrer_role', 'referrer_phone', 'referrer_email', 'referrer_class', 'past_agency', 'about_colleague', 'immediate', 'summary', 'report', 'schema_version', 'due_24h_at'] as const;
const PERSON = ['authority_id', 'id', 'contact_id', 'ordinal', 'kind', 'given_name', 'family_name', 'date_of_birth', 'unborn', 'nhs_number', 'details'] as const;
const KEY = ['authority_id', 'contact_id', 'contact_person_id', 'kind', 'key'] as const;

/** Keys and foreign keys of the largest table are made again when it is full: a row at a time they take hours. */
async function withoutKeys(client: pg.Client, table: string, load: () => Promise<void>): Promise<void> {
  const { rows: constraints } = await client.query<{ name: string; definition: string; kind: string }>('select conname as name, pg_get_constraintdef(oid) as definition, contype as kind from pg_constraint where conrelid = $1::regclass and contype in (\'p\', \'f\')', [table]);
  const { rows: indexes } = await client.query<{ name: string; definition: string }>('select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = $1::regclass and not indisprimary', [table]);
  for (const { name } of constraints) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await load();
  await client.query("set maintenance_work_mem = '1GB'");
  for (const { name, definition, kind } of constraints) await client.query(`alter table ${table} add constraint ${name} ${definition}${kind === 'f' ? ' not valid' : ''}`);
  for (const { definition } of indexes) await client.query(definition);
}

/** @param size people in all, about. */
export async function load(client: pg.Client, size: number, seed: number): Promise<Loaded> {
  const random = chance(seed);
  const people = population(size, random);
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-bench-'));
  chmodSync(folder, 0o755);
  const table = (name: string, columns: readonly string[]) => new Table(join(folder, `${name}.tsv`), name, columns);
  const [contacts, persons, keys] = [table('contact', CONTACT), table('contact_person', PERSON), table('person_key', KEY)];
  const numbers = nhsNumbers();
  const references: string[] = [];
  const ids: string[] = [];
  const ordinals = new Map<number, number>();
  for (const one of people) {
    const next = random() < NUMBERED ? numbers.next() : null;
    one.nhsNumber = next?.done === false ? next.value : '';
    let contactId = ids[one.household];
    if (contactId === undefined) {
      contactId = randomUUID();
      ids[one.household] = contactId;
      const marks = one.household.toString(36).toUpperCase().padStart(8, '0');
      references[one.household] = `BEN-${marks.slice(0, 4)}-${marks.slice(4)}`;
      const receivedAt = new Date(Date.UTC(2016, 0, 1) + Math.floor(random() * 3_600) * 86_400_000).toISOString();
      await contacts.add([AUTHORITY, contactId, references[one.household] ?? '', randomUUID(), '\\\\x00'.slice(1), receivedAt, 'phone', '2B', 'A school', 'school', 'Somebody', 'Teacher', '', '', 'professional', 'f', 'f', 'f', 'x', '{}', '1', receivedAt]);
    }
    const ordinal = (ordinals.get(one.household) ?? 0) + 1;
    ordinals.set(one.household, ordinal);
    const id = randomUUID();
    const adult = THIS_YEAR - Number(one.dateOfBirth.slice(0, 4)) >= GROWN_UP;
    const details = adult ? { livesWithChild: 'yes', address: `${one.address}, ${one.postcode}` } : { sex: one.sex, address: one.address, postcode: one.postcode };
    const nhsNumber = one.nhsNumber === '' ? null : one.nhsNumber;
    await persons.add([AUTHORITY, id, contactId, String(ordinal), adult ? 'adult' : 'child', one.givenName, one.familyName, one.dateOfBirth, 'f', nhsNumber, JSON.stringify(details)]);
    for (const { kind, key } of indexKeys({ givenName: one.givenName, familyName: one.familyName, dateOfBirth: one.dateOfBirth, nhsNumber, upn: null, details })) await keys.add([AUTHORITY, contactId, id, kind, key]);
  }
  await client.query("set session_replication_role = 'replica'");
  await contacts.copy(client);
  await persons.copy(client);
  await withoutKeys(client, 'person_key', async () => keys.copy(client));
  await client.query(`insert into contact_bar (authority_id, id, contact_id, account_id, ground, at, by) select authority_id, gen_random_uuid(), id, $1, 'declared', now(), $1 from contact where hashtext(id::text) % ${Math.round(1 / BARRED)} = 0`, [WORKER]);
  await client.query(`insert into contact_restriction (authority_id, id, contact_id, kind, restricted_child_id, ground, at, by) select authority_id, gen_random_uuid(), id, 'restricted_child', gen_random_uuid(), 'nhs_number', now(), $1 from contact where hashtext(id::text) % ${Math.round(1 / CLOSED)} = 1`, [WORKER]);
  // The marks that the triggers left out here would have set.
  await client.query('update person_key set guarded = true where contact_id in (select contact_id from contact_bar union select contact_id from contact_restriction)');
  await client.query('reset session_replication_role');
  await client.query('vacuum analyze');
  rmSync(folder, { recursive: true });
  return { people, references };
}
