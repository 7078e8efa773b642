import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { report, type ReportInput } from '../schema';
import { alike } from './duplicate';

const telling = (at: string, said: ReportInput) => ({ receivedAt: Temporal.Instant.from(at), report: report.parse(said) });

test('two tellings of one thing share when, where and the signs that both saw; what one rules out is nothing in common', () => {
  const one = telling('2026-03-02T09:00:00Z', { children: [{ indicators: { I018: 'present', I099: 'present', I020: 'absent' } }], incident: { when: 'Sunday night', where: 'At home' } });
  const other = telling('2026-03-02T12:59:00Z', { children: [{ indicators: { I099: 'present', I020: 'present', I018: 'not_known' } }], incident: { when: 'sunday  night.', where: 'At school' } });
  expect(alike(one, other)).toEqual({ hoursApart: 3, signs: ['I099'], sameWhen: true, sameWhere: false });
  expect(alike(other, one)).toEqual(alike(one, other));
});

test('what nobody said is not the same', () => {
  const silent = telling('2026-03-02T09:00:00Z', {});
  expect(alike(silent, silent)).toEqual({ hoursApart: 0, signs: [], sameWhen: false, sameWhere: false });
});
