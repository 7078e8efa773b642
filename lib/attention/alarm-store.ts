import type { Temporal } from 'temporal-polyfill';
import { thoseWhoCouldOpen } from '@/lib/access/could-open-store';
import { warnedAt } from '@/lib/contact/protection/model';
import { HOLDING_ROLES } from '@/lib/contact/queue/claim-store';
import { isDutyCode, type DutyCode } from '@/lib/duty/codes';
import { NEEDED_TODAY } from '@/lib/duty/model';
import { Prisma, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { dateOf, instantOf } from '@/lib/platform/time';
import { addCallMessage, hasBounced } from '@/lib/letter/message-store';
import type { Channel } from '@/lib/platform/post';
import { isPost, type Post } from '@/lib/rota/model';
import type { Alarm, Callee, Cause, MadeCall } from './alarm';
import { ALARM_KINDS, isAlarmKind, type WaitingQuestion, type Watched } from './clocks';
import { noManagerAnswers } from './restriction-alarms';
import { ringsUnsent } from './unsent-alarms';

/** Makes another look at this authority wait until this one is done. */
export async function lockLook(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.authorityId}:attention`}, 0))`;
}

interface WatchedRow {
  contactId: string;
  urgentSince: Date | null;
  immediate: boolean;
  level4: boolean;
  read: boolean;
  unreadSince: Date | null;
  held: boolean;
  awaitingSince: Date | null;
  nextDueAt: Date | null;
  receivedAt: Date;
}

/**
 * Every open contact on which something may be due: undecided, or waiting for a second person.
 * @param among of these alone.
 */
export async function readWatched(tx: Tx, among?: readonly string[]): Promise<Watched[]> {
  const rows = await tx.db.$queryRaw<WatchedRow[]>`
    select q.contact_id as "contactId", q.immediate, q.level = 4 or q.risk_rank <= 1 as level4, q.read_at is not null as read, q.holder_id is not null as held,
      case when q.next_due_at is not null and (q.immediate or q.level = 4 or q.risk_rank <= 1) then coalesce(q.urgent_since, q.received_at) end as "urgentSince",
      case when q.read_at is null and q.immediate then greatest(
        (select max(n.at) from addition n where n.authority_id = q.authority_id and n.contact_id = q.contact_id),
        (select max(a.answered_at) from question a where a.authority_id = q.authority_id and a.contact_id = q.contact_id),
        (select max(u.at) from unborn_state u where u.authority_id = q.authority_id and u.contact_id = q.contact_id and u.state = 'born'),
        (select max(e.at) from contact_event e where e.authority_id = q.authority_id and e.contact_id = q.contact_id and e.kind in ('taken_out', 'told_of_joined')),
        (select max(x.at) from closure x where x.authority_id = q.authority_id and x.joined_to_id = q.contact_id)) end as "unreadSince",
      case when q.state = 'awaiting_countersign' then (select max(d.at) from decision d where d.authority_id = q.authority_id and d.contact_id = q.contact_id) end as "awaitingSince",
      q.next_due_at as "nextDueAt", q.received_at as "receivedAt"
    from queue_row q where q.authority_id = ${tx.actor.authorityId} and (q.next_due_at is not null or q.state = 'awaiting_countersign')
      ${among === undefined ? Prisma.empty : Prisma.sql`and q.contact_id = any (${[...among]}::uuid[])`}
    order by q.risk_rank, q.received_at, q.contact_id`;
  const at = (date: Date | null) => (date === null ? null : instantOf(date));
  return rows.map(({ urgentSince, unreadSince, awaitingSince, nextDueAt, receivedAt, ...row }) => ({ ...row, urgentSince: at(urgentSince), unreadSince: at(unreadSince), awaitingSince: at(awaitingSince), nextDue: at(nextDueAt), receivedAt: instantOf(receivedAt) }));
}

/**
 * Duties whose lateness somebody is called about: a request for checks without the parents (safe practice 16), and what stands between
 * a child and somebody who acts: the strategy discussion, what the night and the day owe each other (7.1), a child at level 4 whose name
 * nobody knows (7.2), what follows a protection that ends by itself (Children Act 1989 ss.44 to 46), and what the same day asks for
 * (7.15): a doctor, and somewhere safe at 16 or 17.
 */
