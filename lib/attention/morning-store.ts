import type { Temporal } from 'temporal-polyfill';
import { RELEASES, type ReleaseHow } from '@/lib/contact/queue/idle';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import { ALARM_KINDS, isAlarmKind, type AlarmKind } from './clocks';

/** What of everybody's work needs a manager's eye in the morning, each as far as its line on the page says of it. */
export interface Eyes {
  /** Open alarms, the first first. */
  alarms: { id: string; reference: string | null; kind: AlarmKind }[];
  /** Decisions that wait for a second person and that no later one has replaced, oldest first. */
  awaiting: { id: string; at: Temporal.Instant }[];
  /** Hand-overs of which something is not accepted yet, newest first. */
  handOvers: { id: string; at: Temporal.Instant }[];
  /** Duties past their due instant, soonest due first; follow-up letters by themselves, so that neither cuts the other. */
  duties: { id: string; reference: string; dueAt: Temporal.Instant }[];
  followUps: { id: string; reference: string; dueAt: Temporal.Instant }[];
  /** Claims that went back by themselves and that nobody of the same hands has taken up again, newest first. */
  released: { reference: string; name: string | null; accountId: string; at: Temporal.Instant; how: ReleaseHow }[];
  /** What was opened by one person alone and is not looked over yet (safe practice 14). */
  glass: { id: string; dueAt: Temporal.Instant }[];
  /** Open contacts that are rated lower than what governs them. */
  below: { contactId: string; reference: string }[];
}

type Part = keyof Eyes;
type Row = { part: Part; id: string; reference: string | null; at: Date | null; code: string | null; accountId: string | null; name: string | null };

/**
 * As many as the page of its own shows: there are this many or more. A value of the statement and no number in it: planned for all values,
 * a number makes PostgreSQL read and judge every late duty before it cuts.
 */
export const MOST = { alarms: 50, awaiting: 300, handOvers: 50, duties: 300, followUps: 300 } as const;

/**
 * Everything that stands on the page of the morning with no more than its reference and an instant, in one statement: as far as the
 * actor may open what each is about, cut where the page of its own is cut. Lists that grow are cut before their rows are counted and
 * joined: a window's count is taken of all rows, however few are wanted.
 * @param since claims that went back before are left out.
 */
export async function readEyes(tx: Tx, since: Temporal.Instant): Promise<Eyes> {
  const { authorityId } = tx.actor;
  const [now, from] = [dateOf(tx.at), dateOf(since)];
  const rows = await tx.db.$queryRaw<Row[]>`
    select * from (
      (select 'alarms' as part, row_number() over (order by l.raised_at, l.id) as place, l.id, c.reference, l.raised_at as at, l.kind as code, null::uuid as "accountId", null as name
        from alarm l left join contact c on c.authority_id = l.authority_id and c.id = l.contact_id
        where l.authority_id = ${authorityId} and l.ended_at is null and l.kind = any (${[...ALARM_KINDS]}::text[]) order by l.raised_at, l.id limit ${MOST.alarms})
      union all
      (select 'awaiting', row_number() over (order by d.at, d.id), d.id, null, d.at, null, null, null
        from queue_row q join decision d on d.authority_id = q.authority_id and d.contact_id = q.contact_id
        where q.authority_id = ${authorityId} and q.state = 'awaiting_countersign' and d.needs_countersign and not exists (select 1 from countersign s where s.authority_id = d.authority_id and s.decision_id = d.id)
          and not exists (select 1 from decision e where e.authority_id = d.authority_id and e.contact_id = d.contact_id and e.version > d.version and e.needs_countersign
            and not exists (select 1 from countersign s where s.authority_id = e.authority_id and s.decision_id = e.id))
        order by d.at, d.id limit ${MOST.awaiting})
      union all
      (select 'handOvers', row_number() over (order by h.at desc, h.id), h.id, null, h.at, null, null, null
        from hand_over h where h.authority_id = ${authorityId} and exists (select 1 from hand_over_item i where i.authority_id = h.authority_id and i.hand_over_id = h.id
          and not exists (select 1 from hand_over_acceptance a where a.authority_id = i.authority_id and a.hand_over_id = i.hand_over_id and a.contact_id = i.contact_id))
        order by h.at desc, h.id limit ${MOST.handOvers})
      union all
      (select 'duties', row_number() over (order by d.due_at, d.opened_at, d.id), d.id, c.reference, d.due_at, null, null, null
        from (select * from duty o where o.authority_id = ${authorityId} and o.open = true and o.due_at <= ${now} and o.code <> 'FOLLOW_UP_LETTER' order by o.due_at, o.opened_at, o.id limit ${MOST.duties}) d
          left join contact c on c.authority_id = d.authority_id and c.id = d.contact_id)
      union all
      (select 'followUps', row_number() over (order by d.due_at, d.opened_at, d.id), d.id, c.reference, d.due_at, null, null, null
        from (select * from duty o where o.authority_id = ${authorityId} and o.open = true and o.due_at <= ${now} and o.code = 'FOLLOW_UP_LETTER' order by o.due_at, o.opened_at, o.id limit ${MOST.followUps}) d
          left join contact c on c.authority_id = d.authority_id and c.id = d.contact_id)
      union all
      (select 'released', row_number() over (order by k.ended_at desc, k.id), k.id, c.reference, k.ended_at, k.ended_how, k.account_id, a.name
        from claim k join contact c on c.authority_id = k.authority_id and c.id = k.contact_id join queue_row q on q.authority_id = k.authority_id and q.contact_id = k.contact_id
          left join account a on a.id = k.account_id
        where k.authority_id = ${authorityId} and k.ended_how = any (${[...RELEASES]}) and k.ended_at >= ${from} and q.holder_id is distinct from k.account_id)
      union all
      (select 'glass', row_number() over (order by g.at desc, g.id), g.id, null, g.review_due_at, null, null, null
        from glass_request g where g.authority_id = ${authorityId} and g.review_due_at is not null and g.reviewed_at is null)
      union all
      (select 'below', row_number() over (order by q.received_at, q.contact_id), q.contact_id, q.reference, null, null, null, null
        from queue_row q where q.authority_id = ${authorityId} and q.rated_below = true)
    ) eyes order by part, place`;
  const of = <T>(part: Part, read: (row: Row & { at: Date }) => T) => rows.flatMap((row) => (row.part === part ? [read({ ...row, at: row.at ?? now })] : []));
  const due = ({ id, reference, at }: Row & { at: Date }) => ({ id, reference: reference ?? '', dueAt: instantOf(at) });
  return {
    alarms: of('alarms', ({ id, reference, code }) => {
      if (code === null || !isAlarmKind(code)) throw new Error('an alarm of a kind that this release does not know');
      return { id, reference, kind: code };
    }),
    awaiting: of('awaiting', ({ id, at }) => ({ id, at: instantOf(at) })),
    handOvers: of('handOvers', ({ id, at }) => ({ id, at: instantOf(at) })),
    duties: of('duties', due),
    followUps: of('followUps', due),
    released: of('released', ({ reference, name, accountId, at, code }) => ({ reference: reference ?? '', name, accountId: accountId ?? '', at: instantOf(at), how: RELEASES.find((known) => known === code) ?? 'idle' })),
    glass: of('glass', ({ id, at }) => ({ id, dueAt: instantOf(at) })),
    below: of('below', ({ id, reference }) => ({ contactId: id, reference: reference ?? '' })),
  };
}
