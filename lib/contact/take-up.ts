import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { takeBackCall } from '@/lib/line/of-call';
import { isPutAway, listOf, type Draft } from '@/lib/platform/draft/model';
import { keepWith, reopenDraft } from '@/lib/platform/draft/store';
import { londonDate } from '@/lib/platform/time';
import { takeBackPutAway } from './call/put-away-store';
import { readCall } from './call/read-call';
import { takeBackSetAside } from './machine/of-intake';
import { keepUnsent, saidToday } from './unsent/keep-unsent';

/** The field in which a call that is put away keeps what it was made for. */
export const LET_GO = 'letGo';

/**
 * Takes a report or a call up again that its author had put away, because they press on it once more: it is unsent anew, and who is told
 * of that is told (safe practice 7.10). A call is no longer counted among those that became no contact, and its clocks run from when it
 * began; what it was made for, such as a call that was owed, is its own again.
 * @param draft locked.
 * @returns the draft as it stands now: the same where it was not put away.
 */
export async function takeUp(tx: Tx, person: Person, draft: Draft): Promise<Draft> {
  const isCall = draft.kind === 'call';
  if ((!isCall && draft.kind !== 'report') || !isPutAway(draft)) return draft;
  const owed = listOf(draft.content.fields, LET_GO);
  // Not kept beyond that: of a protected caller nobody is to find which call it was.
  if (owed.length > 0) await keepWith(tx, draft, LET_GO, []);
  const open = await reopenDraft(tx, draft.id);
  tx.ledger({ action: isCall ? 'call.taken_up' : 'report.taken_up', objectKind: 'draft', objectId: draft.id });
  const authority = await readAuthority(tx);
  if (!isCall) {
    await keepUnsent(tx, person, open, saidToday(tx, person, authority, open), true);
    return open;
  }
  await tx.asSystem((system) => takeBackPutAway(system, draft.id));
  await takeBackCall(tx, draft.id, owed);
  await takeBackSetAside(tx, draft.id);
  const call = await readCall(tx, open, authority);
  await keepUnsent(tx, person, open, { ...call, on: londonDate(call.began) }, true);
  return open;
}
