import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { APART } from './tests/integration/apart';
import { WORKERS } from './tests/integration/own-database';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)) };

const OWN_DATABASE = 'tests/integration/at-own-database.ts';

/** Tests that ask a real PostgreSQL. */
const integration = (name: string, more: TestProjectInlineConfiguration['test']) => ({
  resolve: { alias },
  test: {
    name,
    environment: 'node' as const,
    globalSetup: ['tests/integration/database.ts'],
    setupFiles: [OWN_DATABASE],
    maxWorkers: WORKERS,
    // What asks every page as everybody takes half a minute alone, and more where other work shares the processors.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    ...more,
  },
});

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          // What a file has loaded the next finds there: half of the time went into loading it anew.
          isolate: false,
          include: ['lib/**/*.test.{ts,tsx}', 'components/**/*.test.{ts,tsx}', 'tests/unit/**/*.test.{ts,tsx}', 'tests/access/**/*.test.ts'],
          environment: 'node',
        },
      },
      {
        resolve: { alias },
        // The suites of tests/hostile, tests/faults and tests/deep in their deep form: `npm run test:deep`.
        test: {
          name: 'deep',
          include: ['tests/hostile/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/deep/**/*.test.ts'],
          environment: 'node',
          env: { DOORSTEP_DEEP: '1' },
          globalSetup: ['tests/integration/database.ts'],
          setupFiles: ['tests/integration/at-own-database.ts'],
          maxWorkers: WORKERS,
          testTimeout: 3_600_000,
          hookTimeout: 600_000,
        },
      },
      {
        resolve: { alias },
        // Lines of `npm run bench` that render pages; each starts the database it measures.
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.test.ts'],
          environment: 'node',
          testTimeout: 3_600_000,
          hookTimeout: 3_600_000,
        },
      },
      integration('integration', { include: ['tests/integration/**/*.test.ts', ...APART] }),
      // The same in two parts, as `npm test` runs them: what may share a process does, and finds there what the file before has loaded.
      integration('together', { include: ['tests/integration/**/*.test.ts'], exclude: APART, isolate: false, setupFiles: [OWN_DATABASE, 'tests/integration/next-request.ts'] }),
      integration('apart', { include: APART }),
    ],
  },
});
