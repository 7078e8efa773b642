import { Button, Checkboxes, Input, Radios, Textarea, WarningText } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { FAMILY_STANDINGS, FAMILY_STANDING_WORDS, INTERPRETER_NEEDS, INTERPRETER_WORDS, READING_NEEDS, READING_NEED_WORDS, WISHES, WISH_WORDS } from '@/lib/letter/family/family';
import { NOTHING_SAID, reachingWords } from '@/lib/contact/report/reaching';
import type { SilenceWords } from '@/lib/contact/secrecy/silence-words-store';
import type { FamilyChoice } from '@/lib/letter/family/family-store';
import { hardSentences, readingAge, READING_AGE_LIMITS, sentencesOf } from '@/lib/letter/reading-age';
import { PROOFS, PROOF_WORDS } from '@/lib/letter/outcome/telling';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { DayField } from '../../_parts/day-field';

const legend = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--s' } });

const PR_WORDS: Record<string, string> = { yes: 'the report says that they have parental responsibility', no: 'the report says that they do not have parental responsibility', not_known: 'parental responsibility is not known' };

function nameOf({ givenName, familyName, unborn }: FamilyChoice, index: number): string {
  const name = [givenName, familyName].filter((part) => part !== '').join(' ');
  return unborn ? `${name === '' ? 'The unborn baby' : name} (not born yet)` : name === '' ? `Person ${index + 1}, not named` : name;
}

/** What the report says of somebody, for the one who chooses. */
function saidOf({ kind, relationship, parentalResponsibility, ofConcern, safeWay, reachBy, whoMightSee }: FamilyChoice): string {
  const standing = kind === 'adult' ? (PR_WORDS[parentalResponsibility] ?? 'nothing is said of parental responsibility') : 'a child of this contact';
  const reaching = reachingWords({ ...NOTHING_SAID, safeWay, reachBy, whoMightSee });
  return [[relationship, standing, ofConcern ? 'the worry is about this person' : ''].filter((part) => part !== '').join('; '), ...reaching].join('. ');
}

/** The worker's own words as they stand in the draft: how easily they read, and which sentences are hard. */
function OwnWordsReading({ words }: { words: string }) {
  if (words.trim() === '') return null;
  const hard = hardSentences(sentencesOf(words), 'family');
  return (
    <div className="ds-own-words" id="own-words-reading">
      <p className="govuk-body">
        As kept: reading age {Math.round(readingAge(words))}; at most {READING_AGE_LIMITS.family}.{hard.length === 0 ? ' No sentence is hard.' : ' Marked sentences are hard:'}
      </p>
      <p className="govuk-body">
        {sentencesOf(words).map((sentence, index) => (
          <span key={index}>{hard.includes(sentence) ? <mark>{sentence}</mark> : sentence} </span>
        ))}
      </p>
    </div>
  );
}

