import type { Temporal } from 'temporal-polyfill';
import type { Tx } from './db';
import type { JobData, JobName } from './jobs';
import { dateOf, instantOf } from './time';

export interface JobCount {
  name: string;
  /** As the job queue calls it: created, retry, active, completed, cancelled, failed. */
  state: string;
  count: number;
}

export interface JobLag {
  name: string;
  /** Seconds that the longest-waiting job which is due has waited; 0 where none is. */
  seconds: number;
  /** Given up after every retry. */
  dead: number;
}

/** How far behind each kind of job is; numbers only, of the whole service. */
export async function jobLags(tx: Tx): Promise<JobLag[]> {
  return tx.db.$queryRaw<JobLag[]>`
    select q.name, coalesce(max(extract(epoch from clock_timestamp() - j.start_after)) filter (where j.state in ('created', 'retry') and j.start_after <= clock_timestamp()), 0)::float8 as seconds,
      count(*) filter (where j.state = 'failed')::int as dead
    from pgboss.queue q left join pgboss.job j on j.name = q.name where q.name not like '\\_\\_%' group by q.name order by q.name`;
}

/** How many jobs stand in which state; numbers only, of the whole service. */
export async function countJobs(tx: Tx): Promise<JobCount[]> {
  return tx.db.$queryRaw<JobCount[]>`select name, state::text as state, count(*)::int as count from pgboss.job where name not like '\\_\\_%' group by name, state order by name, state`;
}

/** What the jobs of a name carry that wait for their first or their next try, in the actor's authority. */
export async function waitingJobs<N extends JobName>(tx: Tx, name: N): Promise<JobData[N][]> {
  const rows = await tx.db.$queryRaw<{ data: JobData[N] }[]>`select data from pgboss.job where name = ${name} and state < 'active' and not blocked and data->>'authorityId' = ${tx.actor.authorityId}`;
  return rows.map(({ data }) => data);
}

/** For so long a job that was given up is something to be told of; afterwards the service page still counts it. */
const TOLD_FOR_HOURS = 24;

/**
 * In which hours jobs of the actor's authority were given up after every try, by name: one for each hour and name, however many,
 * so that a provider that is down for a day calls nobody a hundred times.
 */
export async function hoursOfGivenUp(tx: Tx): Promise<{ name: string; hour: Temporal.Instant }[]> {
  const rows = await tx.db.$queryRaw<{ name: string; hour: Date }[]>`
    select distinct name, date_trunc('hour', completed_on) as hour from pgboss.job
    where state = 'failed' and data->>'authorityId' = ${tx.actor.authorityId} and completed_on > ${dateOf(tx.at.subtract({ hours: TOLD_FOR_HOURS }))} and name not like '\\_\\_%'
    order by hour, name`;
  return rows.map(({ name, hour }) => ({ name, hour: instantOf(hour) }));
}
