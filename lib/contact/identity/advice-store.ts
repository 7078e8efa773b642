import type { Tx } from '@/lib/platform/db';

/** Was a child decided on for itself given advice or no further action by this decision, and no second person asked about it (domain 7.7)? */
export async function adviceAlone(tx: Tx, decisionId: string): Promise<boolean> {
  const { authorityId } = tx.actor;
  const found = await tx.db.decision.findFirst({ where: { authorityId, id: decisionId, needsCountersign: false, children: { some: { route: 'UNIV_ADVICE', standing: { in: ['own', 'different'] } } } }, select: { id: true } });
  return found !== null;
}
