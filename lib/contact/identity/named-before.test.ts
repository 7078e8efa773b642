import { describe, expect, test } from 'vitest';
import { identifiersOf } from '@/lib/people/model';
import { namedBefore, type ThereBefore } from './named-before';

const there = (id: string, givenName: string, more: Partial<ThereBefore> = {}): ThereBefore => {
  const child = { givenName, familyName: 'Ashby', dateOfBirth: '2018-01-09', ...more };
  return { ...child, id, contactId: `in ${id}`, personId: null, ...identifiersOf({ givenName, familyName: child.familyName, dateOfBirth: child.dateOfBirth }), ...more };
};
const here = (givenName: string, familyName = 'Ashby', dateOfBirth: string | null = null) => ({ givenName, familyName, dateOfBirth });
const left = (own: Parameters<typeof namedBefore>[0], others: ThereBefore[], same: string[] = []) => namedBefore(own, others, new Set(same)).map((rows) => rows.map(({ id }) => id).join('+'));

/** By hand from domain 7.13: every child of the household is considered, so none is left out who may be another. */
describe('a child whom an earlier contact names, and this one does not', () => {
  test('is each who is not known to be one of these, once for all the contacts that name them', () => {
    const [ben, again, ella] = [there('ben', 'Ben'), there('ben again', 'Ben'), there('ella', 'Ella', { dateOfBirth: null })];
    expect(left([here('Ava', 'Ashby', '2020-02-02')], [there('ava', 'Ava', { dateOfBirth: '2020-02-02' }), ben, again, ella], ['ava'])).toEqual(['ben+ben again', 'ella']);
  });

  test('is no longer one who was added by name; but is where births say that they are two', () => {
    expect(left([here('ben', '')], [there('ben', 'Ben')])).toEqual([]);
    expect(left([here('Ben', 'Ashby', '2012-06-06')], [there('ben', 'Ben')])).toEqual(['ben']);
    expect(left([here('Ben', 'Cole')], [there('ben', 'Ben')])).toEqual(['ben']);
  });

  test('is a newborn whom only “Baby” is written for, though another baby is here; two such are two', () => {
    expect(left([here('Baby')], [there('one', 'Baby'), there('other', 'Baby')])).toEqual(['one', 'other']);
  });

  test('is one child where a person said so, whatever they are called', () => {
    expect(left([], [there('kai', 'Kai', { personId: 'p' }), there('malachi', 'Malachi', { personId: 'p', dateOfBirth: null })])).toEqual(['kai+malachi']);
  });

  test('is each of two of one name of whom nothing else is known', () => {
    expect(left([], [there('one', 'Kai', { dateOfBirth: null, nameDobKey: null }), there('other', 'Kai', { dateOfBirth: null, nameDobKey: null })])).toEqual(['one', 'other']);
  });
});
