import type { Role } from '@/lib/access/model';
import { DUTIES, type DutyClock } from '@/lib/threshold/duties';
import { DUTY_CODES as SIDE_DUTY_CODES, type DutyCode as SideDutyCode } from '@/lib/threshold/model';

/** Duties that the work itself makes, beside the thirteen side duties of the guide. */
export const WORK_DUTY_CODES = ['ACKNOWLEDGE', 'COUNTERSIGN', 'DECIDE_AGAIN', 'AGREE_HOLD', 'HELD_CHECK', 'PROTECTION_ENDS', 'AGREE_RETURN', 'HOLD_STRATEGY', 'CHILD_NOT_KNOWN', 'CONVENE_ICPC', 'ALLOCATE_ASSESSMENT', 'REGISTER_EARLY_HELP', 'TELL_REFERRER', 'TELL_FAMILY', 'REVIEW_RAISED', 'REVIEW_PATTERN', 'REVIEW_CLOSED', 'REVIEW_REFUSAL', 'HAND_OVER', 'ACCEPT_HAND_OVER', 'REVIEW_CAN_WAIT', 'RESTRICTED_MATCH', 'CONFLICT', 'AGREE_CHECKS', 'REVIEW_GLASS', 'ANSWER_CHALLENGE', 'ANSWER_REQUEST', 'FIND_OUT_WHO', 'FOLLOW_UP_LETTER'] as const;

export type WorkDutyCode = (typeof WORK_DUTY_CODES)[number];

export type DutyCode = SideDutyCode | WorkDutyCode;

/** Every code, in the order in which duties of one moment are listed: what cannot wait comes first. */
export const DUTY_CODES: readonly DutyCode[] = [...WORK_DUTY_CODES.slice(0, 8), ...SIDE_DUTY_CODES, ...WORK_DUTY_CODES.slice(8)];

/** Is this one of the thirteen side duties, which a proposal raises? */
export function isSideDuty(code: DutyCode): code is SideDutyCode {
  return (SIDE_DUTY_CODES as readonly string[]).includes(code);
}

export function isDutyCode(text: string): text is DutyCode {
  return (DUTY_CODES as readonly string[]).includes(text);
}

/** `strategy`: same working day, or by the emergency duty team within 24 elapsed hours. `set`: a date named when it is opened. */
export type WorkClock = DutyClock | { kind: 'strategy' } | { kind: 'countersign' } | { kind: 'set' };

export interface DutyKind {
  code: DutyCode;
  /** What must be done, as an order to oneself. */
  title: string;
  law: string;
  clockWords: string;
  /** What starts the clock. */
  from: 'received' | 'found' | 'discovered' | 'discussed' | 'decided' | 'returned' | 'asked';
  clock: WorkClock;
  /** Role that owes it while nobody is named. */
  ownerRole: Role;
  /** Only discharged when a named person elsewhere has accepted (domain 7.15). */
  needsAcceptance: boolean;
  /** The owner is the one who learned it and cannot hand it on (domain 7.15, known FGM). */
  transferable: boolean;
}

const WORKING_TOGETHER = 'Working Together to Safeguard Children, chapter 3';

const SIDE_OWNERS: Partial<Record<SideDutyCode, Role>> = { FGM_POLICE: 'partner_professional', TRANSFER_IN: 'manager' };

function sideDuty(code: SideDutyCode): DutyKind {
  return { ...DUTIES[code], ownerRole: SIDE_OWNERS[code] ?? 'cads_social_worker', transferable: code !== 'FGM_POLICE' };
}

type WorkDuty = Omit<DutyKind, 'code' | 'needsAcceptance' | 'transferable'>;

