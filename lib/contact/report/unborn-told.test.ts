/** Whoever is told of before its birth is unborn, ticked or not (domain 2.2 behaviour 6, 7.12): a born child of any age would be the worse mistake. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import { guideInForce } from '@/lib/threshold/guides';
import { propose } from '@/lib/threshold/propose';
import { assessInput } from '../assess';
import { asksAnew } from '../call/known';
import { readReport } from '../machine/read-sent';
import { reportFromFields } from './report-fields';
import { sayReport } from './report-words';

const TODAY = Temporal.PlainDate.from('2026-11-22');
const guide = guideInForce('norfolk', TODAY);
if (guide === undefined) throw new Error('no guide');
const due = (day: string, month: string, year: string): Fields => ({ 'child.1.due.day': day, 'child.1.due.month': month, 'child.1.due.year': year });
const typed = (more: Fields) => reportFromFields({ children: '1', 'child.1.familyName': 'Tresidder', ...more }, { today: TODAY, indicators: guide.indicators, reporter: { name: '', email: '', agencyName: '' } });
const asked = (more: Fields) => typed(more).warnings.map(({ field }) => field);

describe('without the tick', () => {
  test.each<[string, Fields]>([
    ['a due date', due('3', '2', '2027')],
    ['a due date that cannot be read', due('31', '2', '2027')],
    ['who knows of the pregnancy', { 'child.1.pregnancyKnown': 'mother_only' }],
    ['whom the mother told', { 'child.1.pregnancyKnownWords': 'Her sister, Elowen' }],
    ['a due date, and words that are no age', { ...due('3', '2', '2027'), 'child.1.ageWords': 'unborn' }],
  ])('%s is of a child not born yet, and whoever types is told so', (_, more) => {
    expect(typed(more).report.children[0]?.unborn).toBe(true);
    expect(asked(more)).toContain('child.1.unborn');
  });

  test('who knows of it is kept, and what is called for is what an unborn child needs: level 3 with a need of level 2', () => {
    const { report } = typed({ ...due('3', '2', '2027'), 'child.1.pregnancyKnown': 'listed', 'child.1.pregnancyKnownWords': 'Her sister, Elowen', 'seen.1': 'I015' });
    expect(report.children[0]).toMatchObject({ dueDate: '2027-02-03', pregnancyKnown: 'listed', pregnancyKnownWords: 'Her sister, Elowen' });
    expect(propose(guide, assessInput(report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false })).level).toBe(3);
  });

  test.each<[string, Fields]>([
    ['with a date of birth', { 'child.1.birth.day': '3', 'child.1.birth.month': '2', 'child.1.birth.year': '2026' }],
    ['with a date of birth that cannot be read', { 'child.1.birth.day': '31', 'child.1.birth.month': '2', 'child.1.birth.year': '2026' }],
    ['with an age', { 'child.1.ageWords': '3 weeks' }],
    ...['3 weeks, born at 36 weeks gestation', '15, 20 weeks pregnant', 'Year 9, 20 weeks pregnant', '28 weeks gestation, born last week', 'Twelve, 20 weeks pregnant', '36 weeks gestation, now home', '38/40 neonate'].map((words): [string, Fields] => [`with “${words}”`, { 'child.1.ageWords': words }]),
  ])('%s they are born, whatever was said of a pregnancy', (_, more) => {
    expect(typed({ ...due('3', '2', '2026'), ...more }).report.children[0]?.unborn).toBe(false);
    expect(asked({ ...due('3', '2', '2026'), ...more })).not.toContain('child.1.unborn');
  });

  test.each<[string, Fields]>([
    ['a date of birth that has not come', { 'child.1.birth.day': '3', 'child.1.birth.month': '2', 'child.1.birth.year': '2027' }],
    ['month and year of a birth that have not come', { 'child.1.birth.month': '2', 'child.1.birth.year': '2027' }],
    ['“unborn baby” for the age', { 'child.1.ageWords': 'unborn baby' }],
    ['“due in February” for the age', { 'child.1.ageWords': 'Due in February' }],
    ...['N/A', 'n/k', 'not known', 'bump', 'Baby bump', '20 weeks pregnant', 'Twenty weeks pregnant', '20+3 weeks gestation', '24/40', '20 weeks pregnant, due 3/2/2027', '20 weeks pregnant, not yet born'].map((words): [string, Fields] => [`“${words}” for the age`, { 'child.1.ageWords': words }]),
    ['what the mother wants', { 'voice.1.wants': 'She wants to keep the baby with her.' }],
  ])('%s is no age: with who knows of the pregnancy it is of a child not born yet', (_, more) => {
    const { report } = typed({ 'child.1.pregnancyKnown': 'mother_only', 'seen.1': 'I015', ...more });
    expect(report.children[0]).toMatchObject({ unborn: true, pregnancyKnown: 'mother_only' });
    expect(propose(guide, assessInput(report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false })).level).toBe(3);
  });

  test('nothing said of a pregnancy is nothing of it; the mother is looked for once there is', () => {
    expect(typed({}).report.children[0]?.unborn).toBe(false);
    const before: Fields = { children: '1', 'child.1.familyName': 'Tresidder', members: '1', 'member.1.givenName': 'Kerensa' };
    expect(asksAnew(before, { ...before, ...due('3', '2', '2027') }, TODAY)).toBe(true);
  });
});

/** Worked out by hand from domain 2.2 behaviour 10, 3.5, 7.15: each duty is owed to a girl whose age is not known, and to no unborn child. */
describe('of a girl who is pregnant herself', () => {
  const pregnant: Fields = { ...due('3', '2', '2027'), 'child.1.pregnancyKnown': 'listed', 'child.1.pregnancyKnownWords': 'Her sister, Elowen' };
  test.each<[string, Fields, string | null]>([
    ['female genital mutilation that is known', { 'child.1.fgmKnown': 'yes' }, 'FGM_POLICE'],
    ['“under 16”', { 'child.1.ageWords': 'Under 16', 'child.1.privateFostering': 'yes' }, 'PRIVATE_FOSTERING'],
    ['“teenager, due in February”', { 'child.1.ageWords': 'teenager, due in February' }, null],
    ['“under 16, 20 weeks pregnant”', { 'child.1.ageWords': 'under 16, 20 weeks pregnant', 'child.1.privateFostering': 'yes' }, 'PRIVATE_FOSTERING'],
    ...['Pregnant teenager', 'at secondary school', 'schoolgirl', 'young woman', 'Year 12, 20 weeks pregnant', 'sixteen, pregnant', 'fifteen, 24/40', 'Pregnant, due 3/2/2027 - 15 yrs', '30/40, in NICU'].map((words): [string, Fields, null] => [`“${words}”`, { 'child.1.ageWords': words }, null]),
    ['“Year 12”, with nowhere to stay', { 'child.1.ageWords': 'Year 12', 'seen.1': 'I073' }, 'HOMELESS_16_17'],
    ['a school', { 'child.1.school': 'Penrice Academy' }, null],
    ['a pupil number', { 'child.1.upn': 'A123456789012' }, null],
    ['that she was found', { 'child.1.found.time': '14:30' }, 'RETURN_INTERVIEW'],
    ['what she said', { 'voice.1.said': 'I have not told my mum.' }, null],
    ['private fostering', { 'child.1.privateFostering': 'yes' }, 'PRIVATE_FOSTERING'],
  ])('%s: she is born, her duty is owed, whom she has told is kept, and whoever types is asked', (_, more, duty) => {
    const { report } = typed({ ...pregnant, ...more });
    expect(report.children[0]).toMatchObject({ unborn: false, pregnancyKnown: 'listed', pregnancyKnownWords: 'Her sister, Elowen' });
    expect(propose(guide, assessInput(report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false })).duties).toEqual(expect.arrayContaining(duty === null ? [] : [duty]));
    expect(asked({ ...pregnant, ...more })).toContain('child.1.unborn');
    expect(sayReport(report, guide).flatMap(({ rows }) => rows)).toContainEqual({ label: 'Who knows of the pregnancy', value: expect.stringContaining('Her sister, Elowen') as string });
  });

  test('danger to her asks for her protection at once; the tick stands whatever else is said', () => {
    const { report } = typed({ ...pregnant, 'child.1.ageWords': 'Under 16' });
    expect(propose(guide, assessInput(report, { receivedOn: TODAY, contactsIn12Months: 1, immediate: true })).route).toBe('IMMEDIATE');
    expect(typed({ ...pregnant, 'child.1.school': 'Penrice Academy', 'child.1.unborn': 'yes' }).report.children[0]?.unborn).toBe(true);
  });
});

