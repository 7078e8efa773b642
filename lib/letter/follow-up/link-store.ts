import type { Temporal } from 'temporal-polyfill';
import type { AuthoritySettings } from '@/lib/access/schema';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, inDays, instantOf } from '@/lib/platform/time';
import { linkHash, MOST_WRONG_TRIES } from './link';
import { occasionOf, RECEIPT, type WhichCall } from './which-call';

/** The last two in the transaction that closes its reader's account or ends their place in the agency (domain 7.11): the database sees to it. */
export const LINK_ENDS = ['revoked', 'replaced', 'locked', 'account_closed', 'left_agency'] as const;
export type LinkEnd = (typeof LINK_ENDS)[number];

/** By what a link was opened: the code that was told by another way, or a child's date of birth as its reader reported it (domain 7.11). */
export const OPENED_BY = ['code', 'birth'] as const;
export type OpenedBy = (typeof OPENED_BY)[number];

export interface CallerLink {
  id: string;
  contactId: string;
  letterId: string;
  madeAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  wrongTries: number;
  ended: { at: Temporal.Instant; by: string; how: LinkEnd; why: string } | null;
  /** When the right code or fact was given, first and last, and which the last time. */
  opened: { first: Temporal.Instant; last: Temporal.Instant; by: OpenedBy } | null;
}

type Row = Awaited<ReturnType<Tx['db']['callerLink']['findFirstOrThrow']>>;

function linkOf(row: Row): CallerLink {
  const { id, contactId, letterId, wrongTries, endedAt, endedBy, firstOpenedAt, lastOpenedAt } = row;
  const how = LINK_ENDS.find((each) => each === row.endedHow) ?? 'revoked';
  const by = OPENED_BY.find((each) => each === row.openedBy) ?? 'code';
  return {
    ...{ id, contactId, letterId, wrongTries, madeAt: instantOf(row.madeAt), expiresAt: instantOf(row.expiresAt) },
    ended: endedAt === null || endedBy === null ? null : { at: instantOf(endedAt), by: endedBy, how, why: row.endedWhy },
    opened: firstOpenedAt === null || lastOpenedAt === null ? null : { first: instantOf(firstOpenedAt), last: instantOf(lastOpenedAt), by },
  };
}

/** Does a link open at all? */
export function opens(link: CallerLink | null, at: Temporal.Instant): link is CallerLink {
  return link !== null && link.ended === null && link.expiresAt.epochMilliseconds > at.epochMilliseconds;
}

/** Until when a link that is made or sent now opens: the area's days of 24 hours. */
export function linkExpiry(at: Temporal.Instant, { followUp }: Pick<AuthoritySettings, 'followUp'>): Temporal.Instant {
  return inDays(at, followUp.linkDays);
}

/** Makes the link of a letter. Needs casework rights. @returns its id, of which its secret is made. */
export async function addLink(tx: Tx, { contactId, letterId, expiresAt }: Pick<CallerLink, 'contactId' | 'letterId' | 'expiresAt'>): Promise<string> {
  const id = newId();
  await tx.db.callerLink.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId, letterId, tokenHash: linkHash(id), madeAt: dateOf(tx.at), madeBy: tx.actor.actorId, expiresAt: dateOf(expiresAt) }] });
  return id;
}

/** A link by its id, or null. */
export async function readLink(tx: Tx, id: string): Promise<CallerLink | null> {
  const row = await tx.db.callerLink.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } } });
  return row && linkOf(row);
}

/** The same, held still until the transaction ends: two codes tried at once are two tries. */
export async function lockLink(tx: Tx, id: string): Promise<CallerLink | null> {
  await tx.db.$queryRaw`select 1 from caller_link where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid for update`;
  return readLink(tx, id);
}

/** The link of a letter, or null. @param contactId of the letter, where it is known: a page of the contact has read its links. */
export async function linkOfLetter(tx: Tx, letterId: string, contactId?: string): Promise<CallerLink | null> {
  const row = await tx.db.callerLink.findFirst({ where: { authorityId: tx.actor.authorityId, letterId, ...(contactId !== undefined && { contactId }) } });
  return row && linkOf(row);
}

