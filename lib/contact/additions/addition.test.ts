import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import type { AssessChild, AssessInput, Facts, IndicatorAnswer } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { newId } from '@/lib/platform/ids';
import { ADDITION_CHARACTERS, readAddition, withJoined } from './addition';

const ids = guides[0]?.indicators.map(({ id }) => id) ?? [];
const answers = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom<IndicatorAnswer>('present', 'absent', 'not_known', 'not_asked')), { selector: ([id]) => id, maxLength: 8 })
  .map((pairs) => Object.fromEntries(pairs));
/** What a report says of a child, and what it says of the whole. */
const ofChild: fc.Arbitrary<Facts> = fc.record(
  {
    disability: fc.boolean(),
    perhapsDisabled: fc.constant(true),
    nonMobile: fc.boolean(),
    perhapsNonMobile: fc.boolean(),
    fgmKnown: fc.boolean(),
    perhapsUnder13: fc.boolean(),
    perhaps16: fc.boolean(),
    privateFostering: fc.boolean(),
    wasFound: fc.boolean(),
    homeAuthority: fc.constantFrom('this' as const, 'other' as const),
    openPlan: fc.option(fc.record({ kind: fc.constantFrom('EH' as const, 'CIN' as const, 'CP' as const, 'CLA' as const), where: fc.constantFrom('this' as const, 'other' as const) }), { nil: null }),
  },
  { requiredKeys: [] },
);
const ofAll: fc.Arbitrary<Facts> = fc.record(
  { agenciesInvolved: fc.nat(6), contactsIn12Months: fc.integer({ min: 1, max: 6 }), positionOfTrust: fc.boolean(), perhapsOfTrust: fc.boolean(), immediateDanger: fc.boolean(), abuseAround: fc.boolean(), illHealthAround: fc.boolean(), substancesAround: fc.boolean(), babyAtHome: fc.boolean(), consent: fc.constantFrom('given' as const, 'refused' as const, 'not_sought' as const) },
  { requiredKeys: [] },
);
/** Of one age in both: it is the same child. */
const oneChild: fc.Arbitrary<AssessChild> = fc.record({ id: fc.constant('1'), age: fc.constant({ years: 9 }), indicators: answers, facts: ofChild }, { requiredKeys: ['id', 'age'] });
const oneContact: fc.Arbitrary<AssessInput> = fc.record({ children: oneChild.map((child) => [child]), facts: ofAll });

describe('what somebody adds', () => {
  const given = { key: newId(), text: 'é'.repeat(ADDITION_CHARACTERS), indicators: {}, immediate: false };
  const answersSaid = 'Has Wren been born? Yes, 3 March 2026';

  test('as long as the form says that it fits, it is taken with what our own words say of a birth', () => {
    expect(readAddition({ ...given, answersSaid })).toMatchObject({ ok: true, value: { text: `${given.text}\n\n${answersSaid}` } });
    expect(readAddition({ ...given, text: `${given.text}é`, answersSaid })).toEqual({ ok: false, problem: 'too_long' });
  });

  test('a birth alone is something said, and is kept as the words', () => {
    const read = readAddition({ ...given, text: '', answersSaid });
    expect(read).toEqual({ ok: true, value: { ...given, text: answersSaid } });
    expect(readAddition({ ...given, text: '', answersSaid: '' })).toEqual({ ok: false, problem: 'nothing_said' });
  });
});

