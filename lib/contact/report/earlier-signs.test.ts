/** A draft that outlives an edition loses nothing that was ticked (decisions 6 and 57): what the guide in force lacks is sent, said and asked about. */
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import { reportFromFields } from './report-fields';
import { sayReport } from './report-words';

const whole = guides.find(({ area }) => area === 'norfolk');
if (whole === undefined) throw new Error('no guide');
/** As if the next edition had dropped I033. */
const next = { ...whole, indicators: whole.indicators.filter(({ id }) => id !== 'I033') };
const read = (seen: string[], guide = next) => reportFromFields({ children: ['1'], 'child.1.givenName': 'Ned', 'seen.1': seen }, { today: Temporal.PlainDate.from('2026-11-22'), indicators: guide.indicators, reporter: { name: 'A', email: '', agencyName: '' } });

test('a sign that was ticked under another edition is kept, and its typist is told', () => {
  const { report, warnings } = read(['I033', 'I018']);
  expect(report.children[0]?.indicators).toEqual({ I018: 'present', I033: 'present' });
  expect(warnings.map(({ field, message }) => [field, message])).toEqual([['seen.1', expect.stringContaining('the guide in force today no longer has this sign')]]);
  expect(JSON.stringify(sayReport(report, next))).toContain('(a sign of another edition of the guide, which this one does not weigh)');
});

test('what no edition ever had is nothing, and where the guide has the sign nothing is said', () => {
  expect(read(['I999', 'x']).report.children[0]?.indicators ?? {}).toEqual({});
  expect(read(['I033'], whole)).toMatchObject({ warnings: [], report: { children: [{ indicators: { I033: 'present' } }] } });
});
