import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { takeAwayOriginal } from '@/lib/contact/originals/verbs/take-away-original';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /calls/[draft]/original/remove',
  async ({ tx, draft, form }) => {
    if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
    await takeAwayOriginal(tx, draft, form.text('file'));
    return seeOther(`/calls/${draft.id}/check#originals`);
  },
  { back: ({ draft }) => `/calls/${draft}/check` },
);
