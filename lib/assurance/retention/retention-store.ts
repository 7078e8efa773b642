import { Temporal } from 'temporal-polyfill';
import type { Outcome } from '@/lib/access/periods/schema';
import { toldApart } from '@/lib/contact/identity/link-store';
import type { ProtectionEnding } from '@/lib/contact/protection/model';
import { namesSomebody } from '@/lib/people/model';
import { Prisma, type Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { dateOf, instantOf, londonDate, LONDON } from '@/lib/platform/time';
import type { RouteCode } from '@/lib/threshold/model';
import { ABUSE_SIGNS } from './abuse-signs';
import type { KeptChild, KeptContact, Known, KnownBy } from './model';

/** Everything that says how long some contacts are kept. */
export interface Facts {
  contacts: KeptContact[];
  children: KeptChild[];
  known: Known;
  /** By the contact's id: whether somebody may learn of one is asked for by itself. */
  references: ReadonlyMap<string, string>;
}

const ROUTE_OUTCOMES: Record<RouteCode, Outcome> = { UNIV_ADVICE: 'advice', EH_SINGLE: 'early_help', EH_CAF: 'early_help', CIN_ASSESS: 'child_in_need', STRATEGY: 'child_protection', IMMEDIATE: 'child_protection' };
const PLAN_OUTCOMES: Record<string, Outcome> = { EH: 'early_help', CIN: 'child_in_need', CP: 'child_protection', CLA: 'looked_after' };
const ofRoute = (route: string): Outcome => ROUTE_OUTCOMES[route as RouteCode] ?? 'child_protection';

const ABUSE = Object.keys(ABUSE_SIGNS).join('|');
/** Where a report, and what was assessed of it, says that such a sign is there. Asked of the whole as text it takes ten times as long. */
const ABUSE_PRESENT = `$.children[*].indicators ? (${Object.keys(ABUSE_SIGNS).map((sign) => `@.${sign} == "present"`).join(' || ')})`;

/** Endings of police protection or of an order by which the authority looks after the child (Children Act 1989 ss.20, 22 and 38). */
const LOOKED_AFTER: readonly ProtectionEnding[] = ['s20', 'ico'];

interface Row {
  id: string;
  reference: string;
  kind: string;
  receivedAt: Date;
  aboutColleague: boolean;
  closedAt: Date | null;
  route: string | null;
  how: string | null;
  routes: string[];
  plans: string[];
  enquiry: boolean;
  /** Police protection or an emergency protection order of one of its children. */
  protection: boolean;
  lookedAfter: boolean;
  abuse: boolean;
  trust: boolean;
  held: boolean;
  asked: boolean;
  adultsBorn: (string | null)[];
  joined: string[];
  /** The contact that it follows, and whether it is that conversation itself, raised to a concern. */
  followsId: string | null;
  raised: boolean;
}

/** How a contact ended: what was decided, or that it was withdrawn undecided. */
function endingOf({ kind, how, route, routes }: Row): Outcome {
  if (how === 'withdrawn' && routes.length === 0) return 'withdrawn';
  const outcome = route === null ? 'advice' : ofRoute(route);
  return kind === 'consultation' && outcome === 'advice' ? 'consultation' : outcome;
}

function keptOf(row: Row): KeptContact {
  const { id, receivedAt, closedAt, routes, plans, enquiry, protection, lookedAfter, abuse, trust, held, asked, adultsBorn, joined } = row;
  const outcome = endingOf(row);
  const also = new Set<Outcome>([
    ...routes.map(ofRoute).filter((each) => each !== 'advice' || outcome !== 'consultation'),
    ...plans.flatMap((plan) => PLAN_OUTCOMES[plan] ?? []),
    ...(enquiry || protection ? (['child_protection'] as const) : []),
    ...(lookedAfter ? (['looked_after'] as const) : []),
    ...(abuse ? (['sexual_abuse'] as const) : []),
    ...(trust || row.aboutColleague || row.kind === 'lado' ? (['position_of_trust'] as const) : []),
  ]);
  also.delete(outcome);
  return {
    ...{ id, outcome, also: [...also], held, asked, joined },
    receivedOn: londonDate(instantOf(receivedAt)),
    closedOn: closedAt === null ? null : londonDate(instantOf(closedAt)),
    adultsBorn: adultsBorn.flatMap((born) => (born === null ? [] : [Temporal.PlainDate.from(born)])),
  };
}

async function readRows(tx: Tx, ids: readonly string[]): Promise<Row[]> {
  const { authorityId } = tx.actor;
  return tx.db.$queryRaw<Row[]>`
    select c.id, c.reference, c.kind, c.received_at as "receivedAt", c.about_colleague as "aboutColleague", e.at as "closedAt", e.route, e.how,
      array(select distinct each.route from decision d left join decision_child k on k.authority_id = d.authority_id and k.decision_id = d.id, unnest(array[d.route, k.route]) each (route)
        where d.authority_id = c.authority_id and d.contact_id = c.id and each.route is not null) as routes,
      coalesce(people.plans, '{}') as plans,
      exists (select 1 from duty u join duty_discharge g on g.authority_id = u.authority_id and g.duty_id = u.id where u.authority_id = c.authority_id and u.contact_id = c.id and u.code = 'HOLD_STRATEGY' and g.how in ('done', 'accepted')) as enquiry,
      exists (select 1 from protection t where t.authority_id = c.authority_id and t.contact_id = c.id) as protection,
      exists (select 1 from protection_end t where t.authority_id = c.authority_id and t.contact_id = c.id and t.how = any (${[...LOOKED_AFTER]}::text[])) as "lookedAfter",
      (c.report @? ${ABUSE_PRESENT}::jsonpath or exists (select 1 from addition a where a.authority_id = c.authority_id and a.contact_id = c.id and a.indicators::text ~ ${ABUSE})
        or exists (select 1 from proposal p where p.authority_id = c.authority_id and p.contact_id = c.id and p.input @? ${ABUSE_PRESENT}::jsonpath)) as abuse,
      (exists (select 1 from contact_restriction r where r.authority_id = c.authority_id and r.contact_id = c.id and r.kind = 'position_of_trust')
        or exists (select 1 from duty u where u.authority_id = c.authority_id and u.contact_id = c.id and u.code = 'LADO')) as trust,
      exists (select 1 from legal_hold h where h.authority_id = c.authority_id and h.contact_id = c.id and h.lifted_at is null) as held,
      c.id = any (array(select retention_asked())) as asked,
      coalesce(people.adults_born, '{}') as "adultsBorn",
      array(select x.id from (values (c.follows_id), (e.joined_to_id)) x (id) where x.id is not null
        union select r.became_id from consultation_raised r where r.authority_id = c.authority_id and r.contact_id = c.id and r.became_id is not null) as joined,
      c.follows_id as "followsId", exists (select 1 from consultation_raised r where r.authority_id = c.authority_id and r.contact_id = c.follows_id and r.became_id = c.id) as raised
    from contact c left join closure e on e.authority_id = c.authority_id and e.contact_id = c.id
      cross join lateral (select array_agg(distinct p.details ->> 'openPlan') filter (where p.details ->> 'openPlan' is not null) as plans, array_agg(p.date_of_birth::text) filter (where p.kind = 'adult' and p.date_of_birth is not null) as adults_born
        from contact_person p where p.authority_id = c.authority_id and p.contact_id = c.id) people
    where c.authority_id = ${authorityId} and c.id = any (${[...ids]}::uuid[])`;
}

interface ChildRow {
  id: string;
  contactId: string;
  bornOn: string | null;
  dueOn: string | null;
  nhsNumber: string | null;
  upn: string | null;
  nameDobKey: string | null;
  personId: string | null;
  kind: string;
  ordinal: number;
  /** The unborn child of the same contact who they were until their birth. */
  bornAs: string | null;
  held: boolean;
}

/**
 * The children of contacts. Whatever is looked for is an array that was read before, so that each is found by its index: of a part of a
 * statement PostgreSQL does not know how small it is.
 */
const childrenOf = (authorityId: string, contacts: Prisma.Sql) => Prisma.sql`
  from contact_person p left join person_link l on l.authority_id = p.authority_id and l.contact_person_id = p.id and l.ended_at is null
  where p.authority_id = ${authorityId} and p.contact_id = any (array(select id from ${contacts})) and p.kind in ('child', 'household_child')`;

/** These contacts and what they were joined with, follow or were raised from or to, each step leading to the next until there is none. */
const tied = (contacts: Prisma.Sql) => Prisma.sql`select t.id from unnest(retention_tied(array(${contacts}))) t (id)`;

/** Those that name a child of these contacts, by link, number, or name and date of birth, each step leading to the next until there is none. */
const naming = (contacts: Prisma.Sql) => Prisma.sql`select k.id from retention_kin(array(select id from ${contacts})) k (id)`;

/** These contacts, every contact about their children and every contact about a child who was ever named together with one of those; and all children in them. */
async function readKin(tx: Tx, contactIds: readonly string[]): Promise<{ ids: string[]; children: ChildRow[] }> {
  const { authorityId } = tx.actor;
  const [first, second, third] = [Prisma.sql`first`, Prisma.sql`second`, Prisma.sql`third`];
  // Twice: to the children's other contacts, and from their brothers' and sisters' names there to those of the household.
  const rows = await tx.db.$queryRaw<(Omit<ChildRow, 'id'> & { id: string | null })[]>`
    with first as (select t.id from unnest(${[...contactIds]}::uuid[]) t (id)),
      second as materialized (${tied(Prisma.sql`select id from first union ${naming(first)}`)}),
      third as materialized (${tied(Prisma.sql`select id from second union ${naming(second)}`)})
    select * from (
      select p.id, p.contact_id as "contactId", p.date_of_birth::text as "bornOn", p.due_date::text as "dueOn", p.nhs_number as "nhsNumber", p.upn, p.name_dob_key as "nameDobKey", l.person_id as "personId", p.born_as as "bornAs", p.kind, p.ordinal,
        p.id = any (retention_held_children()) as held
      ${childrenOf(authorityId, third)}
      union all select null, id, null, null, null, null, null, null, null, null, null, false from third) kin
    order by "contactId", ordinal, id`;
  return { ids: [...new Set(rows.map(({ contactId }) => contactId))], children: rows.flatMap(({ id, ...row }) => (id === null ? [] : [{ ...row, id }])) };
}

/** By what two are known to be one, what a person said first: what comes later makes nobody one with whom that told apart. */
const KNOWN_FROM = { personId: 'link', nhsNumber: 'number', upn: 'number', nameDobKey: 'name' } as const satisfies Partial<Record<keyof ChildRow, KnownBy>>;

/** Every two who are known by the same, and not only each with the first: that one may be told apart from the others, who are still one. */
function pairsOf(children: readonly ChildRow[]): Known['same'] {
  return (Object.keys(KNOWN_FROM) as (keyof typeof KNOWN_FROM)[]).flatMap((kind) => {
    const before = new Map<string, string[]>();
    return children.flatMap((child) => {
      const value = child[kind];
      if (value === null) return [];
      const others = before.get(value) ?? [];
      const pairs = others.map((personId) => ({ personId, otherPersonId: child.id, by: KNOWN_FROM[kind], perhaps: kind === 'nameDobKey' && !namesSomebody(value) }));
      before.set(value, others);
      others.push(child.id);
      return pairs;
    });
  });
}

/** Who was told of before birth is one with whom they were born as: a person recorded it. */
const births = (children: readonly ChildRow[]): Known['same'] => children.flatMap(({ id, bornAs }) => (bornAs === null ? [] : [{ personId: bornAs, otherPersonId: id, by: 'link' }]));

/** A reported child of a contact that follows another is the one in the same place there, as in the children's history: whoever told again said so. A baby has a place since the birth alone, and is one with whom they were told of before it. */
function toldAgain(contacts: readonly Row[], children: readonly ChildRow[]): Known['same'] {
  const placeOf = (contactId: string | null, ordinal: number) => `${contactId} ${ordinal}`;
  const reported = children.filter(({ kind, bornAs }) => kind === 'child' && bornAs === null);
  const there = new Map(reported.map(({ id, contactId, ordinal }) => [placeOf(contactId, ordinal), id]));
  const contactOf = new Map(contacts.map((contact) => [contact.id, contact]));
  return reported.flatMap(({ id, contactId, ordinal }) => {
    const { followsId = null, raised = false } = contactOf.get(contactId) ?? {};
    const before = there.get(placeOf(followsId, ordinal));
    return before === undefined ? [] : [{ personId: before, otherPersonId: id, by: raised ? 'raised' : 'told_again' }];
  });
}

/** Parameters of a statement have an end. */
const AT_ONCE = 5_000;

async function apartAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const apart = new Set<string>();
  for (let at = 0; at < ids.length; at += AT_ONCE) for (const pair of await toldApart(tx, ids.slice(at, at + AT_ONCE))) apart.add(pair);
  return apart;
}

