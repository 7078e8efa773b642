/**
 * The policy matrix once more with nothing of the application there to ask: raw SQL as its role (issue 3 section 9;
 * ASVS 8.4.1). Every table that hangs on a contact × every person × every contact, for reading and for writing.
 * The tables come from the catalogue: one that nobody has placed below fails. What each may see is written from
 * domain 7.3 and 7.14 and the issue, not from the policies.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymousOf, closeDatabase, systemOf, type Actor } from '@/lib/platform/db';
import { makePlace, type PersonName, type Place } from './people';
import { become, CONTACTS, fillEveryTable, forge, seenBy, type ContactName } from './rows';
import { asSuperuser } from './superuser';

/** Who reads the rows of a table that hangs on a contact. */
type Readers =
  /** Whoever sees the contact. */
  | 'as the contact'
  /** Those who do, manage or audit casework. */
  | 'casework'
  /** Casework, and the one to whom it is written. */
  | 'the recipient'
  /** Some of casework, by rules of their own (tests/integration/may-open.test.ts), and nobody outside it. */
  | 'some of casework'
  /** No role at all: functions of the database ask it for one thing. */
  | 'nobody';

const TABLES: Record<string, Readers> = {
  contact: 'as the contact',
  contact_person: 'as the contact',
  queue_row: 'as the contact',
  question: 'as the contact',
  addition: 'as the contact',
  closure: 'as the contact',
  join_undone: 'casework',
  proposal: 'casework',
  claim: 'casework',
  contact_rating: 'casework',
  alarm: 'casework',
  alarm_call: 'casework',
  original: 'casework',
  machine_intake: 'casework',
  contact_event: 'casework',
  note: 'casework',
  decision: 'casework',
  duty: 'casework',
  hold: 'casework',
  hold_answer: 'casework',
  hold_end: 'casework',
  protection: 'casework',
  protection_end: 'casework',
  protection_answer: 'casework',
  referral: 'casework',
  contact_link: 'casework',
  consultation_raised: 'casework',
  information_request: 'casework',
  information_answer: 'casework',
  information_reopened: 'casework',
  information_answer_anew: 'casework',
  person_key: 'casework',
  person_link: 'casework',
  person_relation: 'casework',
  person_relation_end: 'casework',
  // Whoever opened somebody, and nobody else: tests/integration/lookup.test.ts.
  person_look: 'some of casework',
  match_decision: 'casework',
  decision_history: 'casework',
  professional_contact: 'casework',
  put_call: 'casework',
  caller_correction: 'casework',
  call_agreed: 'casework',
  agreed_step: 'casework',
  caller_link: 'casework',
  caller_reply: 'casework',
  coaching: 'casework',
  coaching_comment: 'casework',
  coaching_seen: 'casework',
  service_agreement: 'casework',
  family_openness: 'casework',
  sharing_basis: 'casework',
  checks_request: 'casework',
  checks_answer: 'casework',
  checks_taken_back: 'casework',
  outbound_fact: 'casework',
  outbound_correction: 'casework',
  duty_note: 'casework',
  duty_offer: 'casework',
  family_confirmation: 'casework',
  family_telling: 'casework',
  missing_episode: 'casework',
  safe_contact: 'casework',
  telling_agreement: 'casework',
  unborn_state: 'casework',
  unborn_end_undone: 'casework',
  not_told: 'casework',
  emergency_decision: 'casework',
  hand_over_item: 'casework',
  hand_over_acceptance: 'casework',
  letter: 'the recipient',
  draft: 'the recipient',
  agency_exclusion: 'casework',
  contact_access: 'some of casework',
  contact_acquaintance: 'some of casework',
  contact_bar: 'some of casework',
  contact_declaration: 'some of casework',
  contact_restriction: 'some of casework',
  restricted_match: 'some of casework',
  sealed_source: 'casework',
  sealed_owner: 'nobody',
  unseal: 'casework',
  unseal_answer: 'casework',
  protected_detail: 'casework',
  protected_look: 'casework',
  legal_hold: 'casework',
  retention_item: 'casework',
  // Managers alone: tests/integration/subject-access.test.ts.
  access_pack: 'some of casework',
  access_piece: 'some of casework',
};

