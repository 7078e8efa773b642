import type { Temporal } from 'temporal-polyfill';
import type { Role } from '@/lib/access/model';
import type { AuthoritySettings } from '@/lib/access/schema';
import { Prisma, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { LiveClaim } from '@/lib/contact/queue/claim-store';
import { URGENT_RANK } from '@/lib/contact/queue/rating';
import { readSigns } from '@/lib/contact/secrecy/signs-store';
import type { Shown } from '@/lib/restriction/model';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import { decisionOf, type EmergencyDecision } from './emergency-store';
import { acceptingRoles, DIRECTIONS, GOES_ON, shiftOf, type Direction } from './model';

/** One contact of a hand-over. */
export interface HandedContact {
  contactId: string;
  reference: string;
  line: string;
  /** How much of it the reader may be shown: without its words, `line` is empty. */
  shown: Shown;
  accepted: { at: Temporal.Instant; by: string } | null;
}

/** Contacts handed from one service to the other, with one note. */
export interface HandOver {
  id: string;
  at: Temporal.Instant;
  by: string;
  direction: Direction;
  /** Null: to the duty manager, or by night to the emergency duty team. */
  toId: string | null;
  /** Empty where one of its contacts is closed to the reader, or they may know somebody in it. */
  note: string;
  contacts: HandedContact[];
}

export interface NewHandOver {
  key: string;
  direction: Direction;
  toId: string | null;
  note: string;
  contacts: readonly { contactId: string; line: string }[];
}

/** Writes a hand-over once for its key. @returns its id, or null when the key was used before. */
export async function addHandOver(tx: Tx, { contacts, ...handOver }: NewHandOver): Promise<string | null> {
  const { authorityId, actorId } = tx.actor;
  const id = newId();
  const { count } = await tx.db.handOver.createMany({ data: [{ ...handOver, authorityId, id, at: dateOf(tx.at), by: actorId, itemCount: contacts.length }], skipDuplicates: true });
  if (count === 0) return null;
  await tx.db.handOverItem.createMany({ data: contacts.map((contact) => ({ ...contact, authorityId, handOverId: id })) });
  return id;
}

/** What a key handed over before, as it was written, or null. */
export async function handOverByKey(tx: Tx, key: string): Promise<(NewHandOver & { by: string }) | null> {
  const row = await tx.db.handOver.findUnique({ where: { authorityId_key: { authorityId: tx.actor.authorityId, key } }, include: { items: { select: { contactId: true, line: true } } } });
  return row && { key, by: row.by, direction: directionIn(row.direction), toId: row.toId, note: row.note, contacts: row.items };
}

function directionIn(code: string): Direction {
  return DIRECTIONS.find((each) => each === code) ?? 'to_day';
}

/** Is every contact of it there for the reader? A contact that is closed to them is no row that they could find. */
const isWhole = ({ itemCount, items }: { itemCount: number | null; items: readonly unknown[] }) => itemCount === null || items.length === itemCount;

type Where = NonNullable<NonNullable<Parameters<Tx['db']['handOver']['findMany']>[0]>['where']>;

async function handOversWhere(tx: Tx, where: Where, take: number): Promise<HandOver[]> {
  const rows = await tx.db.handOver.findMany({
    where: { authorityId: tx.actor.authorityId, ...where },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    include: { items: { include: { acceptance: true, contact: { select: { reference: true, receivedAt: true, ...shownTo(tx.actor.actorId) } } } } },
    take,
  });
  return rows.map((row) => ({
    id: row.id,
    at: instantOf(row.at),
    by: row.by,
    direction: directionIn(row.direction),
    toId: row.toId,
    note: isWhole(row) && row.items.every(({ contact }) => shownFrom(contact) !== 'nothing') ? row.note : '',
    contacts: row.items
      .sort((a, b) => a.contact.receivedAt.getTime() - b.contact.receivedAt.getTime())
      .map(({ contactId, line, acceptance, contact }) => ({ contactId, shown: shownFrom(contact), line: shownFrom(contact) === 'words' ? line : '', reference: contact.reference, accepted: acceptance === null ? null : { at: instantOf(acceptance.at), by: acceptance.by } })),
  }));
}

const MOST = 50;

const UNACCEPTED = { items: { some: { acceptance: { is: null } } } };
const isAccepted = ({ contacts }: HandOver) => contacts.every(({ accepted }) => accepted !== null);

/** Hand-overs of which something is not accepted yet, newest first. */
export async function waitingHandOvers(tx: Tx): Promise<HandOver[]> {
  return handOversWhere(tx, UNACCEPTED, MOST);
}

/** More than are made in a day and wait. */
const MOST_OF_BOTH = 20 * MOST;

/** Hand-overs of which something is not accepted yet, and those made since an instant of which everything is, each newest first. */
export async function handOversNow(tx: Tx, since: Temporal.Instant): Promise<{ waiting: HandOver[]; accepted: HandOver[] }> {
  const all = await handOversWhere(tx, { OR: [UNACCEPTED, { at: { gte: dateOf(since) } }] }, MOST_OF_BOTH);
  return { waiting: all.filter((each) => !isAccepted(each)).slice(0, MOST), accepted: all.filter(isAccepted).slice(0, MOST) };
}

/** Every hand-over that a contact was part of, newest first, with that contact's line alone. */
export async function handOversOf(tx: Tx, contactId: string): Promise<HandOver[]> {
  const items = await tx.db.handOverItem.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, select: { handOverId: true } });
  if (items.length === 0) return [];
  const found = await handOversWhere(tx, { id: { in: items.map(({ handOverId }) => handOverId) } }, MOST);
  return found.map((each) => ({ ...each, contacts: each.contacts.filter((contact) => contact.contactId === contactId) }));
}

