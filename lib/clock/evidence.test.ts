import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { evidence } from './evidence';

function lines(received: string) {
  const answer = evidence(Temporal.Instant.from(received));
  if (!answer.ok) throw new Error(answer.problem);
  return answer.value;
}

describe('the evidence for each due instant', () => {
  it('names every day that was not counted, Easter 2026', () => {
    expect(lines('2026-04-02T15:00:00+01:00')).toEqual({
      due24h: 'Received Thu 2 Apr 2026 15:00. 24 hours (86,400 seconds) end Fri 3 Apr 2026 15:00.',
      due1wd:
        'Received Thu 2 Apr 2026 15:00. Day 0 is 2 April. 3 April (Good Friday), 4–5 April (weekend), 6 April (Easter Monday) are not working days. One working day ends Tue 7 Apr 2026 17:00.',
    });
  });

  it('says nothing of uncounted days when there are none', () => {
    expect(lines('2026-02-03T09:05:00Z').due1wd).toBe(
      'Received Tue 3 Feb 2026 09:05. Day 0 is 3 February. One working day ends Wed 4 Feb 2026 17:00.',
    );
  });

  it('names a single day in the singular and a substitute day as such', () => {
    expect(lines('2026-05-03T12:00:00+01:00').due1wd).toContain('4 May (Early May bank holiday) is not a working day.');
    expect(lines('2026-12-24T16:00:00Z').due1wd).toContain(
      '25 December (Christmas Day), 26–27 December (weekend), 28 December (Boxing Day, substitute day) are not working days.',
    );
  });

  it('takes day 0 from the London date and spans a weekend over the end of a month', () => {
    expect(lines('2026-06-15T23:30:00Z').due1wd).toContain('Received Tue 16 Jun 2026 00:30. Day 0 is 16 June.');
    expect(lines('2026-01-30T16:00:00Z').due1wd).toContain('31 January–1 February (weekend) are not working days.');
  });

  it('says when the clocks change within the 24 hours', () => {
    expect(lines('2026-03-28T12:00:00Z').due24h).toBe(
      'Received Sat 28 Mar 2026 12:00. The clocks go forward in between (GMT to BST), so 24 hours (86,400 seconds) end Sun 29 Mar 2026 13:00.',
    );
    expect(lines('2026-10-24T12:00:00+01:00').due24h).toBe(
      'Received Sat 24 Oct 2026 12:00. The clocks go back in between (BST to GMT), so 24 hours (86,400 seconds) end Sun 25 Oct 2026 11:00.',
    );
  });

  it('tells the two hours of the autumn night apart', () => {
    expect(lines('2026-10-25T01:30:00+01:00').due1wd).toContain('Received Sun 25 Oct 2026 01:30 BST.');
    expect(lines('2026-10-25T01:30:00+00:00').due1wd).toContain('Received Sun 25 Oct 2026 01:30 GMT.');
  });

  it('is refused beyond the calendar', () => {
    expect(evidence(Temporal.Instant.from('2028-12-29T10:00:00Z'))).toEqual({ ok: false, problem: 'beyond_calendar' });
  });
});
