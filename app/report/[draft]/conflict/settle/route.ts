import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { readAuthority } from '@/lib/access/store';
import { offerLaterText } from '@/lib/contact/verbs/offer-later-text';
import { settleReportConflict } from '@/lib/contact/verbs/settle-report-conflict';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /report/[draft]/conflict/settle', async ({ tx, person, draft, form }) => {
  if (!draft || draft.kind !== 'report') throw new Missing('draft', draft?.id ?? '');
  if (form.text('keep') === 'add') {
    const offered = await offerLaterText(tx, person, await readAuthority(tx), draft, form.text('conflict'));
    if (offered === null) return seeOther('/my/contacts');
    // Where it says that a child is in danger its author stands before whom to ring, at the top of the page.
    return seeOther(`/my/contacts/${offered.reference}${offered.formId === null ? '' : `?draft=${offered.formId}`}${offered.danger ? '' : '#add'}`);
  }
  const next = await settleReportConflict(tx, person, draft.id, form.text('conflict'), form.text('keep') === 'typed' ? 'typed' : 'saved');
  return seeOther(`/report/${draft.id}/${next}`);
});
