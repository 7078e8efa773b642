import { describe, expect, test } from 'vitest';
import { ALARM_DEFAULTS, HAND_OVER_DEFAULTS, nightSettings } from './schema';

const LINES = { dayPhone: '0344 800 8020', nightPhone: ' +44 (1632) 960-002 ', publicPhone: '01632 960003', dutyHours: { from: '08:45', to: '17:15' } };
const read = (lines: object) => nightSettings.safeParse({ lines: { ...LINES, ...lines }, alarms: ALARM_DEFAULTS, handOver: HAND_OVER_DEFAULTS });
const wrong = (lines: object) => read(lines).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('whom to ring (safe practice 7.1: “Ring NUMBER now”)', () => {
  test('is kept as typed where it can be rung', () => {
    expect(read({}).data?.lines).toEqual({ ...LINES, nightPhone: '+44 (1632) 960-002' });
  });

  test('is no dead line: a number left out, cut short or with other words in it is named', () => {
    for (const number of ['', '01632 96', '01632 960002 ext 4', 'ask the council', '0'.repeat(31)]) {
      expect(wrong({ nightPhone: number }), number).toContain('lines.nightPhone');
      expect(wrong({ dayPhone: number }), number).toContain('lines.dayPhone');
      expect(wrong({ publicPhone: number }), number).toContain('lines.publicPhone');
    }
  });

  test('gives way from day to night at times of the clock, in their order', () => {
    expect(wrong({ dutyHours: { from: '8.45', to: '17:15' } })).toContain('lines.dutyHours.from');
    expect(wrong({ dutyHours: { from: '08:45', to: '08:45' } })).toEqual(['lines.dutyHours.to']);
  });
});
