import { Card } from '@/components/doorstep';
import type { Letter } from '@/lib/letter/store';
import { hardSentences, letterReadingAge, letterSentences, READING_AGE_LIMITS, type ReadingFor } from '@/lib/letter/reading-age';

const FOR_WORDS: Record<ReadingFor, string> = { family: 'a letter to a family', public: 'a letter to a member of the public', professional: 'a letter to a professional' };

/** For whom a letter has to be easy enough. */
export function readingForOf({ kind, recipient }: Pick<Letter, 'kind' | 'recipient'>): ReadingFor {
  if (kind === 'family') return 'family';
  return recipient.referrerClass === 'professional_continuing' || recipient.referrerClass === 'professional' ? 'professional' : 'public';
}

/** How easily the letter reads: one number, how it came about, and the sentences that are hard. */
export function Reading({ letter }: { letter: Letter }) {
  const readingFor = readingForOf(letter);
  const age = Math.round(letterReadingAge(letter.text));
  const limit = READING_AGE_LIMITS[readingFor];
  const hard = hardSentences(letterSentences(letter.text), readingFor);
  return (
    <Card heading="How easily it reads" id="reading">
      <p className="govuk-body">
        <strong>Reading age {age}.</strong> {age <= limit ? `${FOR_WORDS[readingFor].replace(/^a/, 'A')} should be read at ${limit} or younger.` : `That is too hard: ${FOR_WORDS[readingFor]} should be read at ${limit} or younger.`}
      </p>
      {hard.length > 0 && (
        <>
          <p className="govuk-body">Hard sentences:</p>
          <ul className="govuk-list govuk-list--bullet">
            {hard.map((sentence) => (
              <li key={sentence}>
                <mark>{sentence}</mark>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="ds-secondary">By the length of sentences and words (Flesch–Kincaid). Read it with your reader in mind as well.</p>
    </Card>
  );
}
