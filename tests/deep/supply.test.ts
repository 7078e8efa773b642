/** What the whole history of the tree holds, and a bill of materials of what is built from it (quality A5, E 11; ASVS 15.1.2). */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { secretsIn } from '../unit/secrets';

test('no secret was ever in the tree', { timeout: 600_000 }, async () => {
  const git = spawn('git', ['log', '--all', '--patch', '--unified=0', '--no-color', '--format=commit %H', '--', '.', ':!package-lock.json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const found = new Set<string>();
  let [commit, lines] = ['', 0];
  for await (const line of createInterface({ input: git.stdout, crlfDelay: Infinity })) {
    if (line.startsWith('commit ')) commit = line.slice(7, 19);
    else if (line.startsWith('+') || line.startsWith('-')) {
      lines += 1;
      for (const secret of secretsIn(line)) found.add(`${commit}: ${secret}`);
    }
  }
  expect(lines).toBeGreaterThan(10_000);
  expect([...found]).toEqual([]);
});

test('the bill of materials names every package of the lock', { timeout: 300_000 }, () => {
  mkdirSync('test-results', { recursive: true });
  const file = 'test-results/bom.json';
  execFileSync(process.execPath, ['node_modules/@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js', '--package-lock-only', '--ignore-npm-errors', '--output-reproducible', '--output-file', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const bom = JSON.parse(readFileSync(file, 'utf8')) as { bomFormat: string; components: Part[] };
  interface Part {
    group?: string;
    name: string;
    version: string;
    hashes?: unknown[];
    components?: Part[];
  }
  const all = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...all(part.components ?? [])]);
  const named = new Set(all(bom.components).map(({ group, name, version }) => `${group === undefined || group === '' ? '' : `${group}/`}${name}@${version}`));
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version: string; name?: string; optional?: boolean; peer?: boolean }> };
  const locked = Object.entries(packages).filter(([path, { optional, peer }]) => path !== '' && optional !== true && peer !== true).map(([path, { name, version }]) => `${name ?? path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`);
  expect(bom.bomFormat).toBe('CycloneDX');
  expect(locked.length).toBeGreaterThan(300);
  expect(locked.filter((one) => !named.has(one))).toEqual([]);
});
