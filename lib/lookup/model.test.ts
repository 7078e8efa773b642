import { describe, expect, test } from 'vitest';
import { readAsked, writesReason } from './model';

/** The name Wren Ashby, and a reason chosen: by hand from what the page asks. */
const typed = (more: Record<string, string>) => ({ reason: 'call', ...more });
const fieldsOf = (more: Record<string, string>, role: 'cads_social_worker' | 'manager' = 'cads_social_worker') => readAsked(typed(more), role).errors.map(({ field }) => field);

describe('what may be looked up', () => {
  test.each([
    ['both names', { givenName: 'Wren', familyName: 'Ashby' }, ['name']],
    ['a family name alone', { familyName: 'Ashby' }, ['name']],
    ['a family name and a year', { familyName: 'Ashby', 'birth.year': '2019' }, ['name', 'date_of_birth']],
    ['a whole date of birth', { 'birth.day': '14', 'birth.month': '5', 'birth.year': '2019' }, ['date_of_birth']],
    ['an NHS number that passes its check', { nhsNumber: '999 000 0018' }, ['nhs_number']],
    ['a reference', { reference: 'nfk 7f3k 29qx' }, ['reference']],
    // With an address alone everybody says why in words (safe practice 13).
    ['a postcode', { postcode: 'nr1 1aa', reasonWords: 'The caller knows only the house' }, ['address']],
    ['house and street', { address: '12 Mill Lane', reasonWords: 'The caller knows only the house' }, ['address']],
  ])('%s', (_, fields, ways) => {
    const { asked, errors } = readAsked(typed(fields), 'cads_social_worker');
    expect(errors).toEqual([]);
    expect(asked?.ways).toEqual(ways);
  });

  test.each([
    ['nothing at all', {}, ['familyName']],
    ['a year alone', { 'birth.year': '2019' }, ['familyName']],
    ['first names alone', { givenName: 'Wren' }, ['familyName']],
    ['a number that fails its check', { nhsNumber: '9990000019' }, ['nhsNumber']],
    ['a pupil number of twelve marks', { upn: 'A12345678901' }, ['upn']],
    ['a day without a month', { familyName: 'Ashby', 'birth.day': '14', 'birth.year': '2019' }, ['birth.day']],
    ['the thirtieth of February', { familyName: 'Ashby', 'birth.day': '30', 'birth.month': '2', 'birth.year': '2019' }, ['birth.day']],
    ['half a postcode', { postcode: 'NR1', reasonWords: 'x' }, ['postcode']],
    ['a street without a house', { address: 'Mill Lane', reasonWords: 'x' }, ['address']],
  ])('not %s', (_, fields, errors) => {
    expect(fieldsOf(fields)).toEqual(errors);
  });

  test('a part of a date of birth is taken as far as it goes', () => {
    expect(readAsked(typed({ familyName: 'Ashby', 'birth.year': '2019', 'birth.month': '5' }), 'cads_social_worker').asked?.terms.dateOfBirth).toBe('2019-05');
  });
});

describe('the reason', () => {
  const name = { familyName: 'Ashby' };
  test('is chosen by who takes calls, written by a manager, and written by everybody for an address alone', () => {
    expect(readAsked({ ...name, reason: '' }, 'cads_social_worker').errors.map(({ field }) => field)).toEqual(['reason']);
    expect(readAsked({ ...name, reason: 'other' }, 'emergency_duty_worker').errors.map(({ field }) => field)).toEqual(['reasonWords']);
    expect(fieldsOf(name, 'manager')).toEqual(['reasonWords']);
    expect(fieldsOf({ ...name, reasonWords: 'Complaint 12' }, 'manager')).toEqual([]);
    expect(fieldsOf({ postcode: 'NR1 1AA' })).toEqual(['reasonWords']);
    expect(writesReason('cads_social_worker', ['address', 'name'])).toBe(false);
    // A role that the policy does not name is asked for the most.
    expect(writesReason('auditor', ['name'])).toBe(true);
  });
});
