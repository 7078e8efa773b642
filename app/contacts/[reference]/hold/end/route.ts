import { route } from '@/app/_edge/route';
import { endHold } from '@/lib/decision/verbs/end-hold';
import { seeOther } from '@/lib/platform/http/answer';

/** Ends a hold with its reason. */
export const POST = route('POST /contacts/[reference]/hold/end', async ({ tx, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/hold`;
  if (!contact) return seeOther('/queue');
  const done = await endHold(tx, contact.id, form.text('words'));
  return seeOther(done.ok ? here : `${here}?problem=${done.problem}`);
});
