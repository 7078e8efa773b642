import type { Guide } from '@/lib/threshold/model';
import type { Answer, OwnView, Protection, Report, ReportAgency, ReportChild, ReportMember, WISHES } from '../schema';
import { signOfAnyEdition } from './earlier-signs';
import { isShownSafety } from './hidden-harm';
import { STEP_TABLE, type StepName } from './steps';

/** One thing said, under the question it answers. */
export interface SaidRow {
  label: string;
  /** The words or the answer, exactly; empty when nothing was said. */
  value: string;
  /** Somebody's own words, to be shown with every line break. */
  narrative?: true;
}

/** What was said on one page, or of one child or adult on it. */
export interface SaidSection {
  step: StepName;
  title: string;
  rows: SaidRow[];
}

export const ANSWER_WORDS: Record<NonNullable<Answer>, string> = { yes: 'Yes', no: 'No', not_known: 'Not known' };

export const WHERE_NOW_WORDS: Record<NonNullable<Report['firstQuestions']['whereNow']>, string> = {
  with_me: 'Here with me',
  at_home: 'At home',
  on_the_way_home: 'On the way home',
  elsewhere: 'Somewhere else',
  not_known: 'Not known',
};

export const LEAD_KNOWS_WORDS: Record<NonNullable<Report['reporter']['leadKnows']>, string> = {
  told: 'Yes, I have told them',
  will_tell: 'Not yet. I will tell them',
  past_lead: 'No, and they must not see this report',
  i_am_lead: 'I am the safeguarding lead',
  no_lead: 'We have no safeguarding lead',
};

export const SAID_WAY_WORDS: Record<NonNullable<Report['reporter']['safeWay']>, string> = {
  telephone: 'By telephone',
  email: 'By e-mail',
  letter: 'By letter',
  in_person: 'Only in person',
  not_known: 'Not known',
};

export const SEX_WORDS: Record<NonNullable<ReportChild['sex']>, string> = { F: 'Girl', M: 'Boy', U: 'Not known' };

export const PREGNANCY_KNOWN_WORDS: Record<NonNullable<ReportChild['pregnancyKnown']>, string> = {
  mother_only: 'Only the mother, and whoever she told in confidence as a professional',
  listed: 'The people named here',
  not_known: 'Not known',
};
export const PLAN_WORDS: Record<NonNullable<ReportChild['openPlan']>, string> = {
  none: 'None that I know of',
  EH: 'Early help plan',
  CIN: 'Child in need plan',
  CP: 'Child protection plan',
  CLA: 'Looked after by a council',
  not_known: 'Not known',
};

export const WHERE_AUTHORITY_WORDS: Record<'this' | 'other', string> = { this: 'This council', other: 'Another council' };

export const AGREEMENT_WORDS: Record<NonNullable<Report['openness']['agreement']>, string> = {
  given: 'Yes, they agree to be offered help',
  refused: 'No, they said no',
  not_sought: 'They have not been asked',
  not_applicable: 'It does not apply: the child may be at risk of serious harm',
};

export const INFORMED_WORDS: Record<NonNullable<Report['openness']['informed']>, string> = { yes: 'Yes', no: 'No' };

/** When telling the family must wait (domain 3.4). */
export const NOT_INFORMED_WORDS: Record<NonNullable<Report['openness']['notInformedReason']>, string> = {
  RISK: 'It could put the child at more risk',
  CRIME: 'It could get in the way of a police enquiry',
  DELAY: 'Waiting to reach them would take too long',
  NOT_CONTACTABLE: 'They cannot be reached',
  OTHER_PERSON_RISK: 'It could put somebody else at risk',
};

/** What somebody wishes for (requirement C12). */
export const WISH_WORDS: Record<(typeof WISHES)[number], string> = {
  safety: 'To be safe',
  home: 'A home',
  job: 'Work, or school',
  friendship: 'Friends',
  involvement: 'To have a say, and a part in what happens around them',
};

export const REST_WORDS = {
  absent: 'Not present: I looked or know, and the others are not there',
  not_known: 'Not known',
  not_asked: 'Not asked',
} as const;

