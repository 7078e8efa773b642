import { describe, expect, it } from 'vitest';
import { guideInForce, guides } from '@/lib/threshold/guides';
import type { Age, AssessChild, AssessInput, Facts, Guide, Proposal } from '@/lib/threshold/model';
import { areaLevelOf, routeWordsOf } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { Temporal } from 'temporal-polyfill';

const TODAY = Temporal.PlainDate.from('2026-04-02');

function inForce(area: Guide['area']): Guide {
  const guide = guideInForce(area, TODAY);
  if (guide === undefined) throw new Error(`no guide of ${area}`);
  return guide;
}

const norfolk = inForce('norfolk');

type Told = { present?: string[]; absent?: string[]; age?: Age; facts?: Facts };

function child({ present = [], absent = [], age = { years: 7 }, facts }: Told, id = 'a'): AssessChild {
  const indicators = Object.fromEntries([
    ...present.map((each) => [each, 'present'] as const),
    ...absent.map((each) => [each, 'absent'] as const),
  ]);
  return { id, age, indicators, facts };
}

function about(told: Told, guide = norfolk): Proposal {
  return propose(guide, { children: [child(told)] });
}

describe('1: one high-risk sign gives 4, nothing averages it down', () => {
  it('stays at 4 beside every strength and every other sign ruled out', () => {
    const strengths = norfolk.indicators.filter((entry) => entry.kind === 'ST').map((entry) => entry.id);
    const others = norfolk.indicators.filter((entry) => entry.kind !== 'ST' && entry.id !== 'I125').map((entry) => entry.id);
    expect(about({ present: ['I125', ...strengths], absent: others })).toMatchObject({ level: 4, route: 'STRATEGY' });
  });
});

describe('2: strengths and ranges', () => {
  it('a strength printed at level 4 raises nothing', () => {
    expect(about({ present: ['I131', 'I130'], absent: ['I014'] }).level).toBe(1);
  });
  it('a strength does not turn "nothing known" into level 1', () => {
    expect(about({ present: ['I001', 'I003', 'I012'] }).level).toBe(2);
  });
  it('a range raises nothing: two agencies alone leave a ruled-out worry at 1, and a baby where it was', () => {
    expect(about({ present: ['I132'], absent: ['I087'] }).level).toBe(1);
    expect(about({ present: ['I132'], age: { months: 3 } }).level).toBe(2);
  });
  it('the strengths seen are handed to the plan', () => {
    expect(about({ present: ['I018', 'I052'] }).children[0]?.strengths.map((each) => each.indicator)).toEqual(['I052']);
  });
});

describe('3: one agency or several', () => {
  it('one agency, or none said: single-agency early help', () => {
    expect(about({ present: ['I018'], facts: { agenciesInvolved: 1 } }).route).toBe('EH_SINGLE');
    expect(about({ present: ['I018'] }).route).toBe('EH_SINGLE');
  });
  it('two agencies, counted or ticked: multi-agency early help', () => {
    expect(about({ present: ['I018'], facts: { agenciesInvolved: 2 } })).toMatchObject({ level: 2, route: 'EH_CAF' });
    expect(about({ present: ['I018', 'I132'] })).toMatchObject({ level: 2, route: 'EH_CAF' });
  });
  it('agencies do not change the route of another level', () => {
    expect(about({ present: ['I076'], facts: { agenciesInvolved: 4 } }).route).toBe('CIN_ASSESS');
    expect(about({ absent: ['I087'], facts: { agenciesInvolved: 4 } })).toMatchObject({ level: 1, route: 'UNIV_ADVICE' });
  });
  it('is in Blackburn with Darwen a Child and Family Plan', () => {
    const blackburn = inForce('blackburn-with-darwen');
    const { route, because } = about({ present: ['I018'], facts: { agenciesInvolved: 2 } }, blackburn);
    expect(routeWordsOf(blackburn, route).name).toBe('Child and Family Plan (CAF)');
    expect(because[0]?.title).toBe('An unmet need or underlying risk factor');
  });
});

