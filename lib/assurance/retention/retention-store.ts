import { Temporal } from 'temporal-polyfill';
import { toldApart } from '@/lib/contact/identity/link-store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { dateOf, instantOf, londonDate, LONDON } from '@/lib/platform/time';
import type { RouteCode } from '@/lib/threshold/model';
import { ABUSE_SIGNS } from './abuse-signs';
import type { KeptChild, KeptContact, Known } from './model';
import type { Outcome } from './schema';

/** Everything that says how long some contacts are kept. */
export interface Facts {
  contacts: KeptContact[];
  children: KeptChild[];
  known: Known;
}

const ROUTE_OUTCOMES: Record<RouteCode, Outcome> = { UNIV_ADVICE: 'advice', EH_SINGLE: 'early_help', EH_CAF: 'early_help', CIN_ASSESS: 'child_in_need', STRATEGY: 'child_protection', IMMEDIATE: 'child_protection' };
const PLAN_OUTCOMES: Record<string, Outcome> = { EH: 'early_help', CIN: 'child_in_need', CP: 'child_protection', CLA: 'looked_after' };
const ofRoute = (route: string): Outcome => ROUTE_OUTCOMES[route as RouteCode] ?? 'child_protection';

const ABUSE = Object.keys(ABUSE_SIGNS).join('|');

interface Row {
  id: string;
  kind: string;
  receivedAt: Date;
  aboutColleague: boolean;
  closedAt: Date | null;
  route: string | null;
  how: string | null;
  routes: string[];
  plans: string[];
  enquiry: boolean;
  abuse: boolean;
  trust: boolean;
  held: boolean;
  adultsBorn: (string | null)[];
  joined: string[];
}

/** How a contact ended: what was decided, or that it was withdrawn undecided. */
function endingOf({ kind, how, route, routes }: Row): Outcome {
  if (how === 'withdrawn' && routes.length === 0) return 'withdrawn';
  const outcome = route === null ? 'advice' : ofRoute(route);
  return kind === 'consultation' && outcome === 'advice' ? 'consultation' : outcome;
}

function keptOf(row: Row): KeptContact {
  const { id, receivedAt, closedAt, routes, plans, enquiry, abuse, trust, held, adultsBorn, joined } = row;
  const outcome = endingOf(row);
  const also = new Set<Outcome>([
    ...routes.map(ofRoute).filter((each) => each !== 'advice' || outcome !== 'consultation'),
    ...plans.flatMap((plan) => PLAN_OUTCOMES[plan] ?? []),
    ...(enquiry ? (['child_protection'] as const) : []),
    ...(abuse ? (['sexual_abuse'] as const) : []),
    ...(trust || row.aboutColleague || row.kind === 'lado' ? (['position_of_trust'] as const) : []),
  ]);
  also.delete(outcome);
  return {
    ...{ id, outcome, also: [...also], held, joined },
    receivedOn: londonDate(instantOf(receivedAt)),
    closedOn: closedAt === null ? null : londonDate(instantOf(closedAt)),
    adultsBorn: adultsBorn.flatMap((born) => (born === null ? [] : [Temporal.PlainDate.from(born)])),
  };
}

