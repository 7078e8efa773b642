import type { Temporal } from 'temporal-polyfill';
import { plainly, type Prisma, type Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import type { Protection } from '../protection/model';
import { protectionOf, WITH_ENDS } from '../protection/store';
import { standingOf, type Standing } from '../queue/queue-model';
import { readOpen, type OpenContact } from '../standing-store';

/** What is read of the closure of a contact that was joined into another, oldest first. */
export const WITH_JOINED = { orderBy: [{ at: 'asc' }, { contactId: 'asc' }], select: { how: true, contactId: true, joinedToId: true, at: true, level: true, route: true, contact: { select: { reference: true, referrerLevel: true, protections: WITH_ENDS } } } } satisfies Prisma.ClosureFindManyArgs;

async function joinedInto(tx: Tx, contactIds: readonly string[]) {
  return tx.db.closure.findMany({ where: { authorityId: tx.actor.authorityId, how: 'joined', joinedToId: { in: [...contactIds] } }, ...WITH_JOINED });
}

/** A contact that went into another. */
export interface JoinedIn extends Standing {
  id: string;
  reference: string;
  /** When it reached that one, with the level and route that governed then: its own, or those of the contact in which it came. */
  at: Temporal.Instant;
  /** The level that whoever reported it believed; null for not sure or not said. */
  referrerLevel: number | null;
  /** What stands there of children under police protection or an emergency protection order: it is ended there. */
  protections: Protection[];
}

function joinedOf(row: Awaited<ReturnType<typeof joinedInto>>[number]): JoinedIn {
  return { id: row.contactId, reference: row.contact.reference, at: instantOf(row.at), referrerLevel: row.contact.referrerLevel, ...standingOf(row), protections: row.contact.protections.map(protectionOf) };
}

/** Contacts that were joined into this one itself, and when, oldest first. */
export async function readJoinedIn(tx: Tx, contactId: string): Promise<JoinedIn[]> {
  return (await joinedInto(tx, [contactId])).map(joinedOf);
}

/**
 * The same with whatever had gone into those: what its referrer believed, and who is protected there, is lost in no second join (safe practice 7
 * and 8). How it governed stands in the end of the contact in which it came.
 */
export async function readAllJoinedIn(tx: Tx, contactId: string): Promise<JoinedIn[]> {
  const direct = await readJoinedIn(tx, contactId);
  // A page has asked both already; only of what came within another is more asked.
  const further = (direct.length === 0 ? [] : await joinedWithin(tx, contactId)).filter(({ into }) => into !== contactId).map(({ into }) => into);
  const within = further.length === 0 ? [] : await joinedInto(tx, [...new Set(further)]);
  const found: JoinedIn[] = [];
  for (let came = direct; came.length > 0; ) {
    found.push(...came);
    const by = new Map(came.map((each) => [each.id, each]));
    came = within.flatMap((row) => {
      const through = row.joinedToId === null ? undefined : by.get(row.joinedToId);
      return through === undefined ? [] : [{ ...joinedOf(row), at: through.at, level: through.level, route: through.route }];
    });
  }
  return found;
}

/** Contacts that were joined into this one, directly or through another, oldest first. Needs casework rights. */
export async function joinedContacts(tx: Tx, contactId: string): Promise<string[]> {
  const found: string[] = [];
  for (let into = [contactId]; into.length > 0; ) {
    into = (await joinedInto(tx, into)).map((row) => row.contactId).filter((id) => !found.includes(id));
    found.push(...into);
  }
  return found;
}

/** The same in one question, with when each was joined into the next, and which that is. Needs casework rights. */
export async function joinedWithin(tx: Tx, contactId: string): Promise<{ id: string; into: string; at: Temporal.Instant }[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.$queryRaw<{ id: string; into: string; atMs: number }[]>(plainly`
    with recursive within as (
      select contact_id, joined_to_id, at from closure where authority_id = ${authorityId} and how = 'joined' and joined_to_id = ${contactId}::uuid
      union
      select c.contact_id, c.joined_to_id, c.at from within w join closure c on c.authority_id = ${authorityId} and c.how = 'joined' and c.joined_to_id = w.contact_id)
    select contact_id as id, joined_to_id as "into", (extract(epoch from at) * 1000)::float8 as "atMs" from within order by at, contact_id`);
  return rows.map(({ id, into, atMs }) => ({ id, into, at: instantOf(new Date(atMs)) }));
}

/** The same with their references. Needs casework rights. */
export async function joinedHeads(tx: Tx, contactId: string): Promise<{ contactId: string; reference: string }[]> {
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: await joinedContacts(tx, contactId) } }, orderBy: { id: 'asc' }, select: { id: true, reference: true } });
  return rows.map(({ id, reference }) => ({ contactId: id, reference }));
}

/** The contacts into which this one went: the one that it was joined into, the one that that was joined into, and so on. Needs casework rights. */
export async function wentInto(tx: Tx, contactId: string): Promise<string[]> {
  const closure = await tx.db.closure.findUnique({ where: { authorityId_contactId: { authorityId: tx.actor.authorityId, contactId } }, select: { how: true, joinedToId: true } });
  return closure?.how !== 'joined' || closure.joinedToId === null ? [] : [closure.joinedToId, ...(await wentInto(tx, closure.joinedToId))];
}

/** The contact into which this one went in the end: itself where it was joined into none. Needs casework rights. */
export async function mainContact(tx: Tx, contactId: string): Promise<string> {
  return (await wentInto(tx, contactId)).at(-1) ?? contactId;
}

/** The contact by which this one is decided, as long as that is open: it went into it in the end. Null for what was joined into none. As the system. */
export async function decidedWith(system: Tx, contactId: string): Promise<OpenContact | null> {
  const main = await mainContact(system, contactId);
  return main === contactId ? null : readOpen(system, { contactId: main });
}
