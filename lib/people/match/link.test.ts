import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measure } from '@/tests/bench/people/quality';
import { birthOf, comparable, type Described } from './comparable';
import { link } from './link';
import { DEFAULT_THRESHOLD } from './list';
import { reasonsOf } from './score';

const person = (described: Partial<Described>): Described => ({ givenName: '', familyName: '', dateOfBirth: '', sex: '', address: '', postcode: '', nhsNumber: '', ...described });

const ESME: Partial<Described> = { givenName: 'Esme', familyName: 'Hartwell', dateOfBirth: '2019-03-04', sex: 'F', address: '12 Mill Lane', postcode: 'IP24 5AA', nhsNumber: '9990000018' };

/** A town round the two that are compared, so that its names and places have the shares they have in life. */
const TOWN = (() => {
  const given = ['Noah', 'Olivia', 'George', 'Amelia', 'Leo', 'Isla', 'Arthur', 'Ava', 'Muhammad', 'Lily'];
  const family = ['Smith', 'Jones', 'Khan', 'Brown', 'Taylor', 'Wilson', 'Patel', 'Walker'];
  return Array.from({ length: 400 }, (_, place) => person({ givenName: given[place % 10] ?? '', familyName: family[(place * 3) % 8] ?? '', dateOfBirth: `20${String(8 + (place % 17)).padStart(2, '0')}-${String(1 + (place % 12)).padStart(2, '0')}-${String(1 + (place % 28)).padStart(2, '0')}`, sex: place % 2 === 0 ? 'M' : 'F', address: `${1 + place} High Street`, postcode: `NR${1 + (place % 9)} ${place % 10}AB` }));
})();

/** Are these two taken for one person, each in a list with others? And why. */
function taken(one: Partial<Described>, other: Partial<Described>) {
  const left = [person(one), ...TOWN].map(comparable);
  const right = [person(other), ...TOWN].map(comparable);
  const linked = link(left, right, { threshold: 1e-9 });
  const pair = linked.pairs.find((each) => each.left === 0 && each.right === 0);
  const probability = pair?.probability ?? 0;
  return { linked: probability >= DEFAULT_THRESHOLD, probability, reasons: pair === undefined ? [] : reasonsOf(linked.explain(pair), pair).map(({ words }) => words) };
}

describe('one person', () => {
  test.each<[string, Partial<Described>, string]>([
    ['the same in all', ESME, 'NHS number the same'],
    ['in capitals, without a number', { ...ESME, givenName: 'ESME', familyName: 'HARTWELL', nhsNumber: '' }, 'date of birth the same'],
    ['with a slip in the family name', { ...ESME, familyName: 'Hartwel', nhsNumber: '' }, 'family name nearly the same'],
    ['moved house', { ...ESME, address: '4 Quay Road', postcode: 'PL1 2AB', nhsNumber: '' }, 'another address'],
    ['day and month in each other’s place', { ...ESME, dateOfBirth: '2019-04-03', nhsNumber: '' }, 'date of birth with day and month in each other’s place'],
    ['given and family name in each other’s place', { ...ESME, givenName: 'Hartwell', familyName: 'Esme', nhsNumber: '' }, 'given and family name in each other’s place'],
    ['another family name, after a marriage in the family', { ...ESME, familyName: 'Okafor' }, 'family name differs'],
    ['one of two family names left out', { ...ESME, familyName: 'Hartwell-Okafor', nhsNumber: '' }, 'one family name shared'],
    ['in the letters of another script', { ...ESME, givenName: 'Эсме', nhsNumber: '' }, 'given name the same'],
    ['one figure of the number wrong', { ...ESME, nhsNumber: '9990000019' }, 'NHS number differs by one slip'],
    ['another number, which only weighs against it', { ...ESME, nhsNumber: '9990000026' }, 'NHS number differs'],
    ['of whom only year and month of birth are known', { ...ESME, dateOfBirth: '2019-03', nhsNumber: '' }, 'date of birth agrees as far as known (month and year)'],
    ['with an address only', { ...ESME, postcode: '', nhsNumber: '' }, 'same address'],
  ])('%s', (_, other, reason) => {
    const found = taken(ESME, other);
    expect(found.linked, `probability ${found.probability}`).toBe(true);
    expect(found.reasons).toContain(reason);
  });

  test.each([['Mohammed', 'Muhammad'], ['Elizabeth', 'Lizzie'], ['William', 'Bill'], ['Jakub', 'Jacob'], ['Temitope', 'Temi']])('%s called %s', (a, b) => {
    const found = taken({ ...ESME, givenName: a, nhsNumber: '' }, { ...ESME, givenName: b, nhsNumber: '' });
    expect(found.linked, `probability ${found.probability}`).toBe(true);
    expect(found.reasons).toContain('given name a short form or another spelling');
  });
});