async function readRows(tx: Tx, ids: readonly string[]): Promise<Row[]> {
  const { authorityId } = tx.actor;
  return tx.db.$queryRaw<Row[]>`
    select c.id, c.kind, c.received_at as "receivedAt", c.about_colleague as "aboutColleague", e.at as "closedAt", e.route, e.how,
      array(select d.route from decision d where d.authority_id = c.authority_id and d.contact_id = c.id
        union select k.route from decision d join decision_child k on k.authority_id = d.authority_id and k.decision_id = d.id where d.authority_id = c.authority_id and d.contact_id = c.id and k.route is not null) as routes,
      array(select distinct p.details ->> 'openPlan' from contact_person p where p.authority_id = c.authority_id and p.contact_id = c.id and p.details ->> 'openPlan' is not null) as plans,
      exists (select 1 from duty u join duty_discharge g on g.authority_id = u.authority_id and g.duty_id = u.id where u.authority_id = c.authority_id and u.contact_id = c.id and u.code = 'HOLD_STRATEGY' and g.how in ('done', 'accepted')) as enquiry,
      (c.report::text ~ ${`"(${ABUSE})": "present"`} or exists (select 1 from addition a where a.authority_id = c.authority_id and a.contact_id = c.id and a.indicators::text ~ ${ABUSE})
        or exists (select 1 from proposal p where p.authority_id = c.authority_id and p.contact_id = c.id and p.input::text ~ ${`"(${ABUSE})": "present"`})) as abuse,
      (exists (select 1 from contact_restriction r where r.authority_id = c.authority_id and r.contact_id = c.id and r.kind = 'position_of_trust')
        or exists (select 1 from duty u where u.authority_id = c.authority_id and u.contact_id = c.id and u.code = 'LADO')) as trust,
      exists (select 1 from legal_hold h where h.authority_id = c.authority_id and h.contact_id = c.id and h.lifted_at is null) as held,
      array(select p.date_of_birth::text from contact_person p where p.authority_id = c.authority_id and p.contact_id = c.id and p.kind = 'adult' and p.date_of_birth is not null) as "adultsBorn",
      array(select x.id from (values (c.follows_id), (e.joined_to_id)) x (id) where x.id is not null
        union select r.became_id from consultation_raised r where r.authority_id = c.authority_id and r.contact_id = c.id and r.became_id is not null) as joined
    from contact c left join closure e on e.authority_id = c.authority_id and e.contact_id = c.id
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
}

async function readChildren(tx: Tx, contactIds: readonly string[]): Promise<ChildRow[]> {
  return tx.db.$queryRaw<ChildRow[]>`
    select p.id, p.contact_id as "contactId", p.date_of_birth::text as "bornOn", p.due_date::text as "dueOn", p.nhs_number as "nhsNumber", p.upn, p.name_dob_key as "nameDobKey", l.person_id as "personId"
    from contact_person p left join person_link l on l.authority_id = p.authority_id and l.contact_person_id = p.id and l.ended_at is null
    where p.authority_id = ${tx.actor.authorityId} and p.contact_id = any (${[...contactIds]}::uuid[]) and p.kind in ('child', 'household_child')
    order by p.contact_id, p.ordinal, p.id`;
}

const present = (values: readonly (string | null)[]) => [...new Set(values.flatMap((value) => value ?? []))];

/** Contacts that name one of these children by link, number, or name and date of birth, and those that these were joined with. */
async function contactsNaming(tx: Tx, children: readonly ChildRow[], contactIds: readonly string[]): Promise<string[]> {
  const { authorityId } = tx.actor;
  const ids = [...contactIds];
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    select p.contact_id as id from contact_person p where p.authority_id = ${authorityId} and p.kind in ('child', 'household_child')
      and (p.nhs_number = any (${present(children.map(({ nhsNumber }) => nhsNumber))}::text[]) or p.upn = any (${present(children.map(({ upn }) => upn))}::text[]) or p.name_dob_key = any (${present(children.map(({ nameDobKey }) => nameDobKey))}::text[]))
    union select l.contact_id from person_link l where l.authority_id = ${authorityId} and l.ended_at is null and l.person_id = any (${present(children.map(({ personId }) => personId))}::uuid[])
    union select c.follows_id from contact c where c.authority_id = ${authorityId} and c.id = any (${ids}::uuid[]) and c.follows_id is not null
    union select c.id from contact c where c.authority_id = ${authorityId} and c.follows_id = any (${ids}::uuid[])
    union select e.joined_to_id from closure e where e.authority_id = ${authorityId} and e.contact_id = any (${ids}::uuid[]) and e.joined_to_id is not null
    union select e.contact_id from closure e where e.authority_id = ${authorityId} and e.joined_to_id = any (${ids}::uuid[])
    union select r.became_id from consultation_raised r where r.authority_id = ${authorityId} and r.contact_id = any (${ids}::uuid[]) and r.became_id is not null
    union select r.contact_id from consultation_raised r where r.authority_id = ${authorityId} and r.became_id = any (${ids}::uuid[])`;
  return rows.map(({ id }) => id);
}

