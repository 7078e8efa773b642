import type { DutyCode } from '@/lib/threshold/model';

/**
 * How long a duty may take. The clock room turns it into an instant.
 * `same_day`: the day it is raised, by the emergency duty team when the office is closed.
 * `elapsed_hours`: hours on the wall, counted from the start named in `from`.
 * `working_days`: English working days. `end_of_next_working_day`: as the FGM duty is worded.
 */
export type DutyClock =
  | { kind: 'same_day' }
  | { kind: 'elapsed_hours'; amount: number }
  | { kind: 'working_days'; amount: number }
  | { kind: 'end_of_next_working_day' };

export type Duty = {
  code: DutyCode;
  title: string;
  law: string;
  /** What starts the clock: the contact's receipt, the finding of a missing child, or the discovery itself. */
  from: 'received' | 'found' | 'discovered';
  clockWords: string;
  clock: DutyClock;
  /** Discharged only when a named person elsewhere has accepted (safe practice 15). */
  needsAcceptance: boolean;
};

/** The thirteen side duties with their law and clock (statute table 3.1, safe practice 7.13 and 7.15). */
export const DUTIES: Record<DutyCode, Duty> = {
  LADO: {
    code: 'LADO',
    title: 'Tell the designated officer for allegations against people who work with children',
    law: 'Children Act 2004 s.11; Working Together to Safeguard Children, chapter 2 (people in positions of trust)',
    from: 'received',
    clockWords: 'Within one working day of the allegation',
    clock: { kind: 'working_days', amount: 1 },
    needsAcceptance: false,
  },
  FGM_POLICE: {
    code: 'FGM_POLICE',
    title: 'Report known female genital mutilation to the police, in person',
    law: 'Female Genital Mutilation Act 2003 s.5B',
    from: 'discovered',
    clockWords: 'By the end of the next working day after it became known, by the professional who learned it',
    clock: { kind: 'end_of_next_working_day' },
    needsAcceptance: false,
  },
  PREVENT: {
    code: 'PREVENT',
    title: 'Make a Prevent referral',
    law: 'Counter-Terrorism and Security Act 2015 ss.26 and 36',
    from: 'received',
    clockWords: 'The same day',
    clock: { kind: 'same_day' },
    needsAcceptance: false,
  },
  PRIVATE_FOSTERING: {
    code: 'PRIVATE_FOSTERING',
    title: 'Visit the child in a private fostering arrangement',
    law: 'Children Act 1989 Part IX; Children (Private Arrangements for Fostering) Regulations 2005 reg.4',
    from: 'received',
    clockWords: 'Visit within seven working days of being told',
    clock: { kind: 'working_days', amount: 7 },
    needsAcceptance: false,
  },
  RETURN_INTERVIEW: {
    code: 'RETURN_INTERVIEW',
    title: 'Offer an independent return home interview',
    law: 'Statutory guidance on children who run away or go missing from home or care (2014)',
    from: 'found',
    clockWords: 'Within 72 hours of being found, for each time the child was missing',
    clock: { kind: 'elapsed_hours', amount: 72 },
    needsAcceptance: false,
  },
  OUT_OF_AREA: {
    code: 'OUT_OF_AREA',
    title: 'Tell the other authority, and act here until a named person there accepts',
    law: 'Children Act 1989 ss.17 and 47 (a child who lives, or is found, in the area)',
    from: 'received',
    clockWords: 'Within one working day; this authority acts until then',
    clock: { kind: 'working_days', amount: 1 },
    needsAcceptance: true,
  },
  OPEN_CASE: {
    code: 'OPEN_CASE',
    title: 'Hand the contact to the worker who already holds the child’s plan',
    law: 'Working Together to Safeguard Children, chapter 3 (no new referral while a case is open)',
    from: 'received',
    clockWords: 'The same day, to a named person who accepts it',
    clock: { kind: 'same_day' },
    needsAcceptance: true,
  },
  TRANSFER_IN: {
    code: 'TRANSFER_IN',
    title: 'Hold a transfer-in conference: the child has moved in with a child protection plan',
    law: 'Working Together to Safeguard Children, chapter 3 (children on a child protection plan who move to another authority)',
    from: 'received',
    clockWords: 'Within 15 working days of being told of the arrival',
    clock: { kind: 'working_days', amount: 15 },
    needsAcceptance: false,
  },
  MEDICAL_TODAY: {
    code: 'MEDICAL_TODAY',
    title: 'See that the child has medical or crisis care today',
    law: 'Children Act 1989 s.47; Working Together to Safeguard Children, chapter 3',
    from: 'received',
    clockWords: 'The same day',
    clock: { kind: 'same_day' },
    needsAcceptance: false,
  },
  MARAC: {
    code: 'MARAC',
    title: 'Refer to the multi-agency risk assessment conference',
    law: 'Domestic Abuse Act 2021 statutory guidance',
    from: 'received',
    clockWords: 'Within one working day',
    clock: { kind: 'working_days', amount: 1 },
    needsAcceptance: false,
  },
  NRM: {
    code: 'NRM',
    title: 'Refer to the National Referral Mechanism (a child’s consent is not needed)',
    law: 'Modern Slavery Act 2015 s.52',
    from: 'received',
    clockWords: 'Within one working day',
    clock: { kind: 'working_days', amount: 1 },
    needsAcceptance: false,
  },
  HOMELESS_16_17: {
    code: 'HOMELESS_16_17',
    title: 'Joint housing and social care assessment, and somewhere safe tonight',
    law: 'Children Act 1989 s.20(3); Housing Act 1996 s.188; R (G) v Southwark LBC [2009] UKHL 26',
    from: 'received',
    clockWords: 'The same day',
    clock: { kind: 'same_day' },
    needsAcceptance: false,
  },
  SIBLINGS: {
    code: 'SIBLINGS',
    title: 'Ask the same question for every child in the household or in contact with the person',
    law: 'Children Act 1989 s.47(1)',
    from: 'received',
    clockWords: 'The same day, before the decision',
    clock: { kind: 'same_day' },
    needsAcceptance: false,
  },
};

/** The table entries of some duty codes, in the order given. */
export function dutiesOf(codes: readonly DutyCode[]): Duty[] {
  return codes.map((code) => DUTIES[code]);
}
