import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, removeCluster } from '@/scripts/embedded';
import { startClamd } from '../integration/clamd';

const HOME = '.doorstep/e2e';
/** Ends a start that hangs, and says nothing of speed: the day of the demo is made in three minutes, and in six where others work. */
const PATIENCE_MS = 900_000;

/**
 * Before all browser tests: the product itself, started as `npm start` starts it, on a database of its own
 * with a fresh demo day. DOORSTEP_E2E_URL names a server that runs already and is used instead.
 */
export default async function server(): Promise<() => Promise<void>> {
  if (process.env['DOORSTEP_E2E_URL']) return async () => undefined;
  removeCluster(HOME);
  mkdirSync('.doorstep', { recursive: true });
  const port = await freePort();
  const clamd = await startClamd();
  const log = openSync('.doorstep/e2e.log', 'w');
  const args = ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'scripts/serve.ts', '--home', HOME, '--port', String(port)];
  const child = spawn(process.execPath, [...args, ...(process.env['DOORSTEP_BUILT'] ? ['--no-build'] : [])], { stdio: ['ignore', log, log], env: { ...process.env, DATABASE_URL: '', PUBLIC_ORIGIN: `http://localhost:${port}`, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn', TRUSTED_PROXY: '127.0.0.1, ::1', CLAMD_HOST: `127.0.0.1:${clamd.port}` } });
  let gone = false;
  const exit = new Promise<void>((done) =>
    child.once('exit', () => {
      gone = true;
      done();
    }),
  );
  const stop = async () => {
    if (!gone) child.kill('SIGTERM');
    await exit;
    await clamd.stop();
    removeCluster(HOME);
  };
  const origin = `http://localhost:${port}`;
  for (let waited = 0; ; waited += 250) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) break;
    if (gone || waited > PATIENCE_MS) {
      await stop();
      throw new Error('The product did not start; its log is .doorstep/e2e.log.');
    }
    await sleep(250);
  }
  process.env['DOORSTEP_E2E_URL'] = origin;
  return stop;
}
