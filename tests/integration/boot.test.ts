/** Starting and stopping (issue 2 section 1): plain faults, no embedded server beside a real database, nothing lost to a kill. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { removeCluster, runningCluster, startCluster, type Cluster } from '@/scripts/embedded';

const home = join('.doorstep', `boot-${process.pid}`);
let cluster: Cluster | undefined;
afterAll(async () => {
  await cluster?.stop();
  removeCluster(home);
});

async function run(script: string, args: string[], env: Record<string, string | undefined>): Promise<{ code: number; out: string; err: string }> {
  const kept = Object.fromEntries(Object.entries({ PATH: process.env['PATH'], HOME: process.env['HOME'], ...env }).filter(([, value]) => value !== undefined)) as Record<string, string>;
  return new Promise((done) => {
    const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', 'tsx', script, ...args], { env: kept as NodeJS.ProcessEnv, timeout: 60_000 }, (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }));
  });
}

const LIVE = { DATABASE_URL: process.env['DATABASE_URL'], PUBLIC_ORIGIN: 'https://frontdoor.example.gov.uk', SESSION_SECRET: 's'.repeat(32), LEDGER_KEY: 'l'.repeat(32), SEAL_KEYS: `live:${Buffer.alloc(32, 7).toString('base64')}`, SMTP_URL: 'smtps://mail.invalid', MAIL_FROM: 'frontdoor@example.gov.uk' };

describe('with DATABASE_URL set', () => {
  test('a start with faults names each and stops, and no embedded server comes to be', async () => {
    const { code, err } = await run('scripts/serve.ts', ['--home', home, '--no-build'], { ...LIVE, SESSION_SECRET: undefined, LEDGER_KEY: 'short', PUBLIC_ORIGIN: 'http://frontdoor.example.gov.uk' });
    expect(code).toBe(1);
    const faults = err.trim().split('\n');
    expect(faults.filter((line) => line.startsWith('SESSION_SECRET is missing'))).toHaveLength(1);
    expect(faults.filter((line) => line.startsWith('LEDGER_KEY is too short'))).toHaveLength(1);
    expect(err).not.toMatch(/at .*:\d+:\d+|Error:/);
    expect(existsSync(home)).toBe(false);
  });

  test('the seed refuses to exist', async () => {
    const { code, out, err } = await run('scripts/seed.ts', [], LIVE);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^The demo is made in the embedded database only\. /);
  });

  test('the demo flag does not make a real database the demo’s', async () => {
    const { code, err } = await run('scripts/seed.ts', [], { ...LIVE, DATABASE_URL: 'postgresql://doorstep_app:x@db.invalid:5432/doorstep', DOORSTEP_EMBEDDED: '1' });
    expect(code).not.toBe(0);
    expect(err).toContain('DOORSTEP_EMBEDDED is set but DATABASE_URL is not on this machine');
  });
});

describe('the embedded server', () => {
  const count = async (): Promise<number> => {
    const client = new pg.Client({ connectionString: cluster?.url('postgres', 'postgres') });
    await client.connect();
    try {
      return Number((await client.query<{ count: string }>('select count(*) from kept')).rows[0]?.count);
    } finally {
      await client.end();
    }
  };
  const write = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: cluster?.url('postgres', 'postgres') });
    await client.connect();
    await client.query(sql);
    await client.end();
  };

  test('keeps its data over a stop and a start, on a port of its own', async () => {
    cluster = await startCluster(home);
    expect(runningCluster(home)?.port).toBe(cluster.port);
    await write('create table kept as select generate_series(1, 3) as n');
    await cluster.stop();
    expect(runningCluster(home)).toBeNull();
    cluster = await startCluster(home);
    expect(await count()).toBe(3);
  });

  test('after a kill -9 of everything the next start mends it, and what was committed is there', async () => {
    await write('insert into kept values (4)');
    const running = runningCluster(home);
    if (running === null) throw new Error('not running');
    process.kill(running.pid, 'SIGKILL');
    cluster = await startCluster(home);
    expect(await count()).toBe(4);
  });

  test('a server left behind by a killed starter is ended in order, not fought over', async () => {
    const left = cluster;
    await write('insert into kept values (5)');
    cluster = await startCluster(home);
    expect(cluster.port).not.toBe(left?.port);
    expect(await count()).toBe(5);
  });

  test('its secrets are for its owner alone and differ from one another', () => {
    const secrets = Object.values(JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as Record<string, string>);
    expect(new Set(secrets).size).toBe(7);
    for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(32);
  });
});
