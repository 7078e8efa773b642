import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { attachOriginal } from '@/lib/contact/originals/verbs/attach-original';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /report/[draft]/files/add',
  async ({ tx, draft, form }) => {
    if (!draft || draft.kind !== 'report') throw new Missing('draft', draft?.id ?? '');
    const attached = await attachOriginal(tx, draft, form.file('file'));
    if (!attached.ok && attached.problem === 'sent_before') return seeOther(`/report/${draft.id}/sent?file=sent_before`);
    return seeOther(`/report/${draft.id}/files${attached.ok ? '' : `?file=${attached.problem}`}`);
  },
  { back: ({ draft }) => `/report/${draft}/files`, files: true, tooLarge: ({ draft }) => `/report/${draft}/files?file=too_large` },
);
