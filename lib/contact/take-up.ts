import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { isPutAway, type Draft } from '@/lib/platform/draft/model';
import { reopenDraft } from '@/lib/platform/draft/store';
import { londonDate } from '@/lib/platform/time';
import { takeBackPutAway } from './call/put-away-store';
import { readCall } from './call/read-call';
import { takeBackSetAside } from './machine/of-intake';
import { keepUnsent, saidToday } from './unsent/keep-unsent';

/**
 * Takes a report or a call up again that its author had put away, because they press on it once more: it is unsent anew, and who is told
 * of that is told (safe practice 7.10). A call is no longer counted among those that became no contact, and its clocks run from when it
 * began. A call that was owed stays owed by itself.
 * @param draft locked.
 * @returns the draft as it stands now: the same where it was not put away.
 */
export async function takeUp(tx: Tx, person: Person, draft: Draft): Promise<Draft> {
  const isCall = draft.kind === 'call';
  if ((!isCall && draft.kind !== 'report') || !isPutAway(draft)) return draft;
  const open = await reopenDraft(tx, draft.id);
  tx.ledger({ action: isCall ? 'call.taken_up' : 'report.taken_up', objectKind: 'draft', objectId: draft.id });
  const authority = await readAuthority(tx);
  if (!isCall) {
    await keepUnsent(tx, person, open, saidToday(tx, person, authority, open), true);
    return open;
  }
  await tx.asSystem((system) => takeBackPutAway(system, draft.id));
  await takeBackSetAside(tx, draft.id);
  const call = await readCall(tx, open, authority);
  await keepUnsent(tx, person, open, { ...call, on: londonDate(call.began) }, true);
  return open;
}
