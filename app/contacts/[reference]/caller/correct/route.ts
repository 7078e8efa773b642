import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { correctCaller } from '@/lib/letter/follow-up/verbs/correct-caller';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { agreedPlace, correctedForm, whichCall } from '../../_parts/which-call';

export const POST = route('POST /contacts/[reference]/caller/correct', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const call = whichCall(form.text('call'));
  const typed = correctedForm(contact.id, call);
  const done = await correctCaller(tx, contact.id, call, { email: form.text('email'), safeWay: form.text('safeWay'), why: form.text('why') });
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(agreedPlace(contact.reference, call, { agreed: `correct_${done.problem}` }));
  }
  await endTyped(tx, typed);
  return seeOther(agreedPlace(contact.reference, call, { done: 'corrected' }));
});
