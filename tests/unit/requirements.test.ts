/** docs/requirements.csv says what of the 186 requirements is built; a row that points at nothing is a false promise. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const COLUMNS = ['id', 'requirement', 'basis', 'state', 'where', 'test'] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

const SERIES = { C: 38, N: 54, S: 25, B: 39, P: 30 };
const IDS = Object.entries(SERIES).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
);

/** One line of CSV: a field in double quotes may hold commas, and a doubled quote stands for one. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

function read(csv: string): Row[] {
  const [header, ...lines] = csv.trimEnd().split('\n').map(fieldsOf);
  expect(header).toEqual(COLUMNS);
  return lines.map((fields) => {
    expect(fields, `fields of ${fields[0]}`).toHaveLength(COLUMNS.length);
    return Object.fromEntries(COLUMNS.map((column, index) => [column, fields[index] ?? ''])) as Row;
  });
}

const parts = (field: string) => (field === '' ? [] : field.split(';').map((part) => part.trim()));

function faultsOfRow({ id, requirement, basis, state, where, test }: Row): string[] {
  const faults: string[] = [];
  if (requirement === '') faults.push(`${id}: no requirement`);
  if (!['seed', 'inferred'].includes(basis)) faults.push(`${id}: unknown basis "${basis}"`);
  if (!['done', 'partly', 'not yet'].includes(state)) faults.push(`${id}: unknown state "${state}"`);
  if (state !== 'not yet' && where === '') faults.push(`${id}: ${state}, but no place`);
  if (state !== 'not yet' && test === '') faults.push(`${id}: ${state}, but no test`);
  for (const place of parts(where)) {
    if (place === '' || !existsSync(`${root}/${place}`)) faults.push(`${id}: no such place "${place}"`);
  }
  for (const shown of parts(test)) {
    const [path = '', name = ''] = shown.split(/#(.*)/s);
    if (!/\.test\.tsx?$|\.spec\.ts$/.test(path) || !existsSync(`${root}/${path}`)) faults.push(`${id}: no such test file "${path}"`);
    else if (!readFileSync(`${root}/${path}`, 'utf8').includes(name)) faults.push(`${id}: no test "${name}" in ${path}`);
  }
  return faults;
}

function faultsOf(rows: readonly Row[]): string[] {
  const ids = rows.map((row) => row.id);
  return [
    ...IDS.filter((id) => !ids.includes(id)).map((id) => `${id}: missing`),
    ...ids.filter((id) => !IDS.includes(id)).map((id) => `${id}: unknown`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id}: twice`),
    ...rows.flatMap(faultsOfRow),
  ];
}

const rows = read(readFileSync(`${root}/docs/requirements.csv`, 'utf8'));

describe('docs/requirements.csv', () => {
  it('has one true row for each of the 186 requirements', () => {
    expect(rows).toHaveLength(186);
    expect(faultsOf(rows)).toEqual([]);
  });

  const place = 'docs/requirements.csv';
  const test = 'tests/unit/requirements.test.ts#has one true row';

  it.each<[string, Partial<Row>, string]>([
    ['an id that is not one of the 186', { id: 'C39' }, 'C39: unknown'],
    ['an id twice', { id: 'C02' }, 'C02: twice'],
    ['an id left out', { id: 'C02' }, 'C01: missing'],
    ['an unknown basis', { basis: 'guess' }, 'C01: unknown basis "guess"'],
    ['an unknown state', { state: 'nearly' }, 'C01: unknown state "nearly"'],
    ['done without a place', { state: 'done', test }, 'C01: done, but no place'],
    ['partly without a test', { state: 'partly', where: place }, 'C01: partly, but no test'],
    ['a place that does not exist', { where: `${place}; docs/nowhere.md` }, 'C01: no such place "docs/nowhere.md"'],
    ['a test file that does not exist', { test: 'tests/unit/none.test.ts' }, 'C01: no such test file "tests/unit/none.test.ts"'],
    ['a page in place of a test', { test: place }, `C01: no such test file "${place}"`],
    [
      'a test that is not in its file',
      { test: `tests/unit/requirements.test.ts#${['renamed', 'since'].join(' ')}` },
      `C01: no test "${['renamed', 'since'].join(' ')}" in tests/unit/requirements.test.ts`,
    ],
  ])('catches %s', (_, change, fault) => {
    const blank: Row = { id: 'C01', requirement: 'Neglect', basis: 'seed', state: 'not yet', where: '', test: '' };
    expect(faultsOf([{ ...blank, ...change }, ...rows.slice(1)])).toContain(fault);
  });

  it('accepts a done row whose place and test exist', () => {
    const done: Row = { id: 'C01', requirement: 'Neglect', basis: 'seed', state: 'done', where: place, test };
    expect(faultsOf([done, ...rows.slice(1)])).toEqual([]);
  });
});
