/** Random cases for a guide: what may be known of one child, or of a contact that names none. */
import type { Age, AssessChild, Facts, Guide, IndicatorAnswer, PlanKind } from '@/lib/threshold/model';
import { lowestLevel, PLAN_PLACES } from '@/lib/threshold/model';
import type { Chance } from '../people/population';

export interface Case {
  /** Null where no child is named. */
  child: AssessChild | null;
  facts: Facts;
  /** What is present of other children of the contact. */
  ofOthers: string[];
}

const pick = <T>(random: Chance, of: readonly T[]) => of[Math.floor(random() * of.length)] as T;

const PLANS: readonly PlanKind[] = ['EH', 'CIN', 'CP', 'CLA'];
const CONSENTS = ['given', 'refused', 'not_sought', 'not_applicable'] as const;
const PLACES = ['this', 'other'] as const;
/** Of the facts of one telling, so many are given. */
const GIVEN = 0.25;

function ageOf(random: Chance): Age | undefined {
  const which = random();
  if (which < 0.1) return undefined;
  if (which < 0.2) return { unbornWeeks: Math.floor(random() * 42) };
  return which < 0.35 ? { months: Math.floor(random() * 30) } : { years: Math.floor(random() * 20) };
}

function factsOf(random: Chance): Facts {
  const facts: Facts = {};
  const told = () => random() < GIVEN;
  for (const fact of ['positionOfTrust', 'perhapsOfTrust', 'immediateDanger', 'disability', 'perhapsDisabled', 'nonMobile', 'perhapsNonMobile', 'fgmKnown', 'perhapsUnder13', 'perhaps16', 'privateFostering', 'partNotKnown', 'abuseAround', 'illHealthAround', 'substancesAround', 'babyAtHome', 'wasFound'] as const) if (told()) facts[fact] = random() < 0.5;
  for (const fact of ['agenciesInvolved', 'contactsIn12Months'] as const) if (told()) facts[fact] = Math.floor(random() * 6);
  if (told()) facts.perhapsBornMonths = Math.floor(random() * 14);
  if (told()) facts.openPlan = random() < 0.5 ? null : { kind: pick(random, PLANS), where: pick(random, PLAN_PLACES) };
  if (told()) facts.consent = pick(random, CONSENTS);
  if (told()) facts.foundAt = '2026-04-02T07:30:00+01:00';
  if (told()) facts.homeAuthority = pick(random, PLACES);
  return facts;
}

/** Signs as people tick them: none to seven, the grave ones no more often than the others, a few of them ruled out or not known. */
function signsOf(random: Chance, ids: readonly string[]): Record<string, IndicatorAnswer> {
  const signs: Record<string, IndicatorAnswer> = {};
  for (let left = Math.floor(random() * 8); left > 0; left -= 1) signs[pick(random, ids)] = 'present';
  for (let left = Math.floor(random() * 4); left > 0; left -= 1) signs[pick(random, ids)] = pick(random, ['absent', 'not_known', 'not_asked'] as const);
  return signs;
}

/** A maker of cases of a guide; the same chance makes the same. Half of them tick only signs of the lower levels, or almost every case would be one of protection. */
export function caseMaker(guide: Guide, random: Chance): () => Case {
  const all = guide.indicators.map(({ id }) => id);
  const low = guide.indicators.flatMap(({ id, kind, level }) => (kind !== 'HR' && lowestLevel(level) < 3 ? id : []));
  return () => {
    const facts = random() < 0.5 ? factsOf(random) : {};
    if (random() < 0.1) return { child: null, facts, ofOthers: [] };
    const child: AssessChild = { id: 'a', indicators: signsOf(random, random() < 0.5 ? low : all) };
    const age = ageOf(random);
    if (age !== undefined) child.age = age;
    if (random() < 0.5) child.facts = factsOf(random);
    const ofOthers = random() < 0.3 ? Object.entries(signsOf(random, low)).flatMap(([id, answer]) => (answer === 'present' ? id : [])) : [];
    return { child, facts, ofOthers };
  };
}
