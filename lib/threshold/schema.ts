import { z } from 'zod';
import { laneFaults } from '@/lib/threshold/lanes';
import type { Age, AssessInput, Condition, Facts, Guide } from '@/lib/threshold/model';
import {
  AREA_IDS,
  DOMAINS,
  DUTY_CODES,
  FLAG_CODES,
  LEVELS,
  PLAN_PLACES,
  ROUTES,
  levelOfRoute,
  lowestLevel,
} from '@/lib/threshold/model';
import type { Result } from '@/lib/platform/result';
import { ok, refused } from '@/lib/platform/result';

const text = z.string().trim().min(1);
const indicatorId = z.string().regex(/^I\d{3}$/, 'is not an indicator id such as I018');
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const count = z.number().int().min(0);

const selector = z.union([
  z.strictObject({ ids: z.array(indicatorId).min(1) }),
  z.strictObject({
    kinds: z.array(z.enum(['UN', 'UR', 'HR'])).min(1),
    from: level,
    except: z.array(indicatorId).optional(),
    domains: z.array(z.enum(DOMAINS)).min(1).optional(),
  }),
]);

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ present: selector, atLeast: count.optional(), acrossDomains: count.optional(), ofAnyChild: z.literal(true).optional() }),
    z.strictObject({
      fact: z.enum(['positionOfTrust', 'perhapsOfTrust', 'immediateDanger', 'disability', 'perhapsDisabled', 'nonMobile', 'perhapsNonMobile', 'fgmKnown', 'perhapsUnder13', 'perhaps16', 'privateFostering', 'abuseAround', 'illHealthAround', 'substancesAround', 'babyAtHome', 'wasFound']),
      is: z.literal(true),
    }),
    z.strictObject({ fact: z.enum(['agenciesInvolved', 'contactsIn12Months']), atLeast: count.min(1) }),
    z.strictObject({ fact: z.literal('homeAuthority'), is: z.literal('other') }),
    z.strictObject({ fact: z.enum(['foundAt', 'perhapsBornMonths']), given: z.literal(true) }),
    z.strictObject({
      fact: z.literal('openPlan'),
      kinds: z.array(z.enum(['EH', 'CIN', 'CP', 'CLA'])).min(1),
      where: z.array(z.enum(PLAN_PLACES)).min(1),
    }),
    z.strictObject({ age: z.literal('unborn') }),
    z.strictObject({ age: z.literal('bornOrUnknown') }),
    z.strictObject({
      age: z.literal('between'),
      fromYears: count,
      underYears: count,
      orUnknown: z.boolean(),
    }),
    z.strictObject({ child: z.literal('none_named') }),
  ]),
).meta({ id: 'Condition' });

const paragraph = { id: text, paragraph: text, title: text, reason: text, basis: text };

const rule = z.strictObject({
  ...paragraph,
  when: condition,
  raise: z.strictObject({ level: level.optional(), route: z.enum(ROUTES).optional() }).optional(),
  duties: z.array(z.enum(DUTY_CODES)).optional(),
  flags: z.array(z.enum(FLAG_CODES)).optional(),
});

const indicator = z.strictObject({
  id: indicatorId,
  domain: z.enum(DOMAINS),
  kind: z.enum(['UN', 'UR', 'HR', 'ST']),
  level: z.union([level, z.enum(['1-4', '2-4'])]),
  phrase: text,
  help: text,
  emphasis: z.boolean(),
  source: text,
});

const areaLevel = z.strictObject({
  canonical: level,
  label: text,
  name: text,
  colour: z.enum(['blue', 'green', 'yellow', 'amber', 'pink', 'red', 'purple']),
  lead: text,
  legalBasis: text,
  consent: text,
  description: text,
  routes: z.array(z.enum(ROUTES)).min(1),
});

