import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { makeApp } from '../../faults/app';
import { startClamd } from '../../integration/clamd';
import { explainAll, explainNoMore, largeTables, Log } from '../screens/plans';
import { serve } from '../served/place';
import { Statements } from './statements';

const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 1_000_000);
/** The specs that are run, by a part of their names; every one where none is named. */
const NAMED = (process.env['BENCH_JOURNEYS'] ?? '').split(' ').filter(Boolean);
const MOST_MS = 50;
/** A browser and the product share the processors with the database, and a page of the disk is read once for the first time: a statement is too slow where more than one run in so many is. */
const ONE_IN = 20;
/** The log grows by megabytes a second and is read as it does. */
const READ_EVERY_MS = 3_000;
/** Who asks for the screens; what the worker asks in the background is nobody's page. */
const SCREENS = 'screens';
const SHOWN = 15;
const WORDS = Number(process.env['BENCH_WORDS'] ?? 300);

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * The browser's journeys, one after the other, with a nation's contacts behind the product: no statement of theirs takes more than 50 ms,
 * and none reads a large table of an authority from end to end (issue 5, section 5). @returns false when a statement does, or a journey fails.
 */
export async function benchJourneys(): Promise<boolean> {
  const clamd = await startClamd();
  const settings = { TRUSTED_PROXY: '127.0.0.1, ::1', CLAMD_HOST: `127.0.0.1:${clamd.port}` };
  const served = await serve(CONTACTS, { ...settings, WORKER: 'off', PGAPPNAME: SCREENS });
  const [app] = served.apps;
  if (app === undefined) throw new Error('nothing is served');
  const worker = await makeApp(served.place.cluster.url('doorstep_app'), { ...settings, PUBLIC_ORIGIN: app.origin });
  const log = new Log(served.place.home);
  const statements = new Statements();
  const read = () => statements.add(log.read().filter(({ by }) => by === SCREENS));
  const reading = setInterval(read, READ_EVERY_MS);
  try {
    const large = await largeTables(served.client);
    await explainAll(served.client);
    // What is set for the role holds for the connections that come after it.
    await app.stop();
    await app.start();
    await worker.start();
    const args = ['node_modules/@playwright/test/cli.js', 'test', ...NAMED, '--project', 'scripts on', '--workers', '1'];
    const journeys = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, DOORSTEP_E2E_URL: app.origin, DOORSTEP_E2E_HOME: served.place.home } });
    const [code] = (await once(journeys, 'exit')) as [number | null];
    read();
    const above = statements.above(MOST_MS);
    const slow = above.filter(({ times, over }) => over * ONE_IN > times);
    const whole = statements.wholly(large);
    say(`${CONTACTS.toLocaleString('en-GB')} contacts, ${cpus().length} processors: ${statements.runs.toLocaleString('en-GB')} runs of ${statements.size} statements, ${above.reduce((sum, { over }) => sum + over, 0)} of them above ${MOST_MS} ms, of ${above.length} statements`);
    say(`${slow.length} statements are above it more often than once in ${ONE_IN}; ${whole.length} read a large table from end to end`);
    for (const { text, times, over, middle, most } of [...slow, ...above.filter((each) => !slow.includes(each)).slice(0, SHOWN)]) say(`${over} of ${times} above ${MOST_MS} ms, half within ${middle.toFixed(1)} ms, longest ${most.toFixed(0)} ms: ${text.slice(0, WORDS)}`);
    for (const { table, text } of whole) say(`reads ${table} from end to end: ${text.slice(0, WORDS)}`);
    return code === 0 && slow.length === 0 && whole.length === 0;
  } finally {
    clearInterval(reading);
    log.close();
    await worker.stop();
    await explainNoMore(served.client);
    await served.stop();
    await clamd.stop();
  }
}
