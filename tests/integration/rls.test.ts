/**
 * Who sees which rows when the application is not there to ask: raw SQL as its role, table by table
 * (issue 2 section 1: row-level security separates authorities and, for partners, agency and own contact;
 * ASVS 8.4.1). The expectations are written from section 2 of the issue and domain 7.3, not from the policies.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymousOf, closeDatabase, type Actor } from '@/lib/platform/db';
import { makePlace, type PersonName, type Place } from './people';
import { CONTACTS, fillEveryTable, forge, seenBy, tenantTables, type ContactName } from './rows';
import { asSuperuser } from './superuser';

let here: Place;
let there: Place;
let contacts: Record<ContactName, string>;
let tables: string[];
/** One connection as the application's role: the actor is set anew for each question. */
let client: pg.Client;

beforeAll(async () => {
  [here, there] = [await makePlace(), await makePlace()];
  await asSuperuser(async (superuser) => {
    tables = await tenantTables(superuser);
    const filled = await fillEveryTable(superuser, here);
    await fillEveryTable(superuser, there);
    contacts = filled.contacts;
    expect([...filled.tables].sort()).toEqual(tables);
  });
  client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await closeDatabase();
});

/** Rows of an authority that an actor sees in a table. */
async function seen(actor: Actor, table: string, authorityId: string): Promise<number> {
  const of = { authority: 'id = $1', account: 'exists (select 1 from membership m where m.account_id = account.id and m.authority_id = $1)' }[table] ?? 'authority_id = $1';
  return seenBy(client, actor, async () => Number((await client.query<{ count: string }>(`select count(*) from ${table} where ${of}`, [authorityId])).rows[0]?.count));
}

const everybody = (): [PersonName | 'anonymous', Actor][] => [...(Object.entries(there.people) as [PersonName, Actor][]), ['anonymous', anonymousOf(there.id)]];

test('nobody of another authority sees one row of this one, in any table', async () => {
  for (const [name, actor] of everybody()) for (const table of tables) expect(await seen(actor, table, here.id), `${name} reads ${table}`).toBe(0);
});

test('nobody of another authority changes, deletes or adds a row of this one', async () => {
  for (const [name, actor] of everybody()) {
    for (const table of tables.filter((one) => !['authority', 'account'].includes(one))) {
      const attempt = async (sql: string) =>
        seenBy(client, actor, async () =>
          client.query(sql, [here.id]).then(
            (done) => done.rowCount,
            (error: { code?: string }) => (error.code === '42501' ? 'refused' : error),
          ),
        );
      expect([0, 'refused'], `${name} updates ${table}`).toContain(await attempt(`update ${table} set authority_id = authority_id where authority_id = $1`));
      expect([0, 'refused'], `${name} deletes from ${table}`).toContain(await attempt(`delete from ${table} where authority_id = $1`));
    }
  }
});

test('a row cannot be added to, or moved into, another authority', async () => {
  const { manager, administrator, teacher } = there.people;
  const insert = (actor: Actor, table: string, given: Record<string, unknown>) => seenBy(client, actor, async () => forge(client, table, { authority_id: here.id, ...given }));
  for (const table of ['note', 'claim', 'decision', 'duty', 'question', 'addition', 'proposal', 'contact_event', 'contact_person', 'letter', 'closure']) await expect(insert(manager, table, { contact_id: contacts.teachers }).catch(refusal), table).resolves.toBe('refused');
  for (const table of ['contact', 'message', 'decision_child']) await expect(insert(manager, table, {}).catch(refusal), table).resolves.toBe('refused');
  await expect(insert(administrator, 'membership', { role: 'manager' }).catch(refusal)).resolves.toBe('refused');
  await expect(insert(teacher, 'draft', { owner_id: teacher.actorId }).catch(refusal)).resolves.toBe('refused');
  for (const [actor, table] of [[manager, 'claim'], [manager, 'queue_row'], [administrator, 'membership']] as const)
    await expect(seenBy(client, actor, async () => client.query(`update ${table} set authority_id = $1`, [here.id])).catch(refusal), table).resolves.toBe('refused');
});

