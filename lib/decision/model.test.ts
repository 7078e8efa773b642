import { secondPersonProblem } from '@/lib/access/second-person';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { assessInput } from '@/lib/contact/assess';
import { report, type ReportInput } from '@/lib/contact/schema';
import { guides } from '@/lib/threshold/guides';
import { levelOfRoute, ROUTES, type RouteCode } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { CHILD_SEEN, directionOf, judge, placedBy, proposedForChild, routesFor, type ChildDecision, type ChildInView, type CountersignCode, type Direction, type Situation } from './model';

const ALL: readonly RouteCode[] = ROUTES;

function child(proposed: RouteCode | null, more: Partial<ChildInView> = {}): ChildInView {
  const placed = proposed === null ? null : placedBy(proposed);
  return {
    personId: 'a',
    name: 'Wren Ashby',
    reported: true,
    tie: 'reported',
    risks: [],
    unborn: false,
    underOne: false,
    immobileWithInjury: false,
    hasPlan: false,
    underProtection: false,
    proposed: placed && { ...placed, strategy: placed.level === 4, confirmImpactOnly: false },
    before: placed,
    letGo: null,
    ...more,
  };
}

function situation(inView: ChildInView, more: Partial<Situation> = {}): Situation {
  return { children: [inView], referrerLevel: null, contactsIn12Months: 1, repeatContacts: 3, today: Temporal.PlainDate.from('2026-11-18'), agreementRefused: false, namedBefore: 0, replaces: false, routes: ALL, joined: null, joinedUnderProtection: false, outstanding: [], ...more };
}

function chosen(route: RouteCode, more: Partial<ChildDecision> = {}): ChildDecision {
  return { personId: 'a', standing: 'own', standingReason: '', ...placedBy(route), primaryNeed: 'N1', childViews: '', notHeard: 'not_seen_yet', notHeardWords: '', childSeen: 'yes', seenBy: 'health visitor, today', seenAlone: null, seenWhere: '', seePlan: '', riskReaches: null, riskReason: '', proposalReason: '', noStrategyReason: '', ...more };
}

/** Named beside the child reported, and placed by an earlier decision. */
const brother = (more: Partial<ChildInView> = {}) => child(null, { reported: false, tie: 'household', before: placedBy('STRATEGY'), ...more });

const impact = { proposed: { level: 3, route: 'CIN_ASSESS', strategy: false, confirmImpactOnly: true } } as const;

describe('agency checks without telling the parents (7.7, 7.16)', () => {
  test.each<[RouteCode, CountersignCode[]]>([
    ['EH_SINGLE', ['CHECKS_UNTOLD']],
    ['CIN_ASSESS', ['CHECKS_UNTOLD']],
    ['STRATEGY', []],
  ])('decided %s as proposed', (route, codes) => {
    const judged = judge(situation(child(route)), { children: [chosen(route)], checksUntold: true });
    expect(judged.countersignReasons.map(({ code }) => code)).toEqual(codes);
    expect(judge(situation(child(route)), { children: [chosen(route)], checksUntold: false }).needsCountersign).toBe(false);
  });
});

