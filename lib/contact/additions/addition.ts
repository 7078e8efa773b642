import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { ok, refused, type Result } from '@/lib/platform/result';
import { ANSWERS, type ReportChild } from '../schema';
import { either16 } from '../perhaps-16';
import { besideTelling, bothThen, toldOfAnotherTime } from '../under-13';
import { addedBirths } from './births';
import type { AssessChild, AssessInput, Facts, PlanKind, PlanPlace } from '@/lib/threshold/model';

/** As long as a report's own narrative (issue 2, section 3). */
export const ADDITION_CHARACTERS = 20_000;

/** Signs newly said to be present, by the child's ordinal in the contact: what `Addition.indicators` holds. */
export const addedIndicators = z.record(z.string().regex(/^\d{1,3}$/), z.array(z.string().regex(/^I\d{3}$/)));
export type AddedIndicators = z.infer<typeof addedIndicators>;

/** What somebody adds to a contact afterwards. The words are kept exactly as typed. */
export const addition = z.strictObject({
  key: z.uuid(),
  text: z.string().refine((text) => [...text].length <= ADDITION_CHARACTERS, { error: 'too_long' }),
  indicators: addedIndicators,
  immediate: z.boolean(),
  /** Whether it is about somebody who works where the teller works, or a child of theirs (domain 7.3); left out where nobody said. */
  aboutColleague: z.enum(ANSWERS).optional(),
  /** What was said of the birth of children who were told of before it; the words say it too. */
  births: addedBirths.optional(),
  /** Of whom it is known that she was cut, by ordinal: said by herself, or seen. Suspicion is a sign, and not this (domain 7.15). */
  cut: z.array(z.string().regex(/^\d{1,3}$/)).optional(),
  /** What was answered of births and of that in our own words: they follow what was typed, and the limit of what may be typed does not count them. */
  answersSaid: z.string().optional(),
  /** Who must not be told, word for word; the words say it too (safe practice 4, first questions). */
  mustNotBeTold: z.string().optional(),
  /** Whoever told us is not sure whether a child could be hurt before somebody reads it; left out, nobody said so. */
  perhapsImmediate: z.boolean().optional(),
});
export type NewAddition = z.infer<typeof addition>;

/**
 * How something came to be added: by whoever reported, signed in or by their link; as what they had answered us before it went on in this
 * contact, which is no telling of its own; by a call of one of these kinds; or by the link of
 * somebody else who rang about the contact and put right what they had said, which is not for whoever reported it (safe practice 9).
 */
export const ADDITION_KINDS = ['addition', 'answer', 'update', 'follow_up', 'challenge', 'information_request', 'correction'] as const;
export type AdditionKind = (typeof ADDITION_KINDS)[number];

export function isAdditionKind(text: string): text is AdditionKind {
  return ADDITION_KINDS.some((kind) => kind === text);
}

/** Ways by which something is taken down by a worker and put to a contact. */
export const PUT_CHANNELS = ['phone', 'email', 'letter', 'api'] as const;
export type PutChannel = (typeof PUT_CHANNELS)[number];

/** What a call, an e-mail or a letter adds to the contact that it is about. */
export interface PutAddition extends NewAddition {
  kind: AdditionKind;
  /** When the call began: its clocks run from there. */
  receivedAt: Temporal.Instant;
  /** Who rang or wrote, in one line. */
  caller: string;
  /** By which way it came. */
  channel: PutChannel;
}

/** What a form says of whether it is about a colleague: nothing where nothing was chosen, or what is no answer. */
export function ofColleague(chosen: string): Pick<NewAddition, 'aboutColleague'> {
  const said = ANSWERS.find((answer) => answer === chosen);
  return said === undefined ? {} : { aboutColleague: said };
}

/** Nothing was said, ticked or warned of. */
function saysNothing({ text, indicators, immediate }: Pick<NewAddition, 'text' | 'indicators' | 'immediate'>): boolean {
  return text.trim() === '' && !immediate && Object.values(indicators).every((ids) => ids.length === 0);
}

