import { Temporal } from 'temporal-polyfill';
import { secretSince } from '@/lib/access/api-key-store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { seal, unseal } from '@/lib/platform/seal';
import { dateOf, instantOf } from '@/lib/platform/time';

/** What a system is told that there is: the code stands in the log and never in the message. */
export const EVENTS = ['received', 'more_asked', 'decided'] as const;
export type Event = (typeof EVENTS)[number];

/** Where the system of an agency receives, as its administrator sees it: never its secret. */
export interface Webhook {
  id: string;
  agencyName: string;
  url: string;
  madeAt: Temporal.Instant;
  beforeUntil: Temporal.Instant | null;
  /** Which secret it has, by when that was made. */
  secretSince: string;
  ended: Temporal.Instant | null;
}

const placeOf = (authorityId: string, rowId: string, column: 'sealed_secret' | 'sealed_before') => ({ table: 'webhook', column, authorityId, rowId });
const at = (date: Date | null) => (date === null ? null : instantOf(date));

/** Keeps where an agency's system receives, with its secret sealed. @returns its id, or null where there is one like it. */
export async function addWebhook(tx: Tx, { agencyId, url, secret }: { agencyId: string; url: string; secret: string }): Promise<string | null> {
  const { authorityId, actorId } = tx.actor;
  const id = newId();
  const { count } = await tx.db.webhook.createMany({ data: [{ authorityId, id, agencyId, url, sealedSecret: seal(secret, placeOf(authorityId, id, 'sealed_secret')), madeAt: dateOf(tx.at), madeBy: actorId }], skipDuplicates: true });
  return count === 1 ? id : null;
}

/** Every one of the authority, those that go on first. */
export async function readWebhooks(tx: Tx): Promise<Webhook[]> {
  const rows = await tx.db.webhook.findMany({ where: { authorityId: tx.actor.authorityId }, omit: { sealedSecret: true, sealedBefore: true }, include: { agency: { select: { name: true } } }, orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { madeAt: 'desc' }, { id: 'asc' }] });
  return rows.map(({ id, agency, url, madeAt, rotatedAt, beforeUntil, endedAt }) => ({ id, agencyName: agency.name, url, madeAt: instantOf(madeAt), secretSince: secretSince(madeAt, rotatedAt), beforeUntil: at(beforeUntil), ended: at(endedAt) }));
}

/** A secret that was exchanged, and until when messages are signed with it, too. */
interface Former {
  secret: string;
  until: Temporal.Instant;
}

/** What is sealed of those before: one a line, each with its own end after a blank. One that was kept alone has the end of its row. */
const sealFormer = (former: readonly Former[], authorityId: string, id: string) => seal(former.map(({ secret, until }) => `${secret} ${until.toString()}`).join('\n'), placeOf(authorityId, id, 'sealed_before'));

/** Those of before that are good still, the last first. */
function formerOf(tx: Tx, { id, sealedBefore, beforeUntil }: { id: string; sealedBefore: string | null; beforeUntil: Date | null }): Former[] {
  if (sealedBefore === null || beforeUntil === null) return [];
  const lines = unseal(sealedBefore, placeOf(tx.actor.authorityId, id, 'sealed_before')).split('\n');
  const all = lines.map((line) => {
    const [secret = '', until] = line.split(' ');
    return { secret, until: until === undefined ? instantOf(beforeUntil) : Temporal.Instant.from(until) };
  });
  return all.filter(({ until }) => Temporal.Instant.compare(until, tx.at) > 0);
}

/**
 * Exchanges the secret of one that goes on, and is still the one that was seen; the one before is good until then, and any before that until its own end where that is
 * earlier: where the new one was lost, it is the one that its receiver has. @returns whether it happened.
 */
