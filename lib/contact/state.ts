/**
 * How far a contact has come: one table of states and of what may follow what, and the words for each.
 * A state is never set by hand. It is derived from rows that say who and when (a claim, a decision, a letter,
 * a closure) by `openState` in queue-model.ts.
 */

export const STATES = ['draft', 'received', 'claimed', 'waiting_for_referrer', 'awaiting_countersign', 'decided', 'told', 'closed', 'withdrawn', 'joined'] as const;
export type ContactState = (typeof STATES)[number];

/** States in which a contact is open work and stands in the queue. */
export const OPEN_STATES = ['received', 'claimed', 'waiting_for_referrer', 'awaiting_countersign', 'decided', 'told'] as const;
export type OpenState = (typeof OPEN_STATES)[number];

export type EndState = Exclude<ContactState, OpenState | 'draft'>;

/** Open states in which a decision is waited for. */
export const UNDECIDED = ['received', 'claimed', 'waiting_for_referrer'] as const;

interface StateRow {
  /** For those who work the queue. */
  staff: string;
  /** What it means, one sentence, for the help of staff. */
  meaning: string;
  /** States that may come next. Something added re-opens what was decided (safe practice 7.8); nothing re-opens the end, but that a manager undoes a join. */
  next: readonly ContactState[];
}

export const STATE_TABLE: Record<ContactState, StateRow> = {
  draft: { staff: 'Not sent', meaning: 'Its author is still writing; nobody else has it.', next: ['received'] },
  received: {
    staff: 'Waiting',
    meaning: 'It waits for somebody to take it up.',
    next: ['claimed', 'waiting_for_referrer', 'awaiting_countersign', 'decided', 'withdrawn', 'joined'],
  },
  claimed: {
    staff: 'Being worked on',
    meaning: 'It waits for a decision.',
    next: ['received', 'waiting_for_referrer', 'awaiting_countersign', 'decided', 'withdrawn', 'joined'],
  },
  waiting_for_referrer: {
    staff: 'Waiting for the referrer',
    meaning: 'The referrer has been asked something. Both clocks go on.',
    next: ['received', 'claimed', 'awaiting_countersign', 'decided', 'withdrawn', 'joined'],
  },
  awaiting_countersign: {
    staff: 'To countersign',
    meaning: 'Decided lower than what governed before. A second person looks; until then nothing is let go.',
    next: [...UNDECIDED, 'decided', 'told'],
  },
  decided: {
    staff: 'Decided, not told',
    meaning: 'A decision is in force and the referrer does not know it yet.',
    next: [...UNDECIDED, 'awaiting_countersign', 'told'],
  },
  told: {
    staff: 'Told',
    meaning: 'The referrer has been told, or a lawful reason not to tell is recorded.',
    next: [...UNDECIDED, 'awaiting_countersign', 'decided', 'closed'],
  },
  closed: { staff: 'Closed', meaning: 'Decided, told and finished.', next: [] },
  withdrawn: { staff: 'Withdrawn', meaning: 'Taken out by a manager, with the reason.', next: [] },
  joined: { staff: 'Joined', meaning: 'Worked on with another contact about the same children.', next: [] },
};

export function isOpenState(text: string): text is OpenState {
  return (OPEN_STATES as readonly string[]).includes(text);
}

/** May one state follow the other? A state may always stay as it is. */
export function mayFollow(from: ContactState, to: ContactState): boolean {
  return from === to || STATE_TABLE[from].next.includes(to);
}

/** Who read it, as whoever reported it is told: not every manager is a social worker (domain 7.7). */
export const READ_BY = {
  social_worker: (at: string) => `Read by a social worker at ${at}.`,
  service: (at: string) => `Read by a person of the service at ${at}.`,
} as const;
export type Reader = keyof typeof READ_BY;

/**
 * Where a contact stands, in the words for the one who reported it (safe practice 7.20): never that something was
 * "submitted", and nothing about a second person, another report or a joined contact.
 * @param readAt when a person read it, in words such as "15:42"; null while nobody has.
 * @param reader who that was.
 */
