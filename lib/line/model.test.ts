import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import type { Shift } from '@/lib/rota/model';
import { againAt, againsFor, cutInto, isLate, isOnFor, numberKey, ORIGINS, slotProblem, stretchOfDay, windowProblem, type Origin } from './model';
import { openHours } from './open-hours';

const at = (text: string) => Temporal.Instant.from(text);
const stretch = (from: string, to: string) => ({ from: at(from), to: at(to) });
const settings = { dutyHours: { from: '08:45', to: '17:00' } };
const WORKER = '0190a0a0-0000-7000-8000-000000000001';
const COLLEAGUE = '0190a0a0-0000-7000-8000-000000000002';
const shift = (from: string, to: string, accountId = WORKER): Shift => ({ id: 'x', post: 'duty_social_worker', accountId, coverOrder: 1, ...stretch(from, to) });

describe('the hours in which somebody answers (domain 3.2: working days of England)', () => {
  // Thursday 2 April 2026; Good Friday is the 3rd, Easter Monday the 6th. London is an hour ahead of UTC.
  const open = openHours(settings, at('2026-04-02T08:00:00Z')).map(({ from, to }) => `${from.toString()} ${to.toString()}`);
  it('leave out the weekend and both bank holidays', () => {
    expect(open.slice(0, 3)).toEqual(['2026-04-02T07:45:00Z 2026-04-02T16:00:00Z', '2026-04-07T07:45:00Z 2026-04-07T16:00:00Z', '2026-04-08T07:45:00Z 2026-04-08T16:00:00Z']);
  });
  it('keep to the London clock when it changes: the last Sunday of October is the 25th in 2026', () => {
    const autumn = openHours(settings, at('2026-10-23T08:00:00Z')).map(({ from }) => from.toString());
    expect(autumn.slice(0, 2)).toEqual(['2026-10-23T07:45:00Z', '2026-10-26T08:45:00Z']);
  });
});

describe('a time that may be booked (N20)', () => {
  const now = at('2026-03-04T09:00:00Z');
  const rules = { now, open: openHours(settings, now), shifts: [shift('2026-03-04T08:45:00Z', '2026-03-04T12:00:00Z')], absences: [], own: [] };
  test.each([
    ['within the shift', '2026-03-04T11:30:00Z', '2026-03-04T12:00:00Z', null],
    ['past the end of the shift', '2026-03-04T11:45:00Z', '2026-03-04T12:15:00Z', 'not_on'],
    ['already begun', '2026-03-04T09:00:00Z', '2026-03-04T09:15:00Z', 'over'],
    ['after the front door has closed', '2026-03-04T16:50:00Z', '2026-03-04T17:10:00Z', 'closed'],
    ['on a Saturday', '2026-03-07T10:00:00Z', '2026-03-07T10:15:00Z', 'closed'],
  ])('%s', (_, from, to, problem) => {
    expect(slotProblem(WORKER, stretch(from, to), rules)).toBe(problem);
  });
  it('is not given twice at once, and may follow another at once', () => {
    const own = [stretch('2026-03-04T10:00:00Z', '2026-03-04T10:20:00Z')];
    expect(slotProblem(WORKER, stretch('2026-03-04T10:10:00Z', '2026-03-04T10:30:00Z'), { ...rules, own })).toBe('taken');
    expect(slotProblem(WORKER, stretch('2026-03-04T10:20:00Z', '2026-03-04T10:40:00Z'), { ...rules, own })).toBeNull();
  });
  it('is none while they are away, and is their stand-in’s', () => {
    const absences = [{ id: 'a', accountId: WORKER, coveredBy: COLLEAGUE, coversIn: ['duty_social_worker'] as const, ...stretch('2026-03-04T11:00:00Z', '2026-03-04T12:00:00Z') }];
    const time = stretch('2026-03-04T11:00:00Z', '2026-03-04T11:20:00Z');
    expect(isOnFor(WORKER, time, rules.shifts, absences)).toBe(false);
    expect(isOnFor(COLLEAGUE, time, rules.shifts, absences)).toBe(true);
    // Away from half past ten on: a time that begins before it and ends after it is none.
    expect(isOnFor(WORKER, stretch('2026-03-04T10:50:00Z', '2026-03-04T11:10:00Z'), rules.shifts, absences)).toBe(false);
  });
  it('is a whole one: what is left of a stretch is dropped', () => {
    expect(cutInto(stretch('2026-03-04T10:00:00Z', '2026-03-04T10:50:00Z'), 20).map(({ from }) => from.toString())).toEqual(['2026-03-04T10:00:00Z', '2026-03-04T10:20:00Z']);
  });
});

