import type { SaidSection } from './report-words';

/**
 * What a report says is worded to whoever wrote it. A colleague who reads it, or reads it back to a caller, reads of
 * whoever told us.
 */
const TOLD: readonly (readonly [string, string])[] = [
  ['About you', 'Who told us'],
  ['What is going well, and what worries you', 'What is going well, and what worries them'],
  ['What you have seen', 'What they have seen'],
  ['How serious you think it is', 'How serious they think it is'],
  ['Somebody you worry about is collecting them', 'Somebody they worry about is collecting them'],
  ['Could be hurt before anybody can ring you', 'Could be hurt before anybody can act'],
  ['How to reach you, and until when', 'How to reach them, and until when'],
  ['How you know the child', 'How they know the child'],
  ['You go on working with the child or family', 'They go on working with the child or family'],
  ['Your safeguarding lead knows', 'Their safeguarding lead knows'],
  ['About somebody who works with you, or their child', 'About somebody who works with them, or that person’s child'],
  ['Age as you know it', 'Age as they know it'],
  ['What you make of it', 'What they make of it'],
  ['You give more help than every family gets', 'They give more help than every family gets'],
];

/** A title or a label, worded of whoever told us. */
export function toldOf(words: string): string {
  const found = TOLD.find(([you]) => words === you || words.startsWith(`${you}: `));
  return found === undefined ? words : found[1] + words.slice(found[0].length);
}

/** The same sections, worded of whoever told us and not to them. Values, which are their own words, stay. */
export function ofWhoeverTold(sections: readonly SaidSection[]): SaidSection[] {
  return sections.map((section) => ({ ...section, title: toldOf(section.title), rows: section.rows.map((row) => ({ ...row, label: toldOf(row.label) })) }));
}
