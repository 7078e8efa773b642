import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { Channel } from '@/lib/platform/post';
import { instantOf } from '@/lib/platform/time';

/** An address at which colleagues are called, and which takes no calls. */
export interface DeadAddress {
  channel: Channel;
  /** As the call had it: an e-mail address, or a telephone number. */
  address: string;
  /** When the first call was made that did not arrive. */
  since: Temporal.Instant;
}

/**
 * The addresses of colleagues at which a call did not arrive, and none has since, as far as anybody knows. A fault of the provider's own
 * (`technical-failure`) says nothing of an address. As the product.
 * @param but this message does not count: it is the one that has just come back.
 */
export async function deadAddresses(system: Tx, but: string | null = null): Promise<DeadAddress[]> {
  const rows = await system.db.$queryRaw<{ channel: string; address: string; since: Date }[]>`
    select m.channel, m.to_address as address, min(m.made_at) as since from message m
    where m.authority_id = ${system.actor.authorityId} and m.alarm_id is not null and m.arrival in ('permanent-failure', 'temporary-failure', 'refused') and m.id is distinct from ${but}::uuid
      and not exists (select 1 from message g where g.authority_id = m.authority_id and g.alarm_id is not null and g.channel = m.channel and g.to_address = m.to_address
        and g.made_at > m.made_at and g.state = 'sent' and (g.arrival = 'delivered' or (g.arrival = '' and g.provider <> 'notify')))
    group by m.channel, m.to_address order by since`;
  return rows.map(({ channel, address, since }) => ({ channel: channel === 'text' ? 'text' : 'email', address, since: instantOf(since) }));
}

/** Of these addresses, those at which somebody is called. */
export function deadFor({ email, phone }: { email: string; phone: string }, dead: readonly DeadAddress[]): DeadAddress[] {
  return dead.filter(({ channel, address }) => address === (channel === 'text' ? phone.trim() : email));
}

/** Makes whoever else keeps at this moment that a call of this authority did not arrive wait: its administrators are told once. */
export async function lockDeadAddresses(system: Tx): Promise<void> {
  await system.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${system.actor.authorityId}:dead addresses`}, 0))`;
}
