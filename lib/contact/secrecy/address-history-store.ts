import type { Temporal } from 'temporal-polyfill';
import { Prisma, type Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import { normalisePostcode, sameAddress } from '@/lib/restriction/model';
import { readNamed, readNamedIn } from '@/lib/restriction/named-store';
import { LEVELS, type CanonicalLevel } from '@/lib/threshold/model';

/** An earlier contact at the same address: when, and at which level. Nothing else is known of it here (domain 7.13). */
export interface AddressEntry {
  receivedAt: Temporal.Instant;
  level: CanonicalLevel;
}

const keepsSecret = (details: unknown) => typeof details === 'object' && details !== null && (details as Record<string, unknown>)['keepAddressSecret'] === true;

/**
 * What else was reported of the addresses of a contact, letter by letter the same with their postcode. Without what is closed,
 * without addresses that are to be kept secret, and without the contact itself.
 * @param listed contacts that stand beside it in their own words already.
 */
export async function readAddressHistory(tx: Tx, contactId: string, listed: readonly string[] = []): Promise<AddressEntry[]> {
  const { authorityId } = tx.actor;
  const places = (await readNamedIn(tx, contactId)).filter(({ address, postcode }) => address !== '' && normalisePostcode(postcode) !== '');
  const postcodes = [...new Set(places.map(({ postcode }) => normalisePostcode(postcode)))];
  if (postcodes.length === 0) return [];
  const near = await tx.db.$queryRaw<{ id: string; details: unknown }[]>(Prisma.sql`
    select contact_id as id, details from contact_person
    where authority_id = ${authorityId} and contact_id <> ${contactId}::uuid and upper(regexp_replace(details->>'postcode', '[^[:alnum:]]', '', 'g')) = any (${postcodes}) and not app_is_closed(contact_id)`);
  const secret = new Set(near.filter(({ details }) => keepsSecret(details)).map(({ id }) => id));
  const named = await readNamed(tx, [...new Set(near.map(({ id }) => id))].filter((id) => !secret.has(id)));
  const ids = [...named].filter(([, persons]) => persons.some((person) => places.some((place) => sameAddress(place, person)))).map(([id]) => id);
  const rows = await tx.db.contact.findMany({ where: { authorityId, id: { in: ids.filter((id) => !listed.includes(id)) } }, orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }], select: { receivedAt: true, queue: { select: { level: true } }, closure: { select: { level: true } } } });
  return rows.map(({ receivedAt, queue, closure }) => ({ receivedAt: instantOf(receivedAt), level: LEVELS.find((known) => known === (closure ?? queue)?.level) ?? 1 }));
}

/** For how long a reason opens the history of an address. */
const OPEN_MINUTES = 15;

/** Did the actor say just now why they look at the history of this contact's address? */
export async function saidWhy(tx: Tx, contactId: string): Promise<boolean> {
  const { authorityId, actorId } = tx.actor;
  return (await tx.db.contactEvent.count({ where: { authorityId, contactId, actorId, kind: 'address_history', at: { gt: dateOf(tx.at.subtract({ minutes: OPEN_MINUTES })) } } })) > 0;
}