type Name = PersonName | 'anonymous';
const CASEWORK_READERS: readonly Name[] = ['worker', 'otherWorker', 'night', 'manager', 'unqualifiedManager', 'auditor'];
const CASEWORKERS: readonly Name[] = CASEWORK_READERS.filter((name) => name !== 'auditor');

/** Whose report it is. */
const reporterOf = (contact: ContactName): PersonName => (contact === 'polices' ? 'officer' : 'teacher');

/** Who of an agency sees a contact beside its reporter: not past their wish, not where a colleague may be concerned; a MASH partner only what they were asked. */
const agencyReaders: Record<ContactName, readonly Name[]> = { teachers: ['lead'], 'past agency': [], 'about colleague': [], polices: [] };

/** Undefined where another test says who. */
function maySee(readers: Readers, name: Name, contact: ContactName): boolean | undefined {
  if (readers === 'nobody') return false;
  if (CASEWORK_READERS.includes(name)) return readers === 'some of casework' ? undefined : true;
  if (readers === 'casework' || readers === 'some of casework') return false;
  return name === reporterOf(contact) || (readers === 'as the contact' && agencyReaders[contact].includes(name));
}

/**
 * In a place of its own: the teacher's contact is about a restricted child whose guardian is the worker, and another worker
 * and the manager know the family of the police officer's.
 */
const KEPT_OUT: Record<ContactName, (name: Name) => boolean> = {
  teachers: (name) => name !== 'worker' && name !== 'teacher',
  polices: (name) => name === 'otherWorker' || name === 'manager',
  'past agency': () => false,
  'about colleague': () => false,
};

let here: Place;
let there: Place;
let closed: Place;
let contacts: Record<ContactName, string>;
let closedContacts: Record<ContactName, string>;
let hanging: string[];
let client: pg.Client;

beforeAll(async () => {
  [here, there, closed] = [await makePlace(), await makePlace(), await makePlace()];
  await asSuperuser(async (superuser) => {
    contacts = (await fillEveryTable(superuser, here)).contacts;
    await fillEveryTable(superuser, there);
    closedContacts = (await fillEveryTable(superuser, closed)).contacts;
    await superuser.query('begin');
    await become(superuser, systemOf(closed.id));
    const plant = (table: string, given: Record<string, unknown>) => forge(superuser, table, { authority_id: closed.id, ...given });
    const { worker, otherWorker, manager, teacher } = closed.people;
    const child = await plant('restricted_child', { id: randomUUID() });
    await plant('restricted_guardian', { restricted_child_id: child['id'], account_id: worker.actorId });
    await plant('contact_restriction', { contact_id: closedContacts.teachers, kind: 'restricted_child', restricted_child_id: child['id'], referrer_id: teacher.actorId });
    for (const { actorId } of [otherWorker, manager]) await plant('contact_bar', { contact_id: closedContacts.polices, account_id: actorId, ground: 'declared' });
    await superuser.query('commit');
    const { rows } = await superuser.query<{ name: string }>("select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'contact_id' union select 'contact' order by 1");
    hanging = rows.map(({ name }) => name);
  });
  client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await closeDatabase();
});

const everybody = (place: Place): [Name, Actor][] => [...(Object.entries(place.people) as [PersonName, Actor][]), ['anonymous', anonymousOf(place.id)]];
const columnOf = (table: string) => (table === 'contact' ? 'id' : 'contact_id');

/** A draft hangs on a contact only where it is a decision's. */
const asked = () => hanging.filter((table) => table !== 'draft');

test('every table that hangs on a contact has its place in the matrix', () => {
  expect(hanging).toEqual(Object.keys(TABLES).sort());
});

let cells = 0;

