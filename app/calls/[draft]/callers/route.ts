import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { fieldsOfCaller } from '@/lib/contact/callers/calling-now';
import { findCallers } from '@/lib/contact/callers/verbs/find-callers';
import { json, seeOther } from '@/lib/platform/http/answer';
import { offerOf } from '../_parts/offer';

/** Known professionals for what was typed so far. By POST, since a name belongs in no address. */
export const POST = route(
  'POST /calls/[draft]/callers',
  async ({ tx, draft, form, wantsJson }) => {
    if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
    if (!wantsJson) return seeOther(`/calls/${draft.id}`);
    const callers = await findCallers(tx, form.text('typed'));
    return json({ callers: callers.map((caller) => ({ ...offerOf(caller), fields: fieldsOfCaller(caller) })) });
  },
  { back: ({ draft }) => `/calls/${draft}` },
);
