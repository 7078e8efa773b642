import { POLICY } from '@/lib/access/policy';
import { routesOf } from './routes';

const table = new Set<string>(Object.keys(POLICY));
const built = new Set(routesOf('app'));
const faults = [
  ...[...built].filter((key) => !table.has(key)).map((key) => `${key} has no row in lib/access/policy.ts`),
  ...[...table].filter((key) => !built.has(key)).map((key) => `${key} stands in lib/access/policy.ts but does not exist`),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exit(1);
