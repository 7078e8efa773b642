import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import { guideOn } from './guide-on';
import { report, type ReportInput } from './schema';
import { howSerious } from './serious';

const ON = Temporal.PlainDate.from('2026-03-02');
const guide = guideOn('norfolk', ON);

describe('dangerous to leave unsent (domain 7.10: a high-risk indicator, or level 3–4)', () => {
  it.each([
    ['a high-risk sign, of which one is enough for level 4', { children: [{ indicators: { I101: 'present' } }] }, 'level_4'],
    ['a high-risk sign that is not known', { children: [{ indicators: { I101: 'not_known' } }] }, null],
    ['its author believes level 4', { belief: { level: 4 } }, 'level_4'],
    ['its author believes level 3', { belief: { level: 3 } }, 'serious'],
    ['its author believes level 2', { belief: { level: 2 } }, null],
    ['a child who could be hurt before anybody reads it', { firstQuestions: { cannotWait: 'yes' } }, 'level_4'],
    ['its author is not sure whether a child could be hurt meanwhile', { firstQuestions: { cannotWait: 'not_known' } }, 'serious'],
    ['a child who could not be hurt meanwhile', { firstQuestions: { cannotWait: 'no' } }, null],
    ['believed to be level 2, with a high-risk sign', { belief: { level: 2 }, children: [{ indicators: { I101: 'present' } }] }, 'level_4'],
    ['one unmet need', { children: [{ indicators: { I018: 'present' } }] }, null],
    ['nothing typed yet', {}, null],
  ] as const satisfies readonly (readonly [string, ReportInput, string | null])[])('%s', (_what, input, expected) => {
    expect(howSerious(report.parse(input), guide, ON)).toBe(expected);
  });

  it('of every edition of every guide a high-risk sign is at least serious, and an empty page is not', () => {
    for (const edition of guides) {
      expect(howSerious(report.parse({}), edition, ON), `${edition.id} ${edition.version}`).toBeNull();
      for (const { id } of edition.indicators.filter(({ kind }) => kind === 'HR')) {
        expect(howSerious(report.parse({ children: [{ indicators: { [id]: 'present' } }] }), edition, ON), `${edition.id} ${id}`).not.toBeNull();
      }
    }
  });
});
