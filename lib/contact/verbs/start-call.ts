import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { openDraft } from '@/lib/platform/draft/store';
import { ok, refused, type Result } from '@/lib/platform/result';
import { linkCall } from '@/lib/line/of-call';
import type { Fields } from '@/lib/platform/draft/model';
import { factsOfCaller, type Written } from '../call/call-fields';

/**
 * Opens the screen of a call, or of an e-mail or a letter that is typed in. The moment is kept with the draft and nowhere in its fields: the clocks of what it becomes run
 * from here (domain 7.2); those of what is typed in from when it reached the authority, which is asked.
 * @param about reference of the contact to which what is typed in belongs: it is added there, with its original; empty for none.
 * @returns the draft's id.
 */
export async function startCall(tx: Tx, written: Written | null = null, about = ''): Promise<string> {
  return open(tx, { ...(written === null ? {} : { 'call.channel': written }), ...(about === '' ? {} : { 'call.kind': 'update', 'call.reference': about }) });
}

async function open(tx: Tx, fields: Fields): Promise<string> {
  const draft = await openDraft(tx, { kind: 'call', fields });
  tx.ledger({ action: 'call.started', objectKind: 'draft', objectId: draft.id });
  return draft.id;
}

/**
 * The same from a call that is owed or a booked time: with what is known of the caller, and linked to it, so that it ends
 * with the call. Who they are is still to be verified (safe practice 7.9).
 * @returns the draft's id: the one that is open already, where the actor has begun to log it.
 */
export async function startCallFor(tx: Tx, id: string): Promise<Result<string, 'gone'>> {
  if (!isId(id)) return refused('gone');
  const made = await linkCall(tx, id, (toRing) => open(tx, factsOfCaller(toRing)));
  return made === null ? refused('gone') : ok(made);
}
