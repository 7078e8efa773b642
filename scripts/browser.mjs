// Finds a Chromium for the browser tests, or gets one. Plain JavaScript: `npm test` begins with it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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

/**
 * A Chromium or Chrome of this machine: CHROMIUM_PATH first, then what is installed.
 * @returns {string | null} its path
 */
export function installedBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  const named = (process.env.PATH ?? '').split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)));
  return [...named, ...(PLACES[process.platform] ?? [])].find(runs) ?? null;
}

const run = (command, args) => spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;

/**
 * Makes sure that there is a browser: as root on Debian from its packages, else by Playwright's own download.
 * Returns null when there is, otherwise one sentence that says what to install.
 */
export function ensureBrowser(node) {
  const given = process.env.CHROMIUM_PATH;
  if (given) return runs(given) ? null : `CHROMIUM_PATH is ${given}, and that is not a program that can be run.`;
  if (installedBrowser() !== null) return null;
  const debian = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (debian && run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-q', '-y', 'chromium']) && installedBrowser() !== null) return null;
  if (run(node, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])) return null;
  return 'The browser tests need Chromium: install Chromium or Google Chrome, or set CHROMIUM_PATH to one.';
}
