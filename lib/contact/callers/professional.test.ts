import { describe, expect, it } from 'vitest';
import { agencyKey, isKept, isMeant, knownWords, nameKey, numberStanding, typedWords, type ToldBy } from './professional';

describe('a professional is known again', () => {
  it.each([
    ['Rosalie Mensah', 'mensah rosalie'],
    ['Dr. MENSAH, Rosalie', 'mensah rosalie'],
    ['PC Łukasz O’Neill', 'lukasz oneill'],
    ['  ', ''],
    // A title alone is nobody.
    ['Dr', ''],
  ])('“%s” by “%s”', (name, key) => {
    expect(nameKey(name)).toBe(key);
  });
  it('by the agency’s id, or by its kind and name where it has no row here', () => {
    expect(agencyKey({ id: 'a', name: 'Hollow Lane', kind: 'school' })).toBe('id:a');
    expect(agencyKey({ id: null, name: 'St. Erth Surgery', kind: 'gp' })).toBe('gp:st erth surgery');
  });
});

describe('what is typed', () => {
  it('finds nobody below two letters', () => {
    expect([typedWords(''), typedWords('r'), typedWords('r m'), typedWords(' ’ ')]).toEqual([[], [], [], []]);
    expect(typedWords('ro m')).toEqual(['ro', 'm']);
  });
  it('begins words of the name or the agency, in any order, accents or not', () => {
    const somebody = { name: 'Rosalie Mensah', agency: { id: null, name: 'Hollow Lane Primary', kind: 'school' } };
    for (const typed of ['ros', 'mensah ros', 'hol', 'hollow mens', 'Rosàlie']) expect(isMeant(typedWords(typed), somebody), typed).toBe(true);
    for (const typed of ['osalie', 'ros street']) expect(isMeant(typedWords(typed), somebody), typed).toBe(false);
  });
});

describe('who is never kept (domain 7.3, 7.14)', () => {
  const told: ToldBy = { sealed: false, agencyKind: 'school', referrerClass: 'professional', pastAgency: false, referrerName: 'Rosalie Mensah' };
  it('a professional is', () => {
    expect(isKept(told)).toBe(true);
    expect(isKept({ ...told, referrerClass: 'professional_continuing' })).toBe(true);
  });
  it.each<Partial<ToldBy>>([
    { sealed: true },
    { agencyKind: 'protected', referrerClass: 'protected' },
    { agencyKind: 'public', referrerClass: 'public' },
    { agencyKind: 'unknown' },
    { referrerClass: 'subject' },
    { pastAgency: true },
    { referrerName: '' },
  ])('%o is not', (change) => {
    expect(isKept({ ...told, ...change })).toBe(false);
  });
});

describe('the number given beside those on record (domain 7.9)', () => {
  const known = { numbers: ['01632 960771', '07700 900123'], switchboard: '01632 960000' };
  it.each([
    ['01632960771', 'same'],
    ['+44 7700 900 123', 'same'],
    ['(01632) 960000', 'same'],
    ['01632 960772', 'differs'],
    ['', 'none'],
    ['on the ward', 'none'],
  ])('%s: %s', (given, standing) => {
    expect(numberStanding(given, known)).toBe(standing);
  });
  it('is compared with nothing where nothing is on record', () => {
    expect(numberStanding('01632 960771', { numbers: [], switchboard: '' })).toBe('none');
  });
});

it('how often somebody told is said in words, and nothing for an account alone', () => {
  const words = (rang: number, toldOtherwise: number, more = false) => knownWords({ rang, toldOtherwise, more });
  expect([words(1, 0), words(2, 1), words(0, 3), words(0, 0)]).toEqual(['rang once', 'rang twice, told us in another way once', 'told us in another way 3 times', '']);
  expect([words(20, 0, true), words(1, 19, true)]).toEqual(['rang 20 of the last 20 times', 'rang 1 of the last 20 times, told us in another way 19 of the last 20 times']);
});
