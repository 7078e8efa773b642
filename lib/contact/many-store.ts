import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';

/**
 * Concerns sent by form in one hour of the clock beyond which managers are told (issue 5, section 2): of one person, for whom a careful
 * report takes minutes, and of all people of an area, whose busiest hour has some dozens. All are taken.
 */
export const MANY_CONCERNS = { person: 20, area: 200 } as const;

/** An hour with very many concerns; by one person, or by nobody alone. Occasion: "account hour" or "area hour". */
export interface ManyConcerns {
  occasion: string;
  hour: Temporal.Instant;
}

const AREA = 'area';

/** The hours, of this one and the one before, in which very many concerns came. Of a protected source nobody is counted. As the system. */
export async function readManyConcerns(tx: Tx): Promise<ManyConcerns[]> {
  const { authorityId } = tx.actor;
  const since = dateOf(tx.at.round({ smallestUnit: 'hour', roundingMode: 'floor' }).subtract({ hours: 1 }));
  const rows = await tx.db.$queryRaw<{ who: string; hour: Date }[]>`
    with sent as (
      select referrer_id, sealed, date_trunc('hour', received_at, 'UTC') as hour from contact
        where authority_id = ${authorityId} and received_at >= ${since} and received_at <= ${dateOf(tx.at)} and channel = 'form')
    select referrer_id::text as who, hour from sent where referrer_id is not null and not sealed group by referrer_id, hour having count(*) > ${MANY_CONCERNS.person}
    union all
    select ${AREA}, hour from sent group by hour having count(*) > ${MANY_CONCERNS.area}
    order by hour, who`;
  return rows.map(({ who, hour }) => ({ occasion: `${who} ${instantOf(hour).toString()}`, hour: instantOf(hour) }));
}

/** Whose concerns an alarm's occasion is about; null where it is about the area's. */
export function senderOf(occasion: string): string | null {
  const [who = AREA] = occasion.split(' ');
  return who === AREA ? null : who;
}
