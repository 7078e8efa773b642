/** The worker as a process of its own (`npm run worker`), to be killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STARTS_WITHIN_MS = 60_000;

export interface WorkerProcess {
  /** Starts it, anew after a kill, and waits until it takes jobs. */
  start(): Promise<void>;
  /** As a power cut would. */
  kill(): void;
  /** It is held still, and goes on. */
  pause(): void;
  goOn(): void;
  readonly alive: boolean;
  stop(): Promise<void>;
}

let count = 0;

/** @param databaseUrl as doorstep_app. @param more settings over those of this process. */
export function makeWorker(databaseUrl: string, more: Record<string, string>): WorkerProcess {
  mkdirSync('.doorstep', { recursive: true });
  count += 1;
  const log = join('.doorstep', `faults-worker-${process.pid}-${count}.log`);
  let child: ChildProcess | undefined;
  const gone = () => child === undefined || child.exitCode !== null || child.signalCode !== null;
  const signal = (which: NodeJS.Signals) => {
    if (!gone()) child?.kill(which);
  };
  const started = () => readFileSync(log, 'utf8').split('worker started').length - 1;
  return {
    async start() {
      const out = openSync(log, 'a');
      const before = started();
      child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'scripts/worker.ts'], { env: { ...process.env, DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: databaseUrl, LOG_LEVEL: 'info', ...more }, stdio: ['ignore', out, out] });
      closeSync(out);
      for (let waited = 0; started() === before; waited += 50) {
        if (gone() || waited > STARTS_WITHIN_MS) throw new Error(`the worker did not start: ${log}`);
        await sleep(50);
      }
    },
    kill: () => signal('SIGKILL'),
    pause: () => signal('SIGSTOP'),
    goOn: () => signal('SIGCONT'),
    get alive() {
      return !gone();
    },
    async stop() {
      if (gone() || child === undefined) return;
      const exit = once(child, 'exit');
      signal('SIGCONT');
      signal('SIGTERM');
      const patience = setTimeout(() => signal('SIGKILL'), 10_000);
      await exit;
      clearTimeout(patience);
    },
  };
}
