/** The house rules of eslint.config.mjs: each is broken once, in the text of a file that exists, and seen to be caught. */
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const eslint = new ESLint({ cwd: fileURLToPath(new URL('../..', import.meta.url)) });

async function rulesBroken(filePath: string, text: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(text, { filePath });
  return [...new Set(results.flatMap((result) => result.messages.map((message) => message.ruleId ?? message.message)))];
}

const MODEL = 'lib/clock/model.ts';
const STORE = 'lib/access/store.ts';
const PAGE = 'app/layout.tsx';

const BREACHES: readonly [rule: string, file: string, text: string][] = [
  ['house/one-clock', MODEL, 'export const at = Date.now();'],
  ['house/one-clock', MODEL, 'export const at = new Date();'],
  ['house/one-clock', MODEL, 'export const at = Date();'],
  ['house/one-clock', MODEL, "import { Temporal } from 'temporal-polyfill';\nexport const at = Temporal.Now.instant();"],
  ['house/one-clock', 'scripts/deadlines.ts', 'export const at = new Date();'],
  ['house/one-configuration', MODEL, "export const home = process.env['HOME'];"],
  ['house/one-configuration', MODEL, "import { env } from 'node:process';\nexport const home = env['HOME'];"],
  ['house/kind-of-process-only', 'instrumentation.ts', "export const url = process.env['DATABASE_URL'];"],
  ['house/database-in-stores', PAGE, 'export const read = async (tx: { db: { contact: { count(): Promise<number> } } }) => tx.db.contact.count();'],
  ['house/database-in-stores', 'lib/access/verbs/sign-in.ts', 'export const read = async ({ db }: { db: { count(): Promise<number> } }) => db.count();'],
  ['house/database-in-stores', MODEL, "import { Prisma } from '@/lib/platform/db';\nexport const none = Prisma.JsonNull;"],
  ['house/database-in-stores', MODEL, "import pg from 'pg';\nexport const client = new pg.Client();"],
  ['house/parameters-only', STORE, 'export const read = async (db: { $queryRawUnsafe(sql: string): Promise<unknown> }) => db.$queryRawUnsafe(`select 1`);'],
  ['house/parameters-only', STORE, 'export const write = async (db: { $executeRawUnsafe(sql: string): Promise<unknown> }) => db.$executeRawUnsafe(`select 1`);'],
  ['house/parameters-only', STORE, "import { Prisma } from '@/lib/platform/db';\nexport const piece = Prisma.raw('1');"],
  ['house/no-raw-html', PAGE, "export const Text = () => <p dangerouslySetInnerHTML={{ __html: 'a' }} />;"],
  ['house/no-raw-html', PAGE, "export const given = { dangerouslySetInnerHTML: { __html: 'a' } };"],
  ['house/plain-links', PAGE, "import Link from 'next/link';\nexport const there = Link;"],
  ['house/stable-addresses', PAGE, "'use server';\nexport const save = async () => Promise.resolve(1);"],
  ['house/one-body-reader', 'app/_edge/route.ts', 'export const read = async (request: Request) => request.formData();'],
  ['@typescript-eslint/no-floating-promises', MODEL, 'export function go(work: () => Promise<void>): void {\n  work();\n}'],
  ['@typescript-eslint/no-misused-promises', MODEL, 'export const waits = (work: () => Promise<boolean>) => (work() ? 1 : 2);'],
  ['@typescript-eslint/no-explicit-any', MODEL, 'export const anything = (value: any): number => (value === 1 ? 1 : 2);'],
  ['@typescript-eslint/ban-ts-comment', MODEL, '// @ts-ignore\nexport const one: number = 1;'],
  ['@typescript-eslint/switch-exhaustiveness-check', MODEL, "export function word(way: 'a' | 'b'): string {\n  switch (way) {\n    case 'a':\n      return 'A';\n  }\n  return '';\n}"],
  ['max-lines', MODEL, Array.from({ length: 401 }, (_, line) => `export const line${line} = ${line};`).join('\n')],
];

describe('each house rule catches what breaks it', () => {
  test.each(BREACHES)('%s in %s', async (rule, file, text) => {
    expect(await rulesBroken(file, text)).toContain(rule);
  }, 60_000);

  test('a comment cannot switch a rule off', async () => {
    expect(await rulesBroken(MODEL, '// eslint-disable-next-line house/one-clock\nexport const at = Date.now();')).toContain('house/one-clock');
  });

  test('no house rule is here untried', async () => {
    const config = (await eslint.calculateConfigForFile('proxy.ts')) as { plugins: { house: { rules: Record<string, unknown> } } };
    const tried = new Set(BREACHES.map(([rule]) => rule));
    expect(Object.keys(config.plugins.house.rules).filter((name) => !tried.has(`house/${name}`))).toEqual([]);
  });
});

describe('what is in its place is left alone', () => {
  test.each([
    ['lib/platform/time.ts', 'export const at = Date.now();'],
    ['lib/platform/config.ts', "export const home = process.env['HOME'];"],
    ['proxy.ts', "export const development = process.env.NODE_ENV === 'development';"],
    [MODEL, 'export const at = new Date(0);'],
    [STORE, 'export const read = async (tx: { db: { count(): Promise<number> } }) => tx.db.count();'],
  ])('%s: %s', async (file, text) => {
    expect(await rulesBroken(file, text)).toEqual([]);
  }, 60_000);
});