const CALLED_ABOUT: Partial<Record<DutyCode, 'checks_unanswered' | 'duty_late' | 'not_countersigned'>> = {
  AGREE_CHECKS: 'checks_unanswered',
  HOLD_STRATEGY: 'duty_late',
  HAND_OVER: 'duty_late',
  ACCEPT_HAND_OVER: 'duty_late',
  FIND_OUT_WHO: 'duty_late',
  PROTECTION_ENDS: 'duty_late',
  AGREE_RETURN: 'not_countersigned',
  MEDICAL_TODAY: 'duty_late',
  HOMELESS_16_17: 'duty_late',
  // Whoever let it wait is on shift, and is not whom it waits for.
  REVIEW_CAN_WAIT: 'not_countersigned',
};

/** Duties that nobody has done by their due and about which somebody is called. */
export async function readLateDuties(tx: Tx): Promise<Cause[]> {
  const rows = await tx.db.duty.findMany({
    where: { authorityId: tx.actor.authorityId, code: { in: Object.keys(CALLED_ABOUT) }, dueAt: { lte: dateOf(tx.at) }, open: true },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: { id: true, code: true, contactId: true, dueAt: true },
  });
  return rows.flatMap(({ id, code, contactId, dueAt }) => {
    const kind = isDutyCode(code) ? CALLED_ABOUT[code] : undefined;
    return dueAt === null || kind === undefined ? [] : [{ kind, contactId, occasion: id, due: instantOf(dueAt) }];
  });
}

/** Decisions whose second person is late, of any level: at level 4 their clock of attention calls somebody too, below it their duty alone says so. */
export async function readLateCountersigns(tx: Tx): Promise<Cause[]> {
  const rows = await tx.db.duty.findMany({
    where: { authorityId: tx.actor.authorityId, code: 'COUNTERSIGN', dueAt: { lte: dateOf(tx.at) }, open: true },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: { id: true, contactId: true, dueAt: true },
  });
  return rows.flatMap(({ id, contactId, dueAt }) => (dueAt === null ? [] : [{ kind: 'not_countersigned' as const, contactId, occasion: id, due: instantOf(dueAt) }]));
}

/**
 * The strategy discussions that emergency duty owes and nobody has taken, each from when it was decided: held by telephone within 24 hours
 * (domain 3.2), it needs a person long before it is late. An alarm of its own by day, when whoever is on makes sure of it, and another
 * as the office closes, so that what the day accepted is heard by the night at its beginning.
 */
export async function readUntakenStrategies(tx: Tx, closed: boolean): Promise<Cause[]> {
  const rows = await tx.db.duty.findMany({
    where: { authorityId: tx.actor.authorityId, code: 'HOLD_STRATEGY', ownerRole: 'emergency_duty_worker', ownerId: null, open: true },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, contactId: true, openedAt: true },
  });
  return rows.map(({ id, contactId, openedAt }) => ({ kind: 'strategy_untaken', contactId, occasion: `${id} ${closed ? 'night' : 'day'}`, due: instantOf(openedAt) }));
}

/**
 * A doctor today or somewhere safe at 16 or 17 (domain 7.15) that nobody has taken: the day's until the office closes,
 * and then the night's to do before midnight. From midnight on it is late. Of what nobody has decided on at level 4 or in danger the clocks
 * of the contact itself call.
 */
export async function readUntakenToday(tx: Tx, closed: boolean): Promise<Cause[]> {
  if (!closed) return [];
  const rows = await tx.db.duty.findMany({
    where: { authorityId: tx.actor.authorityId, code: { in: [...NEEDED_TODAY] }, ownerId: null, dueAt: { gt: dateOf(tx.at) }, open: true, contact: { OR: [{ queue: null }, { queue: { is: { nextDueAt: null } } }, { queue: { is: { immediate: false, level: { lt: 4 } } } }] } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, contactId: true, openedAt: true },
  });
  return rows.map(({ id, contactId, openedAt }) => ({ kind: 'today_untaken', contactId, occasion: id, due: instantOf(openedAt) }));
}

