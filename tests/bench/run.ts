import { parseArgs } from 'node:util';
import { benchEngine } from './engine/run';
import { benchJourneys } from './journeys/run';
import { benchLedger } from './ledger/run';
import { benchLink } from './link/run';
import { benchLookup } from './lookup/run';
import { benchPeople } from './people/run';
import { benchScreens } from './screens/run';
import { benchHour } from './served/hour';
import { benchPages } from './served/pages';
import { benchScale } from './served/scale';
import { benchSubmit } from './served/submit';

/** `npm run bench`, or `npm run bench -- people`, `-- link`, `-- lookup`, `-- ledger`, `-- engine`, `-- submit`, `-- pages`, `-- scale`, `-- hour`, `-- screens`, `-- journeys`: what is measured beside the tests, line by line. `--minutes 1` makes the hour shorter than its ten minutes. Exits with 1 when a bar is missed. */
const LINES: Record<string, () => boolean | Promise<boolean>> = { people: benchPeople, link: benchLink, lookup: benchLookup, ledger: benchLedger, engine: benchEngine, submit: benchSubmit, pages: benchPages, scale: benchScale, hour: benchHour, screens: benchScreens, journeys: benchJourneys };

const { values, positionals: asked } = parseArgs({ options: { minutes: { type: 'string' } }, allowPositionals: true });
if (values.minutes !== undefined) process.env['BENCH_MINUTES'] = values.minutes;
const unknown = asked.filter((name) => !(name in LINES));
if (unknown.length > 0) {
  process.stderr.write(`No such line: ${unknown.join(', ')}. There are ${Object.keys(LINES).join(', ')}.\n`);
  process.exit(2);
}
const met: boolean[] = [];
for (const [name, run] of Object.entries(LINES)) if (asked.length === 0 || asked.includes(name)) met.push(await run());
process.exitCode = met.every(Boolean) ? 0 : 1;
