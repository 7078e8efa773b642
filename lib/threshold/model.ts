/**
 * The words of the threshold room: levels, routes, guides and proposals.
 * Types and pure functions only; how a proposal is made stands in propose.ts.
 */

/** 1 universal, 2 early help, 3 child in need (s17), 4 protection (s47). Areas map their own levels on these. */
export type CanonicalLevel = 1 | 2 | 3 | 4;

export const LEVELS: readonly CanonicalLevel[] = [1, 2, 3, 4];

export type RouteCode = 'UNIV_ADVICE' | 'EH_SINGLE' | 'EH_CAF' | 'CIN_ASSESS' | 'STRATEGY' | 'IMMEDIATE';

/** Lowest to highest; a route's place is its rank. */
export const ROUTES: readonly RouteCode[] = [
  'UNIV_ADVICE',
  'EH_SINGLE',
  'EH_CAF',
  'CIN_ASSESS',
  'STRATEGY',
  'IMMEDIATE',
];

export type DutyCode =
  | 'LADO'
  | 'FGM_POLICE'
  | 'PREVENT'
  | 'PRIVATE_FOSTERING'
  | 'RETURN_INTERVIEW'
  | 'OUT_OF_AREA'
  | 'OPEN_CASE'
  | 'TRANSFER_IN'
  | 'MEDICAL_TODAY'
  | 'MARAC'
  | 'NRM'
  | 'HOMELESS_16_17'
  | 'SIBLINGS';

/** In the order in which they are listed to a worker: what cannot wait comes first. */
export const DUTY_CODES: readonly DutyCode[] = [
  'MEDICAL_TODAY',
  'FGM_POLICE',
  'LADO',
  'SIBLINGS',
  'MARAC',
  'NRM',
  'HOMELESS_16_17',
  'PREVENT',
  'RETURN_INTERVIEW',
  'PRIVATE_FOSTERING',
  'OPEN_CASE',
  'OUT_OF_AREA',
  'TRANSFER_IN',
];

/** What a worker must see beside the level. None of them changes a level. */
export type FlagCode =
  | 'managerReview'
  | 'secondPersonForAdvice'
  | 'confirmImpact'
  | 'holdAndCheck'
  | 'consentToAgree'
  | 'refusalNoted'
  | 'strategyDiscussion'
  | 'transferIn'
  | 'midwifery'
  | 'ring999'
  | 'adultPractitioners';

export const FLAG_CODES: readonly FlagCode[] = [
  'ring999',
  'strategyDiscussion',
  'midwifery',
  'transferIn',
  'managerReview',
  'secondPersonForAdvice',
  'confirmImpact',
  'holdAndCheck',
  'consentToAgree',
  'refusalNoted',
  'adultPractitioners',
];

export type Flags = Record<FlagCode, boolean>;

export type AreaId = 'cambridgeshire' | 'norfolk' | 'somerset' | 'blackburn-with-darwen' | 'plymouth';

export const AREA_IDS: readonly AreaId[] = [
  'cambridgeshire',
  'norfolk',
  'somerset',
  'blackburn-with-darwen',
  'plymouth',
];

/** CD child development, PC parenting capacity, FE family and environment. */
export type Domain = 'CD' | 'PC' | 'FE';

export const DOMAINS: readonly Domain[] = ['CD', 'PC', 'FE'];

/** UN unmet need, UR underlying risk, HR high risk, ST strength. */
export type IndicatorKind = 'UN' | 'UR' | 'HR' | 'ST';

/** A kind that speaks of a worry, as against a strength. */
export type WorryKind = Exclude<IndicatorKind, 'ST'>;

/** One level, or a range such as "2-4" that only says where the sign may be met. */
export type PrintedLevel = CanonicalLevel | '1-4' | '2-4';

export type Indicator = {
  id: string;
  domain: Domain;
  kind: IndicatorKind;
  level: PrintedLevel;
  /** What a teacher would tick, in plain words. */
  phrase: string;
  /** What it looks like, or what to think of before ticking. */
  help: string;
  /** The area gives this sign particular attention. */
  emphasis: boolean;
  source: string;
};

