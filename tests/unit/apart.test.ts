/** A file that changes its process for good stands among those that have one to themselves (tests/integration/apart.ts): it would change it for every file after it. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { APART } from '../integration/apart';

/** Settings are read once a process, a module once, and so is what stands for one. */
const FOR_GOOD = /process\.env\[[^\]]+\] = |delete process\.env|Object\.assign\(process\.env|vi\.(?:resetModules|stubEnv|stubGlobal|mock|doMock)\(|watchLog\(/;

test('what changes its process has it to itself', () => {
  const apart = new Set(APART.flatMap((files) => globSync(files)));
  const changing = globSync('tests/integration/**/*.test.ts').filter((file) => FOR_GOOD.test(readFileSync(file, 'utf8')));
  expect(changing.filter((file) => !apart.has(file))).toEqual([]);
  expect(changing).toContain('tests/integration/attachments.test.ts');
});

test('each name there is that of files', () => {
  expect(APART.filter((files) => globSync(files).length === 0)).toEqual([]);
});