const yesNo = (answer: Answer): string => (answer === null ? '' : ANSWER_WORDS[answer]);
const ticked = (value: boolean): string => (value ? 'Yes' : '');
const wordsOf = <K extends string>(table: Record<K, string>, code: K | null): string => (code === null ? '' : table[code]);

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** "4 March 2019" from an ISO date. */
export function dayInWords(isoDate: string | null): string {
  if (isoDate === null) return '';
  const [year = '', month = '', day = ''] = isoDate.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

/** Somebody's name, or what to call them while it is not known. */
export function nameOf({ givenName, familyName }: { givenName: string; familyName: string }, otherwise: string): string {
  return [givenName, familyName].map((part) => part.trim()).filter(Boolean).join(' ') || otherwise;
}

const joined = (...parts: readonly string[]) => parts.filter(Boolean).join(', ');

function firstRows({ firstQuestions: asked }: Report): SaidRow[] {
  return [
    { label: 'Where the child is now', value: joined(wordsOf(WHERE_NOW_WORDS, asked.whereNow), asked.whereNowWords) },
    { label: 'Safe until', value: asked.safeUntil },
    { label: 'Somebody you worry about is collecting them', value: asked.collected },
    { label: 'Could be hurt before anybody can ring you', value: yesNo(asked.cannotWait) },
    { label: 'Who must not be told', value: asked.whoMustNotBeTold },
    { label: 'Plan until somebody rings', value: asked.planUntilCalled, narrative: true },
  ];
}

function reporterRows({ reporter }: Report): SaidRow[] {
  return [
    { label: 'Name', value: reporter.name },
    { label: 'Work', value: joined(reporter.role, reporter.agencyName) },
    { label: 'Telephone', value: reporter.phone },
    { label: 'How to reach you, and until when', value: reporter.reachBy },
    { label: 'Which way is safe', value: wordsOf(SAID_WAY_WORDS, reporter.safeWay) },
    { label: 'A message may be left', value: yesNo(reporter.mayLeaveMessage) },
    { label: 'It is safe to talk', value: yesNo(reporter.safeToTalk) },
    { label: 'It is safe to ring back', value: yesNo(reporter.safeToRing) },
    { label: 'Who might see a letter or message, or hear a call', value: reporter.whoMightSee },
    { label: 'How you know the child', value: reporter.relationship },
    { label: 'You go on working with the child or family', value: yesNo(reporter.continuingRole) },
    { label: 'Your safeguarding lead knows', value: wordsOf(LEAD_KNOWS_WORDS, reporter.leadKnows) },
    { label: 'About somebody who works with you, or their child', value: yesNo(reporter.aboutColleague) },
    { label: 'Nobody is to learn who told', value: yesNo(reporter.protectMe) },
  ];
}

/** Once taken out of the record, what was asked to be kept secret is said to be so. */
const secretOr = (secret: boolean, words: string) => (secret && words === '' ? 'Kept secret, as was asked' : words);

function childRows(child: ReportChild): SaidRow[] {
  return [
    { label: 'Other names', value: child.otherNames },
    { label: 'Who knows of the pregnancy', value: joined(wordsOf(PREGNANCY_KNOWN_WORDS, child.pregnancyKnown), child.pregnancyKnownWords) },
    ...(child.unborn ? [] : [{ label: 'Due date', value: dayInWords(child.dueDate) }]),
    { label: child.unborn ? 'Due' : 'Born', value: child.unborn ? joined('Not born yet', dayInWords(child.dueDate)) : dayInWords(child.dateOfBirth) },
    ...(child.unborn && child.birthSaid !== undefined ? [{ label: 'Has the baby been born?', value: joined(yesNo(child.birthSaid), dayInWords(child.birthSaidOn ?? null)) }] : []),
    { label: 'Age as you know it', value: child.ageWords },
    { label: 'Girl or boy', value: wordsOf(SEX_WORDS, child.sex) },
    { label: 'Address', value: secretOr(child.keepAddressSecret, child.address), narrative: true },
    { label: 'Postcode', value: child.postcode },
    { label: 'Keep this address secret', value: ticked(child.keepAddressSecret) },
    { label: 'Telephone', value: secretOr(child.keepPhoneSecret, child.phone) },
    { label: 'Keep this telephone number secret', value: ticked(child.keepPhoneSecret) },
    { label: 'School or nursery', value: secretOr(child.keepSchoolSecret, child.school) },
    { label: 'Keep this school secret', value: ticked(child.keepSchoolSecret) },
    { label: 'GP', value: child.gp },
    { label: 'NHS number', value: child.nhsNumber },
    { label: 'UPN', value: child.upn },
    { label: 'Language', value: child.language },
    { label: 'Interpreter needed', value: yesNo(child.interpreter) },
    { label: 'How they communicate', value: child.communication },
    { label: 'Ethnicity', value: child.ethnicity },
    { label: 'Religion', value: child.religion },
    { label: 'Disability', value: joined(yesNo(child.disability), child.disabilityWords) },
    { label: 'Without speech', value: yesNo(child.withoutSpeech ?? null) },
    { label: 'Cannot move about by themselves', value: yesNo(child.nonMobile) },
    { label: 'Plan now', value: joined(wordsOf(PLAN_WORDS, child.openPlan), wordsOf(WHERE_AUTHORITY_WORDS, child.openPlanWhere)) },
    { label: 'Lives with somebody who is not a close relative', value: yesNo(child.privateFostering) },
    { label: 'For 28 days or more, so far or as meant', value: yesNo(child.fostering28Days) },
    { label: 'Lives there since', value: joined(dayInWords(child.fosteringSince), child.fosteringWords) },
    { label: 'Meant to stay until', value: dayInWords(child.fosteringUntil) },
    { label: 'Has said she was cut, or signs were seen (FGM)', value: yesNo(child.fgmKnown) },
    { label: 'Was missing, found', value: child.foundWords },
    { label: 'Home council', value: joined(wordsOf(WHERE_AUTHORITY_WORDS, child.homeAuthority), child.homeAuthorityWords) },
  ];
}

/** The four questions as one person answers them: their words, their own number, what they wish for. */
function ownViewRows({ workingWell, worriedAbout, needsToHappen, scale, wishes }: OwnView): SaidRow[] {
  return [
    { label: 'Works well, as they see it', value: workingWell, narrative: true },
    { label: 'Worries them', value: worriedAbout, narrative: true },
    { label: 'Needs to happen, as they see it', value: needsToHappen, narrative: true },
    { label: 'How safe, 0 to 10, by their own number', value: scale === null ? '' : String(scale) },
    { label: 'Wishes for', value: wishes.map((wish) => WISH_WORDS[wish]).join('\n') },
  ];
}

function harmRows({ kind, hiddenHarm }: ReportMember): SaidRow[] {
  const rows: SaidRow[] = [
    { label: 'Domestic abuse', value: yesNo(hiddenHarm.domesticAbuse) },
    { label: 'Mental ill-health', value: yesNo(hiddenHarm.mentalIllHealth) },
    { label: 'Drug misuse', value: yesNo(hiddenHarm.drugs) },
    { label: 'Alcohol misuse', value: yesNo(hiddenHarm.alcohol) },
    { label: 'Of these, in words', value: hiddenHarm.words, narrative: true },
  ];
  // Not asked of a child; what was answered all the same is shown.
  return kind === 'child' ? rows.filter(({ value }) => value.trim() !== '') : rows;
}

function memberRows(member: ReportMember): SaidRow[] {
  return [
    { label: 'Other names', value: member.otherNames },
    { label: 'Who they are to the child', value: joined(member.relationship, member.kind === 'child' ? 'child' : '', member.fatherOrPartner ? 'father or partner' : '') },
    { label: 'Born', value: dayInWords(member.dateOfBirth) },
    { label: 'Age as you know it', value: member.ageWords },
    { label: 'Lives with the child', value: yesNo(member.livesWithChild) },
    { label: 'Has parental responsibility', value: yesNo(member.parentalResponsibility) },
    { label: 'The worry is about what they do', value: ticked(member.ofConcern) },
    { label: 'Where they live', value: secretOr(member.keepAddressSecret, member.address), narrative: true },
    { label: 'Keep this address secret', value: ticked(member.keepAddressSecret) },
    { label: 'Telephone', value: secretOr(member.keepPhoneSecret, member.phone) },
    { label: 'Keep this telephone number secret', value: ticked(member.keepPhoneSecret) },
    { label: 'Which way to reach them is safe', value: wordsOf(SAID_WAY_WORDS, member.safeWay) },
    { label: 'When, and how', value: member.reachBy },
    { label: 'Who might see a letter to them, or hear a call', value: member.whoMightSee },
    { label: 'What matters', value: member.notes, narrative: true },
    ...harmRows(member),
    ...ownViewRows(member.view),
  ];
}

function householdRows(report: Report): SaidRow[] {
  return [
    { label: 'Fathers and partners, also not living there', value: report.fathersAndPartners, narrative: true },
    { label: 'Court orders', value: report.courtOrders, narrative: true },
    { label: 'Dangers to whoever visits', value: report.dangerToStaff, narrative: true },
  ];
}

function incidentRows({ incident }: Report): SaidRow[] {
  return [
    { label: 'What was seen, heard or said', value: incident.what, narrative: true },
    { label: 'When', value: incident.when },
    { label: 'Where', value: incident.where },
    { label: 'Who saw it or said it', value: incident.whoSawOrSaid },
    { label: 'The child’s exact words', value: incident.exactWords, narrative: true },
    { label: 'The question asked', value: incident.questionAsked, narrative: true },
    { label: 'Where on the body', value: incident.onBody, narrative: true },
    { label: 'What you make of it', value: incident.opinion, narrative: true },
    { label: 'The person works or volunteers with children', value: joined(yesNo(incident.positionOfTrust), incident.positionOfTrustWho) },
  ];
}

function voiceRows({ voice }: ReportChild): SaidRow[] {
  return [
    { label: 'What the child says, shows or does', value: voice.said, narrative: true },
    { label: 'What the child wants', value: voice.wants, narrative: true },
    { label: 'A day for this child', value: voice.aDay, narrative: true },
    { label: 'The child knows of this report', value: yesNo(voice.knows) },
    ...ownViewRows(voice.view),
  ];
}

/** "Gran takes both every Friday. From 3 March 2025 until now. Seen: school, each week." */
function protectionWords({ what, since, until, datesWords, evidence }: Protection): string {
  const span = since === null && until === null ? '' : `${since === null ? 'Until' : `From ${dayInWords(since)} until`} ${until === null ? 'now' : dayInWords(until)}`;
  return [what, joined(span, datesWords), evidence === '' ? '' : `How it is known: ${evidence}`].filter(Boolean).join('\n');
}

function viewRows({ view }: Report): SaidRow[] {
  return [
    { label: 'Working well', value: view.workingWell, narrative: true },
    { label: 'Worried about', value: view.worriedAbout, narrative: true },
    { label: 'Needs to happen', value: view.needsToHappen, narrative: true },
    { label: 'How safe, 0 to 10', value: view.scale === null ? '' : String(view.scale) },
    { label: 'Strengths of family and network', value: view.strengths, narrative: true },
    { label: 'Safety, shown over time', value: view.safety.filter(isShownSafety).map(protectionWords).join('\n\n'), narrative: true },
    { label: 'Said to protect, not shown over time yet', value: view.safety.filter((each) => !isShownSafety(each)).map(protectionWords).join('\n\n'), narrative: true },
  ];
}

const DOMAIN_WORDS = { CD: 'the child’s development', PC: 'parenting', FE: 'family and surroundings' } as const;

/** The parts of a child's life by which a guide sorts its signs. */
export const DOMAIN_TITLES = { CD: 'How the child is doing', PC: 'How the child is looked after', FE: 'Family and surroundings' } as const;

/** Signs that a machine answered by themselves, where that is not what it said of their part: one of them is no word of the others. */
function oneByOne({ indicators, rest }: ReportChild, guide: Pick<Guide, 'indicators'>): string {
  if (rest === undefined) return '';
  const own = guide.indicators.filter(({ id, domain }) => indicators[id] !== undefined && indicators[id] !== 'present' && indicators[id] !== rest[domain]);
  return own.map(({ id, phrase }) => `${phrase}: ${indicators[id] === 'absent' ? 'not present' : indicators[id] === 'not_known' ? 'not known' : 'not asked'}`).join('\n');
}

function indicatorRows(child: ReportChild, guide: Pick<Guide, 'indicators'>): SaidRow[] {
  const { indicators, under13Then } = child;
  const seen = guide.indicators.filter(({ id }) => indicators[id] === 'present');
  const rest = (['CD', 'PC', 'FE'] as const).map((domain): SaidRow => {
    const answer = guide.indicators.find(({ id, domain: own }) => own === domain && indicators[id] !== undefined && indicators[id] !== 'present');
    const code = child.rest !== undefined ? child.rest[domain] : answer === undefined ? undefined : indicators[answer.id];
    return { label: `The rest of ${DOMAIN_WORDS[domain]}`, value: code === undefined || code === 'present' ? '' : REST_WORDS[code] };
  });
  const gone = Object.entries(indicators).flatMap(([id, answer]) => (answer === 'present' && !guide.indicators.some((sign) => sign.id === id) ? (signOfAnyEdition(id) ?? []) : []));
  const lines = [...seen.map(({ phrase }) => phrase), ...gone.map(({ phrase }) => `${phrase} (a sign of another edition of the guide, which this one does not weigh)`)];
  return [{ label: 'Seen', value: lines.join('\n'), narrative: true }, { label: 'Under 13 when it happened (sexual activity, pregnancy)', value: yesNo(under13Then ?? null) }, { label: 'Answered by itself', value: oneByOne(child, guide), narrative: true }, ...rest];
}

function agencyRows(agency: ReportAgency): SaidRow[] {
  return [
    { label: 'Worker', value: joined(agency.worker, agency.phone) },
    { label: 'What they do', value: agency.doing, narrative: true },
    { label: 'Gives more help than every family gets', value: ticked(agency.extraHelp) },
    { label: 'Still involved', value: yesNo(agency.stillInvolved) },
  ];
}

function opennessRows({ openness }: Report): SaidRow[] {
  return [
    { label: 'Agrees to be offered help', value: joined(wordsOf(AGREEMENT_WORDS, openness.agreement), openness.agreementWho, openness.agreementWhen) },
    { label: 'The family knows of this report', value: joined(wordsOf(INFORMED_WORDS, openness.informed), openness.informedWho) },
    { label: 'Why not', value: joined(wordsOf(NOT_INFORMED_WORDS, openness.notInformedReason), openness.notInformedWords) },
    { label: 'What the family thinks', value: openness.familyViews, narrative: true },
  ];
}

function beliefRows({ belief }: Report, guide: Pick<Guide, 'levels'>): SaidRow[] {
  const own = guide.levels.filter((level) => level.canonical === belief.level).map(({ label, name }) => `${label}: ${name}`);
  return [
    { label: 'Level', value: belief.level === null ? '' : belief.level === 'not_sure' ? 'Not sure' : own.join(' or ') },
    { label: 'Why', value: belief.why, narrative: true },
  ];
}

/**
 * Everything a report says, by page, every question with its answer in the guide's and our words; an empty value means
 * that nothing was said. The same for check answers, the author's copy and the worker's page.
 */
export function sayReport(report: Report, guide: Pick<Guide, 'indicators' | 'levels'>): SaidSection[] {
  const { children, household, agencies } = report;
  const section = (step: StepName, rows: SaidRow[], title: string = STEP_TABLE[step].title): SaidSection => ({ step, title, rows });
  const named = (child: ReportChild, index: number) => nameOf(child, `Child ${index + 1}`);
  const eachChild = (step: StepName, rowsOf: (child: ReportChild) => SaidRow[]) =>
    children.length === 0
      ? [section(step, [{ label: 'Child', value: '' }])]
      : children.map((child, index) => section(step, rowsOf(child), step === 'children' ? named(child, index) : children.length === 1 ? STEP_TABLE[step].title : `${STEP_TABLE[step].title}: ${named(child, index)}`));
  return [
    section('safety', firstRows(report)),
    section('you', reporterRows(report)),
    ...eachChild('children', childRows),
    ...household.map((member, index) => section('household', memberRows(member), nameOf(member, `Person ${index + 1} of the family`))),
    section('household', householdRows(report)),
    section('what-happened', incidentRows(report)),
    ...eachChild('voice', voiceRows),
    section('strengths', viewRows(report)),
    ...eachChild('indicators', (child) => indicatorRows(child, guide)),
    ...agencies.map((agency, index) => section('agencies', agencyRows(agency), agency.name.trim() || `Agency ${index + 1}`)),
    section('agencies', [
      { label: 'You give more help than every family gets', value: yesNo(report.reporterGivesExtraHelp) },
      { label: 'What has been tried', value: report.tried, narrative: true },
    ]),
    section('consent', opennessRows(report)),
    section('level', beliefRows(report, guide)),
  ];
}
