import { Temporal } from 'temporal-polyfill';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Result } from '@/lib/platform/result';
import { ok, refused } from '@/lib/platform/result';
import type { RouteCode } from '@/lib/threshold/model';
import { childField, decisionForm, fieldOf, planField, planOf, rawOf, type CHILD_FIELDS, type ChildForm, type DecisionForm } from './form';
import { isFamilyNotHeard, isNotHeard, isOtherChildren, isRiskAnswer, needsSafetyPlan, PLAN_PARTS, risksRaised, risksToAskOf, type Outstanding, type SafetyPlan } from './keeping-safe';
import { CHILD_SEEN, decidedForItself, differsFromProposal, dropsStrategy, highest, judge, letsGo, needsReviewDate, placedBy, PRIMARY_NEEDS, routesFor, WHOLE_CONTACT, type ChildDecision, type ChildInView, type ChildStanding, type DecisionInput, type PrimaryNeed, type Situation } from './model';

export { CHILD_FIELDS, childField, isDecisionField, WHOLE_FIELDS } from './form';

/** One thing missing or wrong, by the name of its field. */
export interface Gap {
  field: string;
  message: string;
}

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

type ChildGap = (field: (typeof CHILD_FIELDS)[number], message: string) => void;

function readChild(child: ChildInView, form: ChildForm, situation: Situation, gaps: Gap[]): ChildDecision {
  const { personId, name } = child;
  const gap: ChildGap = (field, message) => gaps.push({ field: childField(field, personId), message: `${name}: ${message}` });
  const standing = child.reported ? 'own' : oneOf(['same', 'different', 'separate_household', 'not_known'], form.standing);
  if (standing === undefined) gap('standing', 'say whether the decision is the same, different, a separate household, or not known yet');
  const risk = readRisk(child, form, situation, standing, gap);
  const empty: ChildDecision = {
    ...{ personId, standing: standing ?? 'same', standingReason: form.standingReason, ...placedBy('UNIV_ADVICE'), primaryNeed: 'N0', proposalReason: '', noStrategyReason: '' },
    ...{ childViews: form.childViews, notHeard: null, notHeardWords: '', childSeen: 'not_known', seenBy: '', seenAlone: null, seenWhere: '', seePlan: '' },
    ...risk,
  };
  if (standing === undefined || !decidedForItself(standing)) return empty;

  if (standing === 'different' && form.standingReason === '') gap('standingReason', 'say why the decision is different');
  const route = oneOf(routesFor(child, situation.routes), form.route);
  if (route === undefined) gap('route', 'choose a level and route');
  const placed = placedBy(route ?? 'UNIV_ADVICE');
  const isChild = personId !== WHOLE_CONTACT;
  const need = isNeed(form.primaryNeed) ? form.primaryNeed : undefined;
  if (isChild && need === undefined && route !== undefined && route !== 'UNIV_ADVICE') gap('primaryNeed', 'choose the primary need');
  const met = isChild && !child.unborn ? { ...readSeen(form, needsSafetyPlan(placed.level), gap), ...readVoice(form, gap) } : {};
  // A reason typed for a difference that is no longer there stays in the draft and does not go into the record.
  const differs = route !== undefined && differsFromProposal(child.proposed, placed);
  const drops = route !== undefined && dropsStrategy(child.proposed, placed);
  if (differs && form.proposalReason === '') gap('proposalReason', 'say why you decide differently from the guide');
  if (drops && form.noStrategyReason === '') gap('noStrategyReason', 'say why no strategy discussion is needed');
  return { ...empty, ...placed, primaryNeed: need ?? 'N0', ...met, proposalReason: differs ? form.proposalReason : '', noStrategyReason: drops ? form.noStrategyReason : '' };
}

type Seen = Pick<ChildDecision, 'childSeen' | 'seenBy' | 'seenAlone' | 'seenWhere' | 'seePlan'>;

/** Who has seen the child: at levels 3 and 4 also where and whether alone, or who will see them. "Nobody yet" is an answer with a plan. */
function readSeen(form: ChildForm, protects: boolean, gap: ChildGap): Seen {
  const seen = oneOf(CHILD_SEEN, form.childSeen);
  if (seen === undefined) gap('childSeen', 'say whether the child was seen');
  const alone = oneOf(CHILD_SEEN, form.seenAlone);
  if (seen === 'yes') {
    if (form.seenBy === '') gap('seenBy', 'say who saw the child and when');
    if (protects && form.seenWhere === '') gap('seenWhere', 'say where the child was seen');
    if (protects && alone === undefined) gap('seenAlone', 'say whether the child was seen alone');
    return { childSeen: 'yes', seenBy: form.seenBy, seenAlone: alone ?? null, seenWhere: form.seenWhere, seePlan: '' };
  }
  if (seen !== undefined && protects && form.seePlan === '') gap('seePlan', 'nobody has seen the child: say who will, and when');
  return { childSeen: seen ?? 'not_known', seenBy: '', seenAlone: null, seenWhere: '', seePlan: form.seePlan };
}

