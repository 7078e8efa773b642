import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import { countCharacters, LONGEST_NARRATIVE, reportFromFields, type ReportContext } from './report-fields';
import { readAge } from './typed-dates';
import { report as schema } from '../schema';

const context: ReportContext = {
  today: Temporal.PlainDate.from('2026-11-22'),
  indicators: [
    { id: 'I018', domain: 'PC' },
    { id: 'I052', domain: 'PC' },
    { id: 'I047', domain: 'FE' },
    { id: 'I033', domain: 'CD' },
  ],
  reporter: { name: 'Bryony Castle', email: 'bryony@example.org', agencyName: 'Harrow Lane Primary School' },
};
const read = (fields: Fields) => reportFromFields(fields, context);
const messages = (fields: Fields) => read(fields).warnings.map(({ field }) => field);

describe('a report out of what was typed', () => {
  it('is whole when nothing was typed, and names no child', () => {
    const { report, warnings, blocking } = read({});
    expect(schema.parse(report)).toEqual(report);
    expect(report).toMatchObject({ children: [], household: [], agencies: [], incident: { what: '' }, belief: { level: null }, reporter: { name: 'Bryony Castle' } });
    expect([...warnings, ...blocking]).toEqual([]);
  });

  it('keeps words exactly: emoji, right-to-left text, spaces and line breaks', () => {
    const what = '  🥪👩‍👧 two days\n\n\tقالت إنها جائعة \u202Eabc\u202C ';
    expect(read({ 'happened.what': what }).report.incident.what).toBe(what);
  });

  it('knows several children, keeps each one’s own answers and leaves out those of whom nothing was said', () => {
    const { report } = read({
      children: ['2', '5', '7'],
      'child.2.givenName': 'Tilly',
      'child.5.givenName': ' ',
      'seen.5': ['I018'],
      'child.7.givenName': '',
      'voice.2.said': 'I am hungry',
      'child.3.givenName': 'taken away',
    });
    expect(report.children.map(({ givenName, indicators, voice }) => ({ givenName, indicators, said: voice.said }))).toEqual([
      { givenName: 'Tilly', indicators: {}, said: 'I am hungry' },
      { givenName: ' ', indicators: { I018: 'present' }, said: '' },
    ]);
  });

  it('gives the rest of a part one answer, and the other parts none', () => {
    const { report } = read({ 'seen.1': ['I018', 'I999'], 'rest.1.PC': 'absent', 'rest.1.CD': 'not_asked', 'rest.1.FE': 'present' });
    expect(report.children[0]?.indicators).toEqual({ I018: 'present', I052: 'absent', I033: 'not_asked' });
  });

  it('takes answers only from those there are', () => {
    const { report } = read({ 'safety.whereNow': 'with_me', 'safety.cannotWait': 'maybe', 'belief.level': 'not_sure', 'view.scale': '11', 'openness.agreement': 'given' });
    expect(report.firstQuestions).toMatchObject({ whereNow: 'with_me', cannotWait: null });
    expect(report.belief.level).toBe('not_sure');
    expect(report.view.scale).toBeNull();
    expect(report.openness.agreement).toBe('given');
    expect(read({ 'belief.level': '4', 'view.scale': '0' }).report).toMatchObject({ belief: { level: 4 }, view: { scale: 0 } });
  });
});

