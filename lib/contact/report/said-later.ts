import { ofColleague, type JoinedChild, type NewAddition } from '../additions/addition';
import type { Answer, Report, ReportChild } from '../schema';
import { protectReport, type Kept } from '../secrecy/protecting';
import type { AssessChild, AssessInput, Facts, Guide, IndicatorAnswer } from '@/lib/threshold/model';
import { sayReport } from './report-words';
import type { StepName } from './steps';

/** What a page says beyond the report as it was sent, as words that can be added to its contact. */
export interface SaidLater extends Pick<NewAddition, 'text' | 'indicators' | 'aboutColleague' | 'mustNotBeTold'> {
  /** What the page asks to keep secret. */
  secrets: Kept[];
  /** Whether a child could be hurt before anybody rings, where that is said anew. */
  cannotWait?: Exclude<Answer, null>;
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
  const { cannotWait } = typed.firstQuestions;
  const before = new Map(rowsOf(sent));
  return {
    text: rowsOf(typed).filter(([label, value]) => value.trim() !== '' && value !== before.get(label)).map(([label, value]) => `${label}: ${value}`).join('\n'),
    indicators: step === 'indicators' ? newSigns(sent, typed) : {},
    secrets: protectReport(typed).kept.filter(({ kind }) => kind !== 'words'),
    ...(whoNow === sent.firstQuestions.whoMustNotBeTold.trim() ? {} : { mustNotBeTold: whoNow }),
    ...(cannotWait === null || cannotWait === sent.firstQuestions.cannotWait ? {} : { cannotWait }),
    ...(step === 'you' ? ofColleague(typed.reporter.aboutColleague ?? '') : {}),
  };
}

/** The same words with the children whom the page names for the first time: a name alone stands in no answer. */
export function withNewlyNamed(said: SaidLater, children: readonly Pick<ReportChild, 'givenName' | 'familyName'>[]): SaidLater {
  if (children.length === 0) return said;
  const names = children.map(({ givenName, familyName }) => `${givenName} ${familyName}`.trim() || 'a child without a name');
  return { ...said, text: [`Told of only now, beside the children of the report: ${names.join('; ')}.`, said.text].filter((part) => part !== '').join('\n') };
}

/** A child whom a page names for the first time, and what the guide hears of it. */
export interface NewlyNamed {
  child: ReportChild;
  heard: AssessChild;
}

/** What a page says anew, as the guide hears it: of everybody, of each child of the report, and of whoever was not in it. */
export interface FactsLater {
  facts: Facts;
  children: JoinedChild[];
  named: NewlyNamed[];
}

export const NO_FACTS_LATER: FactsLater = { facts: {}, children: [], named: [] };

const isNew = (before: unknown, now: unknown) => JSON.stringify(before) !== JSON.stringify(now);

/** Of things that may each be left out, those that are new or other. */
function newIn<T extends Facts | Record<string, IndicatorAnswer>>(before: T | undefined, now: T | undefined): T {
  const known: Record<string, unknown> = { ...before };
  return Object.fromEntries(Object.entries(now ?? {}).filter(([name, value]) => isNew(known[name], value))) as T;
}

/**
 * The same answers as facts, so that no rule, duty or closing misses what was said on a page that was late (domain 2.2; safe practice 3, 8).
 * What had been sent already is left out: what was learned of it since stands.
 * @param places of each child of the page: its place from 1 in the report as sent; 0 for one who is not in it.
 */
export function factsLater(sent: AssessInput, typed: AssessInput, places: readonly number[]): Omit<FactsLater, 'named'> {
  const children = places.flatMap((place, index): JoinedChild[] => {
    const [before, now] = [sent.children[place - 1], typed.children[index]];
    if (before === undefined || now === undefined) return [];
    const id = String(place);
    return [{ id, other: { id, ...(now.age !== undefined && isNew(before.age, now.age) ? { age: now.age } : {}), indicators: newIn(before.indicators, now.indicators), facts: newIn(before.facts, now.facts) } }];
  });
  return { facts: newIn(sent.facts, typed.facts), children };
}