export function referrerWords(state: ContactState, readAt: string | null, reader: Reader): string {
  switch (state) {
    case 'draft':
      return 'Not sent. Nobody has this yet.';
    case 'received':
      return readAt === null ? 'We have it. A person has not read it yet.' : READ_BY[reader](readAt);
    case 'claimed':
    case 'awaiting_countersign':
    case 'joined':
      return readAt === null ? 'A person of the service has taken it on.' : `${READ_BY[reader](readAt)} They are working on it.`;
    case 'waiting_for_referrer':
      return 'We have a question for you. We go on working meanwhile.';
    case 'decided':
      return 'A decision has been made. We are writing to you.';
    case 'told':
    case 'closed':
      return 'A decision has been made and we have written to you.';
    case 'withdrawn':
      return 'We have stopped work on this report. Ring us if you did not expect that.';
  }
}

/** What can happen to a contact: the kinds of entry on its timeline, with the words for staff. */
export const EVENT_WORDS = {
  received: 'Received',
  call_taken: 'Call taken',
  consultation_raised: 'Consultation became a concern',
  caller_verified: 'Caller rung back and verified',
  agreed: 'Next steps agreed with the caller',
  agreed_added: 'Added to what was agreed with the caller',
  follow_up_let_go: 'No follow-up letter: reason recorded',
  caller_link_ended: 'Caller’s link ended',
  status_link_sent: 'Referrer sent a new link to how far it is',
  status_link_ended: 'Referrer’s link to how far it is ended',
  challenged: 'Challenged by the referrer',
  challenged_by_link: 'Challenged by the referrer, by their link',
  caller_confirmed: 'Caller confirmed what they said',
  caller_corrected: 'Caller corrected what they said',
  caller_address_corrected: 'Where the caller is reached put right',
  coached: 'Coaching recorded',
  coaching_comment: 'Manager commented on coaching',
  read: 'Read',
  claimed: 'Claimed',
  released: 'Released to the queue',
  released_by_itself: 'Back in the queue by itself',
  rated: 'Urgency rated anew',
  handed_over: 'Handed over',
  reassigned: 'Reassigned by a manager',
  emergency_acted: 'Emergency duty acted',
  emergency_can_wait: 'Emergency duty: it can wait until the day service',
  handed_to_day: 'Handed to the day service by emergency duty',
  handed_to_night: 'Handed to emergency duty for the night',
  handed_to_next_shift: 'Handed to the next shift of emergency duty',
  hand_over_accepted: 'Hand-over accepted',
  note: 'Note written',
  file_attached: 'File attached',
  file_not_arrived: 'A file that was sent did not arrive: whoever sent it is asked for it',
  breach_explained: 'Lateness explained',
  asked: 'Referrer asked for more',
  answered: 'Referrer answered',
  added: 'Information added',
  information_asked: 'Information asked of us',
  information_answered: 'Request for information answered',
  information_reopened: 'Request for information open again: what was recorded as its answer was put right',
  put_by_call: 'Call, e-mail or letter put to this contact',
  rang_about: 'Somebody rang about it: a contact of its own',
  proposed: 'Guide proposed anew',
  not_same_child: 'Marked as not the same child',
  decided: 'Decided',
  countersigned: 'Countersigned',
  countersign_passed: 'Countersign passed to another manager',
  parted: 'A child of a joined contact is said to be another child',
  pattern_found: 'Found to be the third contact in twelve months or later: decided again with a second person',
  child_added: 'Child added by a worker',
  linked: 'Contact of a child alleged to have harmed opened',
  held: 'Held for checks',
  hold_asked: 'Asked to hold for checks',
  hold_agreed: 'Hold agreed',
  hold_refused: 'Hold refused',
  hold_ended: 'Hold ended',
  protection_recorded: 'A child is under police protection or an emergency protection order',
  protection_put_right: 'What was recorded of a child’s protection was put right',
  protection_return_asked: 'Asked whether a child may go home',
  protection_return_refused: 'Refused that a child goes home',
  protection_ended: 'A child’s police protection or emergency protection order ended',
  referral: 'Became a referral',
  returned: 'Returned by the second person',
  unborn_recorded: 'What is known of the pregnancy recorded',
  born: 'Born',
  unborn_moved: 'The mother moved away',
  pregnancy_ended: 'The pregnancy has ended',
  end_undone: 'End of the pregnancy undone: recorded by mistake',
  owed_again: 'Duties that had ended with the pregnancy are owed again',
  duty_opened: 'Duty opened',
  duty_discharged: 'Duty discharged',
  letter_written: 'Letter written',
  letter_sent: 'Letter sent',
  letter_gone: 'A printed letter had gone already: what happened is in a note',
  letter_read: 'Letter read',
  letter_cancelled: 'Letters that had not gone were cancelled',
  letter_returned: 'Letter came back',
  letter_undelivered: 'No e-mail could tell of a letter',
  letter_withheld: 'A letter that was sent was kept back: its reader may be concerned themselves',
  letter_reader_left: 'A letter that was sent opens no more: its reader left the agency for which they told us',
  telling_agreed: 'Agreed that the referrer may be told',
  safe_contact: 'Safe way to reach somebody recorded',
  family_telling: 'Advice on telling the family recorded',
  not_told: 'Reason not to tell recorded',
  told_again: 'Told again by the referrer, as a new contact',
  agreement_recorded: 'Agreement to a service recorded',
  openness_recorded: 'What the family was told recorded',
  basis_recorded: 'Basis for sharing recorded',
  checks_asked: 'Manager asked to agree to checks',
  checks_agreed: 'Manager agreed to checks',
  checks_taken_back: 'Manager took back the agreement to checks: it opens nothing more',
  checks_returned: 'Manager returned the request for checks',
  sent_out: 'Told to another agency',
  sent_without_ground: 'Written down: something had gone to another agency before there was ground for it',
  sent_put_right: 'What was recorded as told to another agency was put right',
  sent_never: 'Recorded as told to another agency, but it was never sent',
  joined_in: 'Another contact joined in',
  joined: 'Joined into another contact',
  told_of_joined: 'More was told of a contact that had been joined in, as a new contact',
  unjoined: 'Taken out again of the contact that it was joined into',
  taken_out: 'A contact that had been joined in was taken out again',
  kept_out: 'Somebody was kept out: they may know the family',
  let_in_again: 'A manager let somebody in again',
  restricted: 'Closed to all but its guardians',
  unrestricted: 'Opened to the duty service again, by two persons',
  access_granted: 'A colleague was let in for a time',
  access_ended: 'A colleague’s time in it was ended',
  glass_broken: 'Glass broken: opened for an hour',
  agency_hidden: 'Hidden from the reporting agency',
  agency_shown: 'Shown to the reporting agency’s lead',
  address_history: 'History of the address was looked at',
  source_sealed: 'Source protected',
  unseal_asked: 'Asked to learn who the source is',
  unseal_answered: 'Answered whether the source is opened',
  source_seen: 'Looked at who the source is',
  kept_secret: 'Details kept secret',
  secret_seen: 'Looked at protected details',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
} as const;
export type EventKind = keyof typeof EVENT_WORDS;

export function isEventKind(text: string): text is EventKind {
  return Object.hasOwn(EVENT_WORDS, text);
}

/** What the end of a contact was called when it was written down (`closure.how`). */
export const CLOSURES = ['told', 'not_told_lawfully', 'withdrawn', 'joined'] as const;
export type ClosureHow = (typeof CLOSURES)[number];

/** The state that an end of this kind leaves. */
export function endState(how: string): EndState {
  return how === 'withdrawn' || how === 'joined' ? how : 'closed';
}
