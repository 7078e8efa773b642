import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { takeUpDraft } from '@/lib/contact/verbs/take-up-draft';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /calls/[draft]/take-up', async ({ tx, person, draft }) => {
  if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
  await takeUpDraft(tx, person, draft);
  return seeOther(`/calls/${draft.id}`);
}, { back: () => '/calls' });