describe('two people', () => {
  test.each<[string, Partial<Described>, Partial<Described>]>([
    ['twins', ESME, { ...ESME, givenName: 'Orla', nhsNumber: '' }],
    ['twins, a girl and a boy', { ...ESME, nhsNumber: '' }, { ...ESME, givenName: 'Kit', sex: 'M', nhsNumber: '' }],
    ['twins whose names sound alike', { ...ESME, givenName: 'Hassan', nhsNumber: '' }, { ...ESME, givenName: 'Hussain', nhsNumber: '' }],
    ['twins of whom one has no name yet', { ...ESME, givenName: 'Baby girl', nhsNumber: '' }, { ...ESME, nhsNumber: '' }],
    ['a twin under the other’s number', ESME, { ...ESME, givenName: 'Orla' }],
    ['brothers of one first letter', { ...ESME, givenName: 'Alfie', sex: 'M', nhsNumber: '' }, { ...ESME, givenName: 'Albie', sex: 'M', dateOfBirth: '2021-06-07', nhsNumber: '' }],
    ['father and son of one name', { ...ESME, givenName: 'Piers', sex: 'M', nhsNumber: '' }, { ...ESME, givenName: 'Piers', sex: 'M', dateOfBirth: '1989-11-30', nhsNumber: '' }],
    ['mother and daughter of one name, one without a date of birth', { ...ESME, nhsNumber: '' }, { ...ESME, dateOfBirth: '', nhsNumber: '' }],
    ['strangers of a common name', { givenName: 'Noah', familyName: 'Smith' }, { givenName: 'Noah', familyName: 'Smith', dateOfBirth: '2012-02-01' }],
    ['strangers born on one day', { ...ESME, nhsNumber: '' }, { givenName: 'Zara', familyName: 'Quilter', dateOfBirth: '2019-03-04', sex: 'F', postcode: 'PL4 4XX' }],
    ['people of whom nothing is known', {}, {}],
  ])('%s', (_, one, other) => {
    const found = taken(one, other);
    expect(found.linked, `probability ${found.probability}: ${found.reasons.join('; ')}`).toBe(false);
  });
});

test('is the same whichever list stands left', () => {
  const part = (...values: string[]) => fc.constantFrom('', ...values);
  const anybody = fc.record({ givenName: part('Esme', 'Esmé', 'Orla', 'E'), familyName: part('Hartwell', 'Hartwel', 'Hartwell-Okafor', 'Smith'), dateOfBirth: part('2019-03-04', '2019-04-03', '2019-03-14', '2019', '1989-11-30'), sex: part('F', 'M'), address: part('12 Mill Lane', 'Flat 2, 12 Mill Ln', '4 Quay Road'), postcode: part('IP24 5AA', 'IP24 5AB', 'PL1 2AB'), nhsNumber: part('9990000018', '9990000026', '1111') });
  fc.assert(fc.property(anybody, anybody, (a, b) => {
    expect(taken(a, b).probability).toBeCloseTo(taken(b, a).probability, 9);
  }), { numRuns: 25 });
}, 60_000);

test.each([
  ['2019-03-04', { year: 2019, month: 3, day: 4 }],
  ['20190304', { year: 2019, month: 3, day: 4 }],
  ['2019-03', { year: 2019, month: 3, day: 0 }],
  ['2020-02-29', { year: 2020, month: 2, day: 29 }],
  ['', null],
  ['2019-02-29', 'unreadable'],
  ['2019-13-01', 'unreadable'],
  ['04/03/2019', 'unreadable'],
])('“%s” is read as a date of birth', (typed, expected) => {
  expect(birthOf(typed)).toEqual(expected);
});

test('on an invented population: precise, and nobody’s twin or namesake is taken for them', () => {
  const { precision, recall, twins, namesakes } = measure(9_000, DEFAULT_THRESHOLD);
  expect(precision).toBeGreaterThanOrEqual(0.99);
  expect(recall).toBeGreaterThanOrEqual(0.93);
  expect(twins.met).toBeGreaterThan(50);
  expect(namesakes.met).toBeGreaterThan(50);
  expect([twins.linked, namesakes.linked]).toEqual([0, 0]);
}, 60_000);