/** Dates a link from when its letter goes. */
export async function dateLink(tx: Tx, letterId: string, expiresAt: Temporal.Instant): Promise<void> {
  await tx.db.callerLink.updateMany({ where: { authorityId: tx.actor.authorityId, letterId, endedAt: null }, data: { expiresAt: dateOf(expiresAt) } });
}

/** Ends every live link of the letters of one occasion. @returns how many there were. */
async function endLinksOf(tx: Tx, contactId: string, occasion: string, how: LinkEnd, why = ''): Promise<number> {
  const { count } = await tx.db.callerLink.updateMany({ where: { authorityId: tx.actor.authorityId, contactId, endedAt: null, letter: { occasion } }, data: { endedAt: dateOf(tx.at), endedBy: tx.actor.actorId, endedHow: how, endedWhy: why } });
  return count;
}

/** Ends every live link of one call's caller. @returns how many there were. */
export async function endLinks(tx: Tx, contactId: string, call: WhichCall, how: LinkEnd): Promise<number> {
  return endLinksOf(tx, contactId, occasionOf(call), how);
}

/** Ends every live link to how far a concern is. @param why of a person. @returns how many there were. */
export async function endStatusLinks(tx: Tx, contactId: string, how: LinkEnd, why = ''): Promise<number> {
  return endLinksOf(tx, contactId, RECEIPT, how, why);
}

/** The newest link to how far a concern is, or null. */
export async function statusLinkOf(tx: Tx, contactId: string): Promise<CallerLink | null> {
  const rows = await tx.db.callerLink.findMany({ where: { authorityId: tx.actor.authorityId, contactId, letter: { occasion: RECEIPT } }, include: { letter: { select: { issue: true } } } });
  const [latest] = rows.sort((a, b) => b.letter.issue - a.letter.issue || b.madeAt.getTime() - a.madeAt.getTime());
  return latest === undefined ? null : linkOf(latest);
}

/** Counts a wrong code; the last one that is allowed ends the link. The link's lock is held. @returns how many are left. */
export async function countWrong(tx: Tx, { id, wrongTries }: Pick<CallerLink, 'id' | 'wrongTries'>): Promise<number> {
  const tries = wrongTries + 1;
  const last = tries >= MOST_WRONG_TRIES;
  await tx.db.callerLink.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { wrongTries: tries, ...(last ? { endedAt: dateOf(tx.at), endedBy: tx.actor.actorId, endedHow: 'locked' } : {}) } });
  return MOST_WRONG_TRIES - tries;
}

/** Keeps that a link was opened, and forgets what was typed wrong before. The link's lock is held. */
export async function countOpened(tx: Tx, { id, opened }: Pick<CallerLink, 'id' | 'opened'>, by: OpenedBy): Promise<void> {
  const at = dateOf(tx.at);
  await tx.db.callerLink.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { wrongTries: 0, lastOpenedAt: at, openedBy: by, ...(opened === null ? { firstOpenedAt: at } : {}) } });
}

/** That whoever rang confirmed or corrected, once for each key. As the product. @returns whether it was kept now. */
export async function addReply(tx: Tx, reply: { contactId: string; letterId: string; by: string; way: 'link' | 'account'; additionKey: string | null }): Promise<boolean> {
  const { count } = await tx.db.callerReply.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), at: dateOf(tx.at), verdict: reply.additionKey === null ? 'confirmed' : 'corrected', ...reply }], skipDuplicates: true });
  return count === 1;
}

export interface CallerReply {
  at: Temporal.Instant;
  by: string;
  way: 'link' | 'account';
  verdict: 'confirmed' | 'corrected';
  additionKey: string | null;
}

/** What the caller of one call said of it since, oldest first. Needs the right to read casework. */
export async function repliesOf(tx: Tx, contactId: string, call: WhichCall): Promise<CallerReply[]> {
  const rows = await tx.db.callerReply.findMany({ where: { authorityId: tx.actor.authorityId, contactId, letter: { occasion: occasionOf(call) } }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return rows.map(({ at, by, way, verdict, additionKey }) => ({ at: instantOf(at), by, way: way === 'account' ? 'account' : 'link', verdict: verdict === 'corrected' ? 'corrected' : 'confirmed', additionKey }));
}
