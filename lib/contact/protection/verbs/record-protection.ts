import type { Person } from '@/lib/access/model';
import { findOpenDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';
import { liveClaim } from '../../queue/claim-store';
import { lockContacts } from '../../queue/queue-store';
import { readOpen } from '../../standing-store';
import { endOwed, oweWhatFollows } from '../duties';
import { endOf, extendedBy, followedBy, heldOnBy, mayPutRight, openProtections, PROTECTION_KINDS, type Protection, type ProtectionProblem } from '../model';
import { readProtection } from '../schema';
import { addProtection, addProtectionEnd, protectableChildren, protectionsOf } from '../store';

/** Is the contact with emergency duty: in this one's hands, or until the day service has accepted it? */
async function withNight(tx: Tx, contactId: string, actorId: string): Promise<boolean> {
  return (await liveClaim(tx, contactId))?.accountId === actorId || (await findOpenDuty(tx, contactId, 'HAND_OVER')) !== null;
}

/** Why a record is not begun anew here; what follows or puts right another is said of it wherever it stands. */
async function beginningProblem(tx: Tx, person: Person, contactId: string): Promise<ProtectionProblem | null> {
  if ((await readOpen(tx, { contactId })) === null) return 'ended';
  return person.role === 'emergency_duty_worker' && !(await withNight(tx, contactId, person.actorId)) ? 'not_with_night' : null;
}

function standingProblem(all: readonly Protection[], { followsId, correctsId }: { followsId: string; correctsId: string }): ProtectionProblem | null {
  if (followsId !== '') {
    const one = openProtections(all).find(({ id }) => id === followsId);
    if (one === undefined || correctsId !== '') return 'missing';
    return heldOnBy(one, all) === null ? 'not_held_on' : null;
  }
  if (correctsId === '') return null;
  const one = all.find(({ id }) => id === correctsId);
  return one === undefined || !mayPutRight(one, all) ? 'missing' : null;
}

/**
 * Records that a child of the contact is under police protection or an emergency protection order: anew, as what follows another, which
 * it ends, or in the place of one that was typed wrongly, which it keeps. Opens the duty to say what follows by its end; of one by which
 * the child was held on already nothing is owed, and what followed stays (Children Act 1989 ss.44 to 46; docs/decisions/0056).
 */
export async function recordProtection(tx: Tx, person: Person, contact: ContactHead, typed: Fields): Promise<Result<{ id: string }, ProtectionProblem>> {
  await lockContacts(tx, [contact.id]);
  const all = await protectionsOf(tx, contact.id);
  const [followsId, correctsId] = [textOf(typed, 'follows'), textOf(typed, 'corrects')];
  const barred = followsId === '' && correctsId === '' ? await beginningProblem(tx, person, contact.id) : standingProblem(all, { followsId, correctsId });
  if (barred !== null) return refused(barred);
  const [follows, corrects] = [followsId, correctsId].map((id) => all.find((one) => one.id === id) ?? null) as [Protection | null, Protection | null];
  const followed = corrects === null ? null : followedBy(corrects, all);
  const read = readProtection(typed, { at: tx.at, children: await protectableChildren(tx, contact.id), follows, corrects, extends: extendedBy(all, follows, corrects), followed });
  if (!read.ok) return refused('not_complete');
  if (followed === null && openProtections(all).some(({ id, personId }) => personId === read.value.personId && id !== followsId && id !== correctsId)) return refused('already');

  const id = await addProtection(tx, contact.id, read.value, { followsId: follows?.id ?? corrects?.followsId ?? null, correctsId: corrects?.id ?? null });
  if (follows !== null) {
    const how = heldOnBy(follows, all) ?? 'epo';
    await addProtectionEnd(tx, follows, { how, endedAt: read.value.beganAt, words: `${read.value.agency}, ${read.value.named}` });
    await endOwed(tx, follows, how === 'epo' ? 'An emergency protection order was made: its own end is owed instead.' : 'The court extended the order: the later end is owed instead.');
  }
  if (corrects !== null) await endOwed(tx, corrects, 'Put right by a corrected record, of which it is owed instead.', 'ended_lawfully');
  const heldOn = corrects === null || followed === null ? null : endOf(corrects);
  if (heldOn !== null) await addProtectionEnd(tx, { id, contactId: contact.id }, heldOn);
  else await oweWhatFollows(tx, { ...read.value, id, contactId: contact.id });
  await addEvent(tx, contact.id, corrects === null ? 'protection_recorded' : 'protection_put_right', { protection: id, kind: read.value.kind, ends: read.value.endsAt.toString() });
  tx.ledger({ action: corrects === null ? 'protection.recorded' : 'protection.put_right', objectKind: 'contact', objectId: contact.id, detail: { protection: id, kind: PROTECTION_KINDS[read.value.kind], person: read.value.personId, follows: follows?.id ?? null, corrects: corrects?.id ?? null } });
  return ok({ id });
}
