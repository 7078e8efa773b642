import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { closedAt } from '@/app/report/_parts/closed';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { fileErrors, FileForm, FileList, NEVER_SEND } from '@/app/report/_parts/files';
import { BackLink, Button, WarningText } from '@/components/govuk';
import { FormErrors, PageHeading, type FormError } from '@/components/shell';
import { isOriginalProblem, MOST_ORIGINALS, ORIGINAL_PROBLEMS } from '@/lib/contact/originals/kinds';
import { originalsOfDraft } from '@/lib/contact/originals/original-store';
import { config } from '@/lib/platform/config';

export const metadata = { title: 'Files' };

export default page('GET /report/[draft]/files', async ({ tx, authority, draft, query }) => {
  if (!draft || draft.kind !== 'report') notFound();
  const elsewhere = closedAt(draft);
  if (elsewhere !== null) redirect(elsewhere);
  const files = await originalsOfDraft(tx, draft.id);
  const problem = query('file');
  const errors: FormError[] = [...(isOriginalProblem(problem) ? [{ field: 'file', message: ORIGINAL_PROBLEMS[problem] }] : []), ...fileErrors(files)];
  const check = `/report/${draft.id}/check`;
  return {
    before: (
      <>
        <DangerNow authority={authority} at={tx.at} />
        <nav aria-label="Back"><BackLink href={check} /></nav>
      </>
    ),
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption="Report a worry" heading="Files" lead="A letter, a message or a drawing that shows what you saw. A report needs none: it goes without, and you can add one later." />
        <WarningText text={NEVER_SEND} />
        {files.length === 0 ? <p className="govuk-body">Nothing is attached yet. What you wrote is kept while you do this.</p> : <FileList files={files} scanner={config().clamd !== null} removeAt={`/report/${draft.id}/files/remove`} />}
        {files.length < MOST_ORIGINALS ? (
          <FileForm action={`/report/${draft.id}/files/add`} label={files.length === 0 ? 'Attach a file' : 'Attach another file'} errors={errors} />
        ) : (
          <p className="govuk-body">{ORIGINAL_PROBLEMS.too_many}</p>
        )}
        <p className="govuk-body">What is known of a picture beside what it shows, such as where it was taken, is not shown to those who read your report.</p>
        <Button text="Continue" href={check} />
      </>
    ),
  };
});
