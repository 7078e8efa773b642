import { describe, expect, it } from 'vitest';
import { aboutColleague, levelBelieved, pastAgency, referrerClass, sourceCode, summaryOf } from './classify';
import { report, type ReportInput } from '../schema';

const said = (input: ReportInput) => report.parse(input);

describe('whom the outcome letter speaks to (domain 7.5)', () => {
  it.each([
    [{}, 'professional'],
    [{ continuingRole: 'yes' }, 'professional_continuing'],
    [{ continuingRole: 'yes', aboutColleague: 'yes' }, 'subject'],
    [{ continuingRole: 'yes', aboutColleague: 'not_known' }, 'subject'],
    [{ continuingRole: 'yes', aboutColleague: 'no' }, 'professional_continuing'],
  ] as const)('%j is %s', (reporter, expected) => {
    expect(referrerClass(said({ reporter }), 'school')).toBe(expected);
  });
  it.each([
    [{ continuingRole: 'yes' }, 'public'],
    [{}, 'public'],
    [{ aboutColleague: 'yes' }, 'subject'],
  ] as const)('%j from family or public is %s', (reporter, expected) => {
    expect(referrerClass(said({ reporter }), 'public')).toBe(expected);
  });
  it('hides from the agency what involves, or may involve, its staff, and what must go past its lead (domain 7.3)', () => {
    expect(aboutColleague(said({ reporter: { aboutColleague: 'not_known' } }))).toBe(true);
    expect(aboutColleague(said({}))).toBe(false);
    expect(pastAgency(said({ reporter: { leadKnows: 'past_lead' } }))).toBe(true);
    expect(pastAgency(said({ reporter: { leadKnows: 'will_tell' } }))).toBe(false);
  });
});

describe('codes', () => {
  it('“not sure” is no figure', () => {
    expect(levelBelieved(said({ belief: { level: 'not_sure' } }))).toBeNull();
    expect(levelBelieved(said({ belief: { level: 3 } }))).toBe(3);
  });
  it.each([
    ['school', '2A'],
    ['gp', '3A'],
    ['health_visiting', '3B'],
    ['hospital', '3E'],
    ['housing', '4'],
    ['police', '6'],
    ['voluntary', '8'],
    ['circus', '10'],
  ])('a %s is source %s (domain 4.2)', (kind, code) => {
    expect(sourceCode(kind)).toBe(code);
  });
});

describe('the line for a list', () => {
  it('is what happened, on one line', () => {
    expect(summaryOf(said({ incident: { what: 'Two days\n without  lunch.' }, view: { worriedAbout: 'food' } }), false)).toBe('Two days without lunch.');
    expect(summaryOf(said({ view: { worriedAbout: 'food' } }), false)).toBe('food');
  });
  it('is cut between letters as people see them, and says so', () => {
    const line = summaryOf(said({ incident: { what: '👩‍👧'.repeat(200) } }), false);
    expect(line).toBe(`${'👩‍👧'.repeat(139)}…`);
  });
  it('says when nothing was said', () => {
    expect(summaryOf(said({}), true)).toBe('Immediate danger. Nothing more is said yet.');
    expect(summaryOf(said({}), false)).toBe('Nothing is said yet of what happened.');
  });
});
