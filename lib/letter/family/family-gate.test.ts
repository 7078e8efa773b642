import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { guides } from '@/lib/threshold/guides';
import { gateRefusals, GATE_REFUSAL_WORDS, policeAdviceOpen, TELLING_KINDS, type FamilyTelling, type GateFacts } from './family-gate';
import { UNWRITTEN, UNWRITTEN_WORRIES } from './family-signs';

const at = (text: string) => Temporal.Instant.from(text);
const NINE = at('2026-03-02T09:00:00Z');
const NOON = at('2026-03-02T12:00:00Z');
const THREE = at('2026-03-02T15:00:00Z');

const open: GateFacts = { route: 'CIN_ASSESS', openDuties: ['ALLOCATE_ASSESSMENT', 'TELL_REFERRER'], strategyAskedAt: null, tellings: [], signs: new Set(['I018', 'I076']), mutilationKnown: false };
const refusals = (more: Partial<GateFacts>, now = THREE) => gateRefusals({ ...open, ...more }, now);
const said = (kind: FamilyTelling['kind'], when: Temporal.Instant, more: Partial<FamilyTelling> = {}): FamilyTelling => ({ id: when.toString(), at: when, by: 'x', kind, named: 'DS Farrow', tell: null, tellBy: '', tellFrom: null, words: 'As agreed.', ...more });
const plan = (when: Temporal.Instant, more: Partial<FamilyTelling> = {}) => said('strategy_plan', when, { tell: 'tell', tellBy: 'Gareth Hume', ...more });

test('a decided contact in which nothing forbids it is offered a letter', () => {
  expect(refusals({})).toEqual([]);
});

// Safe practice 4, worry by worry, with the guide's own signs (domain 2.3).
test.each([
  ['I114', 'fabricated_illness'],
  ['I112', 'fabricated_illness'],
  ['I108', 'mutilation_or_forced_marriage'],
  ['I101', 'sexual_abuse'],
  ['I102', 'sexual_abuse'],
  ['I128', 'sexual_abuse'],
  ['I140', 'hidden_pregnancy'],
] as const)('with %s none is: %s', (sign, worry) => {
  expect(refusals({ signs: new Set(['I018', sign]) })).toEqual([worry]);
  expect(GATE_REFUSAL_WORDS[worry]).toMatch(/\.$/);
});

test('nor when a girl has said that she was cut, whatever was ticked', () => {
  expect(refusals({ mutilationKnown: true })).toEqual(['mutilation_or_forced_marriage']);
});

test('every sign that is named is in the library of the guides', () => {
  const known = new Set(guides.flatMap(({ indicators }) => indicators.map(({ id }) => id)));
  for (const worry of UNWRITTEN) for (const id of Object.keys(UNWRITTEN_WORRIES[worry].signs)) expect(known).toContain(id);
});

describe('while somebody else has to say', () => {
  test.each([
    ['no decision is in force', { route: null }, 'no_decision'],
    ['a designated officer is asked', { openDuties: ['LADO'] }, 'lado_open'],
    ['the police have advised not to tell', { tellings: [said('police_hold', NOON)] }, 'police_advice'],
  ] as const)('%s', (_what, more, refusal) => expect(refusals(more)).toEqual([refusal]));

  test('the police’s advice holds until the police lift it', () => {
    const hold = said('police_hold', NINE);
    expect(policeAdviceOpen([hold])).toBe(true);
    expect(policeAdviceOpen([hold, said('police_lift', NOON)])).toBe(false);
    expect(policeAdviceOpen([hold, said('police_lift', NOON), said('police_hold', THREE)])).toBe(true);
    expect(refusals({ tellings: [hold, said('police_lift', NOON)] })).toEqual([]);
  });
});

describe('a strategy discussion sets what the family is told, by whom and when', () => {
  const asked = { route: 'STRATEGY', strategyAskedAt: NINE } as const;
  test('not while it is to be held', () => expect(refusals({ ...asked, openDuties: ['HOLD_STRATEGY'] })).toEqual(['strategy_open', 'no_plan']));
  test('not when it was held and nobody recorded what it set', () => expect(refusals(asked)).toEqual(['no_plan']));
  test('not by what an earlier discussion set', () => expect(refusals({ ...asked, strategyAskedAt: NOON, tellings: [plan(NINE)] })).toEqual(['no_plan']));
  test('not when it set so', () => expect(refusals({ ...asked, tellings: [plan(NOON, { tell: 'not_yet', tellBy: '' })] })).toEqual(['plan_not_yet']));
  test('not before its time, and from then on', () => {
    const tellings = [plan(NOON, { tellFrom: THREE })];
    expect(refusals({ ...asked, tellings }, at('2026-03-02T14:59:59Z'))).toEqual(['plan_later']);
    expect(refusals({ ...asked, tellings }, THREE)).toEqual([]);
  });
  test('a lower decision later does not lift what was set', () => expect(refusals({ strategyAskedAt: NINE, tellings: [plan(NOON, { tell: 'not_yet' })] })).toEqual(['plan_not_yet']));
});

test('more that is known never opens the gate: signs, duties and advice only add refusals', () => {
  const facts = fc.record({
    route: fc.constantFrom('UNIV_ADVICE' as const, 'CIN_ASSESS' as const, 'STRATEGY' as const),
    openDuties: fc.subarray(['HOLD_STRATEGY', 'LADO', 'TELL_REFERRER'] as const),
    strategyAskedAt: fc.constantFrom(null, NINE),
    signs: fc.subarray(['I018', 'I101', 'I108', 'I114', 'I140']).map((ids) => new Set(ids)),
    mutilationKnown: fc.boolean(),
    tellings: fc.subarray(TELLING_KINDS.map((kind) => said(kind, NOON, kind === 'strategy_plan' ? { tell: 'not_yet' } : {}))),
  });
  fc.assert(
    fc.property(facts, (given) => {
      const before = gateRefusals(given, THREE);
      const more = gateRefusals({ ...given, signs: new Set([...given.signs, 'I101']), openDuties: [...given.openDuties, 'LADO'], tellings: [...given.tellings, said('police_hold', THREE)] }, THREE);
      expect(more).toEqual(expect.arrayContaining(before));
      expect(more).toEqual(expect.arrayContaining(['sexual_abuse', 'lado_open', 'police_advice']));
    }),
  );
});
