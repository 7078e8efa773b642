import { describe, expect, test } from 'vitest';
import { AT_LARGE, indexKeys, weigh, type NamedPerson } from './identity';
import { NameReader } from './match/compare';
import { otherNamesIn } from './other-names';
import { rate, searchKeys, type SearchTerms } from './search';

const NOTHING: SearchTerms = { givenName: '', familyName: '', dateOfBirth: '', nhsNumber: '', upn: '', address: '', postcode: '' };
const child = (given: Partial<NamedPerson> = {}): NamedPerson => ({ givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2019-05-14', nhsNumber: '9990000018', upn: null, details: { sex: 'F', address: '12 Mill Lane', postcode: 'NR1 1AA' }, ...given });
const keyed = (terms: Partial<SearchTerms>) => searchKeys({ ...NOTHING, ...terms });
/** Found by a key, and shown because enough agrees. */
function isFound(terms: Partial<SearchTerms>, person: NamedPerson): boolean {
  const has = new Set(indexKeys(person).map(({ kind, key }) => `${kind} ${key}`));
  return keyed(terms).some(({ kind, key }) => has.has(`${kind} ${key}`)) && rate({ ...NOTHING, ...terms }, person, new NameReader(AT_LARGE)) !== null;
}

describe('somebody is found', () => {
  test.each<[string, Partial<SearchTerms>, Partial<NamedPerson>]>([
    ['by both names', { givenName: 'Wren', familyName: 'Ashby' }, {}],
    ['by names in each other’s place', { givenName: 'Ashby', familyName: 'Wren' }, {}],
    ['by a name as it sounds', { givenName: 'Wren', familyName: 'Ashbie' }, {}],
    ['by a family name alone', { familyName: 'Ashby' }, {}],
    // Spellings that lib/people/match/nicknames.ts lists, and one that sounds the same.
    ['by a family name alone in another spelling: Hussein', { familyName: 'Hussein' }, { familyName: 'Hussain' }],
    ['by a family name alone in another spelling: Mohammed', { familyName: 'Mohammed' }, { familyName: 'Muhammad' }],
    ['by a family name alone in another spelling: Chowdhury', { familyName: 'Chowdhury' }, { familyName: 'Choudhury' }],
    ['by a family name alone in another spelling: McDonald', { familyName: 'McDonald' }, { familyName: 'MacDonald' }],
    ['by a family name alone in another spelling: Kowalska', { familyName: 'Kowalska' }, { familyName: 'Kowalski' }],
    ['by a family name alone as it sounds', { familyName: 'Byrne' }, { familyName: 'Burn' }],
    ['by a former family name alone in another spelling', { familyName: 'Hussein' }, { details: { otherNames: 'formerly Hussain' } }],
    ['by a family name and the year of birth', { familyName: 'Ashby', dateOfBirth: '2019' }, {}],
    ['by names and a year of birth', { givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2019' }, {}],
    ['by names and birth where the day was typed wrong', { givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2019-05-15' }, {}],
    ['by a date of birth alone', { dateOfBirth: '2019-05-14' }, {}],
    ['by an NHS number', { nhsNumber: '9990000018' }, {}],
    ['by a pupil number', { upn: 'A801200001001' }, { upn: 'A801200001001' }],
    ['by a postcode', { postcode: 'nr11aa' }, {}],
    ['by house and street', { address: '12 mill lane' }, {}],
    ['by half of a name with a hyphen', { givenName: 'Wren', familyName: 'Cole' }, { familyName: 'Ashby-Cole' }],
    ['by another name they are known by', { givenName: 'Jenny', familyName: 'Cole' }, { details: { otherNames: 'also known as Jenny Cole' } }],
    ['of whom only the year of birth is known', { familyName: 'Ashby', dateOfBirth: '2019' }, { dateOfBirth: null, details: { bornAbout: '2019' } }],
    ['whose address stands in one line with its postcode', { postcode: 'NR1 1AA' }, { details: { address: '12 Mill Lane, Norwich NR1 1AA' } }],
  ])('%s', (_, terms, person) => {
    expect(isFound(terms, child(person))).toBe(true);
  });

  test.each<[string, Partial<SearchTerms>, Partial<NamedPerson>]>([
    ['by a brother’s name', { givenName: 'Robin', familyName: 'Ashby', dateOfBirth: '2016-02-01' }, {}],
    ['by the birthday of a namesake’s stranger', { givenName: 'Oliver', familyName: 'Khan', dateOfBirth: '2019-05-14' }, {}],
    ['by another family name alone that shares a sound and looks unlike', { familyName: 'Leigh' }, { familyName: 'Law' }],
    // Safe practice 6: what is kept secret is in no key.
    ['by a postcode that is kept secret', { postcode: 'NR1 1AA' }, { details: { address: '12 Mill Lane', postcode: 'NR1 1AA', keepAddressSecret: true } }],
    ['by a house that is kept secret', { address: '12 Mill Lane' }, { details: { address: '12 Mill Lane', postcode: 'NR1 1AA', keepAddressSecret: true } }],
  ])('but not %s', (_, terms, person) => {
    expect(isFound(terms, child(person))).toBe(false);
  });
});

test('of those found by a family name alone whoever is written the same stands before another spelling', () => {
  const bitsOf = (familyName: string) => rate({ ...NOTHING, familyName: 'Hussein' }, child({ familyName }), new NameReader(AT_LARGE))?.bits ?? 0;
  expect(bitsOf('Hussein')).toBeGreaterThan(bitsOf('Hussain'));
});

test('what disagrees is among the reasons', () => {
  const how = rate({ ...NOTHING, givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2018-11-02' }, child(), new NameReader(AT_LARGE));
  expect(how?.reasons.filter(({ bits }) => bits < 0).map(({ words }) => words)).toEqual(['date of birth differs']);
});

test('other names are read out of what people type', () => {
  const own = { givenName: 'Wren', familyName: 'Ashby' };
  expect(otherNamesIn('', own)).toEqual([]);
  expect(otherNamesIn('Also known as Jenny Cole; formerly “Byrne”', own)).toEqual([
    { givenName: 'Jenny', familyName: 'Cole' },
    { givenName: 'Byrne', familyName: 'Ashby' },
    { givenName: 'Wren', familyName: 'Byrne' },
  ]);
  expect(otherNamesIn('née Smith', own)).toEqual([{ givenName: 'Wren', familyName: 'Smith' }]);
  expect(otherNamesIn('nobody at the school knows what she is really called', own)).toEqual([]);
});

test('two records are weighed by the names that speak most for one person, the same both ways', () => {
  const [then, now] = [child({ familyName: 'Cole', nhsNumber: null }), child({ nhsNumber: null, details: { sex: 'F', otherNames: 'formerly Cole' } })];
  const [there, back] = [weigh(then, now), weigh(now, then)];
  expect(there.reasons.map(({ words }) => words)).toContain('by another name that one of them is known by');
  expect(there.probability).toBeGreaterThan(weigh(then, child({ nhsNumber: null, details: { sex: 'F' } })).probability);
  expect(back.probability).toBeCloseTo(there.probability, 10);
});
