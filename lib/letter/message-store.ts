import type { Temporal } from 'temporal-polyfill';
import { readIdentity } from '@/lib/contact/secrecy/seal-store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { HANDED_OVER_WITHIN_MS, type Arrival, type Channel } from '@/lib/platform/post';
import { dateOf, instantOf } from '@/lib/platform/time';
import { LINK_HERE, linkPath } from './follow-up/link';
import { linkOfLetter } from './follow-up/link-store';

/** An e-mail or a text as written, and how far it got. */
export interface Message {
  id: string;
  letterId: string | null;
  /** The alarm to which it calls somebody. */
  alarmId: string | null;
  channel: Channel;
  /** Empty for a protected source: `addressOf` knows. */
  toAddress: string;
  subject: string;
  body: string;
  madeAt: Temporal.Instant;
  /** let_go: it must not leave any more. */
  state: 'pending' | 'sent' | 'failed' | 'let_go';
  attempts: number;
  sentAt: Temporal.Instant | null;
  /** What is known of what became of it; empty while nothing is. */
  arrival: string;
}

/**
 * Writes the e-mail of a letter, once, and queues its delivery with the same commit.
 * @returns whether it was written now. Needs casework rights.
 */
export async function addMessage(tx: Tx, letterId: string, to: string, mail: { subject: string; body: string }): Promise<boolean> {
  const { authorityId } = tx.actor;
  const id = newId();
  const { count } = await tx.db.message.createMany({
    data: [{ authorityId, id, letterId, toAddress: to, subject: mail.subject, body: mail.body, madeAt: dateOf(tx.at), state: 'pending' }],
    skipDuplicates: true,
  });
  if (count === 1) await tx.enqueue('post.deliver', { authorityId, messageId: id });
  return count === 1;
}

/** Writes a message that calls somebody to an alarm, and queues its delivery with the same commit. @returns its id. */
export async function addCallMessage(tx: Tx, alarmId: string, message: { channel: Channel; toAddress: string; subject: string; body: string }): Promise<string> {
  const { authorityId } = tx.actor;
  const id = newId();
  await tx.db.message.createMany({ data: [{ authorityId, id, alarmId, ...message, madeAt: dateOf(tx.at), state: 'pending' }] });
  await tx.enqueue('post.deliver', { authorityId, messageId: id });
  return id;
}

/** A message, or null. */
export async function readMessage(tx: Tx, id: string): Promise<Message | null> {
  const row = await tx.db.message.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } } });
  return row && messageOf(row);
}

/** Where a message goes. That of a protected source stands in no row: it is opened now, for the post and nobody else. */
export async function addressOf(tx: Tx, { letterId, toAddress }: Pick<Message, 'letterId' | 'toAddress'>): Promise<string> {
  if (toAddress !== '' || letterId === null) return toAddress;
  const letter = await tx.db.letter.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: letterId } }, select: { contactId: true } });
  return (await readIdentity(tx, letter.contactId))?.email ?? '';
}

/** The text of a message as it leaves: a caller's link is put in now, and stands in no row. */
export async function bodyOf(tx: Tx, { letterId, body }: Pick<Message, 'letterId' | 'body'>, publicOrigin: string): Promise<string> {
  if (letterId === null || !body.includes(LINK_HERE)) return body;
  const link = await linkOfLetter(tx, letterId);
  return body.replace(LINK_HERE, link === null ? `${publicOrigin}/` : `${publicOrigin}${linkPath(link.id)}`);
}

/** The messages of an authority, newest first: those that call somebody to an alarm, or all others. */
export async function latestMessages(tx: Tx, count: number, which: 'calls' | 'others'): Promise<Message[]> {
  const rows = await tx.db.message.findMany({ where: { authorityId: tx.actor.authorityId, alarmId: which === 'calls' ? { not: null } : null }, orderBy: [{ madeAt: 'desc' }, { id: 'asc' }], take: count });
  return rows.map(messageOf);
}

/** Kept where the provider says what became of a message that it took: this one it did not take, for its address. */
const REFUSED = 'refused';

/** Longer than anybody hands one over: a process that was killed with it in its hands keeps nobody else from it for longer. */
const HELD_SECONDS = HANDED_OVER_WITHIN_MS / 1000 + 5;

/**
 * Takes up a message that is not sent, for one process alone and for a time, and counts the attempt: a job can be in two hands
 * where the first was slow, or stood still. The time is the database's.
 * @returns null when it is sent or not there; 'held' when it is in other hands.
 */
export async function takeUp(tx: Tx, id: string): Promise<Message | 'held' | null> {
  const taken = await tx.db.$executeRaw`update message set attempts = attempts + 1, held_until = clock_timestamp() + make_interval(secs => ${HELD_SECONDS})
    where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid and state <> 'sent' and (held_until is null or held_until < clock_timestamp())`;
  const found = await readMessage(tx, id);
  if (found === null || found.state === 'sent') return null;
  return taken === 1 ? found : 'held';
}

/** Marks a message as taken by a provider, once. @returns whether it happened now. */
export async function markSent(tx: Tx, id: string, taken: { provider: string; providerId: string }): Promise<boolean> {
  const { count } = await tx.db.message.updateMany({ where: { authorityId: tx.actor.authorityId, id, state: { not: 'sent' } }, data: { ...taken, state: 'sent', sentAt: dateOf(tx.at), heldUntil: null, arrival: '' } });
  return count === 1;
}

