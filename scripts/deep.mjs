// npm run test:deep [-- name …]: what takes minutes, without a browser and then in one; only files whose name holds one of those given.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync } from 'node:fs';

const names = process.argv.slice(2);
// Drawn once for both; given, it makes the same run again.
process.env.DOORSTEP_SEED ??= String(randomInt(1_000_000));
process.stdout.write(`seed ${process.env.DOORSTEP_SEED}\n`);
const run = (args) => spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args, ...names], { stdio: 'inherit' }).status === 0;
// Where no file is meant nothing is started: the browser's product takes minutes to make its day.
const meant = (...patterns) => globSync(patterns).some((file) => names.length === 0 || names.some((name) => file.includes(name)));
const stages = [
  [meant('tests/{hostile,faults,deep}/**/*.test.ts'), ['node_modules/vitest/vitest.mjs', 'run', '--project', 'deep']],
  [meant('tests/deep/**/*.spec.ts'), ['node_modules/@playwright/test/cli.js', 'test', '--config', 'playwright.deep.config.ts']],
].filter(([wanted]) => wanted);
if (stages.length === 0) process.stderr.write(`no file of the deep suites is called ${names.join(' or ')}\n`);
const good = stages.map(([, args]) => run(args));
process.exit(stages.length > 0 && good.every(Boolean) ? 0 : 1);
