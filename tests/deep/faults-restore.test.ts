/**
 * The restore drill (quality B4, F25): a base backup and the write-ahead log, as docs/running.md has it, while reports come in;
 * restored once to a second chosen at random and once to the last that was archived when the database's machine was lost.
 * With PostgreSQL 18 and its low-level backup: the embedded server brings no pg_basebackup, and Debian 12's cannot do 18.
 */
import { execFile, execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HANDLERS } from '@/app/_edge/jobs';
import { archiveFails } from '@/lib/assurance/service/figures-store';
import { exportCheckpoint } from '@/lib/ledger/verbs/export-checkpoint';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { migrate } from '@/lib/platform/db/migrate';
import { now } from '@/lib/platform/time';
import { startWorker, stopWorker } from '@/lib/platform/worker';
import { removeCluster, runningCluster, startCluster, type Cluster } from '@/scripts/embedded';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { faultsIn, History } from '../faults/history';
import { clientInside } from '../faults/inside';
import { press, readyToSend, receiptOf } from '../faults/reports';

const SECOND = 1_000;
/** What may be lost with the machine, and how long nobody may work (quality B4). */
const RPO_MS = 5 * SECOND;
const RTO_MS = 600 * SECOND;

const root = mkdtempSync(join(tmpdir(), 'doorstep-restore-'));
const [archive, base, checkpoints] = [join(root, 'archive'), join(root, 'base'), join(root, 'checkpoints')];
const HOME = join('.doorstep', `restore-${process.pid}`);
const RESTORED = [`${HOME}-second`, `${HOME}-last`] as const;
const key = generateKeyPairSync('ed25519');
const publicKey = key.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

let cluster: Cluster;
let place: Place;
const clusters: Cluster[] = [];

/** The archive command of docs/running.md: never over a file that is there. */
const archiving = ['wal_level=replica', 'archive_mode=on', `archive_command=if test -f ${archive}/%f; then cmp -s %p ${archive}/%f; else cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f; fi`, 'archive_timeout=3'];

function lead(to: Cluster): void {
  Object.assign(process.env, { DATABASE_URL: to.url('doorstep_app'), DATABASE_DIRECT_URL: to.url('doorstep_app'), DATABASE_OWNER_URL: to.url('doorstep_owner'), DATABASE_SUPERUSER_URL: to.url('postgres') });
}

