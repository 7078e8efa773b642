import { defineConfig, devices } from '@playwright/test';
import { installedBrowser } from './scripts/browser.mjs';

const executablePath = installedBrowser();
const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/server.ts',
  outputDir: 'test-results',
  // A journey waits for a page or a minute's tick half its time: a third fills what two leave of two processors.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  // Ends a journey that hangs, and says nothing of speed: the longest take 50 seconds on a quick machine and twice that on a slow one.
  timeout: 240_000,
  expect: { timeout: 10_000 },
  reporter: process.env['DOORSTEP_REPORT'] ? [['list'], ['json', { outputFile: process.env['DOORSTEP_REPORT'] }]] : 'list',
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] },
  },
  projects: [
    { name: 'scripts on' },
    // Everything that a person must be able to do works without scripts (architecture point 2).
    { name: 'scripts off', use: { javaScriptEnabled: false }, grepInvert: /@scripts/ },
  ],
});