/** A refusal by privilege or policy; anything else is passed on. */
function refusal(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === '42501') return 'refused';
  throw error;
}

/** Tables that hold what staff think and do: no partner sees any of it. */
const CASEWORK = ['not_same_child', 'proposal', 'claim', 'contact_event', 'note', 'decision', 'decision_child', 'countersign', 'duty', 'duty_discharge', 'not_told', 'message', 'emergency_decision', 'hand_over', 'hand_over_item', 'hand_over_acceptance', 'service_agreement', 'family_openness', 'sharing_basis', 'checks_request', 'checks_answer', 'checks_taken_back', 'outbound_fact', 'outbound_correction', 'information_reopened', 'information_answer_anew'];
/** Tables that follow the contact. */
const FOLLOWING = ['contact', 'contact_person', 'queue_row', 'closure', 'question', 'addition'];

const SEES: Record<PersonName | 'anonymous', readonly ContactName[]> = {
  teacher: ['teachers', 'past agency', 'about colleague'],
  otherTeacher: [],
  // Not what went past the agency, and not what may concern a colleague (domain 7.3).
  lead: ['teachers'],
  officer: ['polices'],
  // What others of their agency reported only by an enquiry, an invitation or a desk of theirs: there is none yet.
  desk: [],
  worker: CONTACTS,
  otherWorker: CONTACTS,
  night: CONTACTS,
  manager: CONTACTS,
  unqualifiedManager: CONTACTS,
  auditor: CONTACTS,
  administrator: [],
  serviceAdministrator: [],
  anonymous: [],
};
const STAFF: readonly string[] = ['worker', 'otherWorker', 'night', 'manager', 'unqualifiedManager', 'auditor'];