/**
 * The protections that end soon and of which nobody has recorded what follows, each from when somebody is called before its end
 * (docs/decisions/0056). From its end on it is a duty that is late, of which somebody is called anew, whoever accepted this before.
 */
export async function readEndingProtections(tx: Tx): Promise<Cause[]> {
  const rows = await tx.db.$queryRaw<{ id: string; contactId: string; kind: string; endsAt: Date }[]>`
    select u.id, u.contact_id as "contactId", p.kind, p.ends_at as "endsAt"
    from duty u join protection p on p.authority_id = u.authority_id and p.id = u.occasion_id
    where u.authority_id = ${tx.actor.authorityId} and u.code = 'PROTECTION_ENDS' and u.open and u.due_at > ${dateOf(tx.at)}
    order by u.due_at, u.id`;
  return rows.flatMap(({ id, contactId, kind, endsAt }) => {
    const due = warnedAt({ kind: kind === 'order' ? 'order' : 'police', endsAt: instantOf(endsAt) });
    return due.epochMilliseconds <= tx.at.epochMilliseconds ? [{ kind: 'protection_ends' as const, contactId, occasion: id, due }] : [];
  });
}

/** Every question to guardians that waits for its answer, with who may give it. As the system. */
export async function readWaitingQuestions(tx: Tx): Promise<WaitingQuestion[]> {
  const rows = await tx.db.$queryRaw<{ matchId: string; askedAt: Date; dueAt: Date; guardians: string[] }[]>`
    select m.id as "matchId", m.at as "askedAt", m.due_at as "dueAt", array_agg(g.account_id::text order by g.ordinal) as guardians
    from restricted_match m join restricted_guardian g on g.authority_id = m.authority_id and g.restricted_child_id = m.restricted_child_id and g.ended_at is null
    where m.authority_id = ${tx.actor.authorityId} and m.answered_at is null
    group by m.id, m.at, m.due_at order by m.due_at, m.id`;
  return rows.map(({ matchId, askedAt, dueAt, guardians }) => ({ matchId, askedAt: instantOf(askedAt), dueAt: instantOf(dueAt), guardians }));
}

/**
 * The kinds that this release knows: what is read is asked for by them. An alarm of a kind that a later release wrote, as in an upgrade or
 * after going back, is that release's to call about and to end; here it holds up no other.
 */
const KNOWN = { in: [...ALARM_KINDS] };

type AlarmRecord = Awaited<ReturnType<Tx['db']['alarm']['findFirstOrThrow']>>;

function alarmOf({ id, kind, contactId, occasion, round, dueAt, raisedAt, endedAt, endedHow }: AlarmRecord): Alarm {
  if (!isAlarmKind(kind)) throw new Error('an alarm of a kind that this release does not know');
  const ended = endedAt === null ? null : { at: instantOf(endedAt), how: endedHow === 'accepted' ? ('accepted' as const) : ('met' as const) };
  return { id, kind, contactId, occasion, round, due: instantOf(dueAt), raisedAt: instantOf(raisedAt), ended };
}

/** Every open alarm, and for what is due now the last that ended. What this release does not know is left out, and logged once in each look. */
export async function readAlarmsFor(tx: Tx, causes: readonly Cause[]): Promise<Alarm[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.alarm.findMany({ where: { authorityId, OR: [{ endedAt: null }, { occasion: { in: [...new Set(causes.map(({ occasion }) => occasion))] } }] }, orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }] });
  const strange = rows.flatMap(({ kind }) => (isAlarmKind(kind) ? [] : [kind]));
  if (strange.length > 0) log().warn({ kinds: [...new Set(strange)] }, 'alarms of a kind that this release does not know: nobody is called about them');
  return rows.filter(({ kind }) => isAlarmKind(kind)).map(alarmOf);
}

