/** Ends by hand from the Children Act 1989: s.46(6) (72 hours), s.45(1), (5) and (6) (eight days, extended once by at most seven). */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import { extendedBy, followedBy, heldOnBy, latestOrderEnd, openProtections, policeEnd, protectionsAt, protectionStanding, timeLeftWords, warnedAt, type Protection, type ProtectionEnd } from './model';
import { readEnding, readProtection, type ProtectionAround } from './schema';

const at = (text: string) => Temporal.Instant.from(text);

test.each([
  ['on a weekend', '2026-11-20T22:15:00Z', '2026-11-23T22:15:00Z'],
  // London 12:00 BST on Friday to 11:00 GMT on Monday: 72 hours, not three days.
  ['while the clocks go back on 25 October 2026', '2026-10-23T12:00:00+01:00', '2026-10-26T11:00:00Z'],
  // London 12:00 GMT on Friday to 13:00 BST on Monday.
  ['while the clocks go forward on 28 March 2027', '2027-03-26T12:00:00Z', '2027-03-29T13:00:00+01:00'],
])('police protection lasts 72 elapsed hours %s', (_, began, ends) => {
  expect(policeEnd(at(began)).toString()).toBe(at(ends).toString());
});

test.each([
  ['8 days after it was made', '2026-11-18T14:30:00Z', null, '2026-11-26T14:30:00Z'],
  ['the same to the time on the clock when the clocks go back', '2026-10-20T10:00:00+01:00', null, '2026-10-28T10:00:00Z'],
  ['7 days after a first order of 8', '2026-11-26T10:00:00Z', ['2026-11-18T14:30:00Z', '2026-11-26T14:30:00Z'], '2026-12-03T14:30:00Z'],
  ['7 days after a first order of 5', '2026-11-23T10:00:00Z', ['2026-11-18T14:30:00Z', '2026-11-23T14:30:00Z'], '2026-11-30T14:30:00Z'],
  // The first was longer than it may be: never more than 15 days in all.
  ['15 days in all', '2026-11-26T10:00:00Z', ['2026-11-18T14:30:00Z', '2026-11-27T14:30:00Z'], '2026-12-03T14:30:00Z'],
])('an order ends at the latest %s', (_, made, first, latest) => {
  const extended = first === null ? null : { beganAt: at(first[0] ?? ''), endsAt: at(first[1] ?? '') };
  expect(latestOrderEnd(at(made), extended).toString()).toBe(latest);
});

test.each([
  ['police', 'Monday 22:15: Sunday 22:15', '2026-11-23T22:15:00Z', '2026-11-22T22:15:00Z'],
  ['police', 'after the clocks went back', '2026-10-25T12:00:00Z', '2026-10-24T12:00:00Z'],
  // Courts do not sit on Saturday and Sunday: Friday 09:00.
  ['order', 'Monday 14:30: Friday 09:00', '2026-11-23T14:30:00Z', '2026-11-20T09:00:00Z'],
  ['order', 'Thursday 14:30: Wednesday 09:00', '2026-11-26T14:30:00Z', '2026-11-25T09:00:00Z'],
  ['order', 'Thursday 08:00: 24 hours are earlier than 09:00', '2026-11-26T08:00:00Z', '2026-11-25T08:00:00Z'],
  // Good Friday is 3 April, Easter Monday 6 April 2026: Thursday 2 April, 09:00 in summer time.
  ['order', 'Tuesday after Easter', '2026-04-07T11:00:00+01:00', '2026-04-02T09:00:00+01:00'],
] as const)('somebody is called before %s protection ends: %s', (kind, _, endsAt, warned) => {
  expect(warnedAt({ kind, endsAt: at(endsAt) }).toString()).toBe(at(warned).toString());
});

