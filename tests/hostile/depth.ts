/** The same suites, short with every change and deep in `npm run test:deep` (vitest.config.ts sets it for the project "deep"). */
export const DEEP = process.env['DOORSTEP_DEEP'] === '1';

/** How many of something: few with every change, many in the deep run. */
export const howMany = (short: number, deep: number): number => (DEEP ? deep : short);
