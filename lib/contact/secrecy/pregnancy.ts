import { pregnancyMayBeKnownTo, speaksOfPregnancy, type PregnancyKnown, type PregnancyReader } from '@/lib/people/unborn';

/**
 * A pregnancy and what is written to people (safe practice 12): of which pregnancies a contact knows, and whether a reader
 * may learn of any. Pure.
 */

/** Signs of the guides that say somebody is pregnant, by their shared ids (domain 2.3). The test holds them against the guides' own words. */
export const PREGNANCY_SIGNS: readonly string[] = ['I006', 'I040', 'I066', 'I084', 'I102', 'I139', 'I140'];

/** A pregnancy of which something is on record. */
export interface Pregnancy {
  /** The contact that told of it. */
  contactId: string;
  /** The unborn child; null where only a sign speaks of it, or it was told of a child who is born. */
  personId: string | null;
  known: PregnancyKnown;
}

/**
 * Who is written to. `referrer`: whoever reported a contact, by an account; `post`: anybody may open the envelope; `mother`:
 * herself, as a worker confirmed; `family`: somebody else of the family, as they are called in the contact.
 */
export type WrittenTo = { as: 'referrer'; contactId: string; called: string } | { as: 'post' } | { as: 'mother' } | { as: 'family'; called: string };

function readerOf(pregnancy: Pregnancy, to: WrittenTo): PregnancyReader {
  switch (to.as) {
    case 'mother':
      return { as: 'mother' };
    case 'post':
      return { as: 'other', called: '' };
    case 'family':
      return { as: 'other', called: to.called };
    case 'referrer':
      return to.contactId === pregnancy.contactId ? { as: 'reporter' } : { as: 'other', called: to.called };
  }
}

/** May they learn of this pregnancy? */
export function mayLearnOf(pregnancy: Pregnancy, to: WrittenTo): boolean {
  return pregnancyMayBeKnownTo(pregnancy.known, readerOf(pregnancy, to));
}

/** Is a pregnancy on record of which this reader may know none? */
export function keptFrom(pregnancies: readonly Pregnancy[], to: WrittenTo): boolean {
  return pregnancies.length > 0 && !pregnancies.some((pregnancy) => mayLearnOf(pregnancy, to));
}

/** Would these words tell this reader of a pregnancy that is kept from them? */
export function tellsOfPregnancy(words: string, pregnancies: readonly Pregnancy[], to: WrittenTo): boolean {
  return speaksOfPregnancy(words) && keptFrom(pregnancies, to);
}