describe('the facts of two contacts about the same child (safe practice 8)', () => {
  test('two things that weigh little apart may weigh much together, and nothing of either is lost', () => {
    const ours: AssessInput = { children: [{ id: '1', indicators: { I018: 'present', I099: 'not_asked' } }, { id: '2', indicators: { I076: 'present' } }], facts: { agenciesInvolved: 1 } };
    const other: AssessChild = { id: '3', age: { years: 7 }, indicators: { I099: 'present', I018: 'absent', I100: 'absent' }, facts: { disability: true } };
    expect(withJoined(ours, { agenciesInvolved: 3, immediateDanger: true }, [{ id: '1', other }], 2)).toEqual({
      children: [
        { id: '1', age: { years: 7 }, indicators: { I018: 'present', I099: 'present' }, facts: { disability: true } },
        { id: '2', indicators: { I076: 'present' } },
      ],
      facts: { agenciesInvolved: 3, immediateDanger: true, contactsIn12Months: 2 },
    });
  });

  test('what the other contact merely ruled out, or did not know, takes nothing back', () => {
    const ours: AssessInput = { children: [{ id: '1', facts: { disability: true, openPlan: { kind: 'CP', where: 'this' }, homeAuthority: 'other' } }], facts: { positionOfTrust: true } };
    const joined = withJoined(ours, { positionOfTrust: false }, [{ id: '1', other: { id: '1', facts: { disability: false, openPlan: null, homeAuthority: 'this' } } }], 1);
    expect(joined).toEqual({ children: [{ id: '1', indicators: {}, facts: { disability: true, openPlan: { kind: 'CP', where: 'this' }, homeAuthority: 'other' } }], facts: { positionOfTrust: true, contactsIn12Months: 1 } });
  });

  test('what a later release knew of either stays, and is so where either says it', () => {
    const later = (facts: Record<string, unknown>): Facts => facts;
    const ours: AssessInput = { children: [{ id: '1', facts: later({ unknownHere: false, ofOurs: 2 }) }], facts: later({ ofAll: true }) };
    const joined = withJoined(ours, later({ ofAll: false }), [{ id: '1', other: { id: '1', facts: later({ unknownHere: true, ofOurs: 1, ofTheirs: 'x' }) } }], 1);
    expect(joined).toEqual({ children: [{ id: '1', indicators: {}, facts: { unknownHere: true, ofOurs: 2, ofTheirs: 'x' } }], facts: { ofAll: true, contactsIn12Months: 1 } });
  });

  test('where a plan is counts as soon as one of them knows, and another council goes before ours; the plan that protects more goes before both', () => {
    const plan = (ours: Facts['openPlan'], theirs: Facts['openPlan']) => withJoined({ children: [{ id: '1', facts: { openPlan: ours } }] }, {}, [{ id: '1', other: { id: '1', facts: { openPlan: theirs } } }], 1).children[0]?.facts?.openPlan;
    const [unsaid, here, leeds] = (['not_known', 'this', 'other'] as const).map((where) => ({ kind: 'CP' as const, where }));
    expect([plan(unsaid, here), plan(here, unsaid), plan(unsaid, leeds), plan(here, leeds), plan(leeds, here)]).toEqual([here, here, leeds, leeds, leeds]);
    expect(plan({ kind: 'CIN', where: 'other' }, unsaid)).toEqual(unsaid);
  });

  test('a refusal is heard, whoever says it and whenever: nothing is raised, and a date to look again is asked for (behaviour 9)', () => {
    const norfolk = guides.find(({ area }) => area === 'norfolk');
    if (norfolk === undefined) throw new Error('no guide');
    const ours = (consent: Facts['consent']): AssessInput => ({ children: [{ id: '1', age: { years: 9 }, indicators: { I018: 'present' } }], facts: { consent } });
    for (const before of ['given', 'not_sought', 'not_applicable', 'refused', undefined] as const) {
      const joined = withJoined(ours(before), { consent: 'refused' }, [], 1);
      expect(joined.facts?.consent, before).toBe('refused');
      expect(propose(norfolk, joined), before).toMatchObject({ level: 2, route: 'EH_SINGLE', flags: { refusalNoted: true, consentToAgree: true } });
    }
    for (const later of ['given', 'not_sought', 'not_applicable', undefined] as const) {
      expect(withJoined(ours('refused'), { consent: later }, [], 1).facts?.consent, later).toBe('refused');
      expect(withJoined(ours('given'), { consent: later }, [], 1).facts?.consent, later).toBe('given');
    }
  });

  test('of two ages that were said of one child the younger counts, and whether it is born is not told by the other', () => {
    const age = (ours: AssessChild['age'], theirs: AssessChild['age']) => withJoined({ children: [{ id: '1', age: ours }], facts: {} }, {}, [{ id: '1', other: { id: '1', age: theirs } }], 1).children[0]?.age;
    expect(age({ years: 13 }, { years: 12 })).toEqual({ years: 12 });
    expect(age({ years: 12 }, { years: 13 })).toEqual({ years: 12 });
    expect(age({ years: 1 }, { months: 10 })).toEqual({ months: 10 });
    expect(age({ months: 10 }, { years: 1 })).toEqual({ months: 10 });
    expect([age(undefined, { years: 3 }), age({ years: 3 }, undefined)]).toEqual([{ years: 3 }, { years: 3 }]);
    expect([age({ unbornWeeks: 30 }, { years: 3 }), age({ years: 3 }, { unbornWeeks: 30 })]).toEqual([{ unbornWeeks: 30 }, { years: 3 }]);
    // I067 of a girl of twelve is level 4 (domain 2.2 behaviour 4): the first caller took her for thirteen.
    const norfolk = guides.find(({ area }) => area === 'norfolk');
    if (norfolk === undefined) throw new Error('no guide');
    const girl: AssessInput = { children: [{ id: '1', age: { years: 13 }, indicators: { I067: 'present' } }], facts: {} };
    expect([propose(norfolk, girl).level, propose(norfolk, withJoined(girl, {}, [{ id: '1', other: { id: '1', age: { years: 12 } } }], 1)).level]).toEqual([3, 4]);
  });

  test('the guide never proposes less for both than for the one, nor less than level 3 or 4 of the other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...guides), oneContact, oneContact, (guide, ours, theirs) => {
        const [child] = theirs.children;
        if (child === undefined) return;
        const both = propose(guide, withJoined(ours, theirs.facts, [{ id: '1', other: child }], 1)).level;
        const [one, other] = [propose(guide, ours).level, propose(guide, theirs).level];
        expect(both).toBeGreaterThanOrEqual(one);
        if (other >= 3) expect(both).toBeGreaterThanOrEqual(other);
      }),
      { numRuns: 120 },
    );
  });
});
