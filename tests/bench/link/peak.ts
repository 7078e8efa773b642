/** Loaded before a command that is measured: leaves the most memory it held, in kilobytes, in the file that BENCH_PEAK names. */
import { writeFileSync } from 'node:fs';

const file = process.env['BENCH_PEAK'];
if (file !== undefined) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
