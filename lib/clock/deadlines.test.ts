import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { LONDON, londonDate } from '@/lib/platform/time';
import { deadlines, due24h, dueInWorkingDays, dueStrategyDiscussion, dueWorkingDay } from './deadlines';
import { isWorkingDay } from './working-days';

const at = (text: string) => Temporal.Instant.from(text);

/** Any second from the first date of the data to the last receipt that can still be answered. */
const receipts = fc
  .integer({
    min: at('2025-01-01T00:00:00Z').epochMilliseconds / 1000,
    max: at('2028-12-28T23:59:59Z').epochMilliseconds / 1000,
  })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));

function answered(received: Temporal.Instant): Temporal.Instant {
  const due = dueWorkingDay(received);
  if (!due.ok) throw new Error(due.problem);
  return due.value;
}

describe('one working day, for any receipt', () => {
  it('ends at 17:00 in London on a working day strictly after the day of receipt', () => {
    fc.assert(
      fc.property(receipts, (received) => {
        const due = answered(received).toZonedDateTimeISO(LONDON);
        expect(due.toPlainTime().toString()).toBe('17:00:00');
        expect(isWorkingDay(due.toPlainDate())).toEqual({ ok: true, value: true });
        expect(Temporal.PlainDate.compare(due.toPlainDate(), londonDate(received))).toBe(1);
      }),
    );
  });

  it('leaves no working day between the day of receipt and the day it ends', () => {
    fc.assert(
      fc.property(receipts, (received) => {
        const last = londonDate(answered(received));
        for (let day = londonDate(received).add({ days: 1 }); !day.equals(last); day = day.add({ days: 1 })) {
          expect(isWorkingDay(day)).toEqual({ ok: true, value: false });
        }
      }),
    );
  });

  it('never ends earlier for a later receipt', () => {
    fc.assert(
      fc.property(receipts, receipts, (one, other) => {
        const [earlier, later] = Temporal.Instant.compare(one, other) <= 0 ? [one, other] : [other, one];
        expect(Temporal.Instant.compare(answered(earlier), answered(later))).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('the clocks of one receipt', () => {
  it('are 24 hours, one working day and an acknowledgement by the same end', () => {
    const due = deadlines(at('2026-04-02T15:00:00+01:00'));
    expect(due.ok && Object.fromEntries(Object.entries(due.value).map(([name, end]) => [name, String(end)]))).toEqual({
      due24h: '2026-04-03T14:00:00Z',
      due1wd: '2026-04-07T16:00:00Z',
      acknowledgement: '2026-04-07T16:00:00Z',
    });
  });

  it('are refused together beyond the calendar, while 24 hours alone still answers', () => {
    const received = at('2028-12-29T10:00:00Z');
    expect(deadlines(received)).toEqual({ ok: false, problem: 'beyond_calendar' });
    expect(due24h(received).toString()).toBe('2028-12-30T10:00:00Z');
  });

  it('take another end of the working day from the authority', () => {
    const due = dueWorkingDay(at('2026-02-06T16:00:00Z'), undefined, '16:30');
    expect(due.ok && due.value.toString()).toBe('2026-02-09T16:30:00Z');
  });

  it('count fifteen working days to a conference: 3 September to 24 September 2025', () => {
    const due = dueInWorkingDays(at('2025-09-03T10:00:00+01:00'), 15);
    expect(due.ok && due.value.toString()).toBe('2025-09-24T16:00:00Z');
  });
});

describe('the strategy discussion', () => {
  const due = (decided: string) => {
    const answer = dueStrategyDiscussion(at(decided));
    return answer.ok ? [answer.value.dueAt.toString(), answer.value.how] : answer.problem;
  };

  it.each([
    ['2026-04-02T09:00:00+01:00', '2026-04-02T16:00:00Z', 'same_working_day', 'as the day opens'],
    ['2026-04-02T11:20:00+01:00', '2026-04-02T16:00:00Z', 'same_working_day', 'in the morning'],
    ['2026-04-02T15:00:00+01:00', '2026-04-02T16:00:00Z', 'same_working_day', 'at 15:00 exactly'],
    ['2026-04-02T15:00:01+01:00', '2026-04-03T14:00:01Z', 'emergency_duty_telephone', 'a second after 15:00, before Good Friday'],
    ['2026-04-02T18:00:00+01:00', '2026-04-03T17:00:00Z', 'emergency_duty_telephone', 'in the evening'],
    ['2026-02-06T16:00:00Z', '2026-02-07T16:00:00Z', 'emergency_duty_telephone', 'on a Friday at 16:00'],
    ['2026-02-07T11:00:00Z', '2026-02-08T11:00:00Z', 'emergency_duty_telephone', 'on a Saturday'],
    ['2026-04-03T11:00:00+01:00', '2026-04-04T10:00:00Z', 'emergency_duty_telephone', 'on Good Friday'],
    ['2026-10-24T12:00:00+01:00', '2026-10-25T11:00:00Z', 'emergency_duty_telephone', 'the day before the clocks go back'],
    ['2026-02-03T02:00:00Z', '2026-02-03T17:00:00Z', 'emergency_duty_telephone', 'in the night before a working day'],
    ['2026-02-03T08:59:59Z', '2026-02-03T17:00:00Z', 'emergency_duty_telephone', 'just before the day opens'],
  ])('decided %s is due %s by %s: %s', (decided, dueAt, how) => {
    expect(due(decided)).toEqual([dueAt, how]);
  });

  it('is within 24 elapsed hours and later than the decision, whenever decided', () => {
    fc.assert(
      fc.property(receipts, (decided) => {
        const answer = dueStrategyDiscussion(decided);
        if (!answer.ok) throw new Error(answer.problem);
        const seconds = (answer.value.dueAt.epochMilliseconds - decided.epochMilliseconds) / 1000;
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(86_400);
      }),
    );
  });

  it('is refused beyond the calendar', () => {
    expect(due('2029-01-02T11:00:00Z')).toBe('beyond_calendar');
  });
});
