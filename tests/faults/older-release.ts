/** A release before this one, installed and built, for what happens while one takes the place of the other. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const run = (command: string, args: string[], cwd = '.') => execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 30 });

/**
 * The folder of another release: DOORSTEP_OLDER names one that is built, or a commit; otherwise it is the commit before the last
 * that changed what is built. Its packages are this one's.
 */
export function olderRelease(): { folder: string; commit: string } {
  const named = process.env['DOORSTEP_OLDER'];
  if (named !== undefined && existsSync(join(named, '.next', 'BUILD_ID'))) return { folder: resolve(named), commit: named };
  const last = run('git', ['log', '-1', '--format=%H', '--', 'app', 'components', 'lib']).toString().trim();
  const commit = run('git', ['rev-parse', named ?? `${last}~1`]).toString().trim();
  const folder = resolve('.doorstep', `older-${commit.slice(0, 12)}`);
  if (existsSync(join(folder, '.next', 'BUILD_ID'))) return { folder, commit };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-x', '-C', folder], { input: run('git', ['archive', commit]), maxBuffer: 1 << 30 });
  // A build looks for packages below its own folder, and follows no links out of it.
  cpSync('node_modules', join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  run(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], folder);
  return { folder, commit };
}
