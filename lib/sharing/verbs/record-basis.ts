import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askedOf } from '../asked';
import type { SharingProblem } from '../model';
import { readBasis } from '../schema';
import { addBasis } from '../sharing-store';

/** Records the lawful basis on which facts about a family are shared, and why no less would do. */
export async function recordBasis(tx: Tx, contactId: string, fields: Fields): Promise<Result<null, SharingProblem>> {
  const read = readBasis(await askedOf(tx, contactId, 'basis', fields));
  if (!read.ok) return refused('incomplete');
  const id = await addBasis(tx, contactId, read.value);
  const { basis, special, confidence } = read.value;
  await addEvent(tx, contactId, 'basis_recorded', { record: id, basis });
  tx.ledger({ action: 'sharing.basis', objectKind: 'contact', objectId: contactId, detail: { record: id, basis, special, confidence } });
  return ok(null);
}
