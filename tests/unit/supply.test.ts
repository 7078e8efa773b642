/** What the product is built from and what lies in its tree (quality A5, E 11). The history and the bill of materials: tests/deep/supply.test.ts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SECRETS, secretsIn } from './secrets';

const lint = (path: string) => execFileSync(process.execPath, ['node_modules/lockfile-lint/bin/lockfile-lint.js', '--path', path, '--type', 'npm', '--validate-https', '--allowed-hosts', 'npm', '--validate-package-names', '--validate-integrity'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

test('the lock passes lockfile-lint: hosts, https, names and hashes', () => {
  expect(lint('package-lock.json')).toContain('No issues detected');
});

test('a package from elsewhere, or in the clear, does not pass', () => {
  // The lock names hashes and leaves the address to npm's own settings; one that names another address is not taken.
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version?: string; resolved?: string }> };
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-lock-'));
  try {
    for (const planted of ['https://packages.example.org/', 'http://registry.npmjs.org/']) {
      const path = join(folder, 'package-lock.json');
      writeFileSync(path, JSON.stringify({ ...lock, packages: { ...lock.packages, 'node_modules/zod': { ...lock.packages['node_modules/zod'], resolved: `${planted}zod/-/zod-${lock.packages['node_modules/zod']?.version}.tgz` } } }));
      expect(() => lint(path), planted).toThrow();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('no secret stands in the tree', () => {
  const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0').filter((path) => path !== '' && path !== 'package-lock.json');
  expect(files.length).toBeGreaterThan(800);
  expect(files.flatMap((path) => secretsIn(readFileSync(path, 'latin1')).map((found) => `${path}: ${found}`))).toEqual([]);
});

const letters = (count: number) => 'aB3dE5gH7jK9mN1pQ2sT4vW6yZ8bC0dF1hJ3lN5pR7tV9xZ'.slice(0, count);
const uuid = ['0d5b4b0e', '8f3f', '4a8e', '9b1e', '0f4f7a0c3a11'].join('-');

// Put together here, so that this file is no find itself.
test.each<[string, string]>([
  ['a private key', ['-----BEGIN', 'EC PRIVATE KEY-----'].join(' ')],
  ['a key of AWS', `AKIA${'ABCDEFGH12345678'}`],
  ['a token of GitHub', `ghp_${letters(36)}`],
  ['a token of npm', `npm_${letters(36)}`],
  ['a token of Slack', `xoxb-${letters(20)}`],
  ['a key of Google', `AIza${letters(35)}`],
  ['a key of Stripe', `sk_live_${letters(24)}`],
  ['a key of Notify', ['live', uuid, uuid].join('-')],
  ['a signed token', `eyJ${letters(20)}.eyJ${letters(20)}.${letters(20)}`],
  ['a password in an address', `postgresql://doorstep_app:${letters(16)}@db.example.org/doorstep`],
  ['a setting with its secret', `SESSION_SECRET=${letters(32)}`],
])('%s is found', (kind, planted) => {
  expect(secretsIn(`const x = "${planted}";`)).toEqual([expect.stringContaining(`${kind}: `)]);
  expect(Object.keys(SECRETS)).toContain(kind);
});
