import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { guideInForce } from '@/lib/threshold/guides';
import { report } from '../schema';
import { sayReport } from './report-words';
import { ofWhoeverTold, toldOf } from './third-person';

const guide = guideInForce('norfolk', Temporal.PlainDate.from('2026-11-22'));
if (guide === undefined) throw new Error('no guide');

test('a colleague who reads a report, or reads it back, is nowhere meant by “you”, also where children have parts of their own', () => {
  const whole = report.parse({ children: [{ givenName: 'Tilly' }, { givenName: 'Ned', unborn: true }], household: [{ givenName: 'Mo' }], agencies: [{ name: 'The Elms' }] });
  const words = ofWhoeverTold(sayReport(whole, guide)).flatMap(({ title, rows }) => [title, ...rows.map(({ label }) => label)]);
  expect(words.length).toBeGreaterThan(80);
  expect(words.filter((each) => /\byou(rs?)?\b/i.test(each))).toEqual([]);
  expect(words).toContain('What they have seen: Tilly');
});

test('what was said in answer stays as it was said', () => {
  const [safety] = ofWhoeverTold(sayReport(report.parse({ firstQuestions: { safeUntil: 'Until you ring' } }), guide));
  expect(safety?.rows.map(({ value }) => value)).toContain('Until you ring');
  expect(toldOf('What happened')).toBe('What happened');
});
