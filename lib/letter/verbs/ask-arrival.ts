import type { Temporal } from 'temporal-polyfill';
import { config, type Config } from '@/lib/platform/config';
import { systemOf, withActor, type Tx } from '@/lib/platform/db';
import { arrivalOf, tellsArrival, type Arrival } from '@/lib/platform/post';
import { now } from '@/lib/platform/time';
import { callLost } from '../call-lost';
import { giveUp } from '../give-up';
import { lockLettersById } from '../letter-lock-store';
import { hasBounced, markArrival, readMessage, takeUpUnknown } from '../message-store';
import { hasTold } from '../model';
import { addLetterEvent, letterById, lettersOf, type Letter } from '../store';

/**
 * Asks the mail provider what became of one message that it took, between two transactions and inside neither. One that nobody got is
 * told as one that never left: its letter counts as not delivered and what it told is owed anew, once. A call to a colleague counts as not
 * answered at once. While the provider does not know, nothing changes.
 * @param at the instant by which it is asked; for tests.
 * @returns false where none is due, or the provider does not say what became of a message.
 * @throws when the provider does not answer: it is asked again later.
 */
export async function askArrival(authorityId: string, way: Config['mail'] = config().mail, at: () => Temporal.Instant = now): Promise<boolean> {
  if (!tellsArrival(way)) return false;
  const system = systemOf(authorityId);
  const due = await withActor(system, takeUpUnknown, { at: at() });
  if (due === null) return false;
  const arrival = await arrivalOf(way, due.providerId);
  if (arrival !== null) await withActor(system, (tx) => keepArrival(tx, due, arrival), { at: at() });
  return true;
}

async function keepArrival(tx: Tx, { id, letterId, alarmId }: { id: string; letterId: string | null; alarmId: string | null }, arrival: Arrival): Promise<void> {
  const bounced = hasBounced(arrival);
  // The lock first: whoever sends or decides at this moment takes things in that order.
  if (bounced && letterId !== null) await lockLettersById(tx, [letterId]);
  if (!(await markArrival(tx, id, arrival))) return;
  if (!bounced) {
    if (letterId !== null) await addLetterEvent(tx, letterId, 'arrived');
    return;
  }
  tx.ledger({ action: 'message.bounced', objectKind: 'message', objectId: id, detail: { arrival } });
  if (alarmId !== null) {
    const call = await readMessage(tx, id);
    if (call !== null) await callLost(tx, call);
  }
  const letter = letterId === null ? null : await letterById(tx, letterId);
  // Read, kept back or given up since: who asks for it has it, or is owed it already.
  if (letter === null || letter.state !== 'sent' || (await toldByALater(tx, letter))) return;
  await giveUp(tx, letter.id);
}

/** Did a later issue of the same letter reach its reader, as far as anybody knows? One about a call may go by another way than the first. */
async function toldByALater(tx: Tx, { contactId, kind, occasion, recipient, aboutId, issue }: Letter): Promise<boolean> {
  const same = (other: Letter) => other.kind === kind && other.occasion === occasion && other.aboutId === aboutId && (kind === 'follow_up' || other.recipient.key === recipient.key);
  return (await lettersOf(tx, contactId)).some((other) => same(other) && other.issue > issue && hasTold(other.state));
}
