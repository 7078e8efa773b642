export { withActor, systemOf, anonymousOf, callerAt, CALLER_ID, SYSTEM_ID, SOURCE_ID, ANONYMOUS_ID, type Actor, type Tx, type LedgerNote } from './actor';
export { databaseAway, type Away } from './away';
export { closeDatabase, poolUse, waitPatiently } from './client';
export { forConcern } from './concern';
export type { Gathering } from './known';
export * from './lookups';
export { clearLimits, peek, spend, startAnew, type Limit, type Spent } from './limit';
export { plainly } from './together';
export { Prisma } from './generated/client';
