/** The floor of the pages: a bare application of the same Next with dynamic pages that ask nobody, built and started here, and gone afterwards. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultTreeAdapter as html, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { freePort } from '@/scripts/embedded';

const STARTS_WITHIN_MS = 60_000;
const NEXT = resolve('node_modules/next/dist/bin/next');

const FILES: Record<string, string> = {
  // Without one of its own Next takes the product's, in the folder above.
  'instrumentation.js': 'export function register() {}\n',
  'package.json': JSON.stringify({ name: 'floor', private: true, type: 'module' }),
  // Next is found in the folder above; without types there is nothing to check.
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(resolve('.'))} }, outputFileTracingRoot: ${JSON.stringify(resolve('.'))} };\n`,
  'app/layout.jsx': 'export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n',
  'app/hello/page.jsx': "import { headers } from 'next/headers';\nexport default async function Page() {\n  await headers();\n  return <p>Hello</p>;\n}\n",
  'app/table/page.jsx': `import { headers } from 'next/headers';
const rows = Array.from({ length: 25 }, (_, n) => ({ id: n, level: 1 + (n % 4), concern: 'Concern ' + n, from: 'School ' + n, left: n + ' hours', held: 'Nobody' }));
export default async function Page() {
  await headers();
  return <table><thead><tr><th>Level</th><th>Concern</th><th>From</th><th>Time left</th><th>Held by</th></tr></thead><tbody>{rows.map((row) => <tr key={row.id}><td>{row.level}</td><td><a href={'/contacts/' + row.id}>{row.concern}</a></td><td>{row.from}</td><td>{row.left}</td><td>{row.held}</td></tr>)}</tbody></table>;
}
`,
};

/** A drawn element: its name, its attributes by React's names, and what is within it. */
type Drawn = string | [name: string, props: Record<string, string | true>, within: Drawn[]];

const REACT_NAMES: Record<string, string> = { class: 'className', for: 'htmlFor', datetime: 'dateTime', viewbox: 'viewBox', preserveaspectratio: 'preserveAspectRatio' };
/** What React takes in another way than as text. */
const LEFT_OUT = new Set(['style', 'checked', 'selected', 'value']);

function drawn(node: DefaultTreeAdapterTypes.ChildNode): Drawn[] {
  if (html.isTextNode(node)) return [node.value];
  if (!html.isElementNode(node) || node.tagName === 'script') return [];
  // What a template holds came late to its page, and is part of what is shown.
  const within = 'content' in node ? node.content.childNodes : node.childNodes;
  const props = node.attrs.filter(({ name }) => !LEFT_OUT.has(name)).map(({ name, value }): [string, string | true] => [REACT_NAMES[name] ?? name, value === '' ? true : value]);
  return [[node.tagName === 'template' ? 'div' : node.tagName, Object.fromEntries(props), within.flatMap(drawn)]];
}

/** Files of a page that draws what stands in another's body, from constants, in the way that costs React least: in one component of the browser. */
function markupPage(name: string, text: string): Record<string, string> {
  const body = parse(text).childNodes.filter(html.isElementNode).flatMap(({ childNodes }) => childNodes).filter(html.isElementNode).find(({ tagName }) => tagName === 'body');
  if (body === undefined) throw new Error(`${name} has no body`);
  return {
    [`app/markup/${name}/tree.json`]: JSON.stringify(body.childNodes.flatMap(drawn)),
    [`app/markup/${name}/drawn.jsx`]: `'use client';
import { createElement } from 'react';
import tree from './tree.json';
const draw = (each) => typeof each === 'string' ? each : createElement(each[0], each[1], ...each[2].map(draw));
export function Drawn() {
  return draw(['div', {}, tree]);
}
`,
    [`app/markup/${name}/page.jsx`]: "import { headers } from 'next/headers';\nimport { Drawn } from './drawn';\nexport default async function Page() {\n  await headers();\n  return <Drawn />;\n}\n",
  };
}

export interface Floor {
  origins: readonly string[];
  stop(): Promise<void>;
}

/**
 * Builds and starts it, in a folder of its own beside the product's data, in as many processes as the product that it stands beside.
 * @param like pages of the product, by name; `/markup/{name}` draws the same elements without asking anybody.
 */
export async function startFloor(processes = 1, like: Record<string, string> = {}): Promise<Floor> {
  const home = resolve('.doorstep', `bench-floor-${process.pid}`);
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const remove = () => rmSync(home, { recursive: true, force: true });
  const started: ChildProcess[] = [];
  const gone = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    for (const child of started) {
      if (gone(child)) continue;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    }
    remove();
  };
  const start = async (): Promise<string> => {
    const port = await freePort();
    const child = spawn(process.execPath, [NEXT, 'start', '--port', String(port)], { cwd: home, env: { ...env, PORT: String(port) }, stdio: 'ignore' });
    started.push(child);
    const origin = `http://localhost:${port}`;
    for (let waited = 0; ; waited += 100) {
      if (gone(child) || waited > STARTS_WITHIN_MS) throw new Error('the floor did not start');
      if (await fetch(`${origin}/hello`).then(({ ok }) => ok, () => false)) return origin;
      await sleep(100);
    }
  };
  try {
    const files = Object.assign({}, FILES, ...Object.entries(like).map(([name, text]) => markupPage(name, text))) as Record<string, string>;
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(home, name, '..'), { recursive: true });
      writeFileSync(join(home, name), text);
    }
    const built = spawnSync(process.execPath, [NEXT, 'build'], { cwd: home, env, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`the floor was not built: ${built.stdout}${built.stderr}`);
    const origins: string[] = [];
    for (let n = 0; n < processes; n += 1) origins.push(await start());
    return { origins, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
