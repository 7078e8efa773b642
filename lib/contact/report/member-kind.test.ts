import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import { guideInForce } from '@/lib/threshold/guides';
import { propose } from '@/lib/threshold/propose';
import { assessInput } from '../assess';
import { readReport } from '../machine/read-sent';
import { personsOf } from './persons';
import { reportFromFields } from './report-fields';

const TODAY = Temporal.PlainDate.from('2026-11-22');
const guide = guideInForce('norfolk', TODAY);
if (guide === undefined) throw new Error('no guide');
const { indicators } = guide;

const read = (member: Fields) =>
  reportFromFields({ children: '1', 'child.1.givenName': 'Tilly', 'child.1.ageWords': '6', 'seen.1': 'I047', members: '1', 'member.1.givenName': 'Arlo', ...member }, { today: TODAY, indicators, reporter: { name: '', email: '', agencyName: '' } });
const kindOf = (member: Fields) => read(member).report.household[0]?.kind;
const asked = (member: Fields) => read(member).warnings.map(({ field }) => field);

/** Domain 2.2: not knowing is not safety; 7.13: brothers and sisters. */
describe('whoever is of the household and neither called an adult nor a child', () => {
  test.each<[string, Fields, 'adult' | 'child', boolean]>([
    ['a brother of 5 months', { 'member.1.ageWords': '5 months', 'member.1.relationship': 'brother' }, 'child', true],
    ['born in 2012', { 'member.1.birth.day': '3', 'member.1.birth.month': '4', 'member.1.birth.year': '2012' }, 'child', true],
    ['the year of birth alone', { 'member.1.birth.year': '2020' }, 'child', true],
    ['nearly 18', { 'member.1.ageWords': 'nearly 18' }, 'child', true],
    ['of whom no age is known', { 'member.1.relationship': 'cousin' }, 'adult', true],
    ['under 18, and not how old', { 'member.1.ageWords': 'under 18' }, 'adult', true],
    ['of 34', { 'member.1.ageWords': '34' }, 'adult', false],
    ['a mother of 17: hidden harm is weighed of her', { 'member.1.ageWords': '17', 'member.1.relationship': 'birth mother' }, 'adult', false],
    ['the mother’s son of 5 months', { 'member.1.ageWords': '5 months', 'member.1.relationship': 'mother’s son' }, 'child', true],
    ['a father, of no age', { 'member.1.fatherOrPartner': 'yes' }, 'adult', false],
    ['called a child', { 'member.1.kind': 'child' }, 'child', false],
    ['called an adult, of 17', { 'member.1.kind': 'adult', 'member.1.ageWords': '17' }, 'adult', false],
  ])('%s', (_, member, kind, warned) => {
    expect(kindOf(member)).toBe(kind);
    expect(asked(member)).toEqual(warned ? ['member.1.kind'] : []);
    expect(read(member).blocking).toEqual([]);
  });

  test('is asked about an age that may mean a baby', () => {
    expect(asked({ 'member.1.ageWords': 'under 5' })).toEqual(['member.1.ageWords', 'member.1.kind']);
  });

  test('counts as the baby at home, and is a child of the household', () => {
    const { report } = read({ 'member.1.ageWords': '5 months', 'member.1.relationship': 'brother' });
    const input = assessInput(report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false });
    expect(input.facts?.babyAtHome).toBe(true);
    expect(propose(guide, input).level).toBe(3);
    expect(personsOf(report).map(({ kind }) => kind)).toEqual(['child', 'household_child']);
  });

  // Rule 3.8 of every guide: "or one is expected". I043 is a parent's drinking, level 2 by itself.
  test.each([['unborn', true], ['due 3 March 2027', true], ['not born yet', true], ['20 weeks pregnant', true], ['3', false], ['3 years', false]])('“%s” of a child of the household: expected, %s', (said, expected) => {
    const { report } = read({ 'member.1.kind': 'child', 'member.1.ageWords': said, 'member.1.relationship': 'sister', 'seen.1': 'I043' });
    const input = assessInput(report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false });
    expect([input.facts?.babyAtHome === true, propose(guide, input).level]).toEqual([expected, expected ? 3 : 2]);
    expect(kindOf({ 'member.1.ageWords': said })).toBe('child');
  });

  test('is read so from a machine, too', () => {
    const kinds = (...household: object[]) => {
      const sent = readReport({ children: [{ givenName: 'Tilly' }], household }, TODAY);
      return sent.ok ? sent.value.household.map(({ kind }) => kind) : sent.problem;
    };
    expect(kinds({ ageWords: '5 months' }, { dateOfBirth: '2020-05-01' }, { age: { years: 9 } }, { givenName: 'Ida' }, { kind: 'adult', ageWords: '9' }, { dateOfBirth: '1990-05-01' })).toEqual(['child', 'child', 'child', 'adult', 'adult', 'adult']);
  });
});
