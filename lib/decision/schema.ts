import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Result } from '@/lib/platform/result';
import { ok, refused } from '@/lib/platform/result';
import type { RouteCode } from '@/lib/threshold/model';
import { CHILD_SEEN, decidedForItself, differsFromProposal, dropsStrategy, highest, judge, needsReviewDate, placedBy, PRIMARY_NEEDS, routesFor, WHOLE_CONTACT, type ChildDecision, type ChildInView, type DecisionInput, type PrimaryNeed, type Situation } from './model';

/** Fields asked once. */
export const WHOLE_FIELDS = ['rationale', 'familyViews', 'ifNothing', 'changeMind', 'referrerReason', 'changeReason', 'historyRead', 'reviewOn-day', 'reviewOn-month', 'reviewOn-year'] as const;

/** Fields asked of each child, as `<field>.<person id>`. */
export const CHILD_FIELDS = ['standing', 'standingReason', 'route', 'primaryNeed', 'childSeen', 'seenBy', 'childViews', 'proposalReason', 'noStrategyReason'] as const;

/** The name of a child's field in the form. */
export function childField(field: (typeof CHILD_FIELDS)[number], personId: string): string {
  return `${field}.${personId}`;
}

/** Does the field belong to the decision form? Anything else that is posted is left out. */
export function isDecisionField(name: string): boolean {
  const [field = '', person, ...rest] = name.split('.');
  if (person === undefined) return (WHOLE_FIELDS as readonly string[]).includes(field);
  return rest.length === 0 && (CHILD_FIELDS as readonly string[]).includes(field);
}

/** One thing missing or wrong, by the name of its field. */
export interface Gap {
  field: string;
  message: string;
}

const LONGEST = 20_000;
const words = z.string().max(LONGEST, `Use ${LONGEST.toLocaleString('en-GB')} characters or fewer`).transform((text) => text.trim());

const childForm = z.strictObject({
  standing: z.string(),
  standingReason: words,
  route: z.string(),
  primaryNeed: z.string(),
  childSeen: z.string(),
  seenBy: words,
  childViews: words,
  proposalReason: words,
  noStrategyReason: words,
});

const decisionForm = z.strictObject({
  rationale: words,
  familyViews: words,
  ifNothing: words,
  changeMind: words,
  referrerReason: words,
  changeReason: words,
  historyRead: z.string(),
  reviewOn: z.strictObject({ day: z.string(), month: z.string(), year: z.string() }),
  children: z.record(z.string(), childForm),
});
type DecisionForm = z.infer<typeof decisionForm>;
type ChildForm = z.infer<typeof childForm>;

function rawOf(fields: Fields, situation: Situation) {
  const whole = (name: (typeof WHOLE_FIELDS)[number]) => textOf(fields, name);
  const child = (personId: string) => Object.fromEntries(CHILD_FIELDS.map((field) => [field, textOf(fields, childField(field, personId))]));
  return {
    rationale: whole('rationale'),
    familyViews: whole('familyViews'),
    ifNothing: whole('ifNothing'),
    changeMind: whole('changeMind'),
    referrerReason: whole('referrerReason'),
    changeReason: whole('changeReason'),
    historyRead: whole('historyRead'),
    reviewOn: { day: whole('reviewOn-day').trim(), month: whole('reviewOn-month').trim(), year: whole('reviewOn-year').trim() },
    children: Object.fromEntries(situation.children.map(({ personId }) => [personId, child(personId)])),
  };
}

const fieldOf = (path: readonly PropertyKey[]) => (path[0] === 'children' ? `${String(path[2])}.${String(path[1])}` : path.map(String).join('-'));

const isNeed = (text: string): text is PrimaryNeed => Object.hasOwn(PRIMARY_NEEDS, text);
const oneOf = <T extends string>(known: readonly T[], text: string): T | undefined => known.find((each) => each === text);

/** The level and route chosen so far for a child, right or not yet: for a page that asks what follows from it. */
export function chosenRoute(fields: Fields, child: ChildInView, routes: readonly RouteCode[]): RouteCode | undefined {
  return oneOf(routesFor(child, routes), textOf(fields, childField('route', child.personId)));
}

/**
 * Reads what was typed into a decision, or names every gap in plain words. What is asked depends on the situation: a
 * reason to differ from the guide, its own reason for no strategy discussion, a reason to differ from the referrer,
 * a standing for every child of the household (issue 2, section 5; domain 7.13).
 */
export function readDecision(fields: Fields, situation: Situation): Result<DecisionInput, Gap[]> {
  const form = decisionForm.safeParse(rawOf(fields, situation));
  if (!form.success) return refused(form.error.issues.map(({ path, message }) => ({ field: fieldOf(path), message })));
  const gaps: Gap[] = [];
  const own = situation.children.flatMap((child) => {
    const asked = form.data.children[child.personId];
    return asked ? [readChild(child, asked, situation, gaps)] : [];
  });
  const children = sameAsTheOthers(own);
  const decision = { children, ...readWhole(form.data, situation, children, gaps) };
  return gaps.length > 0 ? refused(gaps) : ok(decision);
}