export async function exchangeSecret(tx: Tx, id: string, secret: string, beforeUntil: Temporal.Instant, seen = ''): Promise<boolean> {
  const { authorityId } = tx.actor;
  const row = await tx.db.webhook.findFirst({ where: { authorityId, id, endedAt: null }, select: { id: true, madeAt: true, rotatedAt: true, sealedSecret: true, sealedBefore: true, beforeUntil: true } });
  if (row === null || (seen !== '' && seen !== secretSince(row.madeAt, row.rotatedAt))) return false;
  const before = { secret: unseal(row.sealedSecret, placeOf(authorityId, id, 'sealed_secret')), until: beforeUntil };
  const former = formerOf(tx, row).map((each) => (Temporal.Instant.compare(each.until, beforeUntil) < 0 ? each : { ...each, until: beforeUntil }));
  const { count } = await tx.db.webhook.updateMany({
    where: { authorityId, id, endedAt: null, sealedSecret: row.sealedSecret },
    data: { sealedSecret: seal(secret, placeOf(authorityId, id, 'sealed_secret')), sealedBefore: sealFormer([before, ...former], authorityId, id), beforeUntil: dateOf(beforeUntil), rotatedAt: dateOf(tx.at) },
  });
  return count === 1;
}

/** Ends one: nothing goes there any more. @returns whether it happened now. */
export async function endWebhook(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.webhook.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { endedAt: dateOf(tx.at), endedBy: tx.actor.actorId } });
  return count === 1;
}

/** A contact of which a system may be told, as its agency sees it now. */
export interface Tellable {
  webhookId: string;
  contactId: string;
  reference: string;
  /** The question that waits for an answer, if one does. */
  questionId: string | null;
}

/** A contact that was sent this long ago is asked about no more. */
const TOLD_FOR_DAYS = 90;

/**
 * What the systems of agencies sent themselves, and not what was put to a contact that was there, and their agencies may see: not what is past them, about a colleague, closed or of a protected source (safe practice 3, 11, 14).
 * One that has ended is asked about until what is in force was told; one that was joined, which is decided on with another, until anything was. As the product.
 */
export async function readTellable(tx: Tx): Promise<Tellable[]> {
  return tx.db.$queryRaw<Tellable[]>`
    select w.id::text as "webhookId", c.id::text as "contactId", c.reference,
      (select s.id::text from question s where s.authority_id = c.authority_id and s.contact_id = c.id and s.answered_at is null order by s.asked_at desc, s.id limit 1) as "questionId"
    from webhook w
    join contact c on c.authority_id = w.authority_id and c.agency_id = w.agency_id and c.received_at >= w.made_at
    where w.authority_id = ${tx.actor.authorityId} and w.ended_at is null and c.received_at > ${dateOf(tx.at.subtract({ hours: TOLD_FOR_DAYS * 24 }))}
      and not c.sealed and not app_agency_hidden(c.id, c.past_agency or c.about_colleague) and not app_is_closed(c.id)
      and exists (select 1 from machine_intake i where i.authority_id = c.authority_id and i.contact_id = c.id and i.agency_id = w.agency_id and i.reference = c.reference)
      and not (exists (select 1 from closure e where e.authority_id = c.authority_id and e.contact_id = c.id)
        and exists (select 1 from webhook_delivery d where d.authority_id = w.authority_id and d.webhook_id = w.id and d.reference = c.reference and d.event = 'decided' and d.state <> 'let_go'
          and coalesce(case d.event when 'decided' then d.occasion::timestamptz end = (
            select date_trunc('milliseconds', coalesce(s.at, v.at)) from decision v left join countersign s on s.authority_id = v.authority_id and s.decision_id = v.id
            where v.authority_id = c.authority_id and v.contact_id = c.id and coalesce(s.verdict, '') <> 'returned' and (s.verdict = 'agreed' or not v.needs_countersign)
            order by v.version desc limit 1), true)))`;
}

/** May a message about this reference still go to this agency? As the product. */
async function mayGo(tx: Tx, reference: string, agencyId: string): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ may: boolean }[]>`
    select exists (select 1 from contact c where c.authority_id = ${tx.actor.authorityId} and c.reference = ${reference} and c.agency_id = ${agencyId}::uuid and not c.sealed
      and not app_agency_hidden(c.id, c.past_agency or c.about_colleague) and not app_is_closed(c.id)) as may`;
  return row?.may ?? false;
}

