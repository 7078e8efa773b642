// npm test: everything that must hold, from a clean clone, on any Node >= 20 and npm.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { install, node } from './install.mjs';

const REPORTS = 'test-results/reports';
const count = { passed: 0, failed: 0 };

/** Adds what a vitest or Playwright report counted; a stage that failed without one counts as one. */
function add(file, ok) {
  const before = count.failed;
  if (file !== null && existsSync(file)) {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    count.passed += report.numPassedTests ?? report.stats.expected;
    count.failed += report.numFailedTests ?? report.stats.unexpected + report.stats.flaky;
  }
  if (!ok && count.failed === before) count.failed += 1;
}

function end() {
  process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`);
  process.exit(count.failed === 0 ? 0 : 1);
}

function stage(name, work, report = null) {
  process.stdout.write(`\n── ${name}\n`);
  const began = performance.now();
  const ok = work();
  process.stdout.write(`── ${name}: ${ok ? 'good' : 'FAILED'}, ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  add(report, ok);
  if (!ok) end();
}

stage('install', () => {
  install();
  return true;
});

const own = node();
const path = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
function run(args, env = {}) {
  return spawnSync(own, ['--disable-warning=ExperimentalWarning', ...args], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1', ...env } }).status === 0;
}

/** Tests with vitest, counted. */
function vitest(project) {
  const report = `${REPORTS}/${project}.json`;
  stage(project, () => run(['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { CI: '1' }), report);
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

stage('generated code', () => run(['scripts/generate.mjs']));
stage('styles', () => run(['scripts/styles.mjs']));
stage('a policy row for each route', () => run(['--import', 'tsx', 'scripts/check-policy.ts']));
stage('types', () => run(['node_modules/next/dist/bin/next', 'typegen']) && run(['node_modules/typescript/bin/tsc', '--noEmit']));
stage('lint', () => run(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0']));
stage('boundaries', () => run(['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.mjs', 'app', 'components', 'lib', 'scripts']));
vitest('unit');
vitest('integration');
stage('build', () => run(['--import', 'tsx', 'scripts/build.ts']));
stage('browser', () => {
  const wanting = ensureBrowser(own);
  if (wanting !== null) process.stdout.write(`${wanting}\n`);
  return wanting === null;
});
const browserReport = `${resolve(REPORTS)}/browser.json`;
stage('in the browser', () => run(['node_modules/@playwright/test/cli.js', 'test'], { DOORSTEP_BUILT: '1', DOORSTEP_REPORT: browserReport }), browserReport);
end();
