import { expect, test } from 'vitest';
import { differences } from '../bench/engine/run';

test('an engine of others, given the same rules, answers the same (quality C6 P9; a hundred thousand cases by npm run bench -- engine)', async () => {
  const seed = Number(process.env['BENCH_SEED'] ?? Math.floor(Math.random() * 1_000_000));
  expect({ seed, different: await differences(1_400, seed) }).toEqual({ seed, different: [] });
  // The other engine is a hundred times as slow, and lint runs beside it on the other processor.
}, 60_000);
