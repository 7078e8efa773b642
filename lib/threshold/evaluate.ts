import { compileCondition } from '@/lib/threshold/condition';
import type { Predicate, Subject } from '@/lib/threshold/condition';
import type {
  AssessChild,
  CanonicalLevel,
  Condition,
  DutyCode,
  Facts,
  FlagCode,
  Flags,
  Guide,
  Reason,
  RouteCode,
  Rule,
} from '@/lib/threshold/model';
import {
  DUTY_CODES,
  FLAG_CODES,
  firstRouteAt,
  higherLevel,
  higherRoute,
  levelOfRoute,
} from '@/lib/threshold/model';

/** What a guide says about one subject. */
export type Outcome = {
  level: CanonicalLevel;
  route: RouteCode;
  duties: DutyCode[];
  flags: Flags;
  reasons: Reason[];
};

/** A guide ready to be asked. */
export type CompiledGuide = {
  guide: Guide;
  /** UN, UR and HR indicators: what can be present as a worry or ruled out. */
  worries: ReadonlySet<string>;
  place: (subject: Subject) => Placing;
  evaluate: (subject: Subject) => Outcome;
  /** What the rules that speak of the contact itself ask for, whoever is named in it; null where none of them does. */
  ofContact: (facts: Facts) => Outcome | null;
};

/** Level and route alone, for asking "what if" many times over. */
export type Placing = { level: CanonicalLevel; route: RouteCode };

type Fired = { rule: Rule; indicators: string[] };

const compiled = new WeakMap<Guide, CompiledGuide>();

/** Compiles a guide to predicates, once for each guide. */
export function compileGuide(guide: Guide): CompiledGuide {
  const remembered = compiled.get(guide);
  if (remembered !== undefined) return remembered;

  const predicates: { rule: Rule; predicate: Predicate }[] = guide.rules.map((rule) => ({
    rule,
    predicate: compileCondition(guide, rule.when),
  }));
  const fire = (subject: Subject): Fired[] => {
    const fired: Fired[] = [];
    for (const { rule, predicate } of predicates) {
      const indicators = predicate(subject);
      if (indicators !== null) fired.push({ rule, indicators });
    }
    return fired;
  };
  const result: CompiledGuide = {
    guide,
    worries: new Set(guide.indicators.filter((entry) => entry.kind !== 'ST').map((entry) => entry.id)),
    place: (subject) => placing(subject, fire(subject)),
    evaluate: (subject) => outcome(guide, subject, fire(subject)),
    ofContact: (facts) => {
      const alone = subjectOf(result, null, facts);
      const fired = fire(alone).filter(({ rule }) => rule.raise?.level !== undefined && speaksOfContact(rule.when));
      return fired.length === 0 ? null : outcome(guide, alone, fired);
    },
  };
  compiled.set(guide, result);
  return result;
}

/** Does the rule ask about a contact that names no child? What it finds holds for the contact when one is named, too: naming one lets go of nothing. */
function speaksOfContact(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(speaksOfContact);
  if ('any' in condition) return condition.any.some(speaksOfContact);
  return 'child' in condition;
}

const NO_OTHERS: ReadonlySet<string> = new Set();

/** The worries that are present of children; unknown indicator ids count for nothing. */
export function presentOf(guide: CompiledGuide, children: readonly AssessChild[]): ReadonlySet<string> {
  const present = new Set<string>();
  for (const { indicators = {} } of children) for (const id of Object.keys(indicators)) if (indicators[id] === 'present' && guide.worries.has(id)) present.add(id);
  return present;
}

/**
 * A child (or, with null, the contact itself) as the rules see it; unknown indicator ids count for nothing.
 * @param ofOthers what is present of the other children of the contact.
 */
export function subjectOf(guide: CompiledGuide, child: AssessChild | null, contactFacts: Facts, ofOthers: ReadonlySet<string> = NO_OTHERS): Subject {
  const present = new Set<string>();
  let ruledOut = false;
  const indicators = child?.indicators ?? {};
  for (const id of Object.keys(indicators)) {
    const answer = indicators[id];
    if (!guide.worries.has(id)) continue;
    if (answer === 'present') present.add(id);
    else if (answer === 'absent') ruledOut = true;
  }
  return { named: child !== null, age: child?.age ?? null, present, ofOthers, ruledOut, facts: { ...NOTHING_TOLD, ...contactFacts, ...given(child?.facts) } };
}

