import { report } from '@/lib/contact/schema';
import type { DutyCode } from '@/lib/duty/codes';
import { openCodes } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { BARRING, barringOf, type BarringRow } from '../follow-up/follow-up-store';
import { accountOf, type ReferrerAccount } from '../occasion-store';
import { classOf } from '../store';
import { birthsOf, type StatusFacts } from './status';

/** In the order in which `app_agency_hidden` takes them. */
const NEWEST_SAID: { at?: 'desc'; id?: 'desc' }[] = [{ at: 'desc' }, { id: 'desc' }];

/** What of a contact a referrer's link follows from. */
export const STATUS = { reference: true, sealed: true, channel: true, referrerId: true, referrerName: true, referrerEmail: true, referrerClass: true, sourceCode: true, report: true, pastAgency: true, exclusions: { orderBy: NEWEST_SAID, take: 1, select: { hidden: true } }, ...BARRING } as const;

interface StatusRow extends BarringRow {
  reference: string;
  sealed: boolean;
  channel: string;
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
  return statusOf(tx, contactId, row, open, await accountOf(tx, row, own));
}

/** What a referrer's link follows from, of what was read of the contact, of its open duties and of its referrer's account. */
export async function statusOf(tx: Tx, contactId: string, row: StatusRow, open: ReadonlySet<DutyCode>, account: ReferrerAccount | null): Promise<StatusFacts> {
  const read = report.parse(row.report);
  return {
    ...(await barringOf(tx, contactId, row, open)),
    ...{ contactId, reference: row.reference, sealed: row.sealed, sourceCode: row.sourceCode },
    referrerClass: classOf(row.referrerClass),
    called: row.channel === 'phone' && row.referrerId === null,
    accountId: row.referrerId,
    name: account?.name ?? (row.referrerName.trim() || 'Whoever told us'),
    email: account?.email ?? row.referrerEmail,
    safeWay: row.referrerId === null ? read.reporter.safeWay : null,
    // What its agency must not see is not opened by what everybody there knows: they may read the mailbox, too (domain 7.3).
    births: (row.exclusions[0]?.hidden ?? (row.pastAgency || row.aboutColleague)) ? [] : birthsOf(read),
  };
}
