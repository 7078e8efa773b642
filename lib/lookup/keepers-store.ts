import { sameAdultsOfEach, sameChildrenOfEach } from '@/lib/contact/history-store';
import type { Tx } from '@/lib/platform/db';

/** Contacts that name somebody of another one as well, by a link. */
async function linkedContacts(tx: Tx, contactIds: readonly string[]): Promise<{ ofId: string; contactId: string }[]> {
  return tx.db.$queryRaw<{ ofId: string; contactId: string }[]>`
    select distinct l.contact_id as "ofId", m.contact_id as "contactId" from person_link l
    join person_link m on m.authority_id = l.authority_id and m.person_id = l.person_id and m.contact_id <> l.contact_id and m.ended_at is null
    where l.authority_id = ${tx.actor.authorityId} and l.contact_id = any (${[...contactIds]}::uuid[]) and l.ended_at is null`;
}

/**
 * Which other contacts keep an address or anything else secret and name somebody of each of these: by a link, by a number, or by name and
 * birth. That nobody linked them yet makes an address no less secret (domain 7.6).
 */
export async function keepersBeside(tx: Tx, contactIds: readonly string[]): Promise<Map<string, string[]>> {
  if (contactIds.length === 0) return new Map();
  const [linked, children, adults] = await Promise.all([linkedContacts(tx, contactIds), sameChildrenOfEach(tx, contactIds, tx.at, 'reader'), sameAdultsOfEach(tx, contactIds, tx.at, 'reader')]);
  const beside = (id: string) => [...linked.filter(({ ofId }) => ofId === id), ...(children.get(id) ?? []), ...(adults.get(id) ?? [])].map(({ contactId }) => contactId);
  const named = contactIds.map((id) => [id, new Set(beside(id))] as const);
  const all = [...new Set(named.flatMap(([, ids]) => [...ids]))];
  const kept = all.length === 0 ? [] : await tx.db.protectedDetail.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: all }, kind: { not: 'words' } }, select: { contactId: true } });
  const keeping = new Set(kept.map(({ contactId }) => contactId));
  return new Map(named.map(([id, ids]) => [id, [...ids].filter((each) => keeping.has(each))]));
}
