import { hide } from '@/lib/contact/secrecy/protecting';
import type { FamilyPerson } from './family';

/** Names that are everyday words: written small they are nobody's. */
const EVERYDAY = new Set('an as be by do go he if in is it me my no of on or so to up us we art bill dawn day dean faith friend good grace hope house jack joy king little long love mark may page price ray rose short sky street sue summer will wood young'.split(' '));

/** What stands before a name, and is not one. */
const TITLES = new Set('mr mrs ms miss mx mister dr doctor prof professor rev sir sgt pc dc ds the'.split(' '));

/** Words within a name that many names have: alone they say nobody's, where the name has others. */
const PARTICLES = new Set('al el bin bint da das de del della den der di do dos du la le st ter van von zu'.split(' '));

/** The words of a name by which somebody is known, without initials. */
function partsOf(name: string): string[] {
  const parts = name.split(/[\s,.-]+/u).filter((part) => [...part].length > 1);
  return parts.length < 2 ? parts : parts.filter((part) => !PARTICLES.has(part.toLowerCase()));
}

/** How a name stands in a text, as written there: as a word, also before "’s". @param small whether it counts when it is written without a capital. */
function saidIn(text: string, part: string, small: boolean): string[] {
  const pattern = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[’']/g, '[’\']');
  const said = [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{M}])${pattern}(?![\\p{L}\\p{M}])`, 'giu'))].map(([word]) => word);
  return said.filter((word) => small || /^\p{Lu}/u.test(word));
}

const unless = (allowed: readonly string[]) => {
  const may = new Set(allowed.flatMap(partsOf).map((part) => part.toLowerCase()));
  return (part: string) => !may.has(part.toLowerCase());
};

/**
 * Names of others that words to a family hold, each part of a name by itself, as it is written there.
 * @param others anybody of the contact but the reader and the child.
 * @param allowed names of the reader and the child.
 */
export function namesOthers(words: string, others: readonly Pick<FamilyPerson, 'givenName' | 'familyName'>[], allowed: readonly string[]): string[] {
  const parts = others.flatMap(({ givenName, familyName }) => [givenName, familyName]).flatMap(partsOf).filter(unless(allowed));
  return [...new Set(parts.flatMap((part) => saidIn(words, part, !EVERYDAY.has(part.toLowerCase()))))];
}

/** Who told us, and where they work; empty where that is not known or is protected. */
export interface Source {
  name: string;
  agencyName: string;
}

/**
 * What in these words says who told us: a name of theirs, written as a name, or where they work (safe practice 4).
 * @param allowed names of the reader and the child, who may have told us themselves.
 */
export function saysWhoTold(words: string, sources: readonly Source[], allowed: readonly string[]): string[] {
  const names = sources.flatMap(({ name }) => partsOf(name)).filter((part) => !TITLES.has(part.toLowerCase())).filter(unless(allowed));
  const agencies = sources.map(({ agencyName }) => agencyName).filter((agency) => hide(words, [{ kind: 'school', words: agency }]) !== words);
  return [...new Set([...names.flatMap((name) => saidIn(words, name, false)), ...agencies])];
}
