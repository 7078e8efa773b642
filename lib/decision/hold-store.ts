import { londonWords } from '@/lib/clock/evidence';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { LEVELS, type CanonicalLevel } from '@/lib/threshold/model';
import { isHoldReason, openHold, type Hold, type HoldInput, type HoldReason } from './hold';
import { isTold, keptPlan } from './hold-schema';
import type { KnownOutstanding } from './keeping-safe';

const levelOf = (number: number): CanonicalLevel => LEVELS.find((level) => level === number) ?? 4;

/** Every hold of a contact, oldest first, with its answer and its end. Needs casework rights. */
export async function readHolds(tx: Tx, contactId: string): Promise<Hold[]> {
  const rows = await tx.db.hold.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, include: { answer: true, end: true }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return rows.map(({ id, contactId: of, at, by, until, level, checking, withWhom, whySafe, plan, parentsTold, untoldReason, needsAgreement, reasons, answer, end }) => ({
    ...{ id, by, checking, withWhom, whySafe, untoldReason, needsAgreement },
    contactId: of,
    at: instantOf(at),
    until: instantOf(until),
    level: levelOf(level),
    plan: keptPlan.parse(plan),
    parentsTold: isTold(parentsTold) ? parentsTold : 'no',
    reasons: Array.isArray(reasons) ? reasons.filter((code): code is HoldReason => typeof code === 'string' && isHoldReason(code)) : [],
    answer: answer && { by: answer.by, at: instantOf(answer.at), verdict: answer.verdict === 'agreed' ? 'agreed' : 'refused', comment: answer.comment },
    end: end && { by: end.by, at: instantOf(end.at), how: end.how === 'decided' || end.how === 'refused' ? end.how : 'ended', words: end.words },
  }));
}

/** Writes a hold in the actor's name. @returns its id. */
export async function addHold(tx: Tx, contactId: string, hold: HoldInput & { level: CanonicalLevel; reasons: readonly HoldReason[] }): Promise<string> {
  const { until, checking, withWhom, whySafe, plan, parentsTold, untoldReason, level, reasons } = hold;
  const id = newId();
  await tx.db.hold.createMany({
    data: [{ authorityId: tx.actor.authorityId, id, contactId, at: dateOf(tx.at), by: tx.actor.actorId, until: dateOf(until), level, checking, withWhom, whySafe, plan: { ...plan }, parentsTold, untoldReason, needsAgreement: reasons.length > 0, reasons: [...reasons] }],
  });
  return id;
}

/** Writes the manager's answer. False when one is there already. */
export async function addHoldAnswer(tx: Tx, hold: Pick<Hold, 'id' | 'by' | 'contactId'>, { verdict, comment }: { verdict: 'agreed' | 'refused'; comment: string }): Promise<boolean> {
  const { count } = await tx.db.holdAnswer.createMany({
    data: [{ authorityId: tx.actor.authorityId, holdId: hold.id, heldBy: hold.by, contactId: hold.contactId, by: tx.actor.actorId, at: dateOf(tx.at), verdict, comment }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Writes how a hold ended. False when it had ended before. */
export async function addHoldEnd(tx: Tx, hold: Pick<Hold, 'id' | 'contactId'>, { how, words }: { how: 'decided' | 'refused' | 'ended'; words: string }): Promise<boolean> {
  const { count } = await tx.db.holdEnd.createMany({
    data: [{ authorityId: tx.actor.authorityId, holdId: hold.id, contactId: hold.contactId, at: dateOf(tx.at), by: tx.actor.actorId, how, words }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Did a hold end with a join that was undone, and nothing was decided since? What was checked for has not come in by that. */
async function endedByMistake(tx: Tx, { contactId, end }: Hold): Promise<boolean> {
  if (end?.how !== 'ended') return false;
  const of = { authorityId: tx.actor.authorityId, contactId };
  const [undone, decided] = await Promise.all([
    tx.db.joinUndone.findFirst({ where: { ...of, joinedAt: dateOf(end.at) }, select: { id: true } }),
    tx.db.decision.findFirst({ where: { ...of, at: { gt: dateOf(end.at) } }, select: { id: true } }),
  ]);
  return undone !== null && decided === null;
}

/** The check for which a contact is held now, or was until it was joined by mistake, as something that has not come in. */
export async function heldCheck(tx: Tx, contactId: string): Promise<KnownOutstanding[]> {
  const holds = await readHolds(tx, contactId);
  const last = holds.at(-1);
  const hold = openHold(holds) ?? (last !== undefined && (await endedByMistake(tx, last)) ? last : null);
  return hold === null ? [] : [{ id: hold.id, what: `${hold.withWhom}: ${hold.checking}`, asked: londonWords(hold.at) }];
}

/** Holds about which a manager is asked, on contacts that are open, oldest first. */
export async function holdsAsked(tx: Tx): Promise<{ id: string; reference: string }[]> {
  const rows = await tx.db.hold.findMany({
    where: { authorityId: tx.actor.authorityId, needsAgreement: true, answer: { is: null }, end: { is: null }, contact: { queue: { isNot: null } } },
    select: { id: true, contact: { select: { reference: true } } },
    orderBy: { at: 'asc' },
    take: 100,
  });
  return rows.map(({ id, contact }) => ({ id, reference: contact.reference }));
}