/** The child's view, or why the child was not heard (C27): one of the two at every decision. */
function readVoice(form: ChildForm, gap: ChildGap): Pick<ChildDecision, 'childViews' | 'notHeard' | 'notHeardWords'> {
  const { childViews, notHeardWords } = form;
  if (childViews !== '') return { childViews, notHeard: null, notHeardWords: '' };
  const notHeard = isNotHeard(form.notHeard) ? form.notHeard : null;
  if (notHeard === null) gap('childViews', 'write what the child says, shows or wants, or choose why the child was not heard');
  if (notHeard === 'other' && notHeardWords === '') gap('notHeardWords', 'say why the child was not heard');
  return { childViews, notHeard, notHeardWords };
}

/** A risk of the household that another child carries: the question is asked of each, and cannot be passed over (7.13). */
function readRisk(child: ChildInView, form: ChildForm, situation: Situation, standing: ChildStanding | undefined, gap: ChildGap): Pick<ChildDecision, 'riskReaches' | 'riskReason'> {
  if (child.personId === WHOLE_CONTACT || risksToAskOf(child, situation.children).length === 0) return { riskReaches: null, riskReason: '' };
  const riskReaches = isRiskAnswer(form.riskReaches) ? form.riskReaches : null;
  if (riskReaches === null) gap('riskReaches', 'say whether what endangers another child here reaches this child too');
  // Whom a danger reaches is decided on: to be of another home, or not known, is no answer to it.
  if (riskReaches === 'yes' && standing !== undefined && letsGo(standing)) gap('standing', 'what endangers another child here reaches this child too: choose the same, or different with a level and route of its own');
  if (riskReaches === 'no' && form.riskReason === '') gap('riskReason', 'say how you know that it does not reach this child');
  return { riskReaches, riskReason: riskReaches === 'no' ? form.riskReason : '' };
}

/** A brother or sister for whom the same is decided takes the highest of those decided on. */
function sameAsTheOthers(children: readonly ChildDecision[]): ChildDecision[] {
  const top = highest(children.filter(({ standing }) => decidedForItself(standing)));
  const need = children.find(({ standing, level }) => standing === 'own' && level === top.level)?.primaryNeed ?? 'N0';
  return children.map((child) => (child.standing === 'same' ? { ...child, ...top, primaryNeed: need } : child));
}

/** Is it asked whether every child is named: where a risk of the home is raised, or another contact names one who is not (7.13)? */
export function asksOfOthers({ children, namedBefore }: Pick<Situation, 'children' | 'namedBefore'>): boolean {
  return namedBefore > 0 || risksRaised(children).length > 0;
}

