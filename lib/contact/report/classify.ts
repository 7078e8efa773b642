import type { Report } from '../schema';

/** Whom the outcome letter speaks to (domain 7.5). */
export const REFERRER_CLASSES = ['professional_continuing', 'professional', 'public', 'subject', 'protected'] as const;
export type ReferrerClass = (typeof REFERRER_CLASSES)[number];

/** Agency kind of whoever speaks for no organisation: family, neighbours, a child (domain 7.5). */
export const PUBLIC = 'public';

/**
 * The class of a referrer. Where the worry is, or may be, about somebody who works in the referrer's own agency, nothing
 * is said until the designated officer or a strategy discussion agrees. Family and public hear that it was received and
 * considered, whatever they know of the child.
 */
export function referrerClass(report: Report, agencyKind: string): ReferrerClass {
  if (aboutColleague(report)) return 'subject';
  if (agencyKind === PUBLIC) return 'public';
  return report.reporter.continuingRole === 'yes' ? 'professional_continuing' : 'professional';
}

/** "Not sure" hides the report from the agency too: contacts that may involve its staff (domain 7.3). */
export function aboutColleague({ reporter }: Report): boolean {
  return reporter.aboutColleague === 'yes' || reporter.aboutColleague === 'not_known';
}

/** The reporter asked that the agency's lead should not see it (domain 7.3). */
export function pastAgency({ reporter }: Report): boolean {
  return reporter.leadKnows === 'past_lead';
}

/** The level the referrer believes; null when not sure or not said. */
export function levelBelieved({ belief }: Report): 1 | 2 | 3 | 4 | null {
  return belief.level === 'not_sure' ? null : belief.level;
}

const SOURCE_CODES: Record<string, string> = {
  school: '2A',
  college: '2B',
  education: '2B',
  gp: '3A',
  health_visiting: '3B',
  school_nursing: '3C',
  midwifery: '3D',
  hospital: '3E',
  mental_health: '3F',
  ambulance: '3F',
  housing: '4',
  adult_social_care: '5A',
  council: '5B',
  other_authority: '5C',
  early_help: '5D',
  police: '6',
  probation: '7',
  court: '7',
  early_years: '8',
  voluntary: '8',
};

/** CIN referral source of an agency's kind (domain 4.2); "10", unknown, for a kind the table does not have. */
export function sourceCode(agencyKind: string): string {
  return SOURCE_CODES[agencyKind] ?? '10';
}

const SUMMARY_LENGTH = 140;

/** One line for a list, from what was said first; the whole stays in the report. Counted in letters as seen, never cut within one. */
export function summaryOf(report: Report, immediate: boolean): string {
  const said = [report.incident.what, report.view.worriedAbout, report.incident.exactWords, report.incident.opinion, report.firstQuestions.whereNowWords]
    .map((words) => words.replace(/\s+/gu, ' ').trim())
    .find((words) => words !== '');
  if (said === undefined) return immediate ? 'Immediate danger. Nothing more is said yet.' : 'Nothing is said yet of what happened.';
  const letters = [...new Intl.Segmenter('en-GB', { granularity: 'grapheme' }).segment(said)].map(({ segment }) => segment);
  return letters.length <= SUMMARY_LENGTH ? said : `${letters.slice(0, SUMMARY_LENGTH - 1).join('').trimEnd()}…`;
}
