import { Button, CharacterCount } from '@/components/govuk';
import { DateTime, Narrative } from '@/components/doorstep';
import { errorFor, type FormError } from '@/components/shell';
import { ADDITION_CHARACTERS } from '@/lib/contact/additions/addition';
import type { Question } from '@/lib/contact/additions/addition-store';
import { KEPT, keptName } from '@/lib/platform/draft/kept';
import { textOf, type Draft } from '@/lib/platform/draft/model';
import { InDanger } from './in-danger';
import { NotSentWords } from './not-sent-words';
import { OfColleague } from './of-colleague';
import type { Temporal } from 'temporal-polyfill';

/**
 * A question of the social worker, with its answer or a place for one.
 * @param finished nothing is added to this contact any more, since it was finished or goes on with another: an answer begins a new one.
 */
export function Asked({ reference, question, mayAnswer, finished, typed, errors, now }: { reference: string; question: Question; mayAnswer: boolean; finished: 'ended' | 'joined' | null; typed: readonly Draft[]; errors: readonly FormError[]; now: Temporal.Instant }) {
  const field = `answer-${question.id}`;
  const open = question.answeredAt === null && mayAnswer;
  // The newest fills the form; another window may have kept others.
  const [filled, beside] = open ? [typed[0], typed.slice(1)] : [undefined, typed];
  const own = filled?.content.fields ?? {};
  return (
    <section aria-labelledby={`${field}-heading`}>
      <h3 className="govuk-heading-s" id={`${field}-heading`}>
        Asked <DateTime at={question.askedAt} now={now} within />
      </h3>
      <Narrative text={question.text} />
      {question.answeredAt !== null && (
        <>
          <p className="govuk-body ds-secondary">
            {question.byTelephone ? 'Answered by telephone' : 'Answered'} <DateTime at={question.answeredAt} now={now} within />{question.byTelephone && ', as whoever you spoke to wrote it down'}
          </p>
          <Narrative text={question.answer ?? ''} />
        </>
      )}
      {question.answeredAt === null && !mayAnswer && <p className="govuk-body ds-secondary">Not answered.</p>}
      {open && (
        <form method="post" action={`/my/contacts/${reference}/answer`} noValidate>
          <input type="hidden" name="question" value={question.id} />
          <input type="hidden" name={KEPT} value={keptName(filled)} />
          {finished !== null && <p className="govuk-body">{finished === 'joined' ? 'This report is worked on together with another one since we asked.' : 'This report was finished before you answered.'} We want your answer all the same: it is kept here, and it begins a new report with the question, which a person reads and decides on.</p>}
          <InDanger fields={own} scope={`${field}-`} />
          <CharacterCount id={field} name="answer" rows={4} maxlength={ADDITION_CHARACTERS} threshold={75} label={{ text: 'Your answer' }} value={textOf(own, 'answer')} errorMessage={errorFor(errors, field)} />
          <OfColleague fields={own} scope={`${field}-`} />
          <Button text="Send the answer" preventDoubleClick />
        </form>
      )}
      {beside.map((draft) => (
        <NotSentWords key={draft.id} draft={draft} field="answer" action={`/my/contacts/${reference}/answer`} about={{ question: question.id }} next="If we should have it, add it further down this page, or ring us." />
      ))}
    </section>
  );
}
