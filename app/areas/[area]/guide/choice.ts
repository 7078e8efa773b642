import { guideInForce, guides } from '@/lib/threshold/guides';
import { indicatorsByDomain, type DomainIndicators } from '@/lib/threshold/read-guide';
import { DOMAINS, LEVELS, type AreaId, type CanonicalLevel, type Domain, type Guide } from '@/lib/threshold/model';
import type { Temporal } from 'temporal-polyfill';

/** What a reader of the guide asked to see; nothing asked is everything. */
export interface Choice {
  domain: Domain | null;
  level: CanonicalLevel | null;
}

/** Reads the choice from codes in the address; anything else counts as not asked. */
export function choiceFrom(domain: string, level: string): Choice {
  return { domain: DOMAINS.find((code) => code === domain) ?? null, level: LEVELS.find((number) => String(number) === level) ?? null };
}

/** The edition asked for, or the one in force; every edition of the area, newest first. */
export function editionOf(area: AreaId, version: string, today: Temporal.PlainDate): { guide: Guide | undefined; editions: Guide[] } {
  const editions = guides.filter((guide) => guide.area === area).sort((a, b) => (a.inForceFrom < b.inForceFrom ? 1 : -1));
  return { guide: editions.find((guide) => guide.version === version) ?? guideInForce(area, today), editions };
}

/** The signs that answer the choice, by domain and level, empty groups left out. */
export function chosenSigns(guide: Guide, { domain, level }: Choice): DomainIndicators[] {
  return indicatorsByDomain(guide)
    .filter((group) => domain === null || group.domain === domain)
    .map((group) => ({ ...group, levels: group.levels.filter((at) => level === null || at.canonical === level) }))
    .filter((group) => group.levels.length > 0);
}
