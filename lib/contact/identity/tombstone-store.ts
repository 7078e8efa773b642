import type { Temporal } from 'temporal-polyfill';
import { namesSomebody } from '@/lib/people/model';
import { keyedDigest } from '@/lib/platform/crypto';
import { plainly, type Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { kindOf, type CallKind } from '../call/kinds';

/**
 * What stays of contacts that were deleted when their time was over (domain 7.18, decision 44): date, level and outcome, found again
 * by digests of what a child is known by. The database does not have the key, so that nobody reads a number or a name from one.
 */

/** What a child of a contact is known by. */
export interface KnownBy {
  nhsNumber: string | null;
  upn: string | null;
  nameDobKey: string | null;
  /** Somebody of the index of people. */
  personId: string | null;
}

export interface TombstoneKey {
  kind: 'person' | 'nhs_number' | 'upn' | 'name_and_birth';
  /** Keyed, in hexadecimal. */
  digest: string;
}

/** The keys under which a child of this authority is found again. */
export function tombstoneKeys(authorityId: string, { nhsNumber, upn, nameDobKey, personId }: KnownBy): TombstoneKey[] {
  const of = { person: personId, nhs_number: nhsNumber, upn, name_and_birth: namesSomebody(nameDobKey) ? nameDobKey : null };
  return (Object.entries(of) as [TombstoneKey['kind'], string | null][]).flatMap(([kind, value]) => (value === null ? [] : [{ kind, digest: Buffer.from(keyedDigest(`tombstone ${authorityId} ${kind} ${value}`)).toString('hex') }]));
}

/**
 * The keys under which what was deleted about a child is looked for. Until December 2026 names were compared without the marks by which
 * Bengali, Hindi and others write vowels, and what was deleted by then is kept under no other key.
 */
export function keysToFind(authorityId: string, child: KnownBy): TombstoneKey[] {
  const unmarked = child.nameDobKey?.replace(/\p{M}/gu, '') ?? null;
  return [...tombstoneKeys(authorityId, child), ...(unmarked === child.nameDobKey ? [] : tombstoneKeys(authorityId, { nhsNumber: null, upn: null, personId: null, nameDobKey: unmarked }))];
}

/** What its children are known by, as the actor may see. */
export async function readKnownBy(tx: Tx, contactId: string): Promise<KnownBy[]> {
  const children = await tx.db.contactPerson.findMany({
    where: { authorityId: tx.actor.authorityId, contactId, kind: { in: ['child', 'household_child'] } },
    select: { nhsNumber: true, upn: true, nameDobKey: true, links: { select: { personId: true, endedAt: true } } },
  });
  // Nobody is two people of the index at once.
  return children.map(({ links, ...child }) => ({ ...child, personId: links.find(({ endedAt }) => endedAt === null)?.personId ?? null }));
}

/** A contact of which nothing else is left. */
export interface DeletedContact {
  id: string;
  receivedAt: Temporal.Instant;
  deletedAt: Temporal.Instant;
  level: number;
  route: string;
  kind: CallKind;
}

interface Row {
  id: string;
  receivedMs: number;
  deletedMs: number;
  level: number;
  route: string;
  kind: string;
}

/**
 * Deleted contacts about the children of this one, latest first; one whose conversation went on in another is that other. Of
 * contacts that were closed to most it is told only where this one is closed as well, as of those that are still there.
 * @param until those received up to then.
 * @param children what its children are known by; left out, it is read.
 */
export async function readDeleted(tx: Tx, contactId: string, until: Temporal.Instant, children?: readonly KnownBy[]): Promise<DeletedContact[]> {
  const { authorityId } = tx.actor;
  const keys = (children ?? (await readKnownBy(tx, contactId))).flatMap((child) => keysToFind(authorityId, child));
  if (keys.length === 0) return [];
  const rows = await tx.db.$queryRaw<Row[]>(plainly`
    select t.id, (extract(epoch from t.received_at) * 1000)::float8 as "receivedMs", (extract(epoch from t.deleted_at) * 1000)::float8 as "deletedMs", t.level, t.route, t.kind from tombstone t
    where t.authority_id = ${authorityId} and not t.counted_elsewhere
      and (not t.guarded or app_is_closed(${contactId}::uuid))
      and t.id = any (array(select k.tombstone_id from tombstone_key k join jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as mine (kind text, digest text) on k.kind = mine.kind and k.digest = decode(mine.digest, 'hex')
        where k.authority_id = ${authorityId}))
    order by t.received_at desc, t.id`);
  // Whoever asks for another end asks the same of the database: there are few.
  const before = rows.filter(({ receivedMs }) => receivedMs <= until.epochMilliseconds);
  return before.map(({ receivedMs, deletedMs, kind, ...row }) => ({ ...row, receivedAt: instantOf(new Date(receivedMs)), deletedAt: instantOf(new Date(deletedMs)), kind: kindOf(kind) }));
}
