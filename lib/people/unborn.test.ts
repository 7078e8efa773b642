import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { gestationOn, mayBecome, pregnancyMayBeKnownTo, UNBORN_STATES, isMother, motherNamedIn, speaksOfPregnancy } from './unborn';

const day = (text: string) => Temporal.PlainDate.from(text);

/** By hand: 40 weeks are 280 days. Due 4 March 2027; on 26 November 2026 there are 98 days to go, so 182 days, 26 weeks. */
describe('how far a pregnancy is', () => {
  test.each([
    ['2027-03-04', '2026-11-26', { weeks: 26, days: 0 }],
    ['2027-03-04', '2026-11-29', { weeks: 26, days: 3 }],
    ['2026-11-26', '2026-11-26', { weeks: 40, days: 0 }],
    ['2026-11-20', '2026-11-26', { weeks: 40, days: 6 }],
    ['2028-01-01', '2026-11-26', null],
    ['2026-01-01', '2026-11-26', null],
  ])('due %s, on %s', (due, on, expected) => {
    expect(gestationOn(day(due), day(on))).toEqual(expected);
  });
});

/** Domain 7.12: "a pregnancy is never shown or written to anyone the mother has not told". */
describe('who may learn of a pregnancy', () => {
  const gran = { as: 'other', called: 'Maureen  Tallow' } as const;
  test('nobody else while only the mother knows, or nobody has said who knows', () => {
    expect(pregnancyMayBeKnownTo({ by: 'mother_only' }, gran)).toBe(false);
    expect(pregnancyMayBeKnownTo({ by: 'not_known' }, gran)).toBe(false);
  });
  test('those she has told, however the name is typed; nobody without a name', () => {
    const told = { by: 'listed', people: ['maureen tallow', ''] } as const;
    expect(pregnancyMayBeKnownTo(told, gran)).toBe(true);
    expect(pregnancyMayBeKnownTo(told, { as: 'other', called: 'Maureen' })).toBe(false);
    expect(pregnancyMayBeKnownTo(told, { as: 'other', called: '  ' })).toBe(false);
  });
  test('herself, whoever told us, and those who work on it', () => {
    for (const as of ['mother', 'reporter', 'casework'] as const) expect(pregnancyMayBeKnownTo({ by: 'mother_only' }, { as })).toBe(true);
  });
  test('any other name never, unless it is on the list', () => {
    fc.assert(fc.property(fc.string(), fc.array(fc.string()), (called, people) => {
      if (pregnancyMayBeKnownTo({ by: 'listed', people }, { as: 'other', called })) expect(people.length).toBeGreaterThan(0);
      expect(pregnancyMayBeKnownTo({ by: 'mother_only' }, { as: 'other', called })).toBe(false);
    }));
  });
});

test('born and ended are ends; a mother who moved may move again or give birth', () => {
  for (const to of UNBORN_STATES) {
    expect(mayBecome('born', to)).toBe(false);
    expect(mayBecome('pregnancy_ended', to)).toBe(false);
    expect(mayBecome('moved', to)).toBe(true);
    expect(mayBecome('expected', to)).toBe(true);
  }
});

test.each([['Mother', true], ['birth mum', true], ['His mam', true], ['Mother’s partner', false], ['partner of her mother', false], ['Partner to mother', false], ['mother-to-be', true], ['not the mother', false], ['mother figure', false], ['Grandmother', false], ['grand mother', false], ['stepmother', false], ['foster mother', false], ['Father', false], ['', false]])('“%s” is the mother by birth: %s', (relation, is) => {
  expect(isMother(relation)).toBe(is);
});

test('the name of a child not born yet may name the mother, and no other name does', () => {
  const named = (givenName: string, familyName: string) => motherNamedIn({ givenName, familyName });
  const kayleigh = { givenName: 'Kayleigh', familyName: 'Moss' };
  for (const [given, family] of [['Unborn baby of Kayleigh', 'Moss'], ['unborn child of Kayleigh Moss', ''], ['Baby of', 'Kayleigh Moss'], ['Bump', 'to Kayleigh Moss'], ['The unborn of Kayleigh', 'Moss']] as const) expect(named(given, family)).toEqual(kayleigh);
  expect(named('Unborn baby of Anne Marie', 'Lowe')).toEqual({ givenName: 'Anne Marie', familyName: 'Lowe' });
  // A family name alone is no name to look for; "baby girl" is the child's own.
  for (const [given, family] of [['Unborn baby of', 'Moss'], ['Baby girl', 'Moss'], ['Unborn', 'Moss'], ['', '']] as const) expect(named(given, family)).toBeNull();
});

/** Domain 7.12: a pregnancy is shown or written to nobody whom the mother has not told, nor is that it ended. */
test.each([
  'She had a miscarriage in May.', 'Since she miscarried she does not sleep.', 'After the termination she was alone.', 'She went for a termination of the pregnancy', 'He was stillborn.', 'a still birth', 'her abortion', 'an ectopic one',
  'She is expecting.', 'She’s expecting again', 'Mum is now expecting, he says', 'She is expecting in March', 'They are expecting and need a flat', 'expecting another', 'expecting twins',
  'She is 36 weeks gone.', 'twenty-eight weeks gone', '36wks gone', 'the 12-week scan', 'her 20 week scan', 'the twelve week scan', 'ante natal clinic', 'pre natal class', 'the anomaly scan',
])('“%s” tells of a pregnancy or of its end', (words) => expect(speaksOfPregnancy(words)).toBe(true));

test.each([
  'She is expecting a call.', 'He was expecting another letter', 'We are expecting a phone call', 'She is expecting to move', 'expecting the police at four', 'a miscarriage of justice', 'the termination of the tenancy', 'Termination of his employment', 'a contract termination',
  'two weeks gone by', 'He has been gone for 36 weeks', 'a scan of his head in 12 weeks',
])('“%s” does not', (words) => expect(speaksOfPregnancy(words)).toBe(false));
