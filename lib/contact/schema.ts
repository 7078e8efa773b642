import { z } from 'zod';

/**
 * A report as it was sent: what `Contact.report` holds. Words are kept exactly as typed, an empty string
 * means that nothing was said, and null that a question was not answered; "not known" is an answer.
 * Nothing is required: a concern is never refused for what is missing (domain 7.17). The lengths of the
 * form's narratives are the form's affair (report-fields.ts), so that nothing said is ever cut here.
 */
const words = z.string().default('');
const isoDate = z.iso.date().nullable().default(null);
const bornAbout = z.string().regex(/^(?:\d{4}(?:-(?:0[1-9]|1[0-2]))?)?$/).default('');

/** Yes, no, or that the reporter does not know; null when the question was passed over. */
export const ANSWERS = ['yes', 'no', 'not_known'] as const;
const answer = z.enum(ANSWERS).nullable().default(null);
export type Answer = (typeof ANSWERS)[number] | null;

export const WHERE_NOW = ['with_me', 'at_home', 'on_the_way_home', 'elsewhere', 'not_known'] as const;

/** Asked before any name (domain 7, first questions). */
const firstQuestions = z.strictObject({
  whereNow: z.enum(WHERE_NOW).nullable().default(null),
  whereNowWords: words,
  /** As said: "until 15:30, when school ends". */
  safeUntil: words,
  /** Is anyone the reporter worries about collecting them today; who, and when. */
  collected: words,
  whoMustNotBeTold: words,
  /** A child could be hurt before anybody can read this and ring back: to the top of the queue. */
  cannotWait: answer,
  /** What keeps the child safe until somebody rings. */
  planUntilCalled: words,
});

/** Ways to reach somebody, as they or whoever reports say it (safe practice 4, 5). */
export const SAID_WAYS = ['telephone', 'email', 'letter', 'in_person', 'not_known'] as const;

/** told | will tell | past: not to be seen by the agency's lead (domain 7.3) | the reporter is the lead. */
export const LEAD_KNOWS = ['told', 'will_tell', 'past_lead', 'i_am_lead', 'no_lead'] as const;

const reporter = z.strictObject({
  name: words,
  role: words,
  agencyName: words,
  email: words,
  phone: words,
  /** How, where and until when the reporter can be reached. */
  reachBy: words,
  /** Which way is safe, so that nobody else learns that they told us. */
  safeWay: z.enum(SAID_WAYS).nullable().default(null),
  mayLeaveMessage: answer,
  /** A child who rings: can they talk now, and is it safe to ring back (domain 7.9)? */
  safeToTalk: answer,
  safeToRing: answer,
  /** Who might see a letter or message to them, or hear a call. */
  whoMightSee: words,
  /** How the reporter knows the child: "class teacher since September". */
  relationship: words,
  /** Goes on working with the child or family: decides what the outcome letter may say (domain 7.5). */
  continuingRole: answer,
  leadKnows: z.enum(LEAD_KNOWS).nullable().default(null),
  /** The worry is about somebody who works there, or a child of theirs (domain 7.3). */
  aboutColleague: answer,
  /** Nobody is to learn who reported (domain 3.4, 7.14); "yes" is all that is left of a reporter then. */
  protectMe: z.enum(['yes', 'no']).nullable().default(null),
});

/** What somebody wishes for, in five kinds (requirement C12). */
export const WISHES = ['safety', 'home', 'job', 'friendship', 'involvement'] as const;

/** Signs of Safety: 0 cannot live at home … 10 safe enough to close (domain 5.6). */
const scale = z.number().int().min(0).max(10).nullable().default(null);

/** The four questions of Signs of Safety as one person answers them. Each gives a number of their own, since they differ (domain 5.6). */
const ownView = z.strictObject({
  workingWell: words,
  worriedAbout: words,
  needsToHappen: words,
  scale,
  wishes: z.array(z.enum(WISHES)).default([]),
});
export type OwnView = z.infer<typeof ownView>;

/** Hidden harm of one adult, drugs and alcohol apart (requirements S03, S04). */
const hiddenHarm = z.strictObject({
  domesticAbuse: answer,
  mentalIllHealth: answer,
  drugs: answer,
  alcohol: answer,
  /** Who does what to whom, since when, what help there is. */
  words,
});
export type HiddenHarm = z.infer<typeof hiddenHarm>;

/** An age as the threshold room reads it, when it could be read from what was typed. */
const age = z.union([z.strictObject({ years: z.number().min(0).max(130) }), z.strictObject({ months: z.number().min(0).max(1560) })]);