/** A hand-over, or null when it is not there for this actor. */
export async function readHandOver(tx: Tx, id: string): Promise<HandOver | null> {
  return (await handOversWhere(tx, { id }, 1))[0] ?? null;
}

/** Which of these contacts are in a hand-over this way that nobody has accepted for them. */
export async function waitingContacts(tx: Tx, direction: Direction, contactIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.handOverItem.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] }, acceptance: { is: null }, handOver: { direction } }, select: { contactId: true } });
  return new Set(rows.map((row) => row.contactId));
}

const rolesOf = (direction: Direction) => [...acceptingRoles(direction)];

/** Does whoever owes the duty `d` work in the service that takes over this way? */
const owedBy = (direction: Direction) => Prisma.sql`exists (
  select 1 from membership m where m.authority_id = d.authority_id and m.account_id = d.owner_id and m.disabled_at is null and m.role = any(${rolesOf(direction)}::text[]))`;

/**
 * What is owed in the name of somebody who goes home with the night: whatever they owe who work in no other service, and of those who work
 * by day too what falls to emergency duty and they have not taken over for the day.
 */
const owedAtNight = (authorityId: string) => Prisma.sql`
  select d.id, d.contact_id from duty d
  where d.authority_id = ${authorityId} and d.open and d.code = any(${[...GOES_ON]}::text[]) and ${owedBy('to_night')}
    and (not ${owedBy('to_day')} or (d.owner_role = any(${rolesOf('to_night')}::text[]) and not exists (
      select 1 from hand_over_acceptance a join hand_over h on h.authority_id = a.authority_id and h.id = a.hand_over_id and h.direction = 'to_day'
      where a.authority_id = d.authority_id and a.contact_id = d.contact_id and a.by = d.owner_id and a.at >= d.opened_at)))`;

/** The duties of a contact that go on with it in the morning: somebody who goes home with the night owes them in their own name. */
export async function nightsDuties(tx: Tx, contactId: string): Promise<Set<string>> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`select o.id::text from (${owedAtNight(tx.actor.authorityId)}) o where o.contact_id = ${contactId}::uuid`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Does whoever holds it go home with the night whose work was handed over to the day? Everybody of the emergency duty team does; of those
 * who work by day as well, what they took at night; where the claim does not say, what they had taken before it was handed over.
 */
