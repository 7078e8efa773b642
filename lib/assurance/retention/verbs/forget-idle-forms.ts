import type { Tx } from '@/lib/platform/db';
import { forgetIdle } from '../idle-store';

/**
 * Forgets what was typed into a short form about no contact and never sent, such as a child of the restricted register: it would outlive
 * every record (safe practice 7.18). Never a report or a call, which a person ends (7.10). As the system, each minute.
 */
export async function forgetIdleForms(tx: Tx): Promise<void> {
  const count = await forgetIdle(tx);
  if (count > 0) tx.ledger({ action: 'forms.forgotten', objectKind: 'list', objectId: 'idle-forms', detail: { count } });
}
