import { Button, FileUpload } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { ORIGINAL_TABLE } from '@/lib/contact/originals/kinds';
import type { Original } from '@/lib/contact/originals/original-store';

/** "1.2 MB". */
export const sizeWords = (bytes: number) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

export const KINDS_HINT = 'PDF, e-mail (.eml, .msg), Word (.docx), picture or text, up to 8 megabytes. It is kept sealed and not scanned; nothing in it is opened here.';

/** What is attached to what is typed in. It has a form of its own, on a page where nothing is being typed. */
export function Originals({ draftId, originals, errors }: { draftId: string; originals: readonly Original[]; errors: readonly FormError[] }) {
  return (
    <section id="originals" aria-labelledby="originals-heading">
      <h2 className="govuk-heading-m" id="originals-heading">
        The original
      </h2>
      {originals.length === 0 ? (
        <p className="govuk-body">Nothing is attached yet. What is typed in goes on without it, should you not have it.</p>
      ) : (
        <ul className="govuk-list">
          {originals.map(({ id, name, kind, sizeBytes }) => (
            <li key={id} className="ds-act-row">
              <span>
                <bdi>{name}</bdi>: {ORIGINAL_TABLE[kind].words}, {sizeWords(sizeBytes)}
              </span>
              <form method="post" action={`/calls/${draftId}/original/remove`}>
                <input type="hidden" name="original" value={id} />
                <Button classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>Take away<span className="govuk-visually-hidden"> {name}</span></>} />
              </form>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={`/calls/${draftId}/original`} encType="multipart/form-data">
        <FileUpload id="original" name="original" label={{ text: 'Attach the original', classes: 'govuk-label--s' }} hint={{ text: KINDS_HINT }} errorMessage={errorFor(errors, 'original')} />
        <Button text="Attach it" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </section>
  );
}
