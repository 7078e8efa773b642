import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { addDanger } from '@/lib/contact/verbs/add-danger';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { seeOther } from '@/lib/platform/http/answer';

/**
 * Danger was pressed on a report that is sent: its contact is told, and the next page says whom to ring.
 * @param conflictId the page as typed, where it says something else than was sent.
 */
export async function dangerLater(tx: Tx, person: Person, draft: Draft, conflictId?: string): Promise<Response> {
  const told = await addDanger(tx, person, await readAuthority(tx), draft, conflictId);
  if (!told.ok) return seeOther(`/report/${draft.id}/danger?added=no`);
  const { contactId, reference, how, hidden } = told.value;
  for (const id of hidden) await tx.asSystem((system) => cancelUnsentLetters(system, id, 'address_protected'));
  if (how === 'sent') return seeOther(`/report/${draft.id}/sent`);
  if (how === 'again') await writeReceipt(tx, contactId);
  return seeOther(`/my/contacts/${reference}?done=${how === 'again' ? 'again_urgent' : 'danger'}`);
}