describe('4: risks that weigh more together', () => {
  it('three underlying risks of level 2 in two domains give 3', () => {
    expect(about({ present: ['I032', 'I035', 'I044'] }).level).toBe(3);
  });
  it('three in one domain do not, nor two in two domains', () => {
    expect(about({ present: ['I032', 'I033', 'I035'] }).level).toBe(2);
    expect(about({ present: ['I032', 'I044'] }).level).toBe(2);
  });
  it('unmet needs and the agencies sign are not counted', () => {
    expect(about({ present: ['I032', 'I044', 'I047', 'I018'] }).level).toBe(2);
    expect(about({ present: ['I032', 'I035', 'I132'] }).level).toBe(2);
  });
  it('all three hidden harms, at their mildest and without I133, give 3 by their own rule', () => {
    const { level, children } = about({ present: ['I045', 'I042', 'I043'] });
    expect(level).toBe(3);
    expect(children[0]?.because.find((reason) => reason.rule === 'hidden-harm')?.indicators).toEqual(['I042', 'I043', 'I045']);
  });
  it.each(guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const))('said in one sign they give 3 by the same rule: %s', (_name, guide) => {
    const { level, children } = about({ present: ['I133'] }, guide);
    expect(level).toBe(3);
    expect(children[0]?.because.find((reason) => reason.rule === 'hidden-harm')?.indicators).toEqual(['I133']);
  });
  it('two hidden harms do not', () => {
    expect(about({ present: ['I042', 'I043'] }).level).toBe(2);
  });
  it('Somerset asks for adult practitioners from the first hidden harm, without raising', () => {
    const somerset = inForce('somerset');
    expect(about({ present: ['I043'] }, somerset)).toMatchObject({ level: 2, flags: { adultPractitioners: true } });
    expect(about({ present: ['I018'] }, somerset).flags.adultPractitioners).toBe(false);
    expect(about({ present: ['I043'] }).flags.adultPractitioners).toBe(false);
  });
});

describe('4a: one need or risk of level 3', () => {
  it('gives 3, to be confirmed by its effect', () => {
    expect(about({ present: ['I061'] })).toMatchObject({ level: 3, route: 'CIN_ASSESS', flags: { confirmImpact: true } });
    expect(about({ present: ['I137'] })).toMatchObject({ level: 3, flags: { confirmImpact: true } });
  });
  it('a need of level 2 asks for no such confirmation', () => {
    expect(about({ present: ['I018'] }).flags.confirmImpact).toBe(false);
  });
  it('follows the level the area prints: an unaccompanied child is 3 in Norfolk and 4 in Plymouth', () => {
    expect(about({ present: ['I094'] }).level).toBe(3);
    expect(about({ present: ['I094'] }, inForce('plymouth')).level).toBe(4);
  });
});

describe('5: the third contact in twelve months', () => {
  it('asks for a manager and a second person, and raises nothing', () => {
    const third = about({ present: ['I018'], facts: { contactsIn12Months: 3 } });
    expect(third).toMatchObject({ level: 2, flags: { managerReview: true, secondPersonForAdvice: true } });
  });
  it('the second does not', () => {
    expect(about({ present: ['I018'], facts: { contactsIn12Months: 2 } }).flags.managerReview).toBe(false);
  });
});