/**
 * Writes that a system is to be told, once for each occasion, and queues it with the same commit. What was let go because it might not go
 * just then goes now. As the product. @returns whether it is to go now.
 */
export async function addDelivery(tx: Tx, delivery: { webhookId: string; reference: string; event: Event; occasion: string }): Promise<boolean> {
  const { authorityId } = tx.actor;
  const { webhookId, reference, event, occasion } = delivery;
  const [row] = await tx.db.$queryRaw<{ id: string }[]>`
    with again as (
      update webhook_delivery set state = 'pending', attempts = 0
      where authority_id = ${authorityId} and webhook_id = ${webhookId}::uuid and reference = ${reference} and event = ${event} and occasion = ${occasion} and state = 'let_go' returning id),
    made as (
      insert into webhook_delivery (authority_id, id, webhook_id, reference, event, occasion, made_at)
      values (${authorityId}, ${newId()}::uuid, ${webhookId}::uuid, ${reference}, ${event}, ${occasion}, ${dateOf(tx.at)}) on conflict do nothing returning id)
    select id::text from again union all select id::text from made`;
  if (row !== undefined) await tx.enqueue('webhook.deliver', { authorityId, deliveryId: row.id });
  return row !== undefined;
}

/** What is to be sent now. */
export interface Outgoing {
  id: string;
  url: string;
  reference: string;
  /** Those with which it is signed: the secret, and those before while they are good. */
  secrets: string[];
  attempts: number;
}

/** One message to be sent, one more attempt counted; null where it has gone, may not go any more, or its receiver has ended. As the product. */
export async function takeDelivery(tx: Tx, id: string): Promise<Outgoing | null> {
  const { authorityId } = tx.actor;
  const row = await tx.db.webhookDelivery.findFirst({ where: { authorityId, id, state: { in: ['pending', 'failed'] } }, include: { webhook: true } });
  if (row === null) return null;
  const { webhook, reference } = row;
  if (webhook.endedAt !== null || !(await mayGo(tx, reference, webhook.agencyId))) {
    await tx.db.webhookDelivery.updateMany({ where: { authorityId, id }, data: { state: 'let_go', lastAt: dateOf(tx.at) } });
    return null;
  }
  await tx.db.webhookDelivery.updateMany({ where: { authorityId, id }, data: { attempts: { increment: 1 } } });
  const secrets = [unseal(webhook.sealedSecret, placeOf(authorityId, webhook.id, 'sealed_secret')), ...formerOf(tx, webhook).map(({ secret }) => secret)];
  return { id, url: webhook.url, reference, secrets, attempts: row.attempts + 1 };
}

/** Notes how an attempt ended. As the product. */
export async function markDelivery(tx: Tx, id: string, state: 'sent' | 'failed' | 'given_up', status: number | null): Promise<void> {
  await tx.db.webhookDelivery.updateMany({ where: { authorityId: tx.actor.authorityId, id, state: { in: ['pending', 'failed'] } }, data: { state, lastAt: dateOf(tx.at), lastStatus: status } });
}

/** One line of the log. */
export interface Delivery {
  id: string;
  agencyName: string;
  reference: string;
  event: string;
  madeAt: Temporal.Instant;
  attempts: number;
  state: string;
  lastAt: Temporal.Instant | null;
  lastStatus: number | null;
}

/** The messages that were made last. */
export async function readDeliveries(tx: Tx, count: number): Promise<Delivery[]> {
  const rows = await tx.db.webhookDelivery.findMany({ where: { authorityId: tx.actor.authorityId }, include: { webhook: { select: { agency: { select: { name: true } } } } }, orderBy: [{ madeAt: 'desc' }, { id: 'asc' }], take: count });
  return rows.map(({ id, webhook, reference, event, madeAt, attempts, state, lastAt, lastStatus }) => ({ id, agencyName: webhook.agency.name, reference, event, madeAt: instantOf(madeAt), attempts, state, lastAt: at(lastAt), lastStatus }));
}
