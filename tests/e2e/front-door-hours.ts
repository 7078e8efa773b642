import pg from 'pg';
import { runningCluster } from '@/scripts/embedded';
import { LONDON, now } from '@/lib/platform/time';

const home = process.env['DOORSTEP_E2E_HOME'] ?? '.doorstep/e2e';
const HALF_A_DAY_HOURS = 12;

/**
 * Makes it night at an area's front door, as its administrator could: one minute of duty hours, half a day from now. What
 * the product then shows is what it shows at any night.
 */
export async function closeFrontDoor(area: string): Promise<void> {
  const cluster = runningCluster(home);
  if (!cluster) throw new Error(`no database runs in ${home}`);
  const hour = String(now().toZonedDateTimeISO(LONDON).add({ hours: HALF_A_DAY_HOURS }).hour).padStart(2, '0');
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    const hours = JSON.stringify({ from: `${hour}:00`, to: `${hour}:01` });
    const { rowCount } = await client.query(`update authority set settings = jsonb_set(settings, '{dutyHours}', $2::jsonb) where id = $1`, [area, hours]);
    if (!rowCount) throw new Error(`${area} is no area`);
  } finally {
    await client.end();
  }
}
