import { AT_LARGE } from '@/lib/people/identity';
import type { Comparable, Name } from '@/lib/people/match/comparable';
import { NameReader } from '@/lib/people/match/compare';
import { areNicknames, areSpellings } from '@/lib/people/match/nicknames';
import { soundOf, wordsOf } from '@/lib/people/match/spelling';
import type { About } from './model';

/**
 * Whether somebody's name is that of whoever looks it up, or a colleague's: by the form of names by which search finds and
 * matching compares, so that no short form, other spelling or order goes round it (decision 39). Pure.
 */

/** A word with its sound, worked out once. */
interface Word {
  name: Name;
  sound: string;
}

const wordOf = (word: string): Word => ({ name: { words: [word], whole: word }, sound: soundOf(word) });

/** Degrees of likeness at which two words that sound alike are one name in two spellings. */
const ONE_NAME: ReadonlySet<string | null> = new Set(['same', 'nickname', 'close', 'alike']);

/** Are two words one name: by the lists of short forms and spellings, or since search finds one by the sound of the other and they are read as alike? */
function isOneName(kind: 'given' | 'family', a: Word, b: Word, reader: NameReader): boolean {
  if (a.sound === b.sound && ONE_NAME.has(reader.read(kind, a.name, b.name))) return true;
  return kind === 'given' ? areNicknames(a.name.whole, b.name.whole) : areSpellings(a.name.whole, b.name.whole);
}

interface Piece {
  word: Word;
  /** Its first and its last place among the words of the name. */
  from: number;
  to: number;
}

/** Each word of a name, and each two that stand side by side as one: "Anne-Marie" is Annemarie as well, "Mc Kay" McKay. */
function piecesOf(name: string): Piece[] {
  const words = wordsOf(name);
  return words.flatMap((word, at) => [{ word: wordOf(word), from: at, to: at }, ...(words[at + 1] === undefined ? [] : [{ word: wordOf(`${word}${words[at + 1] ?? ''}`), from: at, to: at + 1 }])]);
}

/** A name as typed: the first and the last word of each part, and the part as a whole, since either end may be left out the next time. */
interface Typed {
  given: Word[];
  family: Word[];
}

const endsOf = (words: readonly string[]) => [...new Set([words[0] ?? '', words.at(-1) ?? '', words.join('')])].filter((word) => word !== '').map(wordOf);

/** A name as it was typed, and with given and family name in each other's place. Where all of it stands in one field its first word is one of the two. */
function typedOf({ given, family }: Pick<Comparable, 'given' | 'family'>): Typed[] {
  const all = [...given.words, ...family.words];
  const alone = given.words.length === 0 || family.words.length === 0;
  const [one, other] = alone ? [endsOf(all.slice(0, 1)), endsOf(all.slice(1))] : [endsOf(given.words), endsOf(family.words)];
  return [{ given: one, family: other }, { given: other, family: one }];
}

/** Does a name stand in the name of somebody who works here, which is one text in whatever order? */
function isNamed({ given, family }: Typed, pieces: readonly Piece[], reader: NameReader): boolean {
  const agreeing = (kind: 'given' | 'family', typed: readonly Word[]) => pieces.filter(({ word }) => typed.some((end) => isOneName(kind, end, word, reader)));
  const families = agreeing('family', family);
  // Of two names each is another word of theirs.
  return families.length > 0 && agreeing('given', given).some((one) => families.some((other) => one.to < other.from || other.to < one.from));
}

/**
 * Is somebody's name their own who looks it up, or a colleague's? Both may be. A family name or a given one alone is nobody's.
 * @param forms the name, under each by which they are known: given and family name may have changed places.
 */
export function aboutOf(forms: readonly Pick<Comparable, 'given' | 'family'>[], own: string, colleagues: readonly string[]): About[] {
  const reader = new NameReader(AT_LARGE);
  const typed = forms.flatMap(typedOf).filter(({ given, family }) => given.length > 0 && family.length > 0);
  const isTheirs = (name: string) => {
    const pieces = piecesOf(name);
    return typed.some((each) => isNamed(each, pieces, reader));
  };
  return typed.length === 0 ? [] : [...(isTheirs(own) ? ['self' as const] : []), ...(colleagues.some(isTheirs) ? ['colleague' as const] : [])];
}