/** The members of a guide, as it is kept and as it is published. */
export const guideShape = z
  .strictObject({
    id: text,
    area: z.enum(AREA_IDS),
    version: text,
    title: text,
    illustrative: z.boolean(),
    inForceFrom: z.iso.date(),
    inForceTo: z.iso.date().nullable(),
    vocabulary: z.strictObject({ UN: text, UR: text, HR: text, ST: text }),
    levels: z.array(areaLevel).min(1),
    routes: z.array(
      z.strictObject({
        code: z.enum(ROUTES),
        name: text,
        team: z.enum(['universal', 'early-help', 'social-work']),
        destination: text,
      }),
    ),
    indicators: z.array(indicator).min(1),
    rules: z.array(rule).min(1),
    hold: z.strictObject(paragraph),
    universal: z.strictObject(paragraph),
    consentRules: z.array(
      z.strictObject({
        ...paragraph,
        levels: z.array(level).min(1),
        answers: z.array(z.enum(['given', 'refused', 'not_sought', 'not_applicable'])).min(1),
        flag: z.enum(['consentToAgree', 'refusalNoted']),
      }),
    ),
    attention: z.strictObject({
      immediateSeenMinutes: count.min(1),
      level4ClaimedMinutes: count.min(1),
      idleClaimLevel4Minutes: count.min(1),
      idleClaimMinutes: count.min(1),
      countersignLevel4Minutes: count.min(1),
    }),
    // The third contact in twelve months is behaviour 5: a guide may ask sooner. Twelve are counted, so it may not say another figure.
    repeat: z.strictObject({
      contacts: count.min(2).max(3, 'is later than the third contact'),
      months: z.literal(12, 'must be 12: contacts are counted in twelve months'),
    }),
    citations: z.array(text).min(1),
  });

/**
 * A threshold guide, whole. Beside the shape it holds a guide to what the engine promises: rules speak only of
 * worries, a sign of need stands at 2 or higher and a high-risk sign at 4, every level and route has its words,
 * no assessment or protection route rests with early help, and no lane of the law is missing (lanes.ts).
 */
export const GuideSchema: z.ZodType<Guide> = guideShape
  .superRefine((guide, context) => {
    let sound = true;
    const fault = (path: (string | number)[], message: string) => {
      sound = false;
      context.addIssue({ code: 'custom', path, message });
    };
    const kinds = new Map(guide.indicators.map((entry) => [entry.id, entry.kind]));

    if (guide.inForceTo !== null && guide.inForceTo < guide.inForceFrom) fault(['inForceTo'], 'is before inForceFrom');
    if (kinds.size !== guide.indicators.length) fault(['indicators'], 'has the same id twice');
    guide.indicators.forEach((entry, index) => {
      if (entry.kind !== 'ST' && lowestLevel(entry.level) < 2) fault(['indicators', index, 'level'], 'a worry stands at 2 or higher');
      if (entry.kind === 'HR' && entry.level !== 4) fault(['indicators', index, 'level'], 'a high-risk sign stands at 4');
    });
    guide.rules.forEach((entry, index) => {
      for (const id of idsIn(entry.when)) {
        const kind = kinds.get(id);
        if (kind === undefined) fault(['rules', index, 'when'], `names ${id}, which the guide does not have`);
        if (kind === 'ST') fault(['rules', index, 'when'], `names ${id}, a strength: strengths raise nothing`);
      }
      const { level: raisedTo, route } = entry.raise ?? {};
      if (raisedTo !== undefined && route !== undefined && levelOfRoute(route) !== raisedTo) {
        fault(['rules', index, 'raise', 'route'], 'is not a route of that level');
      }
    });
    if (new Set(guide.rules.map((entry) => entry.id)).size !== guide.rules.length) fault(['rules'], 'has the same id twice');
    for (const canonical of LEVELS) {
      if (!guide.levels.some((entry) => entry.canonical === canonical)) fault(['levels'], `has no level ${canonical}`);
    }
    for (const code of ROUTES) {
      const words = guide.routes.filter((entry) => entry.code === code);
      if (words.length !== 1) fault(['routes'], `must have ${code} once`);
      if (levelOfRoute(code) >= 3 && words.some((entry) => entry.team !== 'social-work')) {
        fault(['routes'], `${code} must go to social work`);
      }
      const permitting = guide.levels.filter((entry) => entry.routes.includes(code));
      if (permitting.length !== 1 || permitting[0]?.canonical !== levelOfRoute(code)) {
        fault(['levels'], `must permit ${code} once, at canonical level ${levelOfRoute(code)}`);
      }
    }
    // What its rules do is asked of them only where they speak of what is there.
    if (sound) for (const { path, message } of laneFaults(guide)) fault(path, message);
  });

function idsIn(when: Condition): string[] {
  if ('all' in when) return when.all.flatMap(idsIn);
  if ('any' in when) return when.any.flatMap(idsIn);
  if (!('present' in when)) return [];
  return 'ids' in when.present ? when.present.ids : (when.present.except ?? []);
}

