/**
 * Worries of which nothing is written to the family, by the shared ids of the guides' signs (domain 2.3). The rule is
 * safe practice 4; which signs stand for each worry is our reading of the library, on the side of not writing: a sign
 * that may mean the worry counts as it.
 */
export const UNWRITTEN = ['fabricated_illness', 'mutilation_or_forced_marriage', 'sexual_abuse', 'hidden_pregnancy'] as const;
export type UnwrittenWorry = (typeof UNWRITTEN)[number];

interface UnwrittenRow {
  /** The rule in words, for staff only. */
  words: string;
  /** Ids of signs, each with why it stands here. */
  signs: Record<string, string>;
}

export const UNWRITTEN_WORRIES: Record<UnwrittenWorry, UnwrittenRow> = {
  fabricated_illness: {
    words: 'A carer may be making up or causing the child’s illness. A letter would warn them.',
    signs: { I114: 'Fabricated or induced illness suspected', I112: 'Repeated illness that cannot be explained: may be the first sight of it' },
  },
  mutilation_or_forced_marriage: {
    words: 'Genital mutilation, “honour” abuse or a forced marriage is known or feared. A letter could bring it on, or move the child out of reach.',
    signs: { I108: 'Genital mutilation, honour-based abuse or forced marriage' },
  },
  sexual_abuse: {
    words: 'Sexual abuse is known or feared, and may be within the family. A letter would reach the one who does it.',
    signs: {
      I101: 'Sexual abuse or assault: within the family until it is known not to be',
      I102: 'Under 13 and sexually active, pregnant or with an infection',
      I128: 'A sexual offender in the home or in contact',
    },
  },
  hidden_pregnancy: {
    words: 'A pregnancy is hidden. A letter would tell whoever opens it.',
    signs: { I140: 'Pregnancy concealed, or all care refused' },
  },
};

/** The worries that any of these signs stand for, in the order of the table. */
export function unwrittenWorries(signs: ReadonlySet<string>): UnwrittenWorry[] {
  return UNWRITTEN.filter((worry) => Object.keys(UNWRITTEN_WORRIES[worry].signs).some((id) => signs.has(id)));
}
