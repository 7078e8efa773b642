import { mayLearnOf, tellsOfPregnancy, type Pregnancy, type WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import { hide, type Kept } from '@/lib/contact/secrecy/protecting';
import { calledOf, familyReader, standingProblems, type FamilyPerson } from './family';
import { namesOthers, saysWhoTold, type Source } from './named';
import type { DecidedOccasion } from '../occasion-store';
import { againstWhatWasSaid } from '../outcome/telling';
import { familyConfirmation } from '../schema';
import { hardSentences, readingAge, READING_AGE_LIMITS, sentencesOf } from '../reading-age';

export interface FieldProblem {
  field: string;
  message: string;
}

/** What looks like an address or a number by which somebody could be found: not for a letter to the family. */
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/iu;

/** What a letter to somebody of the family may give away, and whether anybody said who must not be told. */
export interface FamilySecret {
  pregnancies: readonly Pregnancy[];
  /** What a strategy discussion set that the family is told; empty where there was none. */
  agreedWords: string;
  /** A report of the contact, or of one joined into it, says who must not be told. Who that is, a person reads. */
  somebodyMustNotBeTold: boolean;
  /** What is kept secret of the contact and of what was joined into it, opened for this question alone. */
  kept: readonly Pick<Kept, 'kind' | 'words'>[];
  /** Everybody whom contacts that were joined into it name: what was agreed may be said of theirs. */
  joined: readonly Pick<FamilyPerson, 'givenName' | 'familyName'>[];
  /** Everybody who told us. */
  sources: readonly Source[];
}

/** Why this letter would tell of a pregnancy to somebody whom the mother has not told (safe practice 12). */
function pregnancyProblems({ pregnancies, agreedWords }: FamilySecret, child: FamilyPerson, to: WrittenTo, ownWords: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const theirs = pregnancies.filter(({ personId }) => personId === child.id);
  if (child.unborn && !theirs.some((pregnancy) => mayLearnOf(pregnancy, to))) problems.push({ field: 'standing', message: 'What is recorded of the unborn child does not say that the mother told them. Record it there first, with their name as it stands here' });
  if (tellsOfPregnancy(ownWords, pregnancies, to)) problems.push({ field: 'ownWords', message: 'Your own words let them know of a pregnancy, and the mother has not told them' });
  if (tellsOfPregnancy(agreedWords, pregnancies, to)) problems.push({ field: 'recipient', message: 'What the strategy discussion set for the family tells of a pregnancy, and the mother has not told this reader. Agree other words first' });
  return problems;
}

/** "Will" and "Grace" begin sentences, too. */
const NO_NAME = '; if that is nobody’s name here, use another word';

/** What may stand in no letter to a family, whoever reads it: in the words of a worker, and in those that a strategy discussion set, which nobody wrote for this reader. */
function givesAway(words: string, { kept, joined, sources }: FamilySecret, others: readonly FamilyPerson[], allowed: readonly string[]): string[] {
  const [named, told] = [namesOthers(words, [...others, ...joined], allowed), saysWhoTold(words, sources, allowed)];
  return [
    ...(named.length > 0 ? [`somebody else (${named.join(', ')}${NO_NAME}): one letter is about one child`] : []),
    ...(POSTCODE.test(words) ? ['a postcode: no address goes into a letter'] : []),
    ...(hide(words, kept) === words ? [] : ['an address, a number or a school that is kept secret']),
    ...(told.length > 0 ? [`who told us, or where they work (${told.join(', ')}${NO_NAME})`] : []),
  ];
}

/**
 * Everything that a confirmation of a letter to the family still lacks, by form field, in the order of the form: nothing is
 * taken as given. Neither a worker's own words nor those that a strategy discussion set name anybody but the reader and the child, an
 * address, or who told us; a worker's own are easy to read.
 * @param given every field as typed.
 * @param people everybody whom the contact names.
 * @param secret what must not be told to whom the mother has not told, and the words that stand in the letter by agreement.
 * @param decided what was decided for each child; null before a decision.
 */
export function familyProblems(given: Record<string, unknown>, people: readonly FamilyPerson[], secret: FamilySecret, decided: Pick<DecidedOccasion, 'byPerson'> | null): FieldProblem[] {
  const read = familyConfirmation.safeParse(given);
  if (!read.success) return read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  const { recipient: to, child: about, ownWords, ...confirmed } = read.data;
  const [recipient, child] = [people.find(({ id }) => id === to), people.find(({ id }) => id === about)];
  if (recipient === undefined) return [{ field: 'recipient', message: 'Choose to whom you write' }];
  if (child === undefined || child.kind === 'adult') return [{ field: 'child', message: 'Choose the one child it is about' }];
  if (decided?.byPerson.get(about) == null) return [{ field: 'child', message: 'Nothing was decided for this child: the decision says that they live in another household, that it is not known yet how they stand, or does not name them. Decide for them first' }];
  const problems = standingProblems(confirmed, recipient, child);
  problems.push(...pregnancyProblems(secret, child, familyReader(confirmed.standing, calledOf(recipient)), ownWords));
  if (confirmed.wayWords === '' && againstWhatWasSaid(recipient.safeWay, { way: 'letter', how: confirmed.how })) problems.push({ field: 'wayWords', message: 'The report says that another way to reach them is safe: say why a letter is safe now' });
  if (secret.somebodyMustNotBeTold && confirmed.toldBecause === '') problems.push({ field: 'toldBecause', message: 'A report says who must not be told: say why this person may be told now' });
  const others = people.filter(({ id }) => id !== to && id !== about);
  const allowed = [recipient, child].flatMap(({ givenName, familyName }) => [givenName, familyName]);
  for (const what of givesAway(ownWords, secret, others, allowed)) problems.push({ field: 'ownWords', message: `Your own words name ${what}` });
  for (const what of givesAway(secret.agreedWords, secret, others, allowed)) problems.push({ field: 'recipient', message: `What the strategy discussion set for the family names ${what}. Agree other words first` });
  const hard = hardSentences(sentencesOf(ownWords), 'family');
  if (hard.length > 0 || (ownWords !== '' && readingAge(ownWords) > READING_AGE_LIMITS.family)) problems.push({ field: 'ownWords', message: `Make your own words easier: they should be read at ${READING_AGE_LIMITS.family}` });
  return problems;
}
