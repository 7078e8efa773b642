import { z } from 'zod';
import { NEEDS_ACCEPTANCE } from '@/lib/duty/model';
import type { Tx } from '@/lib/platform/db';

const instant = z.string().transform((text) => new Date(text));
const day = z.string().nullable().transform((text) => (text === null ? null : new Date(`${text}T00:00:00Z`)));
const placed = { level: z.number(), route: z.string() };
const clocks = { receivedAt: instant, due24hAt: instant, due1wdAt: instant.nullable(), immediate: z.boolean(), perhapsImmediate: z.boolean() };

const material = z.object({
  head: z.object({
    ...clocks,
    reference: z.string(),
    agencyId: z.string().nullable(),
    agencyName: z.string(),
    agencyKind: z.string(),
    referrerId: z.string().nullable(),
    pastAgency: z.boolean(),
    aboutColleague: z.boolean(),
    channel: z.string(),
    referrerLevel: z.number().nullable(),
    summary: z.string(),
  }),
  closed: z.boolean(),
  /** It is a consultation, and nobody has made it a concern. */
  consultation: z.boolean(),
  /** When a consultation became a concern. */
  raisedAt: instant.nullable(),
  state: z.string().nullable(),
  children: z.array(z.object({ dateOfBirth: day, unborn: z.boolean(), dueDate: day, details: z.unknown() })),
  proposal: z.object({ ...placed, at: instant }).nullable(),
  ratings: z.array(z.object({ at: instant, rating: z.string() })),
  /** The last rating of each that was joined in, unless somebody rated anew, since the join, what it went into. */
  joinedRatings: z.array(z.object({ at: instant, since: instant, rating: z.string() })),
  /** Its own proposals at level 4, first to last. */
  level4: z.array(z.object({ at: instant, version: z.number() })),
  claim: z.object({ accountId: z.string(), at: instant }).nullable(),
  questionOpen: z.boolean(),
  heldUntil: instant.nullable(),
  /** The part that the night has in this contact, and in each that was joined into it. */
  nights: z.array(z.object({ takenAt: instant.nullable(), acceptedAt: instant.nullable(), handedOver: z.boolean() })),
  additions: z.array(z.object({ at: instant, receivedAt: instant, immediate: z.boolean(), perhapsImmediate: z.boolean() })),
  /** When a child of the contact was recorded as born: it comes in like an addition, and has to be decided on. */
  births: z.array(instant),
  /** When a worker named another child, or said that one who came with a join is another: whoever did knows of it, and it has to be decided on. */
  named: z.array(instant),
  /** When a contact that had been joined in was taken out again: what was decided with it in is decided anew, and whoever decides has to see that it is gone. */
  takenOut: z.array(instant),
  /** When more was told of a contact that had been joined in, as a new contact: that is decided on by itself, and is to be known here. */
  toldOfJoined: z.array(instant),
  /** When the referrer answered what they were asked: it comes in like an addition. */
  answers: z.array(instant),
  decisions: z.array(z.object({ ...placed, id: z.string(), version: z.number(), at: instant, needsCountersign: z.boolean(), verdict: z.string().nullable() })),
  /** What was joined into this contact, and into that, with the level at which each stood. */
  joined: z.array(z.object({ ...placed, ...clocks, at: instant })),
  /** Decisions of which the referrer was told by letter, or lawfully not told, and everybody whose contact was joined in was told. */
  answered: z.array(z.string()),
  /** A transfer waits for a named person elsewhere (domain 7.15). */
  transferWaits: z.boolean(),
  /** Telling somebody is owed anew, since a letter did not reach them. */
  letterBack: z.boolean(),
  /** No e-mail could tell the referrer of a question that waits. */
  questionLost: z.boolean(),
  /** When a person read it, first to last; who decides on it has read it. */
  readings: z.array(z.object({ at: instant, by: z.string() })),
});
/** Everything that is kept of a contact and from which its row in the queue follows. */
export type QueueMaterial = z.infer<typeof material>;

/**
 * Reads it in one look: every verb that touches a contact derives its row anew, and fifteen small questions cost fifteen ways
 * to the database and back.
 */
