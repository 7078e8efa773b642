import { ofColleague, type NewAddition } from '../additions/addition';
import type { Report } from '../schema';
import { protectReport, type Kept } from '../secrecy/protecting';
import type { Guide } from '@/lib/threshold/model';
import { sayReport } from './report-words';
import type { StepName } from './steps';

/** What a page says beyond the report as it was sent, as words that can be added to its contact. */
export interface SaidLater extends Pick<NewAddition, 'text' | 'indicators' | 'aboutColleague' | 'mustNotBeTold'> {
  /** What the page asks to keep secret. */
  secrets: Kept[];
}

export const NOTHING_LATER: SaidLater = { text: '', indicators: {}, secrets: [] };

/** What was ticked for each child on the page of signs and was not ticked before. */
function newSigns(sent: Report, typed: Report): SaidLater['indicators'] {
  const signs = typed.children.map(({ indicators }, index) => [String(index + 1), Object.keys(indicators).filter((id) => indicators[id] === 'present' && sent.children[index]?.indicators[id] !== 'present')] as const);
  return Object.fromEntries(signs.filter(([, ids]) => ids.length > 0));
}

/**
 * What one page of a report says that it did not say when it was sent (safe practice 7.8): every answer that is new or another. What
 * was answered then and is empty now takes nothing back.
 * @param typed the report as it would be with that page.
 */
export function saidLater(sent: Report, typed: Report, step: StepName, guide: Pick<Guide, 'indicators' | 'levels'>): SaidLater {
  const rowsOf = (from: Report) => sayReport(from, guide).flatMap((section) => (section.step === step ? section.rows.map(({ label, value }) => [`${section.title} · ${label}`, value] as const) : []));
  const whoNow = typed.firstQuestions.whoMustNotBeTold.trim();
  const before = new Map(rowsOf(sent));
  return {
    text: rowsOf(typed).filter(([label, value]) => value.trim() !== '' && value !== before.get(label)).map(([label, value]) => `${label}: ${value}`).join('\n'),
    indicators: step === 'indicators' ? newSigns(sent, typed) : {},
    secrets: protectReport(typed).kept.filter(({ kind }) => kind !== 'words'),
    ...(whoNow === sent.firstQuestions.whoMustNotBeTold.trim() ? {} : { mustNotBeTold: whoNow }),
    ...(step === 'you' ? ofColleague(typed.reporter.aboutColleague ?? '') : {}),
  };
}
