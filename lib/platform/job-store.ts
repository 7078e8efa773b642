import type { Tx } from './db';

export interface JobCount {
  name: string;
  /** As the job queue calls it: created, retry, active, completed, cancelled, failed. */
  state: string;
  count: number;
}

/** How many jobs stand in which state; numbers only, of the whole service. */
export async function countJobs(tx: Tx): Promise<JobCount[]> {
  return tx.db.$queryRaw<JobCount[]>`select name, state::text as state, count(*)::int as count from pgboss.job where name not like '\\_\\_%' group by name, state order by name, state`;
}
