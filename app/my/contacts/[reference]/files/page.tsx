import { page } from '@/app/_edge/page';
import { Missing } from '@/app/_edge/subject';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { fileErrors, FileForm, FileList, NEVER_SEND } from '@/app/report/_parts/files';
import { BackLink, Button, InsetText, WarningText } from '@/components/govuk';
import { FormErrors, PageHeading, type FormError } from '@/components/shell';
import { isOriginalProblem, MOST_ORIGINALS, ORIGINAL_PROBLEMS } from '@/lib/contact/originals/kinds';
import { originalsOfDraft } from '@/lib/contact/originals/original-store';
import { config } from '@/lib/platform/config';
import { openDrafts } from '@/lib/platform/draft/store';

export const metadata = { title: 'Files' };

export default page('GET /my/contacts/[reference]/files', async ({ tx, authority, contact, params, query }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const here = `/my/contacts/${contact.reference}`;
  const open = await openDrafts(tx, 'addition', contact.id);
  const typed = open.find(({ id }) => id === query('of')) ?? open[0];
  // Back to the words that these files go with, where there are several.
  const form = `${here}${open.length > 1 && typed !== undefined ? `?draft=${typed.id}` : ''}#add`;
  const files = typed === undefined ? [] : await originalsOfDraft(tx, typed.id);
  const problem = query('file');
  const errors: FormError[] = [...(isOriginalProblem(problem) ? [{ field: 'file', message: ORIGINAL_PROBLEMS[problem] }] : []), ...fileErrors(files)];
  return {
    before: (
      <>
        <DangerNow authority={authority} at={tx.at} />
        <nav aria-label="Back"><BackLink href={form} text="Back to what you add" /></nav>
      </>
    ),
    body: (
      <>
        <FormErrors errors={errors} />
        {problem === 'beside' && (
          <InsetText text="What you had written was sent while you chose this file, and the file did not go with it. It is kept here and is not sent yet: say what it shows, and send it." />
        )}
        <PageHeading caption={contact.reference} heading="Files" lead="They go with what you add: say there what they show, then send it." />
        <WarningText text={NEVER_SEND} />
        {files.length === 0 ? <p className="govuk-body">Nothing is attached yet. What you typed is kept while you do this.</p> : <FileList files={files} scanner={config().clamd !== null} removeAt={`${here}/files/remove`} of={typed?.id} />}
        {files.length < MOST_ORIGINALS ? <FileForm action={`${here}/files/add`} label={files.length === 0 ? 'Attach a file' : 'Attach another file'} of={typed?.id} errors={errors} /> : <p className="govuk-body">{ORIGINAL_PROBLEMS.too_many}</p>}
        <Button text="Say what they show, and send" href={form} />
      </>
    ),
  };
});
