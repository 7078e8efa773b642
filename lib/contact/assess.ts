import { Temporal } from 'temporal-polyfill';
import { ageOn } from '@/lib/people/model';
import { ALL_THREE_SIGN, HIDDEN_HARM_FACTS } from '@/lib/threshold/hidden-harm';
import { DOMAINS, type Age, type AssessChild, type AssessInput, type Facts } from '@/lib/threshold/model';
import { saysNotBorn } from './report/age-in-words';
import { allThreeAround, themesAround } from './report/hidden-harm';
import { mobilityAt } from './report/mobility';
import { is16Or17, perhaps16 } from './perhaps-16';
import { perhapsBornMonths } from './report/overdue';
import type { Answer, Report, ReportChild } from './schema';
import { perhapsOfTrust, positionOfTrust } from './trust';
import { ageThen } from './under-13';

/** What of a contact the engine is told beside the report. */
export interface AssessCircumstances {
  /** The London day of receipt: ages are ages on that day. */
  receivedOn: Temporal.PlainDate;
  /** Contacts about these children or their household in the rolling 12 months, this one included. */
  contactsIn12Months: number;
  immediate: boolean;
}

const yes = (answer: Answer): boolean | undefined => (answer === 'yes' ? true : answer === 'no' ? false : undefined);

const WEEKS_TO_TERM = 40;
const LATEST_WEEKS = 45;

/** Weeks of pregnancy on a day, from the due date; 0 when that is not known: the rules ask only whether the child is born. */
function weeksUnborn(dueDate: string | null, on: Temporal.PlainDate): number {
  if (dueDate === null) return 0;
  const daysToGo = on.until(dueDate, { largestUnit: 'days' }).days;
  return Math.min(LATEST_WEEKS, Math.max(0, WEEKS_TO_TERM - Math.ceil(daysToGo / 7)));
}

/** Younger than so many years a child is counted in months. */
const MONTHS_COUNT_UNTIL = 2;

/** The age the engine is given: by date of birth, or as it was said; undefined when neither is known. */
export function assessedAge(child: Pick<ReportChild, 'unborn' | 'dueDate' | 'dateOfBirth' | 'age'>, on: Temporal.PlainDate): Age | undefined {
  if (child.unborn) return { unbornWeeks: weeksUnborn(child.dueDate, on) };
  const born = child.dateOfBirth === null ? null : ageOn(Temporal.PlainDate.from(child.dateOfBirth), on);
  if (born !== null) return born.years < MONTHS_COUNT_UNTIL ? { months: born.years * 12 + born.months } : { years: born.years };
  const said = child.age;
  if (said === null || !('years' in said)) return said ?? undefined;
  // "0 years" is a baby of whom nothing nearer is known.
  return said.years < MONTHS_COUNT_UNTIL ? { months: Math.floor(said.years * 12) } : said;
}

/** Whether a child moves about alone; what was said of it before birth says nothing of it. */
function mobility(child: ReportChild, age: Age | undefined, bornMonths: number | undefined): Facts {
  if (child.unborn) return mobilityAt(bornMonths, undefined);
  return mobilityAt(age !== undefined && 'months' in age ? age.months : undefined, yes(child.nonMobile));
}

function openPlan({ openPlan: kind, openPlanWhere }: ReportChild): Facts['openPlan'] {
  if (kind === null || kind === 'not_known') return undefined;
  return kind === 'none' ? null : { kind, where: openPlanWhere ?? 'not_known' };
}

/** Private fostering begins with a period of 28 days, lived through or meant (Children Act 1989, section 66). */
const FOSTERING_DAYS = 28;

type Fostering = Pick<ReportChild, 'privateFostering' | 'fostering28Days' | 'fosteringSince' | 'fosteringUntil'>;

/** The end as far as it can be one: before the beginning it is a slip in either date, and no end is known. */
function endKnown(child: Fostering): Fostering {
  const { fosteringSince, fosteringUntil } = child;
  return fosteringSince !== null && fosteringUntil !== null && Temporal.PlainDate.compare(fosteringUntil, fosteringSince) < 0 ? { ...child, fosteringUntil: null } : child;
}

/** Is the time shorter than that, so far and as meant? Only a known end can say so: who may stay longer may be fostered. */
function tooShort({ fostering28Days, fosteringSince, fosteringUntil }: Fostering): boolean {
  if (fosteringSince !== null && fosteringUntil !== null) return Temporal.PlainDate.from(fosteringSince).until(fosteringUntil, { largestUnit: 'days' }).days < FOSTERING_DAYS;
  return fostering28Days === 'no';
}

