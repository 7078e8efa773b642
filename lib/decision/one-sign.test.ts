import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { assessInput } from '@/lib/contact/assess';
import { report, type ReportInput } from '@/lib/contact/schema';
import { guides } from '@/lib/threshold/guides';
import type { Guide, Proposal, Rule } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { stricter } from '@/lib/threshold/stricter';
import { judge, placedBy, proposedForChild, type ChildDecision, type CountersignCode } from './model';
import { situationOf, type NamedChild } from './situation';

const ON = Temporal.PlainDate.from('2026-11-18');
const present = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, 'present' as const]));
const settledAt2: ChildDecision = { personId: 'a', standing: 'own', standingReason: '', ...placedBy('EH_SINGLE'), primaryNeed: 'N1', childViews: '', notHeard: 'not_seen_yet', notHeardWords: '', childSeen: 'yes', seenBy: 'nurse', seenAlone: null, seenWhere: '', seePlan: '', riskReaches: null, riskReason: '', proposalReason: 'The school helps already.', noStrategyReason: '' };

/** Domain 2.2 behaviour 4a: "any single present UN or UR indicator of usual level 3 … the worker may settle at L2 with a reason"; 7.7 for everything else. */
describe.each(guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const))('what one worker may settle at 2: %s', (_name, guide) => {
  const reasons = (said: ReportInput, born?: { before: ReportInput['children'] }): CountersignCode[] => {
    const input = assessInput(report.parse(born === undefined ? said : { ...said, children: [...(said.children ?? []), ...(born.before ?? [])] }), { receivedOn: ON, contactsIn12Months: 1, immediate: false });
    const document = propose(guide, input);
    const named = (id: string, ordinal: number): NamedChild => ({ id, ordinal, kind: 'child', givenName: id, familyName: '', dateOfBirth: null, unborn: false, saidMonths: null, tie: 'reported', bornAs: born !== undefined && ordinal === 1 ? { id: 'b', ordinal: 2 } : null });
    const situation = situationOf({ children: [named('a', 1)], proposal: { at: Temporal.Instant.from('2026-11-18T09:00:00Z'), document, input }, guide, referrerLevel: null, inForce: null, pending: new Map(), decided: false, today: ON, receivedOn: ON, contactsIn12Months: 1, joinedIn: [], outstanding: [], namedBefore: 0, underProtection: new Set(), joinedUnderProtection: false });
    expect(situation.children[0]?.proposed?.level).toBe(3);
    return judge(situation, { children: [settledAt2] }).countersignReasons.map(({ code }) => code);
  };
  const aged = (...ids: string[]): ReportInput => ({ children: [{ age: { years: 7 }, indicators: present(...ids) }] });

  const girl = (under13Then?: 'no' | 'not_known'): ReportInput => ({ children: [{ age: { years: 14 }, indicators: present('I067'), under13Then }] });

  test('one sign of level 3, with needs of level 2 beside it', () => {
    expect(reasons(aged('I055'))).toEqual([]);
    expect(reasons(aged('I068'))).toEqual([]);
    expect(reasons(girl('no'))).toEqual([]);
    expect(reasons(aged('I055', 'I018', 'I020'))).toEqual([]);
  });

  test.each<[string, ReportInput]>([
    ['two signs of level 3', aged('I055', 'I056')],
    ['five needs of level 3', aged('I055', 'I056', 'I058', 'I088', 'I090')],
    ['six underlying risks in one part', aged('I057', 'I059', 'I064', 'I065', 'I068', 'I069')],
    ['one sign and three risks together', aged('I068', 'I033', 'I044')],
    ['one sign of a baby', { children: [{ age: { months: 8 }, indicators: present('I056') }] }],
    ['sexual activity, and not known whether under 13 then', girl('not_known')],
    ['sexual activity, and not answered whether under 13 then', girl()],
    ['sexual activity, at an age not known', { children: [{ indicators: present('I067') }] }],
    ['one sign and a plan', { children: [{ age: { years: 7 }, indicators: present('I056'), openPlan: 'CIN', openPlanWhere: 'this' }] }],
  ])('%s: a second person', (_what, said) => expect(reasons(said)).toEqual(['LOWERS']));

  test('one sign before birth and another after it are two', () => {
    const before = (id: string) => ({ before: [{ age: { years: 7 }, indicators: present(id) }] });
    expect(reasons(aged('I056'), before('I056'))).toEqual([]);
    expect(reasons(aged('I056'), before('I055'))).toEqual(['LOWERS']);
  });

  test('one sign by this edition and another by the other are two, where both ask for level 3 (decision 58)', () => {
    const input = assessInput(report.parse(aged('I055', 'I018')), { receivedOn: ON, contactsIn12Months: 1, immediate: false });
    const other: Guide = { ...guide, indicators: guide.indicators.map((sign) => (sign.id === 'I018' ? { ...sign, level: 3 } : sign)) };
    const [ours, theirs] = [propose(guide, input), propose(other, input)];
    const signs = (document: Proposal) => document.children.map((each) => proposedForChild(each, guide))[0];
    expect(signs(ours)).toMatchObject({ level: 3, confirmImpactOnly: true, impactOf: 'I055' });
    for (const both of [stricter(ours, theirs), stricter(theirs, ours)]) expect(signs(both)).toMatchObject({ level: 3, confirmImpactOnly: false });
    // The contact is told of both grounds, and of each once.
    expect(new Set(stricter(ours, theirs).because.filter(({ level }) => level === 3).flatMap(({ indicators }) => indicators))).toEqual(new Set(['I055', 'I018']));
    expect(stricter(ours, ours)).toEqual(ours);
    // A rule of the other edition is no ground that one worker settles.
    const byRule: Guide = { ...guide, rules: guide.rules.map((rule): Rule => (rule.id === 'additional-need' ? { ...rule, id: 'as-it-was', raise: { level: 3, route: 'CIN_ASSESS' } } : rule)) };
    expect(signs(stricter(ours, propose(byRule, input)))).toMatchObject({ level: 3, confirmImpactOnly: false });
  });

  test('the sign is named, and two are none', () => {
    const ours = (...ids: string[]) => propose(guide, assessInput(report.parse(aged(...ids)), { receivedOn: ON, contactsIn12Months: 1, immediate: false })).children.map((each) => proposedForChild(each, guide))[0];
    expect(ours('I055')).toMatchObject({ confirmImpactOnly: true, impactOf: 'I055' });
    expect(ours('I055', 'I056')).not.toHaveProperty('impactOf');
  });
});
