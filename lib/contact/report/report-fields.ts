import { Temporal } from 'temporal-polyfill';
import { checkNhsNumber, checkUpn } from '@/lib/people/model';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { clockTime, LONDON } from '@/lib/platform/time';
import { DOMAINS, type Domain, type Indicator } from '@/lib/threshold/model';
import { AGREEMENTS, ANSWERS, INDICATOR_ANSWERS, LEAD_KNOWS, NOT_INFORMED_REASONS, PLAN_KINDS, PREGNANCY_KNOWN, REST_ANSWERS, report as reportSchema, REPORT_VERSION, SAID_WAYS, WHERE_NOW, WISHES, type Answer, type OwnView, type Protection, type Report, type ReportAgency, type ReportChild, type ReportMember } from '../schema';
import { kindByWhatIsSaid } from './member-kind';
import { perhapsBornMonths } from './overdue';
import { keysOf } from './steps';
import { isTooFarAhead, LATEST_DUE_MONTHS, unbornTold } from './unborn-told';
import { signOfAnyEdition } from './earlier-signs';
import { noteAge, readBirth, typedDate, type FieldNote, type TypedDate } from './typed-dates';

/** Narratives longer than this are asked to be shortened, never cut (issue 2, section 3). */
export const LONGEST_NARRATIVE = 20_000;

export interface ReportContext {
  /** The London day: a date of birth after it is asked about. */
  today: Temporal.PlainDate;
  /** The signs of the guide in force. */
  indicators: readonly Pick<Indicator, 'id' | 'domain'>[];
  reporter: { name: string; email: string; agencyName: string };
}

export interface ReadReport {
  report: Report;
  /** What could not be read, or looks wrong: shown once, and sent all the same. */
  warnings: FieldNote[];
  /** What keeps it from being sent unless a child is in danger: only texts beyond the limit. */
  blocking: FieldNote[];
}

/** Letters as counted for a limit: Unicode code points, a line break as one. */
export function countCharacters(text: string): number {
  return [...text].length;
}

type Reader = {
  text(name: string): string;
  choice<T extends string>(name: string, among: readonly T[]): T | null;
  answer(name: string): Answer;
  ticked(name: string): boolean;
};

function readerOf(fields: Fields): Reader {
  const text = (name: string) => textOf(fields, name);
  const choice = <T extends string>(name: string, among: readonly T[]) => among.find((each) => each === text(name)) ?? null;
  return { text, choice, answer: (name) => choice(name, ANSWERS), ticked: (name) => text(name) === 'yes' };
}

const NUMBER_WORDS = {
  wrong_shape: { nhs: 'an NHS number has 10 figures.', upn: 'a pupil number (UPN) is a letter and 12 figures.' },
  wrong_check: { nhs: 'the last figure of the NHS number does not fit the others, so one may be mistyped.', upn: 'the letter of the pupil number (UPN) does not fit its figures, so one may be mistyped.' },
} as const;

function noteNumbers(fields: Fields, prefix: string, who: string, warnings: FieldNote[]): void {
  for (const { name, kind, check } of [{ name: 'nhsNumber', kind: 'nhs', check: checkNhsNumber }, { name: 'upn', kind: 'upn', check: checkUpn }] as const) {
    const typed = textOf(fields, `${prefix}.${name}`);
    const verdict = typed.trim() === '' ? 'good' : check(typed);
    if (verdict !== 'good') warnings.push({ field: `${prefix}.${name}`, message: `${who}: ${NUMBER_WORDS[verdict][kind]} Correct it if you can; we take it as it is.` });
  }
}

/** Were both dates given, and the end before the beginning? */
const endsBefore = (since: TypedDate, until: TypedDate) => since.date !== null && until.date !== null && Temporal.PlainDate.compare(until.date, since.date) < 0;

