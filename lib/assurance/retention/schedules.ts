import type { AuthoritySettings } from '@/lib/access/schema';
import { OUTCOMES, retentionSchedule, type Outcome, type RetentionRule, type RetentionSchedule } from './schema';

type Area = AuthoritySettings['guideArea'];

const ILLUSTRATIVE = 'The authority puts the period of its own published retention schedule here.';

/** What holds where an area says nothing else. */
const SHARED: Record<Outcome, RetentionRule> = {
  withdrawn: { longestOf: [{ years: 3, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true },
  consultation: { longestOf: [{ years: 3, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true },
  advice: { longestOf: [{ years: 6, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true },
  early_help: { longestOf: [{ years: 6, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true },
  child_in_need: { longestOf: [{ years: 25, from: 'birth' }, { years: 6, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true },
  child_protection: { longestOf: [{ years: 25, from: 'birth' }, { years: 10, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true },
  looked_after: {
    longestOf: [{ years: 75, from: 'birth' }],
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50: until the seventy-fifth anniversary of the child’s birth.',
    illustrative: false,
  },
  sexual_abuse: {
    longestOf: [{ years: 75, from: 'closure' }],
    source: 'Independent Inquiry into Child Sexual Abuse, final report (October 2022), recommendation 17: records known to relate to child sexual abuse are kept for 75 years.',
    illustrative: false,
  },
  position_of_trust: {
    longestOf: [{ years: 10, from: 'received' }, { years: 68, from: 'adult_birth' }],
    source: 'Keeping children safe in education, part four: until the accused has reached normal pension age, or for 10 years from the allegation if that is longer. Pension age is taken as 68.',
    illustrative: false,
  },
  unsent_draft: { longestOf: [{ years: 1, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true },
};

/** What each area keeps for another time than the shared one. Like the demo's areas, their differences are invented. */
const AREAS: Record<Area, Partial<Record<Outcome, RetentionRule>>> = {
  norfolk: {},
  cambridgeshire: {},
  somerset: { consultation: { longestOf: [{ years: 6, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true } },
  'blackburn-with-darwen': { early_help: { longestOf: [{ years: 10, from: 'closure' }], source: ILLUSTRATIVE, illustrative: true } },
  plymouth: {},
};

const parsed = new Map<Area, RetentionSchedule>();

/** The retention schedule of an area, checked at its first use. @throws where its data is not a schedule. */
export function scheduleOf(area: Area): RetentionSchedule {
  const there = parsed.get(area);
  if (there !== undefined) return there;
  const own = AREAS[area];
  const schedule = retentionSchedule.parse({ rules: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, own[outcome] ?? SHARED[outcome]])) });
  parsed.set(area, schedule);
  return schedule;
}

/**
 * The outcomes for which an area has not said its own period yet. While there is one, records of children go nowhere: what is deleted
 * after an invented time cannot be put right. The demo, whose children are invented too, deletes by them all the same.
 */
export function periodsMissing(area: Area, demo: boolean): Outcome[] {
  const { rules } = scheduleOf(area);
  return demo ? [] : OUTCOMES.filter((outcome) => rules[outcome].illustrative);
}
