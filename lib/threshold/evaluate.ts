import { compileCondition } from '@/lib/threshold/condition';
import type { Predicate, Subject } from '@/lib/threshold/condition';
import type {
  AssessChild,
  CanonicalLevel,
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
  const fire = (subject: Subject): Fired[] =>
    predicates.flatMap(({ rule, predicate }) => {
      const indicators = predicate(subject);
      return indicators === null ? [] : [{ rule, indicators }];
    });
  const result: CompiledGuide = {
    guide,
    worries: new Set(guide.indicators.filter((entry) => entry.kind !== 'ST').map((entry) => entry.id)),
    place: (subject) => placing(subject, fire(subject)),
    evaluate: (subject) => outcome(guide, subject, fire(subject)),
  };
  compiled.set(guide, result);
  return result;
}

/** A child (or, with null, the contact itself) as the rules see it; unknown indicator ids count for nothing. */
export function subjectOf(guide: CompiledGuide, child: AssessChild | null, contactFacts: Facts): Subject {
  const answers = Object.entries(child?.indicators ?? {}).filter(([id]) => guide.worries.has(id));
  return {
    named: child !== null,
    age: child?.age ?? null,
    present: new Set(answers.filter(([, answer]) => answer === 'present').map(([id]) => id)),
    ruledOut: answers.some(([, answer]) => answer === 'absent'),
    facts: { ...contactFacts, ...given(child?.facts) },
  };
}

function given(facts: Facts | undefined): Facts {
  return Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => value !== undefined));
}

/**
 * The floor of rule behaviour 8: as long as no worry has been asked about and ruled out, "nothing seen" is
 * ignorance and not safety, so the proposal holds at 2. The floor looks only at what was ruled out, never at
 * what is present, and so one more present indicator cannot lower it.
 */
function floorOf(subject: Subject): CanonicalLevel {
  return subject.ruledOut ? 1 : 2;
}

function placing(subject: Subject, fired: Fired[]): Placing {
  const level = fired.reduce<CanonicalLevel>(
    (highest, { rule }) => higherLevel(highest, rule.raise?.level ?? 1),
    floorOf(subject),
  );
  const route = fired.reduce<RouteCode>((highest, { rule }) => {
    const asked = rule.raise?.route;
    return asked !== undefined && levelOfRoute(asked) <= level ? higherRoute(highest, asked) : highest;
  }, firstRouteAt(level));
  return { level, route };
}

function outcome(guide: Guide, subject: Subject, fired: Fired[]): Outcome {
  const { level, route } = placing(subject, fired);
  const consent = guide.consentRules.filter(
    (rule) => rule.levels.includes(level) && rule.answers.includes(subject.facts.consent ?? 'not_sought'),
  );
  const raised = fired.some(({ rule }) => (rule.raise?.level ?? 1) === level && level > 1);
  const held = level === 2 && !subject.ruledOut && (subject.present.size === 0 || !raised);
  const flags = new Set<FlagCode>([
    ...fired.flatMap(({ rule }) => rule.flags ?? []),
    ...consent.map((rule) => rule.flag),
  ]);
  if (held) flags.add('holdAndCheck');
  if (level === 4) flags.add('strategyDiscussion');
  const duties = new Set(fired.flatMap(({ rule }) => rule.duties ?? []));

  const reasons: Reason[] = fired.map(({ rule, indicators }) => {
    const reason: Reason = {
      rule: rule.id,
      paragraph: rule.paragraph,
      title: rule.title,
      reason: rule.reason,
      indicators,
    };
    return rule.raise?.level === undefined ? reason : { ...reason, level: rule.raise.level };
  });
  if (held) reasons.unshift(standing(guide.hold, 2));
  if (level === 1) reasons.unshift(standing(guide.universal, 1));
  reasons.push(...consent.map((rule) => standing(rule)));

  return {
    level,
    route,
    duties: DUTY_CODES.filter((code) => duties.has(code)),
    flags: flagsOf(flags),
    reasons,
  };
}

function standing(paragraph: Guide['hold'], level?: CanonicalLevel): Reason {
  const { id, title, reason } = paragraph;
  const words: Reason = { rule: id, paragraph: paragraph.paragraph, title, reason, indicators: [] };
  return level === undefined ? words : { ...words, level };
}

/** All flags, the given ones set. */
export function flagsOf(set: ReadonlySet<FlagCode>): Flags {
  const entries = FLAG_CODES.map((code) => [code, set.has(code)] as const);
  return Object.fromEntries(entries) as Flags;
}
