import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { guideInForce } from '@/lib/threshold/guides';
import { propose } from '@/lib/threshold/propose';
import { withAddition, withJoined } from './additions/addition';
import { sameChildAgain } from './additions/again';
import { assessInput } from './assess';
import { reportFromFields } from './report/report-fields';
import { sayReport } from './report/report-words';
import { report, type ReportInput } from './schema';
import { bothThen } from './under-13';

/** Domain 2.2 behaviour 6: "under 13 at the event with I067 or sexual activity → L4". Received on 22 November 2026. */
const ON = Temporal.PlainDate.from('2026-11-22');
const norfolk = guideInForce('norfolk', ON);
if (norfolk === undefined) throw new Error('no guide');
const guide = norfolk;
type Child = NonNullable<ReportInput['children']>[number];
const input = (child: Child) => assessInput(report.parse({ children: [child] }), { receivedOn: ON, contactsIn12Months: 1, immediate: false });
const level = (child: Child) => propose(guide, input(child)).level;
const FOURTEEN = { dateOfBirth: '2012-11-22' };
const THIRTEEN = { dateOfBirth: '2013-11-22' };
const sign = (id: string) => ({ indicators: { [id]: 'present' as const } });

describe('under 13 when it happened', () => {
  test.each<[string, Child, number]>([
    ['14, and was under 13', { ...FOURTEEN, under13Then: 'yes' }, 4],
    ['17, and was under 13', { dateOfBirth: '2009-11-22', under13Then: 'yes' }, 4],
    ['of unknown age, and was under 13', { under13Then: 'yes' }, 4],
    ['14, and not known', { ...FOURTEEN, under13Then: 'not_known' }, 3],
    ['14, and not answered', FOURTEEN, 3],
    ['14, and was not', { ...FOURTEEN, under13Then: 'no' }, 3],
    ['13, and not answered', THIRTEEN, 4],
    ['13, and not known', { ...THIRTEEN, under13Then: 'not_known' }, 4],
    ['13, and was not', { ...THIRTEEN, under13Then: 'no' }, 3],
    ['12 now, whatever was answered', { dateOfBirth: '2013-11-23', under13Then: 'no' }, 4],
    // 13 years and 2 months, as a machine counts; 14 years are 168 months.
    ['of 158 months', { age: { months: 158 } }, 4],
    ['of 168 months', { age: { months: 168 } }, 3],
    ['in Year 9: 13 or 14', { ageWords: 'Year 9', age: { years: 13 } }, 4],
    ['in Year 10, of whom nobody knows the birthday', { ageWords: 'Year 10', age: { years: 14 } }, 4],
    ['in Year 12, as read', { ageWords: 'Year 12' }, 4],
    ['in Year 10, and was not', { ageWords: 'Year 10', age: { years: 14 }, under13Then: 'no' }, 3],
  ])('%s: %i', (_, child, expected) => {
    for (const id of ['I066', 'I067']) expect(level({ ...child, ...sign(id) }), id).toBe(expected);
  });

  test('means nothing beside other signs', () => {
    expect(level({ ...FOURTEEN, under13Then: 'yes', ...sign('I018') })).toBe(2);
  });

  test('is among what would change a level of 3, and gives its reason at 4', () => {
    expect(propose(guide, input({ ...FOURTEEN, ...sign('I067') })).children[0]?.nearest).toContainEqual({ change: 'The child was under 13 when it happened', toLevel: 4, toRoute: 'STRATEGY' });
    expect(propose(guide, input({ ...FOURTEEN, under13Then: 'yes', ...sign('I067') })).because.map(({ paragraph }) => paragraph)).toEqual(['4.10']);
  });
});

