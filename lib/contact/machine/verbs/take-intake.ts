import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { openDraft, readDraft } from '@/lib/platform/draft/store';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { guideOn } from '../../guide-on';
import { lockWaiting, setTaken } from '../intake-store';
import { mayTakeOver } from '../typing';

/**
 * Begins to type in what a machine sent, on the page of a call: with who sent it, and both clocks from when it came. Whoever
 * has begun goes on where they were; a colleague takes over only what has lain too long.
 * @returns the draft's id.
 */
export async function takeIntake(tx: Tx, id: string): Promise<Result<string, 'gone' | 'taken'>> {
  const intake = isId(id) ? await lockWaiting(tx, id) : null;
  if (intake === null) return refused('gone');
  const own = intake.taken?.by === tx.actor.actorId ? await readDraft(tx, intake.taken.draftId) : null;
  if (own?.closedAt === null) return ok(own.id);
  const { attention } = guideOn((await readAuthority(tx)).settings.guideArea, londonDate(tx.at));
  if (own === null && !mayTakeOver(intake, attention, tx.at)) return refused('taken');
  const draft = await openDraft(tx, { kind: 'call', fields: { 'call.channel': 'api', 'call.from': `agency:${intake.agencyId}` } });
  await setTaken(tx, id, draft.id);
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  tx.ledger({ action: 'intake.taken', objectKind: 'machine_intake', objectId: id, detail: { draft: draft.id } });
  return ok(draft.id);
}