/** Reads what somebody wants to add: words, signs or a warning, in a form that can be kept. */
export function readAddition(given: unknown): Result<NewAddition, 'too_long' | 'not_readable' | 'nothing_said'> {
  const read = addition.safeParse(given);
  if (!read.success) return refused(read.error.issues.some(({ message }) => message === 'too_long') ? 'too_long' : 'not_readable');
  const { answersSaid = '', ...typed } = read.data;
  const said = { ...typed, text: [typed.text, answersSaid].filter((part) => part !== '').join('\n\n') };
  return saysNothing(said) ? refused('nothing_said') : ok(said);
}

/** Signs said of a child that was told of before its birth are said of whoever was born: the teller need not know of the birth. */
export function withBorn(indicators: AddedIndicators, unborn: readonly { ordinal: number; born: readonly { ordinal: number }[] }[]): AddedIndicators {
  const now = { ...indicators };
  for (const { ordinal, born } of unborn) for (const child of born) now[String(child.ordinal)] = [...new Set([...(now[String(child.ordinal)] ?? []), ...(indicators[String(ordinal)] ?? [])])];
  return now;
}

/**
 * All facts with what was added (safe practice 8): signs become present, danger becomes immediate, and what was suspected may be known. Nothing known before
 * is taken back, so that under the same guide the proposal can only rise.
 * @param contactsIn12Months as counted now; the higher figure stands.
 * @param told the children as they were reported, in the order of their ids.
 */
export function withAddition(input: AssessInput, { indicators, immediate, cut = [] }: Pick<NewAddition, 'indicators' | 'immediate' | 'cut'>, contactsIn12Months: number, told: readonly ReportChild[] = []): AssessInput {
  const facts = input.facts ?? {};
  return {
    children: input.children.map((child) => ({
      ...withCut(toldOfAnotherTime(child, indicators[child.id] ?? [], [reportedAs(child.id, told)]), cut),
      indicators: { ...child.indicators, ...Object.fromEntries((indicators[child.id] ?? []).map((id) => [id, 'present' as const])) },
    })),
    facts: {
      ...facts,
      contactsIn12Months: Math.max(facts.contactsIn12Months ?? 1, contactsIn12Months),
      ...(immediate ? { immediateDanger: true } : {}),
    },
  };
}

/** How a child was reported; nothing of one who was not. */
const reportedAs = (id: string, told: readonly ReportChild[]): ReportChild | undefined => told[Number(id) - 1];

const withCut = (child: AssessChild, cut: readonly string[]): AssessChild => (cut.includes(child.id) ? { ...child, facts: { ...child.facts, fgmKnown: true } } : child);

/** A child of the union: what the other contact said of the same child, by the id that this contact gives it. */
export interface JoinedChild {
  /** The child's id in the contact that takes the other in. */
  id: string;
  other: AssessChild;
  /** How it was reported there, where it was. */
  told?: ReportChild | undefined;
}

/** Plans, the one that protects more later. */
const PLANS: readonly PlanKind[] = ['EH', 'CIN', 'CP', 'CLA'];
/** Where one plan is, as it was told twice: what is known goes before what is not, and another council before ours, who is told of nothing unless we do. */
const PLACES: readonly PlanPlace[] = ['not_known', 'this', 'other'];
const weightOf = ({ kind, where }: NonNullable<Facts['openPlan']>) => PLANS.indexOf(kind) * PLACES.length + PLACES.indexOf(where);

/**
 * Of two ages that were said of one child the younger: every rule that asks for an age asks for a young one, but that of whoever is homeless at
 * 16 or 17, which hears of either (`either16`). Whether it is born is not told by a call.
 */
function younger(a: AssessChild['age'], b: AssessChild['age']): AssessChild['age'] {
  const months = (age: AssessChild['age']) => (age === undefined || 'unbornWeeks' in age ? null : 'months' in age ? age.months : age.years * 12);
  const [one, other] = [months(a), months(b)];
  return one !== null && other !== null && other < one ? b : (a ?? b);
}

