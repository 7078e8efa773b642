import type { AreaLevel, CanonicalLevel, Domain, Guide, Indicator, Paragraph } from '@/lib/threshold/model';
import { DOMAINS, LEVELS, lowestLevel } from '@/lib/threshold/model';

/** The plain name of each domain, as a partner reads it. */
export const DOMAIN_NAMES: Record<Domain, string> = {
  CD: 'The child’s development and safety',
  PC: 'Parents and carers',
  FE: 'Family and surroundings',
};

/** What must be said wherever a guide is shown that no partnership has confirmed. */
export const ILLUSTRATIVE_NOTICE =
  'Illustrative: these signs and rules are examples drawn from public pages of other areas, to be replaced by the partnership’s own guide.';

export type IndicatorsAtLevel = { canonical: CanonicalLevel; own: AreaLevel[]; indicators: Indicator[] };

export type DomainIndicators = { domain: Domain; name: string; levels: IndicatorsAtLevel[] };

/**
 * A guide's indicators for reading: by domain, then by level with the area's own levels beside them.
 * A sign printed with a range stands at its lowest figure. Levels without a sign are left out.
 */
export function indicatorsByDomain(guide: Guide): DomainIndicators[] {
  return DOMAINS.map((domain) => ({
    domain,
    name: DOMAIN_NAMES[domain],
    levels: LEVELS.map((canonical) => ({
      canonical,
      own: guide.levels.filter((level) => level.canonical === canonical),
      indicators: guide.indicators.filter(
        (entry) => entry.domain === domain && lowestLevel(entry.level) === canonical,
      ),
    })).filter(({ indicators }) => indicators.length > 0),
  }));
}

/** The worries a report asks about in one domain, most serious last; strengths are asked on their own page. */
export function worriesIn(guide: Guide, domain: Domain): Indicator[] {
  return guide.indicators
    .filter((entry) => entry.domain === domain && entry.kind !== 'ST')
    .sort((a, b) => lowestLevel(a.level) - lowestLevel(b.level));
}

/** The strengths a report asks about, from every domain. */
export function strengthsIn(guide: Guide): Indicator[] {
  return guide.indicators.filter((entry) => entry.kind === 'ST');
}

/** Every paragraph of the guide in reading order: what stands when nothing is known, the rules, then consent. */
export function paragraphsOf(guide: Guide): Paragraph[] {
  return [guide.universal, guide.hold, ...guide.rules, ...guide.consentRules]
    .map(({ id, paragraph, title, reason, basis }) => ({ id, paragraph, title, reason, basis }))
    .sort((a, b) => byParagraph(a.paragraph, b.paragraph));
}

function byParagraph(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** One indicator by its id, if the guide has it. */
export function indicatorOf(guide: Guide, id: string): Indicator | undefined {
  return guide.indicators.find((entry) => entry.id === id);
}
