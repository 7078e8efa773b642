import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parse, type Options } from 'csv-parse';
import { stringify } from 'csv-stringify';
import type { Comparable } from '@/lib/people/match/comparable';
import { link, type Linked } from '@/lib/people/match/link';
import { COLUMNS, DEFAULT_THRESHOLD, placesOf, readLine, readMappings, type Mapping } from '@/lib/people/match/list';
import { reasonsOf } from '@/lib/people/match/score';

const USAGE = `Usage: npm run people:link -- --left A.csv [--right B.csv] --out pairs.csv [--map OURS=THEIRS]… [--threshold ${DEFAULT_THRESHOLD}]
  Links two lists of people, or one list against itself. The first line of a list names its columns:
  ${COLUMNS.join(', ')}.
  Only id must be there. --map renames: --map given_name=FORENAME, --map left.id=PNC_ID for one list only.
  --threshold is the probability, above 0 and up to 1, from which two records are given out as one person.`;

const tell = (line: string) => process.stderr.write(`${line}\n`);

/** Bad input: what is wrong goes to standard error, and the command ends with 2. */
function refuse(...lines: string[]): never {
  lines.forEach(tell);
  process.exit(2);
}

interface Given {
  left: string;
  right: string | undefined;
  out: string;
  maps: { left: Mapping; right: Mapping };
  threshold: number;
}

function readGiven(): Given {
  const values = readArguments();
  if (values.left === undefined) refuse('--left: is missing', USAGE);
  if (values.out === undefined) refuse('--out: is missing', USAGE);
  const maps = readMappings(values.map ?? []);
  if (!maps.ok) refuse(`--map: ${maps.problem}`, USAGE);
  const threshold = Number(values.threshold ?? DEFAULT_THRESHOLD);
  if (!(threshold > 0 && threshold <= 1)) refuse(`--threshold: ${values.threshold ?? ''} is not a number above 0 and up to 1`);
  return { left: values.left, right: values.right, out: values.out, maps, threshold };
}

function readArguments() {
  try {
    return parseArgs({ options: { left: { type: 'string' }, right: { type: 'string' }, out: { type: 'string' }, map: { type: 'string', multiple: true }, threshold: { type: 'string' } } }).values;
  } catch (fault) {
    return refuse(fault instanceof Error ? fault.message : String(fault), USAGE);
  }
}

interface List {
  ids: string[];
  people: Comparable[];
}

interface Line {
  record: string[];
  info: { lines: number };
}

/** Reads a list line by line. What cannot be read is told by its line and left out, never guessed. */
async function readList(option: string, file: string, mapping: Mapping): Promise<List> {
  const list: List = { ids: [], people: [] };
  const seen = new Set<string>();
  let leftOut = 0;
  const skip = (line: number, problem: string) => {
    leftOut += 1;
    tell(`${file}, line ${line}: ${problem}; left out`);
  };
  const options: Options<string[]> = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true, on_skip: (fault) => {
      skip(Number(fault?.['lines'] ?? 0), fault?.message ?? 'cannot be read');
      return undefined;
    },
  };
  const lines: AsyncIterable<Line> = createReadStream(file).on('error', ({ message }) => refuse(`--${option}: ${message}`)).pipe(parse(options));
  let head: { width: number; places: Parameters<typeof readLine>[2] } | undefined;
  for await (const { record, info } of lines) {
    if (head === undefined) {
      const read = placesOf(record, mapping);
      if (!read.ok) refuse(`--${option}: ${file}: ${read.problem}`);
      head = { width: record.length, places: read.places };
      continue;
    }
    const read = readLine(record, head.width, head.places);
    if (!read.ok) skip(info.lines, read.problem);
    else if (seen.has(read.id)) skip(info.lines, `the id “${read.id}” stands there already`);
    else {
      seen.add(read.id);
      list.ids.push(read.id);
      list.people.push(read.person);
      if (list.ids.length % EVERY === 0) tell(`${file}: ${list.ids.length.toLocaleString('en-GB')} read`);
    }
  }
  if (head === undefined) refuse(`--${option}: ${file} is empty`);
  tell(`${file}: ${list.ids.length.toLocaleString('en-GB')} people read, ${leftOut} line${leftOut === 1 ? '' : 's'} left out`);
  return list;
}

const EVERY = 25_000;

function* rows({ pairs, explain }: Linked, left: List, right: List) {
  for (const pair of pairs) {
    const reasons = reasonsOf(explain(pair), pair).map(({ words, bits }) => `${words} ${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`);
    yield [left.ids[pair.left], right.ids[pair.right], pair.weight.toFixed(2), pair.probability.toFixed(4), reasons.join('; ')];
  }
}

async function main(): Promise<void> {
  const given = readGiven();
  const left = await readList('left', given.left, given.maps.left);
  const right = given.right === undefined ? null : await readList('right', given.right, given.maps.right);
  const linked = link(left.people, right?.people ?? null, { threshold: given.threshold, progress: tell });
  if (linked.leftOut > 0) tell(`${linked.leftOut.toLocaleString('en-GB')} pairs share nothing but a key that very many have, and were not looked at`);
  // A cell that a spreadsheet would take for a formula is written so that it stays a text.
  const csv = stringify({ header: true, columns: ['left_id', 'right_id', 'weight', 'probability', 'reasons'], escape_formulas: true });
  await pipeline(Readable.from(rows(linked, left, right ?? left)), csv, createWriteStream(given.out));
  tell(`${given.out}: ${linked.pairs.length.toLocaleString('en-GB')} pairs at probability ${given.threshold} or above. Each is a proposal: a person decides.`);
}

await main();