test('the time left is said in hours and minutes, and after the end how long it is over', () => {
  const ends = at('2026-11-23T22:15:00Z');
  expect(['2026-11-20T22:15:00Z', '2026-11-23T16:55:00Z', '2026-11-23T21:14:00Z', '2026-11-23T22:15:00Z', '2026-11-23T22:45:00Z'].map((now) => timeLeftWords(ends, at(now)))).toEqual(['72 hours left', '5 hours 20 minutes left', '1 hour 1 minute left', '0 minutes left', 'over since 30 minutes']);
});

const end = (more: Partial<ProtectionEnd> = {}): ProtectionEnd => ({ id: 'e', by: 'w', at: at('2026-11-21T10:00:00Z'), how: 's20', endedAt: at('2026-11-21T09:00:00Z'), words: 'x', needsAgreement: false, answer: null, ...more });
const one = (more: Partial<Protection> = {}): Protection => ({ id: 'p', contactId: 'c', personId: 'a', by: 'w', at: at('2026-11-20T23:00:00Z'), kind: 'police', beganAt: at('2026-11-20T22:15:00Z'), endsAt: at('2026-11-23T22:15:00Z'), agency: 'Norfolk Constabulary', named: 'PC 12', place: 'Aunt', followsId: null, correctsId: null, reason: '', ends: [], ...more });
const home = (answer: ProtectionEnd['answer']) => end({ how: 'returned', needsAgreement: true, answer });
const answered = (verdict: 'agreed' | 'refused') => ({ by: 'm', at: at('2026-11-21T11:00:00Z'), verdict, comment: 'x' });

describe('how a record stands', () => {
  test('it runs until somebody says what follows, whatever the hour', () => {
    expect(protectionStanding(one(), [one()])).toBe('runs');
    expect(openProtections([one()])).toHaveLength(1);
    expect(protectionStanding(one({ ends: [end()] }), [])).toBe('ended');
  });
  test('that the child goes home counts once a second person agreed', () => {
    expect([null, answered('refused'), answered('agreed')].map((answer) => protectionStanding(one({ ends: [home(answer)] }), []))).toEqual(['asked', 'runs', 'ended']);
  });
  test('what was put right is none any more, and what puts it right runs', () => {
    const [wrong, right] = [one({ ends: [end()] }), one({ id: 'q', correctsId: 'p', reason: 'x' })];
    expect([wrong, right].map((each) => protectionStanding(each, [wrong, right]))).toEqual(['put_right', 'runs']);
  });
  test('at an earlier instant what was written later is not there', () => {
    const ended = one({ ends: [home(answered('agreed'))] });
    expect(['2026-11-20T22:59:00Z', '2026-11-20T23:00:00Z', '2026-11-21T10:30:00Z', '2026-11-21T11:00:00Z'].map((then) => openProtections(protectionsAt([ended], at(then))).length)).toEqual([0, 1, 1, 0]);
  });
  test('police protection is followed by an order, an order extended once', () => {
    const order = one({ id: 'o', kind: 'order', followsId: 'p' });
    const longer = one({ id: 'x', kind: 'order', followsId: 'o' });
    expect([one(), order, longer].map((each) => heldOnBy(each, [one(), order, longer]))).toEqual(['epo', 'extended', null]);
  });
});

test('what held the child on is found also where either was put right, and an extension is held to its order as it is now', () => {
  const [police, first, right] = [one(), one({ id: 'o', kind: 'order', followsId: 'p' }), one({ id: 'o2', kind: 'order', followsId: 'p', correctsId: 'o', reason: 'x' })];
  const [longer, again] = [one({ id: 'x', kind: 'order', followsId: 'o' }), one({ id: 'x2', kind: 'order', followsId: 'o', correctsId: 'x', reason: 'x' })];
  const all = [police, first, right, longer, again];
  expect([police, first, right, longer, again].map((each) => followedBy(each, all)?.id ?? null)).toEqual(['o2', 'x2', 'x2', null, null]);
  expect([extendedBy(all, null, again)?.id, extendedBy([police, first, longer], null, longer)?.id, extendedBy(all, null, right)]).toEqual(['o2', 'o', null]);
});

