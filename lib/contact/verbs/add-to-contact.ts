import { canonicalJson } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readAddition, type AddProblem, type NewAddition } from '../additions/addition';
import { additionByKey, hasEnded } from '../additions/addition-store';
import { putAddition } from '../additions/put-addition';
import { withoutSecrets } from '../secrecy/protected-store';
import { lockContacts } from '../queue/queue-store';
import { cannotWait } from '../store';

/**
 * Adds to a contact what its referrer, or their agency's lead, says afterwards (safe practice 8). It keeps its own received
 * time and its own two clocks, the guide proposes anew on all facts, and the contact is unread again for everyone; what had
 * been decided is open again. Once for each key. Nothing is added to a contact that has ended.
 */
export async function addToContact(tx: Tx, contactId: string, given: NewAddition): Promise<Result<{ added: boolean; urgent: boolean }, AddProblem>> {
  const read = readAddition(given);
  if (!read.ok) return read;
  const typed = read.value;
  return tx.asSystem(async (system) => {
    await lockContacts(system, [contactId]);
    const fresh = { ...typed, text: await withoutSecrets(system, contactId, `addition.${typed.key}`, typed.text) };
    const earlier = await additionByKey(system, fresh.key);
    if (earlier !== null) return earlier.contactId === contactId && same(earlier, fresh) ? ok({ added: false, urgent: await cannotWait(system, { id: contactId, immediate: fresh.immediate }) }) : refused('same_key_other_content');
    if (await hasEnded(system, contactId)) return refused('closed');
    const version = await putAddition(system, contactId, fresh, { said: typed.text, receivedAt: system.at });
    if (version === null) return refused('same_key_other_content');
    tx.ledger({ action: 'contact.added_to', objectKind: 'contact', objectId: contactId, detail: { immediate: fresh.immediate, proposal: version } });
    return ok({ added: true, urgent: await cannotWait(system, { id: contactId, immediate: fresh.immediate }) });
  });
}

function same(a: Pick<NewAddition, 'text' | 'indicators' | 'immediate'>, b: NewAddition): boolean {
  return a.text === b.text && a.immediate === b.immediate && canonicalJson(a.indicators) === canonicalJson(b.indicators);
}
