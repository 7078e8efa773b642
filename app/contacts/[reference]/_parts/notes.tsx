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