const NOW = at('2026-11-22T12:00:00Z');
const whenTyped = (name: string, day: string, time: string): Fields => ({ [`${name}.day`]: day, [`${name}.month`]: '11', [`${name}.year`]: '2026', [`${name}.time`]: time });
const typedPolice: Fields = { child: 'a', kind: 'police', force: 'Norfolk Constabulary', officer: 'PC 12', place: 'With her aunt', ...whenTyped('began', '20', '22:15') };
const typedOrder: Fields = { child: 'a', kind: 'order', court: 'Norwich', case: 'NR26C1', place: 'With her aunt', ...whenTyped('began', '20', '10:00'), ...whenTyped('ends', '28', '10:00') };
const around = (more: Partial<ProtectionAround> = {}): ProtectionAround => ({ at: NOW, children: [{ id: 'a' }], follows: null, corrects: null, extends: null, followed: null, ...more });
const gapsOf = (fields: Fields, more: Partial<ProtectionAround> = {}) => {
  const read = readProtection(fields, around(more));
  return read.ok ? [] : read.problem.map(({ field }) => field);
};

describe('what is asked', () => {
  test('the end of police protection is never typed', () => {
    const read = readProtection({ ...typedPolice, ...whenTyped('ends', '30', '10:00') }, around());
    expect(read.ok && read.value.endsAt.toString()).toBe('2026-11-23T22:15:00Z');
  });
  test('nothing is left out, and nothing is chosen beforehand', () => {
    expect(gapsOf({})).toEqual(['child', 'kind', 'began.day', 'place']);
    expect(gapsOf({ kind: 'police' })).toEqual(['child', 'began.day', 'force', 'officer', 'place']);
    expect(gapsOf({ kind: 'order' })).toEqual(['child', 'began.day', 'ends.day', 'court', 'case', 'place']);
    expect(gapsOf({ ...typedPolice, 'began.time': '' })).toEqual(['began.day']);
    expect(gapsOf({ ...typedPolice, child: 'not born' })).toEqual(['child']);
    expect(gapsOf({ ...typedPolice, ...whenTyped('began', '22', '12:01') })).toEqual(['began.day']);
    expect(gapsOf(typedPolice, { corrects: one() })).toEqual(['reason']);
  });
  test('an order is held to 8 days, an extension to 7 more', () => {
    expect(gapsOf(typedOrder)).toEqual([]);
    expect(gapsOf({ ...typedOrder, ...whenTyped('ends', '28', '10:01') })).toEqual(['ends.day']);
    expect(gapsOf({ ...typedOrder, ...whenTyped('ends', '20', '10:00') })).toEqual(['ends.day']);
    const first = one({ kind: 'order', beganAt: at('2026-11-14T10:00:00Z'), endsAt: at('2026-11-22T10:00:00Z') });
    const extension = { follows: first, extends: first };
    expect(gapsOf({ ...typedOrder, ...whenTyped('ends', '29', '10:00') }, extension)).toEqual([]);
    expect(gapsOf({ ...typedOrder, ...whenTyped('ends', '29', '10:01') }, extension)).toEqual(['ends.day']);
  });
  test('what follows is said with its time and words; only the way home may be still to come', () => {
    const fields = (how: string, day: string): Fields => ({ how, words: 'Her mother agreed', ...whenTyped('ended', day, '13:00') });
    const gaps = (typed: Fields) => {
      const read = readEnding(typed, { at: NOW, one: one() });
      return read.ok ? [] : read.problem.map(({ field }) => field);
    };
    expect([gaps({}), gaps(fields('s20', '21')), gaps(fields('s20', '22')), gaps(fields('returned', '22')), gaps(fields('returned', '20')), gaps(fields('epo', '21'))]).toEqual([['how', 'ended.day', 'words'], [], ['ended.day'], [], ['ended.day'], ['how']]);
  });
});
