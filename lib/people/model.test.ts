import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { ageOn, checkNhsNumber, checkUpn, identifiersOf, nameDobKey, namesSomebody, normaliseName, sameChild } from './model';

describe('NHS number', () => {
  // 999 000 001 8: 9·10 + 9·9 + 9·8 + 1·2 = 245; 245 mod 11 = 3; 11 − 3 = 8.
  it.each(['9990000018', '999 000 0018', '999-000-0123', '9990000239', '943 476 5919'])('takes %s', (typed) => {
    expect(checkNhsNumber(typed)).toBe('good');
  });
  it.each([
    ['9990000019', 'wrong_check'],
    // 999 000 003 has remainder 1: the check digit would be 10, so no such number is given out.
    ['9990000030', 'wrong_check'],
    ['999000001', 'wrong_shape'],
    ['99900000181', 'wrong_shape'],
    ['not known', 'wrong_shape'],
    ['', 'wrong_shape'],
    ['0000000000', 'wrong_shape'],
    ['٩٩٩٠٠٠٠٠١٨', 'wrong_shape'],
  ])('finds %s to be of %s', (typed, expected) => {
    expect(checkNhsNumber(typed)).toBe(expected);
  });
});

describe('UPN', () => {
  it.each(['A950000178301', 'H243278544154', 'F926123424001', 'm873200023005', 'Y933320023007', 'R92612342400A'])('takes %s', (typed) => {
    expect(checkUpn(typed)).toBe('good');
  });
  it.each([
    ['B950000178301', 'wrong_check'],
    ['A950000178302', 'wrong_check'],
    ['A95000017830', 'wrong_shape'],
    ['I950000178301', 'wrong_shape'],
    ['A95000017830S', 'wrong_shape'],
  ])('finds %s to be of %s', (typed, expected) => {
    expect(checkUpn(typed)).toBe(expected);
  });
  it('has no other good check letter for the same figures', () => {
    const good = [...'ABCDEFGHJKLMNPQRTUVWXYZ'].filter((letter) => checkUpn(`${letter}950000178301`) === 'good');
    expect(good).toEqual(['A']);
  });
});

describe('names', () => {
  it.each([
    ['O’Brien', 'obrien'],
    ["O'BRIEN", 'obrien'],
    ['O Brien', 'obrien'],
    ['Zoë', 'zoe'],
    ['Anne-Marie', 'annemarie'],
    ['Łukasz', 'łukasz'],
    ['Weiß', 'weiss'],
    ['محمد', 'محمد'],
    // Points that are left out as often as they are written.
    ['مُحَمَّد', 'محمد'],
    ['أحمد', 'احمد'],
    ['דָּוִד', 'דוד'],
    ['Ёлка', 'елка'],
    ['Ελένη', 'ελενη'],
    ['Nguyễn', 'nguyen'],
    ['  ', ''],
  ])('compares %s as %s', (typed, expected) => {
    expect(normaliseName(typed)).toBe(expected);
  });
  it('compares a name as the same once it has been normalised', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => normaliseName(normaliseName(name)) === normaliseName(name)));
  });
  // Bengali Mina and Muna, Hindi Ram and Rama, Tamil Rama and Ram, Thai Mali and Mala, Japanese Kai and Gai: by hand.
  it.each([['মিনা', 'মুনা'], ['राम', 'रमा'], ['ரமா', 'ராம'], ['มาลี', 'มาลา'], ['かい', 'がい']])('%s and %s are two names, and two children of one birth', (one, other) => {
    expect(normaliseName(one)).not.toBe(normaliseName(other));
    const of = (givenName: string) => identifiersOf({ givenName, familyName: 'Khan', dateOfBirth: '2026-11-02' });
    expect(sameChild(of(one), of(other))).toBeNull();
    expect(sameChild(of(one), of(one.normalize('NFD')))).toBe('name_and_birth');
  });
  it('needs every part', () => {
    expect(nameDobKey('Mia', 'Sharp', '2019-03-04')).toBe('mia|sharp|2019-03-04');
    expect(nameDobKey('', 'Sharp', '2019-03-04')).toBeNull();
    expect(nameDobKey('Mia', '–', '2019-03-04')).toBeNull();
    expect(nameDobKey('Mia', 'Sharp', null)).toBeNull();
  });
});

