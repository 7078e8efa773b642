import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askedOf } from '../asked';
import { gatesOf, partsOf, recordedBy, type SharingProblem } from '../model';
import { readSent } from '../schema';
import { addOutbound, readGoverning, readLevelAt, readSharing } from '../sharing-store';

/** A time is typed to the minute: what came in within that minute was there. */
const WITHIN_THE_MINUTE = 59;

/**
 * Lets a question or fact go to another agency and records it: to whom, what, on what basis, by whose authority, when and
 * how. Below level 4 not before the parents of every child it is about were told and agree, or a manager agreed to go
 * without; a fact about health not without a reason why confidence allows it (domain 7.16). What has gone already is never
 * refused for want of ground: it is recorded on the ground that there was then, or as without any (decision 32).
 */
export async function recordSent(tx: Tx, contactId: string, fields: Fields): Promise<Result<null, SharingProblem>> {
  await lockContacts(tx, [contactId]);
  const asked = await askedOf(tx, contactId, 'sent', fields);
  const read = readSent(asked, tx.at);
  if (!read.ok) return refused('incomplete');
  const { late, sentAt, personId, basisId, categories, kind } = read.value;
  const records = await readSharing(tx, contactId);
  const level = late === null ? (await readGoverning(tx, contactId)).level : await readLevelAt(tx, contactId, sentAt.add({ seconds: WITHIN_THE_MINUTE }));
  if (level === null) return refused('before_contact');
  const parts = partsOf(gatesOf({ level, ...(late === null ? records : recordedBy(records, sentAt)) }, asked.children), personId);
  const open = parts.filter(({ gate }) => gate.open);
  if (late === null && open.length < parts.length) return refused('gate_closed');
  const basis = records.bases.find(({ id }) => id === basisId);
  if (basis === undefined && (open.length > 0 || basisId !== null)) return refused('basis_missing');
  const confidence = categories.includes('health') ? (basis?.confidence ?? null) : null;
  if (categories.includes('health') && confidence === null && open.length > 0) return refused('confidence_missing');
  for (const part of parts) {
    const id = await addOutbound(tx, contactId, read.value, { ...part, level, confidence });
    const ground = part.gate.open ? part.gate.ground : 'none';
    await addEvent(tx, contactId, ground === 'none' ? 'sent_without_ground' : 'sent_out', { record: id, kind, categories, ground, late: late !== null });
    tx.ledger({ action: 'sharing.sent', objectKind: 'contact', objectId: contactId, detail: { record: id, kind, categories, ground, late: late !== null, basis: basis?.basis ?? null, request: part.gate.open ? part.gate.requestId : null } });
  }
  return ok(null);
}
