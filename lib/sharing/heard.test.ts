import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { heardAt, withHeard, type Pair, type Part } from './heard';
import { gateOf, type Openness } from './model';

const at = (time: string) => Temporal.Instant.from(`2026-11-18T${time}:00Z`);
const said = (checks: 'agree' | 'object', time: string, more: Partial<Openness> = {}): Openness => ({ id: `${checks} ${time}`, at: at(time), by: 'worker', personId: null, told: true, toldWhom: 'Mother', toldWhat: 'All', toldBy: 'The worker', toldOn: null, checks, objectorsAgree: false, reason: null, reasonWords: '', untilOn: null, ...more });
const part = (id: string, joined: Part['joined'], openness: Openness[] = []): Part => ({ id, joined, openness });
const into = (id: string, time: string) => ({ into: id, at: at(time) });

/** A contact of a girl and a boy; one joined in at noon, of the girl and another boy. */
const children = new Map([['a', ['girl', 'boy']], ['b', ['her', 'him']], ['c', ['she']]]);
const PAIRS: Pair[] = [['girl', 'her'], ['she', 'her']];
const heard = (parts: Part[], pairs = PAIRS) => heardAt('a', { parts: [part('a', null), ...parts], children, pairs }).map(({ personId, at: when, saidIn, saidAt }) => [personId, when.toString().slice(11, 16), saidIn, saidAt.toString().slice(11, 16)]);

describe('an objection on a contact that was joined in', () => {
  test('is heard of the same child from the join on, and says where and when it was said', () => expect(heard([part('b', into('a', '12:00'), [said('object', '11:00')])])).toEqual([['girl', '12:00', 'b', '11:00']]));
  test('is heard from when it was said where that was later', () => expect(heard([part('b', into('a', '12:00'), [said('object', '12:30')])])).toEqual([['girl', '12:30', 'b', '12:30']]));
  test('is not heard of a child whom nobody knows to be the same', () => {
    expect(heard([part('b', into('a', '12:00'), [said('object', '11:00', { personId: 'him' })])])).toEqual([]);
    expect(heard([part('b', into('a', '12:00'), [said('object', '11:00')])], [])).toEqual([]);
  });
  test('is none where whoever made it had agreed since; an agreement of somebody else ended nothing', () => {
    expect(heard([part('b', into('a', '12:00'), [said('agree', '11:30', { objectorsAgree: true }), said('object', '11:00')])])).toEqual([]);
    expect(heard([part('b', into('a', '12:00'), [said('agree', '11:30'), said('object', '11:00')])])).toHaveLength(1);
  });
  test('goes through the contact between, where whoever made it may have agreed', () => {
    const through = (between: Openness[]) => heard([part('b', into('a', '12:00'), between), part('c', into('b', '11:20'), [said('object', '11:00')])]);
    expect(through([])).toEqual([['girl', '12:00', 'c', '11:00']]);
    expect(through([said('agree', '11:30', { objectorsAgree: true })])).toEqual([]);
    expect(through([said('agree', '11:10', { objectorsAgree: true })]), 'nobody knew of it there yet').toHaveLength(1);
  });
  test('of a contact that went into another one is not heard here', () => expect(heard([part('b', into('x', '12:00'), [said('object', '11:00')])])).toEqual([]));
});

test('what was agreed there is not heard, and the gate goes by both in the order of what was known', () => {
  const gate = (mine: Openness[], theirs: Openness[]) => {
    const parts = [part('a', null, mine), part('b', into('a', '12:00'), theirs)];
    return gateOf({ level: 2, requests: [], openness: withHeard(mine, heardAt('a', { parts, children, pairs: PAIRS })).filter(({ personId }) => personId === null || personId === 'girl') }).open;
  };
  expect(gate([], [said('agree', '11:00')])).toBe(false);
  expect(gate([said('agree', '11:30', { objectorsAgree: true })], [said('object', '11:00')])).toBe(false);
  expect(gate([said('agree', '12:30', { objectorsAgree: true })], [said('object', '11:00')])).toBe(true);
  expect(gate([said('agree', '11:30')], [])).toBe(true);
});