function readChild(child: ChildInView, form: ChildForm, situation: Situation, gaps: Gap[]): ChildDecision {
  const { personId, name } = child;
  const gap = (field: (typeof CHILD_FIELDS)[number], message: string) => gaps.push({ field: childField(field, personId), message });
  const standing = child.reported ? 'own' : oneOf(['same', 'different', 'separate_household'], form.standing);
  if (standing === undefined) gap('standing', `${name}: say whether the decision is the same, different, or a separate household`);
  const empty: ChildDecision = { personId, standing: standing ?? 'same', standingReason: form.standingReason, ...placedBy('UNIV_ADVICE'), primaryNeed: 'N0', childViews: form.childViews, childSeen: 'not_known', seenBy: '', proposalReason: '', noStrategyReason: '' };
  if (standing === undefined || !decidedForItself(standing)) return empty;

  if (standing === 'different' && form.standingReason === '') gap('standingReason', `${name}: say why the decision is different`);
  const route = oneOf(routesFor(child, situation.routes), form.route);
  if (route === undefined) gap('route', `${name}: choose a level and route`);
  const placed = placedBy(route ?? 'UNIV_ADVICE');
  const about = personId === WHOLE_CONTACT ? 'not_a_child' : 'child';
  const need = isNeed(form.primaryNeed) ? form.primaryNeed : undefined;
  if (about === 'child' && need === undefined && route !== undefined && route !== 'UNIV_ADVICE') gap('primaryNeed', `${name}: choose the primary need`);
  const seen = oneOf(CHILD_SEEN, form.childSeen);
  if (about === 'child' && !child.unborn && seen === undefined) gap('childSeen', `${name}: say whether the child was seen`);
  if (seen === 'yes' && form.seenBy === '') gap('seenBy', `${name}: say who saw the child and when`);
  // A reason typed for a difference that is no longer there stays in the draft and does not go into the record.
  const differs = route !== undefined && differsFromProposal(child.proposed, placed);
  const drops = route !== undefined && dropsStrategy(child.proposed, placed);
  if (differs && form.proposalReason === '') gap('proposalReason', `${name}: say why you decide differently from the guide`);
  if (drops && form.noStrategyReason === '') gap('noStrategyReason', `${name}: say why no strategy discussion is needed`);
  return { ...empty, ...placed, primaryNeed: need ?? 'N0', childSeen: seen ?? 'not_known', seenBy: seen === 'yes' ? form.seenBy : '', proposalReason: differs ? form.proposalReason : '', noStrategyReason: drops ? form.noStrategyReason : '' };
}

/** A brother or sister for whom the same is decided takes the highest of those decided on. */
function sameAsTheOthers(children: readonly ChildDecision[]): ChildDecision[] {
  const top = highest(children.filter(({ standing }) => decidedForItself(standing)));
  const need = children.find(({ standing, level }) => standing === 'own' && level === top.level)?.primaryNeed ?? 'N0';
  return children.map((child) => (child.standing === 'same' ? { ...child, ...top, primaryNeed: need } : child));
}

function readWhole(form: DecisionForm, situation: Situation, children: readonly ChildDecision[], gaps: Gap[]): Omit<DecisionInput, 'children'> {
  const { direction, differsFromReferrer, level } = judge(situation, { children });
  const routesChosen = !gaps.some(({ field }) => field.startsWith('route.'));
  if (form.rationale === '') gaps.push({ field: 'rationale', message: 'Say why, in words a reader in five years will follow' });
  if (routesChosen && differsFromReferrer && form.referrerReason === '') gaps.push({ field: 'referrerReason', message: `The referrer said level ${situation.referrerLevel}: say why you decide level ${level}` });
  if (routesChosen && direction === 'lowers' && form.ifNothing === '') gaps.push({ field: 'ifNothing', message: 'Say what would happen if nobody acted tonight: this decision gives less protection than what governs now' });
  if (form.historyRead !== 'yes') gaps.push({ field: 'historyRead', message: 'Read the history, then tick the box' });
  if (situation.replaces && form.changeReason === '') gaps.push({ field: 'changeReason', message: 'Say why the earlier decision is changed' });
  const reviewOn = readDate(form.reviewOn);
  if (!reviewOn.ok) gaps.push({ field: 'reviewOn', message: 'The date to look again must be a real date, such as 27 3 2027' });
  else if (routesChosen && reviewOn.value === null && needsReviewDate(situation, level)) gaps.push({ field: 'reviewOn', message: 'Help was refused: set a date to look again' });
  return {
    rationale: form.rationale,
    familyViews: form.familyViews,
    ifNothing: form.ifNothing,
    changeMind: form.changeMind,
    referrerReason: differsFromReferrer ? form.referrerReason : '',
    changeReason: situation.replaces ? form.changeReason : '',
    reviewOn: reviewOn.ok ? reviewOn.value : null,
  };
}

function readDate({ day, month, year }: { day: string; month: string; year: string }): Result<string | null, 'not_a_date'> {
  if (day === '' && month === '' && year === '') return ok(null);
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part))) return refused('not_a_date');
  try {
    return ok(Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }).toString());
  } catch {
    return refused('not_a_date');
  }
}
