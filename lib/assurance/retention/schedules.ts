import type { AuthoritySettings } from '@/lib/access/schema';
import { OUTCOMES, ownPeriod, type Outcome, type OwnPeriod, type Period } from '@/lib/access/periods/schema';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { RetentionRule, RetentionSchedule } from './schema';

const ILLUSTRATIVE = 'The authority puts the period of its own published retention schedule here.';

/** What holds where an area has said nothing of its own. */
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

export const isOutcome = (code: string): code is Outcome => OUTCOMES.some((each) => each === code);

const ENDED: readonly Period['from'][] = ['closure', 'birth'];

/** From which days an area may count an outcome. A report that was never sent tells of nobody's birth; what law or guidance counts is counted so. */
export function countedFrom(outcome: Outcome): readonly Period['from'][] {
  const { longestOf, illustrative } = SHARED[outcome];
  if (!illustrative) return longestOf.map(({ from }) => from);
  return outcome === 'unsent_draft' ? ['closure'] : ENDED;
}

/** So many years law or published guidance asks for, counted from this day; 0 where it asks for none. */
export function yearsByLaw(outcome: Outcome, from: Period['from']): number {
  const { longestOf, illustrative } = SHARED[outcome];
  return illustrative ? 0 : Math.max(0, ...longestOf.flatMap((each) => (each.from === from ? each.years : [])));
}

/** An area's own period, which lengthens what law or guidance asks for and never shortens it. */
function withLaw(outcome: Outcome, own: OwnPeriod): RetentionRule {
  const counted = countedFrom(outcome).flatMap((from) => {
    const years = Math.max(yearsByLaw(outcome, from), ...own.longestOf.flatMap((each) => (each.from === from ? each.years : [])));
    return years === 0 ? [] : { years, from };
  });
  return { longestOf: counted, source: own.source, illustrative: false };
}

/** The retention schedule of an authority: its own periods, and where it has said none what is shared. */
export function scheduleOf({ retention = {} }: Pick<AuthoritySettings, 'retention'>): RetentionSchedule {
  const ruleOf = (outcome: Outcome): RetentionRule => {
    const own = retention[outcome];
    const rule = own === undefined ? SHARED[outcome] : withLaw(outcome, own);
    return rule.longestOf.length === 0 ? SHARED[outcome] : rule;
  };
  return { rules: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, ruleOf(outcome)])) as Record<Outcome, RetentionRule> };
}

/**
 * The outcomes for which an area has not said its own period yet. While there is one, records of children go nowhere: what is deleted
 * after an invented time cannot be put right. The demo, whose children are invented too, deletes by them all the same.
 */
export function periodsMissing(settings: Pick<AuthoritySettings, 'retention'>, demo: boolean): Outcome[] {
  const { rules } = scheduleOf(settings);
  return demo ? [] : OUTCOMES.filter((outcome) => rules[outcome].illustrative);
}

/** The name of a form's field for years counted from a day. */
export const yearsField = (from: Period['from']) => `years.${from}`;

/**
 * Reads an outcome's own period as it was typed; null where everything was left empty, which says nothing of its own.
 * @returns refused with what is wrong, by the names of the fields.
 */
export function readPeriod(outcome: Outcome, text: (field: string) => string): Result<OwnPeriod | null, { field: string; message: string }[]> {
  const typed = (from: Period['from']) => text(yearsField(from)).trim();
  const yearsIn = (from: Period['from']) => (/^\d+$/.test(typed(from)) ? Number(typed(from)) : Number.NaN);
  const froms = countedFrom(outcome).filter((from) => typed(from) !== '');
  if (froms.length === 0 && text('source').trim() === '') return ok(null);
  const read = ownPeriod.safeParse({ longestOf: froms.map((from) => ({ from, years: yearsIn(from) })), source: text('source') });
  const first = yearsField(countedFrom(outcome)[0] ?? 'closure');
  const wrong = read.success ? [] : read.error.issues.map(({ path: [part, index], message }) => ({ field: part === 'source' ? 'source' : typeof index === 'number' ? yearsField(froms[index] ?? 'closure') : first, message }));
  const short = froms.flatMap((from) => {
    const least = yearsByLaw(outcome, from);
    return yearsIn(from) < least && !wrong.some(({ field }) => field === yearsField(from)) ? { field: yearsField(from), message: `At least ${least} years: ${SHARED[outcome].source}` } : [];
  });
  const closure = countedFrom(outcome).includes('closure') && froms.length > 0 && !froms.includes('closure') ? [{ field: yearsField('closure'), message: 'Say how many years after its closure too: by a birth alone what is known of an older child would go at once' }] : [];
  return read.success && short.length + closure.length === 0 ? ok(read.data) : refused([...closure, ...wrong, ...short]);
}