describe('who must countersign, by hand from safe practice 7.7 and threshold behaviours 4a and 5', () => {
  const rows: { what: string; child: ChildInView; choice: ChildDecision; more?: Partial<Situation>; direction: Direction; codes: CountersignCode[] }[] = [
    { what: 'agreeing with level 4', child: child('STRATEGY'), choice: chosen('STRATEGY'), direction: 'agrees', codes: [] },
    { what: 'below 4 when 4 was proposed, and with it no strategy discussion', child: child('STRATEGY'), choice: chosen('CIN_ASSESS'), direction: 'lowers', codes: ['BELOW_4', 'NO_STRATEGY'] },
    { what: 'immediate protection settled as a strategy discussion', child: child('IMMEDIATE'), choice: chosen('STRATEGY'), direction: 'lowers', codes: ['LOWERS'] },
    { what: 'a strategy discussion raised to immediate protection', child: child('STRATEGY'), choice: chosen('IMMEDIATE'), direction: 'raises', codes: [] },
    { what: 'raising 2 to 4', child: child('EH_SINGLE'), choice: chosen('STRATEGY'), direction: 'raises', codes: [] },
    { what: 'lowering 3 to 2', child: child('CIN_ASSESS'), choice: chosen('EH_CAF'), direction: 'lowers', codes: ['LOWERS'] },
    { what: 'lowering 2 to advice', child: child('EH_SINGLE'), choice: chosen('UNIV_ADVICE'), direction: 'lowers', codes: ['LOWERS'] },
    { what: 'early help by one agency instead of several', child: child('EH_CAF'), choice: chosen('EH_SINGLE'), direction: 'agrees', codes: [] },
    { what: '4a: a level 3 sign settled at 2', child: child('CIN_ASSESS', impact), choice: chosen('EH_SINGLE'), direction: 'lowers', codes: [] },
    { what: '4a stops at 2: settled at advice', child: child('CIN_ASSESS', impact), choice: chosen('UNIV_ADVICE'), direction: 'lowers', codes: ['LOWERS'] },
    { what: '4a does not undo a decision at 4', child: child('CIN_ASSESS', { ...impact, before: placedBy('STRATEGY') }), choice: chosen('EH_SINGLE'), direction: 'lowers', codes: ['LOWERS'] },
    { what: 'another child’s contact at level 4 joined in, and decided below 4', child: child('EH_SINGLE'), choice: chosen('EH_SINGLE'), more: { joined: placedBy('STRATEGY') }, direction: 'lowers', codes: ['BELOW_4'] },
    { what: 'the same where this child is raised, and still below 4', child: child('EH_SINGLE'), choice: chosen('CIN_ASSESS'), more: { joined: placedBy('STRATEGY') }, direction: 'lowers', codes: ['BELOW_4'] },
    { what: 'the same decided at 4', child: child('EH_SINGLE'), choice: chosen('STRATEGY'), more: { joined: placedBy('STRATEGY') }, direction: 'raises', codes: [] },
    { what: 'immediate protection joined in, settled as a strategy discussion', child: child('STRATEGY'), choice: chosen('STRATEGY'), more: { joined: placedBy('IMMEDIATE') }, direction: 'lowers', codes: ['LOWERS'] },
    { what: 'joined in at level 3, decided at 2', child: child('EH_SINGLE'), choice: chosen('EH_SINGLE'), more: { joined: placedBy('CIN_ASSESS') }, direction: 'lowers', codes: ['LOWERS'] },
    { what: 'joined in at a level that is not lower', child: child('EH_SINGLE'), choice: chosen('EH_SINGLE'), more: { joined: placedBy('UNIV_ADVICE') }, direction: 'agrees', codes: [] },
    { what: 'of the same child it is said once', child: child('STRATEGY'), choice: chosen('CIN_ASSESS'), more: { joined: placedBy('STRATEGY') }, direction: 'lowers', codes: ['BELOW_4', 'NO_STRATEGY'] },
    { what: 'early help as proposed, while the child is under police protection', child: child('EH_SINGLE', { underProtection: true }), choice: chosen('EH_SINGLE'), direction: 'agrees', codes: ['UNDER_PROTECTION'] },
    { what: 'level 3 raised from 2, while the child is under it', child: child('EH_SINGLE', { underProtection: true }), choice: chosen('CIN_ASSESS'), direction: 'raises', codes: ['UNDER_PROTECTION'] },
    { what: 'a strategy discussion, while the child is under it', child: child('STRATEGY', { underProtection: true }), choice: chosen('STRATEGY'), direction: 'agrees', codes: [] },
    { what: 'below 4 as was proposed, and the child is under it', child: child('STRATEGY', { underProtection: true }), choice: chosen('CIN_ASSESS'), direction: 'lowers', codes: ['BELOW_4', 'NO_STRATEGY', 'UNDER_PROTECTION'] },
    { what: 'a brother under it who is not known any more', child: child(null, { reported: false, tie: 'household', underProtection: true }), choice: chosen('EH_SINGLE', { standing: 'not_known' }), direction: 'agrees', codes: ['UNDER_PROTECTION'] },
    { what: 'early help, while a child of a contact joined in is under it', child: child('EH_SINGLE'), choice: chosen('EH_SINGLE'), more: { joinedUnderProtection: true }, direction: 'agrees', codes: ['UNDER_PROTECTION'] },
    { what: 'a strategy discussion, while a child of a contact joined in is under it', child: child('STRATEGY'), choice: chosen('STRATEGY'), more: { joinedUnderProtection: true }, direction: 'agrees', codes: [] },
    { what: 'advice agreed with the guide, child seen', child: child('UNIV_ADVICE'), choice: chosen('UNIV_ADVICE'), direction: 'agrees', codes: [] },
    { what: 'advice on a third contact', child: child('UNIV_ADVICE'), choice: chosen('UNIV_ADVICE'), more: { contactsIn12Months: 3 }, direction: 'agrees', codes: ['ADVICE_THIRD_CONTACT'] },
    { what: 'advice on a second contact', child: child('UNIV_ADVICE'), choice: chosen('UNIV_ADVICE'), more: { contactsIn12Months: 2 }, direction: 'agrees', codes: [] },
    { what: 'an area that counts to four', child: child('UNIV_ADVICE'), choice: chosen('UNIV_ADVICE'), more: { contactsIn12Months: 3, repeatContacts: 4 }, direction: 'agrees', codes: [] },
    { what: 'early help on a third contact', child: child('EH_SINGLE'), choice: chosen('EH_SINGLE'), more: { contactsIn12Months: 3 }, direction: 'agrees', codes: [] },
    { what: 'advice on a child under 1', child: child('UNIV_ADVICE', { underOne: true }), choice: chosen('UNIV_ADVICE'), direction: 'agrees', codes: ['ADVICE_UNDER_1'] },
    { what: 'advice on an unborn child, who cannot be seen', child: child('UNIV_ADVICE', { unborn: true }), choice: chosen('UNIV_ADVICE', { childSeen: 'not_known' }), direction: 'agrees', codes: ['ADVICE_UNBORN'] },
    { what: 'advice on a child who cannot move and is hurt', child: child('UNIV_ADVICE', { immobileWithInjury: true }), choice: chosen('UNIV_ADVICE'), direction: 'agrees', codes: ['ADVICE_IMMOBILE_INJURY'] },
    { what: 'advice on a child with a plan', child: child('UNIV_ADVICE', { hasPlan: true }), choice: chosen('UNIV_ADVICE'), direction: 'agrees', codes: ['ADVICE_PLAN'] },
    { what: 'advice against the referrer’s 4', child: child('UNIV_ADVICE'), choice: chosen('UNIV_ADVICE'), more: { referrerLevel: 4 }, direction: 'agrees', codes: ['ADVICE_AGAINST_4'] },
    { what: 'advice against the referrer’s 3', child: child('UNIV_ADVICE'), choice: chosen('UNIV_ADVICE'), more: { referrerLevel: 3 }, direction: 'agrees', codes: [] },
    { what: 'advice, child not seen', child: child('UNIV_ADVICE'), choice: chosen('UNIV_ADVICE', { childSeen: 'no' }), direction: 'agrees', codes: ['ADVICE_NOT_SEEN'] },
    { what: 'advice, not known whether seen', child: child('UNIV_ADVICE'), choice: chosen('UNIV_ADVICE', { childSeen: 'not_known' }), direction: 'agrees', codes: ['ADVICE_NOT_SEEN'] },
    { what: 'assessment, child not seen', child: child('CIN_ASSESS'), choice: chosen('CIN_ASSESS', { childSeen: 'no' }), direction: 'agrees', codes: [] },
    { what: 'a brother for whom the same is decided', child: child(null, { reported: false }), choice: chosen('UNIV_ADVICE', { standing: 'same', childSeen: 'no' }), direction: 'agrees', codes: [] },
    { what: 'a baby sister for whom the same, advice, is decided', child: child(null, { reported: false, underOne: true }), choice: chosen('UNIV_ADVICE', { standing: 'same', childSeen: 'no' }), direction: 'agrees', codes: ['ADVICE_UNDER_1'] },
    { what: 'a sister not born yet for whom the same, advice, is decided', child: child(null, { reported: false, unborn: true }), choice: chosen('UNIV_ADVICE', { standing: 'same', childSeen: 'no' }), direction: 'agrees', codes: ['ADVICE_UNBORN'] },
    { what: 'a brother with a plan for whom the same, advice, is decided', child: child(null, { reported: false, hasPlan: true }), choice: chosen('UNIV_ADVICE', { standing: 'same', childSeen: 'no' }), direction: 'agrees', codes: ['ADVICE_PLAN'] },
    { what: 'a baby sister for whom the same, early help, is decided', child: child(null, { reported: false, underOne: true }), choice: chosen('EH_SINGLE', { standing: 'same', childSeen: 'no' }), direction: 'agrees', codes: [] },
    { what: 'a baby of another home', child: child(null, { reported: false, underOne: true }), choice: chosen('UNIV_ADVICE', { standing: 'separate_household' }), direction: 'agrees', codes: [] },
    { what: 'a baby sister for whom advice is decided', child: child(null, { reported: false, underOne: true }), choice: chosen('UNIV_ADVICE', { standing: 'different' }), direction: 'agrees', codes: ['ADVICE_UNDER_1'] },
    { what: 'a brother at 4 for whom the same, early help, is decided', child: brother(), choice: chosen('EH_SINGLE', { standing: 'same' }), direction: 'lowers', codes: ['LOWERS'] },
    { what: 'a brother at 4 said to be of another home', child: brother(), choice: chosen('UNIV_ADVICE', { standing: 'separate_household' }), direction: 'lowers', codes: ['LOWERS'] },
    { what: 'a brother at 4 said to be not known', child: brother(), choice: chosen('UNIV_ADVICE', { standing: 'not_known' }), direction: 'lowers', codes: ['LOWERS'] },
    { what: 'a brother at 4 who stays at 4 as the same', child: brother(), choice: chosen('STRATEGY', { standing: 'same' }), direction: 'agrees', codes: [] },
    { what: 'a brother at 2 raised with the others', child: brother({ before: placedBy('EH_SINGLE') }), choice: chosen('STRATEGY', { standing: 'same' }), direction: 'raises', codes: [] },
    { what: 'a brother whom two persons let go of as of another home, said again', child: brother({ letGo: 'separate_household' }), choice: chosen('UNIV_ADVICE', { standing: 'separate_household' }), direction: 'agrees', codes: [] },
    { what: 'a brother agreed to be not known, and now of another home', child: brother({ letGo: 'not_known' }), choice: chosen('UNIV_ADVICE', { standing: 'separate_household' }), direction: 'lowers', codes: ['LOWERS'] },
    { what: 'a brother of whom nothing was ever decided', child: brother({ before: null }), choice: chosen('UNIV_ADVICE', { standing: 'separate_household' }), direction: 'agrees', codes: [] },
    { what: 'all at once', child: child('STRATEGY', { underOne: true, immobileWithInjury: true, hasPlan: true }), choice: chosen('UNIV_ADVICE', { childSeen: 'no' }), more: { contactsIn12Months: 5, referrerLevel: 4 }, direction: 'lowers', codes: ['BELOW_4', 'NO_STRATEGY', 'ADVICE_THIRD_CONTACT', 'ADVICE_UNDER_1', 'ADVICE_IMMOBILE_INJURY', 'ADVICE_PLAN', 'ADVICE_AGAINST_4', 'ADVICE_NOT_SEEN'] },
  ];
  test.each(rows)('$what', ({ child: inView, choice, more, direction, codes }) => {
    const judged = judge(situation(inView, more), { children: [choice] });
    expect(judged.direction).toBe(direction);
    expect(judged.countersignReasons.map(({ code }) => code)).toEqual(codes);
    expect(judged.needsCountersign).toBe(codes.length > 0);
  });
});

