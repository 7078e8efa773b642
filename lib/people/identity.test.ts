import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparableOf, indexKeys, likelihoodWords, partsOf, weigh, WORTH_PROPOSING, type NamedPerson, type Said } from './identity';

const HOME = { sex: 'F', address: '12 Mill Lane', postcode: 'NR1 1AA' };
const ELSEWHERE = { sex: 'F', address: '3 High Street', postcode: 'IP24 5AA' };

const child = (given: Partial<NamedPerson>): NamedPerson => ({ givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2019-05-14', nhsNumber: null, upn: null, details: HOME, ...given });

describe('a child is proposed', () => {
  test.each([
    ['moved house', { details: ELSEWHERE }, 'Very likely the same child'],
    ['with another family name', { familyName: 'Cole' }, 'Likely the same child'],
    ['with another family name in another house', { familyName: 'Cole', details: ELSEWHERE }, 'Perhaps the same child'],
    ['called Wrenna, born on the same day', { givenName: 'Wrenna', details: ELSEWHERE }, 'Perhaps the same child, or a twin'],
  ])('%s', (_, changed, words) => {
    const how = weigh(child({}), child(changed));
    expect(how.probability).toBeGreaterThanOrEqual(WORTH_PROPOSING);
    expect(likelihoodWords(how)).toBe(words);
  });

  test.each([
    ['a twin', { givenName: 'Robin' }],
    ['an older sister', { givenName: 'Robin', dateOfBirth: '2016-02-01' }],
    ['a stranger of the same family name', { givenName: 'Robin', dateOfBirth: '2012-11-30', details: ELSEWHERE }],
  ])('but not %s', (_, changed) => {
    expect(weigh(child({}), child(changed)).probability).toBeLessThan(WORTH_PROPOSING);
  });
});

test('the reasons say each field with its weight; the same both ways', () => {
  const there = weigh(child({}), child({ familyName: 'Cole', details: ELSEWHERE }));
  expect(there.reasons.map(({ words, bits }) => [words, bits > 0])).toEqual([
    ['date of birth the same', true],
    ['given name the same', true],
    ['family name differs', false],
    ['another address', false],
    ['sex the same', true],
  ]);
  expect(weigh(child({ familyName: 'Cole', details: ELSEWHERE }), child({})).probability).toBeCloseTo(there.probability, 10);
});

test('an address that is kept secret is no key and no reason', () => {
  const secret = child({ details: { ...HOME, keepAddressSecret: true } });
  expect(indexKeys(secret).filter(({ kind, key }) => ['birth_home', 'home_given', 'home_family', 'address_initial'].includes(kind) || key.includes('NR11AA'))).toEqual([]);
  expect(indexKeys(child({})).some(({ key }) => key.includes('NR11AA'))).toBe(true);
  expect(weigh(secret, child({})).reasons.map(({ words }) => words)).not.toContain('same address');
});

test('a child of whom nothing is known has no key but the mark that it was indexed', () => {
  expect(indexKeys({ givenName: '', familyName: '', dateOfBirth: null, nhsNumber: null, upn: null, details: {} })).toEqual([{ kind: 'indexed', key: '3' }]);
});

describe('who belongs together', () => {
  const say = (one: string, other: string, outcome: Said['outcome'], atMs: number): Said => ({ one, other, outcome, atMs });
  const parts = (said: Said[]) => partsOf(['a', 'b', 'c', 'd'], said).map((part) => part.sort().join('')).sort();

  test('is what was said last of each pair', () => {
    expect(parts([])).toEqual(['a', 'b', 'c', 'd']);
    expect(parts([say('a', 'b', 'same', 1), say('c', 'b', 'same', 2)])).toEqual(['abc', 'd']);
    expect(parts([say('a', 'b', 'same', 1), say('b', 'a', 'undone', 2)])).toEqual(['a', 'b', 'c', 'd']);
    expect(parts([say('a', 'b', 'not_same', 1), say('a', 'b', 'same', 2)])).toEqual(['ab', 'c', 'd']);
    // Two families were joined by one link, and fall apart again with it.
    expect(parts([say('a', 'b', 'same', 1), say('c', 'd', 'same', 2), say('b', 'c', 'same', 3), say('b', 'c', 'undone', 4)])).toEqual(['ab', 'cd']);
  });

  test('has every child in one part, whatever was said', () => {
    const children = ['a', 'b', 'c', 'd', 'e'];
    const anybody = fc.constantFrom(...children);
    fc.assert(fc.property(fc.array(fc.record({ one: anybody, other: anybody, outcome: fc.constantFrom('same', 'not_same', 'not_sure', 'undone'), atMs: fc.nat(100) })), (said) => {
      expect(partsOf(children, said as Said[]).flat().sort()).toEqual(children);
    }));
  });
});

test('what stands in the place of a kept secret is no address: two who are hidden are nobody to one another for it (domain 7.6)', () => {
  const hidden = { address: '[kept secret], Norwich', postcode: '[kept secret]' };
  const [one, other] = [child({ familyName: 'Moss', details: hidden }), child({ familyName: 'Farrow', dateOfBirth: null, details: hidden })];
  expect(comparableOf(one)).toMatchObject({ postcode: '', address: { number: '', street: ['norwich'] } });
  expect(indexKeys(one).filter(({ key }) => /kept|secret/i.test(key))).toEqual([]);
  expect(weigh(one, other).reasons.map(({ words }) => words)).not.toContain('same address');
  const nowhere = { address: '[kept secret]', postcode: '[kept secret]' };
  expect(weigh(child({ details: nowhere }), child({ familyName: 'Farrow', details: nowhere }))).toEqual(weigh(child({ details: {} }), child({ familyName: 'Farrow', details: {} })));
});

/**
 * A newborn without a name (decision 31: without a given name a twin cannot be told apart). By hand from the shares of decision 31, to one
 * figure: a missing given name is as likely in one child as in two strangers (nothing for or against), and eight in ten of a household.
 * So of two who agree in family name, birth and house: one child 0.5/78000 · 0.01 · 0.87 · 0.925 · 0.55 = 2.8e-8, two of a household
 * 15 · 1.4/78000 · 0.8 · 0.75 · 0.012 · 0.9 = 1.7e-6, two strangers far less: 16 in 1,000.
 */
describe('a name that is nobody’s', () => {
  const newborn = (givenName: string, more: Partial<NamedPerson> = {}) => child({ givenName, familyName: 'Smith', dateOfBirth: '2026-11-02', details: { address: HOME.address, postcode: HOME.postcode }, ...more });

  test.each(['Baby', 'Baby girl', 'Infant', 'Newborn', 'Twin 1', 'Unknown', ''])('“%s” told twice weighs as a given name that is missing', (givenName) => {
    const how = weigh(newborn(givenName), newborn(givenName));
    expect(how.probability).toBeCloseTo(0.016, 3);
    expect(how.reasons.map(({ words }) => words)).not.toContain('given name the same');
    expect(how.reasons.find(({ words }) => words.startsWith('a given name is not known'))?.bits).toBe(0);
    expect(likelihoodWords(how)).toBe('Perhaps the same child, or a twin');
    expect(how.probability).toBeCloseTo(weigh(newborn(''), newborn('')).probability, 12);
  });

  test('it is said that it counts for nothing; not of a name that is missing, or is one', () => {
    const said = (one: string, other: string) => weigh(newborn(one), newborn(other)).reasons.some(({ words }) => words.includes('nobody’s name'));
    expect([said('Baby', 'Baby'), said('Isla', 'Baby'), said('Twin 1', ''), said('Isla', 'Isla'), said('', 'Isla')]).toEqual([true, true, true, false, false]);
  });

  test('the figure of a twin tells no two apart, and the word beside a name makes no two one', () => {
    expect(weigh(newborn('Twin 1'), newborn('Twin 2')).probability).toBeCloseTo(weigh(newborn('Twin 1'), newborn('Twin 1')).probability, 12);
    expect(weigh(newborn('Baby Isla'), newborn('Baby Noah')).reasons.map(({ words }) => words)).toContain('given name differs');
    expect(weigh(newborn('Baby Isla'), newborn('Isla')).reasons.map(({ words }) => words)).toContain('given name the same');
  });

  test('nobody is looked for by it', () => {
    const keys = indexKeys(newborn('Twin 1'));
    expect(keys.filter(({ kind }) => ['birth_given', 'names', 'names_year', 'names_day', 'home_given', 'address_initial'].includes(kind))).toEqual([]);
    expect(keys.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['birth', 'birth_family', 'home_family']));
  });
});