function readWhole(form: DecisionForm, situation: Situation, children: readonly ChildDecision[], gaps: Gap[]): Omit<DecisionInput, 'children'> {
  const checksUntold = form.checksUntold === 'yes';
  const { direction, differsFromReferrer, level } = judge(situation, { children, checksUntold });
  const routesChosen = !gaps.some(({ field }) => field.startsWith('route.'));
  const gap = (field: string, message: string) => gaps.push({ field, message });
  const family = readFamily(form, gap);
  if (form.rationale === '') gap('rationale', 'Say why, in words a reader in five years will follow');
  if (routesChosen && differsFromReferrer && form.referrerReason === '') gap('referrerReason', `The referrer said level ${situation.referrerLevel}: say why you decide level ${level}`);
  const protects = routesChosen && needsSafetyPlan(level);
  if (form.ifNothing === '' && (protects || (routesChosen && direction === 'lowers'))) gap('ifNothing', protects ? 'Say what could happen if nothing is done: the danger of delay' : 'Say what could happen if nothing is done: this decision gives less protection than what governs now');
  if (protects && form.delayUntil === '') gap('delayUntil', 'Say until when it can wait');
  const plan = planOf(form);
  if (protects) for (const part of PLAN_PARTS) if ((plan?.[part] ?? '') === '') gap(planField(part), PLAN_GAPS[part]);
  if (form.historyRead !== 'yes' && form.historyRead !== 'no') gap('historyRead', 'Read the history and say so, or say that you have not');
  if (form.historyRead === 'no' && form.historyNotRead === '') gap('historyNotRead', 'Say why the history was not looked at');
  if (situation.replaces && form.changeReason === '') gap('changeReason', 'Say why the earlier decision is changed');
  const otherChildren = isOtherChildren(form.otherChildren) ? form.otherChildren : null;
  const asksAll = asksOfOthers(situation);
  if (asksAll && otherChildren === null) gap('otherChildren', 'Say whether every child of the home, and every child in contact with the person alleged to have harmed, is named here');
  if (checksUntold && form.untoldReason === '') gap('untoldReason', 'Say why the parents were not told of the checks');
  const reviewOn = readDate(form.reviewOn);
  if (!reviewOn.ok) gap('reviewOn', 'The date to look again must be a real date, such as 27 3 2027');
  else if (routesChosen && needsReviewDate(situation, children)) {
    const wrong = lookAgainGap(reviewOn.value, situation.today);
    if (wrong !== null) gap('reviewOn', wrong);
  }
  return {
    rationale: form.rationale,
    ...family,
    ifNothing: form.ifNothing,
    delayUntil: form.delayUntil,
    plan,
    ...readWithout(form, situation, gaps),
    checksUntold,
    untoldReason: checksUntold ? form.untoldReason : '',
    otherChildren: asksAll ? otherChildren : null,
    changeMind: form.changeMind,
    referrerReason: differsFromReferrer ? form.referrerReason : '',
    changeReason: situation.replaces ? form.changeReason : '',
    historyNotRead: form.historyRead === 'no' ? form.historyNotRead : '',
    reviewOn: reviewOn.ok ? (reviewOn.value?.toString() ?? null) : null,
  };
}

/** The family's view, or why it was not obtained (C27): one of the two at every decision. */
function readFamily({ familyViews, familyNotHeard: code, familyNotHeardWords }: DecisionForm, gap: (field: string, message: string) => void): Pick<DecisionInput, 'familyViews' | 'familyNotHeard' | 'familyNotHeardWords'> {
  if (familyViews !== '') return { familyViews, familyNotHeard: null, familyNotHeardWords: '' };
  const familyNotHeard = isFamilyNotHeard(code) ? code : null;
  if (familyNotHeard === null) gap('familyViews', 'Write what the family was told and what they think, or choose why that was not obtained');
  if (familyNotHeard === 'other' && familyNotHeardWords === '') gap('familyNotHeardWords', 'Say why the family’s view was not obtained');
  return { familyViews, familyNotHeard, familyNotHeardWords };
}

const PLAN_GAPS: Record<keyof SafetyPlan, string> = {
  what: 'Safety plan: say who does what until the next contact',
  until: 'Safety plan: say until when it holds',
  watches: 'Safety plan: say who looks after whether it holds',
  ifFails: 'Safety plan: say what is done if it fails',
};

/** What was outstanding: what the product knows of, and what the worker adds. Deciding without it has its reason. */
function readWithout(form: DecisionForm, { outstanding }: Situation, gaps: Gap[]): Pick<DecisionInput, 'without' | 'withoutReason'> {
  const known = outstanding.map(({ what, asked }): Outstanding => ({ what, asked }));
  const added = form.without.filter(({ what, asked }) => what !== '' || asked !== '');
  form.without.forEach(({ what, asked }, index) => {
    if (what === '' && asked !== '') gaps.push({ field: `without${index + 1}`, message: 'Say what had not come in, and from whom' });
    if (what !== '' && asked === '') gaps.push({ field: `without${index + 1}Asked`, message: 'Say when it was asked, or that it was not' });
  });
  const without = [...known, ...added];
  if (without.length > 0 && form.withoutReason === '') gaps.push({ field: 'withoutReason', message: 'Say why you decide without what has not come in' });
  return { without, withoutReason: without.length > 0 ? form.withoutReason : '' };
}

/** What is wrong with the day on which refused help is looked at again: it is to come, and within a year, so that a slip in the year forgets no child. */
function lookAgainGap(day: Temporal.PlainDate | null, today: Temporal.PlainDate): string | null {
  if (day === null) return 'Help was refused: set a date to look again';
  if (Temporal.PlainDate.compare(day, today) <= 0) return 'The date to look again must be after today';
  return Temporal.PlainDate.compare(day, today.add({ years: 1 })) > 0 ? 'The date to look again must be within a year from today' : null;
}

function readDate({ day, month, year }: { day: string; month: string; year: string }): Result<Temporal.PlainDate | null, 'not_a_date'> {
  if (day === '' && month === '' && year === '') return ok(null);
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part))) return refused('not_a_date');
  try {
    return ok(Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }));
  } catch {
    return refused('not_a_date');
  }
}
