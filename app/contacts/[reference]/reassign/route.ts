import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { reassignContact } from '@/lib/contact/verbs/reassign-contact';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/reassign', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const reason = form.text('reason');
  return answerWork(contact, await reassignContact(tx, person, contact, { to: form.text('to'), reason }), 'reassigned', [reason]);
});
