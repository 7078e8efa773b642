import type { Temporal } from 'temporal-polyfill';
import { report, type Report, type ReportInput } from '@/lib/contact/schema';
import { LONDON, londonDate } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { drawing } from '../names';
import { fill, type Words } from './fill';
import type { Household, SeedAdult, SeedChild, Theme } from './model';
import type { Reporter } from './reporter';

/** A concern before it is told: what it is about, whom, by whom, when. */
export interface Telling {
  theme: Theme;
  household: Household;
  reporter: Reporter;
  /** Which of the theme's texts: the same for every field, so that they fit together. */
  variant: number;
  receivedAt: Temporal.Instant;
  guide: Guide;
  /** Makes this telling's choices, and no other's. */
  seedWords: string;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const dayWords = (date: Temporal.PlainDate) => `${WEEKDAYS[date.dayOfWeek - 1]} ${date.day} ${MONTHS[date.month - 1]}`;

function lastWeekday(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.dayOfWeek > 5 ? date.subtract({ days: date.dayOfWeek - 5 }) : date;
}

const PRONOUNS = {
  F: { he: 'she', him: 'her', his: 'her', himself: 'herself' },
  M: { he: 'he', him: 'him', his: 'his', himself: 'himself' },
  U: { he: 'the baby', him: 'the baby', his: 'the baby’s', himself: 'the baby' },
} as const;

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
const listed = (names: readonly string[]) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);

/** The children of the household whom this concern is about. */
export function reportedChildren({ theme, household }: Pick<Telling, 'theme' | 'household'>): readonly SeedChild[] {
  return theme.nobody ? [] : household.children.slice(0, theme.reported ?? theme.atLeast ?? 1);
}

/** The words for the names in a story's texts. */
export function wordsOf({ theme, household, receivedAt }: Telling): Words {
  const on = londonDate(receivedAt);
  const [child, sibling] = household.children;
  const own = PRONOUNS[child?.sex ?? 'U'];
  const man = household.man;
  return {
    n: child?.givenName === '' || child === undefined ? 'the baby' : child.givenName,
    ...own,
    He: capital(own.he),
    His: capital(own.his),
    he2: sibling ? PRONOUNS[sibling.sex].he : 'he',
    he3: 'he',
    mum: household.mum.givenName,
    gran: household.gran.givenName,
    gran2: household.gran.givenName,
    ...(man === null ? {} : { man: man.givenName, rel: man.parentalResponsibility ? 'Dad' : man.givenName }),
    ...(sibling === undefined ? {} : { sib: sibling.givenName }),
    sibOrGran: sibling?.givenName ?? household.gran.givenName,
    kids: listed(reportedChildren({ theme, household }).map(({ givenName }) => givenName)),
    day: dayWords(lastWeekday(on)),
    lastNight: dayWords(on.subtract({ days: 1 })),
    before: dayWords(on.subtract({ days: 4 })),
    earlier: dayWords(lastWeekday(on.subtract({ days: 9 }))),
    month: MONTHS[on.subtract({ months: 2 }).month - 1] ?? '',
    street: household.address,
    door: household.address.split(' ')[0] ?? '',
  };
}

/** What was ticked is there; of the rest of a domain the reporter says that it is not, or that it is not known. */
function indicatorsOf({ theme, guide }: Telling, place: number): Record<string, 'present' | 'absent' | 'not_known'> {
  const present = new Set(place > 0 && theme.others ? theme.others : theme.present);
  const absent = new Set(theme.absent);
  return Object.fromEntries(guide.indicators.map(({ id, domain }) => [id, present.has(id) ? 'present' : absent.has(id) || !theme.unknown?.includes(domain) ? 'absent' : 'not_known']));
}

function childOf(telling: Telling, child: SeedChild, place: number, say: (texts: readonly string[]) => string): NonNullable<ReportInput['children']>[number] {
  const { theme, household, receivedAt } = telling;
  const found = theme.foundHoursBefore === undefined || place > 0 ? null : receivedAt.subtract({ hours: theme.foundHoursBefore }).round('minute').toString();
  return {
    givenName: child.givenName,
    familyName: child.dateOfBirth === null ? '' : child.familyName,
    dateOfBirth: child.dateOfBirth,
    unborn: child.dateOfBirth === null,
    dueDate: child.dueDate,
    sex: child.sex,
    nhsNumber: child.nhsNumber,
    upn: child.upn,
    address: household.address,
    postcode: household.postcode,
    school: child.school,
    gp: household.gp,
    ethnicity: household.ethnicity,
    religion: household.religion,
    language: household.language,
    interpreter: household.interpreter ? 'yes' : 'no',
    ...(place === 0 ? theme.child : pick(theme.child)),
    foundAt: found,
    indicators: indicatorsOf(telling, place),
    voice: place === 0 ? { said: say(theme.said), wants: say(theme.wants), aDay: say(theme.aDay), knows: theme.notInformed || child.dateOfBirth === null ? 'no' : 'yes' } : {},
  };
}

