import type { Temporal } from 'temporal-polyfill';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { levelWordsOf } from '@/lib/threshold/level-words';
import { routeWordsOf, type CanonicalLevel, type Guide } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { assessInput } from '../assess';
import { THEME_WORDS, themesToWeigh } from '../report/hidden-harm';
import type { Report } from '../schema';

/** What the guide proposes while the caller still speaks, in the area's own words. */
export interface GuideNow {
  level: CanonicalLevel;
  levelName: string;
  routeName: string;
  because: { title: string; reason: string }[];
  /** What nobody has said yet and could raise it: questions to ask. */
  couldRaise: string[];
  /** Hidden harm that was said of an adult with no sign ticked: what it does to the child is still to be asked. */
  toWeigh: string[];
  /** What the law asks whatever is decided. */
  duties: string[];
}

const MOST_REASONS = 4;
const MOST_QUESTIONS = 5;

/**
 * The proposal on what was said so far, by the engine that the contact will be held against. Of earlier contacts it counts those
 * of which the worker said that they are about the same child: it says the least that is proposed, and more may come once the
 * children are known.
 * @param on the London day on which the call began.
 * @param contactsIn12Months the call included.
 */
export function guideNow(report: Report, guide: Guide, on: Temporal.PlainDate, contactsIn12Months = 1): GuideNow {
  const proposal = propose(guide, assessInput(report, { receivedOn: on, contactsIn12Months, immediate: report.firstQuestions.cannotWait === 'yes' }));
  const reasons = [...proposal.because, ...proposal.children.flatMap(({ because }) => because)];
  const distinct = [...new Map(reasons.map((reason) => [reason.rule, reason])).values()].sort((a, b) => (b.level ?? 0) - (a.level ?? 0));
  return {
    level: proposal.level,
    levelName: levelWordsOf(guide, proposal.level, proposal.route),
    routeName: routeWordsOf(guide, proposal.route).name,
    because: distinct.slice(0, MOST_REASONS).map(({ title, reason }) => ({ title, reason })),
    couldRaise: [...new Set(proposal.children.flatMap(({ couldRaise }) => couldRaise.map(({ phrase }) => phrase)))].slice(0, MOST_QUESTIONS),
    toWeigh: themesToWeigh(report).map((theme) => THEME_WORDS[theme]),
    duties: [...new Set([...proposal.duties, ...proposal.children.flatMap(({ duties }) => duties)])].map((code) => DUTY_KINDS[code].title),
  };
}