/** Writes an alarm, unless another look has. @returns it, or null. */
export async function addAlarm(tx: Tx, { kind, contactId, occasion, due, round }: Cause & { round: number }): Promise<Alarm | null> {
  const id = newId();
  const { count } = await tx.db.alarm.createMany({ data: [{ authorityId: tx.actor.authorityId, id, kind, contactId, occasion, round, dueAt: dateOf(due), raisedAt: dateOf(tx.at) }], skipDuplicates: true });
  return count === 1 ? { id, kind, contactId, occasion, round, due, raisedAt: tx.at, ended: null } : null;
}

/** Ends open alarms: accepted in the actor's name, or met. @returns how many. */
export async function endAlarms(tx: Tx, ids: readonly string[], how: 'accepted' | 'met'): Promise<number> {
  const { count } = await tx.db.alarm.updateMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...ids] }, endedAt: null }, data: { endedAt: dateOf(tx.at), endedHow: how, endedBy: tx.actor.actorId } });
  return count;
}

/** An open alarm, for one who wants to accept it. */
export async function findOpenAlarm(tx: Tx, id: string): Promise<Alarm | null> {
  const row = await tx.db.alarm.findFirst({ where: { authorityId: tx.actor.authorityId, id, kind: KNOWN, endedAt: null } });
  return row && alarmOf(row);
}

/** The ids of the open alarms about one unsent report. */
export async function openAlarmsOf(tx: Tx, occasion: string): Promise<string[]> {
  const rows = await tx.db.alarm.findMany({ where: { authorityId: tx.actor.authorityId, occasion, contactId: null, endedAt: null }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Who accepted the last alarm of each occasion, and when; an occasion of which none was accepted, or one is open again, is left out. */
export async function acceptedOf(tx: Tx, occasions: readonly string[]): Promise<Map<string, { by: string; at: Temporal.Instant }>> {
  const rows = await tx.db.alarm.findMany({ where: { authorityId: tx.actor.authorityId, occasion: { in: [...occasions] }, contactId: null }, orderBy: { round: 'asc' }, select: { occasion: true, endedAt: true, endedHow: true, endedBy: true } });
  const last = new Map(rows.map((row) => [row.occasion, row]));
  return new Map([...last].flatMap(([occasion, { endedAt, endedHow, endedBy }]) => (endedHow === 'accepted' && endedAt !== null && endedBy !== null ? [[occasion, { by: endedBy, at: instantOf(endedAt) }] as const] : [])));
}

/** The open alarms about the same contact, this one among them. */
export async function openAlarmsAbout(tx: Tx, alarm: Alarm): Promise<Alarm[]> {
  if (alarm.contactId === null) return [alarm];
  const rows = await tx.db.alarm.findMany({ where: { authorityId: tx.actor.authorityId, contactId: alarm.contactId, kind: KNOWN, endedAt: null } });
  return rows.map(alarmOf);
}

/** The open alarms about these contacts of which somebody was called. */
export async function callingAlarms(tx: Tx, contactIds: readonly string[]): Promise<Alarm[]> {
  if (contactIds.length === 0) return [];
  const rows = await tx.db.alarm.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] }, kind: KNOWN, endedAt: null, calls: { some: {} } } });
  return rows.map(alarmOf);
}

/** Of an alarm that goes on for a night, so many calls are looked back at: more than are made in the time that somebody has to answer. */
const CALLS_READ = 200;

/** The calls about an alarm, the last first, and of each whether it is known that it did not arrive: neither way of it, where there were two. As the system. */
export async function callsMade(tx: Tx, alarmId: string): Promise<(MadeCall & { number: number })[]> {
  const rows = await tx.db.$queryRaw<{ number: number; accountId: string; at: Date; lost: boolean }[]>`
    select c.number, c.account_id as "accountId", c.at, bool_and(m.arrival not in ('', 'delivered')) as lost
    from alarm_call c join message m on m.authority_id = c.authority_id and m.id = c.message_id
    where c.authority_id = ${tx.actor.authorityId} and c.alarm_id = ${alarmId}::uuid
    group by c.number, c.account_id, c.at order by c.number desc limit ${CALLS_READ}`;
  return rows.map(({ at, ...row }) => ({ ...row, at: instantOf(at) }));
}

