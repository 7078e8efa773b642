// npm run test:deep [-- name …]: what takes minutes, without a browser and then in one; only files whose name holds one of those given.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const names = process.argv.slice(2);
// Drawn once for both; given, it makes the same run again.
process.env.DOORSTEP_SEED ??= String(randomInt(1_000_000));
process.stdout.write(`seed ${process.env.DOORSTEP_SEED}\n`);
const run = (args) => spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args, ...names], { stdio: 'inherit' }).status === 0;
const good = [
  run(['node_modules/vitest/vitest.mjs', 'run', '--project', 'deep', '--passWithNoTests']),
  run(['node_modules/@playwright/test/cli.js', 'test', '--config', 'playwright.deep.config.ts', '--pass-with-no-tests']),
].every(Boolean);
process.exit(good ? 0 : 1);
