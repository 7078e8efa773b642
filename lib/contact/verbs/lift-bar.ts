import type { Person } from '@/lib/access/model';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { liftBar as lift } from '@/lib/restriction/bar-store';
import { addClearance } from '@/lib/restriction/opening-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';

/** A manager lets somebody into a contact again, with the reason; never themselves: who is kept out sees nothing of it. */
export async function liftBar(tx: Tx, person: Person, contact: ContactHead, { barId, reason }: { barId: string; reason: string }): Promise<Result<null, 'reason_missing' | 'gone'>> {
  const why = reason.trim();
  if (why === '') return refused('reason_missing');
  const lifted = await tx.asSystem(async (system) => {
    const bar = isId(barId) ? await lift(system, contact.id, barId, person.actorId, why) : null;
    if (bar === null) return null;
    await addClearance(system, contact.id, bar.accountId, why);
    for (const duty of await openDuties(system, contact.id)) if (duty.code === 'CONFLICT' && duty.personId === bar.accountId) await dischargeDuty(system, duty.id, 'done', why);
    await addEvent(system, contact.id, 'let_in_again', { account: bar.accountId });
    return bar;
  });
  if (lifted === null) return refused('gone');
  tx.ledger({ action: 'contact.bar_lifted', objectKind: 'contact', objectId: contact.id, detail: { account: lifted.accountId } });
  tx.announce('queue');
  return ok(null);
}