/** `kinds` never selects a sign printed with a range: such a sign raises nothing by itself. */
export type Selector =
  | { ids: string[] }
  | { kinds: WorryKind[]; from: CanonicalLevel; except?: string[] | undefined; domains?: Domain[] | undefined };

export type YesFact =
  | 'positionOfTrust'
  | 'perhapsOfTrust'
  | 'immediateDanger'
  | 'disability'
  | 'perhapsDisabled'
  | 'nonMobile'
  | 'perhapsNonMobile'
  | 'fgmKnown'
  | 'perhapsUnder13'
  | 'perhaps16'
  | 'privateFostering'
  | 'abuseAround'
  | 'illHealthAround'
  | 'substancesAround'
  | 'babyAtHome'
  | 'wasFound';

export type CountFact = 'agenciesInvolved' | 'contactsIn12Months';

/**
 * There is no "not": a rule can ask only for what is there, so that one more thing known to be there
 * can never lower a proposal.
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  /** `ofAnyChild`: what lies in the home is there for every child of the contact, whichever it was ticked for. */
  | { present: Selector; atLeast?: number | undefined; acrossDomains?: number | undefined; ofAnyChild?: true | undefined }
  | { fact: YesFact; is: true }
  | { fact: CountFact; atLeast: number }
  | { fact: 'homeAuthority'; is: 'other' }
  | { fact: 'foundAt' | 'perhapsBornMonths'; given: true }
  | { fact: 'openPlan'; kinds: PlanKind[]; where: PlanPlace[] }
  | { age: 'unborn' }
  | { age: 'bornOrUnknown' }
  | { age: 'between'; fromYears: number; underYears: number; orUnknown: boolean }
  | { child: 'none_named' };

export type Rule = {
  id: string;
  paragraph: string;
  title: string;
  reason: string;
  /** Where the rule comes from: statute, guidance or the document it was taken from. */
  basis: string;
  when: Condition;
  /** A route alone holds only at that route's own level. */
  raise?: { level?: CanonicalLevel | undefined; route?: RouteCode | undefined } | undefined;
  duties?: DutyCode[] | undefined;
  flags?: FlagCode[] | undefined;
};

/** A paragraph that answers when no rule does. */
export type Paragraph = { id: string; paragraph: string; title: string; reason: string; basis: string };

export type ConsentAnswer = 'given' | 'refused' | 'not_sought' | 'not_applicable';

/** What agreement asks for at a level. It flags and never raises. An unanswered consent reads as not sought. */
export type ConsentRule = Paragraph & {
  levels: CanonicalLevel[];
  answers: ConsentAnswer[];
  flag: Extract<FlagCode, 'consentToAgree' | 'refusalNoted'>;
};

export type ColourToken = 'blue' | 'green' | 'yellow' | 'amber' | 'pink' | 'red' | 'purple';

/** One level as the area names it. Two own levels may stand on one canonical level, told apart by their routes. */
export type AreaLevel = {
  canonical: CanonicalLevel;
  label: string;
  name: string;
  colour: ColourToken;
  lead: string;
  legalBasis: string;
  consent: string;
  description: string;
  routes: RouteCode[];
};

/** Who takes the work on: no assessment or protection route may rest with early help. */
export type Team = 'universal' | 'early-help' | 'social-work';

export type RouteWords = { code: RouteCode; name: string; team: Team; destination: string };

export type Guide = {
  id: string;
  area: AreaId;
  version: string;
  title: string;
  /** True until the partnership has replaced it by its own document. */
  illustrative: boolean;
  /** First and last day in force, ISO dates; null = still in force. */
  inForceFrom: string;
  inForceTo: string | null;
  vocabulary: Record<IndicatorKind, string>;
  levels: AreaLevel[];
  routes: RouteWords[];
  indicators: Indicator[];
  rules: Rule[];
  hold: Paragraph;
  universal: Paragraph;
  consentRules: ConsentRule[];
  /** Minutes, running day and night (safe practice 1 and 7). */
  attention: {
    immediateSeenMinutes: number;
    level4ClaimedMinutes: number;
    idleClaimLevel4Minutes: number;
    idleClaimMinutes: number;
    countersignLevel4Minutes: number;
  };
  /** The repeat rule: so many contacts in so many months, this one included. */
  repeat: { contacts: number; months: number };
  citations: string[];
};