/**
 * What says how long these contacts are kept: they, every contact about their children, and every contact about a child who was
 * ever named together with one of those. As the system.
 */
export async function readFacts(tx: Tx, contactIds: readonly string[]): Promise<Facts> {
  if (contactIds.length === 0) return { contacts: [], children: [], known: { same: [], apart: new Set(), held: new Set() }, references: new Map() };
  const { ids, children } = await readKin(tx, contactIds);
  const rows = await readRows(tx, ids);
  const born = ({ bornOn, dueOn }: ChildRow) => (bornOn ?? dueOn) === null ? null : Temporal.PlainDate.from(bornOn ?? dueOn ?? '');
  return {
    contacts: rows.map(keptOf),
    children: children.map((child) => ({ id: child.id, contactId: child.contactId, born: born(child) })),
    known: { same: [...births(children), ...pairsOf(children), ...toldAgain(rows, children)], apart: await apartAmong(tx, children.map(({ id }) => id)), held: new Set(children.flatMap(({ id, held }) => (held ? id : []))) },
    references: new Map(rows.map(({ id, reference }) => [id, reference])),
  };
}

/** What goes on a list beside contacts: a report put away unsent, and a call that was owed or a time to talk that came to nothing. */
export type BesideContacts = 'draft' | 'ring_back' | 'booking';