function pairsOf(children: readonly ChildRow[]): Known['same'] {
  const first = new Map<string, string>();
  return children.flatMap(({ id, nhsNumber, upn, nameDobKey, personId }) =>
    Object.entries({ personId, nhsNumber, upn, nameDobKey }).flatMap(([kind, value]) => {
      if (value === null) return [];
      const before = first.get(`${kind} ${value}`);
      if (before === undefined) first.set(`${kind} ${value}`, id);
      return before === undefined ? [] : [{ personId: before, otherPersonId: id }];
    }),
  );
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
  let ids = [...new Set(contactIds)];
  let children = await readChildren(tx, ids);
  // Twice: to the children's other contacts, and from their brothers' and sisters' names there to those of the household.
  for (let round = 0; round < 2; round += 1) {
    ids = [...new Set([...ids, ...(await contactsNaming(tx, children, ids))])];
    children = await readChildren(tx, ids);
  }
  const rows = await readRows(tx, ids);
  const held = await tx.db.legalHold.findMany({ where: { authorityId: tx.actor.authorityId, liftedAt: null, contactPersonId: { not: null } }, select: { contactPersonId: true } });
  const born = ({ bornOn, dueOn }: ChildRow) => (bornOn ?? dueOn) === null ? null : Temporal.PlainDate.from(bornOn ?? dueOn ?? '');
  return {
    contacts: rows.map(keptOf),
    children: children.map((child) => ({ id: child.id, contactId: child.contactId, born: born(child) })),
    known: { same: pairsOf(children), apart: await apartAmong(tx, children.map(({ id }) => id)), held: new Set(held.flatMap(({ contactPersonId }) => contactPersonId ?? [])) },
  };
}

/**
 * Contacts that were closed before a day, the longest closed first. As the system.
 * @param after the contact after which they begin; any word that is none begins at the first.
 * @param most so many at most.
 */
export async function readClosedBefore(tx: Tx, day: Temporal.PlainDate, after: string, most: number): Promise<string[]> {
  const { authorityId } = tx.actor;
  const before = dateOf(day.toZonedDateTime(LONDON).toInstant());
  const from = isId(after) ? await tx.db.closure.findUnique({ where: { authorityId_contactId: { authorityId, contactId: after } }, select: { at: true } }) : null;
  const rows = await tx.db.closure.findMany({
    where: { authorityId, at: { lt: before, ...(from && { gte: from.at }) }, ...(from && { NOT: { at: from.at, contactId: { lte: after } } }) },
    orderBy: [{ at: 'asc' }, { contactId: 'asc' }],
    select: { contactId: true },
    take: most,
  });
  return rows.map(({ contactId }) => contactId);
}

/** Reports that were put away unsent before a day, with that day and whether a hold keeps them. As the system. */
export async function readPutAway(tx: Tx, before: Temporal.PlainDate): Promise<{ id: string; on: Temporal.PlainDate; held: boolean }[]> {
  const rows = await tx.db.$queryRaw<{ id: string; closedAt: Date; held: boolean }[]>`select id, closed_at as "closedAt", retention_draft_held(id) as held from retention_drafts(${dateOf(before.toZonedDateTime(LONDON).toInstant())}::timestamptz) order by closed_at, id`;
  return rows.map(({ id, closedAt, held }) => ({ id, held, on: londonDate(instantOf(closedAt)) }));
}

/**
 * Of these contacts, those that the actor may open, with their references; for the product itself, those that are closed to
 * nobody. Whoever administers an area reads no contact, and learns of these the reference alone.
 */
export async function openable(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db.$queryRaw<{ id: string }[]>`select t.id from unnest(${[...ids]}::uuid[]) t (id) where app_may_open(t.id) and (app_role() <> 'system' or not app_is_closed(t.id))`;
  const named = await tx.asSystem(async (system) => system.db.$queryRaw<{ id: string; reference: string }[]>`select id, reference from contact where authority_id = ${system.actor.authorityId} and id = any (${rows.map(({ id }) => id)}::uuid[])`);
  return new Map(named.map(({ id, reference }) => [id, reference]));
}
