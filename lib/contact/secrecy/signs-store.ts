import type { Tx } from '@/lib/platform/db';

/**
 * The signs that were ticked as seen of the children of these contacts, by code: what a list may say of a contact before
 * anybody answers whether they know the family, since no name and nobody's words are in it (domain 7.14).
 */
export async function readSigns(tx: Tx, contactIds: readonly string[]): Promise<Map<string, string[]>> {
  if (contactIds.length === 0) return new Map();
  const rows = await tx.db.$queryRaw<{ id: string; signs: string[] }[]>`
    select c.id, array_agg(distinct sign.key order by sign.key) as signs
    from contact c, jsonb_array_elements(c.report -> 'children') child, jsonb_each_text(child -> 'indicators') sign
    where c.authority_id = ${tx.actor.authorityId} and c.id = any (${[...contactIds]}::uuid[]) and sign.value = 'present'
    group by c.id`;
  return new Map(rows.map(({ id, signs }) => [id, signs]));
}
