import { canonicalJson } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readAddition, withAddition, type AddProblem, type NewAddition } from '../additions/addition';
import { addAddition, additionByKey, hasEnded } from '../additions/addition-store';
import { decideAgain } from '../additions/decide-again';
import { addEvent } from '../event-store';
import { contactsIn12Months } from '../history-store';
import { proposeAnew } from '../additions/propose-anew';
import { withoutSecrets } from '../secrecy/protected-store';
import { answerBy } from '../answer-by';
import { matchWords } from '../secrecy/who-must-not-see';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { cannotWait, readHead, readProposal } from '../store';

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
    if (!(await addAddition(system, contactId, fresh))) return refused('same_key_other_content');
    await matchWords(system, { contactId, referrerId: (await readHead(system, contactId))?.referrerId ?? null, text: typed.text, answerBy: answerBy(system.at, fresh.immediate) });
    await addEvent(system, contactId, 'added', { immediate: fresh.immediate });
    const before = await readProposal(system, contactId);
    if (before === null) throw new Error('a contact without a proposal');
    const version = await proposeAnew(system, contactId, before, withAddition(before.input, fresh, await contactsIn12Months(system, contactId, before.at)));
    await decideAgain(system, contactId, system.at);
    await refreshQueue(system, contactId);
    tx.ledger({ action: 'contact.added_to', objectKind: 'contact', objectId: contactId, detail: { immediate: fresh.immediate, proposal: version } });
    return ok({ added: true, urgent: await cannotWait(system, { id: contactId, immediate: fresh.immediate }) });
  });
}

function same(a: Pick<NewAddition, 'text' | 'indicators' | 'immediate'>, b: NewAddition): boolean {
  return a.text === b.text && a.immediate === b.immediate && canonicalJson(a.indicators) === canonicalJson(b.indicators);
}
