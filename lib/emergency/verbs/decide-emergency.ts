import { readAuthority } from '@/lib/access/store';
import { acknowledge } from '@/lib/contact/acknowledge';
import { addClaim, liveClaim } from '@/lib/contact/queue/claim-store';
import { addEvent } from '@/lib/contact/event-store';
import type { ContactHead } from '@/lib/contact/head';
import { cameInUnread, lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { readOpen } from '@/lib/contact/standing-store';
import { findOpenDuty, openDuty } from '@/lib/duty/store';
import { canonicalJson } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEmergencyDecision, emergencyDecisionByKey } from '../emergency-store';
import { handOverDue, reviewDue, type EmergencyProblem } from '../model';
import { readEmergency } from '../schema';

/**
 * Records what the emergency duty team did on a contact, or why it can wait until the day service (safe practice 1). It is
 * not the decision on level and route: those stay open and both clocks run on. The contact is with emergency duty from
 * now on, until a named person of the day service has accepted it; where nobody holds it, it is in the worker's hands. To
 * let wait what is urgent opens a manager's duty to look at it within the hour. Once for each key, and not while
 * something came in that nobody has read: what was done was done without knowing of it (safe practice 8).
 */
export async function decideEmergency(tx: Tx, contact: ContactHead, { key, fields }: { key: string; fields: Fields }): Promise<Result<{ decisionId: string }, EmergencyProblem>> {
  await lockContacts(tx, [contact.id]);
  const open = await readOpen(tx, { contactId: contact.id });
  if (open === null) return refused('ended');
  const { urgent } = open;
  const read = readEmergency(fields, urgent);
  if (!read.ok) return refused('not_complete');
  const { outcome, document } = read.value;
  const before = await emergencyDecisionByKey(tx, key);
  if (before !== null) return before.contactId === contact.id && before.outcome === outcome && canonicalJson(before.document) === canonicalJson(document) ? ok({ decisionId: before.id }) : refused('same_key_other_content');
  if ((await cameInUnread(tx, contact.id)) !== null) return refused('came_in');
  const decisionId = await addEmergencyDecision(tx, { contactId: contact.id, key, outcome, urgent, document });
  if (decisionId === null) return refused('same_key_other_content');

  if ((await liveClaim(tx, contact.id)) === null) {
    await addClaim(tx, { contactId: contact.id, accountId: tx.actor.actorId, how: 'claimed' });
    await acknowledge(tx, contact.id, 'Taken up by a named worker of the emergency duty team.');
  }
  await addEvent(tx, contact.id, outcome === 'acted' ? 'emergency_acted' : 'emergency_can_wait', { acts: document.acts });
  if ((await findOpenDuty(tx, contact.id, 'HAND_OVER')) === null) {
    const { settings } = await readAuthority(tx);
    await openDuty(tx, { contactId: contact.id, decisionId, code: 'HAND_OVER', ownerId: tx.actor.actorId, ...handOverDue(settings, tx.at) });
    await addEvent(tx, contact.id, 'duty_opened', { code: 'HAND_OVER' });
  }
  if (outcome === 'can_wait' && urgent) {
    await openDuty(tx, { contactId: contact.id, decisionId, code: 'REVIEW_CAN_WAIT', ...reviewDue(tx.at) });
    await addEvent(tx, contact.id, 'duty_opened', { code: 'REVIEW_CAN_WAIT' });
  }
  tx.ledger({ action: 'contact.emergency_decided', objectKind: 'contact', objectId: contact.id, detail: { decision: decisionId, outcome, urgent, acts: document.acts } });
  await refreshQueue(tx, contact.id);
  return ok({ decisionId });
}
