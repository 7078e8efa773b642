import type {
  Age,
  Condition,
  Domain,
  Facts,
  Guide,
  PrintedLevel,
  Selector,
  WorryKind,
  YesFact,
} from '@/lib/threshold/model';
import { isRange, lowestLevel } from '@/lib/threshold/model';

/** What a rule can look at: one child, or the contact itself when no child is named. */
export type Subject = {
  named: boolean;
  age: Age | null;
  present: ReadonlySet<string>;
  /** Worries that are present of the other children of the contact. */
  ofOthers: ReadonlySet<string>;
  /** At least one worry was asked about and ruled out. */
  ruledOut: boolean;
  facts: Facts;
};

/** The indicators that met the condition (sorted; empty when facts alone did), or null when it is not met. */
export type Predicate = (subject: Subject) => string[] | null;

const NO_INDICATORS: string[] = [];

/** Turns a condition of a guide into a plain predicate. Total: a condition about things the guide lacks is not met. */
export function compileCondition(guide: Guide, condition: Condition): Predicate {
  if ('all' in condition) {
    const parts = condition.all.map((part) => compileCondition(guide, part));
    return (subject) => {
      let met = NO_INDICATORS;
      for (const part of parts) {
        const found = part(subject);
        if (found === null) return null;
        met = merged(met, found);
      }
      return met;
    };
  }
  if ('any' in condition) {
    const parts = condition.any.map((part) => compileCondition(guide, part));
    return (subject) => {
      let met: string[] | null = null;
      for (const part of parts) {
        const found = part(subject);
        if (found !== null) met = merged(met ?? NO_INDICATORS, found);
      }
      return met;
    };
  }
  if ('present' in condition) {
    return compilePresent(guide, condition.present, condition.atLeast ?? 1, condition.acrossDomains ?? 1, condition.ofAnyChild ?? false);
  }
  const holds = compileFact(condition);
  return (subject) => (holds(subject) ? NO_INDICATORS : null);
}

function merged(some: string[], others: string[]): string[] {
  if (others.length === 0) return some;
  return some.length === 0 ? others : [...new Set([...some, ...others])].sort();
}

function compilePresent(guide: Guide, selector: Selector, atLeast: number, acrossDomains: number, ofAnyChild: boolean): Predicate {
  const domainOf = new Map<string, Domain>(
    guide.indicators.filter((entry) => selects(selector, entry)).map((entry) => [entry.id, entry.domain]),
  );
  return (subject) => {
    // Most rules are met by nothing that is there: nothing is laid out for those.
    let found: string[] | null = null;
    for (const id of subject.present) if (domainOf.has(id)) (found ??= []).push(id);
    if (ofAnyChild) for (const id of subject.ofOthers) if (domainOf.has(id) && !subject.present.has(id)) (found ??= []).push(id);
    if (found === null || found.length < atLeast) return null;
    if (acrossDomains > 1 && new Set(found.map((id) => domainOf.get(id))).size < acrossDomains) return null;
    return found.length === 1 ? found : found.sort();
  };
}

function selects(selector: Selector, entry: { id: string; domain: Domain; kind: WorryKind | 'ST'; level: PrintedLevel }): boolean {
  if (entry.kind === 'ST') return false;
  if ('ids' in selector) return selector.ids.includes(entry.id);
  return (
    selector.kinds.includes(entry.kind) &&
    !isRange(entry.level) &&
    lowestLevel(entry.level) >= selector.from &&
    !(selector.except ?? []).includes(entry.id) &&
    (selector.domains ?? [entry.domain]).includes(entry.domain)
  );
}

type PlainCondition = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { present: Selector }>;

/** Each fact by its own name: read by a name that varies, it takes several times as long. */
const YES: Record<YesFact, (subject: Subject) => boolean> = {
  positionOfTrust: ({ facts }) => facts.positionOfTrust === true,
  perhapsOfTrust: ({ facts }) => facts.perhapsOfTrust === true,
  immediateDanger: ({ facts }) => facts.immediateDanger === true,
  disability: ({ facts }) => facts.disability === true,
  perhapsDisabled: ({ facts }) => facts.perhapsDisabled === true,
  nonMobile: ({ facts }) => facts.nonMobile === true,
  perhapsNonMobile: ({ facts }) => facts.perhapsNonMobile === true,
  fgmKnown: ({ facts }) => facts.fgmKnown === true,
  perhapsUnder13: ({ facts }) => facts.perhapsUnder13 === true,
  perhaps16: ({ facts }) => facts.perhaps16 === true,
  privateFostering: ({ facts }) => facts.privateFostering === true,
  abuseAround: ({ facts }) => facts.abuseAround === true,
  illHealthAround: ({ facts }) => facts.illHealthAround === true,
  substancesAround: ({ facts }) => facts.substancesAround === true,
  babyAtHome: ({ facts }) => facts.babyAtHome === true,
  wasFound: ({ facts }) => facts.wasFound === true,
};

function compileFact(condition: PlainCondition): (subject: Subject) => boolean {
  if ('child' in condition) return (subject) => !subject.named;
  if ('age' in condition) {
    switch (condition.age) {
      case 'unborn':
        return ({ age }) => isUnborn(age);
      case 'bornOrUnknown':
        // Whoever may have been born counts as born and as unborn: the higher of both.
        return ({ age, facts }) => !isUnborn(age) || facts.perhapsBornMonths !== undefined;
      case 'between':
        return ({ age, facts }) => {
          if (age === null) return condition.orUnknown;
          const months = ageMonths(age) ?? facts.perhapsBornMonths ?? null;
          return months !== null && months >= condition.fromYears * 12 && months < condition.underYears * 12;
        };
    }
  }
  switch (condition.fact) {
    case 'agenciesInvolved':
      return ({ facts }) => (facts.agenciesInvolved ?? 0) >= condition.atLeast;
    case 'contactsIn12Months':
      return ({ facts }) => (facts.contactsIn12Months ?? 0) >= condition.atLeast;
    case 'homeAuthority':
      return ({ facts }) => facts.homeAuthority === condition.is;
    case 'foundAt':
      return ({ facts }) => facts.foundAt !== undefined;
    case 'perhapsBornMonths':
      return ({ age, facts }) => isUnborn(age) && facts.perhapsBornMonths !== undefined;
    case 'openPlan':
      return ({ facts: { openPlan } }) =>
        openPlan !== undefined &&
        openPlan !== null &&
        condition.kinds.includes(openPlan.kind) &&
        condition.where.includes(openPlan.where);
    default:
      return YES[condition.fact];
  }
}

function isUnborn(age: Age | null): boolean {
  return age !== null && 'unbornWeeks' in age;
}

/** Months since birth; null for a child not yet born. */
function ageMonths(age: Age): number | null {
  if ('unbornWeeks' in age) return null;
  return 'years' in age ? age.years * 12 : age.months;
}