export const INDICATOR_ANSWERS = ['present', 'absent', 'not_known', 'not_asked'] as const;
/** One answer for everything in a part of the guide that was not ticked. */
export const REST_ANSWERS = ['absent', 'not_known', 'not_asked'] as const;
const rest = z.strictObject({ CD: z.enum(REST_ANSWERS).optional(), PC: z.enum(REST_ANSWERS).optional(), FE: z.enum(REST_ANSWERS).optional() });
const indicators = z.record(z.string().regex(/^I\d{3}$/), z.enum(INDICATOR_ANSWERS)).default({});

export const PREGNANCY_KNOWN = ['mother_only', 'listed', 'not_known'] as const;

export const PLAN_KINDS = ['none', 'EH', 'CIN', 'CP', 'CLA', 'not_known'] as const;

const voice = z.strictObject({
  /** What the child said, shows or does, in the child's own words where there are any. */
  said: words,
  /** What the child wants to happen. */
  wants: words,
  /** What a day is like for this child. */
  aDay: words,
  /** Does the child know of this report? */
  knows: answer,
  /** As the child sees it. */
  view: ownView.prefault({}),
});

const child = z.strictObject({
  givenName: words,
  familyName: words,
  /** Known as, former or other names. */
  otherNames: words,
  dateOfBirth: isoDate,
  /** The year, or year and month, where no more of the date of birth is known: 2019, 2019-05. */
  bornAbout,
  /** As said when the date is not known: "about 6". */
  ageWords: words,
  age: age.nullable().default(null),
  unborn: z.boolean().default(false),
  dueDate: isoDate,
  /** Whether the baby has been born by now, and when, as somebody said of it later; left out where nobody did. */
  birthSaid: z.enum(ANSWERS).optional(),
  birthSaidOn: z.iso.date().nullable().optional(),
  /** Who knows of the pregnancy (domain 7.12): only the mother, those named in the words, or not known. */
  pregnancyKnown: z.enum(PREGNANCY_KNOWN).nullable().default(null),
  pregnancyKnownWords: words,
  sex: z.enum(['F', 'M', 'U']).nullable().default(null),
  /** As typed; check digits are explained and never enforced. */
  nhsNumber: words,
  upn: words,
  address: words,
  postcode: words,
  /** "Keep this address secret" (domain 7.6). */
  keepAddressSecret: z.boolean().default(false),
  /** Of the child or whoever looks after it. */
  phone: words,
  keepPhoneSecret: z.boolean().default(false),
  school: words,
  keepSchoolSecret: z.boolean().default(false),
  gp: words,
  ethnicity: words,
  religion: words,
  language: words,
  interpreter: answer,
  communication: words,
  disability: answer,
  disabilityWords: words,
  /** Is without speech: cannot say what happened to them; left out where nobody was asked. */
  withoutSpeech: z.enum(ANSWERS).optional(),
  /** Cannot yet, or cannot, move about by themselves. */
  nonMobile: answer,
  /** A plan the child has now, and with which council. */
  openPlan: z.enum(PLAN_KINDS).nullable().default(null),
  openPlanWhere: z.enum(['this', 'other']).nullable().default(null),
  /** Lives with somebody who is neither a parent nor a close relative (domain 3.5: the second of three tests; the first is the age). */
  privateFostering: answer,
  /** Has done so, or is meant to, for 28 days or more: the third test. */
  fostering28Days: answer,
  /** Since when, and until when it is meant to go on; the words as typed where they could not be read as dates. */
  fosteringSince: isoDate,
  fosteringUntil: isoDate,
  fosteringWords: words,
  /** The girl has said so, or signs were seen: not suspicion (domain 7.15). */
  fgmKnown: answer,
  /** Under 13 when it happened: asked of sexual activity or a pregnancy, where the child is 13 or older now (domain 2.2 behaviour 6). Left out where nobody answered. */
  under13Then: z.enum(ANSWERS).optional(),
  /** Was missing and has been found: when, as an instant, or as said when it could not be read. */
  foundAt: z.iso.datetime({ offset: true }).nullable().default(null),
  foundWords: words,
  homeAuthority: z.enum(['this', 'other']).nullable().default(null),
  homeAuthorityWords: words,
  indicators,
  /** How the signs that were not ticked were answered, part by part; a part left out was passed over. Nothing where each sign was answered by itself. */
  rest: rest.optional(),
  voice: voice.prefault({}),
});
export type ReportChild = z.infer<typeof child>;

