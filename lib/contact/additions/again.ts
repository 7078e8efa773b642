import type { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { normaliseName } from '@/lib/people/model';
import type { NewAddition } from './addition';
import type { AddedBirths } from './births';
import { dayWords } from '@/lib/platform/time';
import { ageToldBefore, saysNotBorn } from '../report/age-in-words';
import { positionOfTrust } from '../trust';
import { report, type Answer, type Report, type ReportChild, type ReportMember } from '../schema';

/** Of a report's child: what it was seen or heard to do, which is not known of the day on which it is told again. */
type Seen = 'indicators' | 'rest' | 'voice' | 'fgmKnown' | 'under13Then' | 'foundAt' | 'foundWords';

/** The words of an age with when they were told before: a year on, it is another one. An age of years that came without words is put into them. */
function ageAgain({ ageWords, age }: Pick<ReportChild, 'ageWords' | 'age'>, toldOn: Temporal.PlainDate): string {
  return ageToldBefore(ageWords === '' && age !== null && 'years' in age ? String(age.years) : ageWords, toldOn);
}

/**
 * What stays true of a child from one report to the next: who it is and what the law and the guide ask of it, not what was seen. A
 * baby is taken for as old as it was then: older would be the worse mistake.
 * @param toldOn the London day on which the report before was received.
 */
export function sameChildAgain({ indicators: _seen, rest: _rest, voice: _voice, fgmKnown: _said, under13Then: _then, foundAt: _found, foundWords: _words, ...same }: ReportChild, present: readonly string[], toldOn: Temporal.PlainDate): Omit<ReportChild, Seen> & Pick<ReportChild, 'indicators'> {
  return {
    ...same,
    ageWords: ageAgain(same, toldOn),
    indicators: Object.fromEntries(present.map((id) => [id, 'present' as const])),
  };
}

const isPart = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Not an answer: nothing typed, nothing chosen, a box that was not ticked. */
const isSilent = (value: unknown) => value === null || value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** What is known of somebody with everything that was answered now, part by part: silence takes nothing back. */
export function withAnswers(known: object, said: object): object {
  const before: Record<string, unknown> = { ...known };
  for (const [name, value] of Object.entries(said)) {
    const part = before[name];
    // An age in months and one in years are two answers to one question, and no parts of one.
    if (isPart(value)) before[name] = isPart(part) && Object.keys(value).some((key) => key in part) ? withAnswers(part, value) : value;
    else if (!isSilent(value)) before[name] = value;
  }
  return before;
}

/** Once it was said that a colleague is or may be concerned, silence and a later "no" do not show it to the agency: staff may. */
function mostCareful(before: Answer, now: Answer): Answer {
  for (const answer of ['yes', 'not_known'] as const) if (before === answer || now === answer) return answer;
  return now ?? before;
}

/**
 * That somebody in a position of trust is concerned stays true of the worry that is told again, until it is answered anew (domain 2.2
 * behaviour 12): without it an allegation with no child would become a child whom nobody knows, and open no duty.
 */
function trustAgain(before: Report['incident'], now?: Report['incident']): Partial<Pick<Report['incident'], 'positionOfTrust' | 'positionOfTrustWho'>> {
  if (positionOfTrust(before) !== true || (now !== undefined && positionOfTrust(now) !== undefined)) return {};
  return { positionOfTrust: before.positionOfTrust, positionOfTrustWho: before.positionOfTrustWho };
}

/**
 * That they are in no position of trust holds for the colleague who is told of again, too, unless it is said anew of somebody: without it an
 * allegation would be made of what was said to be none, and the designated officer called.
 */
function noTrustAgain({ reporter, incident }: Report, saidNow: Answer): Partial<Pick<Report['incident'], 'positionOfTrust'>> {
  const again = reporter.aboutColleague === 'yes' && (saidNow === null || saidNow === 'no');
  return again && positionOfTrust(incident) === false ? { positionOfTrust: 'no' } : {};
}

/** A report with that of one told before. */
export function withTrustAgain(now: Report, before: Report): Report {
  return { ...now, incident: { ...now.incident, ...trustAgain(before.incident, now.incident) } };
}

/**
 * A report with who must not be told by what was told before it: they must not be told now either (safe practice, first questions).
 * @param silence what each of them said of it, the oldest first.
 */
export function withSilenceAgain(now: Report, silence: readonly string[]): Report {
  const whoMustNotBeTold = [...new Set([...silence, now.firstQuestions.whoMustNotBeTold])].filter((words) => words.trim() !== '').join('\n');
  return { ...now, firstQuestions: { ...now.firstQuestions, whoMustNotBeTold } };
}

/**
 * A report with what was said before of danger to whoever visits: a call that is silent of it does not make the house safe.
 * @param dangers what each report said of it, the oldest first.
 */
export function withDangerAgain(now: Report, dangers: readonly string[]): Report {
  return { ...now, dangerToStaff: [...new Set([...dangers, now.dangerToStaff])].filter((words) => words.trim() !== '').join('\n') };
}

/** Is it somebody told of before, by the given name and with nothing that speaks against it? One person twice is the lesser mistake beside two taken for one. */
function isNamedAgain(before: ReportMember, now: Pick<ReportMember, 'kind' | 'givenName' | 'familyName' | 'dateOfBirth'> & Partial<Pick<ReportMember, 'relationship'>>): boolean {
  const given = normaliseName(now.givenName);
  const agree = (['familyName', 'relationship', 'dateOfBirth'] as const).every((part) => {
    const [then, said] = [before, now].map((member) => normaliseName(member[part] ?? ''));
    return then === '' || said === '' || then === said;
  });
  return given !== '' && given === normaliseName(before.givenName) && before.kind === now.kind && agree;
}

/**
 * A report with the household as it was told before: whoever is named again with what is said now, and after them everybody else, since
 * nobody moved out by not being named. Where it is not clear which of two it is, it is nobody of them: both stay. Those of the report stay
 * in their places.
 */
export function withHouseholdAgain(now: Report, before: Report): Report {
  const again = (member: ReportMember) => {
    const [known, ...others] = before.household.filter((each) => isNamedAgain(each, member));
    const alone = known !== undefined && others.length === 0 && now.household.filter((each) => isNamedAgain(known, each)).length === 1;
    return alone ? known : undefined;
  };
  const met = now.household.map(again);
  const household = now.household.map((member, index) => ({ ...member, ...(met[index] === undefined ? {} : withAnswers(met[index], member)) }));
  return { ...now, household: [...household, ...before.household.filter((each) => !met.includes(each))] };
}

/** A contact that is told of again, with everybody who is of it by now. */
export interface ToldBefore {
  report: Report;
  people: readonly { id: string; kind: string; ordinal: number; givenName: string; familyName: string; dateOfBirth: string | null; unborn: boolean; dueDate: string | null; bornAs?: string | null; details: Record<string, unknown> }[];
  /** The London day on which it was received. */
  toldOn: Temporal.PlainDate;
}

type Told = ToldBefore['people'][number];

/** What is kept of somebody who stands in no report; of a baby nothing but who it is. */
function keptOf({ details: { otherNames, bornAbout, age, ageWords } }: Told): ReportChild | undefined {
  return report.parse({ children: [{ otherNames, bornAbout, age, ageWords }] }).children[0];
}

function memberOf({ givenName, familyName, dateOfBirth }: Told, child: ReportChild | undefined, toldOn: Temporal.PlainDate) {
  const told = child === undefined ? {} : { otherNames: child.otherNames, bornAbout: child.bornAbout, age: child.age, ageWords: ageAgain(child, toldOn) };
  return { kind: 'child' as const, givenName, familyName, dateOfBirth, ...told };
}

/**
 * The report of a contact with the children whom late pages named, as children of the household: they stand in no report, and whoever decides on
 * what is told again would know nothing of them (safe practice 8, 13). Of whom nothing was known but that they are there it is said still. Who is
 * not born yet is said to be so in the words of the age, as everywhere in a household.
 * @param goneIds those of a pregnancy that ended, and whoever was born since: the child who was born stands for them.
 */
export function withNamedLater({ report: told, people, toldOn }: ToldBefore, goneIds: ReadonlySet<string>): Report {
  const isLater = ({ kind, ordinal, bornAs }: Told): boolean => kind === 'child' && ordinal > Math.max(1, told.children.length) && (bornAs == null || people.some((each) => each.id === bornAs && isLater(each)));
  const later = people.filter((person) => isLater(person) && !goneIds.has(person.id)).map((person) => {
    const said = memberOf(person, keptOf(person), toldOn);
    return person.unborn && !saysNotBorn(said.ageWords ?? '') ? { ...said, age: null, ageWords: person.dueDate === null ? 'unborn' : `unborn, due ${dayWords(person.dueDate)}` } : said;
  });
  return { ...told, household: [...told.household, ...report.parse({ household: later }).household] };
}

/**
 * The children of a contact as children of the household of a later one: who they are, and nothing that was seen of them or says where
 * they are. Who was born since is one of them; who is expected is not, and of whom nothing is known nothing is said.
 * @param named by their places, whom the later one reports itself.
 */
function childrenBeside({ report: { children }, people, toldOn }: ToldBefore, named: readonly number[]): ReportMember[] {
  const members = people.filter(({ kind, unborn, ordinal }) => kind === 'child' && !unborn && !named.includes(ordinal)).map((person) => memberOf(person, children[person.ordinal - 1] ?? keptOf(person), toldOn));
  return report.parse({ household: members.filter(({ kind: _kind, ...who }) => !Object.values(who).every(isSilent)) }).household;
}

/**
 * The same of a call that names its children: whoever is one of them is not of the household, too. Whom the contact reported and the call
 * does not name is at home still, so that whoever decides says how they stand (safe practice 13).
 * @param named which children of the contact the call names, by their places.
 */
export function withHouseholdBeside(now: Report, before: ToldBefore, named: readonly number[]): Report {
  const household = before.report.household.filter((member) => !now.children.some((child) => isNamedAgain(member, { ...child, kind: 'child' })));
  return withHouseholdAgain(now, { ...before.report, household: [...household, ...childrenBeside(before, named)] });
}

/** The same without who it is: the words of whom nobody may know could say who told them (domain 7.14). It is closed to whoever must not see it all the same. */
export function withTrustUnsaid(now: Report, before: Report): Report {
  return withTrustAgain(now, { ...before, incident: { ...before.incident, positionOfTrustWho: now.incident.positionOfTrustWho } });
}

/** What is said now of the birth of a child who was told of before it; silence takes nothing back. Its birth is recorded by a worker. */
function saidOfBirth({ unborn }: ReportChild, now: AddedBirths[string] | undefined): Pick<ReportChild, 'birthSaid' | 'birthSaidOn'> {
  return unborn && now !== undefined ? { birthSaid: now.said, birthSaidOn: now.on } : {};
}

/**
 * A report made of what somebody wanted to add to a contact that is finished (safe practice 8): their new words, about
 * the children and the household that were told of before. What was seen then is not said again, since it is not known
 * now; it stands in the earlier contact. The reporter's wish to go past the agency, or not to be known, stays.
 */
export function toldAgain(before: Report, { text, indicators, immediate, perhapsImmediate = false, births, cut = [], aboutColleague: saidNow, mustNotBeTold = '' }: NewAddition, { person, same, toldOn }: { person: Pick<Person, 'name' | 'jobTitle' | 'agencyName' | 'email' | 'phone'>; same: boolean; toldOn: Temporal.PlainDate }): Report {
  const { leadKnows, aboutColleague, continuingRole, relationship, reachBy, safeWay, mayLeaveMessage, whoMightSee, phone, protectMe } = before.reporter;
  return report.parse({
    schemaVersion: before.schemaVersion,
    firstQuestions: { cannotWait: immediate ? 'yes' : perhapsImmediate ? 'not_known' : null, whoMustNotBeTold: [before.firstQuestions.whoMustNotBeTold, mustNotBeTold].filter((words) => words !== '').join('\n') },
    reporter: {
      ...{ name: person.name, role: person.jobTitle, agencyName: person.agencyName ?? '', email: person.email, aboutColleague: mostCareful(aboutColleague, saidNow ?? null), protectMe },
      ...(same ? { phone, leadKnows, continuingRole, relationship, reachBy, safeWay, mayLeaveMessage, whoMightSee } : { phone: person.phone, leadKnows: leadKnows === 'past_lead' ? leadKnows : null }),
    },
    children: before.children.map((child, index) => ({ ...sameChildAgain(child, indicators[String(index + 1)] ?? [], toldOn), ...saidOfBirth(child, births?.[String(index + 1)]), ...(cut.includes(String(index + 1)) ? { fgmKnown: 'yes' as const } : {}) })),
    household: before.household.map(({ hiddenHarm: _harm, view: _view, ...who }) => who),
    dangerToStaff: before.dangerToStaff,
    incident: { what: text, ...trustAgain(before.incident), ...noTrustAgain(before, saidNow ?? null) },
  });
}
