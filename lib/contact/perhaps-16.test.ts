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
const of = (child: NonNullable<ReportInput['children']>[number]) => report.parse({ children: [{ givenName: 'Merryn', ...child }] });

describe('an age that is unclear', () => {
  test.each([
    ['15 or 16', true], ['15-17', true], ['14 to 16', true], ['about 15', true], ['15ish', true], ['15?', true], ['about 14', true], ['15+', true], ['over 15', true], ['Year 11', true], ['about 18', true], ['16', true], ['17, nearly 18', true], ['teenager', true],
    ['15', false], ['nearly 16', false], ['13 or 14', false], ['about 12', false], ['Year 9', false], ['18', false], ['over 18', false], ['15, under CAMHS', false],
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

  test.each([[{ age: { years: 15 }, ageWords: '15' }], [{ age: { years: 15 } }]])('told again, nobody says how much later: %j', (child) => {
    const teller = { person: { name: 'Rosalie', jobTitle: 'Nurse', agencyName: 'Nursery', email: 'r@nursery.example', phone: '' }, same: true };
    const again = toldAgain(of(child), { key: crypto.randomUUID(), text: 'Put out by his mother.', indicators: { 1: ['I073'] }, immediate: false }, teller);
    expect(again.children[0]?.ageWords).toBe('15 (as told before)');
    expect(owed(asked(again))).toBe(true);
  });
});

test.each([[15, 16, true], [16, 15, true], [17, 15, true], [15, 14, false], [15, 18, false]])('told twice, of %i and of %i: either is heard', (here, there, expected) => {
  const ours = asked(of({ age: { years: here }, ageWords: String(here) }));
  const other = { id: '1', age: { years: there }, indicators: { I073: 'present' as const } };
  expect(owed(withJoined(ours, undefined, [{ id: '1', other }], 1))).toBe(expected);
});
