/** What the product is built from: pinned, from the public registry, and above the versions with known holes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Locked {
  version: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const installed = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Is the first version at least the second? A version before a release is below it. */
function atLeast(version: string, floor: string): boolean {
  const [number = '', early] = version.split('-', 2);
  const parts = (text: string) => text.split('.').map(Number);
  const [have, want] = [parts(number), parts(floor)];
  for (const place of [0, 1, 2]) if ((have[place] ?? 0) !== (want[place] ?? 0)) return (have[place] ?? 0) > (want[place] ?? 0);
  return early === undefined;
}

test('versions are compared as numbers', () => {
  expect(atLeast('16.4.6', '16.4.1')).toBe(true);
  expect(atLeast('16.10.0', '16.4.1')).toBe(true);
  expect(atLeast('16.4.1', '16.4.1')).toBe(true);
  expect(atLeast('16.4.0', '16.4.1')).toBe(false);
  expect(atLeast('15.99.99', '16.4.1')).toBe(false);
  expect(atLeast('16.4.1-canary.3', '16.4.1')).toBe(false);
});

describe('no package below the version that mended its last known hole', () => {
  // GHSA-f82v-jwr5-mffw … GHSA-2464-fhr4-w9xw; React2Shell and RSC denial of service; Auth.js of July 2026; sharp of October 2026.
  const FLOORS: Record<string, string> = { next: '16.4.1', react: '19.2.6', 'react-dom': '19.2.6', 'next-auth': '4.24.15', sharp: '0.35.5', '@auth/core': '0.41.3' };

  test.each(Object.entries(FLOORS))('%s >= %s, wherever it lies', (name, floor) => {
    const below = installed.filter(([path, { version }]) => nameOf(path) === name && !atLeast(version, floor)).map(([path, { version }]) => `${path} ${version}`);
    expect(below).toEqual([]);
  });

  test('the ones the product is built on are there to be looked at', () => {
    for (const name of ['next', 'react', 'react-dom', 'next-auth']) expect(installed.some(([path]) => path === `node_modules/${name}`), name).toBe(true);
  });
});

describe('pinned', () => {
  test.each(['dependencies', 'devDependencies', 'optionalDependencies'] as const)('%s name one version each', (kind) => {
    expect(Object.entries(manifest[kind]).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test('the lock holds the versions that are named', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(named)) expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
  });
});

test('every package comes from the public registry and is sealed', () => {
  const foreign = installed.filter(([, one]) => one.resolved !== undefined && !one.resolved.startsWith('https://registry.npmjs.org/')).map(([path]) => path);
  expect(foreign).toEqual([]);
  const unsealed = installed.filter(([, one]) => !one.link && !/^sha512-/.test(one.integrity ?? '')).map(([path]) => path);
  expect(unsealed).toEqual([]);
});
