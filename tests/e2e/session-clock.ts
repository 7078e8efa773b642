import pg from 'pg';
import { runningCluster } from '@/scripts/embedded';

/** Where the database of the server under test lies: beside a server of one's own, DOORSTEP_E2E_HOME says where. */
const home = process.env['DOORSTEP_E2E_HOME'] ?? '.doorstep/e2e';

/** Runs a piece of work on the database of the server under test. */
async function onDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const cluster = runningCluster(home);
  if (!cluster) throw new Error(`no database runs in ${home}`);
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes every look at a contact's protected details one of a quarter of an hour and a minute ago: they show for 15 minutes (safe practice 6). */
export async function lookedLongAgo(reference: string): Promise<void> {
  await onDatabase(async (client) => {
    const { rowCount } = await client.query("update protected_look set at = at - interval '16 minutes', until_at = until_at - interval '16 minutes' where contact_id = (select id from contact where reference = $1)", [reference]);
    if (!rowCount) throw new Error('nobody looked');
  });
}

/** Makes every session of an account one that was last used longer ago than a session may rest: 30 minutes (issue 2 section 2). */
export async function restTooLong(email: string): Promise<void> {
  await onDatabase(async (client) => {
    const { rowCount } = await client.query(`update session set seen_at = seen_at - interval '31 minutes' where account_id = (select id from account where email = $1)`, [email]);
    if (!rowCount) throw new Error('there is no session to rest');
  });
}

/** Makes a report that was begun one that its author put away unsent more than a year ago: its time is over (safe practice 18). */
export async function putAwayLongAgo(draftId: string): Promise<void> {
  await onDatabase(async (client) => {
    const { rowCount } = await client.query("update draft set closed_at = now() - interval '400 days', closed_how = 'not_needed', closed_why = 'Rung through.' where id = $1", [draftId]);
    if (!rowCount) throw new Error('there is no such draft');
  });
}

/** The references of every contact about children of this family name: more than one of one report were a concern taken twice. */
export async function contactsAbout(familyName: string): Promise<string[]> {
  return onDatabase(async (client) => {
    const { rows } = await client.query<{ reference: string }>('select distinct c.reference from contact c join contact_person p on p.authority_id = c.authority_id and p.contact_id = c.id where p.family_name = $1', [familyName]);
    return rows.map(({ reference }) => reference);
  });
}
