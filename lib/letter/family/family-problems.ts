import { namesOthers, standingProblems, type FamilyPerson } from './family';
import { familyConfirmation } from '../schema';
import { hardSentences, readingAge, READING_AGE_LIMITS, sentencesOf } from '../reading-age';

export interface FieldProblem {
  field: string;
  message: string;
}

/** What looks like an address or a number by which somebody could be found: not for a letter to the family. */
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/iu;

/**
 * Everything that a confirmation of a letter to the family still lacks, by form field, in the order of the form: nothing is
 * taken as given, and a worker's own words name nobody but the reader and the child, no address, and are easy to read.
 * @param given every field as typed.
 * @param people everybody whom the contact names.
 */
export function familyProblems(given: Record<string, unknown>, people: readonly FamilyPerson[]): FieldProblem[] {
  const read = familyConfirmation.safeParse(given);
  if (!read.success) return read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  const { recipient: to, child: about, ownWords, ...confirmed } = read.data;
  const [recipient, child] = [people.find(({ id }) => id === to), people.find(({ id }) => id === about)];
  if (recipient === undefined) return [{ field: 'recipient', message: 'Choose to whom you write' }];
  if (child === undefined || child.kind === 'adult') return [{ field: 'child', message: 'Choose the one child it is about' }];
  const problems = standingProblems(confirmed, recipient, child);
  const others = people.filter(({ id }) => id !== to && id !== about);
  const named = namesOthers(ownWords, others, [recipient, child].flatMap(({ givenName, familyName }) => [givenName, familyName]));
  if (named.length > 0) problems.push({ field: 'ownWords', message: `Your own words name somebody else (${named.join(', ')}): one letter is about one child` });
  if (POSTCODE.test(ownWords)) problems.push({ field: 'ownWords', message: 'Your own words hold a postcode: no address goes into a letter' });
  const hard = hardSentences(sentencesOf(ownWords), 'family');
  if (hard.length > 0 || (ownWords !== '' && readingAge(ownWords) > READING_AGE_LIMITS.family)) problems.push({ field: 'ownWords', message: `Make your own words easier: they should be read at ${READING_AGE_LIMITS.family}` });
  return problems;
}