/**
 * Marks a message as not taken at this attempt; it is tried again.
 * @param refused for its address, and not because the provider did not answer.
 * @returns false when another process has sent it or taken it up since.
 */
export async function markFailed(tx: Tx, { id, attempts }: Pick<Message, 'id' | 'attempts'>, refused: boolean): Promise<boolean> {
  const { count } = await tx.db.message.updateMany({ where: { authorityId: tx.actor.authorityId, id, attempts, state: { not: 'sent' } }, data: { state: 'failed', heldUntil: null, ...(refused ? { arrival: REFUSED } : {}) } });
  return count === 1;
}

/** For so long it is looked for what the job queue gave up: each minute, and after days without a look. */
const GIVEN_UP_DAYS = 7;

/** Letters whose e-mail never left and whose job was given up, and of which nothing says yet that they did not arrive. As the product. */
export async function undeliveredLetters(tx: Tx): Promise<string[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.$queryRaw<{ letterId: string }[]>`
    select distinct m.letter_id as "letterId" from pgboss.job j
    join message m on m.authority_id = ${authorityId} and m.id = case when j.data->>'messageId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (j.data->>'messageId')::uuid end
    where j.name = 'post.deliver' and j.state = 'failed' and j.data->>'authorityId' = ${authorityId} and j.completed_on > ${dateOf(tx.at.subtract({ hours: GIVEN_UP_DAYS * 24 }))}
      and m.letter_id is not null and m.state in ('pending', 'failed')
      and not exists (select 1 from letter_event e where e.authority_id = m.authority_id and e.letter_id = m.letter_id and e.what in ('undelivered', 'read'))`;
  return rows.map(({ letterId }) => letterId);
}

/** GOV.UK Notify's own provider tries for 72 hours; a day more to hear of it, also after a worker was down. */
const ASKED_FOR_HOURS = 96;

/**
 * Takes up the oldest message of which it is due to ask GOV.UK Notify what became of it: five minutes after it was sent, then after twice
 * the time, and every six hours in the end. A call to a colleague after half a minute and before any letter: whether the next is
 * called waits for it. None whose letter was read, or was kept back or given up already. Who asks at the same time takes another. As the
 * product.
 * @returns null when none is due.
 */
export async function takeUpUnknown(tx: Tx): Promise<{ id: string; letterId: string | null; alarmId: string | null; providerId: string } | null> {
  const { authorityId } = tx.actor;
  const at = dateOf(tx.at);
  const [row] = await tx.db.$queryRaw<{ id: string; letterId: string | null; alarmId: string | null; providerId: string }[]>`
    update message set asked_at = ${at} where authority_id = ${authorityId} and id = (
      select m.id from message m
      where m.authority_id = ${authorityId} and m.provider = 'notify' and m.state = 'sent' and m.arrival = '' and (m.letter_id is not null or m.alarm_id is not null)
        and m.sent_at > ${dateOf(tx.at.subtract({ hours: ASKED_FOR_HOURS }))}
        and coalesce(m.asked_at, m.sent_at) + least(greatest(coalesce(m.asked_at, m.sent_at) - m.sent_at, case when m.alarm_id is null then interval '5 minutes' else interval '30 seconds' end), interval '6 hours') <= ${at}
        and not exists (select 1 from letter_event e where e.authority_id = m.authority_id and e.letter_id = m.letter_id and e.what in ('read', 'withheld', 'undelivered'))
      order by m.alarm_id is null, m.sent_at limit 1 for update skip locked)
    returning id, letter_id as "letterId", alarm_id as "alarmId", provider_id as "providerId"`;
  return row ?? null;
}

/** Did nobody get a message: was it taken by the provider and came back, or was it refused for its address? Not so while that is not known. */
export function hasBounced(arrival: string): boolean {
  return arrival !== '' && arrival !== 'delivered';
}

/** Keeps what became of a message, once. @returns whether it was not known before. */
export async function markArrival(tx: Tx, id: string, arrival: Arrival): Promise<boolean> {
  const { count } = await tx.db.message.updateMany({ where: { authorityId: tx.actor.authorityId, id, state: 'sent', arrival: '' }, data: { arrival } });
  return count === 1;
}

/** Marks a message that has not left as one that must not leave. */
export async function markLetGo(tx: Tx, id: string): Promise<void> {
  await tx.db.message.updateMany({ where: { authorityId: tx.actor.authorityId, id, state: { not: 'sent' } }, data: { state: 'let_go', heldUntil: null } });
}

type Row = Awaited<ReturnType<Tx['db']['message']['findUniqueOrThrow']>>;

function messageOf(row: Row): Message {
  return {
    id: row.id,
    letterId: row.letterId,
    alarmId: row.alarmId,
    channel: row.channel === 'text' ? 'text' : 'email',
    toAddress: row.toAddress,
    subject: row.subject,
    body: row.body,
    madeAt: instantOf(row.madeAt),
    state: row.state === 'sent' || row.state === 'failed' || row.state === 'let_go' ? row.state : 'pending',
    attempts: row.attempts,
    sentAt: row.sentAt === null ? null : instantOf(row.sentAt),
    arrival: row.arrival,
  };
}
