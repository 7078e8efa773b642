import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { DutyCode } from '../codes';
import { ok, refused, type Result } from '@/lib/platform/result';
import { chosenIn, evidenceWords, questionsOf, readEvidence, typedWhen } from '../evidence';
import { answeringProblem, asksWhoDecided, callingOffProblem, dutyDue, ENDS_BY_ITS_ACT, mayDischarge, type DischargeHow, type Duty, type DutyProblem, type EvidenceLine, type WhoDecided } from '../model';
import { dutyDischarge } from '../schema';
import { dutyNotes } from '../note-store';
import { ownerGone } from '../offer-store';
import { bringForward, dischargeDuty, dutiesOfContact, findOpenDuty, lockDuty, openDuty, readDuty, whoLetWait } from '../store';

export interface EndDutyInput {
  how: string;
  words: string;
  /** What was typed for the questions of this duty. */
  fields: Fields;
}

/** What the contact says beside the duty's own questions. */
export interface AroundDuty {
  /** The contact has a child not born yet. */
  unborn: boolean;
  /** What is known elsewhere and belongs to the evidence, such as a decision's answer for each child. */
  also?: readonly EvidenceLine[];
  /** Left out where `asksWhoDecided` does not ask. */
  who?: WhoDecided;
}

const NEXT_STEP_WORKING_DAYS = 2;

/** Bars whoever would be both persons of an ending that takes two, or the judge of their own decision. */
async function secondProblem(tx: Tx, person: Person, duty: Duty, how: DischargeHow, who: WhoDecided | undefined): Promise<DutyProblem | null> {
  if (!asksWhoDecided(duty.code, how)) return null;
  if (who === undefined) throw new Error(`Who decided is asked for ${duty.code}, ${how}`);
  if (duty.code === 'ANSWER_CHALLENGE') return answeringProblem(person.actorId, answeredBefore(duty, await dutiesOfContact(tx, duty.contactId)), who);
  return callingOffProblem(person, duty, ((await dutyNotes(tx, [duty.id])).get(duty.id) ?? []).map(({ by }) => by), who);
}

/** The next step of the procedure is an answer by another manager (domain 3.6): the same duty anew, in nobody's hands. */
async function goesOn(tx: Tx, { id, contactId, code }: Duty): Promise<DutyCode[]> {
  const due = dutyDue(code, { receivedAt: tx.at, workingDays: NEXT_STEP_WORKING_DAYS });
  return (await openDuty(tx, { contactId, code, occasionId: id, ...due, evidence: `They did not agree with the answer: it goes to another manager. ${due.evidence}` })) ? [code] : [];
}

const later = (one: Temporal.Instant, other: Temporal.Instant) => (Temporal.Instant.compare(one, other) > 0 ? one : other);

/**
 * Does this conference belong to the enquiries of a discussion held then? One that was held, to all that were discussed before; one that another
 * system holds, to all that are discussed before it is due as well. Whatever is discussed after a conference begins enquiries of its own.
 */
function belongsTo({ code, dueAt, discharge }: Duty, discussed: Temporal.Instant): boolean {
  if (code !== 'CONVENE_ICPC' || discharge?.how !== 'done') return false;
  const until = dueAt !== null && chosenIn(code, 'ended', discharge.evidence) === 'elsewhere' ? later(dueAt, discharge.at) : discharge.at;
  return Temporal.Instant.compare(discussed, until) < 0;
}

/**
 * Section 47 enquiries end in a conference within 15 working days of the discussion at which they began (domain 3.1): of several discussions the
 * first at which they did, and one conference for all of them.
 */
async function convenes(tx: Tx, { id, contactId }: Duty, fields: Fields): Promise<DutyCode[]> {
  const held = typedWhen(fields, 'when').at;
  if (held === null) throw new Error('it was held at some time');
  if ((await dutiesOfContact(tx, contactId)).some((duty) => belongsTo(duty, held.toInstant()))) return [];
  const due = dutyDue('CONVENE_ICPC', { receivedAt: tx.at, decidedAt: held.toInstant() });
  if ((await findOpenDuty(tx, contactId, 'CONVENE_ICPC')) === null) return (await openDuty(tx, { contactId, code: 'CONVENE_ICPC', occasionId: id, ...due })) ? ['CONVENE_ICPC'] : [];
  await bringForward(tx, contactId, 'CONVENE_ICPC', due);
  return [];
}

/** What is owed because a duty was done, and of what was answered. */
async function opens(tx: Tx, duty: Duty, fields: Fields): Promise<DutyCode[]> {
  if (duty.code === 'ANSWER_CHALLENGE' && textOf(fields, 'result') === 'on') return goesOn(tx, duty);
  return duty.code === 'HOLD_STRATEGY' && textOf(fields, 'section47') === 'yes' ? convenes(tx, duty, fields) : [];
}

/** Whoever answered the steps of a challenge before this one. */
function answeredBefore({ occasionId }: Pick<Duty, 'occasionId'>, duties: readonly Duty[]): string[] {
  const step = duties.find(({ id }) => id === occasionId);
  return step === undefined ? [] : [...(step.discharge === null ? [] : [step.discharge.by]), ...answeredBefore(step, duties)];
}

/**
 * Ends a duty by its own evidence: done, accepted by a named person elsewhere, or called off by a manager with a lawful
 * reason, where a child may be left without it by two persons. A challenge whose answer was not agreed with goes on to another manager, and Section 47 enquiries to a conference. It stays visible, with who ended it, when and on what evidence (architecture point 11, domain 7.15).
 */
export async function endDuty(tx: Tx, person: Person, dutyId: string, typed: EndDutyInput, { unborn, also = [], who }: AroundDuty = { unborn: false }): Promise<Result<{ contactId: string; opened: DutyCode[] }, DutyProblem>> {
  await lockDuty(tx, dutyId);
  const duty = await readDuty(tx, dutyId);
  if (duty === null) return refused('missing');
  if (ENDS_BY_ITS_ACT[duty.code] !== undefined) return refused('ends_by_its_act');
  const input = dutyDischarge.safeParse({ how: typed.how, words: typed.words });
  if (!input.success) return refused(input.error.issues[0]?.path[0] === 'how' ? 'how_missing' : 'words_missing');
  const { how, words } = input.data;
  const barred = mayDischarge(duty, person, how, await ownerGone(tx, duty));
  if (barred !== null) return refused(barred);
  // Looked at by somebody else (safe practice 7): who works the night may be a manager by day.
  if ((await whoLetWait(tx, duty)) === person.actorId) return refused('own_waiting');
  const second = await secondProblem(tx, person, duty, how, who);
  if (second !== null) return refused(second);
  if (how === 'ended_lawfully' && words === '') return refused('words_missing');
  const { evidence, notes } = readEvidence(questionsOf(duty.code, how, { unborn }), typed.fields, tx.at);
  if (notes.length > 0) return refused('evidence_missing');
  const kept = [...evidence, ...also];
  if (!(await dischargeDuty(tx, dutyId, how, words === '' ? evidenceWords(kept) : words, kept))) return refused('already_discharged');
  tx.ledger({ action: 'duty.discharged', objectKind: 'duty', objectId: dutyId, detail: { contact: duty.contactId, code: duty.code, how } });
  return ok({ contactId: duty.contactId, opened: how === 'done' ? await opens(tx, duty, typed.fields) : [] });
}
