/**
 * The behaviours of domain 2.2 in every edition of every area, and not in Norfolk’s alone: levels, routes and duties by hand from the law.
 * The finer points stand in behaviours.test.ts.
 */
import { describe, expect, it } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import type { Age, Facts, RouteCode } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';

interface Told {
  present?: string[];
  absent?: string[];
  age?: Age;
  facts?: Facts;
}
type Expected = [level: number, route: RouteCode];

const CASES: readonly [behaviour: string, told: Told, expected: Expected][] = [
  ['1: a high-risk sign beside a strength and a sign ruled out', { present: ['I125', 'I131'], absent: ['I018'] }, [4, 'STRATEGY']],
  ['1: an injury that nobody can explain', { present: ['I099'] }, [4, 'STRATEGY']],
  ['2: strengths alone', { present: ['I001', 'I131'] }, [2, 'EH_SINGLE']],
  ['2: a range alone beside what was ruled out', { present: ['I132'], absent: ['I087'] }, [1, 'UNIV_ADVICE']],
  ['3: one agency', { present: ['I018'], facts: { agenciesInvolved: 1 } }, [2, 'EH_SINGLE']],
  ['3: two agencies', { present: ['I018'], facts: { agenciesInvolved: 2 } }, [2, 'EH_CAF']],
  ['4: a third set of three risks, in parenting and family', { present: ['I039', 'I043', 'I046'] }, [3, 'CIN_ASSESS']],
  ['4: another, in child and family', { present: ['I033', 'I035', 'I050'] }, [3, 'CIN_ASSESS']],
  ['4: three in one domain', { present: ['I032', 'I033', 'I035'] }, [2, 'EH_SINGLE']],
  ['4: all three hidden harms at their mildest', { present: ['I045', 'I042', 'I043'] }, [3, 'CIN_ASSESS']],
  ['4a: one need of level 3', { present: ['I061'] }, [3, 'CIN_ASSESS']],
  ['4a: one risk of level 3', { present: ['I087'] }, [3, 'CIN_ASSESS']],
  ['6: a need of a child of eleven months', { present: ['I015'], age: { months: 11 } }, [3, 'CIN_ASSESS']],
  ['6: on the first birthday', { present: ['I015'], age: { months: 12 } }, [2, 'EH_SINGLE']],
  ['6: a risk before birth', { present: ['I040'], age: { unbornWeeks: 12 } }, [3, 'CIN_ASSESS']],
  ['6: a baby of whom nothing is present', { age: { months: 2 } }, [2, 'EH_SINGLE']],
  ['6: accidents of a child who cannot move about', { present: ['I017'], facts: { nonMobile: true } }, [4, 'STRATEGY']],
  ['6: pregnant at twelve', { present: ['I066'], age: { years: 12 } }, [4, 'STRATEGY']],
  ['6: a disabled child with a risk', { present: ['I044'], facts: { disability: true } }, [3, 'CIN_ASSESS']],
  ['8: nothing known', {}, [2, 'EH_SINGLE']],
  ['9: refused at level 2', { present: ['I018'], facts: { consent: 'refused' } }, [2, 'EH_SINGLE']],
  ['10: immediate danger', { facts: { immediateDanger: true } }, [4, 'IMMEDIATE']],
  ['10: before birth', { age: { unbornWeeks: 30 }, facts: { immediateDanger: true } }, [4, 'STRATEGY']],
  ['11: looked after elsewhere', { absent: ['I018'], facts: { openPlan: { kind: 'CLA', where: 'other' } } }, [4, 'STRATEGY']],
  ['11: a child in need plan', { absent: ['I018'], facts: { openPlan: { kind: 'CIN', where: 'this' } } }, [3, 'CIN_ASSESS']],
  ['known genital mutilation', { facts: { fgmKnown: true } }, [4, 'STRATEGY']],
];

describe.each(guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const))('%s', (_name, guide) => {
  it.each(CASES)('%s', (_behaviour, { present = [], absent = [], age = { years: 7 }, facts }: Told, [level, route]: Expected) => {
    const indicators = Object.fromEntries([...present.map((id) => [id, 'present'] as const), ...absent.map((id) => [id, 'absent'] as const)]);
    expect(propose(guide, { children: [{ id: 'a', age, indicators, facts }] })).toMatchObject({ level, route });
  });

  it('12: a position of trust with no child named', () => {
    expect(propose(guide, { children: [], facts: { positionOfTrust: true } })).toMatchObject({ level: 4, route: 'STRATEGY', duties: ['LADO'] });
  });

  it('5: the third contact asks for a manager, the second does not', () => {
    const flags = (contactsIn12Months: number) => propose(guide, { children: [{ id: 'a' }], facts: { contactsIn12Months } }).flags;
    expect([flags(2), flags(3)].map(({ managerReview, secondPersonForAdvice }) => [managerReview, secondPersonForAdvice])).toEqual([[false, false], [true, true]]);
  });
});
