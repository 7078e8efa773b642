import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { guideInForce, guides } from '@/lib/threshold/guides';
import type { AssessInput, Domain, Guide } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { withJoined } from './additions/addition';
import { sameChildAgain } from './additions/again';
import { assessInput } from './assess';
import { reportFromFields } from './report/report-fields';
import { report, type ReportInput } from './schema';

const TODAY = Temporal.PlainDate.from('2026-11-22');
const norfolk = guideInForce('norfolk', TODAY);
if (norfolk === undefined) throw new Error('no guide');
const asked = (said: ReportInput) => assessInput(report.parse(said), { receivedOn: TODAY, contactsIn12Months: 1, immediate: false });

type Rest = Partial<Record<Domain, string>>;
/** The form, with the child's exact words and one answer for each part of the guide. */
const formed = (rest: Rest, guide: Guide = norfolk, seen = '') =>
  reportFromFields(
    { children: '1', 'child.1.ageWords': '7', 'happened.exactWords': 'Dad hit me', 'seen.1': seen, ...Object.fromEntries(Object.entries(rest).map(([domain, answer]) => [`rest.1.${domain}`, answer])) },
    { today: TODAY, indicators: guide.indicators, reporter: { name: '', email: '', agencyName: '' } },
  ).report;
const proposed = (rest: Rest, guide: Guide = norfolk, seen = '') => propose(guide, asked(formed(rest, guide, seen)));

/** Domain 2.2 behaviour 8: not knowing is not safety; behaviour 2: present, absent and not known are three states. */
describe.each(guides.map((guide) => [`${guide.id} ${guide.version}`, guide] as const))('one part ruled out, another not: %s', (_name, guide) => {
  test.each<[string, Rest]>([
    ['two parts not known', { FE: 'absent', CD: 'not_known', PC: 'not_known' }],
    ['one part not known', { FE: 'absent', CD: 'absent', PC: 'not_known' }],
    ['one part not asked', { FE: 'not_asked', CD: 'absent', PC: 'absent' }],
    ['two parts passed over', { CD: 'absent' }],
    ['one part passed over', { FE: 'absent', PC: 'absent' }],
    ['nothing ruled out', { FE: 'not_known', CD: 'not_known', PC: 'not_known' }],
  ])('%s: hold and check at 2', (_, rest) => {
    expect(proposed(rest, guide)).toMatchObject({ level: 2, route: 'EH_SINGLE', flags: { holdAndCheck: true } });
    expect(proposed(rest, guide).because.map(({ rule }) => rule)).toEqual(['hold-and-check']);
  });
  test('all three ruled out: 1, advice', () => {
    expect(proposed({ FE: 'absent', CD: 'absent', PC: 'absent' }, guide)).toMatchObject({ level: 1, route: 'UNIV_ADVICE', flags: { holdAndCheck: false } });
  });
});

test('a sign that is present is proposed by its own rule, and holds nothing', () => {
  const { level, flags, because } = proposed({ CD: 'absent', PC: 'not_known' }, norfolk, 'I018');
  expect([level, flags.holdAndCheck, because[0]?.rule]).toEqual([2, false, 'additional-need']);
});

test('what would lower it is said: the parts that are not known', () => {
  expect(proposed({ FE: 'absent', CD: 'not_known' }).children[0]?.nearest).toContainEqual({ change: 'The parts that are not known have been looked into and ruled out', toLevel: 1, toRoute: 'UNIV_ADVICE' });
});

test('golden 37: one sign weighed and not met is 1, whatever nobody asked about', () => {
  expect(propose(norfolk, asked({ children: [{ age: { years: 6 }, indicators: { I003: 'present', I011: 'present', I087: 'absent' } }] }))).toMatchObject({ level: 1, route: 'UNIV_ADVICE' });
});

test('a machine says it sign by sign, or part by part', () => {
  const level = (child: object) => propose(norfolk, asked({ children: [{ age: { years: 6 }, ...child }] })).level;
  expect(level({ indicators: { I087: 'absent', I099: 'not_known' } })).toBe(2);
  expect(level({ indicators: { I087: 'absent' }, rest: { FE: 'absent', CD: 'not_known' } })).toBe(2);
  expect(level({ indicators: { I087: 'absent' }, rest: { FE: 'absent', CD: 'absent', PC: 'absent' } })).toBe(1);
});

test('is kept through a join, and is not told again of another day', () => {
  const open: AssessInput = asked(formed({ FE: 'absent', CD: 'not_known' }));
  const [child] = asked(formed({ FE: 'absent', CD: 'absent', PC: 'absent' })).children;
  if (child === undefined) throw new Error('one child');
  expect(propose(norfolk, withJoined(open, undefined, [{ id: '1', other: child }], 1)).level).toBe(2);
  const [told] = formed({ FE: 'absent' }).children;
  if (told === undefined) throw new Error('one child');
  expect(told.rest).toEqual({ FE: 'absent' });
  expect(sameChildAgain(told, [], TODAY)).not.toHaveProperty('rest');
});

test('a report of before, without it, is read as it was', () => {
  expect(report.parse({ children: [{ givenName: 'A' }] }).children[0]).not.toHaveProperty('rest');
});