describe('inside the authority', () => {
  const actorOf = (name: PersonName | 'anonymous'): Actor => (name === 'anonymous' ? anonymousOf(here.id) : here.people[name]);

  test.each(Object.keys(SEES) as (keyof typeof SEES)[])('%s sees their contacts and what follows them, no others', async (name) => {
    const wanted = SEES[name].map((contact) => contacts[contact]).sort();
    for (const table of FOLLOWING) {
      const column = table === 'contact' ? 'id' : 'contact_id';
      const ids = await seenBy(client, actorOf(name), async () => (await client.query<{ id: string }>(`select ${column} as id from ${table} order by 1`)).rows.map((row) => row.id));
      expect(ids, table).toEqual(wanted);
    }
  });

  test.each(Object.keys(SEES) as (keyof typeof SEES)[])('%s and casework', async (name) => {
    for (const table of CASEWORK) expect(await seen(actorOf(name), table, here.id), table).toBe(STAFF.includes(name) ? 4 : 0);
  });

  test('letters are for staff and for whom they are written to, not for the rest of an agency', async () => {
    const wanted: Partial<Record<PersonName | 'anonymous', number>> = { teacher: 3, officer: 1 };
    for (const name of Object.keys(SEES) as (keyof typeof SEES)[]) for (const table of ['letter', 'letter_event']) expect(await seen(actorOf(name), table, here.id), `${name} reads ${table}`).toBe(wanted[name] ?? (STAFF.includes(name) ? 4 : 0));
  });

  test('a draft is its author’s, whoever asks', async () => {
    const wanted: Partial<Record<PersonName | 'anonymous', number>> = { teacher: 3, officer: 1 };
    for (const name of Object.keys(SEES) as (keyof typeof SEES)[]) for (const table of ['draft', 'draft_conflict']) expect(await seen(actorOf(name), table, here.id), `${name} reads ${table}`).toBe(wanted[name] ?? 0);
  });

  test('an unsent report is its author’s, their lead’s once told and not kept out, the managers’ once told', async () => {
    const wanted: Partial<Record<PersonName | 'anonymous', number>> = { teacher: 3, officer: 1, lead: 1, manager: 3, unqualifiedManager: 3, night: 3 };
    for (const name of Object.keys(SEES) as (keyof typeof SEES)[]) expect(await seen(actorOf(name), 'unsent_report', here.id), `${name} reads unsent_report`).toBe(wanted[name] ?? 0);
    const calls: Partial<Record<PersonName | 'anonymous', number>> = { manager: 3, unqualifiedManager: 3, night: 3 };
    for (const name of Object.keys(SEES) as (keyof typeof SEES)[]) expect(await seen(actorOf(name), 'unsent_call', here.id), `${name} reads unsent_call`).toBe(calls[name] ?? 0);
  });

  test('nobody writes what is known of an unsent report but the product, and nobody deletes a draft', async () => {
    for (const name of Object.keys(SEES) as (keyof typeof SEES)[]) {
      const attempt = (sql: string) => seenBy(client, actorOf(name), async () => client.query(sql).then(({ rowCount }) => rowCount, refusal));
      expect([0, 'refused'], `${name} changes unsent_report`).toContain(await attempt('update unsent_report set urgent = urgent'));
      for (const table of ['draft', 'draft_conflict', 'unsent_report', 'unsent_call']) expect(await attempt(`delete from ${table}`), `${name} deletes from ${table}`).toBe('refused');
      expect(await attempt(`select * from (select app_unsent_author(id) as author from unsent_report) found where author is not null`), `${name} asks whose it is`).toBe(0);
    }
  });

  test('the ledger is the auditor’s', async () => {
    for (const name of Object.keys(SEES) as (keyof typeof SEES)[]) for (const table of ['ledger_entry', 'ledger_head']) expect((await seen(actorOf(name), table, here.id)) > 0, `${name} reads ${table}`).toBe(name === 'auditor');
  });

  test('sessions and links are the person’s own and the administrator’s', async () => {
    const wanted: Partial<Record<PersonName | 'anonymous', number>> = { teacher: 3, officer: 1, administrator: 4 };
    for (const name of Object.keys(SEES) as (keyof typeof SEES)[]) for (const table of ['session', 'account_link']) expect(await seen(actorOf(name), table, here.id), `${name} reads ${table}`).toBe(wanted[name] ?? 0);
  });

  test('a visitor sees the council’s name and no people', async () => {
    expect(await seen(anonymousOf(here.id), 'authority', here.id)).toBe(1);
    for (const table of ['membership', 'account', 'session']) expect(await seen(anonymousOf(here.id), table, here.id), table).toBe(0);
  });

  test('partners and the service administrator see no colleagues’ accounts but their own', async () => {
    for (const name of ['teacher', 'officer', 'desk', 'serviceAdministrator'] as const) for (const table of ['membership', 'account']) expect(await seen(actorOf(name), table, here.id), `${name} reads ${table}`).toBe(1);
  });

  test('who only reads casework, or has none, writes none', async () => {
    for (const name of ['auditor', 'administrator', 'serviceAdministrator', 'teacher', 'otherTeacher', 'lead', 'desk', 'anonymous'] as const) {
      const actor = actorOf(name);
      const of = { authority_id: here.id, contact_id: contacts.polices };
      for (const table of ['note', 'claim', 'decision', 'duty', 'contact_event', 'proposal', 'question', 'addition'])
        await expect(seenBy(client, actor, async () => forge(client, table, of)).catch(refusal), `${name} adds to ${table}`).resolves.toBe('refused');
      // Of a duty the application may change what a person changes, and no other column.
      for (const [table, column] of [['claim', 'authority_id'], ['question', 'authority_id'], ['duty', 'owner_id'], ['queue_row', 'authority_id']] as const) {
        const done = await seenBy(client, actor, async () => client.query(`update ${table} set ${column} = ${column}`));
        expect(done.rowCount, `${name} updates ${table}`).toBe(0);
      }
    }
  });

  test('an administrator gives roles in this authority; nobody else does', async () => {
    for (const name of ['worker', 'manager', 'auditor', 'serviceAdministrator', 'teacher', 'lead'] as const) {
      const done = await seenBy(client, actorOf(name), async () => client.query("update membership set role = 'manager', agency_id = null"));
      expect(done.rowCount, name).toBe(0);
    }
    const done = await seenBy(client, actorOf('administrator'), async () => client.query("update membership set job_title = 'x'"));
    // Everybody but themself.
    expect(done.rowCount).toBe(12);
  });
});
