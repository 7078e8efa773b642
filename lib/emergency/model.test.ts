import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { ROLES } from '@/lib/access/model';
import { acceptanceDue, acceptsFrom, DIRECTIONS, directionOf, handOverDue, mayAccept, reviewDue, shiftOf } from './model';

const at = (text: string) => Temporal.Instant.from(text);
/** Wednesday 4 March to Monday 9 March 2026, winter time: London is UTC. */
const hours = { dutyHours: { from: '08:45', to: '17:00' }, handOver: { morning: '09:00', acceptedBy: '09:30', minutes: 30 } };

describe('handed over by nine, accepted by half past (domain 3.5)', () => {
  test.each([
    ['in the evening, the next morning', '2026-03-04T22:10:00Z', '2026-03-05T09:00:00Z'],
    ['after midnight, the same morning', '2026-03-05T02:00:00Z', '2026-03-05T09:00:00Z'],
    ['on Friday night, Monday', '2026-03-06T23:00:00Z', '2026-03-09T09:00:00Z'],
    ['just before nine', '2026-03-05T08:59:00Z', '2026-03-05T09:00:00Z'],
    ['by day, within half an hour', '2026-03-05T10:00:00Z', '2026-03-05T10:30:00Z'],
    ['before Good Friday, Tuesday after Easter, in summer time', '2026-04-02T20:00:00Z', '2026-04-07T08:00:00Z'],
  ])('taken by emergency duty %s', (_, taken, due) => {
    expect(handOverDue(hours, at(taken)).dueAt.toString()).toBe(due);
  });

  test.each([
    ['at nine', '2026-03-05T09:00:00Z', '2026-03-05T09:30:00Z'],
    ['early', '2026-03-05T06:30:00Z', '2026-03-05T09:30:00Z'],
    ['late: within half an hour', '2026-03-05T09:45:00Z', '2026-03-05T10:15:00Z'],
    ['on Saturday: Monday morning', '2026-03-07T09:00:00Z', '2026-03-09T09:30:00Z'],
  ])('handed to the day %s', (_, handed, due) => {
    expect(acceptanceDue('to_day', hours, at(handed)).dueAt.toString()).toBe(due);
  });

  test.each([
    ['before the door closes: half an hour after it', '2026-03-05T16:10:00Z', '2026-03-05T17:30:00Z'],
    ['after it has closed', '2026-03-05T17:20:00Z', '2026-03-05T17:50:00Z'],
  ])('handed to the night %s', (_, handed, due) => {
    expect(acceptanceDue('to_night', hours, at(handed)).dueAt.toString()).toBe(due);
  });

  test('an area with times of its own hands over by those', () => {
    const own = { ...hours, handOver: { morning: '08:30', acceptedBy: '08:50', minutes: 15 } };
    expect(handOverDue(own, at('2026-03-04T22:10:00Z')).dueAt.toString()).toBe('2026-03-05T08:30:00Z');
    expect(acceptanceDue('to_day', own, at('2026-03-05T06:30:00Z')).dueAt.toString()).toBe('2026-03-05T08:50:00Z');
    expect(acceptanceDue('to_night', own, at('2026-03-05T16:10:00Z')).dueAt.toString()).toBe('2026-03-05T17:15:00Z');
  });

  test('beyond the bank holidays that are known it is never left without a time', () => {
    expect(handOverDue(hours, at('2031-03-05T20:00:00Z')).dueAt.toString()).toBe('2031-03-06T20:00:00Z');
  });

  test('each says how it came about', () => {
    expect(handOverDue(hours, at('2026-03-04T22:10:00Z')).evidence).toMatch(/^With emergency duty since Wed 4 Mar 2026.*The next working morning: Thu 5 Mar 2026/);
  });
});

test('what is left to wait although it is urgent is looked at within the hour, at night too', () => {
  expect(reviewDue(at('2026-03-05T02:00:00Z')).dueAt.toString()).toBe('2026-03-05T03:00:00Z');
});

test.each([
  ['at night', '2026-03-05T02:00:00Z', '2026-03-04T17:00:00Z', '2026-03-05T08:45:00Z'],
  ['in the morning after, the same night', '2026-03-05T09:10:00Z', '2026-03-04T17:00:00Z', '2026-03-05T08:45:00Z'],
  ['on Sunday, since Friday', '2026-03-08T12:00:00Z', '2026-03-06T17:00:00Z', '2026-03-09T08:45:00Z'],
  ['from the minute the door closes', '2026-03-05T17:00:00Z', '2026-03-05T17:00:00Z', '2026-03-06T08:45:00Z'],
])('the shift %s', (_, when, from, until) => {
  const shift = shiftOf(hours, at(when));
  expect([shift.from.toString(), shift.until.toString()]).toEqual([from, until]);
});

test('nobody accepts what they hand over, and each way has a giver and a taker', () => {
  for (const direction of DIRECTIONS) {
    expect(ROLES.some((role) => directionOf(role, direction) === direction)).toBe(true);
    expect(ROLES.some((role) => mayAccept(direction, role))).toBe(true);
  }
  for (const role of ROLES)
    for (const asked of DIRECTIONS) {
      const gives = directionOf(role, asked);
      if (gives !== null) expect(acceptsFrom(gives, { role, actorId: 'one' }, 'one'), role).toBe(false);
    }
  // Within the night it is a colleague who accepts.
  expect(ROLES.filter((role) => acceptsFrom('next_shift', { role, actorId: 'one' }, 'other'))).toEqual(['emergency_duty_worker']);
  // What is no way of a role is none of it: it goes its own.
  expect([directionOf('manager', 'next_shift'), directionOf('emergency_duty_worker', 'to_night'), directionOf('auditor', 'to_day')]).toEqual(['to_night', 'to_day', null]);
  expect(ROLES.filter((role) => mayAccept('to_day', role))).toEqual(['cads_social_worker', 'manager']);
  expect(ROLES.filter((role) => mayAccept('to_night', role))).toEqual(['emergency_duty_worker']);
});
