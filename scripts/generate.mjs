// Prisma's CLI would fetch an engine it does not need for this: any executable file satisfies it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const MARK = 'lib/platform/db/generated/.made-from';
const hash = createHash('sha256').update(readFileSync('package-lock.json'));
for (const name of readdirSync('prisma/schema').sort()) hash.update(readFileSync(`prisma/schema/${name}`));
const wanted = hash.digest('hex');
if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) process.exit(0);

const stand = ['/bin/true', '/usr/bin/true'].find(existsSync) ?? process.execPath;
const done = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], {
  stdio: ['ignore', 'pipe', 'pipe'],
  encoding: 'utf8',
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? stand, CHECKPOINT_DISABLE: '1' },
});
if (done.status !== 0) {
  process.stderr.write(done.stdout + done.stderr);
  process.exit(done.status ?? 1);
}
writeFileSync(MARK, wanted);
