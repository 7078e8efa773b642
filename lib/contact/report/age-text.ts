/** So much of what was said of an age is read: many times the longest age, and little enough that no pattern takes long over it. */
const READ_CHARACTERS = 200;
const OF_A_BABY = /(?<!\p{L})(?:months?|mths?|weeks?|wks?|days?|new-?born)(?!\p{L})/iu;

/**
 * Words of an age, as much as is read of them, their white space as one space: around the first figure where they are longer. A word
 * of a baby's age that stands further on goes along, so that nobody is taken for older by what is left out.
 */
export function ageText(words: string): string {
  const said = words.replace(/\s+/gu, ' ');
  if (said.length <= READ_CHARACTERS) return said;
  const from = Math.max(0, said.search(/\d/u) - READ_CHARACTERS / 2);
  const end = said.lastIndexOf(' ', from + READ_CHARACTERS);
  const part = said.slice(from, end > from + READ_CHARACTERS / 2 ? end : from + READ_CHARACTERS);
  const baby = OF_A_BABY.exec(said);
  return baby === null ? part : `${part} ${baby[0]}`;
}
