/** What is said of whoever cares for a baby, and a plan that was moved in with (domain 2.2 behaviours 6 and 11, 3.1; safe practice 13). Levels by hand. */
import { describe, expect, it } from 'vitest';
import { guideInForce } from '@/lib/threshold/guides';
import type { Age, AssessChild } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { Temporal } from 'temporal-polyfill';

const inForce = guideInForce('norfolk', Temporal.PlainDate.from('2026-04-01'));
if (inForce === undefined) throw new Error('no guide');
const norfolk = inForce;
const about = ({ present = [], ...known }: Omit<AssessChild, 'id' | 'indicators'> & { present?: readonly string[] }) => {
  const [child] = propose(norfolk, { children: [{ id: '1', ...known, indicators: Object.fromEntries(present.map((id) => [id, 'present' as const])) }] }).children;
  if (child === undefined) throw new Error('one child');
  return child;
};

describe('6: a baby in the same home', () => {
  it('what is said of a parent is said of the baby’s parent, too: beside it, or in the same home; what is said of one child is not (safe practice 13)', () => {
    const carer = ['I037', 'I038', 'I039', 'I041', 'I042', 'I043', 'I044', 'I076', 'I077', 'I078', 'I079', 'I080', 'I081', 'I082'];
    const babyOf = (sign: string, age: Age = { months: 3 }) => propose(norfolk, { children: [{ id: '1', age: { years: 6 }, indicators: { [sign]: 'present' } }, { id: '2', age }] }).children[1];
    for (const sign of carer) {
      expect([babyOf(sign)?.level, babyOf(sign, { unbornWeeks: 20 })?.level], sign).toEqual([3, 3]);
      expect(about({ present: [sign], age: { years: 6 }, facts: { babyAtHome: true } }).level, sign).toBe(3);
    }
    // Not from the first birthday on; and not for how a brother does at school.
    expect(babyOf('I043', { years: 1 })?.level).toBe(2);
    for (const sign of ['I014', 'I020', 'I029']) expect([babyOf(sign)?.level, about({ present: [sign], age: { years: 6 }, facts: { babyAtHome: true } }).level], sign).toEqual([2, 2]);
  });
});

describe('11: moved in with a plan', () => {
  it('moved in with a protection plan: a conference here within 15 working days (3.1); looked after elsewhere, that authority stays responsible', () => {
    const [moved, lookedAfter] = (['CP', 'CLA'] as const).map((kind) => about({ facts: { openPlan: { kind, where: 'other' } } }));
    expect(moved).toMatchObject({ level: 4, route: 'STRATEGY', duties: ['OUT_OF_AREA', 'TRANSFER_IN'], flags: { transferIn: true } });
    expect(lookedAfter).toMatchObject({ level: 4, route: 'STRATEGY', duties: ['OUT_OF_AREA'], flags: { transferIn: false } });
    expect(lookedAfter?.because.map(({ rule }) => rule)).not.toContain('transfer-in');
  });
  it('a plan here is no transfer-in', () => {
    expect(about({ facts: { openPlan: { kind: 'CP', where: 'this' } } }).flags.transferIn).toBe(false);
  });
});
