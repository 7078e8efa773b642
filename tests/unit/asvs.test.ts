/** docs/security/asvs.csv says how each requirement is met; a row that points at nothing is a false promise (quality A1). */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const FILE = 'docs/security/asvs.csv';
const COLUMNS = ['id', 'level', 'asks', 'status', 'evidence', 'reason'] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

/** ASVS 5.0.0, by section: the requirements of level 1, then of level 2, that are in scope (docs/security.md says what is not). */
const IN_SCOPE: Record<string, readonly [one: string, two: string]> = {
  '1.1': ['', '1 2'], '1.2': ['1 2 3 4 5', '9'], '1.3': ['1 2', '3 4 5 6 7 10 11'], '1.5': ['', '2'],
  '2.1': ['1', '2 3'], '2.2': ['1 2', '3'], '2.3': ['1', '2 3 4'], '2.4': ['', '1 2'],
  '3.2': ['1 2', ''], '3.3': ['1', '2 3 4'], '3.4': ['1 2', '3 4 5 6'], '3.5': ['1 2 3', '4 5'], '3.7': ['', '1 2'],
  '4.1': ['1', '2 3'], '4.2': ['', '1'],
  '5.1': ['', '1'], '5.2': ['1 2', '3'], '5.3': ['1 2', ''], '5.4': ['', '1 2 3'],
  '6.1': ['1', '2 3'], '6.2': ['1 2 3 4 5 6 7 8', '9 10 11 12'], '6.3': ['1 2', '3 4'], '6.4': ['1 2', '3 4'], '6.5': ['', '1 2 3 4 5'], '6.6': ['', '1 2 3'], '6.8': ['', '1 2 4'],
  '7.1': ['', '1 2 3'], '7.2': ['1 2 3 4', ''], '7.3': ['', '1 2'], '7.4': ['1 2', '3 4 5'], '7.5': ['', '1 2'], '7.6': ['', '1 2'],
  '8.1': ['1', '2'], '8.2': ['1 2', '3'], '8.3': ['1', ''], '8.4': ['', '1'],
  '9.1': ['1 2 3', ''], '9.2': ['1', '2 3 4'],
  '10.1': ['', '1 2'], '10.2': ['', '1 2'], '10.5': ['', '1 2 3 4 5'],
  '11.1': ['', '1 2'], '11.2': ['', '1 2 3'], '11.3': ['1 2', '3'], '11.4': ['1', '2 3 4'], '11.5': ['', '1'], '11.6': ['', '1'],
  '12.1': ['1', '2 3'], '12.2': ['1 2', ''], '12.3': ['', '1 2 3 4'],
  '13.1': ['', '1'], '13.2': ['', '1 2 3 4 5'], '13.3': ['', '1 2'], '13.4': ['1', '2 3 4 5'],
  '14.1': ['', '1 2'], '14.2': ['1', '2 3 4'], '14.3': ['1', '2 3'],
  '15.1': ['1', '2 3'], '15.2': ['1', '2 3'], '15.3': ['1', '2 3 4 5 6 7'],
  '16.1': ['', '1'], '16.2': ['', '1 2 3 4 5'], '16.3': ['', '1 2 3 4'], '16.4': ['', '1 2 3'], '16.5': ['', '1 2 3'],
};
const asked = new Map(Object.entries(IN_SCOPE).flatMap(([section, levels]) => levels.flatMap((ids, index) => ids.split(' ').filter(Boolean).map((id): [string, string] => [`${section}.${id}`, String(index + 1)]))));

const contents = new Map<string, string>();
function textOf(path: string): string | null {
  if (!existsSync(path)) return null;
  const text = contents.get(path) ?? readFileSync(path, 'utf8');
  contents.set(path, text);
  return text;
}

/** `test`, `each` of `test.each(table)`: by which names a call begins. */
function namesOf(called: ts.Expression): string[] {
  if (ts.isIdentifier(called)) return [called.text];
  if (ts.isPropertyAccessExpression(called)) return [...namesOf(called.expression), called.name.text];
  return ts.isCallExpression(called) ? namesOf(called.expression) : [];
}

/** What a title may say of each row of its table: the texts that stand in it. */
function wordsOf(row: ts.Node): string[] {
  if (ts.isStringLiteralLike(row)) return [row.text];
  return ts.isArrayLiteralExpression(row) ? row.elements.flatMap(wordsOf) : [];
}

/** Titles of the tests of a file and of their groups, with the words of their tables; of none that is not run. */
function titlesIn(node: ts.Node): string[] {
  const inside = () => {
    const found: string[] = [];
    ts.forEachChild(node, (child) => void found.push(...titlesIn(child)));
    return found;
  };
  if (!ts.isCallExpression(node)) return inside();
  const [root = '', ...how] = namesOf(node.expression);
  if (!['test', 'it', 'describe'].includes(root)) return inside();
  if (how.some((name) => ['skip', 'todo', 'fixme'].includes(name))) return [];
  const [title] = node.arguments;
  const own = title === undefined ? [] : ts.isTemplateExpression(title) ? [title.getText()] : ts.isStringLiteralLike(title) ? [title.text] : [];
  const table = ts.isCallExpression(node.expression) ? node.expression.arguments.flatMap(wordsOf) : [];
  return [...own, ...table, ...inside()];
}