export type Age = { years: number } | { months: number } | { unbornWeeks: number };

/** Anything unanswered counts as not known. */
export type IndicatorAnswer = 'present' | 'absent' | 'not_known' | 'not_asked';

export type PlanKind = 'EH' | 'CIN' | 'CP' | 'CLA';

/** With which authority a plan is; "not known" is neither ours nor another's. */
export const PLAN_PLACES = ['this', 'other', 'not_known'] as const;
export type PlanPlace = (typeof PLAN_PLACES)[number];

export type Facts = {
  /** Agencies that give help beyond universal services; the referrer counts only if it gives such help. */
  agenciesInvolved?: number | undefined;
  /** Contacts about the child or the household in the rolling 12 months, this one included. */
  contactsIn12Months?: number | undefined;
  openPlan?: null | { kind: PlanKind; where: PlanPlace } | undefined;
  positionOfTrust?: boolean | undefined;
  /** Said to be about somebody who works where the teller works, or a child of theirs, and nobody has said whether they work with children. */
  perhapsOfTrust?: boolean | undefined;
  consent?: ConsentAnswer | undefined;
  immediateDanger?: boolean | undefined;
  /** Disabled, or without speech. */
  disability?: boolean | undefined;
  /** 16 or 17, and nobody has said whether they are disabled. */
  perhapsDisabled?: boolean | undefined;
  /** Not independently mobile, at any age. */
  nonMobile?: boolean | undefined;
  /** Under 1, and nobody has said whether it crawls or walks by itself. */
  perhapsNonMobile?: boolean | undefined;
  /** The girl has said so, or signs were seen. Suspicion is not "known". */
  fgmKnown?: boolean | undefined;
  /** Not under 13 now, and was when it happened, or may have been: that day is not known. */
  perhapsUnder13?: boolean | undefined;
  /** Whether the child was under 13 when it happened, as somebody said. No rule asks for it: where they were, `perhapsUnder13` is set too. */
  under13Then?: boolean | undefined;
  /** 16 or 17 for all that is known, beside an age that is younger or older: where an age is unclear the youngest is taken. */
  perhaps16?: boolean | undefined;
  /** Told of as unborn, and may have been born: how many months old at least, if so. Counts only beside an age before birth. */
  perhapsBornMonths?: number | undefined;
  privateFostering?: boolean | undefined;
  /** Some of what was asked about was ruled out, and a part of the child's life is not known or was passed over. */
  partNotKnown?: boolean | undefined;
  /** When a missing child was found: ISO date-time with offset. */
  foundAt?: string | undefined;
  /** Was missing and has been found, and nobody has said when so that it could be read. */
  wasFound?: boolean | undefined;
  homeAuthority?: 'this' | 'other' | undefined;
  /** Hidden harm as it was said of an adult around the children, living with them or not. */
  abuseAround?: boolean | undefined;
  illHealthAround?: boolean | undefined;
  /** Drugs or alcohol. */
  substancesAround?: boolean | undefined;
  /** Another child of the home, of whom nothing is reported, is under 1. */
  babyAtHome?: boolean | undefined;
};

export type AssessChild = {
  id: string;
  /** Age at the event. Left out = not known. */
  age?: Age | undefined;
  indicators?: Record<string, IndicatorAnswer> | undefined;
  /** The child's own facts win over the contact's, one by one. */
  facts?: Facts | undefined;
};

export type AssessInput = { children: AssessChild[]; facts?: Facts | undefined };

export type Reason = {
  rule: string;
  paragraph: string;
  title: string;
  reason: string;
  indicators: string[];
  level?: CanonicalLevel;
};

/** A reason of the contact names the child it comes from, or none when no child is named. */
export type ContactReason = Reason & { child: string | null };