/** From when until when a child lives with somebody who is no close relative. What is not a date stays as words. */
function readFostering(fields: Fields, prefix: string, who: string, warnings: FieldNote[]) {
  const [since, until] = [typedDate(fields, `${prefix}.fosteringSince`), typedDate(fields, `${prefix}.fosteringUntil`)];
  for (const [name, { typed, date }] of [['fosteringSince', since], ['fosteringUntil', until]] as const) {
    if (typed !== '' && date === null) warnings.push({ field: `${prefix}.${name}.day`, message: `${who}: “${typed}” is not a date we can read. Give day, month and a year of four figures, or leave it empty.` });
  }
  if (endsBefore(since, until)) warnings.push({ field: `${prefix}.fosteringUntil.day`, message: `${who}: the stay with somebody who is no close relative ends before it begins. Check both dates. Until then we take it that no end is known.` });
  const lost = [since, until].filter(({ typed, date }) => typed !== '' && date === null).map(({ typed }) => typed);
  return { fosteringSince: since.date?.toString() ?? null, fosteringUntil: until.date?.toString() ?? null, fosteringWords: lost.join('; ') };
}

/** When a missing child was found, from a date and a London time; a date alone counts from the start of that day, so that the 72 hours end for nobody too late (domain 7.15). A day to come stays as words. */
function readFound(fields: Fields, prefix: string, who: string, today: Temporal.PlainDate, warnings: FieldNote[]) {
  const date = typedDate(fields, `${prefix}.found`);
  const time = textOf(fields, `${prefix}.found.time`).trim();
  const typed = [date.typed, time].filter(Boolean).join(' ');
  if (typed === '') return { foundAt: null, foundWords: '' };
  const plainTime = time === '' ? Temporal.PlainTime.from('00:00') : clockTime(time);
  if (date.date === null || plainTime === null) {
    warnings.push({ field: `${prefix}.found.day`, message: `${who}: “${typed}” is not a date and time we can read. Give for example 3 2 2026 and 14:30.` });
    return { foundAt: null, foundWords: typed };
  }
  if (Temporal.PlainDate.compare(date.date, today) > 0) {
    warnings.push({ field: `${prefix}.found.day`, message: `${who}: the day on which they were found, “${typed}”, has not come yet. Check it, or leave it empty where nobody knows.` });
    return { foundAt: null, foundWords: typed };
  }
  const at = date.date.toZonedDateTime({ timeZone: LONDON, plainTime }).toInstant();
  return { foundAt: at.toString(), foundWords: typed };
}

function readIndicators(fields: Fields, key: string, who: string, indicators: ReportContext['indicators'], warnings: FieldNote[]): ReportChild['indicators'] {
  const seen = new Set(listOf(fields, `seen.${key}`));
  // Ticked while another edition of the guide was in force.
  const gone = [...seen].flatMap((id) => (indicators.some((sign) => sign.id === id) ? [] : (signOfAnyEdition(id) ?? [])));
  for (const { phrase } of gone) warnings.push({ field: `seen.${key}`, message: `${who}: “${phrase}” was ticked, and the guide in force today no longer has this sign. It is sent as you ticked it. Say in your own words what you saw, so that it is weighed.` });
  const rest = (domain: Domain) => INDICATOR_ANSWERS.find((each) => each !== 'present' && each === textOf(fields, `rest.${key}.${domain}`));
  const answers = indicators.flatMap(({ id, domain }) => {
    const answer = seen.has(id) ? ('present' as const) : rest(domain);
    return answer === undefined ? [] : [[id, answer] as const];
  });
  return Object.fromEntries([...answers, ...gone.map(({ id }) => [id, 'present'] as const)]);
}

/** The answers for what was not ticked, by part; nothing where none was given. */
function readRest(fields: Fields, key: string): Pick<ReportChild, 'rest'> {
  const said = DOMAINS.flatMap((domain) => REST_ANSWERS.filter((each) => each === textOf(fields, `rest.${key}.${domain}`)).map((each) => [domain, each] as const));
  return said.length === 0 ? {} : { rest: Object.fromEntries(said) };
}

const SCALE = Array.from({ length: 11 }, (_, step) => String(step));

function readScale({ choice }: Reader, name: string): number | null {
  const figure = choice(name, SCALE);
  return figure === null ? null : Number(figure);
}

