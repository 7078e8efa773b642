/**
 * The rules of a guide in the words of json-rules-engine, and what follows from those that hold, worked out here from the words of the
 * rules (domain file on thresholds, behaviours 1 to 12) and not by our engine.
 */
import { Engine, type RuleProperties, type TopLevelCondition } from 'json-rules-engine';
import type { Condition, Guide, RouteCode, Selector } from '@/lib/threshold/model';
import type { Case } from './cases';

type Nested = Extract<TopLevelCondition, { all: unknown }>['all'][number];

/** Signs that a selector means: worries alone, and those printed with a range in no group. */
function meant(guide: Guide, selector: Selector): string[] {
  return guide.indicators.flatMap(({ id, domain, kind, level }) => {
    if (kind === 'ST') return [];
    if ('ids' in selector) return selector.ids.includes(id) ? id : [];
    return selector.kinds.includes(kind) && typeof level === 'number' && level >= selector.from && !selector.except?.includes(id) && (selector.domains === undefined || selector.domains.includes(domain)) ? id : [];
  });
}

function translated(guide: Guide, condition: Condition): Nested {
  if ('all' in condition) return { all: condition.all.map((part) => translated(guide, part)) };
  if ('any' in condition) return { any: condition.any.map((part) => translated(guide, part)) };
  if ('present' in condition) {
    const ids = meant(guide, condition.present);
    const { atLeast = 1, acrossDomains = 1 } = condition;
    const some: Nested = { fact: condition.ofAnyChild === true ? 'presentOfAny' : 'present', operator: 'someFact:in', value: ids };
    if (atLeast === 1 && acrossDomains === 1) return some;
    return { all: [some, { fact: 'howMany', params: { ids }, operator: 'greaterThanInclusive', value: atLeast }, { fact: 'howManyParts', params: { ids }, operator: 'greaterThanInclusive', value: acrossDomains }] };
  }
  if ('child' in condition) return { fact: 'named', operator: 'equal', value: false };
  if ('age' in condition) {
    if (condition.age === 'unborn') return { fact: 'unborn', operator: 'equal', value: true };
    if (condition.age === 'bornOrUnknown') return { any: [{ fact: 'unborn', operator: 'equal', value: false }, { fact: 'perhapsBornMonths', operator: 'notEqual', value: null }] };
    const within: Nested = { all: [{ fact: 'months', operator: 'greaterThanInclusive', value: condition.fromYears * 12 }, { fact: 'months', operator: 'lessThan', value: condition.underYears * 12 }] };
    return condition.orUnknown ? { any: [within, { fact: 'ageKnown', operator: 'equal', value: false }] } : within;
  }
  switch (condition.fact) {
    case 'agenciesInvolved':
    case 'contactsIn12Months':
      return { fact: condition.fact, operator: 'greaterThanInclusive', value: condition.atLeast };
    case 'homeAuthority':
      return { fact: 'homeAuthority', operator: 'equal', value: 'other' };
    case 'foundAt':
      return { fact: 'foundAt', operator: 'notEqual', value: null };
    case 'perhapsBornMonths':
      return { all: [{ fact: 'unborn', operator: 'equal', value: true }, { fact: 'perhapsBornMonths', operator: 'notEqual', value: null }] };
    case 'openPlan':
      return { all: [{ fact: 'planKind', operator: 'in', value: condition.kinds }, { fact: 'planWhere', operator: 'in', value: condition.where }] };
    default:
      return { fact: condition.fact, operator: 'equal', value: true };
  }
}

/** Every fact that a rule may ask for, null where nothing was told. */
export function factsOf(guide: Guide, { child, facts, ofOthers }: Case): Record<string, unknown> {
  const told = { ...facts, ...child?.facts };
  const age = child?.age;
  const strengths = new Set(guide.indicators.flatMap(({ id, kind }) => (kind === 'ST' ? id : [])));
  return {
    named: child !== null,
    ageKnown: age !== undefined,
    unborn: age !== undefined && 'unbornWeeks' in age,
    months: age === undefined ? null : 'unbornWeeks' in age ? (told.perhapsBornMonths ?? null) : 'years' in age ? age.years * 12 : age.months,
    present: Object.entries(child?.indicators ?? {}).flatMap(([id, answer]) => (answer === 'present' && !strengths.has(id) ? id : [])),
    presentOfAny: [...ofOthers, ...Object.entries(child?.indicators ?? {}).flatMap(([id, answer]) => (answer === 'present' ? id : []))].filter((id) => !strengths.has(id)),
    abuseAround: told.abuseAround ?? null,
    illHealthAround: told.illHealthAround ?? null,
    substancesAround: told.substancesAround ?? null,
    babyAtHome: told.babyAtHome ?? null,
    agenciesInvolved: told.agenciesInvolved ?? null,
    contactsIn12Months: told.contactsIn12Months ?? null,
    homeAuthority: told.homeAuthority ?? null,
    foundAt: told.foundAt ?? null,
    wasFound: told.wasFound ?? null,
    planKind: told.openPlan?.kind ?? null,
    planWhere: told.openPlan?.where ?? null,
    positionOfTrust: told.positionOfTrust ?? null,
    perhapsOfTrust: told.perhapsOfTrust ?? null,
    immediateDanger: told.immediateDanger ?? null,
    disability: told.disability ?? null,
    perhapsDisabled: told.perhapsDisabled ?? null,
    nonMobile: told.nonMobile ?? null,
    perhapsNonMobile: told.perhapsNonMobile ?? null,
    fgmKnown: told.fgmKnown ?? null,
    perhapsUnder13: told.perhapsUnder13 ?? null,
    perhaps16: told.perhaps16 ?? null,
    perhapsBornMonths: told.perhapsBornMonths ?? null,
    privateFostering: told.privateFostering ?? null,
  };
}