test('one child raised and another let go: the contact lowers, and the reason names the child', () => {
  const [ava, ben] = [child('EH_SINGLE'), child('CIN_ASSESS', { personId: 'b', name: 'Ben' })];
  const judged = judge({ ...situation(ava), children: [ava, ben] }, { children: [chosen('STRATEGY'), chosen('EH_SINGLE', { personId: 'b' })] });
  expect(judged).toMatchObject({ level: 4, route: 'STRATEGY', direction: 'lowers', countersignReasons: [{ code: 'LOWERS', personId: 'b' }] });
  expect(judged.children.map(({ direction }) => direction)).toEqual(['raises', 'lowers']);
});

/** Threshold behaviour 4, beside 4a: the three together are no single sign whose impact one worker settles. */
describe.each(guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const))('all three hidden harms are not settled at 2 by one worker: %s', (_, guide) => {
  const hiddenHarm = { domesticAbuse: 'yes', mentalIllHealth: 'yes', alcohol: 'yes' } as const;
  test.each<[string, ReportInput]>([
    ['said of the adults at home', { children: [{ givenName: 'Maya' }], household: [{ kind: 'adult', givenName: 'Rhona', livesWithChild: 'yes', hiddenHarm }] }],
    ['ticked as three signs', { children: [{ givenName: 'Maya', indicators: { I045: 'present', I042: 'present', I043: 'present' } }] }],
    ['ticked as the one sign', { children: [{ givenName: 'Maya', indicators: { I133: 'present' } }] }],
  ])('%s', (_how, said) => {
    const [proposed] = propose(guide, assessInput(report.parse(said), { receivedOn: Temporal.PlainDate.from('2026-11-18'), contactsIn12Months: 1, immediate: false })).children;
    if (proposed === undefined) throw new Error('there is a child');
    const ours = proposedForChild(proposed, guide);
    expect(ours).toMatchObject({ level: 3, confirmImpactOnly: false });
    expect(judge(situation(child(null, { proposed: ours, before: ours })), { children: [chosen('EH_SINGLE')] }).countersignReasons.map(({ code }) => code)).toEqual(['LOWERS']);
  });
});