describe('a stretch in which somebody can be reached', () => {
  const now = at('2026-03-04T15:00:00Z');
  const open = openHours(settings, now);
  test.each([
    ['the rest of the day', '2026-03-04T14:00:00Z', '2026-03-04T17:00:00Z', null],
    ['half an hour', '2026-03-04T15:00:00Z', '2026-03-04T15:30:00Z', null],
    ['of which half an hour is not left', '2026-03-04T14:00:00Z', '2026-03-04T15:29:00Z', 'short'],
    ['over', '2026-03-04T13:00:00Z', '2026-03-04T15:00:00Z', 'over'],
    ['into the evening', '2026-03-04T16:00:00Z', '2026-03-04T18:00:00Z', 'closed'],
  ])('%s', (_, from, to, problem) => {
    expect(windowProblem(stretch(from, to), open, now)).toBe(problem);
  });
  it('is typed as a day and two times of the London clock', () => {
    expect(stretchOfDay(Temporal.PlainDate.from('2026-07-01'), '09:30', '11:00')).toEqual(stretch('2026-07-01T08:30:00Z', '2026-07-01T10:00:00Z'));
    expect(stretchOfDay(Temporal.PlainDate.from('2026-07-01'), '11:00', '11:00')).toBeNull();
  });
});

describe('a promise', () => {
  const promisedAt = at('2026-03-04T10:00:00Z');
  it('is late at its instant, and an hour later while the call is being logged', () => {
    expect([isLate({ promisedAt, draftId: null }, at('2026-03-04T09:59:59Z')), isLate({ promisedAt, draftId: null }, promisedAt)]).toEqual([false, true]);
    expect([isLate({ promisedAt, draftId: WORKER }, at('2026-03-04T10:59:00Z')), isLate({ promisedAt, draftId: WORKER }, at('2026-03-04T11:00:00Z'))]).toEqual([false, true]);
  });
  it('is made anew by a try', () => {
    const opening = at('2026-03-05T08:45:00Z');
    expect(againAt('30', promisedAt, opening).toString()).toBe('2026-03-04T10:30:00Z');
    expect(againAt('opening', promisedAt, opening)).toBe(opening);
  });
});

describe('two ways of writing a number', () => {
  it.each(['01632 960 771', '+44 1632 960771', '0044 1632 960771', '+44 (0)1632 960771', '01632-960771'])('%s is one', (text) => {
    expect(numberKey(text)).toBe('01632960771');
  });
  it('a number abroad is not one of ours', () => {
    expect(numberKey('+33 1 23 45 67 89')).toBe('0033123456789');
  });
  it.each(['', 'withheld', '999', '960771', 'anonymous 1234'])('“%s” is none that can be rung', (text) => {
    expect(numberKey(text)).toBeNull();
  });
});

test('what we missed or cut off is never put off until the office opens; what can wait is (7.1, 7.9)', () => {
  const waits: Record<Origin, boolean> = { asked: true, on_behalf: true, not_reached: true, given_up: true, missed_slot: false, abandoned: false, cut_off: false };
  for (const origin of ORIGINS) expect(againsFor(origin), origin).toEqual(['30', '60', '120', ...(waits[origin] ? ['opening'] : [])]);
});
