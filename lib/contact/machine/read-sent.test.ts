/** What a machine leaves out is not known, and no sign that it rules out rules out another (domain 2.2 behaviour 8). */
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import { propose } from '@/lib/threshold/propose';
import { assessInput } from '../assess';
import { sayReport } from '../report/report-words';
import { readNotifications } from './notifications';
import { readReport } from './read-sent';

const TODAY = Temporal.PlainDate.from('2026-11-27');
const ABSENT = { CD: 'absent', PC: 'absent', FE: 'absent' };

/** The same report by either lane: alone, or as one of several notifications. */
function read(child: object) {
  const report = { children: [{ givenName: 'Tegen', familyName: 'Roskilly', dateOfBirth: '2018-03-04', ...child }], incident: { what: 'He hits her.' } };
  const batch = { batch: 'night', sentAt: '2026-11-27T06:00:00Z', notifications: [{ id: 'PPN-1', eventAt: '2026-11-26T22:40:00Z', report }] };
  const [alone, sent] = [readReport(report, TODAY), readNotifications(batch, JSON.stringify(batch), TODAY)];
  return [alone, ...(sent.ok ? sent.value.ones.map((one) => one.read) : [])];
}

it.each<[string, object, 1 | 2]>([
  ['nothing', {}, 2],
  ['one sign, and no word of the parts', { indicators: { I018: 'absent' } }, 2],
  ['one sign, and a part', { indicators: { I018: 'absent' }, rest: { CD: 'absent' } }, 2],
  ['one sign, and every part', { indicators: { I018: 'absent' }, rest: ABSENT }, 1],
])('ruled out: %s: by either lane, under every guide', (_, child, level) => {
  const reports = read(child);
  expect(reports).toHaveLength(2);
  for (const report of reports) {
    if (!report.ok) throw new Error(JSON.stringify(report.problem));
    const input = assessInput(report.value, { receivedOn: TODAY, contactsIn12Months: 1, immediate: false });
    for (const guide of guides) expect(propose(guide, input).level, guide.area).toBe(level);
  }
});

it('a sign that is ruled out by itself is read as that, and not as the rest of its part', () => {
  const [guide] = guides;
  const sign = guide?.indicators.find(({ id }) => id === 'I018');
  if (guide === undefined || sign === undefined) throw new Error('every guide has the sign');
  const rows = (child: object) => {
    const [report] = read(child);
    return report?.ok === true ? sayReport(report.value, guide).flatMap((section) => section.rows.filter(({ label, value }) => value !== '' && /rest of|by itself/u.test(label)).map(({ label, value }) => [label, value])) : [];
  };
  const ruledOut = ['Answered by itself', `${sign.phrase}: not present`];
  expect(rows({ indicators: { I018: 'absent' } })).toEqual([ruledOut]);
  expect(rows({ indicators: { I018: 'absent' }, rest: { [sign.domain]: 'not_known' } })).toEqual([ruledOut, [expect.stringContaining('The rest of'), 'Not known']]);
  expect(rows({ indicators: { I018: 'absent' }, rest: { [sign.domain]: 'absent' } })).toEqual([[expect.stringContaining('The rest of'), expect.stringContaining('Not present')]]);
});
