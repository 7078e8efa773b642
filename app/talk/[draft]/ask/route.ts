import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { ownedByTalk } from '@/lib/line/schema';
import { askToTalk } from '@/lib/line/verbs/ask-to-talk';
import { saveStep } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /talk/[draft]/ask',
  async ({ tx, person, draft, form, idle }) => {
    if (!draft || draft.kind !== 'talk') throw new Missing('draft', draft?.id ?? '');
    // Kept right or wrong before anything is done with it; the last words of a form of one page win.
    if (draft.closedAt === null) await saveStep(tx, draft.id, 'ask', ownedByTalk('ask'), form.fields(), draft.version);
    if (idle) return seeOther(`/talk/${draft.id}`);
    const asked = await askToTalk(tx, person, draft.id);
    if (asked.ok) return seeOther(`/talk?done=${asked.value}`);
    if (asked.problem === 'missing') throw new Missing('draft', draft.id);
    return seeOther(`/talk/${draft.id}?problem=${asked.problem}`);
  },
  { handIn: ({ draft }) => `/talk/${draft}` },
);
