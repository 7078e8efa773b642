import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { ownAmong } from '../secrecy/seal-store';
import type { ProtectionKind } from './model';

/** That a child may go home, asked of a second person who has not answered: of any contact, as a list of them shows it. */
export interface WaitingReturn {
  /** Of the end that is asked for, and of the record whose end it would be. */
  id: string;
  protectionId: string;
  contactId: string;
  reference: string;
  kind: ProtectionKind;
  /** When the protection ends by itself. */
  endsAt: Temporal.Instant;
  /** When the child is to go home, to whom, and why that is safe. */
  homeAt: Temporal.Instant;
  words: string;
  by: string;
  at: Temporal.Instant;
  /** By when a manager answers; null only where the duty has no due instant. */
  due: Temporal.Instant | null;
  /** The actor themselves where they are its protected source. */
  referrerId: string | null;
  holderId: string | null;
}

interface Row extends Omit<WaitingReturn, 'kind' | 'endsAt' | 'homeAt' | 'at' | 'due'> {
  kind: string;
  endsAt: Date;
  homeAt: Date;
  at: Date;
  due: Date | null;
  sealed: boolean;
}

/** What waits of this kind, as far as the actor may open the contacts: the soonest due first. What ended otherwise meanwhile is asked of nobody. */
export async function waitingReturns(tx: Tx): Promise<WaitingReturn[]> {
  const rows = await tx.db.$queryRaw<Row[]>`
    select e.id, e.protection_id as "protectionId", e.contact_id as "contactId", c.reference, c.sealed, c.referrer_id as "referrerId", q.holder_id as "holderId",
      p.kind, p.ends_at as "endsAt", e.ended_at as "homeAt", e.words, e.by, e.at, u.due_at as due
    from duty u
    join protection_end e on e.authority_id = u.authority_id and e.id = u.occasion_id
    join protection p on p.authority_id = u.authority_id and p.id = e.protection_id
    join contact c on c.authority_id = u.authority_id and c.id = e.contact_id
    left join queue_row q on q.authority_id = u.authority_id and q.contact_id = e.contact_id
    where u.authority_id = ${tx.actor.authorityId} and u.code = 'AGREE_RETURN' and u.open
    order by u.due_at, e.id limit ${MOST_WAITING}`;
  const own = await ownAmong(tx, rows.flatMap(({ contactId, sealed }) => (sealed ? [contactId] : [])));
  return rows.map(({ sealed: _, kind, endsAt, homeAt, at, due, ...row }) => ({
    ...row,
    kind: kind === 'order' ? 'order' : 'police',
    referrerId: own.has(row.contactId) ? tx.actor.actorId : row.referrerId,
    ...{ endsAt: instantOf(endsAt), homeAt: instantOf(homeAt), at: instantOf(at), due: due === null ? null : instantOf(due) },
  }));
}

const MOST_WAITING = 200;
