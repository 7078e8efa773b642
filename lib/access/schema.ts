import { z } from 'zod';
import { ownPeriods } from './periods/schema';
import { ASKED_OF } from './second/model';
import { AGENCY_KINDS, AGENCY_ROLES, ROLES, type AgencyKind, type Role } from './model';

const hours = z.strictObject({ from: z.string().regex(/^\d\d:\d\d$/), to: z.string().regex(/^\d\d:\d\d$/) });

/** Safe practice 7.1 and 7.10: minutes and hours are the authority's, with these defaults. */
export const ALARM_DEFAULTS = { everyMinutes: 5, gapAheadHours: 12, unsentAuthorMinutes: 120, unsentLeadMinutes: 60, lookedUpPerHour: 30 };

/** The two ends of a night, London time (domain 3.5: handed over at 09:00; safe practice 7.1), where an authority sets none of its own. */
export const HAND_OVER_DEFAULTS = { morning: '09:00', acceptedBy: '09:30', minutes: 30 };

/** The letter after a call, where an authority sets nothing of its own (domain 5.1: each call gets one). */
export const FOLLOW_UP_DEFAULTS = { workingDays: 1, linkDays: 14 };

/**
 * The longest that an area may wait: for the author of a serious report not sent the two hours of safe practice 7.10, and for their
 * agency's lead half a working day; for the night to be handed over until noon, and two hours more until a named person has accepted it.
 */
const LONGEST = { authorMinutes: 120, leadMinutes: 240, morning: '12:00', acceptMinutes: 120 };

