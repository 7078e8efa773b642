import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { seeOther } from '@/lib/platform/http/answer';
import { agreedPlace, whichCall } from '../../_parts/which-call';

const WAYS = ['account', 'link', 'post'] as const;

export const POST = route('POST /contacts/[reference]/follow-up/write', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const way = WAYS.find((each) => each === form.text('way'));
  const call = whichCall(form.text('call'));
  if (way === undefined) return seeOther(agreedPlace(contact.reference, call, { agreed: 'way_missing' }));
  const written = await writeFollowUp(tx, contact.id, { chosen: way, call });
  return seeOther(written.ok ? `/contacts/${contact.reference}/letters/${written.value.letterId}?done=anew` : agreedPlace(contact.reference, call, { agreed: written.problem }));
});