export async function heldByNight(tx: Tx, claim: LiveClaim, handedAt: Temporal.Instant): Promise<boolean> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.membership.findMany({ where: { authorityId, accountId: claim.accountId, disabledAt: null }, select: { role: true } });
  const works = (roles: readonly Role[]) => rows.some(({ role }) => roles.some((each) => each === role));
  if (!works(acceptingRoles('to_night'))) return false;
  if (!works(acceptingRoles('to_day'))) return true;
  if (claim.role !== null) return acceptingRoles('to_night').some((role) => role === claim.role);
  return (await tx.db.claim.findFirst({ where: { authorityId, id: claim.id, at: { lte: dateOf(handedAt) } }, select: { id: true } })) !== null;
}

/** Notes that a named person has taken a contact over. @returns false when somebody had before. */
export async function addAcceptance(tx: Tx, handOverId: string, contactId: string): Promise<boolean> {
  const { count } = await tx.db.handOverAcceptance.createMany({ data: [{ authorityId: tx.actor.authorityId, handOverId, contactId, at: dateOf(tx.at), by: tx.actor.actorId }], skipDuplicates: true });
  return count === 1;
}

/** An open contact that is, or can be, handed over. */
export interface OpenToHandOver {
  contactId: string;
  reference: string;
  level: number;
  immediate: boolean;
  state: string;
  receivedAt: Temporal.Instant;
  agencyName: string;
  agencyKind: string;
  childrenLine: string;
  /** How much of it the reader may be shown: without its words, `summary` is empty. */
  shown: Shown;
  signs: string[];
  summary: string;
  holderId: string | null;
  /** Emergency duty has it already. */
  withEmergencyDuty: boolean;
  /** What emergency duty decided on it last, or null. */
  decided: EmergencyDecision | null;
}

const ROW = { contactId: true, reference: true, level: true, immediate: true, state: true, receivedAt: true, agencyName: true, agencyKind: true, childrenLine: true, summary: true, holderId: true, marks: true } as const;
const WITH_EMERGENCY_DUTY = 'with_emergency_duty';

async function openWhere(tx: Tx, where: NonNullable<NonNullable<Parameters<Tx['db']['queueRow']['findMany']>[0]>['where']>): Promise<OpenToHandOver[]> {
  const rows = await tx.db.queueRow.findMany({ where: { authorityId: tx.actor.authorityId, ...where }, orderBy: [{ riskRank: 'asc' }, { receivedAt: 'asc' }, { contactId: 'asc' }], select: { ...ROW, contact: { select: { ...shownTo(tx.actor.actorId), emergencyDecisions: { orderBy: [{ at: 'desc' }, { id: 'asc' }], take: 1 } } } }, take: 300 });
  const signs = await readSigns(tx, rows.flatMap(({ contactId, contact }) => (shownFrom(contact) === 'kind' ? contactId : [])));
  return rows.map(({ marks, receivedAt, contact, ...row }) => {
    const shown = shownFrom(contact);
    const [decided] = contact.emergencyDecisions;
    const said = { agencyName: shown === 'nothing' ? '' : row.agencyName, summary: shown === 'words' ? row.summary : '' };
    return { ...row, ...said, shown, signs: signs.get(row.contactId) ?? [], receivedAt: instantOf(receivedAt), withEmergencyDuty: marks.includes(WITH_EMERGENCY_DUTY), decided: decided === undefined ? null : decisionOf(decided) };
  });
}

/** Of no contact that is in a hand-over this way which nobody has accepted: what waits takes no place from what does not. */
const notWaiting = (direction: Direction) => ({ handOverItems: { none: { handOver: { direction }, acceptance: { is: null } } } });

/**
 * Open contacts to which anything came in within this time that no hand-over holds which the day has accepted: what comes in between a
 * hand-over and its acceptance is not in it. It is what the queue counts as having
 * come in (decision 55): what was decided before is open again, what was not goes on, on the first clocks. And those of which somebody who
 * goes home owes something in their own name.
 */