describe('dates', () => {
  const born = (day: string, month: string, year: string, age = '') =>
    read({ 'child.1.birth.day': day, 'child.1.birth.month': month, 'child.1.birth.year': year, 'child.1.ageWords': age });

  it('are read when they are days', () => {
    expect(born('4', '3', '2019').report.children[0]).toMatchObject({ dateOfBirth: '2019-03-04', ageWords: '' });
    expect(born('29', '2', '2024').report.children[0]?.dateOfBirth).toBe('2024-02-29');
  });

  it.each([
    ['31', '2', '2019'],
    ['29', '2', '2025'],
    ['4', '', '2019'],
    ['4', '3', '19'],
    ['four', '3', '2019'],
    ['23', '11', '2026'],
    ['1', '1', '1850'],
  ])('%s %s %s is asked about, and kept as words', (day, month, year) => {
    const { report, warnings, blocking } = born(day, month, year, 'about 6');
    expect(warnings.map(({ field }) => field)).toEqual(['child.1.birth.day']);
    expect(blocking).toEqual([]);
    expect(report.children[0]).toMatchObject({ dateOfBirth: null, age: { years: 6 } });
    expect(report.children[0]?.ageWords).toBe(`about 6; date of birth given as ${[day, month, year].join(' ').trim()}`);
  });

  it('of a baby not yet born lie ahead', () => {
    const { report, warnings } = read({ 'child.1.unborn': 'yes', 'child.1.due.day': '3', 'child.1.due.month': '2', 'child.1.due.year': '2027' });
    expect(warnings).toEqual([]);
    expect(report.children[0]).toMatchObject({ unborn: true, dueDate: '2027-02-03' });
  });

  it('of being found carry a London time: 14:30 in July is 13:30 UTC', () => {
    const found = { 'child.1.found.day': '3', 'child.1.found.month': '7', 'child.1.found.year': '2026' };
    expect(read({ ...found, 'child.1.found.time': '14:30' }).report.children[0]).toMatchObject({ foundAt: '2026-07-03T13:30:00Z', foundWords: '3 7 2026 14:30' });
    // A day alone counts from its start: midnight in London, in summer, is 23:00 UTC of the day before.
    expect(read(found).report.children[0]).toMatchObject({ foundAt: '2026-07-02T23:00:00Z', foundWords: '3 7 2026' });
    const wrong = read({ ...found, 'child.1.found.time': '25:00' });
    expect(wrong.report.children[0]).toMatchObject({ foundAt: null, foundWords: '3 7 2026 25:00' });
    expect(wrong.warnings.map(({ field }) => field)).toEqual(['child.1.found.day']);
  });

  it.each([['31', '12', '9999'], ['25', '12', '2026'], ['23', '11', '2026']])('of being found that have not come (%s %s %s) are asked about and kept as typed', (day, month, year) => {
    const { report, warnings } = read({ 'child.1.found.day': day, 'child.1.found.month': month, 'child.1.found.year': year });
    expect(report.children[0]).toMatchObject({ foundAt: null, foundWords: `${day} ${month} ${year}` });
    expect(warnings.map(({ field }) => field)).toEqual(['child.1.found.day']);
  });

  it('of a stay with no close relative that ends before it begins are asked about, and kept', () => {
    const stay = (until: string) => read({ 'child.1.fosteringSince.day': '1', 'child.1.fosteringSince.month': '9', 'child.1.fosteringSince.year': '2026', 'child.1.fosteringUntil.day': until, 'child.1.fosteringUntil.month': '9', 'child.1.fosteringUntil.year': until === '1' ? '2026' : '2025' });
    const { report, warnings, blocking } = stay('30');
    expect(report.children[0]).toMatchObject({ fosteringSince: '2026-09-01', fosteringUntil: '2025-09-30', fosteringWords: '' });
    expect([...warnings, ...blocking].map(({ field }) => field)).toEqual(['child.1.fosteringUntil.day']);
    expect(stay('1').warnings).toEqual([]);
  });
});

describe('ages as said', () => {
  it.each([
    ['about 6', { years: 6 }],
    ['6years', { years: 6 }],
    ['7 yrs', { years: 7 }],
    ['5 months', { months: 5 }],
    ['18m', { months: 18 }],
    ['13 weeks', { months: 3 }],
    ['10 days', { months: 0 }],
    ['2.5', { years: 2.5 }],
    ['6 mornings', { years: 6 }],
    ['small', null],
    ['', null],
    ['999', null],
  ])('%s', (words, age) => {
    expect(readAge(words)).toEqual(age);
  });
});

describe('numbers', () => {
  it('that look mistyped are pointed out, taken as they are, and hold nothing up', () => {
    const { report, warnings, blocking } = read({ 'child.1.nhsNumber': '999 000 0019', 'child.1.upn': 'B950000178301' });
    expect(warnings.map(({ field }) => field)).toEqual(['child.1.nhsNumber', 'child.1.upn']);
    expect(report.children[0]).toMatchObject({ nhsNumber: '999 000 0019', upn: 'B950000178301' });
    expect(blocking).toEqual([]);
  });
  it('that are right, or not known, are not', () => {
    expect(messages({ 'child.1.nhsNumber': '999 000 0018', 'child.1.upn': 'A950000178301' })).toEqual([]);
    expect(messages({ 'child.1.givenName': 'Tilly', 'child.1.nhsNumber': '' })).toEqual([]);
  });
});

describe('reaching somebody safely', () => {
  it('a telephone that can be none is asked about, and kept as it was typed', () => {
    for (const typed of ['abc', '01632', 'ask at the office', '960 1234']) {
      expect(read({ 'you.phone': typed }).report.reporter.phone).toBe(typed);
      expect(messages({ 'you.phone': typed })).toEqual(['you.phone']);
    }
    for (const typed of ['', ' ', '01632 960123', '(01632) 96012', '+44 1632 960123', '01632 960123 ext 4']) expect(messages({ 'you.phone': typed })).toEqual([]);
  });
  it('is kept of the reporter and of each person of the family, and nothing is taken as given', () => {
    const { report } = read({ 'you.safeWay': 'telephone', 'you.mayLeaveMessage': 'no', 'you.whoMightSee': 'Her husband opens the post', members: ['1'], 'member.1.givenName': 'Ida', 'member.1.otherNames': 'née Hart', 'member.1.safeWay': 'in_person', 'member.1.reachBy': 'at the clinic', 'member.1.whoMightSee': 'He reads her telephone' });
    expect(report.reporter).toMatchObject({ safeWay: 'telephone', mayLeaveMessage: 'no', whoMightSee: 'Her husband opens the post' });
    expect(report.household[0]).toMatchObject({ otherNames: 'née Hart', safeWay: 'in_person', reachBy: 'at the clinic', whoMightSee: 'He reads her telephone' });
    expect(read({ 'you.safeWay': 'pigeon' }).report.reporter).toMatchObject({ safeWay: null, mayLeaveMessage: null, whoMightSee: '' });
  });
});

