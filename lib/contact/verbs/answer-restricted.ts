import type { Person } from '@/lib/access/model';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addRestriction, answerOthers, answerQuestion } from '@/lib/restriction/restricted-store';
import { addEvent } from '../event-store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';
import { readHead } from '../store';

/**
 * A guardian answers whether somebody in a contact is the restricted child. "Yes" closes the contact from this moment; either
 * way the duty is done, and nobody else learns that it was asked (domain 7.14).
 */
export async function answerRestricted(tx: Tx, person: Person, { matchId, same, words }: { matchId: string; same: string; words: string }): Promise<Result<'closed' | 'open', 'answer_missing' | 'words_missing' | 'gone'>> {
  if (same !== 'yes' && same !== 'no') return refused('answer_missing');
  const said = words.trim();
  if (said === '') return refused('words_missing');
  if (!isId(matchId)) return refused('gone');
  const answered = await tx.asSystem(async (system) => {
    const match = await answerQuestion(system, matchId, person.actorId, same === 'yes', said);
    if (match === null) return null;
    const { contactId, restrictedChildId, personId } = match;
    await lockContacts(system, [contactId]);
    const asked = (await openDuties(system, contactId)).filter(({ code, personId: childId }) => code === 'RESTRICTED_MATCH' && childId === restrictedChildId);
    // "Yes" answers whatever else was asked of the child there; "no" this question alone. What was opened without one is of the only one.
    for (const { id, occasionId } of asked) if (same === 'yes' || occasionId === null || occasionId === personId) await dischargeDuty(system, id, 'done', said);
    if (same === 'yes') {
      await answerOthers(system, { contactId, restrictedChildId }, person.actorId, said);
      const head = await readHead(system, contactId);
      await addRestriction(system, { contactId, kind: 'restricted_child', restrictedChildId, referrerId: head?.referrerId ?? null, ground: 'confirmed' });
      await addEvent(system, contactId, 'restricted');
      if ((await readOpen(system, { contactId })) !== null) await refreshQueue(system, contactId);
    }
    return match;
  });
  if (answered === null) return refused('gone');
  tx.ledger({ action: 'restricted.answered', objectKind: 'contact', objectId: answered.contactId, detail: { child: answered.restrictedChildId, same: same === 'yes' } });
  tx.announce('queue');
  return ok(same === 'yes' ? 'closed' : 'open');
}
