import type { ReportChild, ReportInput } from '@/lib/contact/schema';
import type { SeedAgency } from '../areas';

/** Who rings or writes: an agency of the area with accounts, or somebody without one. */
export type Reporting = SeedAgency['key'] | 'midwife' | 'camhs' | 'school_nurse' | 'drug_service' | 'probation' | 'other_council' | 'cafcass' | 'neighbour' | 'relative' | 'anonymous' | 'survivor';

/** Where the man of a story stands: at home, apart, or no part of it. */
export type ManPlace = 'home' | 'apart' | 'none';

/** An invented child, the same in every contact about the child. */
export interface SeedChild {
  givenName: string;
  familyName: string;
  otherNames: string;
  sex: 'F' | 'M' | 'U';
  /** ISO date; null for an unborn child. */
  dateOfBirth: string | null;
  dueDate: string | null;
  nhsNumber: string;
  upn: string;
  school: string;
}

export interface SeedAdult {
  givenName: string;
  familyName: string;
  age: number;
  relationship: string;
  livesWithChild: boolean;
  parentalResponsibility: boolean;
}

/** An invented household. The first child is the one whom the story is about. */
export interface Household {
  id: string;
  children: readonly SeedChild[];
  mum: SeedAdult;
  man: SeedAdult | null;
  gran: SeedAdult;
  address: string;
  postcode: string;
  gp: string;
  ethnicity: string;
  religion: string;
  language: string;
  interpreter: boolean;
}

/** Peoples whose names and languages a household may have. */
export type Heritage = 'british' | 'irish' | 'welsh' | 'south_asian' | 'punjabi' | 'polish' | 'romanian' | 'portuguese' | 'west_african' | 'caribbean' | 'somali' | 'kurdish' | 'chinese' | 'mixed';

type Texts = readonly string[];

/**
 * A kind of worry, with the words in which people tell it. In texts `{n}` and the like are names and
 * pronouns, and `[one|two]` is a choice: see fill.ts. Several texts of one field are told by turns.
 */
export interface Theme {
  key: string;
  /** Age in months of the child whom it is about. */
  months: readonly [number, number];
  /** How many children of the household are reported, at most; all have the same indicators unless `others` says otherwise. */
  reported?: number;
  /** Children of the household at least. */
  atLeast?: number;
  unborn?: true;
  /** For an unborn child: weeks to the birth when the concern comes in. */
  dueInWeeks?: number;
  /** The mother's age, where the story says it. */
  mumAge?: number;
  /** No child is named. */
  nobody?: true;
  sex?: 'F' | 'M';
  man?: ManPlace;
  heritage?: readonly Heritage[];
  by: readonly Reporting[];
  present: readonly string[];
  absent?: readonly string[];
  /** Indicators of the brothers and sisters who are reported too. */
  others?: readonly string[];
  /** A domain in which nothing was asked or known; otherwise what was not ticked was not seen. */
  unknown?: readonly ('CD' | 'PC' | 'FE')[];
  child?: Partial<Pick<ReportChild, 'nonMobile' | 'disability' | 'disabilityWords' | 'communication' | 'privateFostering' | 'fgmKnown' | 'openPlan' | 'openPlanWhere' | 'homeAuthority'>>;
  /** Was missing and found so many hours before the report. */
  foundHoursBefore?: number;
  immediate?: true;
  positionOfTrust?: string;
  aboutColleague?: true;
  what: Texts;
  when: Texts;
  where: Texts;
  saw: Texts;
  words?: Texts;
  asked?: Texts;
  body?: Texts;
  opinion: Texts;
  said: Texts;
  wants: Texts;
  aDay: Texts;
  well: Texts;
  worried: Texts;
  needs: Texts;
  tried: Texts;
  scale: readonly [number, number];
  agencies?: readonly { name: string; doing: string; extraHelp?: true }[];
  believed: readonly (1 | 2 | 3 | 4 | 'not_sure')[];
  why: Texts;
  agreement: NonNullable<NonNullable<ReportInput['openness']>['agreement']>;
  /** Why the family was not told; left out when it was. */
  notInformed?: 'RISK' | 'CRIME' | 'DELAY' | 'NOT_CONTACTABLE' | 'OTHER_PERSON_RISK';
  familyViews: Texts;
  danger?: string;
  /** Primary need, N0 to N9. */
  need: `N${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;
  /** Why a worker decides as the guide proposes. */
  because: Texts;
  /** What would happen if nobody acted. */
  ifNothing: Texts;
}
