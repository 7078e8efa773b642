import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import { isReason, REASONS, WAYS, WAY_WORDS } from './model';
import { TOLD_KINDS, type ToldKind } from './told';

/** Something that managers are told of. Its occasion begins with the account of whoever did it. */
export interface LookedUp {
  kind: ToldKind;
  occasion: string;
  at: Temporal.Instant;
}

/** How far back is looked: what nobody accepted by then stays an alarm no longer, and stays in the ledger. */
const LOOK_BACK_DAYS = 7;

/**
 * Who looked up themselves, a colleague, or more people within any sixty minutes than an hour's work asks for, in the last days. What
 * began before one full hour and went on after it counts as one; it is told once for each hour of the clock in which it was so, so that
 * what was so stays so. As the system.
 * @param perHour searches and people opened in one hour that are still no alarm.
 */
export async function readLookedUp(tx: Tx, perHour: number): Promise<LookedUp[]> {
  const { authorityId } = tx.actor;
  const since = dateOf(tx.at.subtract({ hours: LOOK_BACK_DAYS * 24 }));
  // An act at the very beginning is counted with those of the hour before it.
  const counted = dateOf(tx.at.subtract({ hours: LOOK_BACK_DAYS * 24 + 1 }));
  const rows = await tx.db.$queryRaw<{ kind: string; by: string; what: string; at: Date }[]>`
    with acts as (
      select s.id, s.by, s.at, s.about from people_search s where s.authority_id = ${authorityId} and s.at >= ${counted} and cardinality(s.ways) > 0
      union all
      -- Whoever was searched for and then opened is told of once.
      select l.id, l.by, l.at, array(select unnest(l.about) except select unnest(coalesce(s.about, '{}')))
        from person_look l left join people_search s on s.authority_id = l.authority_id and s.id = l.search_id where l.authority_id = ${authorityId} and l.at >= ${counted}),
    -- At each act, how many there were in the hour that ends with it.
    paced as (select by, at, count(*) over (partition by by order by at range between interval '59 minutes 59.999 seconds' preceding and current row) as within from acts)
    select 'looked_up_' || a.about as kind, acts.by, acts.id::text as what, acts.at from acts cross join lateral unnest(acts.about) as a (about) where acts.at >= ${since}
    union all
    select 'looked_up_many', by, to_char(date_trunc('hour', at at time zone 'utc'), 'YYYY-MM-DD"T"HH24:MI"Z"'), max(at) from paced
      where within > ${perHour} and at >= ${since} group by by, date_trunc('hour', at at time zone 'utc')
    order by 4, 3, 1`;
  return rows.flatMap(({ kind, by, what, at }) => TOLD_KINDS.flatMap((known) => (known === kind ? [{ kind: known, occasion: `${by} ${what}`, at: instantOf(at) }] : [])));
}

/** Who an alarm's occasion is about, and by what and why they looked: for managers, who see the alarm. */
export async function explainLookedUp(tx: Tx, occasions: readonly string[]): Promise<Map<string, { by: string; words: string }>> {
  const parts = occasions.map((occasion) => ({ occasion, by: occasion.split(' ')[0] ?? '', what: occasion.split(' ')[1] ?? '' }));
  const ids = parts.map(({ what }) => what).filter((what) => !what.includes('T'));
  return tx.asSystem(async (system) => {
    const where = { authorityId: tx.actor.authorityId, id: { in: ids } };
    const searches = await system.db.peopleSearch.findMany({ where, select: { id: true, ways: true, reasonCode: true, reasonWords: true } });
    const looks = await system.db.personLook.findMany({ where, select: { id: true, search: { select: { reasonCode: true, reasonWords: true } } } });
    const reason = (why: { reasonCode: string; reasonWords: string } | null) => (why === null ? 'opened from its contact' : [isReason(why.reasonCode) ? REASONS[why.reasonCode] : '', why.reasonWords].filter(Boolean).join(': '));
    return new Map(
      parts.map(({ occasion, by, what }) => {
        const search = searches.find(({ id }) => id === what);
        const look = looks.find(({ id }) => id === what);
        const words = search !== undefined ? `Searched by ${WAYS.filter((way) => search.ways.includes(way)).map((way) => WAY_WORDS[way]).join(', ')}. ${reason(search)}` : look !== undefined ? `Opened the person. ${reason(look.search)}` : '';
        return [occasion, { by, words }];
      }),
    );
  });
}
