/** Where a process spent its time, by what its profile of the processor says (`--cpu-prof` of Node). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

/** Whose work it is, by the file a function stands in or, where it stands in none, by its name. */
const WORK: readonly [RegExp, string][] = [
  [/^\(idle\)$|^\(program\)$/, ''],
  [/^\(garbage collector\)$/, 'garbage collector'],
  [/^write(v|Utf8String|Buffer|Latin1String)$|^shutdown$/, 'writing to sockets'],
  [/node_modules\/@?prisma|^wasm:|wasm-function/, 'Prisma'],
  [/node_modules\/pg/, 'node-postgres'],
  [/next\/dist|node_modules\/(react|react-dom|scheduler)\//, 'Next and React'],
  [/\.next\/server/, 'the product, with what is bundled into it'],
  [/node_modules\//, 'other packages'],
  [/^node:|internal\//, 'Node'],
];
const workOf = (text: string) => WORK.find(([pattern]) => pattern.test(text))?.[1];

/** Shares of all time that was not idle, the largest first, of every profile in a folder. */
export function sharesIn(folder: string): [work: string, share: number][] {
  const spent = new Map<string, number>();
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.cpuprofile'))) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Profile;
    const above = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child): [number, number] => [child, id])));
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const known = new Map<number, string>();
    // What is built into the engine is the work of whoever called it.
    const of = (id: number | undefined): string => {
      const node = id === undefined ? undefined : byId.get(id);
      if (node === undefined) return 'other';
      const found = known.get(node.id) ?? workOf(node.callFrame.functionName) ?? workOf(node.callFrame.url) ?? of(above.get(node.id));
      known.set(node.id, found);
      return found;
    };
    samples.forEach((id, at) => spent.set(of(id), (spent.get(of(id)) ?? 0) + (timeDeltas[at] ?? 0)));
  }
  spent.delete('');
  const all = [...spent.values()].reduce((sum, each) => sum + each, 0);
  return [...spent].map(([work, time]): [string, number] => [work, time / all]).toSorted(([, a], [, b]) => b - a);
}
