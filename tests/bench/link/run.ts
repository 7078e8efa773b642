import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { chance, population, recordOf, type Chance, type Someone } from '../people/population';

/** Rows in each list; fewer with BENCH_PEOPLE, while something is worked on. */
const ROWS = Math.min(100_000, Number(process.env['BENCH_PEOPLE'] ?? 100_000));
const SEED = 20261127;
const MOST_SECONDS = 300;
const MOST_MEGABYTES = 1_000;
/** Of everybody so many are in each list, by themselves: four in five of one list are in the other. */
const IN_A_LIST = 0.8;

const COLUMNS = ['id', 'given_name', 'family_name', 'date_of_birth', 'sex', 'address', 'postcode', 'nhs_number'];
const say = (line: string) => process.stdout.write(`${line}\n`);

/** A list as a school's or a police force's system writes it, each person with the faults of that list. */
function writeList(path: string, people: readonly Someone[], random: Chance): void {
  const file = openSync(path, 'w');
  writeSync(file, stringify([COLUMNS]));
  for (let from = 0; from < people.length; from += 5_000) {
    const rows = people.slice(from, from + 5_000).map((one) => {
      const { givenName, familyName, dateOfBirth, sex, address, postcode, nhsNumber } = recordOf(one, random);
      return [String(one.id), givenName, familyName, dateOfBirth, sex, address, postcode, nhsNumber];
    });
    writeSync(file, stringify(rows));
  }
  closeSync(file);
}

/** The command's own words, as package.json gives them to node. */
function command(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const [node, ...words] = (scripts['people:link'] ?? '').split(' ');
  if (node !== 'node') throw new Error('people:link is run by node');
  return ['--import', 'tsx', '--import', './tests/bench/link/peak.ts', ...words];
}

/** Two lists linked by `npm run people:link`: how long it takes, from its start to its last byte, and the most memory it holds. @returns false when a bar of issue 4 is not met. */
export function benchLink(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-bench-link-'));
  const path = (name: string) => join(folder, name);
  try {
    const random = chance(SEED);
    const everybody = population(Math.round(ROWS / IN_A_LIST), random);
    const [left, right] = [everybody.filter(() => random() < IN_A_LIST), everybody.filter(() => random() < IN_A_LIST)];
    writeList(path('left.csv'), left, random);
    writeList(path('right.csv'), right, random);
    const from = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [...command(), '--left', path('left.csv'), '--right', path('right.csv'), '--out', path('pairs.csv')], { encoding: 'utf8', env: { ...process.env, BENCH_PEAK: path('peak') } });
    const seconds = (performance.now() - from) / 1000;
    if (status !== 0) throw new Error(stderr);
    const megabytes = Number(readFileSync(path('peak'), 'utf8')) / 1024;
    const pairs = parse<{ left_id: string; right_id: string }>(readFileSync(path('pairs.csv')), { columns: true });
    const correct = pairs.filter(({ left_id, right_id }) => left_id === right_id).length;
    say(`${left.length.toLocaleString('en-GB')} and ${right.length.toLocaleString('en-GB')} people linked by people:link: ${seconds.toFixed(1)} s, at most ${Math.round(megabytes)} MB; ${pairs.length.toLocaleString('en-GB')} pairs given out, ${((100 * correct) / pairs.length).toFixed(2)} % right`);
    const bars = { [`${MOST_SECONDS} s`]: seconds <= MOST_SECONDS, [`${MOST_MEGABYTES} MB`]: megabytes <= MOST_MEGABYTES, 'precision 99 %': correct / pairs.length >= 0.99 };
    const missed = Object.entries(bars).filter(([, met]) => !met).map(([bar]) => bar);
    say(missed.length === 0 ? 'Every bar is met.' : `Not met: ${missed.join(', ')}.`);
    return missed.length === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
