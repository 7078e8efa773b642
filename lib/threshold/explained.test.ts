/** What a proposal says of itself (decision 6: every rule that fired; domain 2.2), in every edition: by hand from the law. */
import { describe, expect, it } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import type { AssessChild, Facts } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';

describe.each(guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const))('%s', (_name, guide) => {
  const about = (child: Partial<AssessChild>, facts: Facts = {}) => propose(guide, { children: [{ id: 'a', age: { years: 7 }, ...child }], facts });
  const seen = (...ids: string[]) => ({ indicators: Object.fromEntries(ids.map((id) => [id, 'present' as const])) });

  it('the contact says which rule made its route (behaviour 3)', () => {
    const rules = (agenciesInvolved: number) => about(seen('I018'), { agenciesInvolved }).because.map(({ rule, child }) => [rule, child]);
    expect(rules(2)).toEqual([['additional-need', 'a'], ['two-or-more-agencies', 'a']]);
    expect(rules(1)).toEqual([['additional-need', 'a']]);
    // Beside a higher level the agencies made nothing.
    expect(about(seen('I061'), { agenciesInvolved: 2 }).because.map(({ rule }) => rule)).toEqual(['need-of-level-3']);
  });

  it('a sign of level 3 is to be confirmed where it makes the level, and not beside a sign of level 4 (behaviours 1 and 4a)', () => {
    expect(about(seen('I061')).flags.confirmImpact).toBe(true);
    expect(about(seen('I061', 'I099'))).toMatchObject({ level: 4, flags: { confirmImpact: false } });
    expect(about(seen('I061'), { openPlan: { kind: 'CP', where: 'this' } }).flags.confirmImpact).toBe(false);
    expect(about(seen('I061', 'I099')).children[0]?.because.find(({ rule }) => rule === 'need-of-level-3')?.reason).toContain('where nothing else points to level 3 or higher');
  });

  it('of a colleague of whoever told, or their child, it does not say that anything is alleged of them (behaviour 12, domain 7.3)', () => {
    const why = about(seen('I018'), { perhapsOfTrust: true }).children[0]?.because.find(({ rule }) => rule === 'duty-lado');
    expect(why?.title).not.toMatch(/allegation/i);
    expect(why?.reason).toMatch(/about a colleague of whoever told us, or a colleague’s child, until somebody says that it is no allegation/);
  });

  it('a plan for an unborn child is made with midwifery, with no sign, too (behaviours 10 and 11)', () => {
    const unborn = (facts: Facts) => about({ age: { unbornWeeks: 30 } }, facts);
    expect(unborn({ openPlan: { kind: 'CP', where: 'this' } })).toMatchObject({ level: 4, route: 'STRATEGY', flags: { midwifery: true } });
    expect(unborn({}).flags.midwifery).toBe(false);
    expect(about({}, { openPlan: { kind: 'CP', where: 'this' } }).flags.midwifery).toBe(false);
  });
});
