import { hide } from '@/lib/contact/secrecy/protecting';
import { wordsOf } from '@/lib/people/match/spelling';
import { forenamesIn } from '@/lib/people/placeholder';
import type { FamilyPerson } from './family';

/** Names that are everyday words: written small they are nobody's. */
const EVERYDAY = new Set('an as be by do go he her if in is it me my no of on or so to up us we art bill boy child dawn day dean faith friend girl good grace hope house jack joy king known little long love man mark may nurse page price ray rose short sky son street sue summer unknown will wood young'.split(' '));

/** What stands before a name, and is not one. */
const TITLES = new Set('mr mrs ms miss mx mister dr doctor prof professor rev sir sgt pc dc ds the not'.split(' '));

/** Words within a name that many names have: alone they say nobody's, where the name has others. */
const PARTICLES = new Set('al el bin bint da das de del della den der di do dos du la le st ter van von zu the not'.split(' '));

/** Who somebody is, where their name should be: “Mum’s partner”, “The lodger”, “Social worker”. Nobody is known by it. */
const ROLES = new Set('adult aunt auntie boyfriend brother carer cousin dad daddy door father friend girlfriend gran grandad grandfather grandma grandmother granny husband landlord lodger midwife mother mum mummy nan nanny neighbour nurse officer parent partner person sister somebody someone stepdad stepfather stepmother stepmum teacher tenant uncle visitor wife worker'.split(' '));

/** What stands beside such a word. Alone it may be a name (“An”, “My”). */
const BESIDE = new Set('an and another at by ex family for foster from health her his in key living lives my next no not of on or other our police school social support the their to with'.split(' '));

const isRole = (part: string) => ROLES.has(part.toLowerCase().replace(/[’']?s?$/u, ''));
const isBeside = (part: string) => BESIDE.has(part.toLowerCase());
/** Words that say who somebody is, as “foster carer” and “the family” do. One that only stands beside others is a family name: Foster, Key. */
function isPhrase(name: string): boolean {
  const parts = splitName(name);
  return parts.every((part) => isRole(part) || isBeside(part)) && (parts.length > 1 || parts.some(isRole));
}
/** Nan is a woman's name too, where a family name follows. */
const isCalledNan = ({ givenName, familyName }: Pick<FamilyPerson, 'givenName' | 'familyName'>) => /^\s*nan\s*$/i.test(givenName) && familyName.trim() !== '' && !isPhrase(familyName);

/** Words that mean something else where they are written small. */
const isEveryday = (part: string) => [EVERYDAY, PARTICLES].some((words) => words.has(part.toLowerCase())) || isRole(part) || isBeside(part);

/** The words of a name by which somebody is known, without initials. @param first what it begins with, where that is a name even if others have it as a particle. */
function partsOf(name: string, first?: string): string[] {
  const parts = splitName(name).filter((part) => [...part].length > 1);
  return parts.length < 2 ? parts : parts.filter((part) => part === first || !PARTICLES.has(part.toLowerCase()));
}
const splitName = (name: string) => name.split(/[\s,.-]+/u).filter((part) => part !== '');

/** The same of a given name, or of a whole one: it begins with a name, as in “Del Price” and “Van Tran”, or with a title. */
function partsFromFirst(name: string): string[] {
  const untitled = splitName(name).filter((part) => !TITLES.has(part.toLowerCase()));
  return partsOf(untitled.join(' '), untitled[0]);
}

/** The words by which a person of a contact is known: none of what stands in their name's place. */
function partsOfPerson(person: Pick<FamilyPerson, 'givenName' | 'familyName'>): string[] {
  const { givenName, familyName } = person;
  const names = new Set(forenamesIn(givenName, familyName));
  const role = (splitName(givenName).some(isRole) && !isCalledNan(person)) || (isRole(familyName) && splitName(givenName).every(isBeside));
  const isName = (part: string) => !role || !(isRole(part) || isBeside(part));
  const given = partsFromFirst(givenName).filter((part) => isName(part) && wordsOf(part).some((word) => names.has(word)));
  if (given.length > 0) return [...given, ...partsOf(familyName)];
  // “Baby of Kayleigh” and “B/O Kayleigh” are nobody, and Kayleigh is somebody.
  const whose = /(?<![\p{L}\p{M}])o(?:f|\b)\s*(.+)/iu.exec(givenName)?.[1] ?? '';
  const isFamilyName = (part: string) => isName(part) || !(isRole(part) || isPhrase(familyName));
  const isSomebody = (part: string, is: boolean) => EVERYDAY.has(part.toLowerCase()) || (is && forenamesIn(part, '').length > 0);
  return [...partsOf(whose).filter((part) => isSomebody(part, isName(part))), ...partsOf(familyName).filter((part) => isSomebody(part, isFamilyName(part)))];
}

/** How a name stands in a text, as written there: as a word, also before "’s". @param small whether it counts when it is written without a capital. */
function saidIn(text: string, part: string, small: boolean): string[] {
  const pattern = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[’']/g, '[’\']');
  const said = [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{M}])${pattern}(?![\\p{L}\\p{M}])`, 'giu'))].map(([word]) => word);
  return said.filter((word) => small || /^\p{Lu}/u.test(word));
}

const unless = (allowed: readonly string[]) => {
  const may = new Set(allowed.flatMap((name) => partsOf(name)).map((part) => part.toLowerCase()));
  return (part: string) => !may.has(part.toLowerCase());
};

/**
 * Names of others that words to a family hold, each part of a name by itself, as it is written there.
 * @param others anybody of the contact but the reader and the child.
 * @param allowed names of the reader and the child.
 */
export function namesOthers(words: string, others: readonly Pick<FamilyPerson, 'givenName' | 'familyName'>[], allowed: readonly string[]): string[] {
  const parts = others.flatMap(partsOfPerson).filter(unless(allowed));
  return [...new Set(parts.flatMap((part) => saidIn(words, part, !isEveryday(part))))];
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
  const names = sources.flatMap(({ name }) => partsFromFirst(name)).filter(unless(allowed));
  const agencies = sources.map(({ agencyName }) => agencyName).filter((agency) => hide(words, [{ kind: 'school', words: agency }]) !== words);
  return [...new Set([...names.flatMap((name) => saidIn(words, name, false)), ...agencies])];
}
