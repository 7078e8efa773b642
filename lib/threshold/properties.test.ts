import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import type { Age, AssessChild, AssessInput, Facts, Guide, IndicatorAnswer } from '@/lib/threshold/model';
import { LEVELS, ROUTES, levelOfRoute, routeRank } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { parseAssessInput } from '@/lib/threshold/schema';

// Of every guide: a partnership's own signs are drawn, too.
const kindOf = new Map(guides.flatMap(({ indicators }) => indicators.map((entry) => [entry.id, entry.kind] as const)));
const ids = [...kindOf.keys()];
const worries = ids.filter((id) => kindOf.get(id) !== 'ST');
const strengths = ids.filter((id) => kindOf.get(id) === 'ST');
const highRisks = ids.filter((id) => kindOf.get(id) === 'HR');

const anyGuide = fc.constantFrom(...guides);
const answer = fc.constantFrom<IndicatorAnswer>('present', 'absent', 'not_known', 'not_asked');

const answersFor = (among: string[], maxKeys: number): fc.Arbitrary<Record<string, IndicatorAnswer>> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...among), answer), { selector: ([id]) => id, maxLength: maxKeys })
    .map((pairs) => Object.fromEntries(pairs));

const age: fc.Arbitrary<Age> = fc.oneof(
  fc.record({ years: fc.integer({ min: 0, max: 130 }) }),
  fc.record({ months: fc.integer({ min: 0, max: 300 }) }),
  fc.record({ unbornWeeks: fc.integer({ min: 0, max: 45 }) }),
);

const facts: fc.Arbitrary<Facts> = fc.record(
  {
    agenciesInvolved: fc.nat(6),
    contactsIn12Months: fc.nat(6),
    openPlan: fc.option(
      fc.record({
        kind: fc.constantFrom('EH' as const, 'CIN' as const, 'CP' as const, 'CLA' as const),
        where: fc.constantFrom('this' as const, 'other' as const, 'not_known' as const),
      }),
      { nil: null },
    ),
    positionOfTrust: fc.boolean(),
    perhapsOfTrust: fc.boolean(),
    consent: fc.constantFrom('given' as const, 'refused' as const, 'not_sought' as const, 'not_applicable' as const),
    immediateDanger: fc.boolean(),
    disability: fc.boolean(),
    perhapsDisabled: fc.boolean(),
    nonMobile: fc.boolean(),
    perhapsNonMobile: fc.boolean(),
    perhapsBornMonths: fc.nat(24),
    fgmKnown: fc.boolean(),
    perhapsUnder13: fc.boolean(),
    perhaps16: fc.boolean(),
    under13Then: fc.boolean(),
    privateFostering: fc.boolean(),
    partNotKnown: fc.boolean(),
    abuseAround: fc.boolean(),
    illHealthAround: fc.boolean(),
    substancesAround: fc.boolean(),
    babyAtHome: fc.boolean(),
    wasFound: fc.boolean(),
    foundAt: fc.constant('2026-04-02T07:30:00+01:00'),
    homeAuthority: fc.constantFrom('this' as const, 'other' as const),
  },
  { requiredKeys: [] },
);

const childWith = (answers: fc.Arbitrary<Record<string, IndicatorAnswer>>): fc.Arbitrary<Omit<AssessChild, 'id'>> =>
  fc.record({ age, indicators: answers, facts }, { requiredKeys: [] });

const input: fc.Arbitrary<AssessInput> = fc
  .record({ children: fc.array(childWith(answersFor(ids, 12)), { maxLength: 3 }), facts })
  .map(({ children, facts: shared }) => ({
    children: children.map((child, index) => ({ ...child, id: `child-${index}` })),
    facts: shared,
  }));

const oneChild: fc.Arbitrary<AssessInput & { children: [AssessChild] }> = fc
  .record({ child: childWith(answersFor(ids, 12)), facts })
  .map(({ child, facts: shared }) => ({ children: [{ ...child, id: 'a' }], facts: shared }));

const withAnswers = (asked: { children: [AssessChild]; facts?: Facts | undefined }, more: Record<string, IndicatorAnswer>): AssessInput => ({
  ...asked,
  children: [{ ...asked.children[0], indicators: { ...asked.children[0].indicators, ...more } }],
});

