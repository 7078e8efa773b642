import type { Temporal } from 'temporal-polyfill';
import { accountAt } from '@/lib/access/people-store';
import { isVerified, type Verified } from '@/lib/contact/call/call-fields';
import { addressesOf, wordsOfCaller, type SaidAddress } from '@/lib/contact/call/said-words';
import { correctionsOf } from '@/lib/contact/ending/correction-store';
import { readPutCall, type PutCall } from '@/lib/contact/ending/put-call-store';
import { report } from '@/lib/contact/schema';
import type { DutyCode } from '@/lib/duty/codes';
import { openCodes } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { policeAdviceOpen } from '../family/family-gate';
import { NEWEST_TELLING, tellingOf } from '../family/family-store';
import { classOf } from '../store';
import type { BarringFacts, CallFacts } from './follow-up';
import type { WhichCall } from './which-call';

/** A call as far as a letter to whoever rang, and their link, are made from it. */
export interface ReadCallFacts extends CallFacts {
  contactId: string;
  /** Which of the contact's calls. */
  call: WhichCall;
  /** Of the contact; of a call that was put to it one of its own, since the contact's would say that we knew the child. */
  reference: string;
  /** The key of the call, of which the caller's code is made. */
  key: string;
  calledAt: Temporal.Instant;
  /** Who took it. */
  takenBy: string;
  name: string;
  emailAddress: string;
  accountId: string | null;
  /** Where whoever rang works; null where that is no agency of ours. */
  agencyId: string | null;
  /** The caller's own words of what happened. */
  words: string;
  addresses: SaidAddress[];
  /** Of everybody named in the contact, and in the call. */
  names: string[];
}

/** Routes on which the police and health decide with us what is said. */
const POLICE_LED: readonly string[] = ['STRATEGY', 'IMMEDIATE'];

/** What of a contact's row and of what hangs on it forbids every link about it, to be read in one statement with whatever else is read of it. */
export const BARRING = {
  aboutColleague: true,
  queue: { select: { route: true } },
  restrictions: { where: { liftedAt: null }, select: { kind: true } },
  familyTellings: { orderBy: NEWEST_TELLING },
  // Counted: what they say may be read by nobody here, and a joined relation is read whole.
  _count: { select: { protectedDetails: true } },
  closure: { select: { joinedToId: true } },
} as const;

export interface BarringRow {
  /** As its first report said. */
  aboutColleague: boolean;
  queue: { route: string } | null;
  restrictions: readonly { kind: string }[];
  familyTellings: readonly Parameters<typeof tellingOf>[0][];
  _count: { protectedDetails: number };
  closure: { joinedToId: string | null } | null;
}

function ownBarring({ aboutColleague, queue, restrictions, familyTellings, _count }: BarringRow, open: ReadonlySet<DutyCode>): BarringFacts {
  return {
    positionOfTrust: aboutColleague || restrictions.some(({ kind }) => kind === 'position_of_trust') || open.has('LADO'),
    restricted: restrictions.some(({ kind }) => kind !== 'position_of_trust'),
    policeLed: (queue !== null && POLICE_LED.includes(queue.route)) || open.has('HOLD_STRATEGY') || policeAdviceOpen(familyTellings.map(tellingOf)),
    secretDetails: _count.protectedDetails > 0,
  };
}

/**
 * What forbids every link about a contact (domain 7.11), or about the one into which it was joined: what is kept of that is kept of
 * its reader, too. A joined contact is decided on with another, and nothing is joined into a closed one (domain 7.8), so that the way
 * ends. @param open the codes of its duties that nobody has ended.
 */
export async function barringOf(tx: Tx, contactId: string, row: BarringRow, open: ReadonlySet<DutyCode>, seen: readonly string[] = []): Promise<BarringFacts> {
  const own = ownBarring(row, open);
  const next = row.closure?.joinedToId ?? null;
  if (next === null || seen.includes(next)) return own;
  const [into, openThere] = await Promise.all([tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: next } }, select: BARRING }), openCodes(tx, next)]);
  const of = await barringOf(tx, next, into, openThere, [...seen, contactId]);
  return { positionOfTrust: own.positionOfTrust || of.positionOfTrust, policeLed: own.policeLed || of.policeLed, restricted: own.restricted || of.restricted, secretDetails: own.secretDetails || of.secretDetails };
}