/** A plan holds for brothers and sisters too; a disability or an injury does not. */
function pick(child: Theme['child']): Pick<NonNullable<Theme['child']>, 'openPlan' | 'openPlanWhere'> {
  return { ...(child?.openPlan === undefined ? {} : { openPlan: child.openPlan }), ...(child?.openPlanWhere === undefined ? {} : { openPlanWhere: child.openPlanWhere }) };
}

function adultOf(adult: SeedAdult, ofConcern: boolean): NonNullable<ReportInput['household']>[number] {
  const { givenName, familyName, age, relationship, livesWithChild, parentalResponsibility } = adult;
  return {
    kind: 'adult',
    ...{ givenName, familyName, relationship, ofConcern },
    ageWords: `about ${age}`,
    age: { years: age },
    livesWithChild: livesWithChild ? 'yes' : 'no',
    parentalResponsibility: parentalResponsibility ? 'yes' : 'no',
    fatherOrPartner: relationship === 'Father' || relationship === 'Mother’s partner',
  };
}

/** Themes in which the worry is about what the man does. */
const MAN_OF_CONCERN = new Set(['encompass-standard', 'encompass-repeat', 'encompass-high', 'offender', 'slap', 'chastised', 'drink', 'open-case']);

type Harm = NonNullable<NonNullable<ReportInput['household']>[number]['hiddenHarm']>;
const BOTH: { mum: Harm; man: Harm } = { mum: { domesticAbuse: 'yes', mentalIllHealth: 'not_known' }, man: { domesticAbuse: 'yes' } };
/** What the reporter of a theme says of the adults’ hidden harm; of the others they were not asked. */
const HARMS: Readonly<Record<string, { mum?: Harm; man?: Harm }>> = {
  'encompass-standard': BOTH,
  'encompass-repeat': BOTH,
  'encompass-high': BOTH,
  treatment: { mum: { drugs: 'yes', domesticAbuse: 'no' }, man: { drugs: 'yes' } },
  'low-mood': { mum: { mentalIllHealth: 'yes', drugs: 'no', alcohol: 'no' } },
  'hidden-harm': { mum: { domesticAbuse: 'yes', mentalIllHealth: 'yes', drugs: 'yes', words: 'Buys diazepam for panic attacks' }, man: { domesticAbuse: 'yes', alcohol: 'yes', words: 'Drinks every evening' } },
  drink: { man: { alcohol: 'yes', domesticAbuse: 'not_known' } },
};

function householdMembers(telling: Telling): NonNullable<ReportInput['household']> {
  const { theme, household } = telling;
  if (theme.nobody || theme.key === 'anonymous') return [];
  const reported = reportedChildren(telling);
  const others = household.children.slice(reported.length).map(({ givenName, familyName, dateOfBirth }) => ({ kind: 'child' as const, givenName, familyName, dateOfBirth, relationship: 'Brother or sister', livesWithChild: 'yes' as const }));
  const harm = HARMS[theme.key];
  const mum = { ...adultOf(household.mum, false), hiddenHarm: harm?.mum ?? {}, view: theme.key === 'hidden-harm' ? { scale: 7, worriedAbout: 'That they are taken away' } : {} };
  return [mum, ...(household.man === null ? [] : [{ ...adultOf(household.man, MAN_OF_CONCERN.has(theme.key)), hiddenHarm: harm?.man ?? {} }]), ...others];
}

const timeOn = (at: Temporal.Instant) => at.toZonedDateTimeISO(LONDON);

/**
 * Tells a story as a report: what the form, or a worker on the telephone, would have written down. The same words
 * give the same report.
 */
