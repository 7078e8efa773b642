import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acquaintanceGrounds, acquaintanceInWords, namedInWords, openingOf, postcodeArea, restrictedInWords, restrictedMatch, saidIn, sameAddress, shownOf, type Acquainted, type NamedPerson, type RestrictedIdentity } from './model';

const person = (more: Partial<NamedPerson> = {}): NamedPerson => ({ id: 'p', kind: 'child', givenName: 'Mary', familyName: 'O’Neill', dateOfBirth: '2016-05-04', nhsNumber: null, nameDobKey: 'mary|oneill|2016-05-04', address: '4 Mill Lane', postcode: 'NR14 7AB', ...more });
const worker = (more: Partial<Acquainted> = {}): Acquainted => ({ name: 'Grace Hill', email: 'grace@council.example', phone: '01603 960123', close: [], ...more });
const close = (more: object) => [{ givenName: '', familyName: '', address: '', postcode: '', ...more }];

describe('who may know a family', () => {
  test.each([
    ['nothing', worker(), '', []],
    ['a namesake, whatever the accents', worker({ name: 'Seán O Neill' }), '', []],
    ['the family name as written', worker({ name: 'Seán O’Neill' }), '', ['own_name']],
    ['a telephone number, however it is written', worker(), 'ring her on +44 1603-960123', ['own_telephone']],
    ['an extension is no number', worker({ phone: '123' }), 'room 123', []],
    ['an e-mail address', worker(), 'Grace@Council.example', ['own_email']],
    ['everybody of a family name', worker({ close: close({ familyName: 'ONeill' }) }), '', ['close_name']],
    ['somebody else of that family', worker({ close: close({ givenName: 'Patrick', familyName: 'O’Neill' }) }), '', []],
    ['an address', worker({ close: close({ address: '4, mill lane', postcode: 'nr147ab' }) }), '', ['close_address']],
  ])('%s', (_, who, said, grounds) => {
    expect(acquaintanceGrounds(who, [person()], said)).toEqual(grounds);
  });
});

describe('opening', () => {
  test.each([
    [{ declaredMs: null, matchedMs: null, grounds: [] }, { open: false, grounds: [] }],
    [{ declaredMs: 1, matchedMs: null, grounds: [] }, { open: true }],
    [{ declaredMs: null, matchedMs: 1, grounds: ['own_name'] }, { open: false, grounds: ['own_name'] }],
    [{ declaredMs: 2, matchedMs: 1, grounds: ['own_name'] }, { open: true }],
    [{ declaredMs: 1, matchedMs: 2, grounds: ['close_name', 'unknown'] }, { open: false, grounds: ['close_name'] }],
  ])('%j', (times, opening) => {
    expect(openingOf(times)).toEqual(opening);
  });

  test('a match never opens silently, whatever was said before it', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(), (declaredMs, later) => !openingOf({ declaredMs, matchedMs: declaredMs + later, grounds: ['own_name'] }).open));
  });
});

describe('a restricted child', () => {
  const child = (more: Partial<RestrictedIdentity> = {}): RestrictedIdentity => ({ id: 'c', givenName: 'Mary', familyName: 'O’Neill', dateOfBirth: '2016-05-04', nhsNumber: '9434765919', nameDobKey: 'mary|oneill|2016-05-04', addresses: [{ address: '9 Fen Road', postcode: 'PE30 1AA' }], ...more });
  test.each([
    ['the same number, another name', person({ givenName: 'Ann', familyName: 'Poe', nameDobKey: 'ann|poe|2016-05-04', dateOfBirth: null, nhsNumber: '9434765919' }), true, ['nhs_number']],
    ['the same names and birth', person(), true, ['name_and_birth', 'family_and_birth', 'same_name']],
    ['the same family and birth', person({ givenName: 'Maria', nameDobKey: 'maria|oneill|2016-05-04' }), false, ['family_and_birth']],
    ['the same names, no birth known', person({ dateOfBirth: null, nameDobKey: null }), false, ['same_name']],
    ['the same address', person({ givenName: 'Ann', familyName: 'Poe', dateOfBirth: null, nameDobKey: null, address: '9 Fen Road', postcode: 'PE301AA' }), false, ['same_address']],
    ['nothing', person({ givenName: 'Ann', familyName: 'Poe', dateOfBirth: '2016-05-04', nameDobKey: 'ann|poe|2016-05-04' }), false, []],
  ])('%s', (_, named, exact, grounds) => {
    expect(restrictedMatch(child())(named)).toEqual({ exact, grounds });
  });

  test.each([
    ['Łukasz', 'Nowak', null, 'Lukasz', 'Nowak', null],
    ['Mohammed', 'Iqbal', null, 'Muhammad', 'Iqbal', null],
    ['Isabella', 'Moss', '2016-05-04', 'Bella', 'Moss', null],
    ['Isabella', 'Moss', '2016-05-04', 'Isabella', 'Mos', '2016-05-04'],
    ['Isabella', 'Moss-Byrne', '2016-05-04', 'Isabella', 'Moss', '2016-05-04'],
    ['Isabella', 'Moss', '2016-05-04', 'Moss', 'Isabella', '2016-05-04'],
  ])('%s %s, %s, told of as %s %s, %s: the guardians are asked, and nothing is closed', (givenName, familyName, dateOfBirth, toldGiven, toldFamily, told) => {
    const registered = child({ givenName, familyName, dateOfBirth, nhsNumber: null, nameDobKey: null });
    expect(restrictedMatch(registered)(person({ givenName: toldGiven, familyName: toldFamily, dateOfBirth: told, nameDobKey: null }))).toEqual({ exact: false, grounds: ['other_spelling'] });
  });

  test.each([
    ['Bella', 'Moss', '2011-11-20'],
    ['Oliver', 'Moss', null],
    ['Isabella', 'Carrow', '2016-05-04'],
    ['Rosalind', 'Mos', '2016-05-04'],
    ['Unknown', 'Unknown', '2016-05-04'],
    ['', '', '2016-05-04'],
  ])('of %s %s, %s, nobody is asked for Isabella Moss', (givenName, familyName, dateOfBirth) => {
    const registered = child({ givenName: 'Isabella', familyName: 'Moss', nhsNumber: null, nameDobKey: null });
    expect(restrictedMatch(registered)(person({ givenName, familyName, dateOfBirth, nameDobKey: null })).grounds).toEqual([]);
  });

  test('two of whom nothing is known are never one', () => {
    const nobody = { givenName: '', familyName: '', dateOfBirth: null, nhsNumber: null, nameDobKey: null };
    expect(restrictedMatch(child({ ...nobody, addresses: [{ address: '', postcode: '' }] }))(person({ ...nobody, address: '', postcode: '' }))).toEqual({ exact: false, grounds: [] });
  });
});

