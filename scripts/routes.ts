import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every route that exists below a folder of pages, as the policy table spells it: "GET /queue". */
export function routesOf(dir: string, path = ''): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const at = join(dir, entry.name);
    if (entry.isDirectory()) {
      if (entry.name.startsWith('_') || entry.name === 'styles') return [];
      return routesOf(at, /^\(.*\)$/.test(entry.name) ? path : `${path}/${entry.name}`);
    }
    if (entry.name === 'page.tsx') return [`GET ${path || '/'}`];
    if (entry.name === 'route.ts' || entry.name === 'route.tsx') {
      const methods = [...readFileSync(at, 'utf8').matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE|HEAD)\b/g)].map((match) => match[1] ?? '');
      return methods.map((method) => `${method} ${path || '/'}`);
    }
    return [];
  });
}
