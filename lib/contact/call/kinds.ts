import type { WorkDutyCode } from '@/lib/duty/codes';

/**
 * Kinds of conversation (domain 7.2, 7.8, 7.9, 7.15, 7.16; requirements N10, N23): one table of what each asks and what is true of it.
 * Nothing said is a concern: the reading that lets nothing go. Of a protected source the kind is forgotten with everything
 * else that says how they reached us, and a concern stands there.
 */
export const CALL_KINDS = ['concern', 'consultation', 'public'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** What stands where nobody said what kind it is, and for whatever reached us in another way than by telephone. */
export const UNSAID: CallKind = 'concern';

/** What becomes of the conversation when it ends. */
export type Becomes =
  /** A contact of its own. */
  'contact';

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