describe('the identifiers of a child', () => {
  const mia = { givenName: 'Mia', familyName: 'Sharp', dateOfBirth: '2019-03-04', nhsNumber: '999 000 0018', upn: 'a950000178301' };
  it('are bare numbers, and the name with the birth', () => {
    expect(identifiersOf(mia)).toEqual({ nhsNumber: '9990000018', upn: 'A950000178301', nameDobKey: 'mia|sharp|2019-03-04' });
  });
  it('leave out a number that fails its check: a slip must not join two children', () => {
    expect(identifiersOf({ ...mia, nhsNumber: '9990000019', upn: 'not known', givenName: '' })).toEqual({ nhsNumber: null, upn: null, nameDobKey: null });
  });
});

describe('the same child', () => {
  const mia = { givenName: 'Mia', familyName: 'Sharp', dateOfBirth: '2019-03-04', nhsNumber: '999 000 0018', upn: '' };
  it('is known by NHS number, whatever the name', () => {
    expect(sameChild(identifiersOf(mia), identifiersOf({ ...mia, givenName: 'Maya', familyName: 'Jones' }))).toBe('nhs_number');
  });
  it('is known by UPN', () => {
    const upn = 'A950000178301';
    expect(sameChild(identifiersOf({ ...mia, nhsNumber: '', upn }), identifiersOf({ ...mia, givenName: 'M', nhsNumber: '', upn: upn.toLowerCase() }))).toBe('upn');
  });
  it('is known by name and birth, when the numbers are not', () => {
    expect(sameChild(identifiersOf(mia), identifiersOf({ givenName: 'MIA', familyName: 'sharp', dateOfBirth: '2019-03-04' }))).toBe('name_and_birth');
  });
  it('is not known by nothing at all', () => {
    const unknown = { givenName: '', familyName: '', dateOfBirth: null };
    expect(sameChild(identifiersOf(unknown), identifiersOf(unknown))).toBeNull();
  });
  it.each(['Baby', 'Baby girl', 'Infant', 'Twin 1', 'Not known', 'Female', 'Male', 'B/O', 'BO', 'Sibling', 'Son', 'Unk', 'Not disclosed', 'To be confirmed'])('is not known by “%s”, a family name and a birth: each family may have one', (givenName) => {
    const newborn = identifiersOf({ givenName, familyName: 'Smith', dateOfBirth: '2026-11-02' });
    expect(sameChild(newborn, newborn)).toBeNull();
    expect(namesSomebody(newborn.nameDobKey)).toBe(false);
    expect(namesSomebody(nameDobKey('Isla', 'Smith', '2026-11-02'))).toBe(true);
    // By its number it is, whatever it is called.
    const numbered = identifiersOf({ givenName, familyName: 'Smith', dateOfBirth: '2026-11-02', nhsNumber: '9990000018' });
    expect(sameChild(numbered, numbered)).toBe('nhs_number');
  });
  it('is not a twin', () => {
    expect(sameChild(identifiersOf({ ...mia, nhsNumber: '' }), identifiersOf({ ...mia, givenName: 'Max', nhsNumber: '' }))).toBeNull();
  });
});

describe('age', () => {
  const on = (date: string) => Temporal.PlainDate.from(date);
  it.each([
    ['2019-11-22', '2026-11-22', 7, 0],
    ['2019-11-23', '2026-11-22', 6, 11],
    ['2024-02-29', '2026-02-28', 1, 11],
    ['2026-11-22', '2026-11-22', 0, 0],
  ])('of one born %s is on %s %d years %d months', (born, day, years, months) => {
    expect(ageOn(on(born), on(day))).toEqual({ years, months });
  });
  it('is none before birth', () => {
    expect(ageOn(on('2026-11-23'), on('2026-11-22'))).toBeNull();
  });
});