/** Who must not be told, as those who reported said it: read before somebody is chosen. */
function MustNotBeTold({ silence }: { silence: readonly SilenceWords[] }) {
  if (silence.length === 0) return null;
  return (
    <div id="must-not-be-told">
      <WarningText text="Who must not be told, as it was reported. For staff only:" />
      <ul className="govuk-list govuk-list--bullet">
        {silence.map(({ reference, words }) => (
          <li key={reference}>
            <bdi>{words}</bdi> <span className="ds-secondary">{reference}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One letter: to whom, about whom, and everything a named worker confirms for it. Nothing is chosen beforehand. */
export function LetterForm({ reference, people, silence, fields, errors }: { reference: string; people: readonly FamilyChoice[]; silence: readonly SilenceWords[]; fields: Fields; errors: readonly FormError[] }) {
  const value = (name: string) => ({ value: textOf(fields, name), errorMessage: errorFor(errors, name) });
  const small = 'govuk-radios--small';
  return (
    <form method="post" action={`/contacts/${reference}/family/write`} noValidate>
      <MustNotBeTold silence={silence} />
      <Radios name="recipient" classes={small} fieldset={legend('To whom do you write?')} {...value('recipient')} items={people.map((person, index) => !person.unborn && { value: person.id, text: nameOf(person, index), hint: { text: saidOf(person) } })} />
      <Radios name="child" classes={small} fieldset={legend('About which one child?')} hint={{ text: 'One letter is to one person and about one child. Write another for another.' }} {...value('child')} items={people.map((person, index) => person.kind !== 'adult' && { value: person.id, text: nameOf(person, index) })} />
      <Radios name="standing" classes={small} fieldset={legend('By what right are they written to?')} {...value('standing')} items={FAMILY_STANDINGS.map((code) => ({ value: code, text: FAMILY_STANDING_WORDS[code] }))} />
      <Textarea name="standingWords" rows={2} label={{ text: 'How do you know?' }} hint={{ text: 'For an unborn child: when the mother told us who knows.' }} {...value('standingWords')} />
      {silence.length > 0 && <Textarea name="toldBecause" rows={2} label={{ text: 'Why may this person be told, though a report says who must not be?', classes: 'govuk-label--s' }} hint={{ text: 'It is kept with the letter, and is not in it.' }} {...value('toldBecause')} />}
      <Radios name="how" classes={small} fieldset={legend('How do you know that the address is theirs, and safe?')} {...value('how')} items={PROOFS.map((code) => ({ value: code, text: PROOF_WORDS[code] }))} />
      <Input name="provedBy" label={{ text: 'Who spoke with them, or hands it over?' }} autocomplete="off" {...value('provedBy')} />
      <DayField name="provedOn" legend="On which day?" fields={fields} errors={errors} />
      <Textarea name="wayWords" rows={2} label={{ text: 'If the report says that another way is safe: why is a letter safe now?' }} {...value('wayWords')} />
      <Checkboxes name="noMessage" classes="govuk-checkboxes--small" values={textOf(fields, 'noMessage') === 'yes' ? ['yes'] : []} items={[{ value: 'yes', text: 'Do not leave a message, on a telephone or with anybody' }]} />
      <Radios name="wish" classes={small} fieldset={legend('What does the young person want?')} {...value('wish')} items={WISHES.map((code) => ({ value: code, text: WISH_WORDS[code] }))} />
      <Textarea name="wishWords" rows={2} label={{ text: 'Their words, or why we write all the same' }} {...value('wishWords')} />
      <Input name="language" label={{ text: 'Which language do they read?', classes: 'govuk-label--s' }} autocomplete="off" {...value('language')} />
      <Radios name="interpreter" classes={small} fieldset={legend('Do they need an interpreter or a translation?')} {...value('interpreter')} items={INTERPRETER_NEEDS.map((code) => ({ value: code, text: INTERPRETER_WORDS[code] }))} />
      <Radios name="reading" classes={small} fieldset={legend('How can they read it?')} {...value('reading')} items={READING_NEEDS.map((code) => ({ value: code, text: READING_NEED_WORDS[code] }))} />
      <Textarea name="ownWords" rows={4} label={{ text: 'Your own words to them (optional)', classes: 'govuk-label--s' }} hint={{ text: 'Short and plain. No other child, no address, no agency, and nothing that shows who told us. Save to see how easily it reads.' }} {...value('ownWords')} />
      <OwnWordsReading words={textOf(fields, 'ownWords')} />
      <Checkboxes
        name="namesNoOther"
        classes="govuk-checkboxes--small"
        errorMessage={errorFor(errors, 'namesNoOther')}
        fieldset={legend('What it holds')}
        values={textOf(fields, 'namesNoOther') === 'yes' ? ['yes'] : []}
        items={[{ value: 'yes', text: 'It names no other child, no adult’s address, no agency’s facts and not who told us' }]}
      />
      <div className="govuk-button-group">
        <Button text="Write the letter" preventDoubleClick />
        <Button text="Save and come back" name="action" value="save" classes="govuk-button--secondary" />
      </div>
    </form>
  );
}
