import { canonicalJson } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { lockContacts } from '../queue/queue-store';
import { keepFromColleagues, type SaidIn } from '../secrecy/of-colleague';
import { withoutSecrets } from '../secrecy/protected-store';
import { cannotWait } from '../store';
import type { AddProblem, NewAddition, PutAddition } from './addition';
import { additionByKey, hasEnded } from './addition-store';
import { putAddition, type Putting } from './put-addition';

/** What became of words that were added. */
export interface Added {
  /** False when the same had been added under this key before. */
  added: boolean;
  urgent: boolean;
}

/**
 * Adds words to a contact that has not ended, whoever says them (safe practice 8): they keep their own received time and
 * clocks, the guide proposes anew on all facts, the contact is unread again for everyone and what was decided is open again.
 * Once for each key. As the product; the ledger keeps who it was.
 * @param more what was answered beside the words, and where whoever says them works, where that is not the agency that reported.
 */
export async function addWords(system: Tx, contactId: string, typed: NewAddition | PutAddition, { agencyId, ...more }: Pick<Putting, 'facts' | 'named'> & Pick<SaidIn, 'agencyId'> = {}): Promise<Result<Added, AddProblem>> {
  await lockContacts(system, [contactId]);
  const hidden = (words: string) => withoutSecrets(system, contactId, `addition.${typed.key}`, words);
  const fresh = { ...typed, text: await hidden(typed.text), mustNotBeTold: await hidden(typed.mustNotBeTold ?? '') };
  const earlier = await additionByKey(system, fresh.key);
  if (earlier !== null) {
    if (earlier.contactId !== contactId || !same(earlier, fresh)) return refused('same_key_other_content');
    // Forgotten at the first press, and said with the second: no less true.
    await keepFromColleagues(system, contactId, fresh.aboutColleague, { key: fresh.key, at: earlier.at, agencyId });
    return ok({ added: false, urgent: await cannotWait(system, { id: contactId, immediate: fresh.immediate }) });
  }
  if (await hasEnded(system, contactId)) return refused('closed');
  const version = await putAddition(system, contactId, fresh, { ...more, said: typed.text, receivedAt: system.at });
  if (version === null) return refused('same_key_other_content');
  await keepFromColleagues(system, contactId, fresh.aboutColleague, { key: fresh.key, at: system.at, agencyId });
  system.ledger({ action: 'contact.added_to', objectKind: 'contact', objectId: contactId, detail: { immediate: fresh.immediate, proposal: version } });
  return ok({ added: true, urgent: await cannotWait(system, { id: contactId, immediate: fresh.immediate }) });
}

function same(a: Pick<NewAddition, 'text' | 'indicators' | 'immediate'>, b: NewAddition): boolean {
  return a.text === b.text && a.immediate === b.immediate && canonicalJson(a.indicators) === canonicalJson(b.indicators);
}