/** The four questions of Signs of Safety as somebody answers them, and what they wish for. */
function readView(fields: Fields, prefix: string): OwnView {
  const reader = readerOf(fields);
  const wishes = listOf(fields, `${prefix}.wishes`);
  return {
    workingWell: reader.text(`${prefix}.workingWell`),
    worriedAbout: reader.text(`${prefix}.worriedAbout`),
    needsToHappen: reader.text(`${prefix}.needsToHappen`),
    scale: readScale(reader, `${prefix}.scale`),
    wishes: WISHES.filter((wish) => wishes.includes(wish)),
  };
}

/** Something that protects, with its dates; what is not a date stays as words. */
function readProtection(fields: Fields, key: string, place: number, warnings: FieldNote[]): Protection {
  const prefix = `protection.${key}`;
  const [since, until] = [typedDate(fields, `${prefix}.since`), typedDate(fields, `${prefix}.until`)];
  for (const [name, { typed, date }] of [['since', since], ['until', until]] as const) {
    if (typed !== '' && date === null) warnings.push({ field: `${prefix}.${name}.day`, message: `What protects, ${place}: “${typed}” is not a date we can read. Give day, month and a year of four figures, or leave it empty.` });
  }
  if (endsBefore(since, until)) warnings.push({ field: `${prefix}.until.day`, message: `What protects, ${place}: it ends before it begins. Check both dates.` });
  const lost = [since, until].filter(({ typed, date }) => typed !== '' && date === null).map(({ typed }) => typed);
  return { what: textOf(fields, `${prefix}.what`), since: since.date?.toString() ?? null, until: until.date?.toString() ?? null, datesWords: lost.join('; '), evidence: textOf(fields, `${prefix}.evidence`) };
}

/** Was anything at all typed or ticked about this one? */
export function anythingSaid(fields: Fields, prefixes: readonly string[]): boolean {
  return Object.keys(fields).some((name) => prefixes.some((prefix) => name === prefix || name.startsWith(`${prefix}.`)) && listOf(fields, name).some((value) => value.trim() !== ''));
}

/** How the nth of several is called while its name is not known. */
export function nameOrPlace(fields: Fields, prefix: string, noun: string, place: number): string {
  const name = [textOf(fields, `${prefix}.givenName`), textOf(fields, `${prefix}.familyName`)].map((part) => part.trim()).filter(Boolean).join(' ');
  return name === '' ? `${noun} ${place}` : name;
}