/** The guide as an engine of json-rules-engine: one rule for each of ours, whose event is the rule's id. */
export function otherEngine(guide: Guide): Engine {
  const rules = guide.rules.map((rule): RuleProperties => {
    const when = translated(guide, rule.when);
    return { name: rule.id, conditions: 'all' in when || 'any' in when ? when : { all: [when] }, event: { type: rule.id } };
  });
  const engine = new Engine(rules);
  const partOf = new Map(guide.indicators.map(({ id, domain }) => [id, domain]));
  const found = async (params: Record<string, unknown>, almanac: { factValue<T>(fact: string): Promise<T> }) => {
    const present = await almanac.factValue<string[]>('present');
    return (params['ids'] as string[]).filter((id) => present.includes(id));
  };
  engine.addFact('howMany', async (params, almanac) => (await found(params, almanac)).length);
  engine.addFact('howManyParts', async (params, almanac) => new Set((await found(params, almanac)).map((id) => partOf.get(id))).size);
  return engine;
}

/** What an engine answers: as plain text, so that two answers are the same or not. */
export interface Answer {
  level: number;
  route: RouteCode;
  duties: string[];
  flags: string[];
  rules: string[];
}

const RANK: readonly RouteCode[] = ['UNIV_ADVICE', 'EH_SINGLE', 'EH_CAF', 'CIN_ASSESS', 'STRATEGY', 'IMMEDIATE'];
const LEVEL: Record<RouteCode, number> = { UNIV_ADVICE: 1, EH_SINGLE: 2, EH_CAF: 2, CIN_ASSESS: 3, STRATEGY: 4, IMMEDIATE: 4 };
const AT: readonly RouteCode[] = ['UNIV_ADVICE', 'UNIV_ADVICE', 'EH_SINGLE', 'CIN_ASSESS', 'STRATEGY'];

/** What follows from the rules that hold. */
export function answerFrom(guide: Guide, { child, facts }: Case, held: ReadonlySet<string>): Answer {
  const rules = guide.rules.filter(({ id }) => held.has(id));
  const worries = new Set(guide.indicators.flatMap(({ id, kind }) => (kind === 'ST' ? [] : id)));
  const answers = Object.entries(child?.indicators ?? {}).filter(([id]) => worries.has(id));
  const notKnown = { ...facts, ...child?.facts }.partNotKnown === true;
  const ruledOut = !notKnown && answers.some(([, answer]) => answer === 'absent');
  // Behaviour 8: nothing ruled out is not the same as nothing there.
  const level = Math.max(ruledOut ? 1 : 2, ...rules.map(({ raise }) => raise?.level ?? 1));
  const asked = rules.flatMap(({ raise }) => (raise?.route !== undefined && LEVEL[raise.route] <= level ? raise.route : []));
  const route = RANK[Math.max(RANK.indexOf(AT[level] as RouteCode), ...asked.map((one) => RANK.indexOf(one)))] as RouteCode;
  const consent = { ...facts, ...child?.facts }.consent ?? 'not_sought';
  const flags = new Set<string>(rules.flatMap(({ flags: its }) => its ?? []));
  for (const rule of guide.consentRules) if (rule.levels.some((one) => one === level) && rule.answers.includes(consent)) flags.add(rule.flag);
  // To be confirmed is only a level that holds (behaviour 4a: what stands at 3 may be settled at 2).
  if (!rules.some(({ flags: its, raise }) => its?.includes('confirmImpact') && (raise?.level === undefined || raise.level === level))) flags.delete('confirmImpact');
  if (level === 4) flags.add('strategyDiscussion');
  const lifted = rules.some(({ raise }) => raise?.level === 2);
  if (level === 2 && !ruledOut && (!lifted || !answers.some(([, answer]) => answer === 'present'))) flags.add('holdAndCheck');
  return { level, route, duties: [...new Set(rules.flatMap(({ duties }) => duties ?? []))].sort(), flags: [...flags].sort(), rules: rules.map(({ id }) => id) };
}
