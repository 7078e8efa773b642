import { couldOpen } from '@/lib/access/could-open-store';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import type { EventKind } from '@/lib/contact/state';
import { dischargeDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { acceptors, addAcceptance, addHandOver, handOverByKey, offeredTo, waitingContacts, waitingForShift } from '../hand-over-store';
import { acceptanceDue, acceptingRoles, directionOf, OWES_ACCEPTANCE, TO_SERVICE, type Direction, type EmergencyProblem } from '../model';

export interface ShiftInput {
  key: string;
  /** An account's id, or `TO_SERVICE`; empty when nothing was chosen. */
  to: string;
  note: string;
  /** Contacts chosen, by id, each with its line. By night everything of the shift goes, whether it is named or not. */
  lines: ReadonlyMap<string, string>;
  /** Which way, where the role has more than one. */
  way?: string;
}

const EVENT_OF = { to_day: 'handed_to_day', to_night: 'handed_to_night', next_shift: 'handed_to_next_shift' } as const satisfies Record<Direction, EventKind>;

/** Whoever hands a contact on to the day has it: what a colleague of the night had given to the next shift waits for nobody any more. */
async function endForShift(tx: Tx, contactId: string): Promise<void> {
  for (const handOverId of await waitingForShift(tx, contactId)) {
    await addAcceptance(tx, handOverId, contactId);
    const owed = (await openDuties(tx, contactId)).find(({ code, decisionId }) => code === 'ACCEPT_HAND_OVER' && decisionId === handOverId);
    if (owed !== undefined) await dischargeDuty(tx, owed.id, 'accepted', 'Handed on to the day service.');
  }
}

/** Is it what the same person handed over under this key, word for word? Their answer was lost, and they sent the form again. */
function isSame(person: Person, direction: Direction, { to, note, lines }: ShiftInput, before: NonNullable<Awaited<ReturnType<typeof handOverByKey>>>): boolean {
  const { contacts } = before;
  return before.by === person.actorId && before.direction === direction && (before.toId ?? TO_SERVICE) === to && before.note === note.trim() && contacts.length === lines.size && contacts.every(({ contactId, line }) => lines.get(contactId)?.trim() === line);
}

/**
 * Hands a shift's contacts over to the other service, which accepts each by name (safe practice 1). By night everything
 * goes that emergency duty has or that came in: nothing can be left out. By day what must be watched tonight. Whoever goes off while the
 * night goes on gives the next shift what they hold. Until it is accepted each stays where it is, with a duty to accept that has an owner
 * and a time. Once for each key.
 */
export async function handOverShift(tx: Tx, person: Person, input: ShiftInput): Promise<Result<{ handed: number }, EmergencyProblem>> {
  const direction = directionOf(person.role, input.way);
  if (direction === null) return refused('not_yours');
  const { settings } = await readAuthority(tx);
  const offered = await offeredTo(tx, direction, person.role, settings);
  await lockContacts(tx, offered.map(({ contactId }) => contactId));
  const before = await handOverByKey(tx, input.key);
  if (before !== null) return isSame(person, direction, input, before) ? ok({ handed: before.contacts.length }) : refused('same_key_other_content');
  const waiting = await waitingContacts(tx, direction, offered.map(({ contactId }) => contactId));
  const free = offered.filter(({ contactId }) => !waiting.has(contactId));
  const going = direction === 'to_night' ? free.filter(({ contactId }) => input.lines.has(contactId)) : free;
  if (going.length === 0) return refused('nothing_to_hand_over');
  if (input.to === '') return refused('to_missing');
  const toId = input.to === TO_SERVICE ? null : input.to;
  if (toId !== null && (!isId(toId) || toId === person.actorId || !(await acceptors(tx, acceptingRoles(direction))).some(({ accountId }) => accountId === toId))) return refused('no_colleague');
  if (input.note.trim() === '') return refused('note_missing');
  const contacts = going.map(({ contactId }) => ({ contactId, line: (input.lines.get(contactId) ?? '').trim() }));
  if (contacts.some(({ line }) => line === '')) return refused('line_missing');

  const handOverId = await addHandOver(tx, { key: input.key, direction, toId, note: input.note.trim(), contacts });
  if (handOverId === null) return refused('same_key_other_content');
  const due = acceptanceDue(direction, settings, tx.at);
  for (const { contactId } of contacts) {
    if (direction === 'to_day') {
      // The night may owe it twice: of what it decided, and of what the day had given it.
      for (const { id, code } of await openDuties(tx, contactId)) if (code === 'HAND_OVER') await dischargeDuty(tx, id, 'done', 'Handed over to the day service, which accepts it by name.');
      await endForShift(tx, contactId);
    }
    // Whoever it is closed to could not accept it; a refusal would say that it is there and closed to them.
    const ownerId = toId !== null && (await couldOpen(tx, contactId, toId)) ? toId : null;
    await openDuty(tx, { contactId, decisionId: handOverId, code: 'ACCEPT_HAND_OVER', ownerRole: OWES_ACCEPTANCE[direction], ownerId, ...due });
    await addEvent(tx, contactId, EVENT_OF[direction], { hand_over: handOverId, to: toId });
    await refreshQueue(tx, contactId);
  }
  tx.ledger({ action: 'shift.handed_over', objectKind: 'hand_over', objectId: handOverId, detail: { direction, to: toId, contacts: contacts.map(({ contactId }) => contactId) } });
  return ok({ handed: contacts.length });
}
