import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { verifyCaller } from '@/lib/contact/ending/verbs/verify-caller';
import { readCallFacts } from '@/lib/letter/follow-up/follow-up-store';
import { seeOther } from '@/lib/platform/http/answer';
import { agreedPlace, whichCall } from '../../_parts/which-call';

export const POST = route('POST /contacts/[reference]/caller/verify', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const call = whichCall(form.text('call'));
  // Whoever told of a sealed contact is nobody here: nothing may say that they rang.
  const facts = await readCallFacts(tx, contact.id, call);
  if (facts === null || facts.sealed) return seeOther(agreedPlace(contact.reference, call, { agreed: 'no_call' }));
  const done = await verifyCaller(tx, contact, form.text('rungBack') === 'yes', call);
  return seeOther(agreedPlace(contact.reference, call, done.ok ? { done: 'verified' } : { agreed: done.problem }));
});
