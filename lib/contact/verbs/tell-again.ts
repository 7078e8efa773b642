import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readAddition, type AddProblem, type NewAddition } from '../additions/addition';
import { hasEnded } from '../additions/addition-store';
import { toldAgain } from '../additions/again';
import { addEvent } from '../event-store';
import { carrySecrets } from '../secrecy/carry-secrets';
import { withoutSecrets } from '../secrecy/protected-store';
import { lockContacts } from '../queue/queue-store';
import { recordContact, type ReceivingAuthority, type Recorded } from '../record';
import { cannotWait, readContact } from '../store';

/**
 * Takes what somebody wanted to add to a contact that is finished as a new contact, which names the one it follows and
 * counts in the children's history (safe practice 8): nothing typed is lost, and nothing is added to an end. Once for
 * each key.
 */
export async function tellAgain(tx: Tx, person: Person, authority: ReceivingAuthority, contactId: string, given: NewAddition): Promise<Result<Recorded & { urgent: boolean }, AddProblem>> {
  const read = readAddition(given);
  if (!read.ok) return read;
  const typed = read.value;
  return tx.asSystem(async (system) => {
    await lockContacts(system, [contactId]);
    const before = await readContact(system, contactId);
    if (before === null || !(await hasEnded(system, contactId))) return refused('closed');
    const fresh = { ...typed, text: await withoutSecrets(system, contactId, `again.${typed.key}`, typed.text) };
    const same = before.referrerId === person.actorId;
    const recorded = await recordContact(
      system,
      {
        report: toldAgain(before.report, fresh, { person, same }),
        agency: { id: person.agencyId, name: person.agencyName ?? '', kind: person.agencyKind ?? '' },
        referrer: { id: person.actorId, name: person.name, role: person.jobTitle, phone: same ? before.referrerPhone : person.phone, email: person.email },
        channel: 'form',
        receivedAt: tx.at,
        key: fresh.key,
        immediate: fresh.immediate,
        followsId: before.id,
      },
      authority,
    );
    if (!recorded.ok) return refused('same_key_other_content');
    if (recorded.value.created) {
      await addEvent(system, contactId, 'told_again', { contact: recorded.value.contactId });
      // Where they hide is as secret in the contact that follows.
      await carrySecrets(system, contactId, recorded.value.contactId);
    }
    return ok({ ...recorded.value, urgent: await cannotWait(system, { id: recorded.value.contactId, immediate: fresh.immediate }) });
  });
}
