import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { guideInForce } from '@/lib/threshold/guides';
import { propose } from '@/lib/threshold/propose';
import { assessInput } from '../assess';
import { ageSaid, inWords, schoolYear } from './age-in-words';
import { ageWords, childrenLine } from './children-line';
import { reportFromFields } from './report-fields';

const TODAY = Temporal.PlainDate.from('2026-11-22');
const guide = guideInForce('norfolk', TODAY);
if (guide === undefined) throw new Error('no guide');
const { indicators } = guide;

/** What is typed on the form, read as the report it makes. */
const typed = (said: string, more: Record<string, string> = {}) => reportFromFields({ children: '1', 'child.1.ageWords': said, 'child.1.nonMobile': 'no', 'seen.1': 'I017', ...more }, { today: TODAY, indicators, reporter: { name: '', email: '', agencyName: '' } });
const levelOf = (said: string, more: Record<string, string> = {}) => propose(guide, assessInput(typed(said, more).report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false })).level;

/**
 * Domain 2.2 behaviour 6: under 1 with a need or risk gives 3; whoever cannot move about alone, with an injury (I017), 4. Below six
 * months nobody does, whatever was answered.
 */
describe('a baby whose age is written in words is a baby', () => {
  test.each([
    ['six weeks old', 4], ['three months old', 4], ['newborn', 4], ['new-born, 2nd child', 4], ['baby', 4], ['a few weeks old', 4], ['born yesterday', 4], ['born last week', 4], ['two days', 4],
    ['half a year', 3], ['eleven months', 3], ['under 1', 4], ['under one', 4], ['<1', 4], ['less than a year', 4], ['under 6 months', 4], ['babe in arms', 4], ['not walking yet', 4],
    ['nearly 1', 3], ['not yet 1', 3], ['almost one', 3], ['about 1', 3], ['1 next week', 3], ['nearly 12 months', 3], ['isn’t 1 yet', 3],
    ['born at 36 weeks, now 10 days old', 4], ['born at 36 weeks', 4], ['3, in months', 4], ['under 5', 4], ['under-fives', 4], ['8 weeks', 4],
    ['1', 2], ['12 months', 2], ['eighteen months', 2], ['1 year 3 months', 2], ['about 1 year 3 months', 2], ['one and a half', 2], ['about 2', 2], ['six', 2], ['over 5', 2], ['infant school', 2],
  ])('“%s”, with an injury: %i', (said, level) => {
    expect(levelOf(said)).toBe(level);
  });

  test('a need of level 2 gives 3', () => {
    for (const said of ['six weeks old', 'under 1', 'newborn', 'nearly 1']) expect(levelOf(said, { 'seen.1': 'I018' }), said).toBe(3);
  });
});

describe('years', () => {
  test.each([
    ['six', { years: 6 }], ['fifteen', { years: 15 }], ['seven-year-old', { years: 7 }], ['the older one, 14', { years: 14 }], ['little one, 6', { years: 6 }],
    // Whoever is in Year 4 is 8 or 9: the younger. Year 7 is 11.
    ['Year 4', { years: 8 }], ['yr 7', { years: 11 }], ['Y11', { years: 15 }], ['3 years 2 months', { years: 3 }], ['7 yrs 3 mths', { years: 7 }],
    // 16 and 17 are asked about where nobody knows: these stay words.
    ['Year 12', null], ['sixteen', null], ['twenty-one', null], ['the little one', null], ['reception', null],
    ['15, 10 weeks pregnant', { years: 15 }],
  ])('“%s”', (said, age) => expect(ageSaid(said).age).toEqual(age));

  test('a young person in Year 12 with nowhere to stay is asked about as one of 16 or 17', () => {
    const { duties } = propose(guide, assessInput(typed('Year 12', { 'seen.1': 'I073' }).report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false }));
    expect(duties).toContain('HOMELESS_16_17');
    expect([schoolYear('Year 12'), schoolYear('year 4b'), schoolYear('Year 14'), schoolYear('12 years')]).toEqual([12, null, null, null]);
  });
});

/**
 * Worked out by hand from domain 2.2 behaviour 6 and 7.15. A girl under 18 who was cut: police, level 4. Private fostering of whoever is not disabled: under 16, level 3
 * and the visit. Homeless: 16 and 17. Sexual activity: under 13 level 4, and 13 now may have been 12 then. Not known leaves each duty open.
 */
