import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { KINDS, type Ask, type Kind, type Said } from './asked';
import { middle } from './drive';

const SIZES = (process.env['BENCH_SIZES'] ?? '10000,100000,1000000').split(',').map(Number);
const ROUNDS = 7;
const EACH = 15;
const MOST_TIMES = 1.3;

const say = (line: string) => process.stdout.write(`${line}\n`);
const nextOf = async (child: ChildProcess) => {
  const [said] = (await once(child, 'message')) as [Said];
  if ('fault' in said) throw new Error(said.fault);
  return said;
};

async function ask(child: ChildProcess, kind: Kind, times: number): Promise<number[]> {
  const said = nextOf(child);
  child.send({ kind, times } satisfies Ask);
  const answer = await said;
  return 'ms' in answer ? answer.ms : [];
}

/** The queue, a contact, a search and a report sent, one at a time, with ten thousand, a hundred thousand and a million contacts behind them. @returns false when the most take more than 1.3 times as long as the fewest. */
export async function benchScale(): Promise<boolean> {
  const places: { size: number; child: ChildProcess }[] = [];
  try {
    for (const size of SIZES) {
      const child = fork('tests/bench/served/one.ts', [String(size)], { execArgv: ['--disable-warning=ExperimentalWarning', '--import', 'tsx'] });
      places.push({ size, child });
      await nextOf(child);
    }
    const taken = new Map<string, number[]>();
    for (let round = 0; round <= ROUNDS; round += 1) for (const kind of KINDS) for (const { size, child } of places) {
      const ms = await ask(child, kind, EACH);
      // The first round warms everything up.
      if (round > 0) taken.set(`${kind} ${size}`, [...(taken.get(`${kind} ${size}`) ?? []), middle(ms)]);
    }
    let met = true;
    for (const kind of KINDS) {
      const of = (size: number | undefined) => taken.get(`${kind} ${size}`) ?? [];
      const times = middle(of(SIZES.at(-1)).map((value, round) => value / (of(SIZES[0])[round] ?? 1)));
      met &&= times <= MOST_TIMES;
      say(`${kind}: ${SIZES.map((size) => `${middle(of(size)).toFixed(1)} ms at ${size.toLocaleString('en-GB')}`).join(', ')}; the most take ${times.toFixed(2)} times the fewest (median of ${ROUNDS} rounds of ${EACH}; bar ${MOST_TIMES})`);
    }
    return met;
  } finally {
    await Promise.all(places.map(async ({ child }) => {
      if (!child.connected) return;
      const gone = once(child, 'exit');
      child.send({ kind: 'end' } satisfies Ask);
      await gone;
    }));
  }
}