describe('length', () => {
  it('is counted in code points: 20,000 emoji are 20,000 characters', () => {
    expect(countCharacters('🥪'.repeat(LONGEST_NARRATIVE))).toBe(20_000);
    expect(read({ 'happened.what': '🥪'.repeat(20_000) }).blocking).toEqual([]);
  });
  it('beyond the limit is said and nothing is cut', () => {
    const { report, blocking } = read({ 'happened.what': 'a'.repeat(20_001) });
    expect(blocking).toMatchObject([{ field: 'happened.what', message: expect.stringContaining('1 more') as string }]);
    expect(report.incident.what).toHaveLength(20_001);
  });
});

describe('each person’s own view, hidden harm, strengths and safety (domain 5.6; requirements C12, C20, C21, S03)', () => {
  it('stand with whom they are said of, and numbers outside 0 to 10 are none', () => {
    const { report } = read({
      children: '1',
      members: ['1', '2'],
      'child.1.givenName': 'Maya',
      'voice.1.view.scale': '0',
      'voice.1.view.wishes': ['home', 'friendship', 'a pony'],
      'member.1.givenName': 'Mother',
      'member.1.view.scale': '10',
      'member.1.view.workingWell': 'She gets them to school',
      'member.1.harm.domesticAbuse': 'yes',
      'member.1.harm.alcohol': 'not_known',
      'member.2.givenName': 'Gran',
      'member.2.view.scale': '11',
      'view.strengths': 'A close street',
    });
    expect(report.children[0]?.voice.view).toEqual({ workingWell: '', worriedAbout: '', needsToHappen: '', scale: 0, wishes: ['home', 'friendship'] });
    expect(report.household.map(({ view: { scale } }) => scale)).toEqual([10, null]);
    expect(report.household[0]?.hiddenHarm).toEqual({ domesticAbuse: 'yes', mentalIllHealth: null, drugs: null, alcohol: 'not_known', words: '' });
    expect(report.view).toMatchObject({ strengths: 'A close street', workingWell: '', safety: [] });
  });
  it('keep a date that is none as words, ask about it, and about an end before the beginning', () => {
    const protection = (until: string) => ({ 'protection.1.what': 'Gran', 'protection.1.since.day': '3', 'protection.1.since.month': '3', 'protection.1.since.year': '2025', 'protection.1.until.year': until, 'protection.1.until.day': '1', 'protection.1.until.month': '1' });
    expect(read(protection('last')).report.view.safety).toEqual([{ what: 'Gran', since: '2025-03-03', until: null, datesWords: '1 1 last', evidence: '' }]);
    expect([messages(protection('last')), messages(protection('2024')), messages(protection('2026'))]).toEqual([['protection.1.until.day'], ['protection.1.until.day'], []]);
  });
});

describe('whatever was typed', () => {
  const names = ['children', 'members', 'agencies', 'safety.whereNow', 'child.1.birth.day', 'child.1.birth.month', 'child.1.birth.year', 'child.1.found.time', 'child.1.ageWords', 'child.2.nhsNumber', 'seen.1', 'rest.1.CD', 'member.1.birth.year', 'member.1.kind', 'agency.1.name', 'view.scale', 'belief.level', 'happened.what', 'protections', 'protection.1.what', 'protection.1.since.day', 'protection.1.since.month', 'protection.1.since.year', 'protection.1.until.year', 'member.1.harm.drugs', 'member.1.view.scale', 'member.1.view.wishes', 'voice.1.view.scale', 'voice.1.view.wishes', '__proto__', 'constructor'];
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('1', '2', '29', '2024', 'yes', 'absent', 'I018', '-1', '1e3', '٣'), fc.array(fc.string(), { maxLength: 4 }));
  const fields = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), value)).map((pairs): Fields => Object.fromEntries(pairs));

  it('gives a report that fits the schema, with the narrative untouched', () => {
    fc.assert(
      fc.property(fields, (typed) => {
        const { report } = read(typed);
        expect(schema.parse(report)).toEqual(report);
        const what = typed['happened.what'];
        if (typeof what === 'string') expect(report.incident.what).toBe(what);
      }),
      { numRuns: 500 },
    );
  });
});
