import { randomInt } from 'node:crypto';
import { defineConfig } from '@playwright/test';
import base from './playwright.config';

// Drawn once for all processes of a run; given, it makes the same run again.
process.env['DOORSTEP_SEED'] ??= String(randomInt(1_000_000));

// What the product logs is looked through: at its most talkative.
process.env['LOG_LEVEL'] ??= 'debug';

/** What is measured over minutes and need not run with each change: `npm run test:deep`. A short form of each runs in `npm test`. One after another: what is measured in milliseconds shares the processor with nothing. */
export default defineConfig({ ...base, testDir: 'tests/deep', workers: 1, projects: [{ name: 'deep' }] });
