import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';
import { withoutSecrets } from '../../secrecy/protected-store';
import { addComment, coachingOf } from '../coaching-store';

/** A manager attaches a comment to a record of coaching; its worker reads it as new. */
export async function commentOnCoaching(tx: Tx, contact: ContactHead, coachingId: string, words: string): Promise<Result<null, 'missing' | 'nothing_said'>> {
  if (!(await coachingOf(tx, contact.id)).some(({ id }) => id === coachingId)) return refused('missing');
  if (words.trim() === '') return refused('nothing_said');
  await addComment(tx, contact.id, coachingId, await withoutSecrets(tx, contact.id, `coaching_comment.${newId()}`, words.trim()));
  await addEvent(tx, contact.id, 'coaching_comment');
  tx.ledger({ action: 'coaching.commented', objectKind: 'contact', objectId: contact.id, detail: { coaching: coachingId } });
  return ok(null);
}
