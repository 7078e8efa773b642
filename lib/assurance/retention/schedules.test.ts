import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { draftDue, reckon, shortestYears, type KeptContact, type KeptChild } from './model';
import { periodsMissing, scheduleOf } from './schedules';
import { OUTCOMES, retentionSchedule } from './schema';

const AREAS = ['norfolk', 'cambridgeshire', 'somerset', 'blackburn-with-darwen', 'plymouth'] as const;
const day = (text: string) => Temporal.PlainDate.from(text);

describe('the schedule of every area', () => {
  test.each(AREAS)('%s: a rule for each outcome, with its source or marked illustrative', (area) => {
    const { rules } = scheduleOf(area);
    expect(Object.keys(rules).sort()).toEqual([...OUTCOMES].sort());
    // What law, guidance and the inquiry say (regulation 50 of 2010; IICSA recommendation 17; KCSIE part four) is nowhere shorter.
    expect(rules.looked_after.longestOf).toContainEqual({ years: 75, from: 'birth' });
    expect(rules.sexual_abuse.longestOf).toContainEqual({ years: 75, from: 'closure' });
    expect(rules.position_of_trust.longestOf).toContainEqual({ years: 10, from: 'received' });
    for (const outcome of OUTCOMES) expect(rules[outcome].illustrative || rules[outcome].source.length > 40, outcome).toBe(true);
  });

  test('an area says where it differs: a consultation in Somerset six years, elsewhere three', () => {
    expect(scheduleOf('somerset').rules.consultation.longestOf).toEqual([{ years: 6, from: 'closure' }]);
    expect(scheduleOf('plymouth').rules.consultation.longestOf).toEqual([{ years: 3, from: 'closure' }]);
  });

  test('a schedule with an outcome left out, no period or no source is none', () => {
    const { rules } = scheduleOf('norfolk');
    const { advice, ...rest } = rules;
    expect(retentionSchedule.safeParse({ rules: rest }).success).toBe(false);
    expect(retentionSchedule.safeParse({ rules: { ...rest, advice: { ...advice, longestOf: [] } } }).success).toBe(false);
    expect(retentionSchedule.safeParse({ rules: { ...rest, advice: { ...advice, source: '' } } }).success).toBe(false);
    expect(retentionSchedule.safeParse({ rules: { ...rest, advice, unsent_draft: { ...advice, longestOf: [{ years: 1, from: 'birth' }] } } }).success).toBe(false);
  });
});

test('outside the demo an area lacks every period that no published source gives; law, guidance and the inquiry give three', () => {
  for (const area of AREAS) {
    expect(periodsMissing(area, false)).toEqual(OUTCOMES.filter((outcome) => !['looked_after', 'sexual_abuse', 'position_of_trust'].includes(outcome)));
    expect(periodsMissing(area, true)).toEqual([]);
  }
});

const contact = (id: string, rest: Partial<KeptContact> = {}): KeptContact => ({ id, receivedOn: day('2010-01-01'), closedOn: day('2010-02-01'), outcome: 'advice', also: [], adultsBorn: [], held: false, asked: false, joined: [], ...rest });
const child = (id: string, contactId: string, born: string | null = '2008-01-01'): KeptChild => ({ id, contactId, born: born === null ? null : day(born) });
const NOBODY = { same: [], apart: new Set<string>(), held: new Set<string>() };
const until = (contacts: KeptContact[], children: KeptChild[], known: Partial<Parameters<typeof reckon>[3]> = {}) => Object.fromEntries([...reckon(scheduleOf('norfolk'), contacts, children, { ...NOBODY, ...known })].map(([id, kept]) => [id, kept.until?.toString() ?? ('why' in kept ? kept.why : '')]));

describe('how long', () => {
  test('what a contact is joined to keeps it, and the other way round', () => {
    expect(until([contact('a', { joined: ['b'] }), contact('b', { outcome: 'child_in_need' })], [child('x', 'b')])).toEqual({ a: '2033-01-01', b: '2033-01-01' });
  });

  test('29 February counts as 28 February where there is none', () => {
    expect(until([contact('a', { closedOn: day('2012-02-29') })], [])).toEqual({ a: '2018-02-28' });
  });

  test('an adult in a position of trust whose birth nobody knows is taken as 18: 68 years from 1992', () => {
    expect(until([contact('a', { also: ['position_of_trust'] })], [])).toEqual({ a: '2060-01-01' });
  });

  test('whom it is about may be no adult that it names: a mother born 1970 shortens nothing, somebody younger than 18 lengthens it', () => {
    const named = (born: string) => until([contact('a', { also: ['position_of_trust'], adultsBorn: [day(born)] })], []);
    expect([named('1970-05-05'), named('1993-05-05')]).toEqual([{ a: '2060-01-01' }, { a: '2061-05-05' }]);
  });

  test('a hold on a child reaches every contact about them, and not what is about a sister alone', () => {
    const [held, same] = [new Set(['x']), [{ personId: 'x', otherPersonId: 'y', by: 'name' as const }]];
    expect(until([contact('a'), contact('b'), contact('c')], [child('x', 'a'), child('y', 'b'), child('s', 'a'), child('t', 'c')], { held, same: [...same, { personId: 's', otherPersonId: 't', by: 'link' }] })).toEqual({ a: 'held', b: 'held', c: '2016-02-01' });
  });

  test('nothing younger than the shortest period is looked at; a report put away goes after a year', () => {
    expect(shortestYears(scheduleOf('norfolk'))).toBe(3);
    expect(draftDue(scheduleOf('norfolk'), day('2025-11-26'))).toEqual(day('2026-11-26'));
  });
});
