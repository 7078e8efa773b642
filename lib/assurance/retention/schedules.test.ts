import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { OUTCOMES, type Outcome } from '@/lib/access/periods/schema';
import { draftDue, reckon, shortestYears, type KeptContact, type KeptChild } from './model';
import { countedFrom, periodsMissing, readPeriod, scheduleOf, yearsField } from './schedules';

const day = (text: string) => Temporal.PlainDate.from(text);
const NOTHING_SAID = {};
const SOURCE = 'Retention schedule 2026, row 14';
const BY_LAW = ['looked_after', 'sexual_abuse', 'position_of_trust'];

describe('the schedule of an area', () => {
  test('that has said nothing: a rule for each outcome, with its source or marked illustrative', () => {
    const { rules } = scheduleOf(NOTHING_SAID);
    expect(Object.keys(rules).sort()).toEqual([...OUTCOMES].sort());
    for (const outcome of OUTCOMES) expect(rules[outcome].illustrative, outcome).toBe(!BY_LAW.includes(outcome));
  });

  test('that has said its own: that, with its source, and nothing else is changed', () => {
    const { rules } = scheduleOf({ retention: { consultation: { longestOf: [{ years: 7, from: 'closure' }, { years: 25, from: 'birth' }], source: SOURCE } } });
    expect(rules.consultation).toEqual({ longestOf: [{ years: 7, from: 'closure' }, { years: 25, from: 'birth' }], source: SOURCE, illustrative: false });
    expect({ ...rules, consultation: null }).toEqual({ ...scheduleOf(NOTHING_SAID).rules, consultation: null });
  });

  // Regulation 50 of 2010; IICSA recommendation 17; KCSIE part four.
  test.each([
    ['looked_after', [{ years: 75, from: 'birth' }]],
    ['sexual_abuse', [{ years: 75, from: 'closure' }]],
    ['position_of_trust', [{ years: 10, from: 'received' }, { years: 68, from: 'adult_birth' }]],
  ] as const)('%s: as long as law, guidance or the inquiry says, whatever an area has said that is shorter', (outcome, least) => {
    expect(scheduleOf(NOTHING_SAID).rules[outcome].longestOf).toEqual(least);
    expect(scheduleOf({ retention: { [outcome]: { longestOf: [{ years: 1, from: 'closure' }, { years: 2, from: 'birth' }, { years: 3, from: 'received' }], source: SOURCE } } }).rules[outcome].longestOf).toEqual(least);
  });

  test('longer than law asks for is as the area says', () => {
    expect(scheduleOf({ retention: { looked_after: { longestOf: [{ years: 100, from: 'birth' }], source: SOURCE } } }).rules.looked_after.longestOf).toEqual([{ years: 100, from: 'birth' }]);
  });

  test('what is counted from no day that counts for it is as if nothing were said', () => {
    expect(scheduleOf({ retention: { unsent_draft: { longestOf: [{ years: 1, from: 'birth' }], source: SOURCE } } }).rules.unsent_draft).toEqual(scheduleOf(NOTHING_SAID).rules.unsent_draft);
  });
});

describe('a period as it is typed', () => {
  const typed = (outcome: Outcome, fields: Record<string, string>) => readPeriod(outcome, (field) => fields[field] ?? '');
  const wrong = (outcome: Outcome, fields: Record<string, string>) => {
    const read = typed(outcome, fields);
    return read.ok ? [] : read.problem.map(({ field }) => field);
  };

  test('is read with its source', () => {
    expect(typed('child_in_need', { 'years.closure': ' 6 ', 'years.birth': '25', source: ` ${SOURCE} ` })).toEqual({ ok: true, value: { longestOf: [{ from: 'closure', years: 6 }, { from: 'birth', years: 25 }], source: SOURCE } });
  });

  test('with everything left empty says nothing of its own', () => {
    expect(typed('advice', { source: '  ' })).toEqual({ ok: true, value: null });
  });

  test.each([
    ['advice', { 'years.closure': '0', source: SOURCE }, ['years.closure']],
    ['advice', { 'years.closure': '101', source: SOURCE }, ['years.closure']],
    ['advice', { 'years.closure': '1e1', source: SOURCE }, ['years.closure']],
    ['advice', { 'years.closure': '6', source: 'ours' }, ['source']],
    ['advice', { source: SOURCE }, ['years.closure']],
    ['advice', { 'years.birth': '25', source: SOURCE }, ['years.closure']],
    ['looked_after', { 'years.birth': '74', source: SOURCE }, ['years.birth']],
    ['position_of_trust', { 'years.received': '9', 'years.adult_birth': '67', source: '' }, ['source', 'years.received', 'years.adult_birth']],
  ] as const)('%s: %j is refused at %j', (outcome, fields, at) => {
    expect(wrong(outcome, fields)).toEqual(at);
  });

  test.each(OUTCOMES)('%s: what is offered is what is read', (outcome) => {
    const fields = Object.fromEntries(countedFrom(outcome).map((from) => [yearsField(from), '80']));
    expect(typed(outcome, { ...fields, source: SOURCE })).toMatchObject({ ok: true, value: { longestOf: countedFrom(outcome).map((from) => ({ from, years: 80 })) } });
  });
});

test('outside the demo an area lacks every period that no published source gives, until it has said its own', () => {
  expect(periodsMissing(NOTHING_SAID, false)).toEqual(OUTCOMES.filter((outcome) => !BY_LAW.includes(outcome)));
  expect(periodsMissing(NOTHING_SAID, true)).toEqual([]);
  const own = { longestOf: [{ years: 6, from: 'closure' as const }], source: SOURCE };
  expect(periodsMissing({ retention: Object.fromEntries(OUTCOMES.filter((outcome) => outcome !== 'advice').map((outcome) => [outcome, own])) }, false)).toEqual(['advice']);
  expect(periodsMissing({ retention: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, own])) }, false)).toEqual([]);
});

const contact = (id: string, rest: Partial<KeptContact> = {}): KeptContact => ({ id, receivedOn: day('2010-01-01'), closedOn: day('2010-02-01'), outcome: 'advice', also: [], adultsBorn: [], held: false, asked: false, joined: [], ...rest });
const child = (id: string, contactId: string, born: string | null = '2008-01-01'): KeptChild => ({ id, contactId, born: born === null ? null : day(born) });
const NOBODY = { same: [], apart: new Set<string>(), held: new Set<string>() };
const until = (contacts: KeptContact[], children: KeptChild[], known: Partial<Parameters<typeof reckon>[3]> = {}) => Object.fromEntries([...reckon(scheduleOf(NOTHING_SAID), contacts, children, { ...NOBODY, ...known })].map(([id, kept]) => [id, kept.until?.toString() ?? ('why' in kept ? kept.why : '')]));

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
    expect(shortestYears(scheduleOf(NOTHING_SAID))).toBe(3);
    expect(draftDue(scheduleOf(NOTHING_SAID), day('2025-11-26'))).toEqual(day('2026-11-26'));
  });
});
