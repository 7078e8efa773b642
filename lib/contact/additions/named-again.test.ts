/** Which child of a contact a page means (safe practice 13: one child twice is the lesser mistake beside two taken for one). */
import { expect, test } from 'vitest';
import { whoIsThere, type Named, type There } from './named-again';

const named = (more: Partial<Named>): Named => ({ givenName: '', familyName: '', dateOfBirth: null, unborn: false, ageWords: '', nhsNumber: null, upn: null, ...more });
const there = (ordinal: number, more: Partial<There> = {}): There => ({ kind: 'child', ordinal, givenName: '', familyName: '', dateOfBirth: null, unborn: false, nhsNumber: null, upn: null, details: {}, ...more });
const MIA = { givenName: 'Mia', familyName: 'Penrose' };

test.each<[string, Partial<Named>[], There[], (number | undefined)[]]>([
  ['a birth that is said since', [{ ...MIA, dateOfBirth: '2019-05-04' }], [there(2, MIA)], [2]],
  ['another birth', [{ ...MIA, dateOfBirth: '2019-05-04' }], [there(2, { ...MIA, dateOfBirth: '2018-05-04' })], [undefined]],
  ['another NHS number', [{ ...MIA, nhsNumber: '9990000182' }], [there(2, { ...MIA, nhsNumber: '9990000190' })], [undefined]],
  ['another family name', [{ ...MIA, familyName: 'Rowse' }], [there(2, MIA)], [undefined]],
  ['a family name that is said since, of a child of the household', [MIA], [there(2, { givenName: 'mia', kind: 'household_child' })], [2]],
  ['not born yet, and a child of the same name', [{ ...MIA, unborn: true }], [there(2, MIA)], [undefined]],
  ['a name that is said since', [MIA], [there(2)], [2]],
  ['a name that is said since, and another age', [{ ...MIA, ageWords: '5' }], [there(2, { details: { ageWords: '3' } })], [undefined]],
  ['two without name or age', [{}, {}], [there(2), there(3)], [2, 3]],
  ['a third without name or age', [{}, {}, {}], [there(2), there(3)], [2, 3, undefined]],
  ['the first of two now named', [MIA, {}], [there(2), there(3)], [2, 3]],
  ['the one who is named, whatever comes before', [{ givenName: 'Lowen' }, { ...MIA, dateOfBirth: '2019-05-04' }], [there(2), there(3, MIA)], [2, 3]],
  ['by the age where there is no name, also as it was told again', [{}, { ageWords: '3' }], [there(2, { details: { ageWords: '3 (as told before, on 2/3/2026)' } }), there(3)], [3, 2]],
  ['two of one name, one born on another day', [MIA, { ...MIA, dateOfBirth: '2019-05-04' }], [there(2, { ...MIA, dateOfBirth: '2019-05-04' }), there(3, MIA)], [3, 2]],
  ['a child of the report of whom nothing was said', [MIA, {}], [there(1)], [undefined, undefined]],
  ['a child of the report of the same name whose birth was not said', [{ ...MIA, dateOfBirth: '2019-05-04' }], [there(1, MIA)], [undefined]],
  ['a child of the report by everything', [MIA], [there(1, MIA)], [1]],
])('%s', (_, pages, people, places) => {
  expect(whoIsThere(pages.map(named), people, 1).map((person) => person?.ordinal)).toEqual(places);
});
