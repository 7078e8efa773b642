import { z } from 'zod';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { PLAN_PARTS, planFrom, type SafetyPlan } from './keeping-safe';
import type { Situation } from './model';

/** Rows for what was outstanding beside what the product knows of; more open as they are filled. */
export const WITHOUT_ROWS = 6;

const WITHOUT_FIELDS = Array.from({ length: WITHOUT_ROWS }, (_, index) => [`without${index + 1}`, `without${index + 1}Asked`]).flat();

/** Fields asked once. */
export const WHOLE_FIELDS = ['rationale', 'familyViews', 'familyNotHeard', 'familyNotHeardWords', 'ifNothing', 'delayUntil', 'planWhat', 'planUntil', 'planWatches', 'planIfFails', 'withoutReason', 'checksUntold', 'untoldReason', 'otherChildren', 'changeMind', 'referrerReason', 'changeReason', 'historyRead', 'historyNotRead', 'reviewOn-day', 'reviewOn-month', 'reviewOn-year'] as const;

/** Fields asked of each child, as `<field>.<person id>`. */
export const CHILD_FIELDS = ['standing', 'standingReason', 'route', 'primaryNeed', 'childSeen', 'seenBy', 'seenAlone', 'seenWhere', 'seePlan', 'childViews', 'notHeard', 'notHeardWords', 'riskReaches', 'riskReason', 'proposalReason', 'noStrategyReason'] as const;

/** The name of a child's field in the form. */
export function childField(field: (typeof CHILD_FIELDS)[number], personId: string): string {
  return `${field}.${personId}`;
}

/** The name of a part of the safety plan in the form. */
export function planField(part: keyof SafetyPlan): `plan${Capitalize<keyof SafetyPlan>}` {
  const names = { what: 'planWhat', until: 'planUntil', watches: 'planWatches', ifFails: 'planIfFails' } as const;
  return names[part];
}

/** Does the field belong to the decision form? Anything else that is posted is left out. */
export function isDecisionField(name: string): boolean {
  const [field = '', person, ...rest] = name.split('.');
  if (person === undefined) return (WHOLE_FIELDS as readonly string[]).includes(field) || WITHOUT_FIELDS.includes(field);
  return rest.length === 0 && (CHILD_FIELDS as readonly string[]).includes(field);
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
  seenAlone: z.string(),
  seenWhere: words,
  seePlan: words,
  childViews: words,
  notHeard: z.string(),
  notHeardWords: words,
  riskReaches: z.string(),
  riskReason: words,
  proposalReason: words,
  noStrategyReason: words,
});

/** What was typed into a decision, as far as its shape is concerned: whether it is enough is for `readDecision`. */
export const decisionForm = z.strictObject({
  rationale: words,
  familyViews: words,
  familyNotHeard: z.string(),
  familyNotHeardWords: words,
  ifNothing: words,
  delayUntil: words,
  planWhat: words,
  planUntil: words,
  planWatches: words,
  planIfFails: words,
  without: z.array(z.strictObject({ what: words, asked: words })),
  withoutReason: words,
  checksUntold: z.string(),
  untoldReason: words,
  otherChildren: z.string(),
  changeMind: words,
  referrerReason: words,
  changeReason: words,
  historyRead: z.string(),
  historyNotRead: words,
  reviewOn: z.strictObject({ day: z.string(), month: z.string(), year: z.string() }),
  children: z.record(z.string(), childForm),
});
export type DecisionForm = z.infer<typeof decisionForm>;
export type ChildForm = z.infer<typeof childForm>;

/** The fields of the form as the schema reads them. */
export function rawOf(fields: Fields, situation: Situation) {
  const { 'reviewOn-day': day, 'reviewOn-month': month, 'reviewOn-year': year, ...whole } = Object.fromEntries(WHOLE_FIELDS.map((name) => [name, textOf(fields, name)])) as Record<(typeof WHOLE_FIELDS)[number], string>;
  const child = (personId: string) => Object.fromEntries(CHILD_FIELDS.map((field) => [field, textOf(fields, childField(field, personId))]));
  return {
    ...whole,
    without: Array.from({ length: WITHOUT_ROWS }, (_, index) => ({ what: textOf(fields, `without${index + 1}`), asked: textOf(fields, `without${index + 1}Asked`) })),
    reviewOn: { day: day.trim(), month: month.trim(), year: year.trim() },
    children: Object.fromEntries(situation.children.map(({ personId }) => [personId, child(personId)])),
  };
}

/** The field of the form in which a fault of the schema lies. */
export function fieldOf(path: readonly PropertyKey[]): string {
  if (path[0] === 'children') return `${String(path[2])}.${String(path[1])}`;
  return path[0] === 'without' ? `without${Number(path[1]) + 1}${path[2] === 'asked' ? 'Asked' : ''}` : path.map(String).join('-');
}

/** The parts of a safety plan that were typed; null where none was. */
export function planOf(form: Pick<DecisionForm, `plan${Capitalize<keyof SafetyPlan>}`>): SafetyPlan | null {
  const plan = planFrom((part) => form[planField(part)]);
  return PLAN_PARTS.some((part) => plan[part] !== '') ? plan : null;
}