test.each([
  [due('22', '9', '2027'), false],
  [due('23', '9', '2027'), true],
  [due('3', '2', '9027'), true],
])('a due date further ahead than any pregnancy lasts is asked about, and kept: %o', (when, isAsked) => {
  expect(asked({ 'child.1.unborn': 'yes', ...when }).includes('child.1.due.day')).toBe(isAsked);
  expect(typed({ 'child.1.unborn': 'yes', ...when }).report.children[0]?.dueDate).not.toBeNull();
});

describe('from a machine', () => {
  const sent = (child: object) => {
    const read = readReport({ children: [child] }, TODAY);
    return read.ok ? read.value.children[0]?.unborn : read.problem.map(({ pointer }) => pointer);
  };

  test.each<[string, object, boolean | string[]]>([
    ['a due date, and nobody said whether it is born', { dueDate: '2027-02-03', pregnancyKnown: 'mother_only' }, true],
    ['who knows of the pregnancy alone', { pregnancyKnown: 'not_known' }, true],
    ['said to be born, with a due date and no age: a person looks', { unborn: false, dueDate: '2027-02-03' }, ['/children/0/unborn']],
    ['born, with its age and when it had been due', { unborn: false, dueDate: '2026-02-03', age: { months: 9 } }, false],
    ['“unborn” for the age', { ageWords: 'Unborn', dueDate: '2027-02-03' }, true],
    ['“N/A” for the age, and what the mother wants', { ageWords: 'N/A', dueDate: '2027-02-03', voice: { wants: 'To keep her baby.' } }, true],
    ['said to be born, “20 weeks pregnant”: a person looks', { unborn: false, ageWords: '20 weeks pregnant', dueDate: '2027-02-03' }, ['/children/0/unborn']],
    ['words that are no age and no pregnancy: a person looks', { ageWords: 'Under 16', pregnancyKnown: 'mother_only' }, ['/children/0/unborn']],
    ['known mutilation: a person looks', { fgmKnown: 'yes', pregnancyKnown: 'mother_only' }, ['/children/0/unborn']],
    ['found last night: a person looks', { foundWords: 'Last night', dueDate: '2027-02-03' }, ['/children/0/unborn']],
    ['at school: a person looks', { school: 'Penrice Academy', dueDate: '2027-02-03' }, ['/children/0/unborn']],
    ['an age and a due date', { ageWords: '15', dueDate: '2027-02-03' }, false],
    ['nothing of a pregnancy', { unborn: false, dueDate: null }, false],
    ['a system’s end of time', { dueDate: '9999-12-31' }, ['/children/0/dueDate']],
    ['a system’s beginning of time', { unborn: true, dueDate: '1900-01-01' }, ['/children/0/dueDate']],
  ])('%s', (_, child, expected) => expect(sent(child)).toEqual(expected));
});
