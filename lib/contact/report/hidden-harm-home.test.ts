/**
 * Hidden harm and the home weigh for the whole family and not for one child (domain 2.2 behaviours 4 and 6; requirements S03 “flags per
 * household” and C19 “wider than the household”): expectations by hand from these.
 */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import type { AssessInput } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { withAddition, withJoined } from '../additions/addition';
import { assessInput } from '../assess';
import { report, type ReportInput } from '../schema';

const receivedOn = Temporal.PlainDate.from('2026-11-22');
const input = (said: ReportInput): AssessInput => assessInput(report.parse(said), { receivedOn, contactsIn12Months: 1, immediate: false });
const present = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, 'present' as const]));
const each = guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const);

describe.each(each)('%s', (_name, guide) => {
  const levels = (asked: AssessInput) => propose(guide, asked).children.map(({ level }) => level);

  it('two brothers of one contact: two harms ticked for one and the third for the other meet around both', () => {
    const brothers: ReportInput = { children: [{ givenName: 'Ned', indicators: present('I045', 'I042') }, { givenName: 'Sam', indicators: present('I043') }] };
    expect(levels(input(brothers))).toEqual([3, 3]);
    expect(propose(guide, input(brothers)).because.map(({ rule, child, indicators }) => [rule, child, indicators])).toEqual([
      ['hidden-harm', '1', ['I042', 'I043', 'I045']],
      ['hidden-harm', '2', ['I042', 'I043', 'I045']],
    ]);
    // Two of the three are two of the three, in however many children.
    expect(levels(input({ children: [{ indicators: present('I045') }, { indicators: present('I043') }] }))).toEqual([2, 2]);
  });

  it('a theme of a father who lives elsewhere is not lost', () => {
    const mother = { givenName: 'Mother', livesWithChild: 'yes' as const, hiddenHarm: { mentalIllHealth: 'yes' as const, alcohol: 'yes' as const } };
    const father = { givenName: 'Father', livesWithChild: 'no' as const, hiddenHarm: { domesticAbuse: 'yes' as const } };
    expect(levels(input({ children: [{ givenName: 'Maya' }], household: [mother, father] }))).toEqual([3]);
    expect(levels(input({ children: [{ givenName: 'Maya' }], household: [mother] }))).toEqual([2]);
  });

  it('what was said of the adults is counted with what is ticked later, by whoever adds it and of whichever child', () => {
    const told = input({ children: [{ givenName: 'Ned' }, { givenName: 'Sam' }], household: [{ hiddenHarm: { mentalIllHealth: 'yes', domesticAbuse: 'yes' } }] });
    expect(levels(told)).toEqual([2, 2]);
    expect(levels(withAddition(told, { indicators: { 2: ['I043'] }, immediate: false }, 1))).toEqual([3, 3]);
    const called = input({ children: [{ givenName: 'Ned' }], household: [{ hiddenHarm: { drugs: 'yes' } }] });
    expect(levels(withJoined(told, called.facts, [], 1))).toEqual([3, 3]);
  });

  it('a baby who is only another child of the home gives what is wrong there the weight of a baby', () => {
    const home = (member: NonNullable<ReportInput['household']>[number], ...ids: string[]) => levels(input({ children: [{ givenName: 'Ned', age: { years: 7 }, indicators: present(...ids) }], household: [{ kind: 'child', ...member }] }));
    expect(home({ age: { months: 5 } }, 'I051', 'I048')).toEqual([3]);
    expect(home({ dateOfBirth: '2025-11-23', livesWithChild: 'not_known' }, 'I048')).toEqual([3]);
    // The first birthday; one who lives elsewhere; a sign that is the older child's own; nothing present (behaviour 6).
    expect([home({ dateOfBirth: '2025-11-22' }, 'I048'), home({ age: { months: 5 }, livesWithChild: 'no' }, 'I048'), home({ age: { months: 5 } }, 'I018'), home({ age: { months: 5 } })]).toEqual([[2], [2], [2], [2]]);
    // Never from 3 to 4 by age.
    expect(home({ age: { months: 5 } }, 'I088')).toEqual([3]);
  });

  it('so does one who is told of beside the child for whom it was ticked', () => {
    const both = (age: { months: number } | null, ...ids: string[]) => levels(input({ children: [{ age: { years: 7 }, indicators: present(...ids) }, { age, unborn: age === null }] }));
    expect([both({ months: 11 }, 'I048'), both(null, 'I051'), both({ months: 12 }, 'I048'), both({ months: 3 }, 'I018')]).toEqual([[2, 3], [2, 3], [2, 2], [2, 2]]);
  });
});
