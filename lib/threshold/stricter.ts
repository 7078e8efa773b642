import type { CanonicalLevel, ChildProposal, FlagCode, Flags, Proposal, Reason, RouteCode } from '@/lib/threshold/model';
import { DUTY_CODES, FLAG_CODES, compareLevels, higherLevel, higherRoute, routeRank } from '@/lib/threshold/model';

type Placed = { level: CanonicalLevel; route: RouteCode };

/** What is said of a level alone: it goes with the level that holds, and is not added up. */
const OF_THE_LEVEL: readonly FlagCode[] = ['holdAndCheck', 'consentToAgree', 'refusalNoted'];

const above = (a: Placed, b: Placed) => routeRank(a.route) > routeRank(b.route) || a.level > b.level;

/** Does the one ask for more than the other, for the contact or for any child that both know? */
export function asksForMore(one: Proposal, other: Proposal): boolean {
  return above(one, other) || one.children.some((child) => other.children.some((same) => same.id === child.id && above(child, same)));
}

function flagsOfBoth(holds: Flags, other: Flags): Flags {
  return Object.fromEntries(FLAG_CODES.map((code) => [code, holds[code] || (!OF_THE_LEVEL.includes(code) && other[code])])) as Flags;
}

/** The reasons of one, and those of the other that it does not give: by another rule, at a higher level, or for a sign of which it says nothing. */
function reasonsOfBoth<R extends Reason & { child?: string | null }>(own: readonly R[], others: readonly R[]): R[] {
  const given = (reason: R) => own.some((each) => each.rule === reason.rule && each.child === reason.child && (each.level ?? 0) >= (reason.level ?? 0) && reason.indicators.every((id) => each.indicators.includes(id)));
  return [...own, ...others.filter((reason) => !given(reason))];
}

/** Where both ask for the same, by whatever rules, each of them is a ground: what two rules say is not one worker's to settle (domain 2.2, 4a). */
const asksForTheSame = (a: Placed, b: Placed) => a.level === b.level && a.route === b.route;

function strictestOf(a: ChildProposal, b: ChildProposal): ChildProposal {
  if (!above(b, a)) {
    const because = asksForTheSame(a, b) ? reasonsOfBoth(a.because, b.because) : a.because;
    return { ...a, duties: DUTY_CODES.filter((code) => a.duties.includes(code) || b.duties.includes(code)), flags: flagsOfBoth(a.flags, b.flags), because };
  }
  const [level, route] = [higherLevel(a.level, b.level), higherRoute(a.route, b.route)];
  return {
    ...a,
    level,
    route,
    duties: DUTY_CODES.filter((code) => a.duties.includes(code) || b.duties.includes(code)),
    flags: flagsOfBoth(b.flags, a.flags),
    // What made it so comes first.
    because: reasonsOfBoth(b.because, a.because),
    couldRaise: a.couldRaise.filter(({ toLevel }) => compareLevels(toLevel, level) > 0),
    nearest: b.nearest,
  };
}

/**
 * Of two proposals on one contact the stricter, child by child: the higher level and route with the reasons that made it so, the duties
 * and warnings of both. It carries the name of the first guide, in whose words the contact is told. Pure.
 */
export function stricter(a: Proposal, b: Proposal): Proposal {
  const children = a.children.map((child) => {
    const other = b.children.find(({ id }) => id === child.id);
    return other === undefined ? child : strictestOf(child, other);
  });
  const higher = above(b, a);
  return {
    ...a,
    level: higherLevel(a.level, b.level),
    route: higherRoute(a.route, b.route),
    duties: DUTY_CODES.filter((code) => a.duties.includes(code) || b.duties.includes(code)),
    flags: higher ? flagsOfBoth(b.flags, a.flags) : flagsOfBoth(a.flags, b.flags),
    because: higher ? reasonsOfBoth(b.because, a.because) : asksForTheSame(a, b) ? reasonsOfBoth(a.because, b.because) : a.because,
    children,
  };
}