function readChild(fields: Fields, key: string, place: number, context: ReportContext, warnings: FieldNote[]): ReportChild {
  const prefix = `child.${key}`;
  const who = nameOrPlace(fields, prefix, 'Child', place);
  const { text, choice, answer, ticked } = readerOf(fields);
  const own = (name: string) => text(`${prefix}.${name}`);
  const told = unbornTold(fields, key, context.today);
  const unborn = told === 'ticked' || told === 'taken';
  const withoutSpeech = answer(`${prefix}.withoutSpeech`);
  const due = typedDate(fields, `${prefix}.due`);
  if (due.typed !== '' && due.date === null) warnings.push({ field: `${prefix}.due.day`, message: `${who}: “${due.typed}” is not a date we can read. Give day, month and a year of four figures, or leave it empty.` });
  if (told === 'taken') warnings.push({ field: `${prefix}.unborn`, message: `${who}: “not born yet” is not ticked, and neither a date of birth that has come nor an age is given. By what is said of the pregnancy we take it that the baby is not born yet. If it is, give the date of birth, or about how old.` });
  if (told === 'in_doubt') warnings.push({ field: `${prefix}.unborn`, message: `${who}: something is said of a pregnancy, and something that is said of somebody who is born. We take it that they are born. If this is a baby not yet born, tick “not born yet”. If they are pregnant themselves, give their date of birth, or about how old.` });
  if (unborn && due.date !== null && isTooFarAhead(due.date, context.today)) warnings.push({ field: `${prefix}.due.day`, message: `${who}: this due date is more than ${LATEST_DUE_MONTHS} months away. Check the month and the year.` });
  if (unborn && perhapsBornMonths({ dueDate: due.date?.toString() ?? null }, context.today) !== undefined) warnings.push({ field: `${prefix}.due.day`, message: `${who}: this due date has long passed. If the baby has been born, take away “not born yet” and give the date of birth, or about how old. Until then we take it that the baby may have been born.` });
  const birth = readBirth(fields, prefix, who, context.today, warnings);
  if (!unborn) noteAge(fields, prefix, who, birth, warnings);
  const dueLost = due.typed !== '' && due.date === null ? `due date given as ${due.typed}` : '';
  noteNumbers(fields, prefix, who, warnings);
  const then = answer(`seen.${key}.under13Then`);
  return {
    ...birth,
    ageWords: [birth.ageWords, dueLost].filter(Boolean).join('; '),
    givenName: own('givenName'),
    familyName: own('familyName'),
    otherNames: own('otherNames'),
    unborn,
    dueDate: due.date?.toString() ?? null,
    // Also of somebody who is born, who may be pregnant herself: whom it may be told to is lost in no case.
    pregnancyKnown: choice(`${prefix}.pregnancyKnown`, PREGNANCY_KNOWN),
    pregnancyKnownWords: own('pregnancyKnownWords'),
    sex: choice(`${prefix}.sex`, ['F', 'M', 'U'] as const),
    nhsNumber: own('nhsNumber'),
    upn: own('upn'),
    address: own('address'),
    postcode: own('postcode'),
    keepAddressSecret: ticked(`${prefix}.keepAddressSecret`),
    phone: own('phone'),
    keepPhoneSecret: ticked(`${prefix}.keepPhoneSecret`),
    school: own('school'),
    keepSchoolSecret: ticked(`${prefix}.keepSchoolSecret`),
    gp: own('gp'),
    ethnicity: own('ethnicity'),
    religion: own('religion'),
    language: own('language'),
    interpreter: answer(`${prefix}.interpreter`),
    communication: own('communication'),
    disability: answer(`${prefix}.disability`),
    disabilityWords: own('disabilityWords'),
    // A question that older reports were not asked: where nothing was answered nothing is kept.
    ...(withoutSpeech === null ? {} : { withoutSpeech }),
    nonMobile: answer(`${prefix}.nonMobile`),
    openPlan: choice(`${prefix}.openPlan`, PLAN_KINDS),
    openPlanWhere: choice(`${prefix}.openPlanWhere`, ['this', 'other'] as const),
    privateFostering: answer(`${prefix}.privateFostering`),
    fostering28Days: answer(`${prefix}.fostering28Days`),
    ...readFostering(fields, prefix, who, warnings),
    fgmKnown: answer(`${prefix}.fgmKnown`),
    ...readFound(fields, prefix, who, context.today, warnings),
    homeAuthority: choice(`${prefix}.homeAuthority`, ['this', 'other'] as const),
    homeAuthorityWords: own('homeAuthorityWords'),
    indicators: readIndicators(fields, key, who, context.indicators, warnings),
    ...readRest(fields, key),
    ...(then === null ? {} : { under13Then: then }),
    voice: { said: text(`voice.${key}.said`), wants: text(`voice.${key}.wants`), aDay: text(`voice.${key}.aDay`), knows: answer(`voice.${key}.knows`), view: readView(fields, `voice.${key}.view`) },
  };
}

