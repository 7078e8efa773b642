import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { attachOriginal } from '@/lib/contact/originals/verbs/attach-original';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /calls/[draft]/original',
  async ({ tx, draft, form }) => {
    if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
    const attached = await attachOriginal(tx, draft, form.file('file'));
    if (!attached.ok && attached.problem === 'sent_before') return seeOther(`/calls/${draft.id}/made?original=sent_before`);
    return seeOther(`/calls/${draft.id}/check${attached.ok ? '' : `?original=${attached.problem}`}#originals`);
  },
  { back: ({ draft }) => `/calls/${draft}/check`, files: true, tooLarge: ({ draft }) => `/calls/${draft}/check?original=too_large#originals` },
);
