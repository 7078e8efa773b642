import { parseArgs } from 'node:util';
import { ensureLoad } from './ensure';

/** `npm run bench:load -- --contacts 1000000`: a nation's contacts in a database that stays for the benches of this machine. */
const { values } = parseArgs({ options: { contacts: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '20261127' } } });
const place = await ensureLoad(Number(values.contacts), Number(values.seed));
await place.stop();