/**
 * Private fostering by its second and third test (domain 3.5); the guide looks at the age. What is not known of the time
 * does not rule it out: the visit finds out. Where both dates were given they go before the answer, and so do 28 days
 * that have passed.
 */
function privateFostering(said: Fostering, on: Temporal.PlainDate): boolean | undefined {
  const child = endKnown(said);
  if (child.privateFostering === 'no') return false;
  const passed = child.fosteringSince !== null && Temporal.PlainDate.from(child.fosteringSince).until(on, { largestUnit: 'days' }).days >= FOSTERING_DAYS;
  const over = child.fosteringUntil !== null && Temporal.PlainDate.compare(child.fosteringUntil, on) < 0;
  if (tooShort(child) && (!passed || over)) return false;
  return yes(child.privateFostering);
}

/** Only what is known: a fact left out counts as not known. */
function known(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/**
 * One blanket answer rules out a part of a child's life, and no more than that: while another part is not known or was passed over, not
 * knowing is not safety (domain 2.2 behaviour 8). A sign that was weighed by itself and not met is answered without it.
 */
function partNotKnown({ indicators, rest }: Pick<ReportChild, 'indicators' | 'rest'>): true | undefined {
  const answers = Object.values(indicators);
  if (!answers.includes('absent')) return undefined;
  const passedOver = rest !== undefined && DOMAINS.some((domain) => rest[domain] !== 'absent');
  return passedOver || answers.includes('not_known') || answers.includes('not_asked') ? true : undefined;
}

/** How somebody who is without speech is written of where nobody asked for it by itself. */
const NO_SPEECH = /(?<!not )\b(?:(?:without|no) (?:speech|(?:verbal|spoken) (?:communication|language)|(?:spoken )?words(?! (?:for |(?:of|in) (?!(?:any|his|her|their)\b))))|(?:non|pre)-?\s?verbal|not verbal\b|non-?\s?speaking|(?:does not|doesn[’']t) use (?:any )?words(?! )|(?:does not|doesn[’']t|cannot|can[’']t|(?:unable|not able) to) (?:speak|talk)(?! (?:english|to |about |much|well))|(?<!\bon )(?:mute|mutism)\b(?! (?:the|it|button|your|my|his|her|their)\b))/iu;

/** What is written of a disability where there is none. */
const NO_DISABILITY = /^(?:(?:no|none|nil|n[/.]?[ak]|nothing|unknown|not (?:applicable|known|disabled|aware|stated|disclosed|recorded|reported|given|asked))(?:[ ,]+(?:known|diagnosed|reported|recorded|stated|disclosed|identified|noted|told|said|aware|that|we|i|we[’']re|i[’']m|know|of|any|are|am|to|us|me|at|present|this|time|disability|disabilities|send|special|needs?|additional|educational|or|concerns?))*)?$/iu;

/** Do the words speak of a disability? */
const saysDisabled = (words: string) => !NO_DISABILITY.test(words.trim().replace(/[.!?\s\p{Pd}]+$/u, ''));

/** Disabled, or without speech (domain 2.2 behaviour 6): asked by itself, and heard in words where nobody knew or it was not. */
function disabledOrWithoutSpeech({ disability, disabilityWords, withoutSpeech, communication }: ReportChild): boolean | undefined {
  const silent = withoutSpeech === undefined || withoutSpeech === 'not_known' ? NO_SPEECH.test(communication) || undefined : yes(withoutSpeech);
  const disabled = disability === 'yes' || (disability !== 'no' && saysDisabled(disabilityWords));
  return disabled || silent === true ? true : yes(disability);
}

function childFacts(child: ReportChild, age: Age | undefined, on: Temporal.PlainDate): Facts {
  const bornMonths = child.unborn ? perhapsBornMonths(child, on) : undefined;
  const disability = disabledOrWithoutSpeech(child);
  return known({
    disability,
    // At 16 and 17 private fostering goes on for whoever is disabled, and for them alone (Children Act 1989, section 66).
    perhapsDisabled: (disability === undefined && is16Or17(age)) || undefined,
    perhaps16: is16Or17(age) ? undefined : perhaps16(child, on, on),
    ...mobility(child, age, bornMonths),
    fgmKnown: yes(child.fgmKnown),
    ...ageThen(child, age),
    perhapsBornMonths: bornMonths,
    privateFostering: privateFostering(child, on),
    partNotKnown: partNotKnown(child),
    foundAt: child.foundAt ?? undefined,
    wasFound: (child.foundAt === null && child.foundWords.trim() !== '') || undefined,
    openPlan: openPlan(child),
    homeAuthority: child.homeAuthority ?? undefined,
  });
}

/**
 * Agencies that give help beyond what every family gets, the reporter's own only if it says so (domain 2.2
 * behaviour 3); undefined when nothing was said of any.
 */
export function agenciesInvolved({ agencies, reporterGivesExtraHelp }: Pick<Report, 'agencies' | 'reporterGivesExtraHelp'>): number | undefined {
  if (agencies.length === 0 && reporterGivesExtraHelp === null) return undefined;
  const others = agencies.filter((agency) => agency.extraHelp && agency.stillInvolved !== 'no').length;
  return others + (reporterGivesExtraHelp === 'yes' ? 1 : 0);
}

/**
 * Is the report about a grown-up alone? Harm by somebody in a position of trust is heard with no child named, and the
 * contact then has its own level (domain 2.2 behaviour 12). In every other report there is a child, named or not.
 */
export function namesNoChild(report: Pick<Report, 'children' | 'incident'>): boolean {
  return report.children.length === 0 && positionOfTrust(report.incident) === true;
}

/**
 * The signs of a child, and the guide's own sign for all three hidden harms where they were said of the adults, or partly ticked
 * (domain 2.2 behaviour 4). One or two of them raise nothing by being said: the guide weighs what they do to the child.
 */
function signsOf(child: Pick<ReportChild, 'indicators'>, allThree: boolean): ReportChild['indicators'] {
  return allThree ? { ...child.indicators, [ALL_THREE_SIGN]: 'present' } : child.indicators;
}

const NOTHING_TICKED = { indicators: {} };

const MONTHS_OF_A_BABY = 12;

/** Is somebody who is born a baby, by date of birth or the age that was said? */
export function isBaby(aged: Pick<ReportChild, 'dateOfBirth' | 'age'>, on: Temporal.PlainDate): boolean {
  const age = assessedAge({ ...aged, unborn: false, dueDate: null }, on);
  return age !== undefined && 'months' in age && age.months < MONTHS_OF_A_BABY;
}

/** Is a child of the household not born yet, by the words in the place of an age: "unborn", "due 3 March"? The figure in them is nobody's age. */
const isExpected = ({ dateOfBirth, ageWords }: Pick<ReportChild, 'dateOfBirth' | 'ageWords'>) => dateOfBirth === null && saysNotBorn(ageWords);

/** Does another child of the home, of whom nothing is reported, count as a baby (domain 2.2 behaviour 6), or is one expected there? Whoever may live there does. */
function babyAtHome({ household }: Pick<Report, 'household'>, on: Temporal.PlainDate): true | undefined {
  return household.some((member) => member.kind === 'child' && member.livesWithChild !== 'no' && (isExpected(member) || isBaby(member, on))) || undefined;
}

/** Each hidden harm that was said of an adult: with what is ticked for a child, now or in what is added later, all three may meet. */
function hiddenHarmFacts(report: Pick<Report, 'household'>): Facts {
  return Object.fromEntries(themesAround(report).map((theme) => [HIDDEN_HARM_FACTS[theme], true]));
}

/**
 * What the engine is asked about a report. A child's id is its ordinal in the contact, from "1"; a report that says
 * nothing of its child yet has one of whom nothing is known.
 */
export function assessInput(report: Report, { receivedOn, contactsIn12Months, immediate }: AssessCircumstances): AssessInput {
  const allThree = allThreeAround(report, report.children);
  const children: AssessChild[] = report.children.map((child, index) => {
    const age = assessedAge(child, receivedOn);
    return { id: String(index + 1), ...(age === undefined ? {} : { age }), indicators: signsOf(child, allThree), facts: childFacts(child, age, receivedOn) };
  });
  if (children.length === 0 && !namesNoChild(report)) children.push({ id: '1', ...(allThree ? { indicators: signsOf(NOTHING_TICKED, true) } : {}) });
  return {
    children,
    facts: known({
      agenciesInvolved: agenciesInvolved(report),
      contactsIn12Months,
      positionOfTrust: positionOfTrust(report.incident),
      perhapsOfTrust: perhapsOfTrust(report),
      consent: report.openness.agreement ?? undefined,
      immediateDanger: immediate,
      ...hiddenHarmFacts(report),
      babyAtHome: babyAtHome(report, receivedOn),
    }),
  };
}
