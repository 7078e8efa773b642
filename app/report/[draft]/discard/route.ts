import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { discardDraft } from '@/lib/contact/verbs/discard-draft';
import { saveStep } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /report/[draft]/discard', async ({ tx, draft, form }) => {
  if (!draft) throw new Missing('draft', '');
  const put = await discardDraft(tx, draft.id, { how: form.text('discard.how'), why: form.text('discard.why') });
  if (put.ok) return seeOther('/my/drafts');
  if (put.problem === 'already_sent') return seeOther(`/report/${draft.id}/sent`);
  // What was typed is kept, even though it was not enough.
  await saveStep(tx, draft.id, 'discard', (name) => name.startsWith('discard.'), form.fields(), draft.version);
  return seeOther(`/report/${draft.id}/check?problem=${put.problem}`);
}, { back: ({ draft }) => `/report/${draft}/check` });
