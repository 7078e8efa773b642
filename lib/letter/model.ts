import type { Temporal } from 'temporal-polyfill';
import type { OpenState } from '@/lib/contact/state';
import { LONDON } from '@/lib/platform/time';
import { WAY_PROBLEM_WORDS, type WayProblem } from './outcome/telling';

/**
 * The words of the letter room: who is written to, what a letter is made of, and when a contact may end.
 * The letters themselves stand in receipt.ts, outcome.ts and question.ts.
 */

/** What a letter is about. */
export type LetterKind = 'receipt' | 'outcome' | 'question' | 'family' | 'unsealed' | 'follow_up';

/** One piece of a letter. `quote` is somebody's words, set exactly as they were given. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'quote'; text: string }
  | { kind: 'signature'; lines: string[] };

/** A letter as it is read, on the page and in the PDF alike. Its title holds a reference and never a name. */
export interface LetterText {
  title: string;
  /** The council and its service. */
  from: string[];
  /** The recipient's own name. */
  to: string;
  date: string;
  reference: string;
  blocks: Block[];
  /** Set larger on paper, for a reader who needs it; left out for ordinary size. */
  size?: 'large' | undefined;
}

/** The council that writes: its name, and whom to ring (settings of the authority). */
export interface LetterArea {
  councilName: string;
  serviceName: string;
  dayPhone: string;
  nightPhone: string;
  dutyHours: { from: string; to: string };
  publicPhone: string;
}

/** The parts of an authority that its letters carry. */
export function areaOf({ name, serviceName, settings }: { name: string; serviceName: string; settings: Omit<LetterArea, 'councilName' | 'serviceName'> }): LetterArea {
  const { dayPhone, nightPhone, dutyHours, publicPhone } = settings;
  return { councilName: name, serviceName, dayPhone, nightPhone, dutyHours, publicPhone };
}

/** What every letter needs: who writes to whom about which reference, and when. */
export interface Heading {
  area: LetterArea;
  reference: string;
  recipientName: string;
  writtenAt: Temporal.Instant;
}

