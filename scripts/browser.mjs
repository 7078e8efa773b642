// Finds a Chromium for the browser tests, or gets one. Plain JavaScript: `npm test` begins with it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Draws no window, and so takes two thirds of the processor that the whole browser takes for the same journeys. Named where Debian
// puts it: what lies in the path is a script that starts it, and a test that kills a browser would kill the script.
const SHELL = { package: 'chromium-headless-shell', path: '/usr/lib/chromium/chromium-headless-shell' };
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const PLACES = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'],
};

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const named = (name) => (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, name));

/**
 * A Chromium or Chrome of this machine: CHROMIUM_PATH first, then what is installed, the one without windows before others.
 * @returns {string | null} its path
 */
export function installedBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  return [SHELL.path, ...NAMES.flatMap(named), ...(PLACES[process.platform] ?? [])].find(runs) ?? null;
}

const run = (command, args) => spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;

/** Installs a package as root on Debian. A server that does not answer is not waited for. */
const fromDebian = (name) => {
  const prompt = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20'];
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0 && run('apt-get', ['update', '-q', ...prompt]) && run('apt-get', ['install', '-q', '-y', ...prompt, name]);
};

/**
 * Makes sure that there is a browser: as root on Debian from its packages, else one that is there, else Playwright's own download.
 * Returns null when there is, otherwise one sentence that says what to install.
 */
export function ensureBrowser(node) {
  const given = process.env.CHROMIUM_PATH;
  if (given) return runs(given) ? null : `CHROMIUM_PATH is ${given}, and that is not a program that can be run.`;
  if (runs(SHELL.path) || fromDebian(SHELL.package) || installedBrowser() !== null || fromDebian('chromium')) return null;
  if (run(node, ['node_modules/@playwright/test/cli.js', 'install', '--only-shell', 'chromium'])) return null;
  return 'The browser tests need Chromium: install Chromium or Google Chrome, or set CHROMIUM_PATH to one.';
}