/** One of those, on which day it was put away or ended, and whether a hold keeps it. */
export interface PutAway {
  id: string;
  what: BesideContacts;
  on: Temporal.PlainDate;
  held: boolean;
}

const startOf = (day: Temporal.PlainDate) => dateOf(day.toZonedDateTime(LONDON).toInstant());

/**
 * Contacts that were closed before a day, the longest closed first, and what was put away unsent or owed in vain before a day; both at once. As the
 * system.
 * @param after the contact after which they begin; any word that is none begins at the first.
 * @param most so many contacts at most.
 * @param putAwayBefore the day of the latter, all of them; null for none.
 */
export async function readOver(tx: Tx, { closedBefore, after, most, putAwayBefore }: { closedBefore: Temporal.PlainDate; after: string; most: number; putAwayBefore: Temporal.PlainDate | null }): Promise<{ closed: string[]; putAway: PutAway[] }> {
  const { authorityId } = tx.actor;
  const from = isId(after) ? await tx.db.closure.findUnique({ where: { authorityId_contactId: { authorityId, contactId: after } }, select: { at: true } }) : null;
  const beyond = from === null ? Prisma.empty : Prisma.sql`and (e.at, e.contact_id) > (${from.at}::timestamptz, ${after}::uuid)`;
  const reports = putAwayBefore === null ? Prisma.sql`'[]'::jsonb` : Prisma.sql`(select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'what', d.what, 'closedAt', d.closed_at, 'held', retention_draft_held(d.id)) order by d.closed_at, d.id), '[]') from retention_beside(${startOf(putAwayBefore)}::timestamptz) d)`;
  const [row] = await tx.db.$queryRaw<{ closed: string[]; putAway: { id: string; what: BesideContacts; closedAt: string; held: boolean }[] }[]>`
    select array(select e.contact_id from closure e where e.authority_id = ${authorityId} and e.at < ${startOf(closedBefore)}::timestamptz ${beyond} order by e.at, e.contact_id limit ${most}) as closed, ${reports} as "putAway"`;
  return { closed: row?.closed ?? [], putAway: (row?.putAway ?? []).map(({ id, what, closedAt, held }) => ({ id, what, held, on: londonDate(instantOf(new Date(closedAt))) })) };
}

/** Of these contacts, those that the actor may open; for the product itself, those that are closed to nobody. */
export async function openableAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.db.$queryRaw<{ id: string }[]>`select t.id from unnest(${[...ids]}::uuid[]) t (id) where app_may_open(t.id) and (app_role() <> 'system' or not app_is_closed(t.id))`;
  return new Set(rows.map(({ id }) => id));
}

/** The same with their references. Whoever administers an area reads no contact, and learns of these the reference alone. */
export async function openable(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const may = [...(await openableAmong(tx, ids))];
  if (may.length === 0) return new Map();
  const named = await tx.asSystem(async (system) => system.db.$queryRaw<{ id: string; reference: string }[]>`select id, reference from contact where authority_id = ${system.actor.authorityId} and id = any (${may}::uuid[])`);
  return new Map(named.map(({ id, reference }) => [id, reference]));
}
