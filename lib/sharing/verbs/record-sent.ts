import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askedOf } from '../asked';
import { gateOf, type SharingProblem } from '../model';
import { readSent } from '../schema';
import { addOutbound, readGoverning, readSharing } from '../sharing-store';

/**
 * Lets a question or fact go to another agency and records it: to whom, what, on what basis, by whose authority, when and
 * how. Below level 4 not before the parents were told and agree, or a manager agreed to go without; a fact about health
 * not without a reason why confidence allows it (domain 7.16).
 */
export async function recordSent(tx: Tx, contactId: string, fields: Fields): Promise<Result<null, SharingProblem>> {
  await lockContacts(tx, [contactId]);
  const read = readSent(await askedOf(tx, contactId, 'sent', fields), tx.at);
  if (!read.ok) return refused('incomplete');
  const [records, { level }] = [await readSharing(tx, contactId), await readGoverning(tx, contactId)];
  const gate = gateOf({ level, ...records });
  if (!gate.open) return refused('gate_closed');
  const basis = records.bases.find(({ id }) => id === read.value.basisId);
  if (basis === undefined) return refused('basis_missing');
  const aboutHealth = read.value.categories.includes('health');
  if (aboutHealth && basis.confidence === null) return refused('confidence_missing');
  const id = await addOutbound(tx, contactId, read.value, { gate, level, confidence: aboutHealth ? basis.confidence : null });
  const { kind, categories } = read.value;
  await addEvent(tx, contactId, 'sent_out', { record: id, kind, categories, ground: gate.ground });
  tx.ledger({ action: 'sharing.sent', objectKind: 'contact', objectId: contactId, detail: { record: id, kind, categories, ground: gate.ground, basis: basis.basis, request: gate.requestId } });
  return ok(null);
}