describe('an answer of one time', () => {
  const denied = (child: Child) => input({ ...child, ...sign('I067'), under13Then: 'no' });
  test('does not answer for a sign that is told later', () => {
    expect(propose(guide, withAddition(denied(THIRTEEN), { indicators: { 1: ['I018'] }, immediate: false }, 1)).level).toBe(3);
    expect(propose(guide, withAddition(denied(THIRTEEN), { indicators: { 1: ['I066'] }, immediate: false }, 1)).level).toBe(4);
    expect(withAddition(denied(FOURTEEN), { indicators: { 1: ['I066'] }, immediate: false }, 1).children[0]?.facts).not.toHaveProperty('under13Then');
    // "No" without any sign of it answers nothing.
    expect(input({ ...THIRTEEN, under13Then: 'no' }).children[0]?.facts).toEqual({ perhapsUnder13: true });
  });
  test('nor for one that a call or another contact tells, who says nothing of when it was', () => {
    const tells = (...ids: string[]) => ({ id: '1', indicators: Object.fromEntries(ids.map((id) => [id, 'present' as const])) });
    const both = (one: Child, other: ReturnType<typeof tells>) => propose(guide, withJoined(denied(one), undefined, [{ id: '1', other }], 1)).level;
    expect([both(THIRTEEN, tells('I066')), both(THIRTEEN, tells('I018')), both(FOURTEEN, tells('I066'))]).toEqual([4, 3, 3]);
    // Who tells of something else in between takes the answer from nothing, and leaves the next sign without one.
    const between = withJoined(denied(THIRTEEN), undefined, [{ id: '1', other: tells('I018') }], 1);
    expect(between.children[0]?.facts).toMatchObject({ under13Then: false });
    expect(propose(guide, withJoined(between, undefined, [{ id: '1', other: tells('I066') }], 1)).level).toBe(4);
    expect(withJoined(denied(FOURTEEN), undefined, [{ id: '1', other: tells('I066') }], 1).children[0]?.facts).not.toHaveProperty('under13Then');
    // The other answers for what it tells.
    const [answers] = input({ ...sign('I066'), under13Then: 'no' }).children;
    if (answers === undefined) throw new Error('one child');
    expect(both(THIRTEEN, answers as ReturnType<typeof tells>)).toBe(3);
    // Told first of a girl of unknown age; that she is 13, and was so in another matter, is told by the other.
    const [known] = denied(THIRTEEN).children;
    if (known === undefined) throw new Error('one child');
    expect(propose(guide, withJoined(input(sign('I066')), undefined, [{ id: '1', other: known }], 1)).level).toBe(4);
  });
  test('nor where a year of school is all that is known of the age, by whichever of both', () => {
    const year10: Child = { ageWords: 'Year 10', age: { years: 14 } };
    const told = report.parse({ children: [year10] }).children;
    const adds = (id: string) => propose(guide, withAddition(denied(year10), { indicators: { 1: [id] }, immediate: false }, 1, told)).level;
    expect([adds('I066'), adds('I067'), adds('I018')]).toEqual([4, 4, 3]);
    const calls = (id: string) => propose(guide, withJoined(denied(year10), undefined, [{ id: '1', other: { id: '1', indicators: { [id]: 'present' } } }], 1, told)).level;
    expect([calls('I066'), calls('I018')]).toEqual([4, 3]);
    const [other] = denied(year10).children;
    if (other === undefined) throw new Error('one child');
    expect(propose(guide, withJoined(input(sign('I066')), undefined, [{ id: '1', other, told: told[0] }], 1)).level).toBe(4);
    expect(propose(guide, withAddition(denied(FOURTEEN), { indicators: { 1: ['I066'] }, immediate: false }, 1, report.parse({ children: [FOURTEEN] }).children)).level).toBe(3);
  });
  test('of two tellings the safe one holds', () => {
    expect([bothThen(true, false), bothThen(false, false), bothThen(false, undefined), bothThen(undefined, undefined)]).toEqual([true, false, false, undefined]);
    const [silent] = input({ ...THIRTEEN, ...sign('I067') }).children;
    if (silent === undefined) throw new Error('one child');
    expect(propose(guide, withJoined(denied(THIRTEEN), undefined, [{ id: '1', other: silent }], 1)).level).toBe(4);
  });
});

describe('on the form', () => {
  const read = (under13: string) => reportFromFields({ children: '1', 'child.1.ageWords': '14', 'seen.1': 'I067', 'seen.1.under13Then': under13 }, { today: ON, indicators: guide.indicators, reporter: { name: '', email: '', agencyName: '' } }).report;
  test('is read, said and not told again of another day', () => {
    const told = read('yes');
    expect(told.children[0]?.under13Then).toBe('yes');
    expect(sayReport(told, guide).flatMap(({ rows }) => rows)).toContainEqual({ label: 'Under 13 when it happened (sexual activity, pregnancy)', value: 'Yes' });
    const [child] = told.children;
    expect(child && sameChildAgain(child, [], ON)).not.toHaveProperty('under13Then');
  });
  test('passed over, or answered with what is no answer, it is left out', () => {
    for (const none of ['', 'perhaps']) expect(read(none).children[0]).not.toHaveProperty('under13Then');
  });
});
