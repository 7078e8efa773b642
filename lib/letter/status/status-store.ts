import { report } from '@/lib/contact/schema';
import type { DutyCode } from '@/lib/duty/codes';
import { openCodes } from '@/lib/duty/store';
import { plainly, type Tx } from '@/lib/platform/db';
import { BARRING, barringOf, type BarringRow } from '../follow-up/follow-up-store';
import type { ReferrerAccount } from '../occasion-store';
import { classOf } from '../store';
import { birthsOf, READER_LEFT, type StatusFacts } from './status';

/** In the order in which `app_agency_hidden` takes them. */
const NEWEST_SAID: { at?: 'desc'; id?: 'desc' }[] = [{ at: 'desc' }, { id: 'desc' }];

/** What of a contact a referrer's link follows from. */
export const STATUS = { reference: true, sealed: true, channel: true, agencyId: true, referrerId: true, referrerName: true, referrerEmail: true, referrerClass: true, sourceCode: true, report: true, pastAgency: true, exclusions: { orderBy: NEWEST_SAID, take: 1, select: { hidden: true } }, ...BARRING } as const;

interface StatusRow extends BarringRow {
  reference: string;
  sealed: boolean;
  channel: string;
  agencyId: string | null;
  referrerId: string | null;
  referrerName: string;
  referrerEmail: string;
  referrerClass: string;
  sourceCode: string;
  report: unknown;
  pastAgency: boolean;
  /** What staff, or whoever told us, said last of whether its agency sees it. */
  exclusions: readonly { hidden: boolean }[];
}

/** Reads what a referrer's link follows from. Needs casework rights. @param own an account that is at hand and need not be asked for. */
export async function readStatusFacts(tx: Tx, contactId: string, own?: ReferrerAccount & { actorId: string }): Promise<StatusFacts> {
  const [row, open] = await Promise.all([tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: STATUS }), openCodes(tx, contactId)]);
  return statusOf(tx, contactId, row, open, await readerOfLink(tx, row, own));
}

/** Who a link would be sent to, and whether it is theirs still. */
export interface LinkReader {
  account: ReferrerAccount | null;
  left: StatusFacts['left'];
}

/**
 * Whoever told us, as the reader of a link: their account, where they have one, and whether they are still there for whom they told us.
 * Needs casework rights. @param own an account that is at hand and signed in, and need not be asked for.
 */
export async function readerOfLink(tx: Tx, { referrerId, referrerEmail, agencyId }: Pick<StatusRow, 'referrerId' | 'referrerEmail' | 'agencyId'>, own?: ReferrerAccount & { actorId: string }): Promise<LinkReader> {
  if (own !== undefined && own.actorId === referrerId) return { account: own, left: null };
  if (referrerId === null && referrerEmail === '') return { account: null, left: null };
  const [row] = await tx.db.$queryRaw<{ name: string | null; email: string | null; left: string | null }[]>(plainly`
    select a.name, a.email, app_reader_left(${referrerId}::uuid, ${referrerEmail}, ${agencyId}::uuid) as left from (select 1) one left join account a on a.id = ${referrerId}::uuid`);
  const { name = null, email = null, left = null } = row ?? {};
  return { account: name === null || email === null ? null : { name, email }, left: READER_LEFT.find((known) => known === left) ?? null };
}

/** Has whoever told us gone since from where they told us, and how; null while they are there. Needs casework rights. */
export async function referrerLeft(tx: Tx, contactId: string): Promise<LinkReader['left']> {
  const row = await tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: { referrerId: true, referrerEmail: true, agencyId: true } });
  return (await readerOfLink(tx, row)).left;
}

/** What a referrer's link follows from, of what was read of the contact, of its open duties and of its referrer. */
export async function statusOf(tx: Tx, contactId: string, row: StatusRow, open: ReadonlySet<DutyCode>, { account, left }: LinkReader): Promise<StatusFacts> {
  const read = report.parse(row.report);
  return {
    ...(await barringOf(tx, contactId, row, open)),
    ...{ contactId, reference: row.reference, sealed: row.sealed, sourceCode: row.sourceCode },
    referrerClass: classOf(row.referrerClass),
    called: row.channel === 'phone' && row.referrerId === null,
    left,
    accountId: row.referrerId,
    name: account?.name ?? (row.referrerName.trim() || 'Whoever told us'),
    email: account?.email ?? row.referrerEmail,
    safeWay: row.referrerId === null ? read.reporter.safeWay : null,
    // What its agency must not see is not opened by what everybody there knows: they may read the mailbox, too (domain 7.3).
    births: (row.exclusions[0]?.hidden ?? (row.pastAgency || row.aboutColleague)) ? [] : birthsOf(read),
  };
}