beforeAll(async () => {
  for (const folder of [archive, checkpoints]) mkdirSync(folder);
  chmodSync(root, 0o755);
  // The server runs as a user of its own, where this is root.
  chmodSync(archive, 0o777);
  Object.assign(process.env, { CHECKPOINT_DIR: checkpoints, CHECKPOINT_KEY: key.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') });
  cluster = await startCluster(HOME, { settings: archiving });
  await cluster.createDatabase('doorstep');
  await migrate(cluster.url('doorstep_owner'));
  lead(cluster);
  place = await makePlace();
  await startWorker(HANDLERS);
}, 300_000);
afterAll(async () => {
  await stopWorker();
  await closeDatabase();
  for (const each of [cluster, ...clusters]) await each?.stop();
  for (const home of [HOME, ...RESTORED]) removeCluster(home);
  rmSync(root, { recursive: true, force: true });
});

interface Sent {
  key: string;
  began: number;
  ended: number;
  reference: string | null;
}

/** People who report, one after another, until it is said to be over. What each was told, and when. */
class Reporting {
  readonly sent: Sent[] = [];
  private over = false;
  private readonly running: Promise<void>[];

  constructor(people: number) {
    this.running = Array.from({ length: people }, () => this.report());
  }

  private async report(): Promise<void> {
    const teacher = await clientInside(place.people.teacher);
    while (!this.over) {
      try {
        const report = await readyToSend(place.people.teacher);
        const began = now().epochMilliseconds;
        const sent: Sent = { key: report.key, began, ended: Infinity, reference: null };
        this.sent.push(sent);
        await press(teacher, report);
        sent.reference = await receiptOf(teacher, report);
        sent.ended = now().epochMilliseconds;
      } catch {
        await sleep(100);
      }
      await sleep(50);
    }
  }

  async end(): Promise<void> {
    this.over = true;
    await Promise.all(this.running);
  }

  /** What must be there after a restore to an instant: all that was acknowledged by then, and nothing that began after it. */
  historyAt(instant: number): History {
    const history = new History();
    for (const { key: said, began, ended, reference } of this.sent) {
      const outcome = began > instant ? 'fail' : reference !== null && ended <= instant ? 'ok' : 'unknown';
      history.say({ key: said, op: 'submit', outcome, ...(outcome === 'ok' && reference !== null ? { result: reference } : {}) });
    }
    return history;
  }
}

const dataOf = async (of: Cluster): Promise<string> => {
  const client = new pg.Client({ connectionString: of.url('postgres', 'postgres') });
  await client.connect();
  const { rows } = await client.query<{ data: string }>("select setting as data from pg_settings where name = 'data_directory'");
  await client.end();
  return rows[0]?.data ?? '';
};

/** As docs/running.md has it, in one session: started, copied without its log, stopped; the label that it gives goes with the copy. */
async function takeBackup(): Promise<void> {
  const data = await dataOf(cluster);
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  await client.query("select pg_backup_start('base', fast => true)");
  // Files that come and go while it is copied are not of it.
  execFileSync('sh', ['-c', `mkdir "$2" && cd "$1" && tar --warning=no-file-changed --warning=no-file-removed --exclude=./pg_wal/* --exclude=./postmaster.pid --exclude=./postmaster.opts -cf - . | tar -xpf - -C "$2"`, 'sh', data, base]);
  const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>('select labelfile, spcmapfile from pg_backup_stop(wait_for_archive => true)');
  await client.end();
  writeFileSync(join(base, 'backup_label'), rows[0]?.labelfile ?? '');
}

/** A server from the base backup and the log. @param until null: as far as the log goes. @returns it, once it takes writes, and after how long. */
async function restore(home: string, until: number | null): Promise<{ restored: Cluster; tookMs: number }> {
  // The passwords of the roles are in the backup.
  mkdirSync(home, { recursive: true });
  cpSync(join(HOME, 'secrets.json'), join(home, 'secrets.json'));
  const empty = await startCluster(home);
  const data = await dataOf(empty);
  await empty.stop();
  const began = performance.now();
  const settings = [`restore_command=cp ${archive}/%f %p`, 'recovery_target_action=promote', 'archive_mode=off', ...(until === null ? [] : [`recovery_target_time=${new Date(until).toISOString().replace('T', ' ').replace('Z', '+00')}`])];
  rmSync(data, { recursive: true });
  execFileSync('cp', ['-a', base, data]);
  // As whoever owns the data.
  execFileSync('sh', ['-c', 'touch "$1/recovery.signal" && chown --reference="$1/PG_VERSION" "$1/recovery.signal" "$1/backup_label"', 'sh', data]);
  const restored = await startCluster(home, { settings }).catch((error: unknown) => {
    throw new Error(readFileSync(join(home, 'postgres.log'), 'utf8').slice(-2_000), { cause: error });
  });
  clusters.push(restored);
  const client = new pg.Client({ connectionString: restored.url('postgres', 'postgres') });
  await client.connect();
  while ((await client.query<{ back: boolean }>('select pg_is_in_recovery() as back')).rows[0]?.back !== false) await sleep(100);
  await client.end();
  return { restored, tookMs: performance.now() - began };
}

/** One of the two verifiers. @param lines how many of the checkpoints it is shown. */
async function verifier(which: 'verify' | 'witness', of: Cluster, folder: string): Promise<{ code: number; said: string }> {
  const owner = of.url('doorstep_owner');
  const args = which === 'verify' ? ['--import', 'tsx', 'scripts/ledger/verify.ts'] : ['scripts/ledger/witness.mjs', owner];
  return new Promise((done) => {
    const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', ...args, '--checkpoints', folder, '--public', publicKey], { env: { ...process.env, DATABASE_OWNER_URL: owner, DATABASE_URL: of.url('doorstep_app') } }, (_error, out, err) => done({ code: child.exitCode ?? -1, said: out + err }));
  });
}

/** The checkpoints as they were when only so many had been made. */
function firstCheckpoints(many: number): string {
  const folder = join(root, `first-${many}`);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(checkpoints)) writeFileSync(join(folder, file), readFileSync(join(checkpoints, file), 'utf8').split('\n').slice(0, many).join('\n') + '\n');
  return folder;
}

let quarters = 0;
/** The checkpoint of the next quarter of an hour. */
async function checkpoint(): Promise<void> {
  quarters += 1;
  expect(await withActor(systemOf(place.id), exportCheckpoint, { at: now().add({ minutes: 16 * quarters }) })).not.toBeNull();
}

it('an archive that takes nothing more is seen by the monitor, until it does again', async () => {
  const fails = async () => withActor(systemOf(place.id), archiveFails);
  const until = async (said: boolean) => {
    for (const began = performance.now(); (await fails()) !== said; await sleep(200)) if (performance.now() - began > 120 * SECOND) throw new Error(`not ${said} in two minutes`);
  };
  expect(await fails()).toBe(false);
  chmodSync(archive, 0o500);
  await asSuperuser((client) => client.query('select pg_switch_wal()'));
  await until(true);
  chmodSync(archive, 0o777);
  await until(false);
}, 300_000);

it('F25: to a second chosen at random, and to the last that was archived when the machine was lost', async () => {
  const seconds = 40;
  const reporting = new Reporting(3);
  await sleep(5 * SECOND);
  await takeBackup();
  await sleep(2 * SECOND);
  await checkpoint();
  const from = now().epochMilliseconds + SECOND;
  await sleep(seconds * SECOND);
  const chosen = Math.floor((from + Math.random() * (now().epochMilliseconds - from)) / SECOND) * SECOND;
  await sleep(2 * SECOND);
  await checkpoint();
  // The machine is lost, in the middle of it.
  await sleep(5 * SECOND);
  const lostAt = now().epochMilliseconds;
  process.kill(runningCluster(HOME)?.pid ?? 0, 'SIGKILL');
  await stopWorker().catch(() => undefined);
  await reporting.end();
  await closeDatabase().catch(() => undefined);
  expect(existsSync(join(base, 'backup_label'))).toBe(true);

  const second = await restore(RESTORED[0], chosen);
  lead(second.restored);
  const atSecond = reporting.historyAt(chosen);
  expect(atSecond.count('ok')).toBeGreaterThan(5);
  expect(atSecond.count('fail')).toBeGreaterThan(5);
  expect(await faultsIn(atSecond, place.id)).toEqual([]);
  for (const which of ['verify', 'witness'] as const) {
    expect((await verifier(which, second.restored, firstCheckpoints(1))).code).toBe(0);
    // The later one is of a ledger that is gone, and both say so.
    const all = await verifier(which, second.restored, checkpoints);
    expect([which, all.code]).toEqual([which, 1]);
    expect(all.said).toMatch(/older copy|is gone/);
  }

  const last = await restore(RESTORED[1], null);
  lead(last.restored);
  const { rows } = await asSuperuser((client) => client.query<{ last: Date; count: number }>('select max(received_at) as last, count(*)::int as count from contact where authority_id = $1', [place.id]));
  const reached = rows[0]?.last.getTime() ?? 0;
  const lost = reporting.sent.filter(({ reference, ended }) => reference !== null && ended <= lostAt);
  // What was acknowledged longer ago than may be lost is there.
  const history = new History();
  for (const { key: said, began, ended, reference } of reporting.sent) history.say({ key: said, op: 'submit', ...(reference !== null && ended <= lostAt - RPO_MS ? { outcome: 'ok', result: reference } : { outcome: began > lostAt ? 'fail' : 'unknown' }) });
  expect(await faultsIn(history, place.id)).toEqual([]);
  expect(lostAt - reached).toBeLessThan(RPO_MS);
  for (const which of ['verify', 'witness'] as const) expect((await verifier(which, last.restored, firstCheckpoints(1))).code).toBe(0);
  expect(Math.max(second.tookMs, last.tookMs)).toBeLessThan(RTO_MS);
  process.stdout.write(`F25: ${lost.length} reports acknowledged, ${readdirSync(archive).length} files of log; to the second ${new Date(chosen).toISOString()} in ${Math.round(second.tookMs)} ms with ${atSecond.count('ok')} reports; to the last in ${Math.round(last.tookMs)} ms with ${rows[0]?.count ?? 0}, ${lostAt - reached} ms before the machine was lost\n`);
}, 600_000);
