import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(...options: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/deadlines.ts', ...options], {
    cwd: root,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

describe('npm run deadlines', { timeout: 30_000 }, () => {
  it('prints both due instants in UTC and nothing else, through npm itself', () => {
    // Settings that an outer npm hands down would hide whether the project's own are right.
    const settings = Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_'));
    const { stdout, status } = spawnSync('npm', ['run', 'deadlines', '--', '--received', '2026-04-02T15:00:00+01:00'], {
      cwd: root,
      encoding: 'utf8',
      env: Object.fromEntries(settings) as NodeJS.ProcessEnv,
      shell: process.platform === 'win32',
    });
    expect(stdout).toBe('{"due24h":"2026-04-03T14:00:00Z","due1wd":"2026-04-07T16:00:00Z"}\n');
    expect(status).toBe(0);
  });

  it.each([
    ['no option', [], '--received'],
    ['no offset', ['--received', '2026-04-02T15:00:00'], '--received'],
    ['no such day', ['--received', '2026-02-30T15:00:00Z'], '--received'],
    ['an unknown option', ['--recieved', '2026-04-02T15:00:00Z'], '--recieved'],
    ['an option without its value', ['--received'], '--received'],
  ])('names the option and exits 2 for %s', (_, options, named) => {
    const { stdout, stderr, status } = run(...options);
    expect(stderr).toContain(named);
    expect([stdout, status]).toEqual(['', 2]);
  });

  it('refuses beyond the calendar and says how far it reaches', () => {
    const { stdout, stderr, status } = run('--received', '2028-12-29T10:00:00Z');
    expect(stderr).toContain('beyond the calendar');
    expect(stderr).toContain('2028-12-31');
    expect([stdout, status]).toEqual(['', 2]);
  });
});
