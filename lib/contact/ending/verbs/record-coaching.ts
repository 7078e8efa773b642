import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';
import { withoutSecrets } from '../../secrecy/protected-store';
import { addCoaching, type CoachingWords } from '../coaching-store';

/** Records a conversation as consultation and coaching (N23): open dialogue, coaching, feedback. Whoever rang never sees it. */
export async function recordCoaching(tx: Tx, contact: ContactHead, words: CoachingWords): Promise<Result<null, 'nothing_said'>> {
  if (`${words.discussed}${words.coached}${words.feedback}`.trim() === '') return refused('nothing_said');
  const place = newId();
  const clean = (part: string, text: string) => withoutSecrets(tx, contact.id, `coaching.${place}.${part}`, text.trim());
  await addCoaching(tx, contact.id, { discussed: await clean('discussed', words.discussed), coached: await clean('coached', words.coached), feedback: await clean('feedback', words.feedback) });
  await addEvent(tx, contact.id, 'coached');
  tx.ledger({ action: 'contact.coached', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
