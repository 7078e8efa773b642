import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { arrived, callBegan, callerOf, ownedByCall } from './call-fields';
import { sourceCode } from '../report/classify';

const at = (text: string) => Temporal.Instant.from(text);
const SCHOOL = { id: '0190a0a0-0000-7000-8000-000000000001', name: 'Hollow Lane Primary', kind: 'school' };

describe('when a call began (domain 7.2)', () => {
  const opened = at('2026-07-01T13:20:00Z');
  it.each([
    ['', '2026-07-01T13:20:00Z', 0],
    ['14:05', '2026-07-01T13:05:00Z', 0],
    ['14.05', '2026-07-01T13:05:00Z', 0],
    // A later time of day was yesterday evening, too long ago to be this call: it is asked about and moves nothing.
    ['14:30', '2026-07-01T13:20:00Z', 1],
    ['a quarter past', '2026-07-01T13:20:00Z', 1],
    ['25:00', '2026-07-01T13:20:00Z', 1],
  ])('opened at 14:20 in London, “%s” is %s', (typed, began, notes) => {
    const read = callBegan({ 'call.beganAt': typed }, opened);
    expect([read.began.toString(), read.warnings.length]).toEqual([began, notes]);
  });
  it('reaches back over midnight', () => {
    expect(callBegan({ 'call.beganAt': '23:50' }, at('2026-01-10T00:05:00Z')).began.toString()).toBe('2026-01-09T23:50:00Z');
  });
});

describe('who is calling (domain 7.5, 4.2)', () => {
  const from = (value: string, name = '') => callerOf({ 'call.from': value, 'call.agencyName': name }, [SCHOOL]);
  it('is of an agency that is known here, whose kind gives the source', () => {
    expect(from(`agency:${SCHOOL.id}`, 'other words')).toMatchObject({ agency: SCHOOL });
    expect(from(`agency:${SCHOOL.id}`).sourceCode).toBeUndefined();
  });
  it.each([
    ['person:family', '1A'],
    ['person:acquaintance', '1B'],
    ['person:child', '1C'],
    ['person:other_person', '1D'],
    ['person:anonymous', '9'],
  ])('%s is of the public, source %s', (value, code) => {
    expect(from(value)).toMatchObject({ agency: { id: null, kind: 'public' }, sourceCode: code });
  });
  it('is of an organisation without a row here by its kind and the name as typed', () => {
    expect(from('kind:midwifery', 'St Erth')).toEqual({ name: '', role: '', phone: '', email: '', verified: null, agency: { id: null, name: 'St Erth', kind: 'midwifery' } });
    expect(sourceCode(from('kind:other_authority').agency.kind)).toBe('5C');
  });
  it('is not known where nobody said, or somebody sent what no page offers: source 10', () => {
    for (const value of ['', 'agency:another', 'person:nobody', 'kind:nothing', 'kind:constructor']) expect(sourceCode(from(value).agency.kind), value).toBe('10');
  });
  it('is verified only as said', () => {
    expect(callerOf({ 'call.verified': 'rung_back' }, []).verified).toBe('rung_back');
    expect(callerOf({ 'call.verified': 'surely' }, []).verified).toBeNull();
  });
});

it('the screen keeps a call’s own fields and a report’s, and nothing else', () => {
  expect(['call.notes', 'happened.what', 'seen.2', 'children', 'members'].every(ownedByCall)).toBe(true);
  expect(['version', 'act', 'discard.why', 'key'].some(ownedByCall)).toBe(false);
});

describe('when a letter or an e-mail reached the authority (domain 3.2)', () => {
  // Wednesday 1 July 2026, 14:20 in London.
  const opened = at('2026-07-01T13:20:00Z');
  it.each([
    ['2026-06-29', '09:15', '2026-06-29T08:15:00Z', 0],
    // Without a time it counts from the beginning of the day: no clock is gained.
    ['2026-06-29', '', '2026-06-28T23:00:00Z', 0],
    ['2026-01-05', '9.15', '2026-01-05T09:15:00Z', 0],
    ['', '09:15', '2026-07-01T13:20:00Z', 1],
    ['29/06/2026', '', '2026-07-01T13:20:00Z', 1],
    ['2026-02-30', '', '2026-07-01T13:20:00Z', 1],
    ['2026-06-29', 'in the morning', '2026-07-01T13:20:00Z', 1],
    ['2026-07-01', '14:21', '2026-07-01T13:20:00Z', 1],
    ['2025-06-01', '', '2026-07-01T13:20:00Z', 1],
  ])('%s %s', (arrivedOn, arrivedAt, began, notes) => {
    const read = arrived({ 'call.arrivedOn': arrivedOn, 'call.arrivedAt': arrivedAt }, opened);
    expect([read.began.toString(), read.warnings.length]).toEqual([began, notes]);
  });
});
