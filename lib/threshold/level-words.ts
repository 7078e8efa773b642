import { areaLevelOf, type AreaLevel, type CanonicalLevel, type Guide, type RouteCode } from './model';

/** Does the area count its levels as the canonical ones are counted? Where it does not, its own label stands wherever a number does. */
const countsAlike = ({ label, canonical }: AreaLevel) => label === `Level ${canonical}`;

const ownLevels = (guide: Guide, canonical: CanonicalLevel, route: RouteCode | undefined) => (route === undefined ? guide.levels.filter((level) => level.canonical === canonical) : [areaLevelOf(guide, canonical, route)]);

const said = (level: AreaLevel) => (countsAlike(level) ? level.name : level.label.includes(':') ? level.label : `${level.label}: ${level.name}`);

/**
 * What the area calls a level, to stand beside its canonical number: its name, and where its own scale counts otherwise, as MOSI does, its
 * label first, so that nobody reads the one number in the other scale (MOSI 4 is canonical 3 for a child in need and 4 for protection).
 * Without a route, each of the area's own levels that stand on the canonical one.
 */
export function levelWordsOf(guide: Guide, canonical: CanonicalLevel, route?: RouteCode): string {
  return ownLevels(guide, canonical, route).map(said).join('; ');
}

/** The same in short, where there is room for a label alone; nothing where the area counts alike. */
export function ownLabelOf(guide: Guide, canonical: CanonicalLevel, route?: RouteCode): string | undefined {
  const own = ownLevels(guide, canonical, route);
  return own.every(countsAlike) ? undefined : own.map(({ label }) => label).join(' / ');
}
