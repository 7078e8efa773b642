import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { relationLines, relationWords, standingAmong, writtenByRow } from './relation-words';
import type { Relation } from './relation-store';

const person = (id: string, givenName: string, familyName = 'Ashby') => ({ id, givenName, familyName });
const PEOPLE = [person('w', 'Wren'), person('m', 'Maud'), person('j', 'Jory')];
const relation = (more: Partial<Relation> = {}): Relation => ({ id: 'r', contactId: 'c', personId: 'w', otherId: 'm', relation: 'Mother', parentalResponsibility: 'yes', fromOn: '2019-02-01', untilOn: null, source: 'Birth certificate seen', at: Temporal.Instant.from('2026-03-02T10:00:00Z'), by: 'a', ends: [], over: null, ...more });

test('a relation is a sentence: who is what to whom, with responsibility and days, and the end that was written down last', () => {
  expect(relationWords(relation(), PEOPLE)).toBe('Maud Ashby: Mother of Wren Ashby, with parental responsibility, from 1/2/2019');
  expect(relationWords(relation({ parentalResponsibility: 'no', fromOn: null, untilOn: '2024-01-01', over: { how: 'ended', untilOn: '2024-05-31' } }), PEOPLE)).toBe('Maud Ashby: Mother of Wren Ashby, without parental responsibility, until 31/5/2024, ended');
  expect(relationWords(relation({ otherId: 'x', parentalResponsibility: 'not_known', fromOn: null }), PEOPLE)).toBe('somebody not named: Mother of Wren Ashby, parental responsibility not known');
});

test.each([
  [{}, ['Mother of Wren', 'PR, from 2019']],
  [{ untilOn: '2024-05-31' }, ['Mother of Wren', 'PR, 2019 to 2024']],
  [{ parentalResponsibility: 'no', fromOn: null, untilOn: '2024-05-31' }, ['Mother of Wren', 'no PR, until 2024']],
  [{ parentalResponsibility: 'not_known', fromOn: null }, ['Mother of Wren']],
  [{ fromOn: null, over: { how: 'ended', untilOn: null } }, ['Mother of Wren', 'PR, ended']],
] as const)('in a picture %j is %j', (more, lines) => {
  expect(relationLines(relation(more), PEOPLE)).toEqual(lines);
});

test('mistakes are left out, and what is of somebody who is not there', () => {
  const all = [relation({ id: '1' }), relation({ id: '2', over: { how: 'mistake', untilOn: null } }), relation({ id: '3', over: { how: 'ended', untilOn: null } }), relation({ id: '4', otherId: 'x' })];
  expect(standingAmong(all, PEOPLE).map(({ id }) => id)).toEqual(['1', '3']);
});

test('stands in the row of whoever is something to somebody, or of that somebody where the table has no other', () => {
  const all = [relation(), relation({ personId: 'j', otherId: 'w', relation: 'Sister', parentalResponsibility: 'not_known', fromOn: null })];
  expect([...writtenByRow(all, PEOPLE, new Set(['m', 'j']))]).toEqual([
    ['m', ['Maud Ashby: Mother of Wren Ashby, with parental responsibility, from 1/2/2019']],
    ['j', ['Wren Ashby: Sister of Jory Ashby, parental responsibility not known']],
  ]);
});
