import type { Tx } from '@/lib/platform/db';
import type { SentFile } from '@/lib/platform/http/body';
import { describeError, log } from '@/lib/platform/log';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';
import { judgeOriginal } from '../judge';
import { MOST_OF_CONTACT, type OriginalProblem } from '../kinds';
import { addOriginal, countOriginalsOf } from '../original-store';

/** Keeps a file that staff attach to a contact themselves: it comes from no source, and so is there for all who may open the contact. */
export async function attachToContact(tx: Tx, contact: ContactHead, file: SentFile | null): Promise<Result<string, OriginalProblem>> {
  if (file === null) return refused('none');
  const judged = await judgeOriginal(file);
  if ('problem' in judged) return refused(judged.problem);
  // Counted as the product: what a protected source sent counts and is not told.
  if ((await tx.asSystem((system) => countOriginalsOf(system, contact.id))) >= MOST_OF_CONTACT) return refused('many_of_contact');
  const kept = await tx.attempt(() => addOriginal(tx, { contactId: contact.id }, { kind: judged.kind, ...file }));
  if (!kept.ok) {
    log().error({ err: describeError(kept.problem), requestId: tx.requestId }, 'a file could not be kept');
    return refused('not_kept');
  }
  const original = kept.value;
  await addEvent(tx, contact.id, 'file_attached');
  tx.ledger({ action: 'original.attached', objectKind: 'original', objectId: original, detail: { contact: contact.id, kind: judged.kind } });
  await tx.enqueue('file.scan', { authorityId: tx.actor.authorityId, fileId: original });
  return ok(original);
}