describe('over every guide, whatever is told', () => {
  it('is total: every valid input has a level, a route of that level and a reason', () => {
    fc.assert(
      fc.property(anyGuide, input, (guide, asked) => {
        expect(parseAssessInput(guide, asked).ok).toBe(true);
        const proposal = propose(guide, asked);
        for (const part of [proposal, ...proposal.children]) {
          expect(LEVELS).toContain(part.level);
          expect(ROUTES).toContain(part.route);
          expect(levelOfRoute(part.route)).toBe(part.level);
          expect(part.because.some((reason) => reason.level === part.level)).toBe(true);
        }
      }),
    );
  });

  it('is deterministic', () => {
    fc.assert(
      fc.property(anyGuide, input, (guide, asked) => {
        expect(propose(guide, structuredClone(asked))).toEqual(propose(guide, asked));
      }),
    );
  });

  it('does not depend on the order of the signs or of the children', () => {
    fc.assert(
      fc.property(anyGuide, input, (guide, asked) => {
        const turned: AssessInput = {
          ...asked,
          children: asked.children
            .map((child) => ({ ...child, indicators: Object.fromEntries(Object.entries(child.indicators ?? {}).reverse()) }))
            .reverse(),
        };
        const straight = propose(guide, asked);
        const back = propose(guide, turned);
        expect({ ...back, children: [...back.children].reverse() }).toEqual(straight);
      }),
    );
  });

  it('one more present sign never lowers the level or the route', () => {
    fc.assert(
      fc.property(anyGuide, oneChild, fc.constantFrom(...ids), (guide, asked, id) => {
        const before = propose(guide, asked);
        const after = propose(guide, withAnswers(asked, { [id]: 'present' }));
        expect(after.level).toBeGreaterThanOrEqual(before.level);
        expect(routeRank(after.route)).toBeGreaterThanOrEqual(routeRank(before.route));
        expect(after.duties).toEqual(expect.arrayContaining(before.duties));
      }),
      { numRuns: 400 },
    );
  });

  it('one more child never lowers the contact', () => {
    fc.assert(
      fc.property(anyGuide, oneChild, childWith(answersFor(ids, 8)), (guide, asked, other) => {
        const more = { ...asked, children: [...asked.children, { ...other, id: 'b' }] };
        expect(propose(guide, more).level).toBeGreaterThanOrEqual(propose(guide, asked).level);
      }),
    );
  });

  it('the first child never lowers a contact of somebody in a position of trust', () => {
    fc.assert(
      fc.property(anyGuide, facts, childWith(answersFor(ids, 8)), (guide, shared, first) => {
        const none: AssessInput = { children: [], facts: { ...shared, positionOfTrust: true } };
        expect(propose(guide, { ...none, children: [{ ...first, id: 'a' }] }).level).toBeGreaterThanOrEqual(propose(guide, none).level);
      }),
    );
  });

  it('a single high-risk sign gives 4, whatever else is said', () => {
    fc.assert(
      fc.property(anyGuide, oneChild, fc.constantFrom(...highRisks), (guide, asked, id) => {
        expect(propose(guide, withAnswers(asked, { [id]: 'present' })).level).toBe(4);
      }),
    );
  });

  it('strengths, whatever is answered, neither lower nor raise', () => {
    fc.assert(
      fc.property(anyGuide, oneChild, answersFor(strengths, 24), (guide, asked, told) => {
        const before = propose(guide, asked);
        const after = propose(guide, withAnswers(asked, told));
        expect({ ...after, children: after.children.map(({ strengths: _seen, ...child }) => child) }).toEqual({
          ...before,
          children: before.children.map(({ strengths: _seen, ...child }) => child),
        });
      }),
    );
  });

  it('not known and not asked are the same as no answer, never the same as absent', () => {
    fc.assert(
      fc.property(anyGuide, oneChild, (guide, asked) => {
        const [child] = asked.children;
        const told = Object.entries(child.indicators ?? {}).filter(([, given]) => given === 'present' || given === 'absent');
        const silent: AssessInput = { ...asked, children: [{ ...child, indicators: Object.fromEntries(told) }] };
        expect(propose(guide, asked)).toEqual(propose(guide, silent));
      }),
    );
  });

  it('is 1 only when a worry was ruled out and none that counts is present', () => {
    fc.assert(
      fc.property(anyGuide, oneChild, (guide, asked) => {
        if (propose(guide, asked).level > 1) return;
        const answers = Object.entries(asked.children[0].indicators ?? {}).filter(([id]) => worries.includes(id));
        expect(answers.some(([, given]) => given === 'absent')).toBe(true);
        expect(answers.filter(([id, given]) => given === 'present' && id !== 'I132')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('is never below what the facts of the contact ask for', () => {
    const floors = { EH: 2, CIN: 3, CP: 4, CLA: 4 };
    fc.assert(
      fc.property(anyGuide, fc.array(answersFor(ids, 12), { maxLength: 3 }), facts, (guide, answers, shared) => {
        const { level, duties } = propose(guide, {
          children: answers.map((indicators, index) => ({ id: `child-${index}`, indicators })),
          facts: shared,
        });
        if (shared.immediateDanger === true) expect(level).toBe(4);
        if (shared.openPlan) expect(level).toBeGreaterThanOrEqual(floors[shared.openPlan.kind]);
        if (shared.positionOfTrust === true) expect(duties).toContain('LADO');
      }),
    );
  });

  it('what it says could raise does raise, to the level it says', () => {
    fc.assert(
      fc.property(anyGuide, oneChild, fc.nat(), (guide: Guide, asked, pick) => {
        const listed = propose(guide, asked).children[0]?.couldRaise ?? [];
        const one = listed[pick % Math.max(listed.length, 1)];
        if (one === undefined) return;
        expect(propose(guide, withAnswers(asked, { [one.indicator]: 'present' })).children[0]?.level).toBe(one.toLevel);
      }),
    );
  });
});
