import { expect, test } from 'vitest';
import { formsOf } from '@/lib/people/identity';
import { aboutOf } from './about';

const OWN = 'Gareth Hume';
const COLLEAGUES = ['Hannah Jane Inman', 'Gareth Hume-Price', 'Catherine O’Connor', 'LEWANDOWSKA, Małgorzata', 'Dr Elizabeth Anne-Marie Stewart', 'John Smith'];
const about = (givenName: string, familyName: string, otherNames = '') => aboutOf(formsOf({ givenName, familyName, dateOfBirth: null, nhsNumber: null, upn: null, details: { otherNames } }), OWN, COLLEAGUES);

test('a name is one’s own, a colleague’s, both or nobody’s', () => {
  expect(about('gareth', 'HUME')).toEqual(['self', 'colleague']);
  expect(about('Hannah', 'Inman')).toEqual(['colleague']);
  expect(about('Gareth', 'Inman')).toEqual([]);
  // A family name alone says too little: it is half the village's. So does a given one.
  expect(about('', 'Hume')).toEqual([]);
  expect(about('Gareth', '')).toEqual([]);
});

test.each([
  ['given and family name in each other’s place', 'Hume', 'Gareth'],
  ['half of a double name', 'Gareth', 'Price'],
  ['a double name of which they bear half', 'Gareth', 'Hume-Jones'],
  ['a short form', 'Cathy', 'OConnor'],
  ['another spelling of the given name', 'Kathryn', 'O’Connor'],
  ['another spelling of the family name', 'Elizabeth', 'Stuart'],
  ['both', 'Liz', 'Stuart'],
  ['no accents', 'malgorzata', 'lewandowska'],
  ['a short form that does not sound like it', 'Gosia', 'Lewandowska'],
  ['a slip of the pen', 'Hanna', 'Inmann'],
  ['another given name of theirs', 'Jane', 'Inman'],
  ['a hyphen fewer', 'Annemarie', 'Stewart'],
  ['both in the field of the family name', '', 'Gareth Hume'],
  ['both in the field of the given name', 'Inman, Hannah', ''],
  ['what stands before it', 'Gareth David', 'Hume'],
])('it is theirs by %s: %s %s', (_, givenName, familyName) => {
  expect(about(givenName, familyName)).not.toEqual([]);
});

test('it is theirs by a name that somebody also goes by', () => {
  expect(about('Kim', 'Ashby', 'also known as Gaz; formerly Hannah Inman')).toEqual(['colleague']);
});

test.each([['Jane', 'Smith'], ['Jason', 'Smith'], ['John', 'Smart'], ['Hannah', 'Inglis'], ['Garry', 'Home-Office'], ['Connor', 'Hume'], ['Elizabeth', 'Marsh'], ['Baby', 'Smith'], ['Unknown', 'Smith']])('%s %s is nobody of them', (givenName, familyName) => {
  expect(about(givenName, familyName)).toEqual([]);
});
