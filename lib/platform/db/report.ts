import { describeError, log } from '../log';
import { config } from '../config';
import { setContext, type Tx } from './actor';
import { replica } from './client';

/** What a report is given: it reads. No verb takes it, since nothing can be entered, queued or announced with it. */
export type ReadTx = Pick<Tx, 'db' | 'actor' | 'at' | 'requestId'>;

/** Why the database itself answered: no replica is set, it is behind by more than may be, or it did not answer. */
export type NotReplica = 'none' | 'late' | 'away';

interface State {
  /** Not asked again before, on the clock of this process alone. */
  awayUntil: number;
  /** Seconds behind when last asked; null where it was not known. */
  lag: number | null;
  answers: { replica: number; late: number; away: number };
}
const kept = globalThis as { doorstepReplicaState?: State };
const state = (): State => (kept.doorstepReplicaState ??= { awayUntil: 0, lag: null, answers: { replica: 0, late: 0, away: 0 } });

/** How long a replica that did not answer is left alone. */
const LEFT_ALONE_MS = 10_000;

class Late extends Error {}

/** How far the database itself has come, and its clock. */
async function mark(tx: ReadTx): Promise<{ lsn: string; at: string }> {
  const [row] = await tx.db.$queryRaw<{ lsn: string; at: string }[]>`select pg_current_wal_lsn()::text as lsn, clock_timestamp()::text as at`;
  if (!row) throw new Error('the database did not say how far it is');
  return row;
}

/**
 * Seconds that the replica is behind a mark: 0 when it has everything up to it, also where nothing happened for long. Both times are
 * of the database's clock. Null where it is not known, or where what answers is no replica (it was made the database, perhaps).
 */
async function lagOf(db: ReadTx['db'], { lsn, at }: { lsn: string; at: string }): Promise<number | null> {
  const [row] = await db.$queryRaw<{ seconds: number | null }[]>`
    select case when not pg_is_in_recovery() then null when pg_last_wal_replay_lsn() >= ${lsn}::pg_lsn then 0
      else greatest(0, extract(epoch from ${at}::timestamptz - pg_last_xact_replay_timestamp())) end::float8 as seconds`;
  return row?.seconds ?? null;
}

/**
 * Reads for a report, from the replica where there is one that is near enough, as the same actor under the same policies; from the
 * database itself otherwise, in the transaction that is open anyhow. For pages that show figures and lists of what was, and change
 * nothing (decision 52): the boundary rule `reports-alone-read-the-replica` names them. What a person has only just done themselves is
 * not to be asked here.
 * @param read only reads; it may be done twice.
 */
export async function asReport<T>(tx: Tx, read: (tx: ReadTx) => Promise<T>): Promise<T> {
  const at = state();
  const set = config().replica;
  const client = replica();
  if (set === null || client === null) return read(tx);
  if (performance.now() >= at.awayUntil) {
    const asked = await mark(tx);
    try {
      const answer = await client.$transaction(async (db) => {
        // Also where it is no replica any more.
        await db.$executeRaw`set transaction read only`;
        at.lag = await lagOf(db, asked);
        if (at.lag === null || at.lag > set.lagSeconds) throw new Late();
        await setContext(db, tx.actor, tx.at);
        return read({ db, actor: tx.actor, at: tx.at, requestId: tx.requestId });
      });
      at.answers.replica += 1;
      return answer;
    } catch (error) {
      if (error instanceof Late) at.answers.late += 1;
      else {
        at.awayUntil = performance.now() + LEFT_ALONE_MS;
        at.lag = null;
        log().warn({ err: describeError(error), requestId: tx.requestId }, 'the replica did not answer a report, the database itself is asked');
      }
    }
  }
  if (performance.now() < at.awayUntil) at.answers.away += 1;
  return read(tx);
}

/** How the replica is: for /metrics. Null where none is set. `lag` is null while it does not answer or is none. */
export async function replicaState(tx: ReadTx): Promise<{ lag: number | null; answers: State['answers'] } | null> {
  const client = replica();
  if (client === null) return null;
  const asked = await mark(tx);
  const lag = await client.$transaction((db) => lagOf(db, asked)).catch(() => null);
  return { lag, answers: state().answers };
}
