/** Who has nowhere to stay and may be 16 or 17 is owed somewhere safe the same day (domain 7.15, 3.1); who is 15 for certain is not. By hand. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { propose } from '@/lib/threshold/propose';
import { withJoined } from './additions/addition';
import { toldAgain } from './additions/again';
import { assessInput } from './assess';
import { guideOn } from './guide-on';
import { with16By } from './perhaps-16';
import { reportFromFields } from './report/report-fields';
import { report, type ReportInput } from './schema';

const ON = Temporal.PlainDate.from('2026-11-01');
const guide = guideOn('norfolk', ON);
const asked = (told: ReturnType<typeof report.parse>, on = ON) => assessInput(told, { receivedOn: on, contactsIn12Months: 1, immediate: false });
const owed = (input: ReturnType<typeof asked>) => propose(guide, input).duties.includes('HOMELESS_16_17');
const typed = (fields: Record<string, string>) => reportFromFields({ children: '1', 'seen.1': 'I073', ...fields }, { today: ON, indicators: guide.indicators, reporter: { name: '', email: '', agencyName: '' } }).report;
const typedAgain = (ageWords: string) => asked(of({ age: { years: 9 }, ageWords, indicators: { I073: 'present' } }));
const of = (child: NonNullable<ReportInput['children']>[number]) => report.parse({ children: [{ givenName: 'Merryn', ...child }] });

describe('an age that is unclear', () => {
  test.each([
    ['15 or 16', true], ['15-17', true], ['14 to 16', true], ['about 15', true], ['15ish', true], ['15?', true], ['about 14', true], ['15+', true], ['over 15', true], ['Year 11', true], ['about 18', true], ['at least 15', true], ['over the age of 15', true], ['15 or over', true], ['15 years or older', true], ['likely 15', true], ['16', true], ['17, nearly 18', true], ['teenager', true],
    ['15', false], ['nearly 16', false], ['13 or 14', false], ['about 12', false], ['Year 9', false], ['18', false], ['over 18', false], ['15, under CAMHS', false],
    ['6, over here from Poland', false], ['6 and over here from Poland', false], ['9, more than one school', false], ['12, older than her brother', false], ['13, lives above the shop', false],
  ])('“%s”: %s', (said, expected) => expect(owed(asked(typed({ 'child.1.ageWords': said })))).toBe(expected));

  // On 1 November 2026 whoever was born in 2010 is 15 or 16, in October 2010 16, in December 2010 15, in 2008 17 or 18, in 2007 18 or 19.
  test.each([['', '2010', true], ['10', '2010', true], ['12', '2010', false], ['', '2008', true], ['', '2007', false], ['', '2012', false]])('born in %s %s: %s', (month, year, expected) => {
    expect(owed(asked(typed({ 'child.1.birth.month': month, 'child.1.birth.year': year })))).toBe(expected);
  });

  test('it is nobody’s before birth', () => {
    expect(asked(of({ unborn: true, ageWords: '15 or 16' })).children[0]?.facts?.perhaps16).toBeUndefined();
  });
});

describe('time goes on', () => {
  const added = (child: Parameters<typeof of>[0], on: string) => {
    const told = of(child);
    const known = with16By(asked(told), told.children, ON, Temporal.PlainDate.from(on));
    return owed({ ...known, children: known.children.map((each) => ({ ...each, indicators: { I073: 'present' as const } })) });
  };
  test.each([
    ['16 since 20 November', { dateOfBirth: '2010-11-20' }, '2026-11-25', true],
    ['16 on 26 November', { dateOfBirth: '2010-11-26' }, '2026-11-25', false],
    ['told to be 15, and perhaps 16 by now', { age: { years: 15 }, ageWords: '15' }, '2026-11-25', true],
    ['told to be 14, and 15 at the most', { age: { years: 14 }, ageWords: '14' }, '2026-11-25', false],
  ] as const)('%s', (_, child, on, expected) => expect(added(child, on)).toBe(expected));

  const tell = (before: ReturnType<typeof of>, toldOn: string) => {
    const teller = { person: { name: 'Rosalie', jobTitle: 'Nurse', agencyName: 'Nursery', email: 'r@nursery.example', phone: '' }, same: true, toldOn: Temporal.PlainDate.from(toldOn) };
    return toldAgain(before, { key: crypto.randomUUID(), text: 'Put out by his mother.', indicators: { 1: ['I073'] }, immediate: false }, teller);
  };
  // Told again on 1 November 2026: whoever was 9 a week before is 9 or 10, and whoever was 14 two years before is 16 or 17.
  test.each<[string, string, Parameters<typeof of>[0], boolean]>([
    ['9 a week ago', '2026-10-25', { age: { years: 9 }, ageWords: '9' }, false],
    ['9 six years ago', '2020-11-01', { age: { years: 9 }, ageWords: '9' }, false],
    ['9 more than six years ago', '2020-10-31', { age: { years: 9 }, ageWords: '9' }, true],
    ['14 a week ago', '2026-10-25', { age: { years: 14 }, ageWords: '14' }, false],
    ['14 two years ago', '2024-11-01', { age: { years: 14 }, ageWords: '14' }, true],
    ['15 a week ago', '2026-10-25', { age: { years: 15 }, ageWords: '15' }, true],
    ['15 a week ago, not in words', '2026-10-25', { age: { years: 15 } }, true],
    ['about 13 a week ago', '2026-10-25', { age: { years: 13 }, ageWords: 'about 13' }, true],
    ['nine in words, a week ago', '2026-10-25', { age: { years: 9 }, ageWords: 'nine; born in 2017, day and month not known', bornAbout: '2017' }, false],
    ['born in 2017, told long ago', '2018-10-25', { age: { years: 0 }, ageWords: 'born in 2017, day and month not known', bornAbout: '2017' }, false],
    ['born in 2010, told long ago', '2018-10-25', { age: { years: 7 }, ageWords: 'born in 2010, day and month not known', bornAbout: '2010' }, true],
  ])('told again, %s', (_, toldOn, child, expected) => expect(owed(asked(tell(of(child), toldOn)))).toBe(expected));

  test('told again twice: the age is that of the first time', () => {
    const first = tell(of({ age: { years: 9 }, ageWords: '9' }), '2019-10-31');
    expect(first.children[0]?.ageWords).toBe('9 (as told before, on 31/10/2019)');
    const second = tell(first, '2026-10-25');
    expect(second.children[0]?.ageWords).toBe('9 (as told before, on 31/10/2019)');
    expect(owed(asked(second))).toBe(true);
  });

  test('told again when the day was not kept: nobody knows how old they are by now', () => {
    expect(owed(typedAgain('9 (as told before)'))).toBe(true);
  });
});

test.each([[15, 16, true], [16, 15, true], [17, 15, true], [15, 14, false], [15, 18, false]])('told twice, of %i and of %i: either is heard', (here, there, expected) => {
  const ours = asked(of({ age: { years: here }, ageWords: String(here) }));
  const other = { id: '1', age: { years: there }, indicators: { I073: 'present' as const } };
  expect(owed(withJoined(ours, undefined, [{ id: '1', other }], 1))).toBe(expected);
});
