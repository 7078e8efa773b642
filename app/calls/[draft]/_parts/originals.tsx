import { FileForm, FileList } from '@/app/report/_parts/files';
import type { FormError } from '@/components/shell';
import type { Original } from '@/lib/contact/originals/original-store';

/** What is attached to what is typed in. It has a form of its own, on a page where nothing is being typed. */
export function Originals({ draftId, originals, errors, scanner }: { draftId: string; originals: readonly Original[]; errors: readonly FormError[]; scanner: boolean }) {
  return (
    <section id="originals" aria-labelledby="originals-heading">
      <h2 className="govuk-heading-m" id="originals-heading">
        The original
      </h2>
      {originals.length === 0 ? <p className="govuk-body">Nothing is attached yet. What is typed in goes on without it, should you not have it.</p> : <FileList files={originals} scanner={scanner} removeAt={`/calls/${draftId}/original/remove`} />}
      <FileForm action={`/calls/${draftId}/original`} label="Attach the original" errors={errors} />
    </section>
  );
}
