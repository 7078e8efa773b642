import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askedOf } from '../asked';
import type { SharingProblem } from '../model';
import { readAgreement } from '../schema';
import { addAgreement, readGoverning } from '../sharing-store';

/**
 * Records what was answered about a service, beside what governs now: for another purpose it is asked again. Nothing
 * recorded before is changed. A refusal changes no level: it is by itself no risk.
 */
export async function recordAgreement(tx: Tx, contactId: string, fields: Fields): Promise<Result<null, SharingProblem>> {
  const read = readAgreement(await askedOf(tx, contactId, 'agreement', fields));
  if (!read.ok) return refused('incomplete');
  const { route } = await readGoverning(tx, contactId);
  const id = await addAgreement(tx, contactId, route, read.value);
  const { service, answer } = read.value;
  await addEvent(tx, contactId, 'agreement_recorded', { record: id, service, answer });
  tx.ledger({ action: 'sharing.agreement', objectKind: 'contact', objectId: contactId, detail: { record: id, service, answer } });
  return ok(null);
}