describe('6: who the child is', () => {
  it('under 1 or unborn, any need of level 2 gives 3; from the first birthday 2', () => {
    expect(about({ present: ['I018'], age: { months: 11 } }).level).toBe(3);
    expect(about({ present: ['I040'], age: { unbornWeeks: 20 } }).level).toBe(3);
    expect(about({ present: ['I018'], age: { months: 12 } }).level).toBe(2);
    expect(about({ present: ['I018'], age: { years: 1 } }).level).toBe(2);
  });
  it('age alone raises nothing, and never from 3 to 4', () => {
    expect(about({ age: { months: 2 } }).level).toBe(2);
    expect(about({ absent: ['I018'], age: { months: 2 } }).level).toBe(1);
    expect(about({ present: ['I076'], age: { months: 2 } }).level).toBe(3);
  });
  it('a child who cannot move about alone, with any injury, gives 4 at any age and a doctor today', () => {
    for (const age of [{ months: 3 }, { years: 12 }]) {
      expect(about({ present: ['I017'], age, facts: { nonMobile: true } })).toMatchObject({ level: 4, duties: ['MEDICAL_TODAY'] });
    }
    expect(about({ present: ['I017'] }).level).toBe(2);
    expect(about({ present: ['I018'], facts: { nonMobile: true } }).level).toBe(2);
  });
  it('sexual activity under 13 gives 4, from 13 it is 3', () => {
    expect(about({ present: ['I067'], age: { years: 12 } }).level).toBe(4);
    expect(about({ present: ['I067'], age: { years: 13 } }).level).toBe(3);
  });
  it('a disabled child with an underlying risk gives 3; with an unmet need it does not', () => {
    expect(about({ present: ['I032'], facts: { disability: true } }).level).toBe(3);
    expect(about({ present: ['I018'], facts: { disability: true } }).level).toBe(2);
    expect(about({ present: ['I132'], facts: { disability: true } }).level).toBe(2);
  });
  it('an unknown age is named as what could change the answer', () => {
    const { children } = propose(norfolk, { children: [{ id: 'a', indicators: { I067: 'present' } }] });
    expect(children[0]?.level).toBe(3);
    expect(children[0]?.nearest).toContainEqual({ change: 'The child is under 13', toLevel: 4, toRoute: 'STRATEGY' });
  });
});

describe('7: the proposal shows its reasons and what would change it', () => {
  it('carries the guide it was held against', () => {
    expect(about({ present: ['I018'] }).guide).toEqual({
      id: 'norfolk-threshold-guide',
      area: 'norfolk',
      version: '2018-19',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      illustrative: true,
    });
  });
  it('names the rule, its paragraph and the signs', () => {
    expect(about({ present: ['I061'] }).because).toEqual([
      expect.objectContaining({ rule: 'need-of-level-3', paragraph: '3.1', indicators: ['I061'], level: 3, child: 'a' }),
    ]);
  });
  it('lists unanswered worries that could raise it, not those ruled out, and no strength', () => {
    const [one] = about({ present: ['I018'], absent: ['I099'] }).children;
    const listed = one?.couldRaise ?? [];
    expect(listed).toContainEqual(expect.objectContaining({ indicator: 'I100', toLevel: 4 }));
    expect(listed).toContainEqual(expect.objectContaining({ indicator: 'I061', toLevel: 3 }));
    expect(listed.map((each) => each.indicator)).not.toContain('I099');
    expect(listed.map((each) => each.indicator)).not.toContain('I014');
    expect(listed.map((each) => each.indicator)).not.toContain('I131');
  });
  it('at 4 nothing could raise the level further', () => {
    expect(about({ present: ['I099'] }).children[0]?.couldRaise).toEqual([]);
  });
  it('names the nearest facts, the smallest step first', () => {
    const [one] = about({ present: ['I018'], absent: ['I014'] }).children;
    expect(one?.nearest[0]).toMatchObject({ toLevel: 2, toRoute: 'EH_CAF' });
    expect(one?.nearest).toContainEqual({ change: 'The child is in danger now', toLevel: 4, toRoute: 'IMMEDIATE' });
  });
});

describe('8: not knowing is not safety', () => {
  it.each(['not_known', 'not_asked'] as const)('every worry %s: hold and check at 2, never 1', (answer) => {
    const indicators = Object.fromEntries(norfolk.indicators.map((entry) => [entry.id, answer]));
    const { level, route, flags, because } = propose(norfolk, { children: [{ id: 'a', indicators }] });
    expect({ level, route, hold: flags.holdAndCheck }).toEqual({ level: 2, route: 'EH_SINGLE', hold: true });
    expect(because[0]?.rule).toBe('hold-and-check');
  });
  it('a strength answered absent rules out no worry', () => {
    expect(about({ absent: ['I003', 'I012'] }).level).toBe(2);
  });
  it('every worry ruled out: 1, advice', () => {
    const worries = norfolk.indicators.filter((entry) => entry.kind !== 'ST').map((entry) => entry.id);
    expect(about({ absent: worries })).toMatchObject({ level: 1, route: 'UNIV_ADVICE', flags: { holdAndCheck: false } });
  });
});

