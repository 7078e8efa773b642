import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endCallerLink } from '@/lib/letter/follow-up/verbs/end-caller-link';
import { seeOther } from '@/lib/platform/http/answer';
import { agreedPlace, whichCall } from '../../_parts/which-call';

export const POST = route('POST /contacts/[reference]/caller/end-link', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const call = whichCall(form.text('call'));
  const done = await endCallerLink(tx, contact.id, call);
  return seeOther(agreedPlace(contact.reference, call, done.ok ? { done: 'link_ended' } : { agreed: done.problem }));
});
