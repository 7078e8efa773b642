import { z } from 'zod';
import { UNSAID } from '../call/kinds';
import { REFERRER_CLASSES } from '../report/classify';
import { report as reportSchema, type Report } from '../schema';

/** What stands wherever a protected source would be named. */
export const PROTECTED_SOURCE = 'Protected source';
/** Agency kind, channel and referrer class of a protected source: each would say something of who it is. */
export const PROTECTED = 'protected';
/** CIN source code "unknown" (domain 4.2). */
export const PROTECTED_SOURCE_CODE = '10';

/** Everything that says who reported: what `sealed_source.identity` holds, encrypted. */
export const sourceIdentity = z.strictObject({
  name: z.string(),
  role: z.string(),
  phone: z.string(),
  email: z.string(),
  agencyId: z.string().nullable(),
  agencyName: z.string(),
  agencyKind: z.string(),
  channel: z.string(),
  sourceCode: z.string(),
  referrerClass: z.enum(REFERRER_CLASSES),
  pastAgency: z.boolean(),
  aboutColleague: z.boolean(),
  reporter: reportSchema.shape.reporter,
});
export type SourceIdentity = z.infer<typeof sourceIdentity>;

/** Did the reporter ask that nobody learns who they are? */
export function asksToBeProtected({ reporter }: Report): boolean {
  return reporter.protectMe === 'yes';
}

/** The report without its reporter: that they asked to be protected is all that stays. */
export function withoutReporter(report: Report): Report {
  const { reporter } = reportSchema.parse({ reporter: { protectMe: 'yes' } });
  return { ...report, reporter, reporterGivesExtraHelp: null };
}

/** The columns of a contact that could say who reported it, without their content. */
export const NOBODY_KNOWN = {
  agencyId: null,
  agencyName: PROTECTED_SOURCE,
  agencyKind: PROTECTED,
  referrerId: null,
  referrerName: PROTECTED_SOURCE,
  referrerRole: '',
  referrerPhone: '',
  referrerEmail: '',
  referrerClass: PROTECTED,
  channel: PROTECTED,
  kind: UNSAID,
  sourceCode: PROTECTED_SOURCE_CODE,
  pastAgency: false,
  aboutColleague: false,
} as const;

/** Grounds on which the law lets somebody learn who a protected source is. */
export const UNSEAL_GROUNDS = ['court_order', 'legal_obligation', 'life_at_risk'] as const;
export type UnsealGround = (typeof UNSEAL_GROUNDS)[number];

export const UNSEAL_GROUND_WORDS: Record<UnsealGround, string> = {
  court_order: 'A court has ordered it',
  legal_obligation: 'A law obliges us to say who it is',
  life_at_risk: 'A life is at risk and nobody else can tell us what we must know',
};

/** Whoever told us is told that they were named; the order of a court alone can forbid it. */
export function mayTellNobody(ground: UnsealGround): boolean {
  return ground === 'court_order';
}

/** For how long the one who asked may look after the second person agreed. */
export const UNSEAL_MINUTES = 60;

/** What somebody writes who asks to learn who it is. */
export const unsealRequest = z.strictObject({
  ground: z.enum(UNSEAL_GROUNDS, { error: 'Choose the ground in law' }),
  orderReference: z.string().trim().min(1, 'Give the case number of the order, or the provision').max(200, 'Give the reference in 200 letters'),
  reason: z.string().trim().min(1, 'Say why it must be known, and what was tried without').max(4000, 'Say it in 4,000 letters'),
  tellSource: z.enum(['yes', 'forbidden'], { error: 'Choose whether the source is told' }),
});
export type UnsealRequest = z.infer<typeof unsealRequest>;

export const unsealAnswer = z.strictObject({
  verdict: z.enum(['agreed', 'refused'], { error: 'Choose whether you agree' }),
  reason: z.string().trim().min(1, 'Say why').max(4000, 'Say it in 4,000 letters'),
});
export type UnsealAnswer = z.infer<typeof unsealAnswer>;

export const sealReason = z.string().trim().min(1).max(4000);

/** Why a source was not sealed. */
export const SEAL_PROBLEM_WORDS = {
  reason_missing: 'Say why who told us has to be protected.',
  sealed_already: 'The source of this contact is protected already.',
} as const;

/** Why somebody may not be the second person. */
export type UnsealProblem = 'not_qualified' | 'asked_themselves' | 'source' | 'holder' | 'decider' | 'answered' | 'missing' | 'incomplete' | 'not_sealed' | 'asked_already' | 'no_order_forbids';

export const UNSEAL_PROBLEM_WORDS: Record<UnsealProblem, string> = {
  not_qualified: 'The second person is a manager who is qualified in social work.',
  asked_themselves: 'You asked for it, so another manager has to answer.',
  source: 'This is for somebody else to answer.',
  holder: 'You hold this contact, so another manager has to answer.',
  decider: 'You decided on this contact, so another manager has to answer.',
  answered: 'Somebody has answered already. It shows below what they said.',
  missing: 'That request is not here.',
  incomplete: 'Something is missing. Nothing was kept but what you typed.',
  not_sealed: 'The source of this contact is not protected.',
  asked_already: 'A request waits for its answer, or has just been agreed.',
  no_order_forbids: 'Only the order of a court can forbid that the source is told. Ask for it on that ground, or tell the source.',
};

/** Who looks at a request, and how they stand to the contact. */
interface SecondPerson {
  actorId: string;
  role: string;
  qualified: boolean;
}

/**
 * May this person agree that a source is opened? The rule of countersigning (domain 7.7): a manager, qualified in
 * social work, who is not the one who asked, nor the source, the holder or the decider.
 */
export function mayAnswerUnseal(person: SecondPerson, facts: { askedBy: string; isSource: boolean; holderId: string | null; decidedBy: string | null; answered: boolean }): UnsealProblem | null {
  if (person.role !== 'manager' || !person.qualified) return 'not_qualified';
  if (facts.answered) return 'answered';
  if (person.actorId === facts.askedBy) return 'asked_themselves';
  if (facts.isSource) return 'source';
  if (person.actorId === facts.holderId) return 'holder';
  if (person.actorId === facts.decidedBy) return 'decider';
  return null;
}

