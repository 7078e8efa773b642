/** Integration files that set their process up as they want it (its settings, its modules, its log), kill or start others, or ask what a fresh one knows. All others share a process with whatever ran before. */
export const APART = [
  'tests/hostile/**/*.test.ts',
  'tests/faults/**/*.test.ts',
  ...['ahead', 'attachments', 'boot', 'canary', 'canary-closed', 'demo-day', 'metrics', 'providers', 'reseal', 'upload-memory'].map((name) => `tests/integration/${name}.test.ts`),
];
