import type { Tx } from '@/lib/platform/db';

/** References of the actor's own reports, the newest first. Not those of which they are the protected source: to name one here would say who that is (safe practice 7.14). */
export async function ownReferences(tx: Tx, count: number): Promise<string[]> {
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, referrerId: tx.actor.actorId, sealed: false }, orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }], take: count, select: { reference: true } });
  return rows.map(({ reference }) => reference);
}

/** Which of these references the actor may see a contact behind, whose source is nobody's secret: the others are not shown to them. */
export async function visibleReferences(tx: Tx, references: readonly string[]): Promise<Set<string>> {
  const asked = [...new Set(references.filter((reference) => reference !== ''))];
  if (asked.length === 0) return new Set();
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, reference: { in: asked }, sealed: false }, select: { reference: true } });
  return new Set(rows.map(({ reference }) => reference));
}
