import { archiveFails, readFigures, type Figures } from '@/lib/assurance/service/figures-store';
import { lookAge } from '@/lib/assurance/service/look';
import { lastLook } from '@/lib/assurance/service/look-store';
import { ALARM_KINDS } from '@/lib/attention/clocks';
import { readCheckpoint } from '@/lib/ledger/checkpoint';
import { checkpointLines } from '@/lib/ledger/checkpoint-file';
import { readHead } from '@/lib/ledger/entry-store';
import { config } from '@/lib/platform/config';
import { authorityList, poolUse, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { replicaState } from '@/lib/platform/db/report';
import { jobLags, type JobLag } from '@/lib/platform/job-store';
import type { Gauge } from '@/lib/platform/metrics';

interface OfAuthority extends Figures {
  /** Seconds since the last checkpoint, where something was entered after it. */
  checkpointAge: number;
  /** Seconds since everything due was looked at. */
  lookAge: number;
}

interface All {
  authorities: OfAuthority[];
  jobs: JobLag[];
  archiveFails: boolean;
  replica: Awaited<ReturnType<typeof replicaState>>;
}

/** Seconds since the last checkpoint of an authority; 0 where nothing was entered after it, or none are written at all. */
async function checkpointAge(tx: Tx): Promise<number> {
  const { checkpoints } = config();
  const head = await readHead(tx);
  if (checkpoints === null || head === null) return 0;
  const last = readCheckpoint(checkpointLines(checkpoints.folder, tx.actor.authorityId).at(-1) ?? '');
  if (last === null) return tx.at.epochMilliseconds / 1000;
  return head.seq > BigInt(last.seq) ? Math.max(0, (tx.at.epochMilliseconds - Date.parse(last.at)) / 1000) : 0;
}

/** What there is to say now, of every authority and of the service. */
export async function figuresOf(): Promise<All> {
  const authorities: OfAuthority[] = [];
  const all = await authorityList();
  for (const { id } of all) authorities.push(await withActor(systemOf(id), async (tx) => ({ ...(await readFigures(tx)), checkpointAge: await checkpointAge(tx), lookAge: lookAge(await lastLook(tx), tx.at) })));
  const [first] = all;
  // Nobody is there yet, and so nothing to do.
  if (first === undefined) return { authorities, jobs: [], archiveFails: false, replica: null };
  return withActor(systemOf(first.id), async (tx) => ({ authorities, jobs: await jobLags(tx), archiveFails: await archiveFails(tx), replica: await replicaState(tx) }));
}

/** As gauges of the whole service: nothing says of which authority a number is. */
export function gaugesOf({ authorities, jobs, archiveFails: fails, replica }: All): Gauge[] {
  const sum = (of: (one: OfAuthority) => number) => authorities.reduce((all, one) => all + of(one), 0);
  const most = (of: (one: OfAuthority) => number) => authorities.reduce((all, one) => Math.max(all, of(one)), 0);
  const pool = poolUse();
  const one = (name: string, help: string, value: number): Gauge => ({ name: `doorstep_${name}`, help, values: [{ value }] });
  const by = <T>(name: string, help: string, all: readonly T[], label: string, of: (each: T) => [string, number]): Gauge => ({ name: `doorstep_${name}`, help, values: all.map((each) => ({ labels: { [label]: of(each)[0] }, value: of(each)[1] })) });
  return [
    one('contacts_past_clock', 'Contacts not decided whose next clock has run out', sum(({ pastClock }) => pastClock)),
    one('look_age_seconds', 'Time since an area was last looked through for all that somebody is called about and no such look failed, the longest of all areas', most((authority) => authority.lookAge)),
    by('alarms_open', 'Alarms that nobody has accepted, by kind', ALARM_KINDS, 'kind', (kind) => [kind, sum(({ alarms }) => alarms.find((alarm) => alarm.kind === kind)?.count ?? 0)]),
    one('messages_waiting', 'Letters and messages that are to leave', sum(({ messages }) => messages.waiting)),
    one('messages_oldest_seconds', 'How long the oldest letter or message has waited to leave', most(({ messages }) => messages.oldestSeconds)),
    one('messages_failed', 'Letters and messages that a provider did not take at the last try', sum(({ messages }) => messages.failed)),
    one('webhooks_waiting', 'Messages to systems of agencies that are to leave', sum(({ webhooks }) => webhooks.waiting)),
    one('webhooks_oldest_seconds', 'How long the oldest of them has waited', most(({ webhooks }) => webhooks.oldestSeconds)),
    by('jobs_lag_seconds', 'How long the job that has been due longest has waited, by kind', jobs, 'job', ({ name, seconds }) => [name, seconds]),
    by('jobs_dead', 'Jobs given up after every retry, by kind', jobs, 'job', ({ name, dead }) => [name, dead]),
    one('ledger_checkpoint_age_seconds', 'Time since the last checkpoint of a ledger that has gone on since, the oldest of all', most((authority) => authority.checkpointAge)),
    one('archive_fails', '1 while the database fails to archive its log, else 0', fails ? 1 : 0),
    by('database_connections', 'Connections of this process for requests: open, idle, and requests that wait for one', ['open', 'idle', 'waiting'] as const, 'state', (state) => [state, pool[state]]),
    one('database_connections_most', 'How many there may be', pool.most),
    ...(replica === null
      ? []
      : [
          one('replica_up', '1 while the replica answers as one, else 0', replica.lag === null ? 0 : 1),
          one('replica_lag_seconds', 'Seconds that the replica is behind; not a number while it does not answer', replica.lag ?? Number.NaN),
          by('reports_answered', 'Reports of this process by who answered: the replica, or the database since the replica was late or away', ['replica', 'late', 'away'] as const, 'by', (who) => [who, replica.answers[who]]),
        ]),
  ];
}
