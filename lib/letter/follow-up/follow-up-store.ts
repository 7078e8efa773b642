import type { Temporal } from 'temporal-polyfill';
import { isVerified, type Verified } from '@/lib/contact/call/call-fields';
import { report, type Report } from '@/lib/contact/schema';
import { readMarkers } from '@/lib/contact/secrecy/protected-store';
import { openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { policeAdviceOpen } from '../family/family-gate';
import { familyTellingsOf } from '../family/family-store';
import { classOf } from '../store';
import type { CallFacts } from './follow-up';

/** A call as far as a letter to whoever rang, and their link, are made from it. */
export interface ReadCallFacts extends CallFacts {
  contactId: string;
  reference: string;
  /** The key of the call, of which the caller's code is made. */
  key: string;
  calledAt: Temporal.Instant;
  /** Who took it. */
  takenBy: string;
  name: string;
  emailAddress: string;
  accountId: string | null;
  report: Report;
  /** Of everybody named in it. */
  names: string[];
}

/** The account of somebody who works for an agency here, by its e-mail address. A name said on the telephone is none. */
async function accountOf(tx: Tx, email: string, agencyId: string | null): Promise<string | null> {
  if (email === '' || agencyId === null) return null;
  const account = await tx.db.account.findFirst({ where: { email: { equals: email, mode: 'insensitive' } }, select: { id: true } });
  if (account === null) return null;
  const membership = await tx.db.membership.findFirst({ where: { authorityId: tx.actor.authorityId, accountId: account.id, agencyId, disabledAt: null }, select: { id: true } });
  return membership === null ? null : account.id;
}

/** Routes on which the police and health decide with us what is said. */
const POLICE_LED: readonly string[] = ['STRATEGY', 'IMMEDIATE'];

async function policeLed(tx: Tx, contactId: string, route: string | undefined): Promise<boolean> {
  const duties = await openDuties(tx, contactId);
  return (route !== undefined && POLICE_LED.includes(route)) || duties.some(({ code }) => code === 'HOLD_STRATEGY') || policeAdviceOpen(await familyTellingsOf(tx, contactId));
}

/** Who took the call that the contact came of, and what was last said of whether the caller is who they say; null where it came of none. */
async function callOf(tx: Tx, contactId: string): Promise<{ takenBy: string; verified: Verified | null } | null> {
  const events = await tx.db.contactEvent.findMany({ where: { authorityId: tx.actor.authorityId, contactId, kind: { in: ['call_taken', 'caller_verified'] } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { kind: true, actorId: true, detail: true } });
  // A call that was put to a contact afterwards has a caller of its own, who is told nothing of it (domain 7.9).
  const taken = events.find(({ kind, detail }) => kind === 'call_taken' && (detail as Record<string, unknown> | null)?.['put'] !== true);
  if (taken === undefined) return null;
  const latest = events.findLast(({ kind }) => kind === 'caller_verified') ?? taken;
  const said = (latest.detail as Record<string, unknown> | null)?.['verified'];
  return { takenBy: taken.actorId, verified: isVerified(said) ? said : null };
}

/** Reads what a letter to whoever rang follows from; null where nobody rang, or nobody is to know it. Needs casework rights. */
export async function readCallFacts(tx: Tx, contactId: string): Promise<ReadCallFacts | null> {
  const { authorityId } = tx.actor;
  const call = await callOf(tx, contactId);
  if (call === null) return null;
  const row = await tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId, id: contactId } },
    select: { reference: true, key: true, receivedAt: true, sealed: true, referrerName: true, referrerEmail: true, referrerClass: true, sourceCode: true, agencyId: true, aboutColleague: true, report: true, people: { select: { givenName: true, familyName: true } }, queue: { select: { route: true } }, closure: { select: { how: true } } },
  });
  const restrictions = await tx.db.contactRestriction.findMany({ where: { authorityId, contactId, liftedAt: null }, select: { kind: true } });
  const duties = await openDuties(tx, contactId);
  const accountId = await accountOf(tx, row.referrerEmail, row.agencyId);
  const read = report.parse(row.report);
  return {
    ...{ contactId, accountId, report: read, reference: row.reference, key: row.key, takenBy: call.takenBy, verified: call.verified, sealed: row.sealed, sourceCode: row.sourceCode },
    calledAt: instantOf(row.receivedAt),
    name: row.referrerName.trim() === '' ? 'The caller' : row.referrerName,
    emailAddress: row.referrerEmail,
    referrerClass: classOf(row.referrerClass),
    ended: row.closure !== null,
    account: accountId !== null,
    email: row.referrerEmail !== '',
    safeWay: read.reporter.safeWay,
    restricted: restrictions.some(({ kind }) => kind !== 'position_of_trust'),
    positionOfTrust: row.aboutColleague || restrictions.some(({ kind }) => kind === 'position_of_trust') || duties.some(({ code }) => code === 'LADO'),
    policeLed: await policeLed(tx, contactId, row.queue?.route),
    secretDetails: (await readMarkers(tx, contactId)).length > 0,
    names: row.people.flatMap(({ givenName, familyName }) => [givenName, familyName]),
  };
}
