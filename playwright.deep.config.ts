import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** What is measured over minutes and need not run with each change: `npm run test:deep`. A short form of each runs in `npm test`. */
export default defineConfig({ ...base, testDir: 'tests/deep', projects: [{ name: 'deep' }] });
