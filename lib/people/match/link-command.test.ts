import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'people-link-'));
const file = (name: string, lines: readonly string[]) => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
};

const run = async (...args: string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'scripts/people-link.ts', ...args], (fault, _, said) => resolve({ code: fault === null ? 0 : Number(fault.code), said }));
  });

const HEAD = 'id,given_name,family_name,date_of_birth,sex,address,postcode,nhs_number';
const LEFT = [HEAD, 's1,Esme,Hartwell,2019-03-04,F,12 Mill Lane,IP24 5AA,', 's2,Noah,Smith,2012-02-01,M,,NR1 1AA,', 's3,Orla,Hartwell,2019-03-04,F,12 Mill Lane,IP24 5AA,'];

test('links two lists, the second under other names; what is malformed is told by its line and left out', async () => {
  const right = file('right.csv', ['PNC,FORENAME,SURNAME,DOB,POSTCODE', 'p1,ESME,HARTWELL,20190304,IP245AA', 'p2,Esme,Hartwell,31/02/2019,IP24 5AA', 'p3,too,few', ',No,Id,2010-01-01,', 'p1,Esme,Again,20190304,IP24 5AA', '"p4","Ann ""Bee""","O\'Hare",,']);
  const out = join(folder, 'pairs.csv');
  const { code, said } = await run('--left', file('left.csv', LEFT), '--right', right, '--out', out, '--map', 'right.id=PNC,FORENAME=given_name', '--map', 'SURNAME=family_name,date_of_birth=DOB', '--map', 'right.POSTCODE=postcode');
  expect(code, said).toBe(2);
  expect(said).toContain('--left');
  const again = await run('--left', join(folder, 'left.csv'), '--right', right, '--out', out, '--map', 'right.id=PNC,right.FORENAME=given_name', '--map', 'right.SURNAME=family_name,right.date_of_birth=DOB,right.POSTCODE=postcode');
  expect(again.code, again.said).toBe(0);
  for (const line of ['line 3: “31/02/2019” is no date of birth', 'line 4: 3 fields where the first line has 5', 'line 5: no id', 'line 6: the id “p1” stands there already']) expect(again.said).toContain(`right.csv, ${line}`);
  expect(again.said).toContain('2 people read, 4 lines left out');
  const [head, ...pairs] = readFileSync(out, 'utf8').trim().split('\n');
  expect(head).toBe('left_id,right_id,weight,probability,reasons');
  expect(pairs).toHaveLength(1);
  expect(pairs[0]).toMatch(/^s1,p1,\d+\.\d+,(0\.\d+|1\.0000),".*date of birth the same \+/);
}, 60_000);

test('one list against itself finds who stands in it twice, and not a twin', async () => {
  const out = join(folder, 'self.csv');
  const { code, said } = await run('--left', file('self.csv.in', [...LEFT, 's4,Esme,Hartwel,2019-03-04,F,12 Mill Ln,IP24 5AA,']), '--out', out);
  expect(code, said).toBe(0);
  expect(readFileSync(out, 'utf8').trim().split('\n').slice(1).map((line) => line.split(',').slice(0, 2))).toEqual([['s1', 's4']]);
}, 60_000);

test.each([
  ['no list', ['--out', 'x.csv'], '--left: is missing'],
  ['no place for the pairs', ['--left', 'x.csv'], '--out: is missing'],
  ['a list that is not there', ['--left', join(folder, 'nowhere.csv'), '--out', 'x.csv'], '--left: ENOENT'],
  ['a threshold that is none', ['--left', 'x.csv', '--out', 'x.csv', '--threshold', '2'], '--threshold: 2 is not a number above 0 and up to 1'],
  ['a column that nobody asked for', ['--left', 'x.csv', '--out', 'x.csv', '--map', 'colour=C'], '--map: “colour=C” names none of id, given_name'],
])('%s is refused in words', async (_, args, words) => {
  const { code, said } = await run(...args);
  expect(code).toBe(2);
  expect(said).toContain(words);
}, 60_000);
