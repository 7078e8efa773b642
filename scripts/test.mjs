// npm test: everything that must hold, from a clean clone, on any Node >= 20 and npm.
import { spawn } from 'node:child_process';
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

/**
 * One stage: its name, its work, and how it went.
 * @param work given how its words are to leave: straight on, or gathered where stages run beside each other.
 */
async function stage(name, work, { report = null, gathered = false } = {}) {
  const words = [];
  if (!gathered) process.stdout.write(`\n── ${name}\n`);
  const began = performance.now();
  const ok = await work(gathered ? words : null);
  if (gathered) process.stdout.write(`\n── ${name}\n${words.join('')}`);
  process.stdout.write(`── ${name}: ${ok ? 'good' : 'FAILED'}, ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  add(report, ok);
  return ok;
}

async function must(name, work, report = null) {
  if (!(await stage(name, work, { report }))) end();
}

await must('install', () => {
  install();
  return true;
});

const own = node();
const path = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
/** Runs a program to its end; what it says goes straight on, or to `words`. */
function run(args, words = null, env = {}) {
  return new Promise((done) => {
    const out = words === null ? 'inherit' : 'pipe';
    const child = spawn(own, ['--disable-warning=ExperimentalWarning', ...args], { stdio: ['ignore', out, out], env: { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1', ...env } });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (said) => words.push(said));
    child.once('close', (code) => done(code === 0));
  });
}

/** How a project of vitest's is run, and where it counts. */
function vitest(project) {
  const report = `${REPORTS}/${project}.json`;
  const work = (words) => run(['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], words, { CI: '1', DOORSTEP_BUILT: '1' });
  return { work, report };
}
const [unit, together, apart] = ['unit', 'together', 'apart'].map(vitest);

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

await must('generated code', () => run(['scripts/generate.mjs']));
await must('styles', () => run(['scripts/styles.mjs']));
await must('a policy row for each route', () => run(['--import', 'tsx', 'scripts/check-policy.ts']));
// Lint keeps one processor busy for as long as all the others do, and neither touches what is the other's, so they run beside each other.
const read = await Promise.all([
  stage('lint', (words) => run(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'], words), { gathered: true }),
  (async () =>
    [
      await stage('types', async (words) => (await run(['node_modules/next/dist/bin/next', 'typegen'], words)) && run(['node_modules/typescript/bin/tsc', '--noEmit'], words), { gathered: true }),
      await stage('boundaries', (words) => run(['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.mjs', 'app', 'components', 'lib', 'scripts'], words), { gathered: true }),
      await stage('unit', unit.work, { gathered: true, report: unit.report }),
    ].every(Boolean))(),
]);
if (!read.every(Boolean)) end();
// Before the integration tests: some of them kill the built product and start it again.
await must('build', () => run(['--import', 'tsx', 'scripts/build.ts']));
await must('integration, in processes that files share', together.work, together.report);
await must('integration, each file in its own', apart.work, apart.report);
await must('browser', () => {
  const wanting = ensureBrowser(own);
  if (wanting !== null) process.stdout.write(`${wanting}\n`);
  return wanting === null;
});
const browserReport = `${resolve(REPORTS)}/browser.json`;
await must('in the browser', () => run(['node_modules/@playwright/test/cli.js', 'test'], null, { DOORSTEP_BUILT: '1', DOORSTEP_REPORT: browserReport }), browserReport);
end();