describe('9: agreement flags and never raises', () => {
  it('asks for agreement at 2 and 3 until it is given', () => {
    expect(about({ present: ['I018'] }).flags.consentToAgree).toBe(true);
    expect(about({ present: ['I061'], facts: { consent: 'not_sought' } }).flags.consentToAgree).toBe(true);
    expect(about({ present: ['I018'], facts: { consent: 'given' } }).flags.consentToAgree).toBe(false);
    expect(about({ present: ['I099'] }).flags.consentToAgree).toBe(false);
  });
  it('refusal leaves every level where it was, and is noted', () => {
    for (const [present, level] of [['I018', 2], ['I061', 3], ['I099', 4]] as const) {
      expect(about({ present: [present], facts: { consent: 'refused' } })).toMatchObject({ level, flags: { refusalNoted: true } });
    }
    expect(about({ absent: ['I018'], facts: { consent: 'refused' } })).toMatchObject({ level: 1, flags: { refusalNoted: false } });
  });
});

describe('10: immediate danger', () => {
  it('gives 4 and immediate protection with or without signs, and the strategy discussion with it', () => {
    for (const present of [[], ['I018']]) {
      expect(about({ present, facts: { immediateDanger: true } })).toMatchObject({
        level: 4,
        route: 'IMMEDIATE',
        flags: { ring999: true, strategyDiscussion: true },
      });
    }
  });
  it('before birth there is no immediate protection: strategy discussion with midwifery, 999 for the mother', () => {
    expect(about({ age: { unbornWeeks: 34 }, facts: { immediateDanger: true } })).toMatchObject({
      level: 4,
      route: 'STRATEGY',
      flags: { ring999: true, midwifery: true },
    });
  });
  it('holds with no child named', () => {
    expect(propose(norfolk, { children: [], facts: { immediateDanger: true } })).toMatchObject({ level: 4, route: 'IMMEDIATE', children: [] });
  });
});

describe('11: open plans', () => {
  it.each([
    ['EH', 2, 'EH_SINGLE'],
    ['CIN', 3, 'CIN_ASSESS'],
    ['CP', 4, 'STRATEGY'],
    ['CLA', 4, 'STRATEGY'],
  ] as const)('never below a %s plan, even with the worry ruled out: %i', (kind, level, route) => {
    expect(about({ absent: ['I018'], facts: { openPlan: { kind, where: 'this' } } })).toMatchObject({ level, route });
  });
  it('a new worry on a protection plan or in care gives 4, here or elsewhere', () => {
    for (const kind of ['CP', 'CLA'] as const) {
      for (const where of ['this', 'other', 'not_known'] as const) {
        expect(about({ present: ['I018'], facts: { openPlan: { kind, where } } }).level).toBe(4);
      }
    }
  });
  it('a case open here goes to its worker; one elsewhere to the other authority', () => {
    expect(about({ facts: { openPlan: { kind: 'CIN', where: 'this' } } }).duties).toEqual(['OPEN_CASE']);
    expect(about({ facts: { openPlan: { kind: 'CIN', where: 'other' } } }).duties).toEqual(['OUT_OF_AREA']);
    expect(about({ facts: { openPlan: { kind: 'EH', where: 'this' } } }).duties).toEqual([]);
  });
  it('a plan of which nobody said with whom goes to its worker here and is asked of the other authority: until somebody knows it may be with either', () => {
    for (const [kind, level] of [['CIN', 3], ['CP', 4], ['CLA', 4]] as const) expect(about({ facts: { openPlan: { kind, where: 'not_known' } } })).toMatchObject({ level, duties: ['OPEN_CASE', 'OUT_OF_AREA'] });
    expect(about({ facts: { openPlan: { kind: 'EH', where: 'not_known' } } })).toMatchObject({ level: 2, duties: [] });
  });
});