/** Every fact, unanswered: what is told is written over it, so that all subjects are laid out alike and the rules read them fast. */
const NOTHING_TOLD: Record<keyof Facts, undefined> = {
  agenciesInvolved: undefined,
  contactsIn12Months: undefined,
  openPlan: undefined,
  positionOfTrust: undefined,
  perhapsOfTrust: undefined,
  consent: undefined,
  immediateDanger: undefined,
  disability: undefined,
  perhapsDisabled: undefined,
  nonMobile: undefined,
  perhapsNonMobile: undefined,
  fgmKnown: undefined,
  perhapsUnder13: undefined,
  under13Then: undefined,
  perhaps16: undefined,
  perhapsBornMonths: undefined,
  privateFostering: undefined,
  partNotKnown: undefined,
  foundAt: undefined,
  wasFound: undefined,
  homeAuthority: undefined,
  abuseAround: undefined,
  illHealthAround: undefined,
  substancesAround: undefined,
  babyAtHome: undefined,
};

function given(facts: Facts | undefined): Facts | undefined {
  if (facts === undefined) return undefined;
  const entries = Object.entries(facts);
  return entries.every(([, value]) => value !== undefined) ? facts : Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/**
 * The floor of rule behaviour 8: as long as no worry has been asked about and ruled out, "nothing seen" is
 * ignorance and not safety, so the proposal holds at 2. A part of the child's life that is
 * not known holds it there too, whatever was ruled out of the others. The floor never looks at what is present, and so
 * one more present indicator cannot lower it.
 */
function floorOf(subject: Subject): CanonicalLevel {
  return isRuledOut(subject) ? 1 : 2;
}

/** Was the worry ruled out, with no part left of which nobody knows? */
function isRuledOut({ ruledOut, facts }: Subject): boolean {
  return ruledOut && facts.partNotKnown !== true;
}

function placing(subject: Subject, fired: Fired[]): Placing {
  let level = floorOf(subject);
  for (const { rule } of fired) level = higherLevel(level, rule.raise?.level ?? 1);
  let route = firstRouteAt(level);
  for (const { rule } of fired) {
    const asked = rule.raise?.route;
    if (asked !== undefined && levelOfRoute(asked) <= level) route = higherRoute(route, asked);
  }
  return { level, route };
}

function outcome(guide: Guide, subject: Subject, fired: Fired[]): Outcome {
  const { level, route } = placing(subject, fired);
  const answer = subject.facts.consent ?? 'not_sought';
  const consent = guide.consentRules.filter((rule) => rule.levels.includes(level) && rule.answers.includes(answer));
  const raised = fired.some(({ rule }) => (rule.raise?.level ?? 1) === level && level > 1);
  const held = level === 2 && !isRuledOut(subject) && (subject.present.size === 0 || !raised);
  const flags = new Set<FlagCode>();
  const duties = new Set<DutyCode>();
  const reasons: Reason[] = [];
  if (held) reasons.push(standing(guide.hold, 2));
  if (level === 1) reasons.push(standing(guide.universal, 1));
  for (const { rule, indicators } of fired) {
    for (const flag of rule.flags ?? []) flags.add(flag);
    for (const duty of rule.duties ?? []) duties.add(duty);
    const { id, paragraph, title, reason } = rule;
    const words: Reason = { rule: id, paragraph, title, reason, indicators };
    if (rule.raise?.level !== undefined) words.level = rule.raise.level;
    reasons.push(words);
  }
  for (const rule of consent) {
    flags.add(rule.flag);
    reasons.push(standing(rule));
  }
  // What is to be confirmed is the level that holds: beside a higher one nothing is settled by it.
  const confirms = fired.some(({ rule }) => rule.flags?.includes('confirmImpact') === true && (rule.raise?.level ?? level) === level);
  if (!confirms) flags.delete('confirmImpact');
  if (held) flags.add('holdAndCheck');
  if (level === 4) flags.add('strategyDiscussion');

  return {
    level,
    route,
    duties: duties.size === 0 ? [] : DUTY_CODES.filter((code) => duties.has(code)),
    flags: flagsOf(flags),
    reasons,
  };
}

function standing(paragraph: Guide['hold'], level?: CanonicalLevel): Reason {
  const { id, title, reason } = paragraph;
  const words: Reason = { rule: id, paragraph: paragraph.paragraph, title, reason, indicators: [] };
  return level === undefined ? words : { ...words, level };
}

const NO_FLAGS = Object.fromEntries(FLAG_CODES.map((code) => [code, false])) as Flags;

/** All flags, the given ones set. */
export function flagsOf(set: ReadonlySet<FlagCode>): Flags {
  const flags: Flags = { ...NO_FLAGS };
  for (const code of set) flags[code] = true;
  return flags;
}
