import { expect, test, vi } from 'vitest';
import { oneAtATime } from './one-at-a-time';

test('never beside itself, once more for all who asked meanwhile, and again also after it failed', async () => {
  const said: string[] = [];
  const open: (() => void)[] = [];
  const ask = oneAtATime(async () => {
    const nth = open.length + 1;
    said.push(`begins ${nth}`);
    await new Promise<void>((done) => open.push(done));
    said.push(`ends ${nth}`);
    if (nth === 2) throw new Error('not read');
  });
  const first = ask();
  await Promise.all([ask(), ask()]);
  expect(said).toEqual(['begins 1']);
  open[0]?.();
  await vi.waitFor(() => expect(open).toHaveLength(2));
  open[1]?.();
  await expect(first).rejects.toThrow('not read');
  expect(said).toEqual(['begins 1', 'ends 1', 'begins 2', 'ends 2']);
  const later = ask();
  open[2]?.();
  await later;
  expect(said.slice(4)).toEqual(['begins 3', 'ends 3']);
});
