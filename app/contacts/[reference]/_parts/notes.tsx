import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative } from '@/components/doorstep';
import { SIX_QUESTIONS } from '@/app/report/_parts/questions';
import { Button, Textarea } from '@/components/govuk';
import type { Workspace } from '@/lib/contact/workspace-store';
import { newId } from '@/lib/platform/ids';

/** What workers wrote, newest first, and room for more. A referrer never sees it. */
export function Notes({ reference, notes, names, now, mayWrite }: Pick<Workspace, 'notes' | 'names'> & { reference: string; now: Temporal.Instant; mayWrite: boolean }) {
  return (
    <>
      {mayWrite && (
        <form method="post" action={`/contacts/${reference}/note`} className="ds-note-form">
          <input type="hidden" name="key" value={newId()} />
          <Textarea id="note-text" name="text" rows={3} label={{ text: 'Write a note', classes: 'govuk-visually-hidden' }} hint={{ text: SIX_QUESTIONS }} attributes={{ required: true, placeholder: 'For colleagues only. The referrer never sees it.' }} />
          <Button text="Keep the note" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
        </form>
      )}
      {notes.length === 0 && <p className="ds-unknown">No note yet.</p>}
      {notes.map(({ id, kind, at, by, text }) => (
        <section className="ds-said" key={id}>
          <h3 className="ds-said__title">
            <bdi>{names.get(by) ?? 'A colleague'}</bdi> <span className="ds-row-detail"><DateTime at={at} now={now} /></span>
            {kind === 'breach' && <strong className="ds-mark">why it is late</strong>}
          </h3>
          <Narrative text={text} />
        </section>
      ))}
    </>
  );
}

/** What the referrer was asked, and what came back. */
export function Questions({ questions, names, now }: Pick<Workspace, 'questions' | 'names'> & { now: Temporal.Instant }) {
  return (
    <>
      {questions.map(({ id, askedAt, askedBy, text, answer, answeredAt, unread, lost }) => (
        <section className="ds-said" key={id}>
          <h3 className="ds-said__title">
            Asked by <bdi>{names.get(askedBy) ?? 'a colleague'}</bdi> <span className="ds-row-detail"><DateTime at={askedAt} now={now} /></span>
          </h3>
          <Narrative text={text} />
          {answer === null || answeredAt === null ? (
            <p className="ds-unknown">{lost ? 'No e-mail could tell them of it. Ring them, and write down what they say as a note.' : 'Not answered yet.'}</p>
          ) : (
            <blockquote className="ds-answer">
              <Narrative text={answer} />
              <p className="ds-secondary">
                Answered <DateTime at={answeredAt} now={now} within /> {unread && <strong className="ds-mark">new to you</strong>}
              </p>
            </blockquote>
          )}
        </section>
      ))}
    </>
  );
}