const titles = new Map<string, string[]>();
function titlesOf(path: string, text: string): string[] {
  const found = titles.get(path) ?? titlesIn(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  titles.set(path, found);
  return found;
}

/** Is there such a heading in a page, or a test or a group of tests that is run, with these words in its title? */
function holds(path: string, text: string, words: string): boolean {
  if (path.endsWith('.md')) return text.split('\n').some((line) => /^#{1,6} /.test(line) && line.replace(/^#+ /, '') === words);
  return titlesOf(path, text).some((title) => title.includes(words));
}

function faultsOfEvidence(id: string, evidence: string): string[] {
  return evidence.split(';').map((part) => part.trim()).filter(Boolean).flatMap((part) => {
    const [path = '', words = ''] = part.split(/#(.*)/s);
    const text = textOf(path);
    if (text === null) return [`${id}: no such file "${path}"`];
    const test = /\.(?:test|spec)\.tsx?$/.test(path);
    if (!test && !path.endsWith('.md')) return words === '' ? [] : [`${id}: a file of settings has no title "${words}"`];
    if (words === '') return [`${id}: ${path} without a title`];
    return holds(path, text, words) ? [] : [`${id}: nothing called "${words}" in ${path}`];
  });
}

function faultsOf(rows: readonly Row[]): string[] {
  const ids = rows.map(({ id }) => id);
  return [
    ...[...asked.keys()].filter((id) => !ids.includes(id)).map((id) => `${id}: missing`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id}: twice`),
    ...rows.flatMap(({ id, level, asks, status, evidence, reason }) => [
      ...(level !== (asked.get(id) ?? '3') ? [`${id}: level ${level}`] : []),
      ...(asks === '' ? [`${id}: asks nothing`] : []),
      ...(['met', 'partly', 'not met', 'not applicable'].includes(status) ? [] : [`${id}: unknown status "${status}"`]),
      ...((status === 'met' || status === 'partly') && evidence === '' ? [`${id}: ${status}, but no evidence`] : []),
      ...(status !== 'met' && reason === '' ? [`${id}: ${status}, but no reason`] : []),
      ...faultsOfEvidence(id, evidence),
    ]),
  ];
}

const rows: Row[] = parse(readFileSync(FILE), { columns: (names: string[]) => {
    expect(names).toEqual(COLUMNS);
    return names;
  },
});

describe(FILE, () => {
  it('has a true row for each of the 211 requirements of level 1 and 2 in scope', () => {
    expect(asked.size).toBe(211);
    expect([...asked.values()].filter((level) => level === '1')).toHaveLength(63);
    expect(faultsOf(rows)).toEqual([]);
  });

  it('is said in docs/security.md as it is', () => {
    const said = Object.fromEntries([...readFileSync('docs/security.md', 'utf8').matchAll(/^\| (met|partly|not met|not applicable|met, of level 3) \| (\d+) \|$/gm)].map(([, status, count]): [string, number] => [status ?? '', Number(count)]));
    const of = rows.filter(({ level }) => level !== '3');
    const counted = ['met', 'partly', 'not met', 'not applicable'].map((status): [string, number] => [status, of.filter((row) => row.status === status).length]);
    expect(said).toEqual({ ...Object.fromEntries(counted), 'met, of level 3': rows.filter(({ level, status }) => level === '3' && status === 'met').length });
  });

  it('takes the words of a test that is run, and neither those of a comment nor of one that is skipped', () => {
    const text = `
      // it('was there once', () => {});
      describe('a door', () => {
        it('opens', () => expect('what is asked').toBe('of it'));
        it.runIf(true)(\`opens for \${1}\`, () => {});
        it.each<[string, number]>([['with a key', 1]])('opens %s', () => {});
      });
      describe.skip('a window', () => it('is shut', () => {}));
      it.skip('leaks', () => {});
      it.todo('creaks');`;
    const held = (words: string) => holds('door.test.ts', text, words);
    expect(['a door', 'opens', 'opens for', 'with a key'].filter((words) => !held(words))).toEqual([]);
    expect(['was there once', 'what is asked', 'of it', 'a window', 'is shut', 'leaks', 'creaks'].filter(held)).toEqual([]);
  });

  const good = 'tests/unit/asvs.test.ts#has a true row';
  it.each<[string, Partial<Row>, string]>([
    ['a requirement left out', { id: '2.3.5', level: '3' }, '1.1.1: missing'],
    ['an id twice', { id: '1.1.2' }, '1.1.2: twice'],
    ['a wrong level', { level: '1' }, '1.1.1: level 1'],
    ['an unknown status', { status: 'nearly' }, '1.1.1: unknown status "nearly"'],
    ['met without evidence', { evidence: '' }, '1.1.1: met, but no evidence'],
    ['not met without a reason', { status: 'not met' }, '1.1.1: not met, but no reason'],
    ['a file that is not there', { evidence: 'tests/unit/none.test.ts#x' }, '1.1.1: no such file "tests/unit/none.test.ts"'],
    ['a test that is not in its file', { evidence: `tests/unit/packages.test.ts#${['renamed', 'since'].join(' ')}` }, '1.1.1: nothing called "renamed since" in tests/unit/packages.test.ts'],
    ['a heading that is not in its page', { evidence: 'docs/security.md#No such heading' }, '1.1.1: nothing called "No such heading" in docs/security.md'],
    ['a test file without a title', { evidence: 'tests/unit/packages.test.ts' }, '1.1.1: tests/unit/packages.test.ts without a title'],
  ])('catches %s', (_, change, fault) => {
    const blank: Row = { id: '1.1.1', level: '2', asks: 'Once', status: 'met', evidence: good, reason: '' };
    expect(faultsOf([{ ...blank, ...change }, ...rows.filter(({ id }) => id !== '1.1.1')])).toContain(fault);
  });
});