function readMember(fields: Fields, key: string, place: number, context: ReportContext, warnings: FieldNote[]): ReportMember {
  const prefix = `member.${key}`;
  const who = nameOrPlace(fields, prefix, 'Person', place);
  const { text, choice, answer, ticked } = readerOf(fields);
  const answered = choice(`${prefix}.kind`, ['adult', 'child'] as const);
  const [relationship, parentalResponsibility, fatherOrPartner] = [text(`${prefix}.relationship`), answer(`${prefix}.parentalResponsibility`), ticked(`${prefix}.fatherOrPartner`)];
  const birth = readBirth(fields, prefix, who, context.today, warnings);
  const kind = answered ?? kindByWhatIsSaid({ ...birth, relationship, parentalResponsibility, fatherOrPartner }, context.today);
  if (kind === 'child') noteAge(fields, prefix, who, birth, warnings);
  if (answered === null && kind !== 'adult') warnings.push({ field: `${prefix}.kind`, message: `${who}: you did not say whether this is an adult or another child. ${kind === 'child' ? 'By the age we take them for a child.' : 'Nothing tells us how old they are, so we take them for an adult.'} Answer it if you can.` });
  return {
    ...birth,
    kind: kind ?? 'adult',
    givenName: text(`${prefix}.givenName`),
    familyName: text(`${prefix}.familyName`),
    otherNames: text(`${prefix}.otherNames`),
    relationship,
    livesWithChild: answer(`${prefix}.livesWithChild`),
    parentalResponsibility,
    fatherOrPartner,
    ofConcern: ticked(`${prefix}.ofConcern`),
    address: text(`${prefix}.address`),
    keepAddressSecret: ticked(`${prefix}.keepAddressSecret`),
    phone: text(`${prefix}.phone`),
    keepPhoneSecret: ticked(`${prefix}.keepPhoneSecret`),
    safeWay: choice(`${prefix}.safeWay`, SAID_WAYS),
    reachBy: text(`${prefix}.reachBy`),
    whoMightSee: text(`${prefix}.whoMightSee`),
    notes: text(`${prefix}.notes`),
    hiddenHarm: {
      domesticAbuse: answer(`${prefix}.harm.domesticAbuse`),
      mentalIllHealth: answer(`${prefix}.harm.mentalIllHealth`),
      drugs: answer(`${prefix}.harm.drugs`),
      alcohol: answer(`${prefix}.harm.alcohol`),
      words: text(`${prefix}.harm.words`),
    },
    view: readView(fields, `${prefix}.view`),
  };
}

function readAgency(fields: Fields, key: string): ReportAgency {
  const prefix = `agency.${key}`;
  const { text, answer, ticked } = readerOf(fields);
  return { name: text(`${prefix}.name`), worker: text(`${prefix}.worker`), phone: text(`${prefix}.phone`), doing: text(`${prefix}.doing`), stillInvolved: answer(`${prefix}.stillInvolved`), extraHelp: ticked(`${prefix}.extraHelp`) };
}

function readBelief({ choice, text }: Reader): Report['belief'] {
  const level = choice('belief.level', ['1', '2', '3', '4', 'not_sure'] as const);
  const figure = ([1, 2, 3, 4] as const).find((each) => String(each) === level);
  return { level: level === 'not_sure' ? level : (figure ?? null), why: text('belief.why') };
}

function tooLong(fields: Fields): FieldNote[] {
  return Object.keys(fields).flatMap((field) => {
    const count = countCharacters(textOf(fields, field));
    const over = count - LONGEST_NARRATIVE;
    return over <= 0 ? [] : [{ field, message: `This text has ${count.toLocaleString('en-GB')} characters, ${over.toLocaleString('en-GB')} more than we take in one answer. Nothing was cut. Move the rest to another answer, or send it afterwards as an addition.` }];
  });
}

/** The keys of the children of whom anything was typed, in the order in which the report has them. */
export function saidChildren(fields: Fields): string[] {
  return keysOf(fields, 'children').filter((key) => anythingSaid(fields, [`child.${key}`, `seen.${key}`, `rest.${key}`, `voice.${key}`]));
}

/** The keys of the adults and other children of the household of whom anything was typed, in the order in which the report has them. */
export function saidMembers(fields: Fields): string[] {
  return keysOf(fields, 'members').filter((key) => anythingSaid(fields, [`member.${key}`]));
}

/** A number of the United Kingdom has ten digits at least, its area code among them. */
const FEWEST_DIGITS = 10;
const perhapsTelephone = (typed: string) => typed.trim() === '' || (typed.match(/\p{Nd}/gu) ?? []).length >= FEWEST_DIGITS;

/**
 * The report that a draft's fields say. Total: whatever was typed gives a report, and what could not be read stays in
 * it as words. Things of which nothing was said are left out.
 */
