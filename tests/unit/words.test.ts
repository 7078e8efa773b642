/**
 * The words people read (safe practice 20): nothing says "submitted successfully", nobody is blamed, no machine talks. Read
 * from the source itself, so that a new screen, letter or message is held to it on the day it is written.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Said {
  file: string;
  line: number;
  text: string;
}

/** What is never said to anybody, what is said instead, and who says so. */
const NEVER: readonly { words: RegExp; instead: string; source: string }[] = [
  { words: /\bsubmit(s|ted|ting)?\b|\bsubmissions?\b|\bsuccess(ful|fully)?\b/i, instead: 'what has happened: "We have it. A person has not read it yet."', source: 'safe practice 20' },
  { words: /\breferrals?\b.{0,40}\b(processed|logged|actioned)\b/i, instead: 'who does what, by when', source: 'safe practice 20' },
  { words: /\b(invalid|illegal|forbidden|oops|whoops|uh[- ]oh)\b/i, instead: 'what is wrong and what to do next', source: 'GOV.UK Design System, error messages; experience.md' },
  { words: /\ban error (has )?occurred\b|\bsomething went wrong\b|\bunexpected error\b/i, instead: 'what happened, what was kept, what to do next', source: 'experience.md' },
  { words: /\bclick here\b|\bthis user\b|\bthe user\b|\bdata subject\b|\bmandatory field\b/i, instead: 'the name of the thing or the person', source: 'GOV.UK style' },
  { words: /\b(DNA|did not attend|failed to attend)\b/, instead: '"was not brought": a child does not bring itself', source: 'Working Together 2023; NHS England, "was not brought"' },
  { words: /\babscond(s|ed|ing|er)?\b|\brunaways?\b/i, instead: '"missing"', source: 'statutory guidance on children who run away or go missing, 2014' },
  { words: /\b(child prostitut\w*|promiscuous|lifestyle choices?|attention[- ]seeking|(putting|put|puts) (themselves|herself|himself) at risk|sexually active (child|girl|boy)|streetwise|makes? poor choices)\b/i, instead: 'what was done to the child', source: 'Appropriate Language in Relation to Child Exploitation, The Children’s Society 2022' },
  { words: /\b(hard[- ]to[- ]reach|non[- ]engag\w+|disguised compliance|broken home|problem famil(y|ies))\b/i, instead: 'what the person did or said', source: 'requirement C13 (no blaming of parents)' },
  { words: /\b(NFA|LAC|CIN|CPP|SW|DSL|CSW)\b/, instead: 'the term in full', source: 'experience.md (plain words)' },
];

const FILES = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'app', 'components', 'lib'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$|\/generated\//.test(file));

/** A text for people: it has a space between words, or stands between tags. Names of things in code have neither. */
const isForPeople = (node: ts.Node, text: string) => ts.isJsxText(node) || /\p{L}[,;:.]? \p{L}/u.test(text);
/** SQL, class lists, directives and what only a log or a programmer reads. */
const isForMachines = (node: ts.Node, text: string) =>
  /\b(select|insert into|update|delete from|with)\b[\s\S]*\b(from|set|values|as)\b/.test(text)
  || /^use (client|server)$/.test(text)
  || /\b(govuk|moj|ds)-/.test(text)
  || (ts.isNewExpression(node.parent) && /Error$|Fault$/.test(node.parent.expression.getText()));

function saidIn(file: string, source: string): Said[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const said: Said[] = [];
  const visit = (node: ts.Node) => {
    const text = ts.isJsxText(node) || ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…') : '';
    const flat = text.replace(/\s+/g, ' ').trim();
    if (flat !== '' && isForPeople(node, flat) && !isForMachines(node, flat)) said.push({ file, line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: flat });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return said;
}

const faultsOf = (said: readonly Said[]) =>
  said.flatMap(({ file, line, text }) => NEVER.filter(({ words }) => words.test(text)).map(({ words, instead, source }) => `${file}:${line} says “${words.exec(text)?.[0]}”: say ${instead} (${source})`));

const everything = FILES.flatMap((file) => saidIn(file, readFileSync(`${root}/${file}`, 'utf8')));

test('no screen, letter or message says what is never said', () => {
  expect(everything.length).toBeGreaterThan(2_000);
  expect(faultsOf(everything)).toEqual([]);
});

describe('a planted sentence of each kind is found', () => {
  it.each([
    ['<p>Your report was submitted successfully.</p>'],
    ['<p>Submission received</p>'],
    ['const words = "The referral has been logged";'],
    ['const words = "Invalid date";'],
    ['const words = `Something went wrong with ${name}`;'],
    ['<p>To go on, click here</p>'],
    ['const words = "He did not attend two appointments";'],
    ['const words = "She absconded again";'],
    ['const words = "The girl is putting herself at risk";'],
    ['const words = "A hard-to-reach family";'],
    ['const words = "Closed as NFA today";'],
  ])('%s', (source) => {
    expect(faultsOf(saidIn('app/planted.tsx', source))).not.toEqual([]);
  });
});

describe('what has to be said is said', () => {
  const files = (text: string) => new Set(everything.filter((said) => said.text.includes(text)).map(({ file }) => file));

  it.each(['We have it. A person has not read it yet.', 'Read by a social worker at ', 'What was done for the child meanwhile?'])('“%s”', (sentence) => {
    expect(files(sentence).size).toBeGreaterThan(0);
  });

  it('what is done is told in the words of the act, in one component', () => {
    const banners = FILES.filter((file) => !file.startsWith('components/govuk/')).filter((file) => /<NotificationBanner[^>]*type=("success"|\{)/s.test(readFileSync(`${root}/${file}`, 'utf8')));
    expect(banners).toEqual(['components/shell/done.tsx']);
  });
});