describe('12: position of trust', () => {
  it.each([[['I018'], 2], [['I061'], 3], [['I099'], 4]] as const)('adds the LADO duty beside %s and leaves the level at %i', (present, level) => {
    const { level: proposed, duties } = about({ present: [...present], facts: { positionOfTrust: true } });
    expect(proposed).toBe(level);
    expect(duties).toContain('LADO');
  });
  it('adds it at level 1 too', () => {
    expect(about({ absent: ['I018'], facts: { positionOfTrust: true } })).toMatchObject({ level: 1, duties: ['LADO'] });
  });
  it('with no child named the contact has its own level, route and duties', () => {
    expect(propose(norfolk, { children: [], facts: { positionOfTrust: true } })).toMatchObject({ level: 4, route: 'STRATEGY', duties: ['LADO'] });
  });
  it('naming a child leaves the contact its own: 4, for the others who may be at risk, and the child’s beside it', () => {
    for (const told of [{}, { absent: ['I018'] }, { present: ['I018'] }, { age: { years: 41 } }]) {
      const { level, route, because, children } = propose(norfolk, { children: [child(told)], facts: { positionOfTrust: true } });
      expect([level, route, because.map(({ rule, child: of }) => [rule, of])]).toEqual([4, 'STRATEGY', [['trust-no-child-named', null]]]);
      expect(children[0]?.level).toBeLessThan(3);
    }
  });
  it('with no child and nothing else known: hold and check', () => {
    expect(propose(norfolk, { children: [] })).toMatchObject({ level: 2, route: 'EH_SINGLE', duties: [], flags: { holdAndCheck: true } });
  });
});

describe('side duties', () => {
  it('FGM police report: known, under 18 or of unknown age; never on suspicion', () => {
    expect(about({ age: { years: 17 }, facts: { fgmKnown: true } }).duties).toEqual(['FGM_POLICE']);
    expect(about({ age: { years: 18 }, facts: { fgmKnown: true } }).duties).toEqual([]);
    expect(propose(norfolk, { children: [{ id: 'a', facts: { fgmKnown: true } }] })).toMatchObject({ level: 4, duties: ['FGM_POLICE'] });
    expect(about({ present: ['I108'] }).duties).toEqual([]);
  });
  it('private fostering: under 16, or under 18 when disabled', () => {
    expect(about({ present: ['I092'], age: { years: 15 } }).duties).toEqual(['PRIVATE_FOSTERING']);
    expect(about({ present: ['I092'], age: { years: 16 } }).duties).toEqual([]);
    expect(about({ present: ['I092'], age: { years: 17 }, facts: { disability: true } }).duties).toEqual(['PRIVATE_FOSTERING']);
    expect(about({ facts: { privateFostering: true } })).toMatchObject({ level: 3, duties: ['PRIVATE_FOSTERING'] });
  });
  it('return interview: a missing sign, or found again; exploitation alone is not it', () => {
    for (const sign of ['I033', 'I069', 'I107']) expect(about({ present: [sign] }).duties).toContain('RETURN_INTERVIEW');
    expect(about({ facts: { foundAt: '2026-04-02T07:30:00+01:00' } }).duties).toEqual(['RETURN_INTERVIEW']);
    expect(about({ present: ['I068'] }).duties).toEqual([]);
  });
  it('homeless at 16 or 17', () => {
    expect(about({ present: ['I073'], age: { years: 16 } }).duties).toEqual(['HOMELESS_16_17']);
    expect(about({ present: ['I073'], age: { years: 15 } }).duties).toEqual([]);
    expect(about({ present: ['I073'], age: { years: 18 } }).duties).toEqual([]);
    // Of whom the age is unclear the youngest is given; somewhere safe tonight is owed to whoever may be 16 or 17 (safe practice 15).
    expect(about({ present: ['I073'], age: { years: 15 }, facts: { perhaps16: true } }).duties).toEqual(['HOMELESS_16_17']);
    expect(about({ present: ['I018'], age: { years: 15 }, facts: { perhaps16: true } }).duties).toEqual([]);
  });
  it('a risk that lies in the household or a person asks about the other children', () => {
    for (const sign of ['I115', 'I116', 'I122', 'I123', 'I124', 'I125', 'I128', 'I129']) {
      expect(about({ present: [sign] }).duties).toContain('SIBLINGS');
    }
    expect(about({ present: ['I100'] }).duties).not.toContain('SIBLINGS');
  });
  it('a child who was missing and found, also where nobody can say when (safe practice 15: each episode)', () => {
    for (const facts of [{ foundAt: '2026-04-02T07:30:00+01:00' }, { wasFound: true }]) expect(about({ facts }).duties).toEqual(['RETURN_INTERVIEW']);
    expect(about({ age: { unbornWeeks: 30 }, facts: { wasFound: true } }).duties).toEqual([]);
  });
  it('whoever is ticked as significantly disabled is privately fostered until 18, too (safe practice 15)', () => {
    expect(about({ present: ['I060'], age: { years: 17 }, facts: { privateFostering: true } }).duties).toEqual(['PRIVATE_FOSTERING']);
    expect(about({ present: ['I018'], age: { years: 17 }, facts: { privateFostering: true } }).duties).toEqual([]);
  });
  it('trafficking and exploitation, extremism, another authority', () => {
    expect(about({ present: ['I106'] }).duties).toEqual(['NRM']);
    expect(about({ present: ['I109'] }).duties).toEqual(['PREVENT']);
    expect(about({ present: ['I018'], facts: { homeAuthority: 'other' } }).duties).toEqual(['OUT_OF_AREA']);
    expect(about({ present: ['I018'], facts: { homeAuthority: 'this' } }).duties).toEqual([]);
  });
});

