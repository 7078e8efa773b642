import type { AreaId, Domain, Guide, Indicator, PrintedLevel, Rule } from '@/lib/threshold/model';
import { GuideSchema } from '@/lib/threshold/schema';
import { CHILD_DEVELOPMENT } from '@/lib/threshold/guides/shared/child-development';
import { FAMILY_ENVIRONMENT } from '@/lib/threshold/guides/shared/family-environment';
import type { IndicatorRow } from '@/lib/threshold/guides/shared/indicator-row';
import { PARENTING_CAPACITY } from '@/lib/threshold/guides/shared/parenting-capacity';
import { ATTENTION, CONSENT_RULES, HOLD, REPEAT, SHARED_RULES, UNIVERSAL } from '@/lib/threshold/guides/shared/rules';
import { sourceWords } from '@/lib/threshold/guides/shared/sources';
import { PLAIN_VOCABULARY } from '@/lib/threshold/guides/shared/vocabulary';

type Words = Partial<Pick<Rule, 'title' | 'reason' | 'basis'>>;

/** What an area says for itself; everything else comes from the shared library. */
export type AreaGuide = Pick<
  Guide,
  'id' | 'area' | 'version' | 'title' | 'inForceFrom' | 'inForceTo' | 'levels' | 'routes' | 'citations'
> & {
  vocabulary?: Guide['vocabulary'];
  /** Signs that the area's sources put at another level, and whose sources say so. */
  levelsOfIndicators?: Record<string, { level: PrintedLevel; source: string }>;
  /** The area's own words on a shared rule, by rule id. */
  ruleWords?: Record<string, Words>;
  /** Rules of the area alone. */
  ownRules?: readonly Rule[];
};

const LIBRARY: readonly { domain: Domain; rows: readonly IndicatorRow[] }[] = [
  { domain: 'CD', rows: CHILD_DEVELOPMENT },
  { domain: 'PC', rows: PARENTING_CAPACITY },
  { domain: 'FE', rows: FAMILY_ENVIRONMENT },
];

/**
 * The whole guide of an area: the shared indicators and rules with the area's levels, words and emphasis.
 * Illustrative by construction. Throws when the result is no valid guide, which is a bug in the data.
 */
export function defineGuide(area: AreaGuide): Guide {
  const { levelsOfIndicators = {}, ruleWords = {}, ownRules = [], vocabulary = PLAIN_VOCABULARY, ...own } = area;
  return GuideSchema.parse({
    ...own,
    vocabulary,
    illustrative: true,
    indicators: indicatorsFor(area.area, levelsOfIndicators),
    rules: [...SHARED_RULES.map((rule) => ({ ...rule, ...ruleWords[rule.id] })), ...ownRules],
    hold: { ...HOLD, ...ruleWords[HOLD.id] },
    universal: { ...UNIVERSAL, ...ruleWords[UNIVERSAL.id] },
    consentRules: [...CONSENT_RULES],
    attention: ATTENTION,
    repeat: REPEAT,
  });
}

function indicatorsFor(area: AreaId, levels: NonNullable<AreaGuide['levelsOfIndicators']>): Indicator[] {
  return LIBRARY.flatMap(({ domain, rows }) =>
    rows.map(({ id, kind, level, phrase, help, emphasis, sources }) => ({
      id,
      domain,
      kind,
      level: levels[id]?.level ?? level,
      phrase,
      help,
      emphasis: emphasis?.includes(area) ?? false,
      source: levels[id]?.source ?? sourceWords(sources),
    })),
  ).sort((a, b) => (a.id < b.id ? -1 : 1));
}
