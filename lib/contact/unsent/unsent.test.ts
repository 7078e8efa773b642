/**
 * Who is told of an unsent report, and when (domain 7.10), on days worked out by hand. Easter 2026: Good Friday is 3 April,
 * Easter Monday 6 April; the clocks go forward on 29 March. The office is open from 08:45 to 17:00.
 */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { report, type ReportInput } from '../schema';
import { keptFromLead, noticesDue, noticesOwed, NOTICES, type Notice, type Unsent, type UnsentFigures } from './unsent';

const FIGURES: UnsentFigures = { authorMinutes: 120, leadMinutes: 60, hours: { opens: '08:45', closes: '17:00' } };
const instant = (text: string) => Temporal.Instant.from(text);
const NOTHING: Unsent['given'] = { author_again: null, author_morning: null, lead: null, manager: null };
const due = (since: string, urgent: boolean, leadMayBeTold = true) => Object.fromEntries(Object.entries(noticesDue({ since: instant(since), urgent, leadMayBeTold }, FIGURES)).map(([notice, at]) => [notice, at?.toString() ?? null]));

describe('when each is due', () => {
  it('begun on a Monday morning: after two hours, on Tuesday at opening, the lead an hour later; no manager below level 4', () => {
    expect(due('2026-03-02T10:00:00Z', false)).toEqual({ author_again: '2026-03-02T12:00:00Z', author_morning: '2026-03-03T08:45:00Z', lead: '2026-03-03T09:45:00Z', manager: null });
  });
  it('at level 4 the duty manager with the two hours, at any hour', () => {
    expect(due('2026-03-02T10:00:00Z', true)['manager']).toBe('2026-03-02T12:00:00Z');
    expect(due('2026-03-07T23:30:00Z', true)['manager']).toBe('2026-03-08T01:30:00Z');
  });
  it('begun before the office opens, the two hours over after it: the morning is the next one', () => {
    expect(due('2026-03-02T07:00:00Z', false)).toMatchObject({ author_again: '2026-03-02T09:00:00Z', author_morning: '2026-03-03T08:45:00Z' });
  });
  it('begun in the night: the two hours in the night, the morning that follows', () => {
    expect(due('2026-03-02T03:00:00Z', false)).toMatchObject({ author_again: '2026-03-02T05:00:00Z', author_morning: '2026-03-02T08:45:00Z' });
  });
  it('over a weekend: the next working morning is Monday', () => {
    expect(due('2026-03-06T16:00:00Z', false)).toEqual({ author_again: '2026-03-06T18:00:00Z', author_morning: '2026-03-09T08:45:00Z', lead: '2026-03-09T09:45:00Z', manager: null });
  });
  it('over Easter, in summer time: from Maundy Thursday afternoon to Tuesday 7 April, 08:45 in London', () => {
    expect(due('2026-04-02T15:00:00Z', false)).toMatchObject({ author_again: '2026-04-02T17:00:00Z', author_morning: '2026-04-07T07:45:00Z', lead: '2026-04-07T08:45:00Z' });
  });
  it('two hours are two hours in the night in which the clocks change', () => {
    expect(due('2026-03-29T00:30:00Z', true)).toMatchObject({ author_again: '2026-03-29T02:30:00Z', manager: '2026-03-29T02:30:00Z', author_morning: '2026-03-30T07:45:00Z' });
  });
  it('where no lead may be told, a manager takes their place at their time; at level 4 still with the two hours', () => {
    expect(due('2026-03-02T10:00:00Z', false, false)).toMatchObject({ lead: null, manager: '2026-03-03T09:45:00Z' });
    expect(due('2026-03-02T10:00:00Z', true, false)).toMatchObject({ lead: null, manager: '2026-03-02T12:00:00Z' });
  });
  it('beyond the bank holidays that are known, a day later rather than never', () => {
    expect(due('2031-03-03T10:00:00Z', false)).toMatchObject({ author_morning: '2031-03-04T12:00:00Z', lead: '2031-03-04T13:00:00Z' });
  });
});

describe('what is owed', () => {
  const owed = (at: string, unsent: Partial<Unsent>) => noticesOwed({ since: instant('2026-03-02T10:00:00Z'), urgent: true, leadMayBeTold: true, given: NOTHING, ...unsent }, FIGURES, instant(at));
  it('the instant itself is due, the second before is not', () => {
    expect(owed('2026-03-02T11:59:59Z', {})).toEqual([]);
    expect(owed('2026-03-02T12:00:00Z', {})).toEqual(['author_again', 'manager']);
  });
  it('after a day without the service, all that is due', () => {
    expect(owed('2026-03-03T11:00:00Z', {})).toEqual(['author_again', 'author_morning', 'lead', 'manager']);
  });
  it('what becomes level 4 after the two hours is the manager’s at once', () => {
    const given = { ...NOTHING, author_again: instant('2026-03-02T12:00:00Z') };
    expect(owed('2026-03-02T15:00:00Z', { urgent: false, given })).toEqual([]);
    expect(owed('2026-03-02T15:00:00Z', { urgent: true, given })).toEqual(['manager']);
  });
});

