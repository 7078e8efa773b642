import { describe, expect, test } from 'vitest';
import { ALARM_DEFAULTS, authoritySettings, HAND_OVER_DEFAULTS, nightSettings } from './schema';

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

describe('what cannot wait is set no longer than it may (safe practice 7.10: the author after 2 hours; 7.1: a hand-over that must be accepted)', () => {
  const set = (alarms: object, handOver: object = {}) => nightSettings.safeParse({ lines: LINES, alarms: { ...ALARM_DEFAULTS, ...alarms }, handOver: { ...HAND_OVER_DEFAULTS, ...handOver } }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  const stored = { dayPhone: '0344 800 8020', nightPhone: '01632 960002', publicPhone: '01632 960003', dutyHours: LINES.dutyHours, guideArea: 'norfolk', email: '' };
  const kept = (alarms: object, handOver: object = {}) => {
    const read = authoritySettings.parse({ ...stored, alarms: { ...ALARM_DEFAULTS, ...alarms }, handOver: { ...HAND_OVER_DEFAULTS, ...handOver } });
    return { author: read.alarms.unsentAuthorMinutes, lead: read.alarms.unsentLeadMinutes, morning: read.handOver.morning, acceptedBy: read.handOver.acceptedBy };
  };

  test('an unsent report: two hours for its author, four for the lead, and 69 days for nobody', () => {
    expect([set({ unsentAuthorMinutes: 120 }), set({ unsentLeadMinutes: 240 })]).toEqual([[], []]);
    expect([set({ unsentAuthorMinutes: 121 }), set({ unsentLeadMinutes: 241 }), set({ unsentAuthorMinutes: 99_999 })]).toEqual([
      [expect.stringContaining('alarms.unsentAuthorMinutes: At most 120 minutes')],
      [expect.stringContaining('alarms.unsentLeadMinutes: At most 240 minutes')],
      [expect.stringContaining('alarms.unsentAuthorMinutes: At most 120 minutes')],
    ]);
  });

  test('a night: handed over by noon, accepted within two hours', () => {
    expect([set({}, { morning: '12:00', acceptedBy: '14:00' }), set({}, { acceptedBy: '11:00' })]).toEqual([[], []]);
    expect(set({}, { acceptedBy: '23:59' })).toEqual([expect.stringContaining('handOver.acceptedBy: At most 120 minutes')]);
    expect(set({}, { morning: '12:01', acceptedBy: '12:30' })).toEqual([expect.stringContaining('handOver.morning: By 12:00')]);
  });

  test('what was kept before that opens every page still, as the longest it may be', () => {
    expect(kept({ unsentAuthorMinutes: 99_999, unsentLeadMinutes: 99_999 }, { morning: '21:00', acceptedBy: '23:59' })).toEqual({ author: 120, lead: 240, morning: '12:00', acceptedBy: '14:00' });
    expect(kept({ unsentAuthorMinutes: 30, unsentLeadMinutes: 0 }, { acceptedBy: '23:59' })).toEqual({ author: 30, lead: 0, morning: '09:00', acceptedBy: '11:00' });
    expect(authoritySettings.parse(stored)).toMatchObject({ alarms: ALARM_DEFAULTS, handOver: HAND_OVER_DEFAULTS });
    // From before unsent reports were spoken of.
    expect(authoritySettings.parse({ ...stored, alarms: { everyMinutes: 3, gapAheadHours: 6 } }).alarms).toEqual({ ...ALARM_DEFAULTS, everyMinutes: 3, gapAheadHours: 6 });
  });
});
