import { oneOf } from '../names';

/** Words for the names in braces. */
export type Words = Readonly<Record<string, string>>;

/**
 * A text with its choices made and its names put in: `[a|b]` becomes one of them, `{n}` the word of that name.
 * @throws when a name has no word: a story would print the brace.
 */
export function fill(text: string, words: Words, draw: () => number): string {
  const chosen = text.replaceAll(/\[([^\]]*)\]/g, (_all, choices: string) => oneOf(draw, choices.split('|')));
  return chosen.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`a story has no word for {${name}}: ${text}`);
    return word;
  });
}
