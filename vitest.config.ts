import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { WORKERS } from './tests/integration/own-database';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)) };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
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
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/hostile/**/*.test.ts', 'tests/faults/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/integration/database.ts'],
          setupFiles: ['tests/integration/at-own-database.ts'],
          maxWorkers: WORKERS,
          // What asks every page as everybody takes half a minute alone, and more where other work shares the processors.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