/** Whom to call when nobody is on, each by the length of their service. */
export interface NotOn {
  managers: string[];
  /** Whom an unsent report is told: managers, and where none works here the emergency duty team. */
  ringing: string[];
  /** Managers, and where none works here everybody who may hold a contact: an alarm that nobody hears is none. */
  anybody: string[];
  /** Everybody who may hold a contact. */
  everybody: string[];
}

/** Everybody who works contacts here, on or not. */
export async function readNotOn(tx: Tx): Promise<NotOn> {
  const rows = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId, role: { in: [...HOLDING_ROLES] }, disabledAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: { accountId: true, role: true } });
  const those = (may: (role: string) => boolean) => [...new Set(rows.filter(({ role }) => may(role)).map(({ accountId }) => accountId))];
  const managers = those((role) => role === 'manager');
  const everybody = those(() => true);
  return { managers, ringing: managers.length > 0 ? managers : those(ringsUnsent), anybody: managers.length > 0 ? managers : everybody, everybody };
}

/** Of these people, those who may open the contact: a call to somebody whom it is closed to would be answered by nobody. */
export async function thoseWhoMayOpen(tx: Tx, contactId: string | null, order: readonly Callee[]): Promise<Callee[]> {
  if (contactId === null || order.length === 0) return [...order];
  const may = await thoseWhoCouldOpen(tx, contactId, order.map(({ accountId }) => accountId));
  return order.filter(({ accountId }) => may.has(accountId));
}

/**
 * The places, in the list given, of those contacts that none of the people named with them may open. In one question, however much waits:
 * after an outage it may be hundreds, and the look of the minute must not end over them.
 */
export async function thoseNobodyOpens(tx: Tx, waiting: readonly { contactId: string; people: readonly string[] }[]): Promise<Set<number>> {
  if (waiting.length === 0) return new Set();
  const pairs = waiting.flatMap(({ people }, place) => people.map((id) => ({ place, id })));
  const rows = await tx.db.$queryRaw<{ place: number }[]>`
    select (w.place - 1)::int as place from unnest(${waiting.map(({ contactId }) => contactId)}::uuid[]) with ordinality as w (contact_id, place)
    where not exists (select 1 from unnest(${pairs.map(({ place }) => place)}::int[], ${pairs.map(({ id }) => id)}::uuid[]) as m (place, id)
      where m.place = w.place - 1 and app_could_open(w.contact_id, m.id))`;
  return new Set(rows.map(({ place }) => place));
}

/** When each of these people was last called about any of these alarms. */
export async function lastCalled(tx: Tx, alarmIds: readonly string[]): Promise<MadeCall[]> {
  const rows = await tx.db.alarmCall.groupBy({ by: ['accountId'], where: { authorityId: tx.actor.authorityId, alarmId: { in: [...alarmIds] } }, _max: { at: true } });
  return rows.flatMap(({ accountId, _max: { at } }) => (at === null ? [] : [{ accountId, at: instantOf(at), lost: false }]));
}

/** Writes one call in one way, with its message. */
export async function addCall(tx: Tx, alarm: Alarm, call: { number: number; callee: Callee; channel: Channel; toAddress: string; subject: string; body: string }): Promise<void> {
  const { number, callee, channel, ...message } = call;
  const messageId = await addCallMessage(tx, alarm.id, { channel, ...message });
  await tx.db.alarmCall.createMany({
    data: [{ authorityId: tx.actor.authorityId, id: newId(), alarmId: alarm.id, contactId: alarm.contactId, number, at: dateOf(tx.at), accountId: callee.accountId, post: callee.post ?? '', channel, messageId }],
  });
}

/** The reference of a contact. */
export async function referenceOf(tx: Tx, contactId: string): Promise<string> {
  const row = await tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: { reference: true } });
  return row.reference;
}

/** Something that nobody here may sign, for whoever administers accounts: they open no contact, and are told its reference alone. */
export interface NobodySigns {
  id: string;
  reference: string;
  /** Since when an administrator can know of it. */
  since: Temporal.Instant;
}

/**
 * What only an administrator can help with, since no manager here may: what waits for a second person and nobody may sign, the oldest
 * first; and since when a wish to break the glass waits that none of them may answer, or null. As the system.
 */