test('the referrer is differed from by the highest level of the contact, not by each child', () => {
  const [ava, ben] = [child('CIN_ASSESS'), child('EH_SINGLE', { personId: 'b' })];
  const both = { ...situation(ava, { referrerLevel: 3 }), children: [ava, ben] };
  expect(judge(both, { children: [chosen('CIN_ASSESS'), chosen('EH_SINGLE', { personId: 'b' })] }).differsFromReferrer).toBe(false);
  expect(judge(both, { children: [chosen('EH_SINGLE'), chosen('EH_SINGLE', { personId: 'b' })] }).differsFromReferrer).toBe(true);
});

test('nothing before, nothing moved', () => {
  expect(directionOf(null, placedBy('UNIV_ADVICE'))).toBe('agrees');
});

test('an unborn child has no immediate protection', () => {
  expect(routesFor({ unborn: true }, ALL)).toEqual(['UNIV_ADVICE', 'EH_SINGLE', 'EH_CAF', 'CIN_ASSESS', 'STRATEGY']);
  expect(routesFor({ unborn: false }, ALL)).toEqual(ALL);
});

describe('the second person (7.7)', () => {
  const decision = { by: 'decider' };
  const contact = { referrerId: 'referrer', holderId: 'holder', conflicted: new Set(['neighbour']) };
  test.each([
    ['a qualified manager', { actorId: 'other', role: 'manager', qualified: true }, null],
    ['a social worker', { actorId: 'other', role: 'cads_social_worker', qualified: true }, 'not_a_manager'],
    ['an unqualified manager', { actorId: 'other', role: 'manager', qualified: false }, 'not_qualified'],
    ['the decider', { actorId: 'decider', role: 'manager', qualified: true }, 'decider'],
    ['the referrer', { actorId: 'referrer', role: 'manager', qualified: true }, 'referrer'],
    ['whoever holds it', { actorId: 'holder', role: 'manager', qualified: true }, 'claimer'],
    ['whoever may know the family', { actorId: 'neighbour', role: 'manager', qualified: true }, 'conflicted'],
  ] as const)('%s', (_, person, problem) => {
    expect(secondPersonProblem(person, decision, contact)).toBe(problem);
  });
});

