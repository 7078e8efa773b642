import { couldOpen } from '@/lib/access/could-open-store';
import { secondPersonProblem } from '@/lib/access/second-person';
import type { Person } from '@/lib/access/model';
import { readNames } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { saveNote } from '@/lib/contact/note-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { findOpenDuty, nameOwner } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { conflictedIn } from '@/lib/restriction/opening-store';
import { ok, refused, type Result } from '@/lib/platform/result';
import { type PassProblem } from '../model';
import { secondPersons } from '../second-person-store';
import { standingOfDecision } from '../record';
import { readDecisionContact, readDecisions } from '../store';

/**
 * Passes a countersign to another manager who may give it, with the reason (safe practice 7.7). The due instant does
 * not move: whoever passes it on late passes on a late one.
 */
export async function passCountersign(tx: Tx, person: Person, { contactId, to, reason }: { contactId: string; to: string; reason: string }): Promise<Result<null, PassProblem>> {
  const said = reason.trim();
  if (said === '') return refused('pass_reason_missing');
  await lockContacts(tx, [contactId]);
  const latest = (await readDecisions(tx, contactId)).at(-1);
  const duty = await findOpenDuty(tx, contactId, 'COUNTERSIGN');
  if (latest === undefined || standingOfDecision(latest) !== 'awaiting' || duty === null) return refused('pass_nothing');
  const contact = await readDecisionContact(tx, contactId);
  const next = (await secondPersons(tx)).find(({ actorId }) => actorId === to);
  if (next === undefined || next.actorId === duty.ownerId || secondPersonProblem(next, latest, { ...contact, conflicted: await conflictedIn(tx, contact.id) }) !== null || !(await couldOpen(tx, contact.id, to))) return refused('pass_nobody');
  await nameOwner(tx, duty.id, next.actorId);
  const name = (await readNames(tx, [next.actorId])).get(next.actorId) ?? 'another manager';
  await saveNote(tx, contactId, 'note', `Countersign of decision ${latest.version} passed to ${name}: ${said}`);
  await addEvent(tx, contactId, 'countersign_passed', { decision: latest.id, from: duty.ownerId, to: next.actorId });
  await refreshQueue(tx, contactId);
  tx.ledger({ action: 'countersign.passed', objectKind: 'decision', objectId: latest.id, detail: { contact: contactId, from: duty.ownerId, to: next.actorId, by: person.actorId } });
  return ok(null);
}