describe('reading', () => {
  test('whoever may see a row sees it, and nobody else', async () => {
    const wrong: string[] = [];
    for (const [name, actor] of everybody(here))
      for (const table of asked()) {
        const rows = await seenBy(client, actor, async () => (await client.query<{ id: string }>(`select distinct ${columnOf(table)} as id from ${table}`)).rows.map(({ id }) => id));
        for (const contact of CONTACTS) {
          cells += 1;
          const may = maySee(TABLES[table] ?? 'casework', name, contact);
          if (may !== undefined && rows.includes(contacts[contact]) !== may) wrong.push(`${name} ${may ? 'does not see' : 'sees'} ${table} of ${contact}`);
        }
      }
    expect(wrong).toEqual([]);
  });

  test('nobody of another authority sees a row of this one', async () => {
    const wrong: string[] = [];
    for (const [name, actor] of everybody(there))
      for (const table of asked()) {
        const rows = await seenBy(client, actor, async () => (await client.query<{ id: string }>(`select distinct ${columnOf(table)} as id from ${table}`)).rows.map(({ id }) => id));
        for (const contact of CONTACTS) {
          cells += 1;
          if (rows.includes(contacts[contact])) wrong.push(`${name} sees ${table} of ${contact}`);
        }
      }
    expect(wrong).toEqual([]);
  });
});

describe('what is closed', () => {
  test('is there for nobody who is kept out, and for everybody else as before', async () => {
    const wrong: string[] = [];
    for (const [name, actor] of everybody(closed))
      for (const table of asked()) {
        const rows = await seenBy(client, actor, async () => (await client.query<{ id: string }>(`select distinct ${columnOf(table)} as id from ${table}`)).rows.map(({ id }) => id));
        for (const contact of CONTACTS) {
          cells += 1;
          const may = KEPT_OUT[contact](name) ? false : maySee(TABLES[table] ?? 'casework', name, contact);
          if (may !== undefined && rows.includes(closedContacts[contact]) !== may) wrong.push(`${name} ${may ? 'does not see' : 'sees'} ${table} of ${contact}`);
        }
      }
    expect(wrong).toEqual([]);
  });

  test('is written on by nobody who is kept out', async () => {
    const wrong: string[] = [];
    for (const [name, actor] of everybody(closed))
      for (const contact of CONTACTS.filter((each) => KEPT_OUT[each](name)))
        for (const table of asked()) {
          cells += 1;
          const come = [
            await seenBy(client, actor, async () => outcome(client.query(`update ${table} set authority_id = authority_id where ${columnOf(table)} = $1`, [closedContacts[contact]]))),
            table === 'contact' ? 'refused' : await seenBy(client, actor, async () => outcome(forge(client, table, { authority_id: closed.id, contact_id: closedContacts[contact] }).then(() => ({ rowCount: 1 }) as pg.QueryResult))),
          ];
          if (come.some((came) => came !== 'refused' && came !== 'nothing')) wrong.push(`${name} writes ${table} of ${contact}: ${come.join(', ')}`);
        }
    expect(wrong).toEqual([]);
  });
});

/** Refused by privilege or policy, or nothing was there to change. */
const outcome = (done: Promise<pg.QueryResult>) =>
  done.then(
    ({ rowCount }) => (rowCount === 0 ? 'nothing' : 'written'),
    (error: unknown) => (error instanceof Error && 'code' in error && error.code === '42501' ? 'refused' : 'other'),
  );

describe('writing', () => {
  test('who does no casework here changes, removes and adds nothing that hangs on a contact', async () => {
    const wrong: string[] = [];
    for (const place of [here, there])
      for (const [name, actor] of everybody(place)) {
        if (place === here && CASEWORKERS.includes(name)) continue;
        for (const table of asked())
          for (const contact of ['teachers', 'polices'] as const) {
            const id = contacts[contact];
            const attempts = {
              changes: () => client.query(`update ${table} set authority_id = authority_id where authority_id = $1 and ${columnOf(table)} = $2`, [here.id, id]),
              removes: () => client.query(`delete from ${table} where authority_id = $1 and ${columnOf(table)} = $2`, [here.id, id]),
              adds: () => forge(client, table, { authority_id: here.id, [columnOf(table)]: table === 'contact' ? randomUUID() : id }).then(() => ({ rowCount: 1 }) as pg.QueryResult),
            };
            for (const [what, attempt] of Object.entries(attempts)) {
              cells += 1;
              const came = await seenBy(client, actor, async () => outcome(attempt()));
              if (came !== 'refused' && came !== 'nothing') wrong.push(`${name} of ${place === here ? 'here' : 'elsewhere'} ${what} ${table} of ${contact}: ${came}`);
            }
          }
      }
    expect(wrong).toEqual([]);
  });
});

test('the matrix is as large as it claims to be', () => {
  expect(cells).toBeGreaterThanOrEqual(2_000);
});
