import { expect, test } from 'vitest';
import { withheld, type HeldBack, type Reader } from './withheld';

const nothing: HeldBack = { otherChildren: 0, pregnancy: false, addresses: false, secretAddress: false, agencies: 0, otherReferrers: 0, notes: 0, sealedSource: false, strategyOpen: false, ladoOpen: false, policeAdvice: false };
const referrer = (more: Partial<Extract<Reader, { kind: 'referrer' }>> = {}): Reader => ({ kind: 'referrer', referrerClass: 'professional_continuing', byPost: false, agreed: null, ...more });
const whats = (reader: Reader, held: Partial<HeldBack> = {}) => withheld(reader, { ...nothing, ...held }).map(({ what }) => what);

test('only what is on record is named as held back; the rationale always is', () => {
  expect(whats(referrer())).toEqual(['Your rationale']);
  expect(whats(referrer(), { otherChildren: 2, agencies: 1, otherReferrers: 1, notes: 3, addresses: true })).toEqual([
    '2 other children on record',
    'Every address, telephone number and school',
    'What one other agency told us or does',
    'That one other report was made',
    '3 notes of ours',
    'Your rationale',
  ]);
});

test.each([
  ['professional', null, 'The level, the reasons and the child’s name'],
  ['public', null, 'The decision'],
  ['subject', null, 'Everything'],
  ['subject', 'received', 'The decision'],
  ['subject', 'category', 'More than the kind of decision'],
] as const)('%s (agreed: %s) is not told: %s', (referrerClass, agreed, what) => {
  expect(whats(referrer({ referrerClass, agreed }))[0]).toBe(what);
});

test('what waits for others is held back from everybody, and a secret address is said to be one', () => {
  for (const reader of [referrer(), { kind: 'family', youngPerson: false } as const]) {
    const said = whats(reader, { strategyOpen: true, ladoOpen: true, policeAdvice: true, addresses: true, secretAddress: true });
    expect(said).toEqual(expect.arrayContaining(['That a strategy discussion is to be held', 'That the designated officer is asked', 'What the police advised', 'Every address, telephone number and school; one is to be kept secret']));
  }
});

test('the family learns neither who told us nor what was weighed; a pregnancy goes into no post', () => {
  expect(whats({ kind: 'family', youngPerson: false }, { pregnancy: true })).toEqual(expect.arrayContaining(['Who told us, and in what words', 'The signs that were weighed, and the level', 'The pregnancy']));
  expect(whats(referrer({ byPost: true }), { pregnancy: true })).toEqual(expect.arrayContaining(['The pregnancy', 'The name of any child']));
});

test('a reporter who stays unknown is named as such to the worker, and by no name', () => {
  for (const reader of [referrer(), referrer({ referrerClass: 'protected' }), { kind: 'family', youngPerson: false } as const]) {
    const row = withheld(reader, { ...nothing, sealedSource: true }).find(({ what }) => what === 'Who asked that nobody learns who told us');
    expect(row?.rule).toBe('The rule on protected sources');
    expect(whats(reader)).not.toContain('Who asked that nobody learns who told us');
  }
});

test('each thing held back names its rule', () => {
  for (const { rule, why } of withheld({ kind: 'family', youngPerson: true }, { ...nothing, otherChildren: 1, agencies: 2, addresses: true, ladoOpen: true })) {
    expect(rule, 'in words, and by no number').toMatch(/^The rule on [a-z ]+$/);
    expect(why).toMatch(/\.$/);
  }
});
