import pg from 'pg';
import { runningCluster } from '@/scripts/embedded';

const home = process.env['DOORSTEP_E2E_HOME'] ?? '.doorstep/e2e';

/** Makes a draft one that has been serious and unsent for so many hours longer; what was told meanwhile is told by the product's own minute. */
export async function letHoursPass(draftId: string, hours: number): Promise<void> {
  const cluster = runningCluster(home);
  if (!cluster) throw new Error(`no database runs in ${home}`);
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('update unsent_report set since = since - make_interval(hours => $2), begun_at = begun_at - make_interval(hours => $2) where draft_id = $1', [draftId, hours]);
    if (!rowCount) throw new Error('nothing serious and unsent is known of that draft');
  } finally {
    await client.end();
  }
}
