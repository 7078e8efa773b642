import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { letFollowUpGo } from '@/lib/letter/follow-up/verbs/let-follow-up-go';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { agreedPlace, whichCall } from '../../_parts/which-call';

export const POST = route('POST /contacts/[reference]/follow-up/let-go', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const call = whichCall(form.text('call'));
  const typed = { kind: 'follow_up', contactId: contact.id, about: call ?? '' } as const;
  const done = await letFollowUpGo(tx, contact.id, form.text('reason'), call);
  if (done.ok) await endTyped(tx, typed);
  else await keepTyped(tx, typed, form.fields());
  return seeOther(agreedPlace(contact.reference, call, done.ok ? { done: 'let_go' } : { agreed: done.problem }));
});
