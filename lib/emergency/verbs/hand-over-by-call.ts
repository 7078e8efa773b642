import { readAuthority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { readContact } from '@/lib/contact/store';
import { openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Draft } from '@/lib/platform/draft/model';
import { addHandOver } from '../hand-over-store';
import { acceptanceDue } from '../model';

/** Where the team that rang left no line of its own. */
const BY_TELEPHONE = 'Handed over by telephone; what was said stands in the contact.';

/**
 * What emergency duty hands over by telephone is a hand-over like the one at the end of a shift: a named person of the day service
 * accepts it, and until then it is with emergency duty (safe practice 1, 9). Taking the call is not accepting it. Once for each call;
 * nothing where the call was of another kind, or its caller must be protected.
 */
export async function handOverByCall(tx: Tx, draft: Pick<Draft, 'id' | 'key' | 'content'>, contactId: string): Promise<void> {
  await tx.asSystem(async (system) => {
    const contact = await readContact(system, contactId);
    if (contact?.kind !== 'emergency_hand_over') return;
    await lockContacts(system, [contactId]);
    const line = textOf(draft.content.fields, 'call.handOver').trim() || BY_TELEPHONE;
    const handOverId = await addHandOver(system, { key: draft.key, direction: 'to_day', toId: null, note: BY_TELEPHONE, contacts: [{ contactId, line }] });
    if (handOverId === null) return;
    const { settings } = await readAuthority(system);
    await openDuty(system, { contactId, decisionId: handOverId, code: 'ACCEPT_HAND_OVER', ownerRole: 'manager', ownerId: null, ...acceptanceDue('to_day', settings, system.at) });
    await addEvent(system, contactId, 'handed_to_day', { hand_over: handOverId, to: null });
    await refreshQueue(system, contactId);
    tx.ledger({ action: 'call.handed_over', objectKind: 'hand_over', objectId: handOverId, detail: { contact: contactId } });
  });
}
