/** What the rota's two forms say of what was typed, field by field. */
import { describe, expect, test } from 'vitest';
import { readShift, rotaGaps } from './schema';

const ID = '00000000-0000-4000-8000-000000000001';
const fieldsOf = (form: 'shift' | 'absence', typed: Record<string, string | string[]>) => rotaGaps(form, typed).map(({ field }) => field);

describe('putting somebody on', () => {
  const whole = { monday: '2026-06-01', post: 'duty_manager', accountId: ID, coverOrder: '1', days: ['1', '2'], from: '8:45', to: '17:00', replaces: '' };

  test('an empty form names each gap', () => {
    expect(fieldsOf('shift', { monday: '2026-06-01' })).toEqual(['shift.post', 'shift.accountId', 'shift.coverOrder', 'shift.days', 'shift.from', 'shift.to']);
  });

  test('a time is one of a clock; an order is first, second or third', () => {
    expect(fieldsOf('shift', { ...whole, from: '24:00', to: '9', coverOrder: '4' })).toEqual(['shift.coverOrder', 'shift.from', 'shift.to']);
    expect(readShift(whole)).toMatchObject({ success: true, data: { days: [1, 2], coverOrder: 1, replaces: null } });
  });
});

test('an absence names who, and both ends', () => {
  expect(fieldsOf('absence', {})).toEqual(['absence.accountId', 'absence.fromDay', 'absence.fromTime', 'absence.toDay', 'absence.toTime']);
  expect(fieldsOf('absence', { accountId: ID, coveredBy: '', fromDay: '2026-06-01', fromTime: '08:45', toDay: '2026-06-02', toTime: '17:00' })).toEqual([]);
});
