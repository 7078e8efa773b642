import { doorOpens } from '@/lib/access/store';
import { dutyDue } from '@/lib/duty/model';
import { dutiesOfContact, openDuty } from '@/lib/duty/store';
import { listOf, type Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endedWithIt } from '../ended-duties';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import type { UnbornProblem } from '../report/unborn-form';
import { readOpen } from '../standing-store';
import { unbornOf } from '../unborn-store';

/**
 * Opens again what a worker chose of the duties that had ended with a pregnancy whose end was undone (safe practice 12): in
 * the same hands as before, each with its own clock from now. What ended stays as it ended.
 */
export async function oweAgain(tx: Tx, contact: ContactHead, personId: string, fields: Fields): Promise<Result<{ opened: number }, UnbornProblem>> {
  await lockContacts(tx, [contact.id]);
  const unborn = (await unbornOf(tx, contact.id)).find((each) => each.personId === personId);
  if (unborn === undefined) return refused('no_child');
  const open = await readOpen(tx, { contactId: contact.id });
  if (open === null) return refused('closed');
  const chosen = new Set(listOf(fields, 'duty'));
  const again = endedWithIt(unborn, await dutiesOfContact(tx, contact.id)).filter(({ duty }) => chosen.has(duty.id));
  if (again.length === 0) return refused('incomplete');
  const opens = await doorOpens(tx);
  for (const { duty, endId } of again) {
    const { contactId, decisionId, code, law, ownerId } = duty;
    await openDuty(tx, { contactId, decisionId: decisionId ?? undefined, personId: duty.personId ?? undefined, episode: duty.episode, code, law, ownerId, occasionId: endId, ...dutyDue(code, { receivedAt: tx.at, decidedAt: tx.at, atLevel4: open.level === 4, opens }) });
    await addEvent(tx, contact.id, 'duty_opened', { code });
  }
  await addEvent(tx, contact.id, 'owed_again', { person: personId, duties: again.length });
  await refreshQueue(tx, contact.id);
  tx.ledger({ action: 'unborn.owed_again', objectKind: 'contact', objectId: contact.id, detail: { person: personId, codes: again.map(({ duty }) => duty.code) } });
  return ok({ opened: again.length });
}
