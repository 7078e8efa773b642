/**
 * A guide that lacks a lane of the law is no guide (domain 2.2, behaviours 1 to 12; safe practice 7.15): each is taken out of every guide once.
 */
import { describe, expect, it } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import { laneFaults } from '@/lib/threshold/lanes';
import type { Condition, Guide, Rule } from '@/lib/threshold/model';
import { GuideSchema } from '@/lib/threshold/schema';

const messages = (changed: unknown) => GuideSchema.safeParse(changed).error?.issues.map(({ message }) => message) ?? [];
const without = (guide: Guide, ...ids: string[]): Guide => ({ ...guide, rules: guide.rules.filter(({ id }) => !ids.includes(id)) });
const withRule = (guide: Guide, id: string, change: Partial<Rule>): Guide => ({ ...guide, rules: guide.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)) });
const each = guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const);

describe.each(each)('%s', (_name, guide) => {
  it('lacks nothing', () => {
    expect(laneFaults(guide)).toEqual([]);
  });

  it.each([
    ['a high-risk sign gives 4 (1)', ['high-risk'], /present, no rule raises I098 to level 4/],
    ['a sign of level 3 gives 3 (4a)', ['need-of-level-3'], /present, no rule raises I055 to level 3/],
    ['one agency and several (3)', ['two-or-more-agencies'], /tells the help of one agency from that of several/],
    ['three risks in two domains (4)', ['risks-together'], /three risks in two domains/],
    ['all three hidden harms (4)', ['hidden-harm'], /all three hidden harms/],
    ['the third contact (5)', ['repeat-contact'], /is 3, and the rules ask for a manager and a second person at another count/],
    ['a baby or an unborn child (6)', ['baby-or-unborn'], /under 1 or unborn, no rule raises I014 to level 3/],
    ['an injury of a child who cannot move about (6)', ['immobile-with-injury'], /cannot move about alone, no rule raises I017 to level 4/],
    ['under 13 (6)', ['under-13-sexual-activity'], /under 13, no rule raises I067 to level 4/],
    ['perhaps under 13 (6)', ['perhaps-under-13-sexual-activity'], /perhaps under 13, no rule raises I066 to level 4/],
    ['disabled or without speech (6)', ['disabled-child-at-risk'], /disabled or without speech, no rule raises I032 to level 3/],
    ['immediate danger (10)', ['immediate-danger', 'immediate-danger-unborn'], /answers immediate danger by immediate protection/],
    ['danger before birth (10)', ['immediate-danger-unborn'], /danger before birth/],
    ['a protection plan (11)', ['protection-plan-or-looked-after'], /keeps a child with a plan \(CP, this\) at level 4/],
    ['a child in need plan (11)', ['child-in-need-plan'], /keeps a child with a plan \(CIN, this\) at level 3/],
    ['transfer-in (11)', ['transfer-in'], /calls a protection plan moved in with a transfer-in, with its conference/],
    ['a position of trust with no child named (12)', ['trust-no-child-named'], /where no child is named, with the designated officer/],
    ['known genital mutilation', ['fgm-known'], /known genital mutilation to level 4/],
    ['its police report (7.15)', ['duty-fgm-police'], /known genital mutilation to level 4, with the police report/],
    ['private fostering (7.15)', ['privately-fostered'], /private fostering to level 3/],
    ['an open case (7.15)', ['duty-open-case'], /with the duty OPEN_CASE/],
    ['another authority (7.15)', ['duty-out-of-area'], /tells another authority of its child/],
    ['care the same day (7.15)', ['duty-medical-today'], /I104 opens no duty MEDICAL_TODAY/],
    ['the other children (7.13)', ['duty-siblings'], /I115 opens no duty SIBLINGS/],
    ['the domestic abuse conference (7.15)', ['duty-marac'], /has none that opens the duty MARAC/],
    ['homeless at 16 or 17 (7.15)', ['duty-homeless-16-17'], /I073 opens no duty HOMELESS_16_17/],
    ['after being missing (7.15)', ['duty-return-interview'], /offers a child who was found a return interview/],
  ])('is no guide without what answers %s', (_what, ids, fault) => {
    expect(messages(without(guide, ...ids)).join('\n')).toMatch(fault);
  });

  it('is no guide that does not tell the designated officer of whoever may be in a position of trust (12)', () => {
    expect(messages(withRule(guide, 'duty-lado', { when: { any: [{ fact: 'positionOfTrust', is: true }, { present: { ids: ['I126'] } }] } }))).toEqual(['has none that tells the designated officer of a person in a position of trust']);
  });

  it('is no guide that gives somewhere safe only to whoever is 16 or 17 for certain (7.15)', () => {
    const certain = withRule(guide, 'duty-homeless-16-17', { when: { all: [{ present: { ids: ['I073'] } }, { age: 'between', fromYears: 16, underYears: 18, orUnknown: true }] } });
    expect(messages(certain)).toEqual(['has none that gives whoever is homeless and may be 16 somewhere safe today']);
  });

  it.each<[string, Condition]>([
    ['five of one sign', { present: { ids: ['I018'] }, atLeast: 5 }],
    ['two domains in one', { present: { ids: ['I018', 'I019'] }, atLeast: 2, acrossDomains: 2 }],
    ['from 16 and under 10', { age: 'between', fromYears: 16, underYears: 10, orUnknown: false }],
    ['from 16, and under 10', { all: [{ age: 'between', fromYears: 16, underYears: 18, orUnknown: false }, { age: 'between', fromYears: 0, underYears: 10, orUnknown: false }] }],
    ['a sign of a contact that names no child', { all: [{ child: 'none_named' }, { present: { ids: ['I018'] } }] }],
    ['in one branch of several', { any: [{ present: { ids: ['I018'] } }, { present: { ids: ['I019'] }, atLeast: 2 }] }],
  ])('is no guide with a rule that can never be met: %s', (_what, when) => {
    const own: Rule = { id: 'own', paragraph: '9.1', title: 'Own', reason: 'Own.', basis: 'Own', when, raise: { level: 3 } };
    expect(messages({ ...guide, rules: [...guide.rules, own] })).toEqual(['asks for what can never be so']);
  });

  it('is no guide where the repeat rule says another count than its rules, is later than the third, or counts other months', () => {
    expect(messages({ ...guide, repeat: { contacts: 2, months: 12 } })).toEqual(['is 2, and the rules ask for a manager and a second person at another count']);
    const second = withRule(guide, 'repeat-contact', { when: { fact: 'contactsIn12Months', atLeast: 2 } });
    expect(messages({ ...second, repeat: { contacts: 2, months: 12 } })).toEqual([]);
    expect(messages({ ...guide, repeat: { contacts: 4, months: 12 } })).toContain('is later than the third contact');
    expect(messages({ ...guide, repeat: { contacts: 3, months: 6 } })).toEqual(['must be 12: contacts are counted in twelve months']);
  });
});

it('a partnership’s own signs are held to the same, by whatever id', () => {
  const [guide] = guides;
  if (guide === undefined) throw new Error('no guides');
  const own = { id: 'I141', domain: 'CD' as const, kind: 'HR' as const, level: 4 as const, phrase: 'Own sign', help: 'Own', emphasis: false, source: 'Own' };
  const more: Guide = { ...guide, indicators: [...guide.indicators, own] };
  expect(messages(more)).toEqual([]);
  const spared = withRule(more, 'high-risk', { when: { present: { kinds: ['HR'], from: 2, except: ['I141'] } } });
  expect(messages(spared)).toEqual(['present, no rule raises I141 to level 4']);
});
