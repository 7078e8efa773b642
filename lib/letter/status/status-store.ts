import { report } from '@/lib/contact/schema';
import type { Tx } from '@/lib/platform/db';
import type { BarringFacts } from '../follow-up/follow-up';
import { readBarring } from '../follow-up/follow-up-store';
import { classOf } from '../store';
import { birthsOf, type StatusFacts } from './status';

/**
 * What forbids a link about a contact, or about the one into which it was joined: what is kept of that is kept of its reader, too.
 * A joined contact is decided on with another, and nothing is joined into a closed one (domain 7.8), so that the way ends.
 */
async function barring(tx: Tx, contactId: string, seen: readonly string[] = []): Promise<BarringFacts> {
  const { aboutColleague, queue, closure } = await tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } },
    select: { aboutColleague: true, queue: { select: { route: true } }, closure: { select: { joinedToId: true } } },
  });
  const own = await readBarring(tx, contactId, { aboutColleague, route: queue?.route });
  const next = closure?.joinedToId ?? null;
  if (next === null || seen.includes(next)) return own;
  const of = await barring(tx, next, [...seen, contactId]);
  return { positionOfTrust: own.positionOfTrust || of.positionOfTrust, policeLed: own.policeLed || of.policeLed, restricted: own.restricted || of.restricted, secretDetails: own.secretDetails || of.secretDetails };
}

/** Reads what a referrer's link follows from. Needs casework rights. */
export async function readStatusFacts(tx: Tx, contactId: string): Promise<StatusFacts> {
  const row = await tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } },
    select: { reference: true, sealed: true, channel: true, referrerId: true, referrerName: true, referrerEmail: true, referrerClass: true, sourceCode: true, report: true },
  });
  const read = report.parse(row.report);
  // A letter must not go to a slip of the keyboard: of an account, the address with which it signs in.
  const account = row.referrerId === null ? null : await tx.db.account.findUnique({ where: { id: row.referrerId }, select: { name: true, email: true } });
  return {
    ...(await barring(tx, contactId)),
    ...{ contactId, reference: row.reference, sealed: row.sealed, sourceCode: row.sourceCode },
    referrerClass: classOf(row.referrerClass),
    called: row.channel === 'phone' && row.referrerId === null,
    accountId: row.referrerId,
    name: account?.name ?? (row.referrerName.trim() || 'Whoever told us'),
    email: account?.email ?? row.referrerEmail,
    safeWay: row.referrerId === null ? read.reporter.safeWay : null,
    births: birthsOf(read),
  };
}