describe('whose birthday is still to come is not older than they are', () => {
  test.each([
    ['nearly 18', 17], ['just under 18', 17], ['almost 18', 17], ['not yet 18', 17], ['isn’t 18 yet', 17], ['turning 18', 17], ['18 next week', 17], ['will be 18 in May', 17], ['nearly 16', 15], ['nearly 14', 13],
    ['nearly 14 years old', 13], ['nearly fourteen', 13], ['nearly 13', 12], ['under 13', 12], ['under 14', 13], ['under 10', 9],
    ['under 16', null], ['under 18', null], ['<18', null], ['U16', null], ['16 or under', null], ['under-18', null], ['18 in May', null],
    ['about 18', 18], ['around 16', 16], ['16, nearly 17', 16], ['17 (18 next month)', 17], ['15, under CAMHS', 15], ['nearly 13 and a half', 13], ['18', 18], ['nearly 6', 5],
  ])('“%s”: %s', (said, years) => expect(ageSaid(said)).toEqual({ age: years === null ? null : { years }, mayBeBaby: false }));

  const proposed = (said: string, more: Record<string, string>) => propose(guide, assessInput(typed(said, { 'seen.1': '', ...more }).report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false }));
  const [cut, homeless, fostered, sexual] = [{ 'child.1.fgmKnown': 'yes' }, { 'seen.1': 'I073' }, { 'child.1.privateFostering': 'yes', 'child.1.fostering28Days': 'yes', 'child.1.disability': 'no' }, { 'seen.1': 'I067', 'rest.1.CD': '' }];

  test.each(['nearly 18', 'just under 18', 'under 18', 'under 16', '17'])('“%s” and cut: the police and level 4', (said) => {
    const { level, duties } = proposed(said, cut);
    expect([level, duties.includes('FGM_POLICE')]).toEqual([4, true]);
  });
  test.each([['nearly 18', true], ['under 18', true], ['nearly 17', true], ['nearly 16', false], ['18', false]])('“%s” with nowhere to stay: %s', (said, owed) => {
    expect(proposed(said, homeless).duties.includes('HOMELESS_16_17')).toBe(owed);
  });
  test.each([['under 16', true], ['nearly 16', true], ['under 18', true], ['16', false], ['nearly 18', false]])('“%s” and fostered privately: %s', (said, owed) => {
    const { level, duties } = proposed(said, fostered);
    expect([level >= 3, duties.includes('PRIVATE_FOSTERING')]).toEqual([owed, owed]);
  });
  test.each([['nearly 13', 4, undefined], ['under 13', 4, undefined], ['nearly 14', 4, true], ['under 14', 4, true], ['nearly 15', 3, undefined]])('“%s” and sexual activity', (said, level, perhaps) => {
    const report = typed(said, sexual).report;
    const input = assessInput(report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false });
    expect(propose(guide, input).level).toBe(level);
    expect(input.children[0]?.facts?.perhapsUnder13).toBe(perhaps);
  });
  test('“under 16” is asked about, and kept as it was typed', () => {
    expect(typed('under 16')).toMatchObject({ warnings: [{ field: 'child.1.ageWords' }], report: { children: [{ ageWords: 'under 16' }] } });
  });
});

describe('what cannot be read, or may mean a baby', () => {
  const notes = (said: string, more: Record<string, string> = {}) => typed(said, more).warnings.filter(({ field }) => field.endsWith('ageWords'));
  test('is asked of whoever types it, and neither refused nor lost', () => {
    for (const said of ['reception', 'sixteen', 'under 5', 'about 1']) {
      expect(notes(said), said).toHaveLength(1);
      expect(typed(said), said).toMatchObject({ blocking: [], report: { children: [{ ageWords: said }] } });
    }
    expect(notes('under 5')[0]?.message).toContain('take the child for one');
  });
  test('is not asked where it is known, not born, or clear', () => {
    for (const said of ['', 'about 6', 'six weeks old', 'newborn', 'under 1']) expect(notes(said), said).toEqual([]);
    const born = { 'child.1.birth.day': '4', 'child.1.birth.month': '3', 'child.1.birth.year': '2018' };
    expect(notes('in reception', born)).toEqual([]);
    expect(notes('in reception', { 'child.1.birth.year': '2021' })).toEqual([]);
    expect(notes('due in May', { 'child.1.unborn': 'yes' })).toEqual([]);
  });
  test('is asked of another child of the household, and of no adult', () => {
    const member = (kind: string) => typed('7', { members: '1', 'member.1.kind': kind, 'member.1.ageWords': 'in her thirties' }).warnings.map(({ field }) => field);
    expect(member('child')).toEqual(['member.1.ageWords']);
    expect(member('adult')).toEqual([]);
  });
  test('is said to the worker in the line of the queue', () => {
    const said = (words: string, months: number | null) => ({ dateOfBirth: null, unborn: false, dueDate: null, saidMonths: months, inWords: inWords(words, months) });
    expect(ageWords(said('reception', null), TODAY)).toBe('age not known, said in words');
    expect(ageWords(said('under 5; born in 2023, day and month not known', 0), TODAY)).toBe('perhaps a baby');
    expect(ageWords(said('under 5 (as told before)', 0), TODAY)).toBe('perhaps a baby');
    expect(ageWords(said('under 5 (as told before, on 12/3/2026)', 0), TODAY)).toBe('perhaps a baby');
    expect(ageWords(said('newborn (as told before, on 12/3/2026)', 0), TODAY)).toBe('0 months');
    expect(ageWords(said('newborn', 0), TODAY)).toBe('0 months');
    expect(ageWords(said('', null), TODAY)).toBe('age not known');
    expect(childrenLine([said('reception', null), said('about 6', 72)], TODAY)).toBe('2 children, 6 and age not known, said in words');
  });
});
