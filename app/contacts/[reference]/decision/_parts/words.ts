import { areaLevelOf, levelOfRoute, ROUTES, routeWordsOf, type Guide, type RouteCode } from '@/lib/threshold/model';
import { needsSafetyPlan, type SafetyPlan } from '@/lib/decision/keeping-safe';
import type { ChildSeen, ChildStanding, Direction } from '@/lib/decision/model';

/** A level and route in the area's own words: "Level 4 · Strategy discussion". */
export function routeLabel(guide: Guide, route: RouteCode): string {
  return `${areaLevelOf(guide, levelOfRoute(route), route).label} · ${routeWordsOf(guide, route).name}`;
}

/** The area's label for a canonical level; where two of its own share one, both. */
export function levelLabel(guide: Guide, level: number): string {
  return guide.levels.filter(({ canonical }) => canonical === level).map(({ label }) => label).join(' or ');
}

export const STANDING_WORDS: Record<ChildStanding, string> = {
  own: 'Decided for this child',
  same: 'The same as for the children above',
  different: 'Different',
  separate_household: 'Separate household: this concern does not reach them',
  not_known: 'Not known yet: opens a duty to find out',
};

export const SEEN_WORDS: Record<ChildSeen, string> = { yes: 'Yes', no: 'No', not_known: 'Not known' };

export const DIRECTION_WORDS: Record<Direction, string> = {
  raises: 'More protection than what governed before. It takes effect at once, and a manager looks at it afterwards.',
  agrees: 'As much protection as what governed before.',
  lowers: 'Less protection than what governed before.',
};

/** Routes at which a safety plan is asked for. */
export const PROTECTING_ROUTES = ROUTES.filter((route) => needsSafetyPlan(levelOfRoute(route)));

/** Signs in the guide's own words, as the end of a sentence. */
export function phrasesOf(guide: Guide, ids: readonly string[]): string {
  return ids.flatMap((id) => guide.indicators.find((indicator) => indicator.id === id)?.phrase ?? []).join('; ');
}

/** The parts of a safety plan as they are asked and shown. */
export const PLAN_LABELS: Record<keyof SafetyPlan, string> = {
  what: 'Who does what until the next contact?',
  until: 'Until when does it hold?',
  watches: 'Who looks after whether it holds?',
  ifFails: 'What is done if it fails?',
};