/** Somebody looks at these minutes after it was begun, and gives what is owed. */
function lived(unsent: Unsent, looks: readonly number[]): Record<Notice, Temporal.Instant[]> {
  const given = { ...unsent.given };
  const times: Record<Notice, Temporal.Instant[]> = { author_again: [], author_morning: [], lead: [], manager: [] };
  for (const minutes of [...looks].sort((a, b) => a - b)) {
    const at = unsent.since.add({ minutes });
    for (const notice of noticesOwed({ ...unsent, given }, FIGURES, at)) {
      given[notice] = at;
      times[notice].push(at);
    }
  }
  return times;
}

const anyUnsent = fc.record({ minute: fc.integer({ min: 0, max: 365 * 24 * 60 }), urgent: fc.boolean(), leadMayBeTold: fc.boolean() }).map(({ minute, ...rest }): Unsent => ({ ...rest, since: instant('2026-01-01T00:00:00Z').add({ minutes: minute }), given: NOTHING }));
const WEEK_MINUTES = 7 * 24 * 60;

test('however often and however late somebody looks, each is given once, never early, and at the first look after it is due', () => {
  fc.assert(
    fc.property(anyUnsent, fc.array(fc.integer({ min: 0, max: WEEK_MINUTES }), { maxLength: 40 }), (unsent, looks) => {
      const times = lived(unsent, looks);
      const dues = noticesDue(unsent, FIGURES);
      for (const notice of NOTICES) {
        const when = dues[notice];
        const first = looks.map((minutes) => unsent.since.add({ minutes })).filter((at) => when !== null && Temporal.Instant.compare(at, when) >= 0).sort((a, b) => Temporal.Instant.compare(a, b))[0];
        expect(times[notice].map(String)).toEqual(first === undefined ? [] : [String(first)]);
      }
    }),
  );
});

test('somebody beside the author is always told within a week, at level 4 within two hours; the author’s morning is a working one at opening, after the first reminder', () => {
  fc.assert(
    fc.property(anyUnsent, (unsent) => {
      const { author_again: again, author_morning: morning, lead, manager } = noticesDue(unsent, FIGURES);
      if (again === null || morning === null) throw new Error('the author is always reminded');
      expect(again.since(unsent.since).total('minutes')).toBe(120);
      expect(Temporal.Instant.compare(morning, again)).toBe(1);
      const london = morning.toZonedDateTimeISO('Europe/London');
      expect([london.toPlainTime().toString({ smallestUnit: 'minute' }), london.dayOfWeek <= 5]).toEqual(['08:45', true]);
      const others = [lead, manager].filter((at) => at !== null);
      expect(others.length).toBeGreaterThan(0);
      expect(Math.min(...others.map((at) => at.since(unsent.since).total('minutes')))).toBeLessThanOrEqual(WEEK_MINUTES);
      if (unsent.urgent) expect(manager?.since(unsent.since).total('minutes')).toBe(120);
    }),
  );
});

describe('whom the agency’s lead is kept from (domain 7.3)', () => {
  const open: ReportInput = { reporter: { aboutColleague: 'no', leadKnows: 'will_tell' } };
  it.each([
    ['nothing keeps the lead out', {}, false],
    ['goes past the lead', { reporter: { aboutColleague: 'no', leadKnows: 'past_lead' } }, true],
    ['about a colleague', { reporter: { aboutColleague: 'yes', leadKnows: 'told' } }, true],
    ['may be about a colleague', { reporter: { aboutColleague: 'not_known', leadKnows: 'told' } }, true],
    ['not answered yet whether it is about a colleague', { reporter: { leadKnows: 'told' } }, true],
    ['asks to be protected', { reporter: { aboutColleague: 'no', protectMe: 'yes' } }, true],
    ['somebody in a position of trust', { incident: { positionOfTrust: 'yes' } }, true],
    ['perhaps somebody in a position of trust', { incident: { positionOfTrust: 'not_known' } }, true],
    ['nobody in a position of trust', { incident: { positionOfTrust: 'no' } }, false],
  ] as const satisfies readonly (readonly [string, ReportInput, boolean])[])('%s', (_what, input, expected) => {
    expect(keptFromLead(report.parse({ ...open, ...input }))).toBe(expected);
  });
});
