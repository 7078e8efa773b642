import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative } from '@/components/doorstep';
import { OfColleague } from '@/app/my/contacts/[reference]/_parts/of-colleague';
import { Button, Checkboxes, Details, InsetText, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { ADDITION_CHARACTERS, ADD_PROBLEM_WORDS } from '@/lib/contact/additions/addition';
import { byWords, ownerWords, worseWords } from '@/lib/contact/ending/agreed';
import type { CallerPage } from '@/lib/letter/follow-up/caller-page';
import { longDate } from '@/lib/letter/model';
import { textOf, type Fields } from '@/lib/platform/draft/model';

export const ANSWER_DONE: Record<string, string> = {
  confirmed: 'Thank you. We have it that this is right.',
  corrected: 'We have what you wrote. A person has not read it yet.',
};

/** What a refused answer says, at its field. */
export function answerErrors(problem: string): FormError[] {
  if (problem === 'nothing_chosen') return [{ field: 'right', message: 'Press “It is right”, or write what is not.' }];
  // There is nothing to tick on these pages.
  if (problem === 'nothing_said') return [{ field: 'text', message: 'Write what you want to tell us.' }];
  const words = Object.entries(ADD_PROBLEM_WORDS).find(([code]) => code === problem)?.[1];
  return words === undefined ? [] : [{ field: 'text', message: words }];
}

function Agreed({ agreed }: Pick<CallerPage, 'agreed'>) {
  const steps = agreed?.steps.filter(({ what }) => what !== '') ?? [];
  const worse = agreed === null ? '' : worseWords(agreed);
  return (
    <>
      <h2 className="govuk-heading-m">What we agreed</h2>
      {steps.length === 0 ? (
        <p className="govuk-body">We agreed no next step on the telephone.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {steps.map((step, index) => (
            <li key={index}>
              <span dir="auto">{step.what}</span> <span className="ds-secondary">{[ownerWords(step, 'you'), byWords(step) === '' ? '' : `by ${byWords(step)}`].filter((part) => part !== '').join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
      {worse !== '' && <Narrative text={worse} />}
    </>
  );
}

interface Answering {
  action: string;
  keyOf: string;
  typed: Fields;
  errors: readonly FormError[];
}

/** Where somebody writes what is not right, or is missing. It shows nothing but what they typed. */
export function Correction({ action, keyOf, typed, errors }: Answering) {
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name="key" value={keyOf} />
      <Textarea
        id="text"
        name="text"
        rows={6}
        value={textOf(typed, 'text')}
        label={{ text: 'What is right?', classes: 'govuk-label--s' }}
        hint={{ text: 'What you said on the telephone stays as it is. What you write is added to it, and a person reads both.' }}
        errorMessage={errorFor(errors, 'text')}
        attributes={{ 'data-longest': ADDITION_CHARACTERS, dir: 'auto' }}
      />
      <OfColleague fields={typed} scope="" />
      <Checkboxes idPrefix="immediate" name="immediate" values={[textOf(typed, 'immediate')]} items={[{ value: 'yes', text: 'A child could be hurt before somebody can act on this' }]} />
      <Button text="Send the correction" name="verdict" value="corrected" preventDoubleClick />
    </form>
  );
}

/** What the caller reads, and where they say that it is right or put it right. What they said first is never changed. */
export function CallerReads({ page: { reference, calledAt, status, said, agreed, replies }, action, keyOf, typed, errors, now }: Answering & { page: CallerPage; now: Temporal.Instant }) {
  return (
    <>
      <p className="govuk-body">
        You rang us on {longDate(calledAt)}. Reference <span className="ds-reference">{reference}</span>.
      </p>
      {status !== null && <InsetText html={<><strong>{status.heading}.</strong> {status.words}</>} />}
      <h2 className="govuk-heading-m">What you told us</h2>
      {said === null ? <InsetText text="What you said is not shown here. If you want to put something right, write it below or ring us." /> : <Narrative text={said} />}
      <Agreed agreed={agreed} />
      {replies.length > 0 && (
        <>
          <h2 className="govuk-heading-m">What you said of it since</h2>
          {replies.map(({ at, verdict, words }) => (
            <section className="ds-said" key={at.toString()}>
              <h3 className="ds-said__title">
                {verdict === 'confirmed' ? 'You said that it is right' : 'You put it right'} <span className="ds-row-detail"><DateTime at={at} now={now} /></span>
              </h3>
              {words !== '' && <Narrative text={words} />}
            </section>
          ))}
        </>
      )}
      <h2 className="govuk-heading-m" id="right">
        Is it right?
      </h2>
      <form method="post" action={action}>
        <input type="hidden" name="key" value={keyOf} />
        <Button text="It is right" name="verdict" value="confirmed" classes="govuk-button--secondary" preventDoubleClick />
      </form>
      <Details summaryText="Something is not right, or is missing" open={errors.length > 0 || textOf(typed, 'text') !== ''}>
        <Correction action={action} keyOf={keyOf} typed={typed} errors={errors} />
      </Details>
    </>
  );
}
