/**
 * How hard a letter is to read: the Flesch–Kincaid grade (0.39 × words a sentence + 11.8 × syllables a word − 15.59;
 * Kincaid and others, 1975), plus five, which makes a school grade an age. It measures length, not sense: a text that
 * passes may still be unclear, so a person reads it too. Numbers, references and telephone numbers do not count.
 */
import type { Block, LetterText } from './model';

/** Highest reading ages, in years (issue 3, section 3). */
export const READING_AGE_LIMITS = { family: 11, public: 13, professional: 15 } as const;
export type ReadingFor = keyof typeof READING_AGE_LIMITS;

const GRADE_TO_AGE = 5;
/** A sentence this long is hard whatever its words. */
const LONG_SENTENCE_WORDS = 22;
/** Fewer words say nothing of a sentence's grade. */
const SHORT_SENTENCE_WORDS = 8;
/** A single sentence may be this many years above the limit for the whole before it is shown as hard. */
const SENTENCE_YEARS_ABOVE = 3;

/** The sentences of a text: a full stop, question mark, exclamation mark, colon before a list, or the end of a line ends one. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence).length > 0);
}

/** The words that are read as words: what holds a digit, such as a date or a reference, is not one. */
export function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? []).filter((word) => !/\p{N}/u.test(word));
}

/** Roughly how many syllables an English word has: its groups of vowels, without a silent ending. At least one. */
export function syllables(word: string): number {
  const bare = word.normalize('NFKD').toLowerCase().replace(/[^a-z]/g, '');
  if (bare.length <= 3) return 1;
  const spoken = bare.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, (ending) => ending.charAt(0)).replace(/^y/, '');
  return Math.max(1, (spoken.match(/[aeiouy]{1,2}/g) ?? []).length);
}

function ageOf(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf);
  if (words.length === 0) return GRADE_TO_AGE;
  const grade = 0.39 * (words.length / sentences.length) + 11.8 * (words.reduce((sum, word) => sum + syllables(word), 0) / words.length) - 15.59;
  return Math.max(GRADE_TO_AGE, grade + GRADE_TO_AGE);
}

/** The age, in years, at which a text can be read. */
export function readingAge(text: string): number {
  return ageOf(sentencesOf(text));
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return [block.text];
    case 'list':
      return block.items;
    case 'signature':
      return [];
  }
}

/** The sentences of a letter as far as we wrote them: names and offices at its foot are not counted. */
export function letterSentences({ blocks }: Pick<LetterText, 'blocks'>): string[] {
  return blocks.flatMap(textsOf).flatMap(sentencesOf);
}

/** The age, in years, at which a whole letter can be read. */
export function letterReadingAge(letter: Pick<LetterText, 'blocks'>): number {
  return ageOf(letterSentences(letter));
}

/** The sentences to make easier: too long, or well above the age that the whole may have. */
export function hardSentences(sentences: readonly string[], readingFor: ReadingFor): string[] {
  return sentences.filter((sentence) => {
    const count = wordsOf(sentence).length;
    return count > LONG_SENTENCE_WORDS || (count >= SHORT_SENTENCE_WORDS && ageOf([sentence]) > READING_AGE_LIMITS[readingFor] + SENTENCE_YEARS_ABOVE);
  });
}
