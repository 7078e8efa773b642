import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { withAct, type Acted } from '@/app/calls/_parts/several-acts';
import { timeOfDay } from '@/app/report/_parts/words';
import { readAuthority } from '@/lib/access/store';
import { asksAnew } from '@/lib/contact/call/known';
import { puttingTo } from '@/lib/contact/call/put-to';
import { readCall } from '@/lib/contact/call/read-call';
import { callerByRef } from '@/lib/contact/callers/caller-store';
import { withCaller } from '@/lib/contact/callers/calling-now';
import { saveCall } from '@/lib/contact/verbs/save-call';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { json, seeOther } from '@/lib/platform/http/answer';
import { londonDate } from '@/lib/platform/time';
import { answerNow } from '../_parts/answer-now';

/** Before the reference of the open contact to which the worker puts what was said. */
const PUT = 'put:';

/** What was posted after its button: looking for a known professional, filling one in, the contact to which it goes, one more of a list or one fewer. */
async function withChosen(tx: Tx, posted: Fields, act: string): Promise<Acted> {
  if (act.startsWith(PUT)) return { posted: puttingTo(posted, act.slice(PUT.length)), at: '/check' };
  if (act === 'find') return { posted, at: '?find=1#caller' };
  const caller = act.startsWith('use:') ? await callerByRef(tx, act.slice('use:'.length)) : null;
  return caller === null ? withAct(posted, act) : { posted: withCaller(posted, caller), at: '#caller' };
}

export const POST = route(
  'POST /calls/[draft]/save',
  async ({ tx, person, draft, form, wantsJson }) => {
    if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
    const here = `/calls/${draft.id}`;
    const act = form.text('act');
    const { posted, at, sure } = await withChosen(tx, form.fields(), act);
    const saved = await saveCall(tx, person, { draftId: draft.id, posted, version: Number(form.text('version')) || 0 });
    if (!saved.ok) {
      if (saved.problem.code === 'missing') throw new Missing('draft', draft.id);
      return wantsJson ? json({ problem: 'conflict' }, 409) : seeOther(`${here}/conflict`);
    }
    if (wantsJson) {
      const { fields } = saved.value.content;
      const call = await readCall(tx, saved.value, await readAuthority(tx));
      return json({ version: saved.value.version, savedAt: timeOfDay(tx.at), call: await answerNow(tx, { id: draft.id, fields }, call, asksAnew(draft.content.fields, fields, londonDate(tx.at))) });
    }
    if (saved.value.closedAt !== null) return seeOther(`${here}/made`);
    if (at !== null) return seeOther(`${here}${sure === undefined ? '' : `?sure=${sure}`}${at}`);
    return seeOther(act === 'check' ? `${here}/check` : here);
  },
  { handIn: ({ draft }) => `/calls/${draft}` },
);
