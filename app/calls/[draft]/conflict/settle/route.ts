import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { settleReportConflict } from '@/lib/contact/verbs/settle-report-conflict';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /calls/[draft]/conflict/settle', async ({ tx, person, draft, form }) => {
  if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
  const next = await settleReportConflict(tx, person, draft.id, form.text('conflict'), form.text('keep') === 'typed' ? 'typed' : 'saved');
  return seeOther(next === 'conflict' ? `/calls/${draft.id}/conflict` : `/calls/${draft.id}`);
});