// To make one takes longer than to write a hundred dates with it.
const LONG_DATE = new Intl.DateTimeFormat('en-GB', { timeZone: LONDON, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** "Tuesday 7 April 2026", on the London calendar. */
export function longDate(at: Temporal.Instant): string {
  return LONG_DATE.format(at.epochMilliseconds).replace(',', '');
}

/** "Tuesday 7 April 2026 at 17:00", on the London clock. */
export function longDateTime(at: Temporal.Instant): string {
  return `${longDate(at)} at ${at.toZonedDateTimeISO(LONDON).toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

/** Every word of a letter that its reader reads, on one line. */
export function wordsOfLetter({ title, blocks }: Pick<LetterText, 'title' | 'blocks'>): string {
  return [title, ...blocks.flatMap((block) => ('text' in block ? [block.text] : 'items' in block ? block.items : block.lines))].join(' ');
}

/** The letterhead around some blocks. */
export function letter({ area, reference, recipientName, writtenAt }: Heading, title: string, blocks: Block[]): LetterText {
  return { title, from: [area.councilName, area.serviceName], to: recipientName, date: longDate(writtenAt), reference, blocks };
}

/** Whom to ring by day, by night and in an emergency. */
export function whomToRing({ area, reference }: Heading): Block[] {
  const { dayPhone, nightPhone, dutyHours } = area;
  return [
    { kind: 'heading', text: 'Whom to ring' },
    {
      kind: 'list',
      items: [
        'If a child is in danger now: 999.',
        `Monday to Friday, ${dutyHours.from} to ${dutyHours.to}: ${dayPhone}.`,
        `At any other time, the emergency duty team: ${nightPhone}.`,
      ],
    },
    { kind: 'paragraph', text: `Please give the reference ${reference}.` },
  ];
}

/** Why a referrer need not be told, in law and in practice (safe practice 5; information sharing advice, 3.4). */
export const NOT_TOLD_GROUNDS = ['no_contact_details', 'would_increase_risk', 'would_prejudice_investigation', 'anonymous', 'subject', 'pregnancy_ended'] as const;
export type NotToldGround = (typeof NOT_TOLD_GROUNDS)[number];

export const NOT_TOLD_WORDS: Record<NotToldGround, string> = {
  no_contact_details: 'There is no way to reach them: what was tried stands in the reason',
  would_increase_risk: 'Telling them would put a child or another person at greater risk',
  would_prejudice_investigation: 'Telling them could harm a criminal investigation',
  anonymous: 'They did not say who they are',
  subject: 'The concern is about them or their agency, and the designated officer or strategy discussion has not agreed',
  pregnancy_ended: 'The pregnancy has ended: nothing more is written',
};

/** What still stands between a contact and its end. */
export type CloseProblem = 'closed_already' | 'no_decision' | 'awaiting_countersign' | 'decide_again' | 'not_told' | 'held_by_another' | 'transferred_not_accepted' | 'child_not_known' | 'child_without_name';

export const CLOSE_PROBLEM_WORDS: Record<CloseProblem, string> = {
  closed_already: 'This contact was closed already.',
  no_decision: 'Nobody has decided yet. A contact ends with a decision.',
  awaiting_countersign: 'The decision waits for a second person. Until then the proposal governs and the contact stays open.',
  decide_again: 'The decision does not cover everything: something came in after it, or the second person returned it. Read it and decide again.',
  not_told: 'The referrer has not been told. Send the letter, or record the lawful reason for not telling them.',
  transferred_not_accepted: 'It was passed on and nobody there has accepted it by name. Until then this authority acts and the contact stays open.',
  held_by_another: 'Somebody else holds this contact. Ask them, or a manager, to close it.',
  child_not_known: 'A child of it is not decided on. “Find out how this child stands” is open under its duties: find out, and decide for them or say in the duty what becomes of them. Until then the contact stays open.',
  child_without_name: 'Nobody knows yet who the child is. “Find out who the child is” is open under its duties: do it, and say in the duty what came of it. Until then the contact stays open.',
};

/** What is known of a contact that somebody wants to close. */
export interface ClosingFacts {
  /** Null once it has ended. */
  state: OpenState | null;
  /** Somebody has decided at some time. */
  everDecided: boolean;
  /** A colleague holds it, and the one who asks is not a manager. */
  heldByAnother: boolean;
  /** It was passed to another authority or to the child's worker, and no named person has accepted it (safe practice 15). */
  transferWaits?: boolean;
  /** The pregnancy it was about has ended, and there is no other child: nothing more is owed or written (safe practice 12). */
  pregnancyEnded?: boolean;
  /** A child of it on whom nobody has decided, or whom nobody can name: what is owed for them is open (safe practice 2, 8, 13). */
  childOwed?: 'not_known' | 'without_name' | null;
}

/** What is still to be done before the contact may close, or null when nothing is (issue 2, section 5; safe practice 7). */
export function closeProblem({ state, everDecided, heldByAnother, transferWaits = false, pregnancyEnded = false, childOwed = null }: ClosingFacts): CloseProblem | null {
  const forChild = childOwed === null ? null : `child_${childOwed}` as const;
  // Nobody is to be told any more, and no second person is waited for.
  if (pregnancyEnded && state !== null && everDecided) return forChild ?? (heldByAnother ? 'held_by_another' : null);
  switch (state) {
    case null:
      return 'closed_already';
    case 'received':
    case 'claimed':
    case 'waiting_for_referrer':
      return everDecided ? 'decide_again' : 'no_decision';
    case 'awaiting_countersign':
      return 'awaiting_countersign';
    case 'decided':
      return 'not_told';
    case 'told':
      if (transferWaits) return 'transferred_not_accepted';
      if (forChild !== null) return forChild;
      return heldByAnother ? 'held_by_another' : null;
  }
}

/** How it is known that a printed letter has gone, where that was not said when it went. */
export const GONE_KNOWN = ['by_me', 'by_colleague', 'reader_has_it'] as const;
export type GoneKnown = (typeof GONE_KNOWN)[number];

export const GONE_KNOWN_WORDS: Record<GoneKnown, string> = {
  by_me: 'I posted it or handed it over myself',
  by_colleague: 'A colleague did, and has told me',
  reader_has_it: 'Its reader says that they have it',
};

/** How far a letter is. */
export type LetterState = 'to_preview' | 'cancelled' | 'sent' | 'posted' | 'came_back' | 'undelivered' | 'withheld' | 'read';

/**
 * Where a letter stands after what has happened to it. A letter once sent stays sent; it came back when the post brought
 * it, or no e-mail could tell of it, and is kept back where its reader may be the one whom it is about. Who has read it signed in has read it, whatever became of the e-mail.
 */
export function letterState(happened: readonly string[]): LetterState {
  if (happened.includes('returned')) return 'came_back';
  if (happened.includes('read')) return 'read';
  if (happened.includes('withheld')) return 'withheld';
  if (happened.includes('undelivered')) return 'undelivered';
  if (happened.includes('sent')) return 'sent';
  if (happened.includes('posted')) return 'posted';
  return happened.includes('cancelled') ? 'cancelled' : 'to_preview';
}

const LETTER_STATE_WORDS: Record<LetterState, string> = {
  to_preview: 'Written, not sent',
  cancelled: 'Cancelled before it went',
  sent: 'Sent',
  posted: 'Posted',
  came_back: 'Came back',
  undelivered: 'Did not arrive: no e-mail could tell them of it',
  withheld: 'Kept back after it was sent, before they read it',
  read: 'Read by the recipient',
};

/**
 * How far a letter is, in words for staff, and no more than is known: that the mail service took the e-mail about it (`delivered`) is not
 * that it arrived (`arrived`), which that service may say later.
 */
export function letterStateWords({ state, events }: { state: LetterState; events: readonly { what: string }[] }): string {
  const happened = (what: string) => events.some((event) => event.what === what);
  if (state !== 'sent') return LETTER_STATE_WORDS[state];
  if (happened('arrived')) return 'Sent: the e-mail arrived';
  if (happened('delivered')) return 'Sent: taken by the mail service';
  return happened('failed') ? 'Sent: not taken by the mail service yet' : LETTER_STATE_WORDS.sent;
}

export const LETTER_KIND_WORDS: Record<LetterKind, string> = {
  receipt: 'We have your concern',
  outcome: 'What we decided',
  question: 'We need to ask you something',
  family: 'To the family',
  unsealed: 'Somebody learned who you are',
  follow_up: 'What we talked about on the telephone',
};

/** Has it gone, and was it not kept back since? Then its recipient may read it. */
export function mayBeRead(state: LetterState): boolean {
  return state !== 'to_preview' && state !== 'cancelled' && state !== 'withheld';
}

/** Does a letter stay closed to whom it may be about: it tells of a decision or asks something, was not read before that was learned, and nobody agreed to it? */
export function isKeptBack({ kind, state, recipient }: { kind: LetterKind; state: LetterState; recipient: { referrerClass: string } }): boolean {
  return (kind === 'outcome' || kind === 'question') && state !== 'read' && recipient.referrerClass !== 'subject';
}

/** Did it reach them, as far as anybody knows? Then they are told. */
export function hasTold(state: LetterState): boolean {
  return state === 'sent' || state === 'posted' || state === 'read';
}

/** Why a letter that was written did not go. */
export const CANCEL_REASONS = ['address_changed', 'address_protected', 'decision_changed', 'pregnancy_ended', 'recipient_changed', 'not_told', 'written_anew'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

export const CANCEL_REASON_WORDS: Record<CancelReason, string> = {
  address_changed: 'An address changed after it was written',
  address_protected: 'An address was marked as protected after it was written',
  decision_changed: 'A later decision replaced the one it tells of',
  pregnancy_ended: 'The pregnancy ended',
  recipient_changed: 'It is no longer for this reader',
  not_told: 'A lawful reason not to tell was recorded',
  written_anew: 'It was written anew',
};

export function isCancelReason(text: string): text is CancelReason {
  return (CANCEL_REASONS as readonly string[]).includes(text);
}

/** May a cancelled letter be written anew, once somebody has confirmed what changed? After the end of a pregnancy only where other children go on, or the end was undone. */
export function mayBeWrittenAnew(why: CancelReason): boolean {
  return why === 'address_changed' || why === 'address_protected' || why === 'recipient_changed' || why === 'pregnancy_ended';
}

/** Why a letter was not sent. */
export type SendProblem = 'missing' | 'cancelled' | 'not_in_force' | 'not_previewed' | 'not_offered' | 'told_unasked' | 'not_agreed' | 'not_silent' | 'say_nothing' | 'account_closed' | 'left_agency' | 'tells_of_pregnancy' | 'not_due' | 'not_verified' | 'no_link' | WayProblem;

const NOT_SILENT = 'Since this letter was written it has come up that the family must not learn of it yet, and it does not ask its reader to say nothing. It is not printed.';

export const SEND_PROBLEM_WORDS: Record<SendProblem, string> = {
  missing: 'This letter is not here.',
  cancelled: 'This letter was cancelled, because a later decision replaced the one it tells of. Send the new one.',
  not_in_force: 'The decision is not in force: it waits for a second person, was returned, or something came in after it. The letter waits with it.',
  not_previewed: 'Read the letter as the recipient will, then send it.',
  not_offered: 'No letter to this family may go now: something came up after it was written. The page of letters to the family says what.',
  told_unasked: 'A report says who must not be told, and nobody has said for this letter why its reader may be. Write it anew from the page of letters to the family: the words stand there.',
  not_agreed: 'It has become known since that this may be about somebody who works where its reader works. Nothing is told until the designated officer or the strategy discussion agrees: record that on the contact.',
  not_silent: `${NOT_SILENT} Press the button below: it is then written anew, for you to read and send.`,
  say_nothing: 'Since this letter was written it has come up that the family must not learn of it yet, and it does not ask its reader to say nothing. It was written anew: read the new one and send that.',
  account_closed: 'Its reader can sign in here no longer, so that they would not read it. Tell their agency, or them, by telephone, and record on the contact why no letter goes.',
  left_agency: 'Its reader no longer works for the agency for which they told us, and would read it elsewhere. Tell that agency by telephone, and record on the contact why no letter goes. Until then telling is owed.',
  tells_of_pregnancy: 'This letter tells of a pregnancy, and the mother has not told them. What is recorded of the unborn child says who knows.',
  not_due: 'No letter is written to this caller any more: the card “Agreed with the caller” says why.',
  not_verified: 'The caller is not verified. Ring them back, through their agency’s switchboard if they speak for one, and record it; until then nothing is written to them.',
  no_link: 'This caller may not be written to by a link. Write the letter anew, by post.',
  ...WAY_PROBLEM_WORDS,
};

/** The same of a letter that is to be silent where its page shows no button: to whoever may send it, the way to its reader is not proved yet; others send nothing. */
export function notSilentWithoutButton(maySend: boolean): string {
  return `${NOT_SILENT} ${maySend ? 'Record first how they are reached and how that was proved: then a button here has it written anew, for you to read and send.' : 'Whoever may send it here has it written anew.'}`;
}

/** Why a letter was not written anew. */
export type AnewProblem = 'missing' | 'not_again' | 'not_in_force' | 'not_confirmed';

export const ANEW_PROBLEM_WORDS: Record<AnewProblem, string> = {
  missing: 'This letter is not here.',
  not_again: 'This letter is not to be written again: it reached its reader, or what stopped it still holds.',
  not_in_force: 'The decision is not in force: decide again, and its own letter is written.',
  not_confirmed: 'Confirm first that the reader and the way to reach them are right.',
};

/** Why it was not recorded that a letter came back. */
export type ReturnProblem = 'missing' | 'not_posted' | 'incomplete';

export const RETURN_PROBLEM_WORDS: Record<ReturnProblem, string> = {
  missing: 'This letter is not here.',
  not_posted: 'This letter did not go by post, so it cannot have come back.',
  incomplete: 'Give the day, and what the envelope says.',
};

/** Why it was not recorded that a printed letter has gone already. */
export type GoneProblem = 'missing' | 'not_by_post' | 'may_be_sent' | 'incomplete';

export const GONE_PROBLEM_WORDS: Record<GoneProblem, string> = {
  missing: 'This letter is not here.',
  not_by_post: 'This letter is read signed in, or by a link: it cannot have gone on paper.',
  may_be_sent: 'Nothing stands against this letter: say with “I have posted it” that it went.',
  incomplete: 'Give the day, how it is known, and what happened.',
};

const NOT_JOINED = 'That contact was not joined into this one.';

/** Why an agreement to tell was not recorded. */
export type AgreeProblem = 'no_decision_in_force' | 'not_needed' | 'not_joined' | 'incomplete';

export const AGREE_PROBLEM_WORDS: Record<AgreeProblem, string> = {
  no_decision_in_force: 'There is no decision in force to tell of.',
  not_needed: 'No agreement is needed for this referrer: they are not kept from being told, or they cannot be reached here at all.',
  not_joined: NOT_JOINED,
  incomplete: 'Say who agreed, when, and what may be said.',
};

/** Why no letter was written to those who had none of the decision in force. */
export type MissingLetterProblem = 'nothing_to_tell' | 'none_missing';

export const MISSING_LETTER_PROBLEM_WORDS: Record<MissingLetterProblem, string> = {
  nothing_to_tell: 'No letter was written: there is no decision in force to tell of.',
  none_missing: 'No letter was written: whoever told us has one, or must not be told before that is agreed.',
};

/** Why a reason not to tell was not recorded. */
export type NotToldProblem = 'no_decision_in_force' | 'told_already' | 'incomplete' | 'managers' | 'not_joined';

export const NOT_TOLD_PROBLEM_WORDS: Record<NotToldProblem, string> = {
  no_decision_in_force: 'There is no decision in force to tell of, so there is nothing to keep back yet.',
  told_already: 'The referrer has been told of this decision already.',
  incomplete: 'Choose the lawful reason and say why, so that somebody else could follow it.',
  managers: 'That somebody who reported a joined contact is not told, is recorded by a manager.',
  not_joined: NOT_JOINED,
};