/** An adult, or another child, of the household or of weight in the child's life. */
const member = z.strictObject({
  kind: z.enum(['adult', 'child']).default('adult'),
  givenName: words,
  familyName: words,
  /** Known as, former or other names. */
  otherNames: words,
  dateOfBirth: isoDate,
  /** The year, or year and month, where no more of the date of birth is known: 2019, 2019-05. */
  bornAbout,
  ageWords: words,
  age: age.nullable().default(null),
  relationship: words,
  livesWithChild: answer,
  parentalResponsibility: answer,
  /** A father or partner, also one not living there. */
  fatherOrPartner: z.boolean().default(false),
  /** The worry is about what this person does or may do. */
  ofConcern: z.boolean().default(false),
  /** Where they live, when elsewhere than the child; with its postcode. */
  address: words,
  keepAddressSecret: z.boolean().default(false),
  phone: words,
  keepPhoneSecret: z.boolean().default(false),
  /** How they can be reached without danger to anybody, and when. */
  safeWay: z.enum(SAID_WAYS).nullable().default(null),
  reachBy: words,
  whoMightSee: words,
  notes: words,
  hiddenHarm: hiddenHarm.prefault({}),
  /** As this person sees it. */
  view: ownView.prefault({}),
});
export type ReportMember = z.infer<typeof member>;

/** What happened: what was seen, heard or said apart from what is thought of it. */
const incident = z.strictObject({
  what: words,
  when: words,
  where: words,
  whoSawOrSaid: words,
  /** The child's exact words, and the question that was asked. */
  exactWords: words,
  questionAsked: words,
  onBody: words,
  opinion: words,
  /** The person of concern works or volunteers with children (LADO). */
  positionOfTrust: answer,
  positionOfTrustWho: words,
});

/**
 * Something that protects the child. Safety is a strength shown as protection over time: it has a span and evidence
 * (requirement C21); what has not is a strength that is hoped to protect.
 */
const protection = z.strictObject({
  what: words,
  since: isoDate,
  /** Null: until now, or not said. */
  until: isoDate,
  /** The dates as typed, where they could not be read. */
  datesWords: words,
  /** Who saw it, and when it was put to the test. */
  evidence: words,
});
export type Protection = z.infer<typeof protection>;

/** As the reporter sees it. */
const view = z.strictObject({
  workingWell: words,
  worriedAbout: words,
  needsToHappen: words,
  scale,
  /** Strengths and resources of family and network (requirement C20): apart from safety. */
  strengths: words,
  safety: z.array(protection).default([]),
});

const agency = z.strictObject({
  name: words,
  worker: words,
  phone: words,
  doing: words,
  stillInvolved: answer,
  /** Gives help beyond what every family gets: only these count for the guide (domain 2.2 behaviour 3). */
  extraHelp: z.boolean().default(false),
});
export type ReportAgency = z.infer<typeof agency>;

export const AGREEMENTS = ['given', 'refused', 'not_sought', 'not_applicable'] as const;
/** When informing the family must wait (domain 3.4). */
export const NOT_INFORMED_REASONS = ['RISK', 'CRIME', 'DELAY', 'NOT_CONTACTABLE', 'OTHER_PERSON_RISK'] as const;

/** Agreement to a service and openness with the family: two different things (domain 3.4). */
const openness = z.strictObject({
  agreement: z.enum(AGREEMENTS).nullable().default(null),
  agreementWho: words,
  agreementWhen: words,
  informed: z.enum(['yes', 'no']).nullable().default(null),
  informedWho: words,
  notInformedReason: z.enum(NOT_INFORMED_REASONS).nullable().default(null),
  notInformedWords: words,
  familyViews: words,
});

export const LEVELS_BELIEVED = [1, 2, 3, 4, 'not_sure'] as const;

const belief = z.strictObject({
  level: z.literal(LEVELS_BELIEVED).nullable().default(null),
  why: words,
});

export const REPORT_VERSION = 1;

/** The whole report. */
export const report = z.strictObject({
  schemaVersion: z.literal(REPORT_VERSION).default(REPORT_VERSION),
  firstQuestions: firstQuestions.prefault({}),
  reporter: reporter.prefault({}),
  children: z.array(child).default([]),
  household: z.array(member).default([]),
  /** Fathers and partners, also not living there: what is known of them, or that nothing is. */
  fathersAndPartners: words,
  courtOrders: words,
  /** People, animals or anything else that endangers whoever visits. */
  dangerToStaff: words,
  incident: incident.prefault({}),
  view: view.prefault({}),
  agencies: z.array(agency).default([]),
  /** The reporter's own agency gives help beyond what every family gets. */
  reporterGivesExtraHelp: answer,
  tried: words,
  openness: openness.prefault({}),
  belief: belief.prefault({}),
});

/** What is stored. */
export type Report = z.infer<typeof report>;
/** What a writer may leave out: everything that was not said. */
export type ReportInput = z.input<typeof report>;
