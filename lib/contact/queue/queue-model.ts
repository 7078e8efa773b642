import { Temporal } from 'temporal-polyfill';
import { rankOf, URGENT_RANK, RATING_TABLE, type Rated } from './rating';
import type { OpenState } from '../state';
import { higherLevel, higherRoute, LEVELS, ROUTES, type CanonicalLevel, type RouteCode } from '@/lib/threshold/model';

/** A level and the route that goes with it. */
export interface Standing {
  level: CanonicalLevel;
  route: RouteCode;
}

/** A stored level and route; a database that holds others was not written by this product. */
export function standingOf(row: { level: number; route: string }): Standing {
  const level = LEVELS.find((known) => known === row.level);
  const route = ROUTES.find((known) => known === row.route);
  if (level === undefined || route === undefined) throw new Error('a level or route that no guide has');
  return { level, route };
}

/** The one that protects more: each part is the higher of the two. */
export function higher(a: Standing, b: Standing): Standing {
  return { level: higherLevel(a.level, b.level), route: higherRoute(a.route, b.route) };
}

/**
 * Something that reached us and has to be decided on: the report itself, what was added to it, a contact joined into
 * it. Each keeps its own received time and both clocks (safe practice 7.8).
 */
export interface Arrival {
  /** When it became part of this contact. */
  at: Temporal.Instant;
  /** When it reached us: its clocks run from here. */
  receivedAt: Temporal.Instant;
  due24h: Temporal.Instant;
  /** Null beyond the end of the calendar. */
  due1wd: Temporal.Instant | null;
  immediate: boolean;
  /** Whoever told us is not sure whether a child could be hurt before somebody reads it. */
  perhapsImmediate?: boolean;
  /** A worker put it there, and nobody has to read it first. */
  known?: boolean;
}

/** A decision as far as the queue needs it. */
export interface DecisionHead extends Standing {
  id: string;
  version: number;
  at: Temporal.Instant;
  needsCountersign: boolean;
  verdict: 'agreed' | 'returned' | null;
}

/** What the second person said of a decision, as the database keeps it; null while they said nothing. */
export function verdictOf(verdict: string | null | undefined): DecisionHead['verdict'] {
  return verdict === null || verdict === undefined ? null : verdict === 'agreed' ? 'agreed' : 'returned';
}

/** How a decision stands: acting, waiting for the second person, or sent back by them. */
export type DecisionStanding = 'in_force' | 'awaiting' | 'returned';

/**
 * Safe practice 7.7: a decision that asks for a second person acts only when countersigned; all others at once. What
 * such a decision raises for one child while it lets go of another still governs from the start: see `governing`.
 */
export function decisionStanding({ needsCountersign, verdict }: Pick<DecisionHead, 'needsCountersign' | 'verdict'>): DecisionStanding {
  if (verdict === 'returned') return 'returned';
  return needsCountersign && verdict !== 'agreed' ? 'awaiting' : 'in_force';
}

/** Everything from which a queue row follows. */
export interface QueueFacts {
  /** The report first, then what came later. */
  arrivals: readonly [Arrival, ...Arrival[]];
  /** When more was told of what was joined in, as another contact: it has to be read here, and is decided on there. */
  toldElsewhere?: readonly Temporal.Instant[];
  /** The latest proposal, and the latest of each joined contact. */
  proposals: readonly [Standing & { at: Temporal.Instant }, ...(Standing & { at: Temporal.Instant })[]];
  /** Every decision, oldest first. */
  decisions: readonly DecisionHead[];
  held: boolean;
  questionOpen: boolean;
  /** Decisions of which the referrer was told, or lawfully not told. */
  answeredDecisions: ReadonlySet<string>;
  /** What workers made of its urgency, oldest first. */
  ratings?: readonly Rated[];
  /** What workers had made of each that was joined in and nobody has rated anew since: `at` when it was joined, `since` when it was rated. */
  joinedRatings?: readonly (Rated & { since: Temporal.Instant })[];
  /** Since when each proposal at level 4 counts: the first of a report since it was received. */
  level4Since?: readonly { at: Temporal.Instant; since: Temporal.Instant }[];
}

/** What the queue says of an open contact, apart from names. */
export interface Governing extends Standing {
  state: OpenState;
  immediate: boolean;
  /** It may be: whoever told us is not sure. Until it is decided it stands as at level 4. */
  perhapsImmediate: boolean;
  /** Its place in the queue: the latest rating's, or what governs. */
  riskRank: number;
  /** Rated lower than what governs. */
  ratedBelow: boolean;
  /** Since when it asks for attention in minutes: immediate or perhaps so, at level 4 or rated so. Null when none, or decided. */
  urgentSince: Temporal.Instant | null;
  /** Start and ends of the clocks that run now; of the last ones when none runs. */
  receivedAt: Temporal.Instant;
  due24h: Temporal.Instant;
  due1wd: Temporal.Instant | null;
  /** The earlier of the two while undecided; null once a decision is in force. */
  nextDue: Temporal.Instant | null;
  /** The last thing that came in: read means read since then. */
  lastArrivalAt: Temporal.Instant;
}

