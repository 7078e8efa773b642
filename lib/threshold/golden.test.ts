import { describe, expect, it } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import type { Age, AssessInput, CanonicalLevel, DutyCode, Facts, FlagCode, RouteCode } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';

/** The twenty invented contacts of the domain's page 6; levels and routes are those a competent worker gives. */
type Golden = {
  no: number;
  story: string;
  ages: Age[];
  present: string[];
  absent?: string[];
  facts?: Facts;
  level: CanonicalLevel;
  route: RouteCode;
  duties?: DutyCode[];
  flags?: FlagCode[];
};

const years = (...ages: number[]): Age[] => ages.map((age) => ({ years: age }));

const GOLDEN: Golden[] = [
  { no: 1, story: 'two days without lunch, mother asks for the food bank', ages: years(7), present: ['I018', 'I047', 'I052'], facts: { consent: 'given' }, level: 2, route: 'EH_SINGLE' },
  { no: 3, story: 'police called to shouting, children asleep', ages: years(5, 8), present: ['I045', 'I136'], level: 2, route: 'EH_SINGLE' },
  { no: 5, story: 'strangulation, knife, MARAC today', ages: years(4), present: ['I124', 'I123'], facts: { consent: 'not_sought' }, level: 4, route: 'STRATEGY', duties: ['SIBLINGS', 'MARAC'] },
  { no: 7, story: 'concealed pregnancy, two children removed', ages: [{ unbornWeeks: 30 }], present: ['I117', 'I138', 'I140'], level: 4, route: 'STRATEGY', flags: ['midwifery'] },
  { no: 9, story: 'says an uncle touches her', ages: years(9), present: ['I100', 'I101'], level: 4, route: 'STRATEGY', duties: ['MEDICAL_TODAY'] },
  { no: 11, story: 'anonymous neighbour, screaming, nothing confirmed', ages: years(3), present: [], facts: { consent: 'not_applicable' }, level: 2, route: 'EH_SINGLE', flags: ['holdAndCheck'] },
  { no: 13, story: 'late home twice, older boyfriend', ages: years(14), present: ['I068', 'I033'], facts: { consent: 'given' }, level: 3, route: 'CIN_ASSESS', duties: ['RETURN_INTERVIEW'] },
  { no: 15, story: 'cuts weekly, ideation, no plan', ages: years(13), present: ['I064', 'I096'], facts: { consent: 'given' }, level: 3, route: 'CIN_ASSESS' },
  { no: 17, story: 'missed asthma reviews, mother depressed, refuses', ages: years(6), present: ['I056', 'I042', 'I017'], facts: { consent: 'refused' }, level: 3, route: 'CIN_ASSESS', flags: ['refusalNoted'] },
  { no: 19, story: 'no heating, arrears, notice to quit', ages: years(2, 6, 11), present: ['I048', 'I090', 'I052'], facts: { consent: 'given' }, level: 3, route: 'CIN_ASSESS', flags: ['confirmImpact'] },
  { no: 21, story: 'third contact this year for smell, lice, hunger', ages: years(8), present: ['I076', 'I018'], facts: { consent: 'given', contactsIn12Months: 3 }, level: 3, route: 'CIN_ASSESS', flags: ['managerReview', 'secondPersonForAdvice'] },
  { no: 23, story: 'parents use heroin, in treatment', ages: years(4, 7), present: ['I079', 'I095'], facts: { consent: 'given' }, level: 3, route: 'CIN_ASSESS' },
  { no: 25, story: 'moved in last week with a child protection plan', ages: years(3), present: [], facts: { openPlan: { kind: 'CP', where: 'other' }, consent: 'not_applicable' }, level: 4, route: 'STRATEGY', flags: ['transferIn'] },
  { no: 27, story: 'long holiday booked, aunts were cut', ages: years(16), present: ['I108'], level: 4, route: 'STRATEGY' },
  { no: 29, story: 'extremist videos, talks of fighting, no plan', ages: years(11), present: ['I071'], facts: { consent: 'given' }, level: 3, route: 'CIN_ASSESS', duties: ['PREVENT'] },
  { no: 31, story: 'abused as a child by a leader who now runs cubs', ages: [], present: [], facts: { positionOfTrust: true }, level: 4, route: 'STRATEGY', duties: ['LADO'] },
  { no: 33, story: 'lives with a cousin of an ex-partner for the year', ages: years(12), present: ['I092'], facts: { consent: 'given' }, level: 3, route: 'CIN_ASSESS', duties: ['PRIVATE_FOSTERING'] },
  { no: 35, story: 'ketoacidosis, insulin not given, training refused', ages: years(10), present: ['I113', 'I112'], facts: { consent: 'refused' }, level: 4, route: 'STRATEGY', duties: ['MEDICAL_TODAY'], flags: ['refusalNoted'] },
  { no: 37, story: 'contact dispute, no effect on the child', ages: years(6), present: ['I003', 'I011'], absent: ['I087'], level: 1, route: 'UNIV_ADVICE' },
  { no: 39, story: 'fading slap mark, father admits and is sorry', ages: years(4), present: ['I077', 'I099'], facts: { consent: 'given' }, level: 4, route: 'STRATEGY', duties: ['MEDICAL_TODAY'] },
];

function inputOf({ ages, present, absent = [], facts }: Golden): AssessInput {
  const indicators = Object.fromEntries([
    ...present.map((id) => [id, 'present'] as const),
    ...absent.map((id) => [id, 'absent'] as const),
  ]);
  return { children: ages.map((age, index) => ({ id: `child-${index + 1}`, age, indicators })), facts };
}

describe.each(guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const))('%s', (_name, guide) => {
  it.each(GOLDEN)('contact $no: $story', (golden) => {
    const proposal = propose(guide, inputOf(golden));

    expect({ level: proposal.level, route: proposal.route }).toEqual({ level: golden.level, route: golden.route });
    expect(proposal.duties).toEqual(expect.arrayContaining(golden.duties ?? []));
    for (const flag of golden.flags ?? []) expect(proposal.flags[flag]).toBe(true);
    for (const child of proposal.children) expect(child.level).toBe(golden.level);
    expect(proposal.because.length).toBeGreaterThan(0);
  });
});

describe('what a golden contact must not do', () => {
  const norfolk = guides.find((guide) => guide.version === '2018-19');
  const proposalFor = (no: number) => {
    const golden = GOLDEN.find((entry) => entry.no === no);
    if (norfolk === undefined || golden === undefined) throw new Error(`no golden contact ${no}`);
    return propose(norfolk, inputOf(golden));
  };

  it('27: fear of genital mutilation opens no police duty, which is for what is known', () => {
    expect(proposalFor(27).duties).not.toContain('FGM_POLICE');
  });

  it('31: makes no child record', () => {
    expect(proposalFor(31).children).toEqual([]);
  });

  it('1 and 37: open no duty at all', () => {
    expect(proposalFor(1).duties).toEqual([]);
    expect(proposalFor(37).duties).toEqual([]);
  });

  it('19: says that at level 3 the sign it rests on is the loss of the home, and that without it the level is 2', () => {
    const [child] = proposalFor(19).children;
    expect(child?.because.find((reason) => reason.level === 3)?.indicators).toEqual(['I090']);
    expect(child?.nearest).toContainEqual({
      change: 'This turns out not to be so: Debt or poverty leaves basic needs unmet, or the home may be lost',
      toLevel: 2,
      toRoute: 'EH_SINGLE',
    });
  });
});
