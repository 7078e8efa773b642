import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { canWait, isTalkPage, ownedByTalk } from '@/lib/line/schema';
import { saveStep } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /talk/[draft]/save',
  async ({ tx, draft, form }) => {
    const page = form.text('page');
    if (!draft || draft.kind !== 'talk' || !isTalkPage(page)) throw new Missing('draft', draft?.id ?? '');
    const saved = await saveStep(tx, draft.id, page, ownedByTalk(page), form.fields(), draft.version);
    const here = `/talk/${draft.id}`;
    if (!saved.ok || saved.value.closedAt !== null) return seeOther('/talk');
    return seeOther(page === 'wait' && !canWait(saved.value.content.fields) && form.text('wait') === '' ? `${here}?problem=incomplete` : here);
  },
  { handIn: ({ draft }) => `/talk/${draft}` },
);