test.each([['NR14 7AB', 'NR14'], ['pe301aa', 'PE30'], ['W1A 0AX', 'W1A'], ['Norwich', ''], ['', '']])('the area of %j is %j', (postcode, area) => {
  expect(postcodeArea(postcode)).toBe(area);
});

test('an address is one only with its postcode', () => {
  expect(sameAddress({ address: '4 Mill Lane', postcode: '' }, { address: '4 Mill Lane', postcode: '' })).toBe(false);
  // What stands in the place of a kept secret is no address, and no two are one by it.
  expect(sameAddress({ address: '[kept secret]', postcode: '[kept secret]' }, { address: '[kept secret]', postcode: '[kept secret]' })).toBe(false);
  expect(sameAddress({ address: '4 Mill Lane', postcode: '[kept secret]' }, { address: '4 Mill Lane', postcode: '[kept secret]' })).toBe(false);
  expect(sameAddress({ address: '4 Mill Lane, NR14 7AB', postcode: 'NR14 7AB' }, { address: '4 Mill Lane', postcode: 'nr14 7ab' })).toBe(true);
});

describe('what somebody wrote', () => {
  const mary = { givenName: 'Mary', familyName: 'O’Neill' };
  test.each([
    ['Mary O’Neill cried.', true],
    ['I saw MARY ONEILL at the gate', true],
    ['O’Neill, Mary: absent', true],
    ['Mary O’Neill’s mother rang', true],
    ["I met Mary O'Neill's aunt", true],
    ['Mary O Neill was late', true],
    ['Mary-O’Neill', true],
    ['Mary O’Neillson', false],
    ['Mary and her friend O’Neill', false],
    ['Rosemary O’Neill', false],
    ['Mary. Later an O’Neill came.', false],
    ['', false],
  ])('%s', (text, named) => {
    expect(namedInWords(mary, saidIn(text))).toBe(named);
  });

  test('a name of several words stands as a whole; one without a family name never does', () => {
    expect(namedInWords({ givenName: 'Mary Jane', familyName: 'de la Rue' }, saidIn('mary jane de la rue said so'))).toBe(true);
    expect(namedInWords({ givenName: 'Mary', familyName: '' }, saidIn('Mary'))).toBe(false);
  });

  test('an NHS number, however it is spaced, and no shorter one', () => {
    const child = { ...mary, nhsNumber: '9990000018' };
    expect(restrictedInWords(child, saidIn('her number is 999 000 0018.'))).toBe(true);
    expect(restrictedInWords(child, saidIn('ring 999, 000 0018'))).toBe(false);
  });

  test('staff are asked for a close person’s whole name, their own telephone or e-mail, not for a family name alone', () => {
    const who = { name: 'Gareth Hume', email: 'g.hume@example.org', phone: '01632 960111', close: [{ givenName: 'Wren', familyName: 'Ashby', address: '', postcode: '' }, { givenName: '', familyName: 'Carrow', address: '', postcode: '' }] };
    expect(acquaintanceInWords(who, saidIn('Wren Ashby was there'))).toEqual(['close_name']);
    expect(acquaintanceInWords(who, saidIn('Ring 01632 960 111'))).toEqual(['own_telephone']);
    expect(acquaintanceInWords(who, saidIn('a Hume, a Carrow and an Ashby'))).toEqual([]);
  });
});

test('a list shows words after the answer, the kind before the question, and nothing to whoever may know them', () => {
  expect(shownOf({ open: true })).toBe('words');
  expect(shownOf({ open: false, grounds: [] })).toBe('kind');
  expect(shownOf({ open: false, grounds: ['close_name'] })).toBe('nothing');
});