/** A time of day as it stands on a clock. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give the time as 09:00');

/** Minutes from one call about an alarm to the next, how many hours ahead a gap in the rota is itself an alarm, and when an unsent report is spoken of. */
const alarmCounts = z.strictObject({
  everyMinutes: z.number('Give a whole number of minutes, such as 5').int('Give a whole number of minutes, such as 5').min(1, 'At least 1 minute').max(30, 'At most 30 minutes: longer, and an unanswered call is a silence'),
  gapAheadHours: z.number('Give a whole number of hours, such as 12').int('Give a whole number of hours, such as 12').min(0, 'At least 0 hours').max(168, 'At most 168 hours: the rota is looked at a week ahead'),
  /** From a serious report begun and not sent to the reminder of its author and, at level 4, the call to the duty manager. */
  unsentAuthorMinutes: z.number('Give a whole number of minutes, such as 120').int('Give a whole number of minutes, such as 120').min(1, 'At least 1 minute').max(LONGEST.authorMinutes, `At most ${LONGEST.authorMinutes} minutes: longer, and nobody knows that a child in danger was not reported`).default(ALARM_DEFAULTS.unsentAuthorMinutes),
  /** From the reminder of the next working morning until the agency's lead is told. */
  unsentLeadMinutes: z.number('Give a whole number of minutes, such as 60').int('Give a whole number of minutes, such as 60').min(0, 'At least 0 minutes').max(LONGEST.leadMinutes, `At most ${LONGEST.leadMinutes} minutes: longer, and the agency’s day is over before anybody there is told`).default(ALARM_DEFAULTS.unsentLeadMinutes),
  /** Searches and people opened by one person in an hour; more are an alarm. */
  lookedUpPerHour: z.number('Give a whole number, such as 30').int('Give a whole number, such as 30').min(1, 'At least 1').max(1000, 'At most 1,000: more is no alarm at all').default(ALARM_DEFAULTS.lookedUpPerHour),
});

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A time so many minutes later, on the same day. */
function laterThan(time: string, minutes: number): string {
  const all = minutesOf(time) + minutes;
  return [Math.floor(all / 60), all % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

const handOverTimes = z
  .strictObject({
    /** When the night’s contacts are handed to the day service. */
    morning: timeOfDay.refine((time) => time <= LONGEST.morning, `By ${LONGEST.morning} at the latest: what the night leaves cannot wait for the afternoon`),
    /** When a named person of the day service has accepted them: after it a manager sees them as overdue. */
    acceptedBy: timeOfDay,
    /** What is handed over outside those times is accepted within so many minutes. */
    minutes: z.number('Give a whole number of minutes, such as 30').int('Give a whole number of minutes, such as 30').min(5, 'At least 5 minutes').max(120, 'At most 120 minutes'),
  })
  .refine(({ morning, acceptedBy }) => morning <= acceptedBy, { path: ['acceptedBy'], message: 'Accepted comes after handed over' })
  .refine(({ morning, acceptedBy }) => minutesOf(acceptedBy) - minutesOf(morning) <= LONGEST.acceptMinutes, { path: ['acceptedBy'], message: `At most ${LONGEST.acceptMinutes} minutes after it was handed over: longer, and nobody sees that the night’s children are with nobody` });

const followUpTimes = z.strictObject({
  /** Working days from the end of a call until its follow-up letter has gone. */
  workingDays: z.number('Give a whole number of days, such as 1').int('Give a whole number of days, such as 1').min(1, 'At least 1 working day').max(10, 'At most 10 working days: later, nobody remembers what was agreed'),
  /** Days for which the caller's link opens. */
  linkDays: z.number('Give a whole number of days, such as 14').int('Give a whole number of days, such as 14').min(1, 'At least 1 day').max(60, 'At most 60 days'),
});

/** A number that a person in danger is told to ring: written as one rings it, with its area code. */
const line = z
  .string()
  .trim()
  .max(30, 'That is too long for a telephone number')
  .refine((text) => /^\+?[\d ()-]+$/.test(text) && /^\d{10,15}$/.test(text.replace(/\D/g, '')), 'Give the whole number with its area code, such as 01632 960002');

/** Whom to ring by day and by night, and when the one gives way to the other; and whom neighbours, relatives and children ring. */
const dangerLines = z.strictObject({
  dayPhone: line,
  nightPhone: line,
  publicPhone: line,
  dutyHours: z.strictObject({ from: timeOfDay, to: timeOfDay }).refine(({ from, to }) => from < to, { path: ['to'], message: 'The office closes after it opens' }),
});

/** What an administrator sets of the night and of alarms. */
export const nightSettings = z.strictObject({ lines: dangerLines, alarms: alarmCounts, handOver: handOverTimes, followUp: followUpTimes.default(FOLLOW_UP_DEFAULTS) });
export type NightSettings = z.infer<typeof nightSettings>;

/** An area that has said nothing in its own words yet. */
export const NO_NOTICES = { privacy: '', accessibility: '', audited: '' };

/** What a council must tell everybody in its own words (UK GDPR, article 13; Public Sector Bodies Accessibility Regulations 2018, regulation 8); empty until it does. */
export const areaNotices = z.strictObject({
  /** Where the council's own privacy notice stands. */
  privacy: z.string().trim().max(300, 'That is too long for an address').refine((text) => text === '' || (URL.canParse(text) && new URL(text).protocol === 'https:' && new URL(text).username === ''), 'Give the whole address, beginning with https://'),
  /** Where somebody says what does not work for them: an e-mail address, a telephone number, or both. */
  accessibility: z.string().trim().max(200, 'Keep it to 200 letters'),
  /** When the service was last tested for accessibility, and by whom. */
  audited: z.string().trim().max(400, 'Keep it to 400 letters'),
});
export type AreaNotices = z.infer<typeof areaNotices>;

/** What was kept before there was a longest is read as that: settings open every page, and none may fail for them. */
const readAlarms = z.preprocess((kept) => {
  const alarms = z.looseObject({ unsentAuthorMinutes: z.number().optional(), unsentLeadMinutes: z.number().optional() }).safeParse(kept).data;
  if (alarms === undefined) return kept;
  const { unsentAuthorMinutes: author = ALARM_DEFAULTS.unsentAuthorMinutes, unsentLeadMinutes: lead = ALARM_DEFAULTS.unsentLeadMinutes } = alarms;
  return { ...alarms, unsentAuthorMinutes: Math.min(author, LONGEST.authorMinutes), unsentLeadMinutes: Math.min(lead, LONGEST.leadMinutes) };
}, alarmCounts);

const readHandOver = z.preprocess((kept) => {
  const times = z.looseObject({ morning: timeOfDay, acceptedBy: timeOfDay }).safeParse(kept).data;
  if (times === undefined) return kept;
  const morning = times.morning > LONGEST.morning ? LONGEST.morning : times.morning;
  const last = laterThan(morning, LONGEST.acceptMinutes);
  return { ...times, morning, acceptedBy: times.acceptedBy > last ? last : times.acceptedBy };
}, handOverTimes);

/** Public numbers and words of an authority, changed by its administrator. */
export const authoritySettings = z.strictObject({
  /** Telephone line of the front door in duty hours, and of the emergency duty team outside them. */
  dayPhone: z.string().min(5),
  nightPhone: z.string().min(5),
  /** When the day line is answered, Monday to Friday, London time. */
  dutyHours: hours,
  /** Whom members of the public ring. */
  publicPhone: z.string().min(5),
  guideArea: z.enum(['cambridgeshire', 'norfolk', 'somerset', 'blackburn-with-darwen', 'plymouth']),
  email: z.string(),
  /** The longest, in hours, for which a decision is held for checks; left out, the product's own (safe practice 7.1). */
  holdHours: z.strictObject({ level4: z.number().positive(), others: z.number().positive() }).optional(),
  alarms: readAlarms.default(ALARM_DEFAULTS),
  handOver: readHandOver.default(HAND_OVER_DEFAULTS),
  followUp: followUpTimes.default(FOLLOW_UP_DEFAULTS),
  /** Left out while an area has said nothing: a release that does not know it takes no key that it does not know. */
  notices: areaNotices.optional(),
  /** How long this area keeps records by its own published schedule; left out while it has said nothing, as the notices are. */
  retention: ownPeriods.optional(),
  /** Of whom this area asks a second factor beyond what the service asks. */
  secondFactor: z.enum(ASKED_OF).default('nobody'),
});
export type AuthoritySettings = z.infer<typeof authoritySettings>;

export const preferences = z.object({
  shortcuts: z.boolean().default(true),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
});

/** A membership as the look-up functions answer it. */
export const membershipRow = z.object({
  id: z.string(),
  authorityId: z.string(),
  role: z.enum(ROLES),
  agencyId: z.string().nullable(),
  agencyName: z.string().nullable(),
  agencyKind: z.string().nullable(),
  qualified: z.boolean(),
  jobTitle: z.string(),
  phone: z.string(),
});
export type MembershipRow = z.infer<typeof membershipRow>;

export const credentials = z.strictObject({
  email: z.string().trim().min(1, 'Enter your e-mail address').max(254, 'That is too long for an e-mail address'),
  password: z.string().min(1, 'Enter your password').max(1024, 'That is too long for a password'),
});

/** Roles that an area administrator gives; the service administrator is made where the service is run. */
export const GIVEN_ROLES = ROLES.filter((role) => role !== 'service_administrator');

const place = {
  role: z.enum(GIVEN_ROLES, { error: 'Choose what this person does' }),
  agencyId: z.uuid('Choose an agency').nullable(),
  qualified: z.boolean(),
};

const agencyFits = ({ role, agencyId }: { role: Role; agencyId: string | null }) => AGENCY_ROLES.includes(role) === (agencyId !== null);
const AGENCY_WORDS = { path: ['agencyId'], message: 'A partner needs an agency, and front-door staff have none' };

/** Somebody's role, agency and qualification, as an administrator gives them. */
export const placeOfWork = z.strictObject(place).refine(agencyFits, AGENCY_WORDS);

/** The number at which somebody who works here, or an agency, is rung and texted; empty for none. */
export const telephone = z.string().trim().max(40, 'That is too long for a telephone number');

/** Somebody new, as an administrator invites them. */
export const invitation = z
  .strictObject({
    name: z.string().trim().min(1, 'Enter the person’s name').max(200, 'That is too long for a name'),
    email: z.email('Enter an e-mail address, such as a.person@council.gov.uk').max(254, 'That is too long for an e-mail address'),
    jobTitle: z.string().trim().max(120, 'That is too long for a job title'),
    phone: telephone,
    ...place,
  })
  .refine(agencyFits, AGENCY_WORDS);
export type Invitation = z.infer<typeof invitation>;

/** An agency whose people may report here. */
export const newAgency = z.strictObject({
  name: z.string().trim().min(1, 'Enter the agency’s name').max(200, 'That is too long for a name'),
  kind: z.enum(Object.keys(AGENCY_KINDS) as AgencyKind[], { error: 'Choose a kind of agency' }),
  phone: telephone,
});
export type NewAgency = z.infer<typeof newAgency>;
