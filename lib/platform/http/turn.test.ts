import { expect, test } from 'vitest';
import { takeTurn } from './turn';

test('one at a time, in the order in which they came, also past one that fails', async () => {
  const done: string[] = [];
  let [now, most] = [0, 0];
  const does = async (name: string, fails = false) => {
    const end = await takeTurn();
    try {
      now += 1;
      most = Math.max(most, now);
      await new Promise((next) => setTimeout(next, 2));
      if (fails) throw new Error(name);
      done.push(name);
    } finally {
      now -= 1;
      end();
    }
  };
  await Promise.allSettled([does('first'), does('second', true), does('third'), does('fourth')]);
  expect([done, most]).toEqual([['first', 'third', 'fourth'], 1]);
});