export async function readForAdministrators(system: Tx): Promise<{ unsigned: NobodySigns[]; unanswered: Temporal.Instant | null }> {
  const rows = await system.db.alarm.findMany({ where: { authorityId: system.actor.authorityId, kind: { in: ['nobody_signs', 'glass_waits'] }, endedAt: null }, orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }], select: { id: true, kind: true, raisedAt: true, occasion: true, contact: { select: { reference: true } } } });
  const wishes = rows.filter(({ kind }) => kind === 'glass_waits');
  const managers = wishes.length === 0 ? [] : (await readNotOn(system)).managers;
  const first = wishes.find(({ occasion }) => noManagerAnswers({ kind: 'glass_waits', occasion }, managers));
  return {
    unsigned: rows.flatMap(({ id, kind, raisedAt, contact }) => (kind !== 'nobody_signs' || contact === null ? [] : [{ id, reference: contact.reference, since: instantOf(raisedAt) }])),
    unanswered: first === undefined ? null : instantOf(first.raisedAt),
  };
}

/** How far a call got: written, taken by the provider, not taken and tried again, or not brought to whom it was for: it came back, or was refused for its address. */
export type CallState = 'pending' | 'sent' | 'failed' | 'bounced';

/** Of so many calls about an alarm a list tells, the last ones: nobody accepts for a night, and there are a hundred. */
export const CALLS_SHOWN = 5;
/** A call is a row for each way by which it went: e-mail and text. */
const WAYS = 2;

/** A call as a list shows it. */
export interface CallShown {
  number: number;
  at: Temporal.Instant;
  accountId: string;
  post: Post | null;
  channels: { channel: Channel; state: CallState }[];
}

export interface AlarmShown extends Alarm {
  reference: string | null;
  endedBy: string | null;
  /** The last ones, oldest first: each says which it is of all. */
  calls: CallShown[];
}

/**
 * The open alarms, the oldest first, or those that ended last, with their calls: as far as the actor may see the contacts.
 * @param skip after so many of them.
 */
export async function listAlarms(tx: Tx, which: 'open' | 'ended', count: number, skip = 0): Promise<AlarmShown[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.alarm.findMany({
    where: { authorityId, kind: KNOWN, endedAt: which === 'open' ? null : { not: null } },
    orderBy: which === 'open' ? [{ raisedAt: 'asc' }, { id: 'asc' }] : [{ endedAt: 'desc' }, { id: 'asc' }],
    take: count,
    skip,
    include: { contact: { select: { reference: true } }, calls: { orderBy: [{ number: 'desc' }, { channel: 'asc' }], take: CALLS_SHOWN * WAYS } },
  });
  const messages = await tx.db.message.findMany({ where: { authorityId, id: { in: rows.flatMap(({ calls }) => calls.map(({ messageId }) => messageId)) } }, select: { id: true, state: true, arrival: true } });
  const states = new Map(messages.map(({ id, state, arrival }): [string, CallState] => [id, hasBounced(arrival) ? 'bounced' : state === 'sent' || state === 'failed' ? state : 'pending']));
  return rows.map((row) => ({ ...alarmOf(row), reference: row.contact?.reference ?? null, endedBy: row.endedBy, calls: callsOf(row.calls, states) }));
}

type CallRecord = Awaited<ReturnType<Tx['db']['alarmCall']['findMany']>>[number];

function callsOf(rows: readonly CallRecord[], states: ReadonlyMap<string, CallState>): CallShown[] {
  const numbers = [...new Set(rows.map(({ number }) => number))].slice(0, CALLS_SHOWN).reverse();
  return numbers.flatMap((number) => {
    const ways = rows.filter((row) => row.number === number);
    const [first] = ways;
    if (first === undefined) return [];
    const channels = ways.map(({ channel, messageId }) => ({ channel: channel === 'text' ? ('text' as const) : ('email' as const), state: states.get(messageId) ?? ('pending' as const) }));
    return [{ number, at: instantOf(first.at), accountId: first.accountId, post: isPost(first.post) ? first.post : null, channels }];
  });
}
