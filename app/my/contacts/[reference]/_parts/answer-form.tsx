import { Button, CharacterCount } from '@/components/govuk';
import { DateTime, Narrative } from '@/components/doorstep';
import { errorFor, type FormError } from '@/components/shell';
import { ADDITION_CHARACTERS } from '@/lib/contact/additions/addition';
import type { Question } from '@/lib/contact/additions/addition-store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { OfColleague } from './of-colleague';
import type { Temporal } from 'temporal-polyfill';

/** A question of the social worker, with its answer or a place for one. */
export function Asked({ reference, question, mayAnswer, fields, errors, now }: { reference: string; question: Question; mayAnswer: boolean; fields: Fields; errors: readonly FormError[]; now: Temporal.Instant }) {
  const field = `answer-${question.id}`;
  const own = textOf(fields, 'question') === question.id ? fields : {};
  return (
    <section aria-labelledby={`${field}-heading`}>
      <h3 className="govuk-heading-s" id={`${field}-heading`}>
        Asked <DateTime at={question.askedAt} now={now} within />
      </h3>
      <Narrative text={question.text} />
      {question.answeredAt !== null && (
        <>
          <p className="govuk-body ds-secondary">
            Answered <DateTime at={question.answeredAt} now={now} within />
          </p>
          <Narrative text={question.answer ?? ''} />
        </>
      )}
      {question.answeredAt === null && !mayAnswer && <p className="govuk-body ds-secondary">Not answered.</p>}
      {question.answeredAt === null && mayAnswer && (
        <form method="post" action={`/my/contacts/${reference}/answer`} noValidate>
          <input type="hidden" name="question" value={question.id} />
          <CharacterCount id={field} name="answer" rows={4} maxlength={ADDITION_CHARACTERS} threshold={75} label={{ text: 'Your answer' }} value={textOf(own, 'answer')} errorMessage={errorFor(errors, field)} />
          <OfColleague fields={own} scope={`${field}-`} />
          <Button text="Send the answer" preventDoubleClick />
        </form>
      )}
    </section>
  );
}
