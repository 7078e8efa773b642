import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { discardDraft } from '@/lib/contact/verbs/discard-draft';
import { saveStep } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /calls/[draft]/put-away',
  async ({ tx, draft, form }) => {
    if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
    const put = await discardDraft(tx, draft.id, { how: form.text('discard.how'), why: form.text('discard.why') });
    if (put.ok) return seeOther('/calls?done=put-away');
    if (put.problem === 'already_sent') return seeOther(`/calls/${draft.id}/made`);
    // What was typed is kept, even though it was not enough.
    await saveStep(tx, draft.id, 'discard', (name) => name.startsWith('discard.'), form.fields(), draft.version);
    return seeOther(`/calls/${draft.id}?problem=${put.problem}`);
  },
  { back: ({ draft }) => `/calls/${draft}` },
);