describe('several children', () => {
  const input: AssessInput = {
    children: [child({ present: ['I018'] }, 'a'), child({ present: ['I099'] }, 'b'), child({ absent: ['I018'] }, 'c')],
  };
  it('each child has a proposal of its own and the contact has the highest', () => {
    const proposal = propose(norfolk, input);
    expect(proposal.children.map(({ id, level }) => [id, level])).toEqual([['a', 2], ['b', 4], ['c', 1]]);
    expect(proposal).toMatchObject({ level: 4, route: 'STRATEGY', duties: ['MEDICAL_TODAY'] });
    expect(proposal.because.map((reason) => reason.child)).toEqual(['b']);
  });
  it('the facts of the contact hold for every child unless the child has its own', () => {
    const proposal = propose(norfolk, {
      ...input,
      facts: { agenciesInvolved: 2, openPlan: { kind: 'CIN', where: 'this' } },
      children: [child({ present: ['I018'], facts: { openPlan: null } }, 'a'), child({ present: ['I018'] }, 'b')],
    });
    expect(proposal.children.map(({ level, route }) => [level, route])).toEqual([[2, 'EH_CAF'], [3, 'CIN_ASSESS']]);
  });
});

describe('the area’s own levels', () => {
  it('Cambridgeshire shows one agency as MOSI 2 and several as MOSI 3, both canonical 2 and with the locality team', () => {
    const cambridgeshire = inForce('cambridgeshire');
    expect(areaLevelOf(cambridgeshire, 2, 'EH_SINGLE').label).toBe('MOSI 2');
    expect(areaLevelOf(cambridgeshire, 2, 'EH_CAF').label).toBe('MOSI 3');
    for (const route of ['EH_SINGLE', 'EH_CAF'] as const) {
      expect(routeWordsOf(cambridgeshire, route)).toMatchObject({ team: 'early-help', destination: expect.stringContaining('Locality team') as string });
    }
    for (const route of ['CIN_ASSESS', 'STRATEGY', 'IMMEDIATE'] as const) {
      expect(routeWordsOf(cambridgeshire, route).destination).toMatch(/[Ss]ocial work unit/);
    }
  });
  it('says the same need in each area’s words', () => {
    expect(guides.map((guide) => areaLevelOf(guide, 4, 'STRATEGY').label)).toEqual([
      'MOSI 4: protection',
      ...Array.from({ length: 6 }, () => 'Level 4'),
    ]);
  });
});
