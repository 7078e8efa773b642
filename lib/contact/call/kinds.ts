import type { DutyCode } from '@/lib/duty/codes';

/**
 * Kinds of conversation (domain 7.2, 7.8, 7.9, 7.15, 7.16; requirements N10, N23): one table of what each asks and what is true of it.
 * Nothing said is a concern: the reading that lets nothing go. Of a protected source the kind is forgotten with everything
 * else that says how they reached us, and a concern stands there.
 */
export const CALL_KINDS = ['concern', 'consultation', 'update', 'follow_up', 'challenge', 'public', 'child', 'other_authority', 'emergency_hand_over', 'information_request', 'lado', 'dropped'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** What stands where nobody said what kind it is, and for whatever reached us in another way than by telephone. */
export const UNSAID: CallKind = 'concern';

/** What becomes of the conversation when it ends. */
export type Becomes =
  /** A contact of its own. */
  | 'contact'
  /** What is added to the contact that it is about; a contact of its own where none is found. */
  | 'addition'
  /** A request with a duty on the contact that it is about; a contact of its own where none is found. */
  | 'request'
  /** Nothing yet: somebody rings back, and the conversation goes on as what it is. Where nobody can be reached, a contact. */
  | 'ring_back';

interface KindRow {
  /** As a choice at the top of the screen. */
  choice: string;
  /** As it is called in lists and histories. */
  called: string;
  becomes: Becomes;
  /** What the worker keeps in mind while listening, one sentence. */
  bear: string;
  /** Who is told what, and by whom. */
  told: string;
  /** Nobody says anything to the caller, verified or not, before whoever answers for it agrees (domain 7.3, 7.16). */
  silent: boolean;
  /** Duties that follow from the kind itself, beside those that follow from what is said. */
  duties: readonly DutyCode[];
  /** What follows beside a decision, in words: the duty or the alarm. */
  follows: string;
  /** Who rings where the worker has not chosen: as `call.from`. */
  from: string;
  /** Where the rule stands. */
  source: string;
}

const AS_ALL = 'The caller, by the letter of the decision, as their class allows.';
const DECIDED = 'Decided on like every contact, by both clocks.';

export const KIND_TABLE: Record<CallKind, KindRow> = {
  concern: {
    choice: 'A concern about a child',
    called: 'Concern',
    becomes: 'contact',
    bear: 'Whatever is said is held against the guide as it is said.',
    told: AS_ALL,
    silent: false,
    duties: [],
    follows: DECIDED,
    from: '',
    source: 'Domain 7.2',
  },
  consultation: {
    choice: 'Consultation: they ask for advice, about a named or an unnamed child',
    called: 'Consultation',
    becomes: 'contact',
    bear: 'Advice is a decision too: at level 3 or 4 it has its reason, at level 4 a second person. If an unnamed child reaches level 4, ask for the name.',
    told: AS_ALL,
    silent: false,
    duties: [],
    follows: 'Decided on like every contact. One press makes it a concern; its clocks run from when this call began. A name that is refused at level 4 calls a manager before the call ends.',
    from: '',
    source: 'Domain 7.2, 3.4; N10, N23',
  },
  update: {
    choice: 'An update on an open case',
    called: 'Update',
    becomes: 'addition',
    bear: 'Ask for the reference. Hear the news before you say that you know the child.',
    told: 'Nobody by itself: what is decided anew is told as every decision.',
    silent: false,
    duties: [],
    follows: 'Put to its contact: unread again for everyone, the guide proposes anew, and what was decided is decided again.',
    from: '',
    source: 'Domain 7.8',
  },
  follow_up: {
    choice: 'A follow-up: they ask what became of it, or do what was agreed',
    called: 'Follow-up',
    becomes: 'addition',
    bear: 'Who is not verified is told nothing, also not whether there is a contact.',
    told: 'The caller, only by the letter of the decision.',
    silent: false,
    duties: [],
    follows: 'Put to its contact, with its own time of receipt and its own clocks.',
    from: '',
    source: 'Domain 7.8, 7.9',
  },
  challenge: {
    choice: 'A challenge: they do not agree with what was decided',
    called: 'Challenge',
    becomes: 'addition',
    bear: 'Write down what they want decided otherwise, and what is new.',
    told: 'The caller, by whoever answers the challenge.',
    silent: false,
    duties: ['ANSWER_CHALLENGE'],
    follows: 'Put to its contact and decided on again; a manager answers it within one working day.',
    from: '',
    source: 'Domain 7.5, 7.8',
  },
  public: {
    choice: 'Somebody from the public or the family',
    called: 'Public or family',
    becomes: 'contact',
    bear: 'They hear that it was received and considered, whatever they know of the child. Ask who can hear them.',
    told: 'The caller: received and considered, nothing more.',
    silent: false,
    duties: [],
    follows: DECIDED,
    from: 'person:other_person',
    source: 'Domain 7.5, 7.9',
  },
  child: {
    choice: 'A child rings for themself',
    called: 'Child calling',
    becomes: 'contact',
    bear: 'Can they talk now? Who can hear? Is it safe to ring back? Write their own words. Do not promise to keep it secret.',
    told: 'The child, in the way that they say is safe.',
    silent: false,
    duties: [],
    follows: DECIDED,
    from: 'person:child',
    source: 'Domain 7, first questions; 7.9',
  },
  other_authority: {
    choice: 'Another authority',
    called: 'Another authority',
    becomes: 'contact',
    bear: 'Ask where each child lives, and who there has accepted. Until a named person has, this authority acts.',
    told: 'The other authority, by whoever holds the contact.',
    silent: false,
    duties: [],
    follows: 'For a child who lives elsewhere a duty that ends only when a named person there accepts.',
    from: 'kind:other_authority',
    source: 'Domain 7.9, 7.15',
  },
  emergency_hand_over: {
    choice: 'Emergency duty hands something over',
    called: 'Emergency duty hand-over',
    becomes: 'contact',
    bear: 'What was done, what is open, and until when the child is safe. Taking the call is not accepting it.',
    told: 'The emergency duty team, when a named person has accepted.',
    silent: false,
    duties: [],
    follows: 'A hand-over that a named person of the day service has to accept.',
    from: 'kind:council',
    source: 'Domain 7.1, 7.9',
  },
  information_request: {
    choice: 'They ask what we know',
    called: 'Request for information',
    becomes: 'request',
    bear: 'Say neither what we know nor whether we know the child. Who asks, for what, by what right, and by when?',
    told: 'Whoever asked, through the gate of sharing and by nobody else.',
    silent: true,
    duties: ['ANSWER_REQUEST'],
    follows: 'A duty with an owner, ended by an answer through the gate of sharing or by a refusal with its reason.',
    from: '',
    source: 'Domain 7.9, 7.16, 3.4',
  },
  lado: {
    choice: 'They ask for the designated officer’s advice about an adult who works with children',
    called: 'Advice of the designated officer',
    becomes: 'contact',
    bear: 'Nothing to the adult or to the employer before the designated officer agrees, also not that somebody rang.',
    told: 'Nobody, until the designated officer or the strategy discussion agrees.',
    silent: true,
    duties: ['LADO'],
    follows: 'The duty to tell the designated officer within one working day.',
    from: '',
    source: 'Domain 7.3, 7.5, 7.15',
  },
  dropped: {
    choice: 'The call was cut off',
    called: 'Call cut off',
    becomes: 'ring_back',
    bear: 'Ring back within ten minutes. What was said is kept; choose what kind it is once they are on the line again.',
    told: 'Nobody yet.',
    silent: false,
    duties: [],
    follows: 'Ring back within ten minutes; after that the duty manager is called.',
    from: '',
    source: 'Domain 7.9',
  },
};

export function isCallKind(text: unknown): text is CallKind {
  return CALL_KINDS.some((each) => each === text);
}

/** The kind that was chosen, or the safe reading of nothing and of whatever no page offers. */
export function kindOf(text: unknown): CallKind {
  return isCallKind(text) ? text : UNSAID;
}