export type CouldRaise = { indicator: string; phrase: string; toLevel: CanonicalLevel };

export type Nearest = { change: string; toLevel: CanonicalLevel; toRoute: RouteCode };

export type ChildProposal = {
  id: string;
  level: CanonicalLevel;
  route: RouteCode;
  duties: DutyCode[];
  because: Reason[];
  couldRaise: CouldRaise[];
  nearest: Nearest[];
  flags: Flags;
  /** Strengths seen: they inform the plan and the safety scale, never the level. */
  strengths: { indicator: string; phrase: string }[];
};

export type Proposal = {
  guide: { id: string; area: AreaId; version: string; hash: string; illustrative: boolean };
  level: CanonicalLevel;
  route: RouteCode;
  duties: DutyCode[];
  flags: Flags;
  because: ContactReason[];
  children: ChildProposal[];
};

/** Negative when `a` is the lower level, zero when equal, positive when it is the higher. */
export function compareLevels(a: CanonicalLevel, b: CanonicalLevel): number {
  return a - b;
}

/** The higher of two levels: a child is never averaged down. */
export function higherLevel(a: CanonicalLevel, b: CanonicalLevel): CanonicalLevel {
  return a > b ? a : b;
}

/** Rank of a route from 0 (advice) to 5 (immediate protection). */
export function routeRank(route: RouteCode): number {
  return ROUTES.indexOf(route);
}

/** The route that protects more. */
export function higherRoute(a: RouteCode, b: RouteCode): RouteCode {
  return routeRank(a) >= routeRank(b) ? a : b;
}

const LEVEL_OF_ROUTE: Record<RouteCode, CanonicalLevel> = {
  UNIV_ADVICE: 1,
  EH_SINGLE: 2,
  EH_CAF: 2,
  CIN_ASSESS: 3,
  STRATEGY: 4,
  IMMEDIATE: 4,
};

/** The canonical level at which a route may be taken. */
export function levelOfRoute(route: RouteCode): CanonicalLevel {
  return LEVEL_OF_ROUTE[route];
}

/** The routes of a canonical level, lowest first. */
export function routesAtLevel(level: CanonicalLevel): RouteCode[] {
  return ROUTES.filter((route) => LEVEL_OF_ROUTE[route] === level);
}

const FIRST_ROUTE: Record<CanonicalLevel, RouteCode> = {
  1: 'UNIV_ADVICE',
  2: 'EH_SINGLE',
  3: 'CIN_ASSESS',
  4: 'STRATEGY',
};

/** The lowest route of a level: what holds when no rule asks for more. */
export function firstRouteAt(level: CanonicalLevel): RouteCode {
  return FIRST_ROUTE[level];
}

/**
 * The area's own level (label, name, colour, lead, law) for a canonical level. Where two own levels share
 * one canonical level, as MOSI 2 and MOSI 3 do, the route tells them apart; without a route the first is given.
 */
export function areaLevelOf(guide: Guide, canonical: CanonicalLevel, route?: RouteCode): AreaLevel {
  const own = guide.levels.filter((level) => level.canonical === canonical);
  const chosen = own.find((level) => route !== undefined && level.routes.includes(route)) ?? own[0];
  if (chosen === undefined) throw new Error(`Guide ${guide.id} ${guide.version} has no level ${canonical}`);
  return chosen;
}

/** The area's own words for a route: its name, the team and where the work goes. */
export function routeWordsOf(guide: Guide, route: RouteCode): RouteWords {
  const words = guide.routes.find((entry) => entry.code === route);
  if (words === undefined) throw new Error(`Guide ${guide.id} ${guide.version} has no route ${route}`);
  return words;
}

/** True for a sign printed with a range: it shows where it may be met and raises nothing by itself. */
export function isRange(level: PrintedLevel): boolean {
  return typeof level === 'string';
}

/** The lowest figure of a printed level: a range takes its lowest (rule behaviour 2). */
export function lowestLevel(level: PrintedLevel): CanonicalLevel {
  if (level === '1-4') return 1;
  return level === '2-4' ? 2 : level;
}
