import { awaitsAcceptance, openCodes } from '@/lib/duty/store';
import { isOpenState, type OpenState } from '@/lib/contact/state';
import { onlyEndedPregnancies } from '@/lib/contact/unborn-store';
import type { Tx } from '@/lib/platform/db';
import { dateOf } from '@/lib/platform/time';
import { hasTold } from './model';
import { lettersOf } from './store';

/** What stands when somebody asks to close a contact. */
export interface Closing {
  /** Null once it has ended. */
  state: OpenState | null;
  holderId: string | null;
  /** The latest decision, and whether a letter told the referrer of it. */
  decision: { id: string; level: number; route: string; told: boolean } | null;
  /** It was passed on, and no named person there has accepted it. */
  transferWaits: boolean;
  /** Every child of it belonged to a pregnancy that has ended: nothing more is written to anyone (safe practice 12). */
  pregnancyEnded: boolean;
  /**
   * For a child of it nobody has decided, or nobody knows who they are. No other open duty says so: a match with a restricted child is its
   * guardians' to answer, and a refusal that named it would say that it is there (safe practice 14).
   */
  childOwed: 'not_known' | 'without_name' | null;
}

/** Reads how far a contact is from its end. Needs casework rights and the contact's lock. */
export async function readClosing(tx: Tx, contactId: string): Promise<Closing> {
  const { authorityId } = tx.actor;
  const row = await tx.db.queueRow.findUnique({ where: { authorityId_contactId: { authorityId, contactId } }, select: { state: true, holderId: true } });
  const decision = await tx.db.decision.findFirst({ where: { authorityId, contactId }, orderBy: { version: 'desc' }, select: { id: true, level: true, route: true } });
  const told = decision !== null && (await lettersOf(tx, contactId)).some(({ kind, decisionId, state }) => kind === 'outcome' && decisionId === decision.id && hasTold(state));
  const open = await openCodes(tx, contactId);
  return {
    state: row !== null && isOpenState(row.state) ? row.state : null,
    holderId: row?.holderId ?? null,
    decision: decision && { ...decision, told },
    transferWaits: await awaitsAcceptance(tx, contactId),
    pregnancyEnded: await onlyEndedPregnancies(tx, contactId),
    childOwed: open.has('CHILD_NOT_KNOWN') ? 'not_known' : open.has('FIND_OUT_WHO') ? 'without_name' : null,
  };
}

/** Writes the end of a contact and ends its claim. */
export async function addClosure(tx: Tx, contactId: string, end: { how: 'told' | 'not_told_lawfully'; level: number; route: string }): Promise<void> {
  const { authorityId, actorId } = tx.actor;
  await tx.db.closure.createMany({ data: [{ authorityId, contactId, at: dateOf(tx.at), by: actorId, ...end }] });
  await tx.db.claim.updateMany({ where: { authorityId, contactId, endedAt: null }, data: { endedAt: dateOf(tx.at), endedHow: 'closed', endedBy: actorId } });
}
