import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dangerLines, lineAnswered, numberNow, readAgain, spokenTime } from './lines';
import { ALARM_DEFAULTS, FOLLOW_UP_DEFAULTS, HAND_OVER_DEFAULTS, type AuthoritySettings } from './schema';

const settings: AuthoritySettings = { dayPhone: '03069 990120', nightPhone: '03069 990121', publicPhone: '03069 990122', dutyHours: { from: '08:45', to: '17:00' }, email: 'cads@norfolk.example', guideArea: 'norfolk', alarms: ALARM_DEFAULTS, handOver: HAND_OVER_DEFAULTS, followUp: FOLLOW_UP_DEFAULTS, secondFactor: 'nobody' };
const answered = (at: string) => lineAnswered(settings, Temporal.Instant.from(at));

test('a time is read out as people say it', () => {
  expect(['00:00', '08:45', '12:00', '12:30', '17:00', '20:05'].map(spokenTime)).toEqual(['12am', '8:45am', '12pm', '12:30pm', '5pm', '8:05pm']);
});

test('the banner has both numbers and the hours of the first', () => {
  expect(dangerLines(settings)).toEqual({ day: '03069 990120', dayHours: 'Monday to Friday, 8:45am to 5pm', night: '03069 990121' });
});

test('the day line is answered in duty hours of a working day, on the London clock', () => {
  // Thursday 2 April 2026, summer time: 08:45 in London is 07:45 UTC.
  expect(answered('2026-04-02T07:44:59Z')).toBe('night');
  expect(answered('2026-04-02T07:45:00Z')).toBe('day');
  expect(answered('2026-04-02T15:59:59Z')).toBe('day');
  expect(answered('2026-04-02T16:00:00Z')).toBe('night');
});

test('Good Friday, Saturday and Christmas Day belong to the emergency duty team', () => {
  expect(answered('2026-04-03T10:00:00Z')).toBe('night');
  expect(answered('2026-04-04T10:00:00Z')).toBe('night');
  expect(answered('2026-12-25T11:00:00Z')).toBe('night');
});

test('beyond the known bank holidays nothing is guessed', () => {
  expect(answered('2031-03-05T10:00:00Z')).toBe('unknown');
});

test('the number for this moment is the one that is answered', () => {
  expect(numberNow(settings, Temporal.Instant.from('2026-04-02T10:00:00Z'))).toEqual({ number: '03069 990120', whose: 'day' });
  expect(numberNow(settings, Temporal.Instant.from('2026-04-02T22:10:00Z'))).toEqual({ number: '03069 990121', whose: 'night' });
});

test('from when somebody reads again: later today, tomorrow, after a weekend, after Easter', () => {
  const again = (at: string) => readAgain(settings, Temporal.Instant.from(at));
  // Thursday 2 April 2026, 05:00 in London; the same day is before Good Friday and Easter Monday, 6 April.
  expect(again('2026-04-02T04:00:00Z')).toBe('8:45am on Thursday 2 April');
  expect(again('2026-04-02T22:00:00Z')).toBe('8:45am on Tuesday 7 April');
  // Thursday 26 November 2026 at night, then a Friday evening.
  expect(again('2026-11-26T21:00:00Z')).toBe('8:45am on Friday 27 November');
  expect(again('2026-11-27T17:00:00Z')).toBe('8:45am on Monday 30 November');
  expect(again('2031-03-05T20:00:00Z')).toBeNull();
});