interface TakenCall {
  takenBy: string;
  verified: Verified | null;
  /** Of a call that was put to the contact: who rang, and what they said. */
  put: PutCall | null;
}

const detailOf = (detail: unknown) => (detail ?? {}) as Record<string, unknown>;

/** Who took a call, and what was last said of whether the caller is who they say; null where there was none. */
async function callOf(tx: Tx, contactId: string, call: WhichCall): Promise<TakenCall | null> {
  const events = await tx.db.contactEvent.findMany({ where: { authorityId: tx.actor.authorityId, contactId, kind: { in: ['call_taken', 'caller_verified'] } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { kind: true, actorId: true, detail: true } });
  const verifiedSince = events.findLast(({ kind, detail }) => kind === 'caller_verified' && (detailOf(detail)['call'] ?? null) === call);
  const said = (detail: unknown) => detailOf(detail)['verified'];
  if (call !== null) {
    const put = await readPutCall(tx, contactId, call);
    const verified = verifiedSince === undefined ? put?.verified : said(verifiedSince.detail);
    return put && { put, takenBy: put.takenBy, verified: isVerified(verified) ? verified : null };
  }
  const taken = events.find(({ kind, detail }) => kind === 'call_taken' && detailOf(detail)['put'] !== true);
  if (taken === undefined) return null;
  const verified = said((verifiedSince ?? taken).detail);
  return { put: null, takenBy: taken.actorId, verified: isVerified(verified) ? verified : null };
}

/**
 * Reads what a letter to whoever rang follows from; null where nobody rang, or nobody is to know it. What forbids a letter or a
 * link is asked of the contact, whichever of its calls it is. Needs casework rights.
 */
export async function readCallFacts(tx: Tx, contactId: string, call: WhichCall = null): Promise<ReadCallFacts | null> {
  const { authorityId } = tx.actor;
  const taken = await callOf(tx, contactId, call);
  if (taken === null) return null;
  const { put, takenBy, verified } = taken;
  const [row, open] = await Promise.all([tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId, id: contactId } },
    select: { reference: true, key: true, receivedAt: true, sealed: true, referrerName: true, referrerEmail: true, referrerClass: true, sourceCode: true, agencyId: true, report: true, people: { select: { givenName: true, familyName: true } }, ...BARRING },
  }), openCodes(tx, contactId)]);
  const barring = await barringOf(tx, contactId, row, open);
  const read = report.parse(row.report);
  const [corrected] = await correctionsOf(tx, contactId, call);
  const emailAddress = corrected?.email ?? (put === null ? row.referrerEmail : put.email);
  const agencyId = put === null ? row.agencyId : put.agencyId;
  const accountId = await accountAt(tx, emailAddress, agencyId);
  const name = put === null ? row.referrerName : put.name;
  return {
    ...{ contactId, call, accountId, agencyId, takenBy, verified, emailAddress, sealed: row.sealed },
    ...barring,
    ...(put === null ? { reference: row.reference, key: row.key, sourceCode: row.sourceCode, calledAt: instantOf(row.receivedAt), words: wordsOfCaller(read) } : { reference: put.reference, key: put.key, sourceCode: put.sourceCode, calledAt: put.began, words: put.said }),
    name: name.trim() === '' ? 'The caller' : name,
    // Whoever rings about a contact in which somebody in a position of trust may be concerned was not asked whose colleague it is (domain 7.5, 7.15).
    referrerClass: put === null ? classOf(row.referrerClass) : barring.positionOfTrust ? 'subject' : classOf(put.referrerClass),
    ended: row.closure !== null,
    account: accountId !== null,
    email: emailAddress !== '',
    safeWay: corrected === undefined ? (put?.reaching ?? read.reporter).safeWay : corrected.safeWay,
    addresses: addressesOf(read),
    names: [...row.people.flatMap(({ givenName, familyName }) => [givenName, familyName]), ...(put?.names ?? [])],
  };
}