export function reportFromFields(fields: Fields, context: ReportContext): ReadReport {
  const warnings: FieldNote[] = [];
  const reader = readerOf(fields);
  const { text, choice, answer } = reader;
  if (!perhapsTelephone(text('you.phone'))) warnings.push({ field: 'you.phone', message: `The telephone number has fewer than ${FEWEST_DIGITS} digits. Check it, with its area code: it is how we ring back.` });
  const childKeys = saidChildren(fields);
  const memberKeys = saidMembers(fields);
  const protectionKeys = keysOf(fields, 'protections').filter((key) => anythingSaid(fields, [`protection.${key}`]));
  const agencyKeys = keysOf(fields, 'agencies').filter((key) => anythingSaid(fields, [`agency.${key}`]));
  const report: Report = {
    schemaVersion: REPORT_VERSION,
    firstQuestions: {
      whereNow: choice('safety.whereNow', WHERE_NOW),
      whereNowWords: text('safety.whereNowWords'),
      safeUntil: text('safety.safeUntil'),
      collected: text('safety.collected'),
      whoMustNotBeTold: text('safety.whoMustNotBeTold'),
      cannotWait: answer('safety.cannotWait'),
      planUntilCalled: text('safety.planUntilCalled'),
    },
    reporter: {
      ...context.reporter,
      role: text('you.role'),
      phone: text('you.phone'),
      reachBy: text('you.reachBy'),
      safeWay: choice('you.safeWay', SAID_WAYS),
      mayLeaveMessage: answer('you.mayLeaveMessage'),
      safeToTalk: answer('you.safeToTalk'),
      safeToRing: answer('you.safeToRing'),
      whoMightSee: text('you.whoMightSee'),
      relationship: text('you.relationship'),
      continuingRole: answer('you.continuingRole'),
      leadKnows: choice('you.leadKnows', LEAD_KNOWS),
      aboutColleague: answer('you.aboutColleague'),
      protectMe: choice('you.protectMe', ['yes', 'no'] as const),
    },
    children: childKeys.map((key, index) => readChild(fields, key, index + 1, context, warnings)),
    household: memberKeys.map((key, index) => readMember(fields, key, index + 1, context, warnings)),
    fathersAndPartners: text('household.fathersAndPartners'),
    courtOrders: text('household.courtOrders'),
    dangerToStaff: text('household.dangerToStaff'),
    incident: {
      what: text('happened.what'),
      when: text('happened.when'),
      where: text('happened.where'),
      whoSawOrSaid: text('happened.whoSawOrSaid'),
      exactWords: text('happened.exactWords'),
      questionAsked: text('happened.questionAsked'),
      onBody: text('happened.onBody'),
      opinion: text('happened.opinion'),
      positionOfTrust: answer('happened.positionOfTrust'),
      positionOfTrustWho: text('happened.positionOfTrustWho'),
    },
    view: {
      workingWell: text('view.workingWell'),
      worriedAbout: text('view.worriedAbout'),
      needsToHappen: text('view.needsToHappen'),
      scale: readScale(reader, 'view.scale'),
      strengths: text('view.strengths'),
      safety: protectionKeys.map((key, index) => readProtection(fields, key, index + 1, warnings)),
    },
    agencies: agencyKeys.map((key) => readAgency(fields, key)),
    reporterGivesExtraHelp: answer('help.reporterGivesExtraHelp'),
    tried: text('help.tried'),
    openness: {
      agreement: choice('openness.agreement', AGREEMENTS),
      agreementWho: text('openness.agreementWho'),
      agreementWhen: text('openness.agreementWhen'),
      informed: choice('openness.informed', ['yes', 'no'] as const),
      informedWho: text('openness.informedWho'),
      notInformedReason: choice('openness.notInformedReason', NOT_INFORMED_REASONS),
      notInformedWords: text('openness.notInformedWords'),
      familyViews: text('openness.familyViews'),
    },
    belief: readBelief(reader),
  };
  // What a partner types and what is taken down from a call is held by the schema by which it is kept and read again.
  return { report: reportSchema.parse(report), warnings, blocking: tooLong(fields) };
}
