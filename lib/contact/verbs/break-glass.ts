import type { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { lineAnswered } from '@/lib/access/lines';
import type { AuthoritySettings } from '@/lib/access/schema';
import { dueInWorkingDays } from '@/lib/clock/deadlines';
import { england } from '@/lib/clock/calendar';
import { dischargeDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addAccess, addGlassRequest, alertThem, answerGlassRequest, isGuardian, managersHere, reviewGlassRequest } from '@/lib/restriction/access-store';
import { barredFrom } from '@/lib/restriction/bar-store';
import { GLASS_MINUTES } from '@/lib/restriction/model';
import { guardiansOfContact } from '@/lib/restriction/restricted-store';
import { glass } from '@/lib/restriction/schema';
import { addEvent } from '../event-store';
import { typedReference } from '../queue/queue-filter';
import { findContact } from '../store';

export type GlassProblem = 'reference' | 'reason' | 'second_person' | 'answer_missing' | 'gone';

/** Opens the contact of a reference to an account for an hour, if there is one that is closed to it. As the system. */
async function breakOpen(system: Tx, reference: string, accountId: string, reason: string, review?: { requestId: string; dueAt: Temporal.Instant }): Promise<void> {
  const contact = await findContact(system, reference);
  if (contact === null) return;
  const guardians = await guardiansOfContact(system, contact.id);
  // Who knows the family stays out, whatever the hour.
  if (guardians.length === 0 || (await barredFrom(system, accountId, [contact.id])).size > 0) return;
  await addAccess(system, { contactId: contact.id, accountId, how: 'broken_glass', restrictionId: null, untilAt: system.at.add({ minutes: GLASS_MINUTES }), reason });
  await addEvent(system, contact.id, 'glass_broken', { to: accountId, minutes: GLASS_MINUTES });
  system.ledger({ action: 'contact.glass_broken', objectKind: 'contact', objectId: contact.id, detail: { account: accountId, minutes: GLASS_MINUTES } });
  await alertThem(system, guardians);
  // A duty of the contact, which only those who may see it see; where there is no such contact the request itself waits.
  if (review !== undefined) await openDuty(system, { contactId: contact.id, code: 'REVIEW_GLASS', occasionId: review.requestId, ownerId: guardians.find((id) => id !== accountId) ?? null, dueAt: review.dueAt, evidence: 'The end of the next working day after it was opened.' });
}

/**
 * Asks to see a closed contact by the reference somebody was told. In duty hours a second person answers, of whom managers
 * are called until one does or it lapses; out of hours it
 * opens at once for an hour, guardians and managers are alerted, and a second person looks it over on the next working
 * day (domain 7.14). What is answered here is the same whether or not there is such a contact.
 */
export async function breakGlass(tx: Tx, person: Person, { settings, prefix }: { settings: AuthoritySettings; prefix: string }, typed: { reference: string; reason: string }): Promise<Result<'asked' | 'opened', GlassProblem>> {
  const read = glass.safeParse(typed);
  if (!read.success) return refused(read.error.issues[0]?.path[0] === 'reason' ? 'reason' : 'reference');
  const reference = typedReference(read.data.reference, prefix);
  if (reference === null) return refused('reference');
  const { reason } = read.data;
  const alone = lineAnswered(settings, tx.at) === 'night';
  const due = dueInWorkingDays(tx.at, 1, england);
  const dueAt = due.ok ? due.value : tx.at.add({ hours: 72 });
  await tx.asSystem(async (system) => {
    const id = await addGlassRequest(system, { reference, reason, how: alone ? 'out_of_hours' : 'two_persons', reviewDueAt: alone ? dueAt : null });
    const contact = alone ? null : await findContact(system, reference);
    // Who guards it may agree, and hears of it before it is agreed; opened alone, they are told as it opens.
    const guardians = contact === null ? [] : await guardiansOfContact(system, contact.id);
    await alertThem(system, [...(await managersHere(system)), ...guardians].filter((id) => id !== person.actorId));
    if (alone) await breakOpen(system, reference, person.actorId, reason, { requestId: id, dueAt });
    system.ledger({ action: 'glass.asked', objectKind: 'glass_request', objectId: id, detail: { alone } });
  });
  return ok(alone ? 'opened' : 'asked');
}

/** A second person, guardian or manager, agrees or refuses; nobody answers their own wish. */
export async function answerGlass(tx: Tx, person: Person, { requestId, answer, why }: { requestId: string; answer: string; why: string }): Promise<Result<'agreed' | 'refused', GlassProblem>> {
  if (answer !== 'agree' && answer !== 'refuse') return refused('answer_missing');
  const said = why.trim();
  if (said === '') return refused('reason');
  if (!isId(requestId)) return refused('gone');
  if (person.role !== 'manager' && !(await isGuardian(tx))) return refused('second_person');
  const answered = await tx.asSystem(async (system) => {
    const request = await answerGlassRequest(system, requestId, person.actorId, answer === 'agree', said);
    if (request !== null && answer === 'agree') await breakOpen(system, request.reference, request.by, request.reason);
    return request;
  });
  if (answered === null) return refused('gone');
  tx.ledger({ action: 'glass.answered', objectKind: 'glass_request', objectId: requestId, detail: { agreed: answer === 'agree' } });
  return ok(answer === 'agree' ? 'agreed' : 'refused');
}

/** A second person looks over what was opened out of hours, and says so in words. */
export async function reviewGlass(tx: Tx, person: Person, { requestId, words }: { requestId: string; words: string }): Promise<Result<null, GlassProblem>> {
  const said = words.trim();
  if (said === '') return refused('reason');
  if (!isId(requestId)) return refused('gone');
  if (person.role !== 'manager' && !(await isGuardian(tx))) return refused('second_person');
  const reviewed = await tx.asSystem(async (system) => {
    const reference = await reviewGlassRequest(system, requestId, person.actorId, said);
    const contact = reference === null ? null : await findContact(system, reference);
    for (const duty of contact === null ? [] : await openDuties(system, contact.id)) if (duty.code === 'REVIEW_GLASS' && duty.occasionId === requestId) await dischargeDuty(system, duty.id, 'done', said);
    return reference !== null;
  });
  if (!reviewed) return refused('gone');
  tx.ledger({ action: 'glass.reviewed', objectKind: 'glass_request', objectId: requestId });
  return ok(null);
}
