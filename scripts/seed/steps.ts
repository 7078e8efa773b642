import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import type { ContactHead } from '@/lib/contact/head';
import { recordContact } from '@/lib/contact/record';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { explainBreach } from '@/lib/contact/verbs/explain-breach';
import { readBasis } from '@/lib/decision/basis-store';
import { countersign } from '@/lib/decision/verbs/countersign';
import { decide } from '@/lib/decision/verbs/decide';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { ENDS_BY_ITS_ACT, type Duty } from '@/lib/duty/model';
import { openDuties } from '@/lib/duty/store';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { noteDuty } from '@/lib/duty/verbs/note-duty';
import { gateRefusals } from '@/lib/letter/family/family-gate';
import { familyOf, readGate } from '@/lib/letter/family/family-store';
import { silenceWordsOf } from '@/lib/contact/secrecy/silence-words-store';
import { readLetter } from '@/lib/letter/store';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { unbornOf } from '@/lib/contact/unborn-store';
import { recordPregnancy } from '@/lib/contact/verbs/record-pregnancy';
import { recordNotTold } from '@/lib/letter/verbs/record-not-told';
import { recordReturned } from '@/lib/letter/verbs/record-returned';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeFamilyLetter } from '@/lib/letter/verbs/write-family-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { withActor, type Tx } from '@/lib/platform/db';
import { openDraft } from '@/lib/platform/draft/store';
import type { Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import type { PlannedContact, Settling } from './contact-plan';
import { byTurns, onDuty, personOf, type Desk } from './desk';
import { evidenceTyped } from './evidence';
import { drawing, seedId } from './names';
import { settle } from './settle';

/** A contact on its way through the front door. What a step learns is kept for the next. */
export interface Passage {
  contact: PlannedContact;
  turn: number;
  head: ContactHead | null;
  decisionId: string | null;
  awaiting: boolean;
  letterId: string | null;
}

export function passageOf(contact: PlannedContact, turn: number): Passage {
  return { contact, turn, head: null, decisionId: null, awaiting: false, letterId: null };
}

/** One thing that one person does at one moment, in one transaction. */
export interface Step {
  at: Temporal.Instant;
  by: Person;
  /** Known only when its turn comes: nothing is to be done after all. */
  idle?: () => boolean;
  run: (tx: Tx) => Promise<void>;
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference that looks like any other and is the same each time. */
function referenceOf(prefix: string, ...words: readonly string[]): string {
  const draw = drawing('reference', ...words);
  const group = () => Array.from({ length: 4 }, () => LETTERS[Math.floor(draw() * LETTERS.length)]).join('');
  return `${prefix}-${group()}-${group()}`;
}

/** A refusal would leave the demo half made: better to stop and say which contact. */
export function must<T>(done: Result<T, unknown>, { contact }: Passage, what: string): T {
  if (!done.ok) throw new Error(`${what} of ${contact.household.id} ${contact.key}: ${String(done.problem)}`);
  return done.value;
}

export function headOf({ head, contact }: Passage): ContactHead {
  if (head === null) throw new Error(`${contact.key} was not recorded`);
  return head;
}

/** The concern comes in: by its reporter's own form, or taken down by whoever is on duty. */
export function record(desk: Desk, passage: Passage): Step {
  const { contact, turn } = passage;
  const { reporter, report, channel, receivedAt, key } = contact;
  const { area } = desk;
  // Who rings or writes is taken down by name; only their own form carries their account.
  const account = channel === 'form' && reporter.account !== null ? personOf(area, reporter.account) : null;
  const by = account ?? onDuty(desk, receivedAt, turn);
  const arriving = {
    report,
    agency: { id: reporter.agencyId, name: reporter.agencyName, kind: reporter.agencyKind },
    referrer: { id: account?.actorId ?? null, name: reporter.name, role: reporter.role, phone: reporter.phone, email: reporter.email },
    ...{ channel, receivedAt },
    sourceCode: reporter.sourceCode,
    key: seedId('contact-key', area.id, key),
    immediate: report.firstQuestions.cannotWait === 'yes',
    id: seedId('contact', area.id, key),
    reference: referenceOf(area.prefix, area.id, key),
  };
  const run = async (tx: Tx) => {
    const recorded = account ? await tx.asSystem((system) => recordContact(system, arriving, area)) : await recordContact(tx, arriving, area);
    const { contactId, reference } = must(recorded, passage, 'recording');
    passage.head = { id: contactId, reference, authorityId: area.id, agencyId: reporter.agencyId, referrerId: account?.actorId ?? null, pastAgency: false, aboutColleague: report.reporter.aboutColleague === 'yes', sealed: false };
    if (account) await writeReceipt(tx, contactId);
  };
  return { at: receivedAt, by, run };
}

export function claim(passage: Passage, at: Temporal.Instant, by: Person): Step {
  const run = async (tx: Tx) => {
    must(await declareBeforeOpening(tx, headOf(passage), { knows: 'no', reason: 'A namesake at most: nobody of mine lives there.' }), passage, 'declaring');
    must(await claimContact(tx, by, headOf(passage)), passage, 'claiming');
  };
  return { at, by, run };
}

const LATE_WORDS = {
  meanwhile: 'I rang the referrer on the first afternoon: the child was at school and safe, and was seen by the school nurse that day. The household was checked against our own records.',
  why: 'Two strategy discussions ran into the evening and nobody else was on the desk.',
};

/** The holder decides, explaining first if it is late, and the letter to the referrer is written. */
export function decideOn(passage: Passage, at: Temporal.Instant, by: Person, settling: Settling, late: boolean): Step {
  const run = async (tx: Tx) => {
    const head = headOf(passage);
    await readContact(tx, by, head);
    if (late) must(await explainBreach(tx, head, LATE_WORDS), passage, 'explaining');
    const basis = await readBasis(tx, head.id);
    if (basis === null) throw new Error(`${passage.contact.key} has no proposal`);
    const draft = await openDraft(tx, { kind: 'decision', contactId: head.id, fields: settle(passage.contact, basis.situation, settling, at, basis.decisions.length) });
    const { decisionId, inForce } = must(await decide(tx, by, { contactId: head.id, draftId: draft.id, version: draft.version, key: draft.key }), passage, 'deciding');
    passage.decisionId = decisionId;
    passage.awaiting = !inForce;
    if (inForce) passage.letterId = await writeOutcomeLetter(tx, decisionId);
  };
  return { at, by, run };
}

const AGREED = [
  'Agreed. I read the report and the notes and rang the referrer: the reasons hold. Back to me if the review date is missed.',
  'Agreed, after talking it through. The child was spoken of by two agencies who see the child, and both say the same.',
  'Agreed. The family’s history supports this and the plan has a date.',
] as const;

/** The second person looks, where one is asked for. */
export function countersignIt(desk: Desk, passage: Passage, at: Temporal.Instant): Step {
  const by = byTurns(desk.managers, passage.turn);
  const run = async (tx: Tx) => {
    if (passage.decisionId === null) return;
    const head = headOf(passage);
    must(await countersign(tx, by, { contactId: head.id, decisionId: passage.decisionId, verdict: 'agreed', comment: AGREED[passage.turn % AGREED.length] ?? AGREED[0] }), passage, 'countersigning');
    passage.awaiting = false;
    passage.letterId = await writeOutcomeLetter(tx, passage.decisionId);
  };
  return { at, by, idle: () => !passage.awaiting, run };
}

/** How the address of somebody without an account was proved: spoken with, on that day. */
export const provedAddress = (by: Person, at: Temporal.Instant) => ({ way: 'letter', how: 'spoken_with', provedBy: by.name, provedOn: londonDate(at).toString(), noMessage: false, words: '' });

const NOT_ACCEPTED_YET = 'Rang the other council’s duty desk twice and sent the papers by secure mail. Nobody there has accepted it by name; our worker visits meanwhile.';

/** Tells the referrer, or records why not. */
export function tellReferrer(passage: Passage, at: Temporal.Instant, by: Person): Step {
  const run = async (tx: Tx) => {
    const head = headOf(passage);
    const anonymous = passage.contact.reporter.name === '';
    if (passage.letterId === null || anonymous) {
      const given = anonymous ? { ground: 'anonymous', reason: 'The caller gave neither name nor number.' } : { ground: 'subject', reason: 'The concern is about a colleague of the referrer. The designated officer asked that nothing goes out before the discussion.' };
      must(await recordNotTold(tx, by, { contactId: head.id }, given), passage, 'not telling');
    } else {
      await previewLetter(tx, by, head.id, passage.letterId);
      const letter = await readLetter(tx, head.id, passage.letterId);
      if (letter?.recipient.accountId === null) must(await recordSafeContact(tx, { contactId: head.id, letterId: passage.letterId }, provedAddress(by, tx.at)), passage, 'proving the address');
      must(await sendLetter(tx, by, { contactId: head.id, letterId: passage.letterId }), passage, 'telling');
    }
  };
  return { at, by, run };
}

/**
 * Tells the referrer, or records why not, and closes. What was passed on elsewhere closes only when a named person there
 * has accepted it (domain 7.15).
 * @param accepted somebody there has.
 */
export function tellAndClose(passage: Passage, at: Temporal.Instant, by: Person, accepted: boolean): Step {
  const telling = tellReferrer(passage, at, by);
  const run = async (tx: Tx) => {
    await telling.run(tx);
    const head = headOf(passage);
    if (accepted) await endThese(tx, passage, by, ({ code }) => DUTY_KINDS[code].needsAcceptance);
    const waits = (await openDuties(tx, head.id)).filter(({ code }) => DUTY_KINDS[code].needsAcceptance);
    for (const duty of waits) must(await noteDuty(tx, duty.id, NOT_ACCEPTED_YET), passage, 'saying what was done');
    if (waits.length === 0) must(await closeContact(tx, by, head.id), passage, 'closing');
  };
  return { at, by, run };
}

/** Ends these duties of a contact on their evidence; what belongs to a professional elsewhere stays theirs. */
async function endThese(tx: Tx, passage: Passage, by: Person, which: (duty: Duty) => boolean): Promise<void> {
  for (const duty of await openDuties(tx, headOf(passage).id)) {
    if (ENDS_BY_ITS_ACT[duty.code] !== undefined || !which(duty) || (!DUTY_KINDS[duty.code].transferable && duty.ownerId !== null)) continue;
    const how = DUTY_KINDS[duty.code].needsAcceptance ? 'accepted' : 'done';
    must(await endDuty(tx, by, duty.id, { how, words: '', fields: evidenceTyped(duty.code, how, tx.at) }, { unborn: true }), passage, 'ending a duty');
  }
}

/** A manager ends what followed: everything of older contacts is done. */
export function endDuties(desk: Desk, passage: Passage, at: Temporal.Instant): Step {
  const by = byTurns(desk.managers, passage.turn + 1);
  // Once more for what the end of one opens: the conference after a strategy discussion.
  const run = async (tx: Tx) => {
    for (let round = 0; round < 2; round += 1) await endThese(tx, passage, by, () => true);
  };
  return { at, by, run };
}

/** The post brings the letter back: the house is empty. */
export function letterComesBack(passage: Passage, at: Temporal.Instant, by: Person): Step {
  const run = async (tx: Tx) => {
    const head = headOf(passage);
    const letter = passage.letterId === null ? null : await readLetter(tx, head.id, passage.letterId);
    if (letter?.state === 'posted') must(await recordReturned(tx, { contactId: head.id, letterId: letter.id, on: londonDate(tx.at).toString(), why: 'moved' }), passage, 'the post');
  };
  return { at, by, idle: () => passage.letterId === null, run };
}

/** A manager records of the unborn child what the midwife said: when it is due, where it is booked, who knows. */
export function knowsMidwifery(passage: Passage, at: Temporal.Instant, by: Person): Step {
  const run = async (tx: Tx) => {
    const head = headOf(passage);
    for (const { personId, state, expected } of await unbornOf(tx, head.id)) {
      if (state !== 'expected') continue;
      const due = expected.due.how === 'unknown' ? {} : { 'due.day': String(expected.due.on.day), 'due.month': String(expected.due.on.month), 'due.year': String(expected.due.on.year) };
      must(await recordPregnancy(tx, head, personId, { 'due.how': expected.due.how, ...due, unit: 'St Bride’s maternity unit', midwife: 'Oonagh Prisk', informed: 'yes', informedWords: 'She made the report, and will be at the table', known: 'mother_only', people: '' }), passage, 'recording the pregnancy');
    }
  };
  return { at, by, run };
}

/** A letter to a parent about the first child, everything confirmed for it, where the gate offers one; handed over. */
export function writeToFamily(passage: Passage, at: Temporal.Instant, by: Person): Step {
  const run = async (tx: Tx) => {
    const { id: contactId } = headOf(passage);
    const [people, silence] = [await familyOf(tx, contactId), await silenceWordsOf(tx, contactId)];
    const [recipient, child] = [people.find(({ kind, givenName, ofConcern }) => kind === 'adult' && givenName !== '' && !ofConcern && !silence.some(({ words }) => words.includes(givenName))), people.find(({ kind, unborn }) => kind === 'child' && !unborn)];
    if (recipient === undefined || child === undefined || gateRefusals(await readGate(tx, contactId), tx.at).length > 0) return;
    const { how, provedBy, provedOn, noMessage } = { ...provedAddress(by, tx.at), how: 'handed_over' };
    const confirmed = { recipient: recipient.id, child: child.id, standing: 'parental_responsibility', standingWords: '', how, provedBy, provedOn, noMessage, toldBecause: silence.length === 0 ? '' : 'Somebody else must not be told. They said themselves that a letter reaches only them.', wish: 'not_able', wishWords: '', language: 'English', interpreter: 'not_needed', reading: 'large_print', ownWords: 'I will ring you on Monday.', namesNoOther: 'yes' };
    const { letterId } = must(await writeFamilyLetter(tx, by, contactId, confirmed), passage, 'writing to the family');
    await previewLetter(tx, by, contactId, letterId);
    must(await sendLetter(tx, by, { contactId, letterId }), passage, 'handing over the family’s letter');
  };
  return { at, by, run };
}

/** The referrer reads the letter, signed in. */
export function readLetterOf(desk: Desk, passage: Passage, at: Temporal.Instant): Step | null {
  const { reporter, channel } = passage.contact;
  if (reporter.account === null || channel !== 'form') return null;
  const run = async (tx: Tx) => {
    if (passage.letterId !== null) await openLetter(tx, headOf(passage).id, passage.letterId);
  };
  return { at, by: personOf(desk.area, reporter.account), idle: () => passage.letterId === null, run };
}

/** Does steps one after another in the order of time, so that the ledger reads as the days went. */
export async function run(steps: readonly Step[]): Promise<void> {
  for (const { at, by, idle, run: act } of [...steps].sort((a, b) => Temporal.Instant.compare(a.at, b.at))) {
    if (!idle?.()) await withActor(by, act, { at });
  }
}