describe('whatever is chosen', () => {
  const routes = fc.constantFrom(...ROUTES);
  const inView = fc.record({ proposed: routes, before: routes, underOne: fc.boolean(), unborn: fc.boolean(), immobileWithInjury: fc.boolean(), hasPlan: fc.boolean(), confirmImpactOnly: fc.boolean() });
  const arbitrary = fc.record({ inView, route: routes, seen: fc.constantFrom(...CHILD_SEEN), contacts: fc.integer({ min: 1, max: 6 }), referrer: fc.constantFrom<(1 | 2 | 3 | 4 | null)[]>(null, 1, 2, 3, 4) });
  const judged = ({ inView: seen, route, contacts, referrer, ...rest }: (typeof arbitrary extends fc.Arbitrary<infer T> ? T : never)) => {
    const { proposed, before, confirmImpactOnly, ...marks } = seen;
    const held = child(proposed, { ...marks, before: placedBy(before) });
    const of = { ...held, proposed: held.proposed && { ...held.proposed, confirmImpactOnly: confirmImpactOnly && held.proposed.level === 3 } };
    return judge(situation(of, { contactsIn12Months: contacts, referrerLevel: referrer }), { children: [chosen(route, { childSeen: rest.seen })] });
  };

  test('going below a proposed 4 always needs a second person', () => {
    fc.assert(fc.property(arbitrary, (made) => levelOfRoute(made.inView.proposed) < 4 || levelOfRoute(made.route) === 4 || judged(made).needsCountersign));
  });

  test('what needs no second person and lowers is only the confirmed impact of a level 3 sign at 2', () => {
    fc.assert(
      fc.property(arbitrary, (made) => {
        const { direction, needsCountersign } = judged(made);
        return direction !== 'lowers' || needsCountersign || (made.inView.confirmImpactOnly && made.inView.proposed === 'CIN_ASSESS' && levelOfRoute(made.route) === 2);
      }),
    );
  });

  test('a choice that protects as much as every level before it, and is not advice, needs nobody', () => {
    fc.assert(
      fc.property(arbitrary, (made) => {
        const top = made.inView.proposed === 'IMMEDIATE' || made.inView.before === 'IMMEDIATE' ? 'IMMEDIATE' : 'STRATEGY';
        expect(judged({ ...made, route: top }).needsCountersign).toBe(false);
      }),
    );
  });
});