async function cameOrOwed(tx: Tx, { from, until }: { from: Temporal.Instant; until: Temporal.Instant }): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    select q.contact_id::text as id from queue_row q cross join lateral (
      select c.received_at as at from contact c where c.authority_id = q.authority_id and c.id = q.contact_id
      union all select n.at from addition n where n.authority_id = q.authority_id and n.contact_id = q.contact_id
      union all select s.answered_at from question s where s.authority_id = q.authority_id and s.contact_id = q.contact_id
      union all select x.at from closure x where x.authority_id = q.authority_id and x.joined_to_id = q.contact_id
      union all select z.at from join_undone z where z.authority_id = q.authority_id and z.joined_to_id = q.contact_id
      union all select u.at from unborn_state u where u.authority_id = q.authority_id and u.contact_id = q.contact_id and u.state = 'born'
      union all select r.at from consultation_raised r where r.authority_id = q.authority_id and r.contact_id = q.contact_id and r.became_id is null) came
    where q.authority_id = ${tx.actor.authorityId} and q.next_due_at is not null and came.at >= ${dateOf(from)} and came.at < ${dateOf(until)}
      and not exists (
        select 1 from hand_over_acceptance a join hand_over h on h.authority_id = a.authority_id and h.id = a.hand_over_id
        where a.authority_id = q.authority_id and a.contact_id = q.contact_id and h.direction = 'to_day' and h.at > came.at)
    union select o.contact_id::text from (${owedAtNight(tx.actor.authorityId)}) o`;
  return rows.map(({ id }) => id);
}

/**
 * Everything that emergency duty has, or of which somebody owes in their own name what goes on, and every undecided contact that came in while the front door was closed, or to which anything
 * came in then, and that the day has not accepted in a hand-over made since; not what waits to be accepted.
 */
async function nightsContacts(tx: Tx, shift: { from: Temporal.Instant; until: Temporal.Instant }): Promise<OpenToHandOver[]> {
  const which = { contactId: { in: await cameOrOwed(tx, shift) } };
  return openWhere(tx, { OR: [{ marks: { has: WITH_EMERGENCY_DUTY } }, which], contact: notWaiting('to_day') });
}

/** What somebody of the night holds, or owes in their own name, and gives to whoever comes on; not what waits to be accepted. */
async function shiftsContacts(tx: Tx): Promise<OpenToHandOver[]> {
  const mine = tx.actor.actorId;
  const owed = { contact: { duties: { some: { ownerId: mine, open: true, code: { in: [...GOES_ON] } } } } };
  return openWhere(tx, { OR: [{ holderId: mine, marks: { has: WITH_EMERGENCY_DUTY } }, owed], contact: { handOverItems: { none: { acceptance: { is: null } } } } });
}

/** What each way offers to be handed over. */
export async function offeredTo(tx: Tx, direction: Direction, role: Role, settings: Pick<AuthoritySettings, 'dutyHours'>): Promise<OpenToHandOver[]> {
  if (direction === 'next_shift') return shiftsContacts(tx);
  return direction === 'to_day' ? nightsContacts(tx, shiftOf(settings, tx.at)) : daysContacts(tx, role);
}

/** Which hand-overs to the next shift nobody has accepted for a contact. */
export async function waitingForShift(tx: Tx, contactId: string): Promise<string[]> {
  const rows = await tx.db.handOverItem.findMany({ where: { authorityId: tx.actor.authorityId, contactId, acceptance: { is: null }, handOver: { direction: 'next_shift' } }, select: { handOverId: true } });
  return rows.map(({ handOverId }) => handOverId);
}

/** What somebody of the day service may ask the night to watch: what they hold; a manager, whatever is urgent too; not what waits to be accepted. */
export async function daysContacts(tx: Tx, role: Role): Promise<OpenToHandOver[]> {
  const mine = { holderId: tx.actor.actorId };
  return openWhere(tx, { ...(role === 'manager' ? { OR: [mine, { immediate: true }, { level: 4 }, { riskRank: { lte: URGENT_RANK } }] } : mine), NOT: { marks: { has: WITH_EMERGENCY_DUTY } }, contact: notWaiting('to_night') });
}

/** Everybody of this authority who takes over what goes this way, by name. */
export async function acceptors(tx: Tx, roles: readonly Role[]): Promise<{ accountId: string; name: string; jobTitle: string }[]> {
  const rows = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId, role: { in: [...roles] }, disabledAt: null }, select: { accountId: true, jobTitle: true, account: { select: { name: true } } } });
  const byId = new Map(rows.map(({ accountId, jobTitle, account }) => [accountId, { accountId, jobTitle, name: account.name }]));
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}
