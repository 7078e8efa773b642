import type {
  Age,
  Condition,
  Domain,
  Facts,
  Guide,
  PrintedLevel,
  Selector,
  WorryKind,
} from '@/lib/threshold/model';
import { isRange, lowestLevel } from '@/lib/threshold/model';

/** What a rule can look at: one child, or the contact itself when no child is named. */
export type Subject = {
  named: boolean;
  age: Age | null;
  present: ReadonlySet<string>;
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
      const met = parts.map((part) => part(subject));
      return met.every((found) => found !== null) ? merged(met) : null;
    };
  }
  if ('any' in condition) {
    const parts = condition.any.map((part) => compileCondition(guide, part));
    return (subject) => {
      const met = parts.map((part) => part(subject)).filter((found) => found !== null);
      return met.length > 0 ? merged(met) : null;
    };
  }
  if ('present' in condition) {
    return compilePresent(guide, condition.present, condition.atLeast ?? 1, condition.acrossDomains ?? 1);
  }
  const holds = compileFact(condition);
  return (subject) => (holds(subject) ? NO_INDICATORS : null);
}

function merged(parts: (string[] | null)[]): string[] {
  return [...new Set(parts.flatMap((part) => part ?? []))].sort();
}

function compilePresent(guide: Guide, selector: Selector, atLeast: number, acrossDomains: number): Predicate {
  const domainOf = new Map<string, Domain>(
    guide.indicators.filter((entry) => selects(selector, entry)).map((entry) => [entry.id, entry.domain]),
  );
  return (subject) => {
    const found = [...subject.present].filter((id) => domainOf.has(id));
    if (found.length < atLeast) return null;
    if (new Set(found.map((id) => domainOf.get(id))).size < acrossDomains) return null;
    return found.sort();
  };
}

function selects(selector: Selector, entry: { id: string; kind: WorryKind | 'ST'; level: PrintedLevel }): boolean {
  if (entry.kind === 'ST') return false;
  if ('ids' in selector) return selector.ids.includes(entry.id);
  return (
    selector.kinds.includes(entry.kind) &&
    !isRange(entry.level) &&
    lowestLevel(entry.level) >= selector.from &&
    !(selector.except ?? []).includes(entry.id)
  );
}

type PlainCondition = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { present: Selector }>;

function compileFact(condition: PlainCondition): (subject: Subject) => boolean {
  if ('child' in condition) return (subject) => !subject.named;
  if ('age' in condition) {
    switch (condition.age) {
      case 'unborn':
        return ({ age }) => isUnborn(age);
      case 'bornOrUnknown':
        return ({ age }) => !isUnborn(age);
      case 'between':
        return ({ age }) => {
          if (age === null) return condition.orUnknown;
          const months = ageMonths(age);
          return months !== null && months >= condition.fromYears * 12 && months < condition.underYears * 12;
        };
    }
  }
  switch (condition.fact) {
    case 'agenciesInvolved':
    case 'contactsIn12Months':
      return ({ facts }) => (facts[condition.fact] ?? 0) >= condition.atLeast;
    case 'homeAuthority':
      return ({ facts }) => facts.homeAuthority === condition.is;
    case 'foundAt':
      return ({ facts }) => facts.foundAt !== undefined;
    case 'openPlan':
      return ({ facts: { openPlan } }) =>
        openPlan !== undefined &&
        openPlan !== null &&
        condition.kinds.includes(openPlan.kind) &&
        condition.where.includes(openPlan.where);
    default:
      return ({ facts }) => facts[condition.fact] === true;
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
