import type { WorkDutyCode } from '@/lib/duty/codes';

/**
 * Kinds of conversation (domain 7.2, 7.8, 7.9, 7.15, 7.16; requirements N10, N23): one table of what each asks and what is true of it.
 * Nothing said is a concern: the reading that lets nothing go. Of a protected source the kind is forgotten with everything
 * else that says how they reached us, and a concern stands there.
 */
export const CALL_KINDS = ['concern', 'consultation', 'update', 'follow_up', 'challenge', 'public'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** What stands where nobody said what kind it is, and for whatever reached us in another way than by telephone. */
export const UNSAID: CallKind = 'concern';

/** What becomes of the conversation when it ends. */
export type Becomes =
  /** A contact of its own. */
  | 'contact'
  /** What is added to the contact that it is about; a contact of its own where none is found. */
  | 'addition';

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
  /** Duties that follow from the kind itself, beside those that follow from what is said. */
  duties: readonly WorkDutyCode[];
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
    duties: [],
    follows: DECIDED,
    from: 'person:other_person',
    source: 'Domain 7.5, 7.9',
  },
};

export function isCallKind(text: unknown): text is CallKind {
  return CALL_KINDS.some((each) => each === text);
}

/** The kind that was chosen, or the safe reading of nothing and of whatever no page offers. */
export function kindOf(text: unknown): CallKind {
  return isCallKind(text) ? text : UNSAID;
}