const later = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) > 0;
const earliest = (instants: readonly (Temporal.Instant | null)[]): Temporal.Instant | null =>
  instants.reduce((first, each) => (each !== null && (first === null || later(first, each)) ? each : first), null);

/** 0 for immediate danger, then 1 for level 4 down to 4 for level 1: the first thing that the queue sorts by. */
export function riskRank(level: CanonicalLevel, immediate: boolean): number {
  return immediate ? 0 : 5 - level;
}

/**
 * What governs an open contact now: the decision in force, or the proposal while there is none. Anything that came in
 * after the decision opens it again, with the earlier deadline and the higher level of what is not yet decided.
 */
export function governing({ arrivals, toldElsewhere = [], proposals, decisions, held, questionOpen, answeredDecisions, ratings = [], joinedRatings = [], level4Since = [] }: QueueFacts): Governing {
  const standings = decisions.map((decision) => ({ decision, standing: decisionStanding(decision) }));
  const latest = standings.at(-1);
  const inForce = standings.findLast(({ standing }) => standing === 'in_force')?.decision;
  const outstanding = inForce === undefined ? arrivals : arrivals.filter(({ at }) => later(at, inForce.at));
  const undecided = inForce === undefined || outstanding.length > 0 || latest?.standing === 'returned';

  const [first, ...others] = proposals;
  const from: Standing = inForce ?? first;
  const since = inForce === undefined ? others : proposals.filter(({ at }) => later(at, inForce.at));
  const notSettled = latest !== undefined && latest.standing !== 'in_force' ? [latest.decision] : [];
  const { level, route } = [...since, ...notSettled].reduce<Standing>(higher, from);

  const running = outstanding.length > 0 ? outstanding : [arrivals[0]];
  const soonest = running.reduce((a, b) => (later(a.due24h, b.due24h) ? b : a), running[0] ?? arrivals[0]);
  const { receivedAt, due24h } = soonest;
  const due1wd = earliest(running.map((arrival) => arrival.due1wd));
  const sinceDecision = <T extends { at: Temporal.Instant }>(things: readonly T[]) => (inForce === undefined ? things : things.filter(({ at }) => later(at, inForce.at)));
  const rated = undecided ? sinceDecision(ratings) : [];
  // Of what was joined in the higher counts (safe practice 8): a rating that came with it lowers nothing here.
  const broughtIn = undecided ? sinceDecision(joinedRatings) : [];
  const immediate = undecided && (running.some((arrival) => arrival.immediate) || route === 'IMMEDIATE' || rated.at(-1)?.rating === 'immediate' || broughtIn.some(({ rating }) => rating === 'immediate'));
  const perhapsImmediate = undecided && running.some((arrival) => arrival.perhapsImmediate === true);
  const ownRank = Math.min(riskRank(level, immediate), perhapsImmediate ? URGENT_RANK : Infinity);
  const changes = [...arrivals, ...proposals].map(({ at }) => at);
  const rankHere = rankOf(ownRank, rated, changes.reduce((last, at) => (later(at, last) ? at : last)));
  const rank = broughtIn.reduce((first, { rating }) => Math.min(first, RATING_TABLE[rating].rank), rankHere);
  const urgent = undecided && Math.min(ownRank, rank) <= URGENT_RANK;
  // The first of all that made it urgent: whatever comes later never starts this clock anew.
  const urgentFrom = [
    ...running.filter((arrival) => arrival.immediate || arrival.perhapsImmediate === true).map((arrival) => arrival.receivedAt),
    ...sinceDecision(level4Since).map(({ since }) => since),
    ...rated.filter(({ rating }) => RATING_TABLE[rating].rank <= URGENT_RANK).map(({ at }) => at),
    ...broughtIn.filter(({ rating }) => RATING_TABLE[rating].rank <= URGENT_RANK).map(({ since }) => since),
  ];

  return {
    state: openState({ latest: latest?.standing, undecided, held, questionOpen, answered: inForce !== undefined && answeredDecisions.has(inForce.id) }),
    level,
    route,
    immediate,
    perhapsImmediate,
    riskRank: rank,
    ratedBelow: rank > ownRank,
    urgentSince: urgent ? (earliest(urgentFrom) ?? receivedAt) : null,
    receivedAt,
    due24h,
    due1wd,
    nextDue: undecided ? earliest([due24h, due1wd]) : null,
    lastArrivalAt: [...arrivals.flatMap(({ at, known = false }) => (known ? [] : at)), ...toldElsewhere].reduce((last, at) => (later(at, last) ? at : last), arrivals[0].at),
  };
}

/** The state of an open contact from how its decision, question and claim stand, in this order. */
function openState({ latest, undecided, held, questionOpen, answered }: { latest: DecisionStanding | undefined; undecided: boolean; held: boolean; questionOpen: boolean; answered: boolean }): OpenState {
  if (latest === 'awaiting') return 'awaiting_countersign';
  if (!undecided) return answered ? 'told' : 'decided';
  if (questionOpen) return 'waiting_for_referrer';
  return held ? 'claimed' : 'received';
}
