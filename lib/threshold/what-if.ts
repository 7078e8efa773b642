import type { Subject } from '@/lib/threshold/condition';
import type { CompiledGuide, Placing } from '@/lib/threshold/evaluate';
import type { Age, CouldRaise, Facts, Nearest } from '@/lib/threshold/model';
import { compareLevels, routeRank } from '@/lib/threshold/model';

/**
 * The worries that nobody has answered and that, each by itself, would raise this child's level, highest
 * first. `answeredAbsent` are those asked about and ruled out: they are known and so not listed.
 */
export function couldRaise(guide: CompiledGuide, subject: Subject, answeredAbsent: ReadonlySet<string>): CouldRaise[] {
  const { level } = guide.place(subject);
  return guide.guide.indicators
    .filter(({ id }) => guide.worries.has(id) && !subject.present.has(id) && !answeredAbsent.has(id))
    .map(({ id, phrase }) => ({ indicator: id, phrase, toLevel: guide.place(withPresent(subject, id)).level }))
    .filter(({ toLevel }) => compareLevels(toLevel, level) > 0)
    .sort((a, b) => compareLevels(b.toLevel, a.toLevel) || (a.indicator < b.indicator ? -1 : 1));
}

/**
 * The single changes nearest to what is known that would give another level or route, the smallest step first:
 * another fact, the age when it is not known, or one sign on which the level rests turning out not to be so.
 */
export function nearestChanges(guide: CompiledGuide, subject: Subject): Nearest[] {
  const here = guide.place(subject);
  const placed = ({ change, subject: changed }: Candidate) => ({ change, there: guide.place(changed) });
  const up = raisingCandidates(subject).map(placed).filter(({ there }) => rise(here, there) > 0);
  const down = loweringCandidates(guide, subject).map(placed).filter(({ there }) => rise(here, there) < 0);
  return [...up, ...down]
    .sort((a, b) => Math.abs(rise(here, a.there)) - Math.abs(rise(here, b.there)))
    .map(({ change, there }) => ({ change, toLevel: there.level, toRoute: there.route }));
}

function rise(from: Placing, to: Placing): number {
  return routeRank(to.route) - routeRank(from.route);
}

const FACT_CHANGES: { change: string; facts: Facts }[] = [
  { change: 'Two or more agencies give help beyond universal services', facts: { agenciesInvolved: 2 } },
  { change: 'The child is disabled or without speech', facts: { disability: true } },
  { change: 'The child is not independently mobile', facts: { nonMobile: true } },
  { change: 'The child was under 13 when it happened', facts: { perhapsUnder13: true } },
  {
    change: 'The child lives with someone who is not a close relative, for 28 days or more',
    facts: { privateFostering: true },
  },
  { change: 'The child has a child in need plan here', facts: { openPlan: { kind: 'CIN', where: 'this' } } },
  {
    change: 'The child is on a child protection plan, or has moved in with one',
    facts: { openPlan: { kind: 'CP', where: 'other' } },
  },
  { change: 'The baby has been born', facts: { perhapsBornMonths: 0 } },
  { change: 'The child is in danger now', facts: { immediateDanger: true } },
];

const AGE_CHANGES: { change: string; age: Age }[] = [
  { change: 'The child is under 1', age: { months: 0 } },
  { change: 'The child is under 13', age: { years: 12 } },
];

type Candidate = { change: string; subject: Subject };

function raisingCandidates(subject: Subject): Candidate[] {
  const facts = FACT_CHANGES.map(({ change, facts: changed }) => ({
    change,
    subject: { ...subject, facts: { ...subject.facts, ...changed } },
  }));
  if (subject.age !== null) return facts;
  return [...facts, ...AGE_CHANGES.map(({ change, age }) => ({ change, subject: { ...subject, age } }))];
}

function loweringCandidates(guide: CompiledGuide, subject: Subject): Candidate[] {
  const resting = guide.guide.indicators
    .filter(({ id }) => subject.present.has(id))
    .map(({ id, phrase }) => ({
      change: `This turns out not to be so: ${phrase}`,
      subject: withoutPresent(subject, id),
    }));
  if (subject.facts.partNotKnown === true) {
    const known: Subject = { ...subject, ruledOut: true, facts: { ...subject.facts, partNotKnown: false } };
    return [{ change: 'The parts that are not known have been looked into and ruled out', subject: known }, ...resting];
  }
  if (subject.ruledOut) return resting;
  return [
    { change: 'The worry has been looked into and ruled out', subject: { ...subject, ruledOut: true } },
    ...resting,
  ];
}

function withPresent(subject: Subject, id: string): Subject {
  return { ...subject, present: new Set([...subject.present, id]) };
}

function withoutPresent(subject: Subject, id: string): Subject {
  return { ...subject, present: new Set([...subject.present].filter((other) => other !== id)), ruledOut: true };
}
