import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { dischargeDuty, findOpenDuty, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { acceptors, addHandOver, daysContacts, handOverByKey, nightsContacts, waitingContacts } from '../hand-over-store';
import { acceptanceDue, acceptingRoles, directionOf, shiftOf, TO_SERVICE, type Direction, type EmergencyProblem } from '../model';

export interface ShiftInput {
  key: string;
  /** An account's id, or `TO_SERVICE`; empty when nothing was chosen. */
  to: string;
  note: string;
  /** Contacts chosen, by id, each with its line. By night everything of the shift goes, whether it is named or not. */
  lines: ReadonlyMap<string, string>;
}

/** Is it what the same person handed over under this key, word for word? Their answer was lost, and they sent the form again. */
function isSame(person: Person, direction: Direction, { to, note, lines }: ShiftInput, before: NonNullable<Awaited<ReturnType<typeof handOverByKey>>>): boolean {
  const { contacts } = before;
  return before.by === person.actorId && before.direction === direction && (before.toId ?? TO_SERVICE) === to && before.note === note.trim() && contacts.length === lines.size && contacts.every(({ contactId, line }) => lines.get(contactId)?.trim() === line);
}

/**
 * Hands a shift's contacts over to the other service, which accepts each by name (safe practice 1). By night everything
 * goes that emergency duty has or that came in: nothing can be left out. By day what must be watched tonight. Until it is
 * accepted each stays where it is, with a duty to accept that has an owner and a time. Once for each key.
 */
export async function handOverShift(tx: Tx, person: Person, input: ShiftInput): Promise<Result<{ handed: number }, EmergencyProblem>> {
  const direction = directionOf(person.role);
  if (direction === null) return refused('not_yours');
  const { settings } = await readAuthority(tx);
  const offered = direction === 'to_day' ? await nightsContacts(tx, shiftOf(settings, tx.at)) : await daysContacts(tx, person.role);
  await lockContacts(tx, offered.map(({ contactId }) => contactId));
  const before = await handOverByKey(tx, input.key);
  if (before !== null) return isSame(person, direction, input, before) ? ok({ handed: before.contacts.length }) : refused('same_key_other_content');
  const waiting = await waitingContacts(tx, direction, offered.map(({ contactId }) => contactId));
  const free = offered.filter(({ contactId }) => !waiting.has(contactId));
  const going = direction === 'to_day' ? free : free.filter(({ contactId }) => input.lines.has(contactId));
  if (going.length === 0) return refused('nothing_to_hand_over');
  if (input.to === '') return refused('to_missing');
  const toId = input.to === TO_SERVICE ? null : input.to;
  if (toId !== null && (!isId(toId) || !(await acceptors(tx, acceptingRoles(direction))).some(({ accountId }) => accountId === toId))) return refused('no_colleague');
  if (input.note.trim() === '') return refused('note_missing');
  const contacts = going.map(({ contactId }) => ({ contactId, line: (input.lines.get(contactId) ?? '').trim() }));
  if (contacts.some(({ line }) => line === '')) return refused('line_missing');

  const handOverId = await addHandOver(tx, { key: input.key, direction, toId, note: input.note.trim(), contacts });
  if (handOverId === null) return refused('same_key_other_content');
  const due = acceptanceDue(direction, settings, tx.at);
  for (const { contactId } of contacts) {
    const owed = await findOpenDuty(tx, contactId, 'HAND_OVER');
    if (direction === 'to_day' && owed !== null) await dischargeDuty(tx, owed.id, 'done', 'Handed over to the day service, which accepts it by name.');
    await openDuty(tx, { contactId, decisionId: handOverId, code: 'ACCEPT_HAND_OVER', ownerRole: direction === 'to_day' ? 'manager' : 'emergency_duty_worker', ownerId: toId, ...due });
    await addEvent(tx, contactId, direction === 'to_day' ? 'handed_to_day' : 'handed_to_night', { hand_over: handOverId, to: toId });
    await refreshQueue(tx, contactId);
  }
  tx.ledger({ action: 'shift.handed_over', objectKind: 'hand_over', objectId: handOverId, detail: { direction, to: toId, contacts: contacts.map(({ contactId }) => contactId) } });
  return ok({ handed: contacts.length });
}
