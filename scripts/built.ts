import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything a build depends on, as one hash: an unchanged tree is not built again. */
function treeHash(): string {
  const hash = createHash('sha256');
  const walk = (path: string): void => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) if (name !== 'generated') walk(join(path, name));
    } else hash.update(path).update(readFileSync(path));
  };
  for (const path of ['app', 'components', 'lib', 'prisma/schema', 'public', 'scripts/build.ts', 'scripts/styles.mjs', 'proxy.ts', 'instrumentation.ts', 'next.config.ts', 'postcss.config.mjs', 'package-lock.json']) walk(path);
  return hash.digest('hex');
}

/** Builds the application unless what stands in .next was built from this very tree. */
export function built(): void {
  const mark = '.next/doorstep-built';
  const wanted = treeHash();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  process.stderr.write('Building …\n');
  const done = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error('The build failed: see the lines above.');
  writeFileSync(mark, wanted);
}
