/** Half of a pair without its other half: no character, and refused by PostgreSQL in JSON. */
const HALF = /\p{Surrogate}/gu;

/** May a text be kept as it is: whole characters, and no NUL, which PostgreSQL has no room for? */
export function isKeepable(text: string): boolean {
  return !text.includes('\0') && text.search(HALF) === -1;
}

/** The beginning of a text, at most so many UTF-16 units, with no half character at the cut. */
export function beginning(text: string, most: number): string {
  const cut = text.slice(0, most);
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A text that can be kept, whatever it was: what cannot be kept of it is a mark. For the ledger of what was refused, never for words. */
export function keepable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(HALF, '\uFFFD');
}
