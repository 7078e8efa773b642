import type { Temporal } from 'temporal-polyfill';
import { sameChildren } from '@/lib/contact/history-store';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import { MAY_KNOW_WORDS } from '@/lib/restriction/model';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import type { Decision } from './record';

/** An earlier contact about the same children, and when whoever decided opened it before deciding. */
export interface HistoryLooked {
  reference: string;
  receivedAt: Temporal.Instant;
  agencyName: string;
  summary: string;
  /** The decider’s last opening of it before the decision, from the ledger; null when they did not open it. */
  openedAt: Temporal.Instant | null;
}

/** Keeps what history of the children there is while a decision is made, also what came after the contact, as far as whoever decides may open it. */
export async function addHistory(tx: Tx, { decisionId, contactId }: { decisionId: string; contactId: string }): Promise<void> {
  const earlier = [...new Set((await sameChildren(tx, contactId, tx.at)).map((pair) => pair.contactId))];
  if (earlier.length > 0) await tx.db.decisionHistory.createMany({ data: earlier.map((earlierId) => ({ authorityId: tx.actor.authorityId, decisionId, contactId, earlierId })) });
}

/** The earlier contacts that were kept with a decision; of one from before they were kept, those that are known now. */
async function stoodBeside(tx: Tx, { id, contactId, historyListed }: Pick<Decision, 'id' | 'contactId' | 'historyListed'>) {
  return historyListed ? { listedBeside: { some: { decisionId: id } } } : { id: { in: [...new Set((await sameChildren(tx, contactId)).map((pair) => pair.contactId))] } };
}

/**
 * The history that stood beside a decision, and what of it the decider opened: the ledger has each opening. How those
 * contacts stand now is left out, since it was not known then. Needs casework rights; the ledger is read by the product.
 */
export async function historyLooked(tx: Tx, decision: Pick<Decision, 'id' | 'contactId' | 'by' | 'at' | 'historyListed'>): Promise<HistoryLooked[]> {
  const { authorityId } = tx.actor;
  const { by, at: before } = decision;
  const rows = await tx.db.contact.findMany({ where: { authorityId, ...(await stoodBeside(tx, decision)), receivedAt: { lt: dateOf(before) } }, orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }], select: { id: true, reference: true, receivedAt: true, agencyName: true, summary: true, ...shownTo(tx.actor.actorId) } });
  const opened = await tx.asSystem(async (system) =>
    system.db.ledgerEntry.findMany({ where: { authorityId, actorId: by, action: 'contact.opened', objectKind: 'contact', objectId: { in: rows.map(({ id }) => id) }, at: { lte: dateOf(before) } }, orderBy: { seq: 'desc' }, select: { objectId: true, at: true } }),
  );
  return rows.map(({ id, reference, receivedAt, agencyName, summary, ...asked }) => {
    const last = opened.find(({ objectId }) => objectId === id);
    const said = shownFrom(asked) === 'nothing' ? { agencyName: '', summary: MAY_KNOW_WORDS } : { agencyName, summary };
    return { reference, ...said, receivedAt: instantOf(receivedAt), openedAt: last === undefined ? null : instantOf(last.at) };
  });
}
