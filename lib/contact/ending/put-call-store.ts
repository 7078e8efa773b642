import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newReference } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { isVerified, type Verified } from '../call/call-fields';
import { kindOf, type CallKind } from '../call/kinds';
import { NOTHING_SAID, saidOfReaching, type SaidOfReaching } from '../report/reaching';
import { hide } from '../secrecy/protecting';
import { openProtected } from '../secrecy/protected-store';

/** A call that was put to a contact which was there before, as far as the letter to its caller asks (domain 5.1, 7.9). */
export interface PutCall {
  /** The key of the call, by which its words were added. */
  key: string;
  contactId: string;
  /** Of the call's own: the contact's would say that we knew the child. */
  reference: string;
  takenBy: string;
  began: Temporal.Instant;
  kind: CallKind;
  name: string;
  email: string;
  agencyId: string | null;
  /** As a contact's referrer class (domain 7.5). */
  referrerClass: string;
  /** CIN referral source (domain 4.2); empty where nobody said. */
  sourceCode: string;
  verified: Verified | null;
  reaching: SaidOfReaching;
  /** Their own words of what happened, without addresses. */
  said: string;
  /** Everybody whom they named. */
  names: string[];
}

/** Keeps a call once for its key, under a reference that looks like any other. Needs casework rights. */
export async function addPutCall(tx: Tx, { began, referrerClass, reaching, ...call }: Omit<PutCall, 'reference'>, prefix: string): Promise<void> {
  const { authorityId } = tx.actor;
  await tx.db.putCall.createMany({ data: [{ ...call, authorityId, reference: newReference(prefix), at: dateOf(tx.at), beganAt: dateOf(began), class: referrerClass, reaching: { ...reaching } }], skipDuplicates: true });
}

type Row = Awaited<ReturnType<Tx['db']['putCall']['findFirstOrThrow']>>;

function putCallOf({ authorityId: _, at: _at, beganAt, class: referrerClass, kind, verified, reaching, ...row }: Row): PutCall {
  const read = saidOfReaching.safeParse(reaching);
  return { ...row, referrerClass, began: instantOf(beganAt), kind: kindOf(kind), verified: isVerified(verified) ? verified : null, reaching: read.success ? read.data : NOTHING_SAID };
}

/** The calls that were put to a contact, the first first. Needs the right to read casework. */
export async function putCallsOf(tx: Tx, contactId: string): Promise<PutCall[]> {
  const rows = await tx.db.putCall.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'asc' }, { key: 'asc' }] });
  return rows.map(putCallOf);
}

/** One of them, without what is kept secret of the contact by now; null where it was put to no contact, or to another. */
export async function readPutCall(tx: Tx, contactId: string, key: string): Promise<PutCall | null> {
  const row = await tx.db.putCall.findUnique({ where: { authorityId_contactId_key: { authorityId: tx.actor.authorityId, contactId, key } } });
  if (row === null) return null;
  const secrets = await tx.asSystem((system) => openProtected(system, contactId));
  return putCallOf({ ...row, said: hide(row.said, secrets) });
}

/** The contact to which the call of a reference was put, as far as the actor may open it. */
export async function contactOfCallReference(tx: Tx, reference: string): Promise<string | null> {
  const row = await tx.db.putCall.findUnique({ where: { authorityId_reference: { authorityId: tx.actor.authorityId, reference } }, select: { contactId: true } });
  return row?.contactId ?? null;
}
