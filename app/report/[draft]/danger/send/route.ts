import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { dangerLater } from '@/app/report/_parts/danger-later';
import { readAuthority } from '@/lib/access/store';
import { sendDanger } from '@/lib/contact/verbs/send-danger';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = route(
  'POST /report/[draft]/danger/send',
  async ({ tx, person, draft, form }) => {
    if (!draft) throw new Missing('draft', '');
    const typed = form.text('typed');
    if (draft.closedHow === 'sent') return dangerLater(tx, person, draft, isId(typed) ? typed : undefined);
    const authority = await readAuthority(tx);
    const sent = await sendDanger(tx, person, authority, draft.id);
    if (!sent.ok) return seeOther(sent.problem === 'conflict' ? `/report/${draft.id}/conflict` : '/my/drafts');
    await writeReceipt(tx, sent.value.contactId, authority);
    return seeOther(`/report/${draft.id}/sent`);
  },
  { back: ({ draft }) => `/report/${draft}/danger`, concern: true },
);
