import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Fields } from '@/lib/platform/draft/model';
import { openHours } from './open-hours';
import { readAsked, type AskRules } from './schema';

// Wednesday 1 July 2026, 10:00 in London.
const now = Temporal.Instant.from('2026-07-01T09:00:00Z');
const SLOT = '0190a0a0-0000-7000-8000-000000000009';
const SCHOOL = { id: '0190a0a0-0000-7000-8000-000000000001', name: 'Hollow Lane Primary' };
const rules: AskRules = { onBehalf: false, agencies: [SCHOOL], self: { name: 'Bryony Castle', role: 'Teacher', agencyId: SCHOOL.id, agencyName: SCHOOL.name }, mine: ['NK-7Q2F'], open: openHours({ dutyHours: { from: '08:45', to: '17:00' } }, now), now };
const ring: Fields = { wait: 'yes', phone: '01632 960 100', how: 'ring', day: '2026-07-01', from: '10:30', to: '12:00', about: '' };
const notes = (fields: Fields, given = rules) => readAsked(fields, given).notes.map(({ field }) => field);

describe('a request to be rung', () => {
  it('is kept with its stretch, by the London clock, in the asker’s own name', () => {
    const { asked } = readAsked(ring, rules);
    expect(asked).toMatchObject({ how: 'ring', name: 'Bryony Castle', agencyId: SCHOOL.id, phone: '01632 960 100', about: '' });
    expect(asked?.how === 'ring' ? asked.window.to.toString() : '').toBe('2026-07-01T11:00:00Z');
  });
  it('is nothing before somebody has said that it can wait (7.9)', () => {
    for (const wait of ['', 'no', 'not_known']) expect(readAsked({ ...ring, wait }, rules), wait).toMatchObject({ asked: null, notes: [{ field: 'wait' }] });
  });
  it('says of each thing that is missing what it is, and keeps nothing', () => {
    expect(notes({ wait: 'yes' })).toEqual(['phone', 'how']);
    expect(notes({ ...ring, day: '', from: '10', to: 'noon' })).toEqual(['day', 'from', 'to']);
    expect(notes({ ...ring, to: '10:30' })).toEqual(['to']);
    // Saturday 4 July.
    expect(notes({ ...ring, day: '2026-07-04' })).toEqual(['from']);
    expect(notes({ ...ring, phone: '960100' })).toEqual(['phone']);
  });
  it('names no report but one of the asker’s own', () => {
    expect(readAsked({ ...ring, about: 'nk-7q2f' }, rules).asked).toMatchObject({ about: 'NK-7Q2F' });
    expect(notes({ ...ring, about: 'NK-9999' })).toEqual(['about']);
    expect(notes({ ...ring, about: 'Maya Quill' })).toEqual(['about']);
  });
  it('may be for a time that is booked', () => {
    expect(readAsked({ ...ring, how: `slot:${SLOT}`, day: '', from: '', to: '' }, rules).asked).toMatchObject({ how: 'slot', slotId: SLOT });
  });
  it('says who it is for, where a worker asks for somebody else', () => {
    const onBehalf = { ...rules, onBehalf: true, self: { name: 'Gareth Hume', role: '', agencyId: null, agencyName: '' } };
    expect(notes(ring, onBehalf)).toEqual(['who.name']);
    expect(readAsked({ ...ring, 'who.name': 'Oona Pryce', 'who.role': 'Health visitor', 'who.agency': '', 'who.agencyName': 'The Elms' }, onBehalf).asked).toMatchObject({ name: 'Oona Pryce', role: 'Health visitor', agencyId: null, agencyName: 'The Elms' });
    expect(readAsked({ ...ring, 'who.name': 'Oona Pryce', 'who.agency': SCHOOL.id }, onBehalf).asked).toMatchObject({ agencyId: SCHOOL.id, agencyName: SCHOOL.name });
  });
});