export function tell(telling: Telling): Report {
  const { theme, household, reporter, variant, receivedAt } = telling;
  const draw = drawing('telling', telling.seedWords);
  const words = wordsOf(telling);
  const say = (texts: readonly string[]) => fill(texts[variant % texts.length] ?? '', words, draw);
  const known = reporter.name !== '';
  const public_ = reporter.agencyKind === 'public';
  const hour = timeOn(receivedAt).hour;
  const children = theme.key === 'anonymous' ? reportedChildren(telling).map((child) => ({ ageWords: 'a little one', address: household.address, school: '', sex: child.sex, indicators: indicatorsOf(telling, 0) })) : reportedChildren(telling).map((child, place) => childOf(telling, child, place, say));
  const [low, high] = theme.scale;
  const input: ReportInput = {
    firstQuestions: {
      whereNow: theme.nobody ? null : hour >= 9 && hour < 15 && reporter.agencyKind === 'school' ? 'with_me' : theme.key === 'anonymous' ? 'not_known' : 'at_home',
      safeUntil: theme.believed.includes(4) ? 'Until somebody goes home with the child, or to the home' : '',
      collected: theme.believed.includes(4) && reporter.agencyKind === 'school' ? `Usually collected at 15:15 by ${household.mum.givenName}` : '',
      whoMustNotBeTold: theme.notInformed === 'RISK' && household.man !== null ? `${household.man.givenName}` : '',
      cannotWait: theme.immediate ? 'yes' : 'no',
      planUntilCalled: theme.believed.includes(4) ? 'Stays with us, or with somebody safe, until you ring.' : 'Ordinary day; we go on as we do.',
    },
    reporter: {
      name: reporter.name,
      role: reporter.role,
      agencyName: public_ ? '' : reporter.agencyName,
      email: reporter.email,
      phone: reporter.phone,
      reachBy: known ? `Telephone, until ${hour < 15 ? '17:00' : '20:00'}` : '',
      relationship: reporter.relationship,
      continuingRole: reporter.continuing ? 'yes' : 'no',
      leadKnows: public_ ? null : theme.aboutColleague && reporter.agencyKind === 'school' ? 'past_lead' : 'told',
      aboutColleague: theme.aboutColleague && reporter.agencyKind === 'school' ? 'yes' : 'no',
    },
    children,
    household: householdMembers(telling),
    fathersAndPartners: theme.nobody || theme.key === 'anonymous' ? '' : household.man === null ? 'Nothing is known of the father' : `${household.man.givenName} (${household.man.relationship.toLowerCase()})${household.man.livesWithChild ? '' : ', does not live there'}`,
    dangerToStaff: theme.danger === undefined ? '' : fill(theme.danger, words, draw),
    incident: {
      what: say(theme.what),
      when: say(theme.when),
      where: say(theme.where),
      whoSawOrSaid: say(theme.saw),
      exactWords: theme.words ? say(theme.words) : '',
      questionAsked: theme.asked ? say(theme.asked) : '',
      onBody: theme.body ? say(theme.body) : '',
      opinion: say(theme.opinion),
      positionOfTrust: theme.positionOfTrust ? 'yes' : 'no',
      positionOfTrustWho: theme.positionOfTrust ?? '',
    },
    view: {
      workingWell: say(theme.well),
      worriedAbout: say(theme.worried),
      needsToHappen: say(theme.needs),
      scale: low + Math.floor(draw() * (high - low + 1)),
      safety: theme.key === 'treatment' ? [{ what: `${household.gran.givenName} has the children every Friday`, since: londonDate(receivedAt).subtract({ months: 14 }).toString(), evidence: 'Our worker met them there, and it held in both relapses' }] : [],
    },
    agencies: (theme.agencies ?? []).map(({ name, doing, extraHelp }) => ({ name, doing: fill(doing, words, draw), stillInvolved: 'yes' as const, extraHelp: extraHelp === true })),
    reporterGivesExtraHelp: 'no',
    tried: say(theme.tried),
    openness: {
      agreement: theme.agreement,
      agreementWho: theme.agreement === 'given' ? household.mum.givenName : '',
      agreementWhen: theme.agreement === 'given' ? dayWords(londonDate(receivedAt)) : '',
      informed: theme.notInformed ? 'no' : 'yes',
      informedWho: theme.notInformed ? '' : household.mum.givenName,
      notInformedReason: theme.notInformed ?? null,
      notInformedWords: theme.notInformed ? say(theme.familyViews) : '',
      familyViews: say(theme.familyViews),
    },
    belief: { level: theme.believed[variant % theme.believed.length] ?? null, why: say(theme.why) },
  };
  return report.parse(input);
}
