import { spawnSync } from 'node:child_process';

/** Every page opened at a million contacts, BENCH_CONTACTS for another number. @returns false when a statement is too slow or reads a large table from end to end. */
export function benchScreens(): boolean {
  return spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'bench', 'tests/bench/screens'], { stdio: 'inherit' }).status === 0;
}