/** What the other knows of a child who is unborn here: where it knows them as born they may be so, and so old. */
function bornThere(here: AssessChild['age'], there: AssessChild['age']): Facts {
  if (here === undefined || !('unbornWeeks' in here) || there === undefined || 'unbornWeeks' in there) return {};
  return { perhapsBornMonths: 'months' in there ? there.months : there.years * 12 };
}

/**
 * Where the home is, as it was told twice: elsewhere, so that the council there is told of its child. With a protection plan elsewhere that
 * council is told in any case; then it is here, since whoever moved in, or may have, is owed a conference by us (domain 3.1).
 */
function home(plan: Facts['openPlan'], ...said: readonly Facts['homeAuthority'][]): Facts['homeAuthority'] {
  const first = plan?.kind === 'CP' && plan.where === 'other' ? 'this' : 'other';
  return said.includes(first) ? first : said.find((each) => each !== undefined);
}

/** The one that protects more of two answers: what one contact knows the other's silence does not take back. */
function union(a: Facts = {}, b: Facts = {}): Facts {
  const most = (x: number | undefined, y: number | undefined) => (x === undefined || y === undefined ? (x ?? y) : Math.max(x, y));
  const least = (x: number | undefined, y: number | undefined) => (x === undefined || y === undefined ? (x ?? y) : Math.min(x, y));
  const either = (x: boolean | undefined, y: boolean | undefined) => (x === undefined ? y : x || (y ?? false));
  const plans = [a.openPlan, b.openPlan].filter((plan) => plan !== undefined && plan !== null);
  const plan = plans.length === 0 ? (a.openPlan ?? b.openPlan) : plans.reduce((x, y) => (weightOf(y) > weightOf(x) ? y : x));
  // What a later release knew and this one does not is left as it is, and so where either says so.
  const unknown = Object.fromEntries([...Object.entries(b), ...Object.entries(a), ...Object.entries(b).filter(([, value]) => value === true)]);
  const facts: Facts = {
    ...unknown,
    agenciesInvolved: most(a.agenciesInvolved, b.agenciesInvolved),
    contactsIn12Months: most(a.contactsIn12Months, b.contactsIn12Months),
    openPlan: plan,
    positionOfTrust: either(a.positionOfTrust, b.positionOfTrust),
    perhapsOfTrust: either(a.perhapsOfTrust, b.perhapsOfTrust),
    // A refusal is heard whenever it is said (domain 2.2 behaviour 9): it asks for a date to look again, and raises nothing by itself.
    consent: a.consent === 'refused' || b.consent === 'refused' ? 'refused' : (a.consent ?? b.consent),
    immediateDanger: either(a.immediateDanger, b.immediateDanger),
    disability: either(a.disability, b.disability),
    perhapsDisabled: a.perhapsDisabled ?? (a.disability === undefined ? b.perhapsDisabled : undefined),
    nonMobile: either(a.nonMobile, b.nonMobile),
    // What is known here the other's silence does not make unknown; what was not known stays so, for nothing is taken back.
    perhapsNonMobile: a.perhapsNonMobile ?? (a.nonMobile === undefined ? b.perhapsNonMobile : undefined),
    fgmKnown: either(a.fgmKnown, b.fgmKnown),
    perhapsUnder13: either(a.perhapsUnder13, b.perhapsUnder13),
    perhaps16: either(a.perhaps16, b.perhaps16),
    under13Then: bothThen(a.under13Then, b.under13Then),
    perhapsBornMonths: least(a.perhapsBornMonths, b.perhapsBornMonths),
    privateFostering: either(a.privateFostering, b.privateFostering),
    partNotKnown: either(a.partNotKnown, b.partNotKnown),
    foundAt: a.foundAt ?? b.foundAt,
    wasFound: either(a.wasFound, b.wasFound),
    abuseAround: either(a.abuseAround, b.abuseAround),
    illHealthAround: either(a.illHealthAround, b.illHealthAround),
    substancesAround: either(a.substancesAround, b.substancesAround),
    babyAtHome: either(a.babyAtHome, b.babyAtHome),
    homeAuthority: home(plan, a.homeAuthority, b.homeAuthority),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

const present = (indicators: AssessChild['indicators'] = {}) => Object.fromEntries(Object.entries(indicators).filter(([, answer]) => answer === 'present'));

/**
 * The facts of both contacts about the same children (safe practice 8). What one of them says is present is present;
 * nothing known is taken back, and what the other merely ruled out rules nothing out here, so that under the same guide the
 * proposal can only rise.
 * @param contactsIn12Months as counted now; the higher figure stands.
 * @param told the children as they were reported, in the order of their ids.
 */
export function withJoined(input: AssessInput, other: Facts | undefined, children: readonly JoinedChild[], contactsIn12Months: number, told: readonly ReportChild[] = []): AssessInput {
  return {
    children: input.children.map((child) => {
      const same = children.filter(({ id }) => id === child.id);
      const said = [reportedAs(child.id, told), ...same.map((each) => each.told)];
      return same.reduce<AssessChild>((all, { other: there }) => {
        const { age, indicators } = there;
        const known = younger(all.age, age);
        const both = union(besideTelling(all, there, known, said), besideTelling(there, all, known, said));
        return { ...all, ...(known === undefined ? {} : { age: known }), indicators: { ...all.indicators, ...present(indicators) }, facts: union(both, { ...bornThere(all.age, age), ...either16(known, [all.age, age]) }) };
      }, child);
    }),
    facts: union(union(input.facts, other), { contactsIn12Months }),
  };
}

/** The facts with a place for each of these children who had none: of a child of the household, or one named later, something is known from now on. */
export function withPlaces(input: AssessInput, ids: readonly string[]): AssessInput {
  const fresh = [...new Set(ids)].filter((id) => input.children.every((child) => child.id !== id));
  return { ...input, children: [...input.children, ...fresh.map((id) => ({ id }))] };
}

/** Why something was not added. */
export type AddProblem = 'nothing_said' | 'too_long' | 'not_readable' | 'closed' | 'same_key_other_content';

export const ADD_PROBLEM_WORDS: Record<AddProblem, string> = {
  nothing_said: 'Write what you want to add, or tick what you have seen.',
  too_long: `That is more than ${ADDITION_CHARACTERS.toLocaleString('en-GB')} characters. Send the first part, then the rest as another addition.`,
  not_readable: 'Something in the form could not be read. Open the page again and send it from there.',
  closed: 'This contact is finished, so what you write begins a new one. It was kept; send it again.',
  same_key_other_content: 'This form had been sent before with other words. What you sent first is kept. Open the page again to add more.',
};

/** What a referrer sends in answer to a question. */
export interface AnswerTyped {
  questionId: string;
  answer: string;
  /** Whether it is about somebody who works where they work (domain 7.3). */
  aboutColleague?: NewAddition['aboutColleague'];
  /** A child is in danger now: nobody is asked for an answer first, and the contact is told of it at once. */
  immediate?: boolean;
}

/** What stands beside the warning that came with an answer: the words are the answer, and stand there only. */
export const WITH_ANSWER = 'Said with an answer to a question that we had asked. Read the answer.';

/** Why an answer was not kept. */
export type AnswerProblem = 'nothing_said' | 'too_long' | 'closed' | 'missing' | 'answered_already';

export const ANSWER_PROBLEM_WORDS: Record<AnswerProblem, string> = {
  nothing_said: 'Write your answer. “I do not know” is an answer too.',
  too_long: ADD_PROBLEM_WORDS.too_long,
  closed: 'This contact is closed, so the question is no longer open. If you know something, send it as a new report, or ring.',
  missing: 'That question is not here.',
  answered_already: 'This question was answered already. What was answered is kept; add anything more as information.',
};