const age = z
  .strictObject({
    years: z.number().min(0).max(130).optional(),
    months: z.number().min(0).max(1560).optional(),
    unbornWeeks: z.number().min(0).max(45).optional(),
  })
  .transform(({ years, months, unbornWeeks }, context): Age => {
    const given = [years, months, unbornWeeks].filter((value) => value !== undefined);
    if (given.length !== 1) {
      context.addIssue({ code: 'custom', message: 'give one of years, months or unbornWeeks' });
      return z.NEVER;
    }
    if (years !== undefined) return { years };
    return months !== undefined ? { months } : { unbornWeeks: unbornWeeks ?? 0 };
  });

const factsShape = {
  agenciesInvolved: count.optional(),
  contactsIn12Months: count.optional(),
  openPlan: z
    .strictObject({ kind: z.enum(['EH', 'CIN', 'CP', 'CLA']), where: z.enum(PLAN_PLACES) })
    .nullable()
    .optional(),
  positionOfTrust: z.boolean().optional(),
  perhapsOfTrust: z.boolean().optional(),
  consent: z.enum(['given', 'refused', 'not_sought', 'not_applicable']).optional(),
  immediateDanger: z.boolean().optional(),
  disability: z.boolean().optional(),
  perhapsDisabled: z.boolean().optional(),
  nonMobile: z.boolean().optional(),
  perhapsNonMobile: z.boolean().optional(),
  fgmKnown: z.boolean().optional(),
  perhapsUnder13: z.boolean().optional(),
  under13Then: z.boolean().optional(),
  perhaps16: z.boolean().optional(),
  perhapsBornMonths: z.number().min(0).max(1560).optional(),
  privateFostering: z.boolean().optional(),
  partNotKnown: z.boolean().optional(),
  foundAt: z.iso.datetime({ offset: true }).optional(),
  wasFound: z.boolean().optional(),
  homeAuthority: z.enum(['this', 'other']).optional(),
  abuseAround: z.boolean().optional(),
  illHealthAround: z.boolean().optional(),
  substancesAround: z.boolean().optional(),
  babyAtHome: z.boolean().optional(),
};

/** The facts of rule section 2.2, every one optional. */
export const FactsSchema: z.ZodType<Facts> = z.strictObject(factsShape);

/** The same as they are kept: what a later release knew beside them is left as it is, so that a child is read here and loses nothing by it. */
const keptFacts: z.ZodType<Facts> = z.looseObject(factsShape);

/** What the engine is asked: children with age, answers and facts, and the facts of the contact. */
export function assessInputSchema(guide: Guide): z.ZodType<AssessInput> {
  const known = new Set(guide.indicators.map((entry) => entry.id));
  return inputOf(z.string().refine((id) => known.has(id), 'is not an indicator of this guide'), FactsSchema);
}

/** An input as kept with its proposal: of whichever edition of a guide its indicators are, and with facts of whichever release. */
export const keptInput: z.ZodType<AssessInput> = inputOf(z.string(), keptFacts);

function inputOf(indicator: z.ZodType<string, string>, facts: z.ZodType<Facts>): z.ZodType<AssessInput> {
  const answers = z.record(indicator, z.enum(['present', 'absent', 'not_known', 'not_asked']));
  return z
    .strictObject({
      children: z.array(
        z.strictObject({
          id: text,
          age: age.optional(),
          indicators: answers.optional(),
          facts: facts.optional(),
        }),
      ),
      facts: facts.optional(),
    })
    .superRefine(({ children }, context) => {
      children.forEach((child, index) => {
        if (children.findIndex((other) => other.id === child.id) < index) {
          context.addIssue({ code: 'custom', path: ['children', index, 'id'], message: 'is used by another child' });
        }
      });
    });
}

/** One fault of an input: the field, as `children[0].age.years`, and what is wrong with it. */
export type InputFault = { field: string; message: string };

/** Reads an assess input against a guide; a refusal names every faulty field. */
export function parseAssessInput(guide: Guide, raw: unknown): Result<AssessInput, InputFault[]> {
  const parsed = assessInputSchema(guide).safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  return refused(parsed.error.issues.flatMap(faultsOf));
}

function faultsOf(issue: z.core.$ZodIssue): InputFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: fieldName([...issue.path, key]), message: 'is not a known field' }));
  }
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [{ field: fieldName(issue.path), message }];
}

function fieldName(path: readonly PropertyKey[]): string {
  const name = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  return name === '' ? 'input' : name;
}