export async function readQueueMaterial(tx: Tx, contactId: string): Promise<QueueMaterial> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.$queryRaw<{ material: unknown }[]>`
    -- A part reached this contact when the one that it had gone into did.
    with recursive chain as (
      select contact_id, joined_to_id, at, at as reached, level, route from closure where authority_id = ${authorityId} and joined_to_id = ${contactId}::uuid
      union all
      select x.contact_id, x.joined_to_id, x.at, chain.reached, x.level, x.route from closure x join chain on x.authority_id = ${authorityId} and x.joined_to_id = chain.contact_id),
    -- Where each part can be accepted by day: at itself, and from each join on at what it was joined into.
    places as (
      select ${contactId}::uuid as part, ${contactId}::uuid as place, '-infinity'::timestamptz as since
      union all select contact_id, contact_id, '-infinity'::timestamptz from chain
      union all select s.part, x.joined_to_id, x.at from places s join chain x on x.contact_id = s.place)
    select jsonb_build_object(
      'head', jsonb_build_object('receivedAt', c.received_at, 'due24hAt', c.due_24h_at, 'due1wdAt', c.due_1wd_at, 'immediate', c.immediate, 'perhapsImmediate', coalesce(c.report->'firstQuestions'->>'cannotWait' = 'not_known', false), 'reference', c.reference,
        'agencyId', c.agency_id, 'agencyName', c.agency_name, 'agencyKind', c.agency_kind, 'referrerId', c.referrer_id, 'pastAgency', c.past_agency,
        'aboutColleague', c.about_colleague, 'channel', c.channel, 'referrerLevel', c.referrer_level, 'summary', c.summary),
      'closed', exists (select 1 from closure x where x.authority_id = c.authority_id and x.contact_id = c.id),
      'consultation', c.kind = 'consultation' and not exists (select 1 from consultation_raised r where r.authority_id = c.authority_id and r.contact_id = c.id),
      'raisedAt', (select r.at from consultation_raised r where r.authority_id = c.authority_id and r.contact_id = c.id and r.became_id is null),
      'state', (select q.state from queue_row q where q.authority_id = c.authority_id and q.contact_id = c.id),
      'children', (select coalesce(jsonb_agg(jsonb_build_object('dateOfBirth', p.date_of_birth, 'unborn', p.unborn, 'dueDate', p.due_date,
          'details', jsonb_build_object('age', p.details->'age', 'ageWords', p.details->'ageWords')) order by p.ordinal), '[]')
        from contact_person p where p.authority_id = c.authority_id and p.contact_id = c.id and p.kind = 'child'
          and not exists (select 1 from unborn_state u where u.authority_id = p.authority_id and u.person_id = p.id and (u.state = 'born' or (u.state = 'pregnancy_ended' and not exists (select 1 from unborn_end_undone z where z.authority_id = u.authority_id and z.end_id = u.id))))),
      'proposal', (select jsonb_build_object('at', p.at, 'level', p.level, 'route', p.route)
        from proposal p where p.authority_id = c.authority_id and p.contact_id = c.id order by p.version desc limit 1),
      'ratings', (select coalesce(jsonb_agg(jsonb_build_object('at', r.at, 'rating', r.rating) order by r.at, r.id), '[]')
        from contact_rating r where r.authority_id = c.authority_id and r.contact_id = c.id),
      'joinedRatings', (select coalesce(jsonb_agg(jsonb_build_object('at', j.reached, 'since', r.at, 'rating', r.rating)), '[]')
        from chain j cross join lateral (select z.at, z.rating from contact_rating z
          where z.authority_id = c.authority_id and z.contact_id = j.contact_id order by z.at desc, z.id desc limit 1) r
        where not exists (select 1 from contact_rating z where z.authority_id = c.authority_id
          and ((z.contact_id = j.joined_to_id and z.at >= j.at) or (z.contact_id = c.id and z.at >= j.reached)))),
      'level4', (select coalesce(jsonb_agg(jsonb_build_object('at', p.at, 'version', p.version) order by p.version), '[]')
        from proposal p where p.authority_id = c.authority_id and p.contact_id = c.id and p.level = 4),
      'claim', (select jsonb_build_object('accountId', m.account_id, 'at', m.at)
        from claim m where m.authority_id = c.authority_id and m.contact_id = c.id and m.ended_at is null),
      'questionOpen', exists (select 1 from question s where s.authority_id = c.authority_id and s.contact_id = c.id and s.answered_at is null),
      'nights', (select jsonb_agg(jsonb_build_object(
        'takenAt', greatest(
          (select max(e.at) from emergency_decision e where e.authority_id = c.authority_id and e.contact_id = n.part),
          (select max(a.at) from hand_over_acceptance a join hand_over h on h.authority_id = a.authority_id and h.id = a.hand_over_id
            where a.authority_id = c.authority_id and a.contact_id = n.part and h.direction = 'to_night'),
          (select m.at from claim m where m.authority_id = c.authority_id and m.contact_id = n.part and m.ended_at is null and exists (
            select 1 from membership b where b.authority_id = m.authority_id and b.account_id = m.account_id and b.role = 'emergency_duty_worker' and b.disabled_at is null)
            -- Of somebody who works by day as well, not what they hold by day.
            and (coalesce(m.role, 'emergency_duty_worker') = 'emergency_duty_worker' or not exists (
              select 1 from membership b where b.authority_id = m.authority_id and b.account_id = m.account_id and b.role in ('cads_social_worker', 'manager') and b.disabled_at is null)))),
        'acceptedAt', n.accepted_at,
        'handedOver', exists (select 1 from hand_over_item i join hand_over h on h.authority_id = i.authority_id and h.id = i.hand_over_id
          where i.authority_id = c.authority_id and i.contact_id = n.part and h.direction = 'to_day' and not exists (
            select 1 from hand_over_acceptance a where a.authority_id = i.authority_id and a.hand_over_id = i.hand_over_id and a.contact_id = i.contact_id)
          and (n.accepted_elsewhere is null or n.accepted_elsewhere < h.at))))
        from (select s.part, max(b.at) as accepted_at, max(b.at) filter (where s.place <> s.part) as accepted_elsewhere
          from places s left join lateral (
            select a.at from hand_over_acceptance a join hand_over h on h.authority_id = a.authority_id and h.id = a.hand_over_id
              where a.authority_id = c.authority_id and a.contact_id = s.place and h.direction = 'to_day'
            -- Taken over by day where the night went home without handing it over.
            union all select g.at from duty u join duty_discharge g on g.authority_id = u.authority_id and g.duty_id = u.id
              where u.authority_id = c.authority_id and u.contact_id = s.place and u.code = 'HAND_OVER' and g.how = 'done') b on b.at > s.since
          group by s.part) n),
      'heldUntil', (select h.until from hold h where h.authority_id = c.authority_id and h.contact_id = c.id
          and not exists (select 1 from hold_end x where x.authority_id = h.authority_id and x.hold_id = h.id)
          and (not h.needs_agreement or exists (select 1 from hold_answer v where v.authority_id = h.authority_id and v.hold_id = h.id and v.verdict = 'agreed'))
        order by h.at desc limit 1),
      'additions', (select coalesce(jsonb_agg(jsonb_build_object('at', n.at, 'receivedAt', coalesce(n.received_at, n.at), 'immediate', n.immediate, 'perhapsImmediate', n.perhaps_immediate) order by n.at), '[]')
        from addition n where n.authority_id = c.authority_id and n.contact_id = c.id),
      'births', (select coalesce(jsonb_agg(u.at order by u.at), '[]') from unborn_state u where u.authority_id = c.authority_id and u.contact_id = c.id and u.state = 'born'),
      'named', (select coalesce(jsonb_agg(e.at order by e.at), '[]') from contact_event e where e.authority_id = c.authority_id and e.contact_id = c.id and e.kind in ('child_added', 'parted', 'pattern_found')),
      'takenOut', (select coalesce(jsonb_agg(e.at order by e.at), '[]') from contact_event e where e.authority_id = c.authority_id and e.contact_id = c.id and e.kind = 'taken_out'),
      'toldOfJoined', (select coalesce(jsonb_agg(e.at order by e.at), '[]') from contact_event e where e.authority_id = c.authority_id and e.contact_id = c.id and e.kind = 'told_of_joined'),
      'answers', (select coalesce(jsonb_agg(s.answered_at order by s.answered_at), '[]') from question s where s.authority_id = c.authority_id and s.contact_id = c.id and s.answered_at is not null),
      'decisions', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'version', d.version, 'at', d.at, 'level', d.level, 'route', d.route,
          'needsCountersign', d.needs_countersign, 'verdict', s.verdict) order by d.version), '[]')
        from decision d left join countersign s on s.authority_id = d.authority_id and s.decision_id = d.id
        where d.authority_id = c.authority_id and d.contact_id = c.id),
      'joined', (select coalesce(jsonb_agg(jsonb_build_object('at', j.reached, 'level', j.level, 'route', j.route, 'receivedAt', o.received_at,
          'due24hAt', o.due_24h_at, 'due1wdAt', o.due_1wd_at, 'immediate', o.immediate, 'perhapsImmediate', coalesce(o.report->'firstQuestions'->>'cannotWait' = 'not_known', false)
            or exists (select 1 from addition n where n.authority_id = o.authority_id and n.contact_id = o.id and n.perhaps_immediate))), '[]')
        from chain j join contact o on o.authority_id = ${authorityId} and o.id = j.contact_id),
      'answered', (
        with owed as (select l.decision_id, l.contact_id, bool_or(
            exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what in ('sent', 'posted'))
            and not exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what in ('returned', 'withheld'))
            and (not exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what = 'undelivered')
              or exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what = 'read'))) as reached,
            bool_or(exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what = 'cancelled' and (e.detail->>'why' = 'not_told' or (e.detail->>'why' = 'pregnancy_ended' and not exists (
                select 1 from contact_person p where p.authority_id = c.authority_id and p.contact_id = c.id and p.kind in ('child', 'household_child') and not exists (
                  select 1 from unborn_state u where u.authority_id = p.authority_id and u.person_id = p.id and u.state = 'pregnancy_ended'
                    and not exists (select 1 from unborn_end_undone z where z.authority_id = u.authority_id and z.end_id = u.id))))))) as let_go
          from letter l join decision d on d.authority_id = l.authority_id and d.id = l.decision_id
          where l.authority_id = c.authority_id and d.contact_id = c.id and l.kind = 'outcome'
          group by l.decision_id, l.contact_id, l.recipient_key)
        select coalesce(jsonb_agg(told.decision_id), '[]') from (
          select decision_id from owed where contact_id = c.id and reached
          union select n.decision_id from not_told n where n.authority_id = c.authority_id and n.contact_id = c.id) told
        where not exists (select 1 from owed o where o.decision_id = told.decision_id and o.contact_id <> c.id and not o.reached and not o.let_go
          and not exists (select 1 from not_told n where n.authority_id = c.authority_id and n.decision_id = o.decision_id and n.contact_id = o.contact_id))),
      'transferWaits', exists (select 1 from duty y where y.authority_id = c.authority_id and y.contact_id = c.id and y.code = any (${[...NEEDS_ACCEPTANCE]}::text[]) and y.open),
      'letterBack', exists (select 1 from duty y where y.authority_id = c.authority_id and y.contact_id = c.id and y.code in ('TELL_REFERRER', 'TELL_FAMILY') and y.occasion_id is not null and y.open),
      'questionLost', exists (select 1 from question s join letter l on l.authority_id = s.authority_id and l.contact_id = s.contact_id and l.kind = 'question' and l.occasion = s.id::text
          join letter_event e on e.authority_id = l.authority_id and e.letter_id = l.id and e.what = 'undelivered'
        where s.authority_id = c.authority_id and s.contact_id = c.id and s.answered_at is null
          and not exists (select 1 from letter_event r where r.authority_id = l.authority_id and r.letter_id = l.id and r.what = 'read')),
      'readings', (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'by', e.actor_id) order by e.at, e.id), '[]')
        from contact_event e where e.authority_id = c.authority_id and e.contact_id = c.id and e.kind in ('read', 'decided'))
    ) as material
    from contact c where c.authority_id = ${authorityId} and c.id = ${contactId}::uuid`;
  if (rows[0] === undefined) throw new Error('a contact that is not there has no place in the queue');
  return material.parse(rows[0].material);
}