const WORK_DUTIES: Record<WorkDutyCode, WorkDuty> = {
  ACKNOWLEDGE: {
    title: 'Acknowledge the contact as a named worker',
    law: `${WORKING_TOGETHER} (a social worker acknowledges receipt to the referrer within one working day)`,
    clockWords: 'Within one working day of receipt; an automatic receipt does not count',
    from: 'received',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'cads_social_worker',
  },
  COUNTERSIGN: {
    title: 'Agree or return a decision that asks for a second person',
    law: `${WORKING_TOGETHER} (management oversight); safe practice rule 7`,
    clockWords: 'Within one hour at level 4, otherwise within one working day',
    from: 'decided',
    clock: { kind: 'countersign' },
    ownerRole: 'manager',
  },
  DECIDE_AGAIN: {
    title: 'Decide again: the decision was returned, or something came in after it',
    law: `${WORKING_TOGETHER} (management oversight); safe practice rule 7`,
    clockWords: 'A decision that was returned: within one hour at level 4, otherwise within one working day. Something that came in after it: within 24 hours or one working day of that, whichever ends first',
    from: 'returned',
    clock: { kind: 'countersign' },
    ownerRole: 'cads_social_worker',
  },
  AGREE_HOLD: {
    title: 'Agree or refuse that the decision is held for checks',
    law: `${WORKING_TOGETHER} (management oversight); safe practice rule 7`,
    clockWords: 'Within one hour at level 4, otherwise within one working day; until then the contact is not held and is to be decided',
    from: 'decided',
    clock: { kind: 'countersign' },
    ownerRole: 'manager',
  },
  HELD_CHECK: {
    title: 'Decide: the time for which it was held for checks ends',
    law: `${WORKING_TOGETHER} (a decision within one working day); safe practice rule 1`,
    clockWords: 'By the instant until which it is held; both clocks of the contact go on',
    from: 'decided',
    clock: { kind: 'set' },
    ownerRole: 'cads_social_worker',
  },
  PROTECTION_ENDS: {
    title: 'Record what follows before this child’s police protection or emergency protection order ends',
    law: 'Children Act 1989 ss.44 to 46',
    clockWords: 'Police protection ends 72 hours after the child was taken or kept; an order when the court said. Nothing moves either end; somebody is called 24 hours before, and for an order on the last working day before',
    from: 'decided',
    clock: { kind: 'set' },
    ownerRole: 'cads_social_worker',
  },
  AGREE_RETURN: {
    title: 'Agree or refuse that a child goes home from police protection or an emergency protection order',
    law: `Children Act 1989 ss.44 to 47; ${WORKING_TOGETHER} (management oversight); safe practice rule 7`,
    clockWords: 'Within one hour, day and night; until then the child is protected still, and its end runs',
    from: 'asked',
    clock: { kind: 'countersign' },
    ownerRole: 'manager',
  },
  CHILD_NOT_KNOWN: {
    title: 'Find out how this child stands: named beside a decision and not known yet',
    law: `Children Act 1989 ss.17 and 47; ${WORKING_TOGETHER} (every child of the household is considered); safe practice rule 13`,
    clockWords: 'Within one working day of the decision',
    from: 'decided',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'cads_social_worker',
  },
  HOLD_STRATEGY: {
    title: 'Hold a strategy discussion with police and health',
    law: `Children Act 1989 s.47; ${WORKING_TOGETHER}`,
    clockWords: 'The same working day; after 15:00 or out of hours by telephone with the emergency duty team, within 24 hours at the latest',
    from: 'decided',
    clock: { kind: 'strategy' },
    ownerRole: 'cads_social_worker',
  },
  CONVENE_ICPC: {
    title: 'Hold the child protection conference: Section 47 enquiries have begun',
    law: `Children Act 1989 s.47; ${WORKING_TOGETHER} (the initial child protection conference)`,
    clockWords: 'Within 15 working days of the strategy discussion at which the enquiries began',
    from: 'discussed',
    clock: { kind: 'working_days', amount: 15 },
    ownerRole: 'manager',
  },
  ALLOCATE_ASSESSMENT: {
    title: 'Allocate an assessment to a social worker',
    law: `Children Act 1989 s.17; ${WORKING_TOGETHER} (the assessment ends within 45 working days of the referral)`,
    clockWords: 'Within one working day of the decision',
    from: 'decided',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'manager',
  },
  REGISTER_EARLY_HELP: {
    title: 'Register early help and pass it to the agency or team that helps',
    law: `Children Act 2004 s.10; ${WORKING_TOGETHER} (early help, by agreement)`,
    clockWords: 'Within two working days of the decision',
    from: 'decided',
    clock: { kind: 'working_days', amount: 2 },
    ownerRole: 'cads_social_worker',
  },
  TELL_REFERRER: {
    title: 'Tell the referrer what was decided and why',
    law: `${WORKING_TOGETHER} (feedback to the referrer on the decision)`,
    clockWords: 'Within one working day of the decision taking effect',
    from: 'decided',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'cads_social_worker',
  },
  TELL_FAMILY: {
    title: 'Tell the family in another way: a letter to them came back',
    law: `${WORKING_TOGETHER} (children and families are told what is decided and why); safe practice rule 4`,
    clockWords: 'Within one working day of its coming back',
    from: 'decided',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'cads_social_worker',
  },
  REVIEW_RAISED: {
    title: 'Look over a decision that raised protection',
    law: `${WORKING_TOGETHER} (management oversight); safe practice rule 7`,
    clockWords: 'Within one working day; the decision already holds',
    from: 'decided',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'manager',
  },
  REVIEW_PATTERN: {
    title: 'Look at the pattern: third contact in twelve months',
    law: 'Working Together to Safeguard Children, chapter 3; threshold behaviour 5 (a manager reviews repeat contacts)',
    clockWords: 'Within one working day of the decision',
    from: 'decided',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'manager',
  },
  REVIEW_CLOSED: {
    title: 'Look again at a contact that is closed: one that had been joined into it was taken out',
    law: `${WORKING_TOGETHER} (management oversight); safe practice rule 8`,
    clockWords: 'Within one working day of its being taken out',
    from: 'decided',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'manager',
  },
  REVIEW_REFUSAL: {
    title: 'Look again: help was refused',
    law: 'Children Act 1989 ss.17 and 47; threshold behaviour 9 (a refusal never closes a contact by itself)',
    clockWords: 'By the date set in the decision',
    from: 'decided',
    clock: { kind: 'set' },
    ownerRole: 'manager',
  },
  // The night (lib/emergency): their due instants follow the two ends of a shift and are given when they are opened.
  HAND_OVER: {
    title: 'Hand the contact over to the day service',
    law: `${WORKING_TOGETHER}; safe practice rule 1 (a hand-over that must be accepted)`,
    clockWords: 'By 09:00 of the next working day',
    from: 'decided',
    clock: { kind: 'set' },
    ownerRole: 'emergency_duty_worker',
  },
  ACCEPT_HAND_OVER: {
    title: 'Accept the contact that was handed over',
    law: `${WORKING_TOGETHER}; safe practice rule 1 (a hand-over that must be accepted)`,
    clockWords: 'In the morning by 09:30; in the evening within 30 minutes of the front door closing',
    from: 'decided',
    clock: { kind: 'set' },
    ownerRole: 'manager',
  },
  REVIEW_CAN_WAIT: {
    title: 'Look at what emergency duty left until the morning',
    law: `${WORKING_TOGETHER} (management oversight); safe practice rules 1 and 7`,
    clockWords: 'Within one hour, day and night',
    from: 'decided',
    clock: { kind: 'set' },
    ownerRole: 'manager',
  },
  RESTRICTED_MATCH: {
    title: 'Answer: is this the restricted child?',
    law: 'Data Protection Act 2018; safe practice rule 14 (a possible match is told at once and silently to named guardians)',
    clockWords: 'Within the contact’s own clock',
    from: 'received',
    clock: { kind: 'elapsed_hours', amount: 24 },
    ownerRole: 'manager',
  },
  CONFLICT: {
    title: 'Look at a conflict of interest: somebody may know this family',
    law: `${WORKING_TOGETHER} (management oversight); safe practice rule 14`,
    clockWords: 'Within one working day; they are kept out already',
    from: 'discovered',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'manager',
  },
  REVIEW_GLASS: {
    title: 'Look over what one person opened alone',
    law: 'Data Protection Act 2018; safe practice rule 14 (out of hours one person opens, and a second looks it over on the next working day)',
    clockWords: 'By the end of the next working day',
    from: 'asked',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'manager',
  },
  FOLLOW_UP_LETTER: {
    title: 'Send the follow-up letter to whoever rang',
    law: `${WORKING_TOGETHER} (feedback to whoever shares a concern); safe practice rule 9`,
    clockWords: 'Within the area’s time from the end of the call, one working day unless it set another',
    from: 'asked',
    clock: { kind: 'set' },
    ownerRole: 'cads_social_worker',
  },
  ANSWER_CHALLENGE: {
    title: 'Answer a challenge: somebody does not agree with what was decided',
    law: `${WORKING_TOGETHER} (professional challenge); safe practice rules 5 and 8`,
    clockWords: 'Within one working day of the challenge; sooner where the child needs it',
    from: 'received',
    clock: { kind: 'working_days', amount: 1 },
    ownerRole: 'manager',
  },
  ANSWER_REQUEST: {
    title: 'Answer a request for information, or refuse it',
    law: 'UK GDPR Articles 5 and 6; Data Protection Act 2018; safe practice rules 9 and 16',
    clockWords: 'By the time that whoever asked has named, otherwise within one working day',
    from: 'asked',
    clock: { kind: 'set' },
    ownerRole: 'cads_social_worker',
  },
  FIND_OUT_WHO: {
    title: 'Find out who the child is: the name was not given in a consultation at level 4',
    law: 'Children Act 1989 s.47; safe practice rule 2 (a refusal of the name goes to a manager)',
    clockWords: 'Within one hour, day and night',
    from: 'received',
    clock: { kind: 'countersign' },
    ownerRole: 'manager',
  },
  AGREE_CHECKS: {
    title: 'Agree to checks with other agencies without the parents, or return the request',
    law: `${WORKING_TOGETHER} (sharing information); safe practice rules 7 and 16`,
    clockWords: 'Within one hour at level 4, otherwise within one working day',
    from: 'asked',
    clock: { kind: 'countersign' },
    ownerRole: 'manager',
  },
};

/** What each duty is: words, law, owner and clock (domain 3.1, 7.7, 7.15; architecture point 11). */
export const DUTY_KINDS: Record<DutyCode, DutyKind> = {
  ...(Object.fromEntries(SIDE_DUTY_CODES.map((code) => [code, sideDuty(code)])) as Record<SideDutyCode, DutyKind>),
  ...(Object.fromEntries(WORK_DUTY_CODES.map((code) => [code, { ...WORK_DUTIES[code], code, needsAcceptance: false, transferable: true }])) as Record<WorkDutyCode, DutyKind>),
};
