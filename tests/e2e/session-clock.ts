import pg from 'pg';
import { runningCluster } from '@/scripts/embedded';

/** Where the database of the server under test lies: beside a server of one's own, DOORSTEP_E2E_HOME says where. */
const home = process.env['DOORSTEP_E2E_HOME'] ?? '.doorstep/e2e';

/** Makes every session of an account one that was last used longer ago than a session may rest: 30 minutes (issue 2 section 2). */
export async function restTooLong(email: string): Promise<void> {
  const cluster = runningCluster(home);
  if (!cluster) throw new Error(`no database runs in ${home}`);
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query(`update session set seen_at = seen_at - interval '31 minutes' where account_id = (select id from account where email = $1)`, [email]);
    if (!rowCount) throw new Error('there is no session to rest');
  } finally {
    await client.end();
  }
}
